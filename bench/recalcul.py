"""Recalculating the reviewer's copy of the example: the embedded engine against LibreOffice started cold."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from bench.exemple import resultat_exemple
from bench.mesure import Mesure, Rapport
from cpts_xl.workbook.build import construire
from cpts_xl.workbook.inks import Encre
from cpts_xl.workbook.recalcul import recalculer
from cpts_xl.workbook.recalcul_enfant import _ironcalc

TITRE = "Recalculer la copie de relecture de l'exemple"
MOTEUR, ENFANT, FROID = (
    "IronCalc : lire, calculer, rendre",
    "IronCalc, dans son processus",
    "LibreOffice, lancé à froid",
)
AU_PLUS = 0.03

RAPPORTS = (
    Rapport("IronCalc / LibreOffice lancé à froid", MOTEUR, FROID, AU_PLUS),
    Rapport("IronCalc dans son processus, relu et comparé / LibreOffice lancé à froid", ENFANT, FROID),
)


def mesures(dossier_temporaire: Path) -> Iterator[Mesure]:
    """Yield one recalculation by each road; both answer every formula, or ``recalculer`` refuses."""
    chemin = dossier_temporaire / "relecture.xlsx"
    chemin.write_bytes(construire(resultat_exemple(), Encre.NATIVE))
    yield MOTEUR, partial(_calculer, chemin)
    yield ENFANT, partial(recalculer, chemin, "ironcalc")
    yield FROID, partial(recalculer, chemin, "libreoffice", 120)


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
