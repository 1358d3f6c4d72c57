"""How long each piece of work takes: medians, then ratios inside this one run, with the goal beside each.

A time says little on another machine; a ratio between two ways of doing the same work says more. Nothing here fails.
Sentences are kept once written: workbooks and report are timed with them at hand, « expliquer » writes them anew.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from bench import (
    appels,
    campagne,
    charge,
    charge_fonctions,
    demarrage,
    exemple,
    graphiques,
    objectifs,
    rapport,
    recalcul,
    transport,
)
from bench.mesure import REPETITIONS, alterner, dire_rapports, titre
from cpts_xl import __version__

PARTIES = ("exemple", "objectifs", "appels", "demarrage", "transport", "graphiques", "rapport", "fonctions", "charge",
           "campagne", "recalcul")  # fmt: skip

MODULES = {
    "transport": transport,
    "exemple": exemple,
    "objectifs": objectifs,
    "appels": appels,
    "demarrage": demarrage,
    "graphiques": graphiques,
    "rapport": rapport,
    "fonctions": charge_fonctions,
    "recalcul": recalcul,
}


def main(arguments: list[str] | None = None) -> None:
    """Run the parts asked for, all of them by default."""
    analyse = argparse.ArgumentParser(prog="python -m bench", description="Mesure l'outil sur cette machine.")
    analyse.add_argument("parties", nargs="*", metavar="PARTIE", help=f"parmi {', '.join(PARTIES)} ; toutes sinon")
    analyse.add_argument("--tours", type=int, default=REPETITIONS, help="répétitions de chaque mesure (5)")
    analyse.add_argument("--python-pair", default="", metavar="CHEMIN", help="Python où sont matplotlib et pydantic")
    choix = analyse.parse_args(arguments)
    if inconnues := set(choix.parties) - set(PARTIES):
        analyse.error(f"partie inconnue : {', '.join(sorted(inconnues))} ; choisir parmi {', '.join(PARTIES)}")
    parties = choix.parties or PARTIES
    print(f"cpts_xl {__version__}, Python {sys.version.split()[0]}, {choix.tours} tours, médianes")
    with tempfile.TemporaryDirectory(prefix="cpts-bench-") as temporaire:
        for nom, module in MODULES.items():
            if nom in parties:
                titre(module.TITRE)
                medianes = alterner(module.mesures(Path(temporaire)), choix.tours)
                titre("  rapport de deux médianes de cette même exécution")
                dire_rapports(module.RAPPORTS, medianes)
        if "fonctions" in parties:
            charge_fonctions.mesurer(Path(temporaire))
        if "charge" in parties:
            charge.mesurer(Path(temporaire))
        if "campagne" in parties:
            campagne.mesurer(Path(temporaire), choix.python_pair)


if __name__ == "__main__":
    main()
