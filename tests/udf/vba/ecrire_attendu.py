"""The expected VBA text, one file per module in ``attendu/``: ``python -m tests.udf.vba.ecrire_attendu`` rewrites it.

The version of the tool is left out, so that a new version changes nothing here.
"""

from __future__ import annotations

from pathlib import Path

from cpts_xl import __version__
from cpts_xl.udf.vba.modules import CLASSEUR, modules, ouverture

ATTENDU = Path(__file__).parent / "attendu"


def textes() -> dict[str, str]:
    """Return the text of each module as kept: lines ended by a line feed, version left out."""
    tous = {**modules(), CLASSEUR: ouverture()}
    return {nom: texte.replace("\r\n", "\n").replace(__version__, "@VERSION@") for nom, texte in tous.items()}


def main() -> None:
    """Write the files."""
    ATTENDU.mkdir(exist_ok=True)
    for nom, texte in textes().items():
        (ATTENDU / f"{nom}.bas").write_text(texte, encoding="ascii")


if __name__ == "__main__":
    main()
