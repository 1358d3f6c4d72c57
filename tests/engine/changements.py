"""A sound dossier, and the changes that make a faulty one of it: shared by the tests of the entry check."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from cpts_xl.engine.dossier import Dossier
from cpts_xl.engine.schema import TABLEAUX
from tests.engine.dossiers import DOSSIERS, lire_dossier

if TYPE_CHECKING:
    from collections.abc import Callable

_ROVIRA = lire_dossier(DOSSIERS / "rovira-annee-5.toml")
BASE = replace(
    _ROVIRA,
    identite={**_ROVIRA.identite, "population": Fraction(92_000), "population_source": "nombre rond, dans la tranche"},
).avec(missions={  # signé le 15/04/2022, avant que l'avenant 2 ne crée la mission de crise : son délai se déclare
    code: {**fiche, "depart_declare": date(2022, 9, 3)} if code == "crise" else fiche
    for code, fiche in _ROVIRA.fiche("mission").items()
})  # fmt: skip


def identite(**champs: Any) -> Callable[[Dossier], Dossier]:
    """Return the dossier with these fields of its identity."""
    return lambda dossier: dossier.avec(identite={**dossier.identite, **champs})


def mission(code: str, **champs: Any) -> Callable[[Dossier], Dossier]:
    """Return the dossier with these fields of one mission."""
    return lambda d: d.avec(missions={**d.fiche("mission"), code: {**d.fiche("mission").get(code, {}), **champs}})


def ligne(code: str, annexe: Any) -> Callable[[Dossier], Dossier]:
    """Return the dossier with the annex amount of one line."""
    return lambda d: d.avec(lignes={**d.fiche("ligne"), code: {"annexe": annexe}})


def indicateur(rang: int, **champs: Any) -> Callable[[Dossier], Dossier]:
    """Return the dossier with these fields of one indicator, counted from 1."""

    def change(dossier: Dossier) -> Dossier:
        fiches = [dict(fiche) for fiche in dossier.liste("indicateur")]
        fiches[rang - 1].update(champs)
        return dossier.avec(indicateurs=tuple(fiches))

    return change


def rangee(tableau: str, **champs: Any) -> Callable[[Dossier], Dossier]:
    """Return the dossier with one more row in a free table."""
    pluriel = TABLEAUX[tableau].pluriel
    vide = dict.fromkeys(TABLEAUX[tableau].codes)

    def change(dossier: Dossier) -> Dossier:
        lignes: Any = (*dossier.liste(tableau), {**vide, **champs})
        return dossier.avec(**{pluriel: lignes})

    return change


JOUR, VERSE = date(2026, 6, 1), {"date": date(2026, 6, 1), "montant": Fraction(100)}
