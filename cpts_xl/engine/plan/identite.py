"""The plan of the identity sheet: contract year, size, the other calendars, the money of the start."""

from __future__ import annotations

from collections.abc import Iterator

from cpts_xl.engine.etapes import Etape
from cpts_xl.engine.plan.chantier import Chantier


def identite(c: Chantier) -> Iterator[Etape]:
    """Yield the steps of the identity sheet."""
    e = c.etape
    yield e(
        "identite.fin",
        "fin_annee",
        "Fin de l'année conventionnelle",
        debut="identite.debut",
        signature="identite.signature",
    )
    yield e(
        "identite.annee",
        "annee_contrat",
        "Année du contrat",
        signature="identite.signature",
        debut="identite.debut",
    )
    yield e("identite.taille_calculee", "taille", "Taille d'après la population", population="identite.population")
    yield e(
        "identite.taille",
        "taille_retenue",
        "Taille retenue",
        taille_calculee="identite.taille_calculee",
        taille_contrat="identite.taille_contrat",
    )
    yield e("identite.unite", "unite_prorata", "Unité du prorata retenue", choix="identite.unite_prorata")
    yield e(
        "identite.exercice_fin", "lendemain", "Fin de l'exercice comptable", dernier_jour="identite.exercice_cloture"
    )
    yield e("identite.annee_civile", "annee_civile_debut", "Année civile du début", debut="identite.debut")
    yield e("identite.annee_civile_suivante", "annee_civile_suite", "Année civile suivante", debut="identite.debut")
    yield e("identite.scenario_retenu", "scenario_retenu", "Scénario retenu", scenario_choisi="identite.scenario")


def demarrage(c: Chantier) -> Iterator[Etape]:
    """Yield the money of the start, a line of its own that no total contains, and its check."""
    e = c.etape
    yield e(
        "identite.majoration_montant",
        "majoration_demarrage",
        "Majoration de démarrage",
        majoration="identite.majoration",
        annee="identite.annee",
        plafond="ligne.fonctionnement.plafond",
    )
    yield e(
        "identite.demarrage_total",
        "total_demarrage",
        "Total du démarrage, à part",
        annee="identite.annee",
        montant_majoration="identite.majoration_montant",
        aide="identite.aide_lettre",
    )
    if "lettre_intention|1" in c.droit.parametres:
        yield e(
            "controle.aide_lettre",
            "controle_aide_lettre",
            "Aide à la lettre d'intention égale à l'échelle nationale (texte signé non lu)",
            taille="identite.taille",
            aide="identite.aide_lettre",
        )
