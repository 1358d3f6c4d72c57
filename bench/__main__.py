"""How long each piece of work takes on the example CPTS: medians, then ratios inside this one run.

A time says little on another machine; a ratio between two ways of doing the same work says more. No threshold.
Sentences are kept once written: workbooks and report are timed with them at hand, « expliquer » writes them anew.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from cpts_xl import __version__
from cpts_xl.engine.fichier import lire_dossier
from cpts_xl.engine.resultat import Resultat, calculer
from cpts_xl.law.in_force import en_vigueur
from cpts_xl.report import rediger
from cpts_xl.ressources import ressource
from cpts_xl.udf.appel import appeler
from cpts_xl.workbook import xlsx_lu
from cpts_xl.workbook.build import construire
from cpts_xl.workbook.inks import Encre
from cpts_xl.workbook.layout import Layout
from cpts_xl.workbook.read import lire_classeur
from cpts_xl.workbook.recalcul import NOMS, disponibles
from cpts_xl.workbook.verify import verifier

REPETITIONS = 5
LIGNES = 10_000

Mesure = tuple[str, Callable[[], Any]]

RATIOS = (
    (f"UDF, hors Excel : {LIGNES} appels d'une cellule / un appel de plage", "udf.cellules", "udf.plage"),
    ("relire tout un classeur : openpyxl / lecteur maison", "lire.openpyxl", "lire.natif"),
    ("vérifier / calculer", "verifier", "calculer"),
    ("expliquer chaque étape / calculer", "expliquer", "calculer"),
    ("classeur natif / classeur aux fonctions CPTS_", "ecrire.natif", "ecrire.python"),
    ("rapport Word / copie de relecture", "rapport", "ecrire.natif"),
)


def _openpyxl(chemin: Path) -> int:
    """Read formulas and stored values as openpyxl must, in two loads; return the number of cells."""
    import openpyxl  # noqa: PLC0415  (sa durée d'import ne se mélange pas à celle du lecteur maison)

    cellules = 0
    for valeurs in (False, True):
        classeur = openpyxl.load_workbook(chemin, data_only=valeurs)
        cellules += sum(1 for f in classeur for ligne in f.iter_rows() for c in ligne if c.value is not None)
    return cellules


def _expliquer(resultat: Resultat) -> int:
    """Write the sentence of each step anew: those of a result are kept once written."""
    return sum(len(c.etape.regle.expliquer(c.entrees, resultat.droit)) for c in resultat.pleines)


def _cellules(valeurs: list[list[float]], jour: float) -> None:
    for ligne in valeurs:
        appeler("CPTS_TAILLE", [ligne[0], jour])


def mesures(dossier_temporaire: Path) -> Iterator[Mesure]:
    """Yield each piece of work under its short name."""
    dossier = lire_dossier(ressource("workbooks", "exemple.toml"))
    droit = en_vigueur(dossier.debut)
    resultat = calculer(dossier, droit)
    relecture = dossier_temporaire / "relecture.xlsx"
    relecture.write_bytes(construire(resultat, Encre.NATIVE))
    lecture = lire_classeur(relecture)
    populations = [[float(1_000 + 31 * rang)] for rang in range(LIGNES)]
    jour = 45_731.0  # le 15/03/2025, comme une cellule le donne

    yield "calculer", partial(calculer, dossier, droit)
    yield "expliquer", partial(_expliquer, resultat)
    yield "ecrire.python", partial(construire, resultat, Encre.PYTHON)
    yield "ecrire.natif", partial(construire, resultat, Encre.NATIVE)
    yield "lire.natif", partial(xlsx_lu.lire, relecture)
    yield "lire.openpyxl", partial(_openpyxl, relecture)
    yield "lire.dossier", partial(lire_classeur, relecture)
    yield "verifier", partial(verifier, lecture)
    for moteur in disponibles():
        yield f"verifier, avec {NOMS[moteur]}", partial(verifier, lecture, (moteur,))
    yield "udf.plage", partial(appeler, "CPTS_TAILLE", [populations, jour])
    yield "udf.cellules", partial(_cellules, populations, jour)
    yield "rapport", partial(rediger, resultat, adresses=Layout(resultat).adresses(), version=__version__)


def mediane(travail: Callable[[], Any], repetitions: int = REPETITIONS) -> float:
    """Return the median duration, in seconds, after one run that does not count."""
    travail()
    durees = []
    for _ in range(repetitions):
        depart = time.perf_counter()
        travail()
        durees.append(time.perf_counter() - depart)
    return statistics.median(durees)


def main() -> None:
    """Print the medians, then the ratios."""
    print(f"cpts_xl {__version__}, Python {sys.version.split()[0]}, {REPETITIONS} répétitions par mesure")
    print(f"\n  {'médiane':34}{'ms':>12}")
    medianes: dict[str, float] = {}
    with tempfile.TemporaryDirectory(prefix="cpts-bench-") as temporaire:
        for nom, travail in mesures(Path(temporaire)):
            medianes[nom] = mediane(travail)
            print(f"  {nom:34}{1000 * medianes[nom]:12.1f}", flush=True)
    print("\n  rapport de deux médianes de cette même exécution")
    for libelle, dessus, dessous in RATIOS:
        print(f"  {libelle:64}{medianes[dessus] / medianes[dessous]:10.1f}")


if __name__ == "__main__":
    main()
