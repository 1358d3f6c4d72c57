"""``python -m tests.sabotage``: the whole table, each line with its cell and the sentence that names it.

``--seulement MOTIF`` keeps the lines whose family or name holds a word, ``--ecrire FICHIER`` also writes the table.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from tests.sabotage.bilan import bilan, ligne
from tests.sabotage.mutations import FALSIFICATIONS
from tests.sabotage.travaux import HONNETE, juger_tous, tous


def _famille(sorte: str, nom: str) -> str:
    return HONNETE if sorte == HONNETE else FALSIFICATIONS[nom].famille


def main() -> int:
    """Print the table, and return 1 when a line is not as it must be."""
    options = argparse.ArgumentParser(prog="python -m tests.sabotage", description=__doc__)
    options.add_argument("--seulement", default="", metavar="MOTIF")
    options.add_argument("--ecrire", type=Path, metavar="FICHIER")
    lues = options.parse_args()
    verdicts = []
    voulus = [t for t in tous() if lues.seulement in f"{t[0]} {_famille(*t)} {t[1]}"]
    for _travail, verdict in juger_tous(voulus):
        verdicts.append(verdict)
        print(ligne(verdict), flush=True)
    texte = bilan(verdicts)
    print(texte)
    if lues.ecrire is not None:
        mauvaises = [ligne(v) for v in verdicts if not v.bon]
        bonnes = [ligne(v) for v in verdicts if v.bon]
        lues.ecrire.write_text("\n".join([texte, "", *mauvaises, "", *bonnes]) + "\n", encoding="utf-8")
    return 0 if all(v.bon for v in verdicts) else 1


if __name__ == "__main__":
    sys.exit(main())
