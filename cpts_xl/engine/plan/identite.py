"""The plan of the identity sheet: contract year and size."""

from __future__ import annotations

from collections.abc import Iterator

from cpts_xl.engine.etapes import Etape
from cpts_xl.engine.plan.chantier import Chantier


def identite(c: Chantier) -> Iterator[Etape]:
    """Yield the steps of the identity sheet."""
    e = c.etape
    yield e("identite.fin", "fin_annee", "Fin de l'année conventionnelle", debut="identite.debut")
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
