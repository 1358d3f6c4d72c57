"""31/12/9999, the usual « no end »: said to be out of the calendar where a day is counted, and never a stop."""

from __future__ import annotations

from datetime import date

import pytest

from cpts_xl.absence import Absent
from cpts_xl.engine.echeancier import evenements
from cpts_xl.engine.examen import examiner
from cpts_xl.engine.suite import ouvrir
from cpts_xl.law import en_vigueur
from cpts_xl.rules.dates import plus_jours
from tests.engine.dossiers import calcul
from tests.sabotage.base import avec_identite

BOUT = date(9999, 12, 31)


def test_the_day_after_the_last_one_is_refused() -> None:
    """Neither after the last day nor before the first: a refusal that says why; one day before, a day."""
    for jour, jours in ((BOUT, 1), (date(1, 1, 1), -1)):
        refuse = plus_jours(jour, jours)
        assert isinstance(refuse, Absent)
        assert refuse.detail == "date hors du calendrier"
    assert plus_jours(BOUT, -1) == date(9999, 12, 30)


@pytest.mark.parametrize("champ", ["arrete", "exercice_debut", "exercice_cloture", "dialogue"])
def test_a_day_at_the_end_of_the_calendar_stops_nothing(champ: str) -> None:
    """The year is computed, examined, put in a calendar, and the next one opened."""
    declare = avec_identite(**{champ: BOUT})
    resultat = calcul(declare)
    examiner(declare, en_vigueur(declare.debut))
    evenements(resultat)
    assert ouvrir(resultat).dossier.identite["debut"] == date(2026, 3, 15)
