"""« python -m cpts_xl.cli » is « cpts-xl »."""

from cpts_xl.cli import lancer

lancer()
