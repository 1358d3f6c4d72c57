"""The check of the identity sheet."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import Any

from cpts_xl.constats import Gravite
from cpts_xl.engine.dossier import Anomalie, Dossier
from cpts_xl.engine.examen.commun import examiner_champ
from cpts_xl.engine.schema import IDENTITE
from cpts_xl.rules.genres import ENTIER, afficher

TAILLE_MAX = 4


def identite(dossier: Dossier, _droit: Any) -> Iterator[Anomalie]:
    """Yield what is wrong in the identity of the contract year."""
    i = dossier.identite
    for champ in IDENTITE:
        yield from examiner_champ(f"identite.{champ.code}", champ, i.get(champ.code))
    population = i.get("population")
    if isinstance(population, Fraction) and (population <= 0 or population.denominator != 1):
        yield Anomalie(
            "identite.population",
            "La population doit être un nombre entier et positif.",
            "Reprendre le total de la source.",
            lu=afficher(ENTIER, population),
        )
    taille = i.get("taille_contrat")
    if isinstance(taille, Fraction) and taille not in {1, 2, 3, TAILLE_MAX}:
        yield Anomalie(
            "identite.taille_contrat", "La taille va de 1 à 4.", "Reprendre la taille du contrat.", lu=str(taille)
        )
    signature, debut = i.get("signature"), i.get("debut")
    if isinstance(signature, date) and isinstance(debut, date) and debut < signature:
        yield Anomalie(
            "identite.debut",
            "L'année conventionnelle commence avant la signature du contrat.",
            "Saisir le jour anniversaire de la signature.",
        )
    if isinstance(population, Fraction) and not i.get("population_source"):
        yield Anomalie(
            "identite.population_source",
            "La population est donnée sans sa source.",
            "Indiquer la source et le millésime : la taille en dépend.",
            Gravite.A_REGARDER,
        )
