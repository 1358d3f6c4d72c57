"""The daily work on the example CPTS: computing, writing, reading, verifying, the functions, the report."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from bench.mesure import Mesure, Rapport
from cpts_xl import __version__
from cpts_xl.engine.fichier import lire_dossier
from cpts_xl.engine.resultat import Resultat, calculer
from cpts_xl.law.in_force import en_vigueur
from cpts_xl.report import rediger
from cpts_xl.ressources import ressource
from cpts_xl.udf.appel import appeler
from cpts_xl.workbook.build import construire
from cpts_xl.workbook.inks import Encre
from cpts_xl.workbook.layout import Layout
from cpts_xl.workbook.moteurs.recalcul import NOMS, disponibles
from cpts_xl.workbook.recu.read import lire_classeur
from cpts_xl.workbook.verification import verifier

TITRE = "Le travail de tous les jours, sur la CPTS d'exemple"
LIGNES = 10_000

RAPPORTS = (
    Rapport(f"fonctions, hors Excel : {LIGNES} appels / un appel de plage", "udf.cellules", "udf.plage"),
    Rapport("vérifier / calculer", "verifier", "calculer"),
    Rapport("expliquer chaque étape / calculer", "expliquer", "calculer"),
    Rapport("classeur natif / classeur aux fonctions CPTS_", "ecrire.natif", "ecrire.python"),
    Rapport("rapport Word / copie de relecture", "rapport", "ecrire.natif"),
)


def resultat_exemple() -> Resultat:
    """Return the example, computed anew: its sentences are not written yet."""
    dossier = lire_dossier(ressource("workbooks", "exemple.toml"))
    return calculer(dossier, en_vigueur(dossier.debut))


def expliquer(resultat: Resultat) -> int:
    """Write the sentence of each step anew: those of a result are kept once written."""
    return sum(len(c.etape.regle.expliquer(c.entrees, resultat.droit)) for c in resultat.pleines)


def _cellules(valeurs: list[list[float]], jour: float) -> None:
    for ligne in valeurs:
        appeler("CPTS_TAILLE", [ligne[0], jour])


def mesures(dossier_temporaire: Path) -> Iterator[Mesure]:
    """Yield each piece of work under its short name."""
    resultat = resultat_exemple()
    relecture = dossier_temporaire / "relecture.xlsx"
    relecture.write_bytes(construire(resultat, Encre.NATIVE))
    lecture = lire_classeur(relecture)
    populations = [[float(1_000 + 31 * rang)] for rang in range(LIGNES)]
    jour = 45_731.0  # le 15/03/2025, comme une cellule le donne

    yield "calculer", partial(calculer, resultat.dossier, resultat.droit)
    yield "expliquer", partial(expliquer, resultat)
    yield "ecrire.python", partial(construire, resultat, Encre.PYTHON)
    yield "ecrire.natif", partial(construire, resultat, Encre.NATIVE)
    yield "lire.dossier", partial(lire_classeur, relecture)
    yield "verifier", partial(verifier, lecture)
    for moteur in disponibles():
        yield f"verifier, avec {NOMS[moteur]}", partial(verifier, lecture, (moteur,))
    yield "udf.plage", partial(appeler, "CPTS_TAILLE", [populations, jour])
    yield "udf.cellules", partial(_cellules, populations, jour)
    yield "rapport", partial(rediger, resultat, adresses=Layout(resultat).adresses(), version=__version__)
