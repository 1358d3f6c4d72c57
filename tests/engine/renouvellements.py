"""Contracts renewed from a year of a former one: shared by the tests of the renewed contract."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from cpts_xl.constats import Gravite
from cpts_xl.engine.examen import examiner
from cpts_xl.engine.suite import Ouverture, ouvrir
from cpts_xl.law import en_vigueur
from tests.engine.contrats import annee
from tests.engine.dossiers import calcul
from tests.engine.test_annee_suivante import exemple

if TYPE_CHECKING:
    from cpts_xl.engine.dossier import Dossier


SIGNATURE = date(2028, 3, 15)
"""The day that follows the last one of the contract of the house, signed on 15/03/2023."""
ANTICIPE = date(2026, 3, 15)
"""The day that follows the third year of the example, signed on 15/03/2023 too."""
PLUS_TARD = date(2026, 9, 1)


def renouvele(dossier: Dossier | None = None, jour: date = SIGNATURE, **options: Any) -> Ouverture:
    """Return the renewed contract opened from a year, the fifth one unless told otherwise."""
    return ouvrir(calcul(dossier or annee(5)), nouveau_contrat=jour, **options)


def exemple_renouvele(jour: date = ANTICIPE, **tables: Any) -> Ouverture:
    """Return the contract renewed from the living example, with these tables declared otherwise."""
    return ouvrir(calcul(exemple().dossier.avec(**tables)) if tables else exemple(), nouveau_contrat=jour)


def dits(ouverture: Ouverture, table: str) -> list[str]:
    """Return what is told of a table, with ordinary spaces."""
    return [t.replace("\u202f", " ").replace("\xa0", " ") for nom, t in ouverture.suites if nom == table]


def bloquantes(dossier: Dossier) -> list[tuple[str, str]]:
    """Return the blocking anomalies of a dossier."""
    anomalies = examiner(dossier, en_vigueur(dossier.debut))
    return [(a.saisie, a.message) for a in anomalies if a.gravite is Gravite.BLOQUANT]
