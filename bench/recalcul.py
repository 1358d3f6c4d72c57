"""Recalculating a workbook: the embedded engine against LibreOffice started cold.

Two workbooks: the ordinary one on which the goal was set (``bench.repere``), and the reviewer's copy of our example,
ten times larger. IronCalc lasts what it reads: long formulas cost it more than a start of LibreOffice.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from bench.exemple import resultat_exemple
from bench.mesure import Mesure, Rapport
from bench.repere import classeur_repere
from cpts_xl.workbook.build import construire
from cpts_xl.workbook.inks import Encre
from cpts_xl.workbook.moteurs.recalcul import recalculer
from cpts_xl.workbook.moteurs.recalcul_enfant import _ironcalc

TITRE = "Recalculer un classeur reçu"
AU_PLUS = 0.03
REPERE, EXEMPLE = "classeur repère (3 399 valeurs)", "copie de relecture de l'exemple"


def _noms(classeur: str) -> tuple[str, str, str]:
    """Return how the three roads are called for one workbook."""
    return (
        f"{classeur} : IronCalc, lire, calculer, rendre",
        f"{classeur} : IronCalc dans son processus",
        f"{classeur} : LibreOffice lancé à froid",
    )


RAPPORTS = tuple(
    Rapport(f"{nom} / LibreOffice à froid", nom, froid, but)
    for classeur in (REPERE, EXEMPLE)
    for moteur, enfant, froid in (_noms(classeur),)
    for nom, but in ((moteur, AU_PLUS), (enfant, None))
)


def mesures(dossier_temporaire: Path) -> Iterator[Mesure]:
    """Yield one recalculation by each road; both answer every formula, or ``recalculer`` refuses."""
    for nom, contenu in ((REPERE, classeur_repere()), (EXEMPLE, construire(resultat_exemple(), Encre.NATIVE))):
        chemin = dossier_temporaire / f"{nom.split()[0]}.xlsx"
        chemin.write_bytes(contenu)
        moteur, enfant, froid = _noms(nom)
        yield moteur, partial(_calculer, chemin)
        yield enfant, partial(recalculer, chemin, "ironcalc")
        yield froid, partial(recalculer, chemin, "libreoffice", 120)


def _calculer(chemin: Path) -> int:
    """Return how many cells the engine gave; what it chatters on the standard output is not shown."""
    sys.stdout.flush()
    sortie, rien = os.dup(1), os.open(os.devnull, os.O_WRONLY)
    os.dup2(rien, 1)
    try:
        return sum(1 for _ in _ironcalc(chemin))
    finally:
        os.dup2(sortie, 1)
        os.close(sortie)
        os.close(rien)
