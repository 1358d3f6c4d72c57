"""The years of the history: a rank in the contract, as the sheet asks; a civil year is understood, never mixed up."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from cpts_xl.engine.dossier import Dossier
from cpts_xl.engine.reprise import annee_du_contrat, derniers_connus, periode, termines
from cpts_xl.engine.resultat import calculer
from cpts_xl.engine.suite import ouvrir
from cpts_xl.law.in_force import en_vigueur
from tests.workbook.exemples import dossier_exemple

MARS, JANVIER = date(2023, 3, 15), date(2023, 1, 1)


def contrat(rang: int, signature: date = MARS, *historique: dict[str, Any]) -> Dossier:
    """Return a dossier of one year of a contract signed on its first day."""
    debut = signature.replace(year=signature.year + rang - 1)
    return Dossier({"signature": signature, "debut": debut}, {}, {"historique": historique})


@pytest.mark.parametrize(
    ("ecrite", "rang"),
    [(Fraction(1), 1), (Fraction(2), 2), (Fraction(2023), 1), (Fraction(2024), 2), (Fraction(2022), 0), (None, None),
     ("2024", None), (Fraction(5, 2), None)],
)  # fmt: skip
def test_a_rank_and_a_civil_year_are_the_same_year(ecrite: Any, rang: int | None) -> None:
    """In year 3, begun in March 2025: 2 and 2024 are last year; what is no whole number is no year."""
    assert annee_du_contrat({"annee": ecrite}, contrat(3)) == rang


def test_a_civil_year_has_no_place_without_the_dates_of_the_contract() -> None:
    """Without its signature, a contract year has no rank: a civil year is not guessed."""
    sans = Dossier({"debut": MARS}, {}, {})
    assert annee_du_contrat({"annee": Fraction(2024)}, sans) is None
    assert annee_du_contrat({"annee": Fraction(2)}, sans) == 2
    assert periode(2, sans) == "année 2"


def test_a_year_is_said_by_the_civil_years_that_it_covers() -> None:
    """Two of them, but for a contract that follows the calendar."""
    assert [periode(rang, contrat(3)) for rang in (0, 1, 3)] == ["2022-2023", "2023-2024", "2025-2026"]
    assert periode(2, contrat(3, JANVIER)) == "2024"


def test_the_last_known_year_is_the_last_whatever_its_unit() -> None:
    """« 2023, 2024, 3 »: in year 4, the last one is year 3, and not 2024."""
    lignes = [{"indicateur": "A1", "annee": Fraction(annee)} for annee in (2023, 3, 2024)]
    assert derniers_connus(contrat(4, MARS, *lignes))["a1"]["annee"] == 3


def test_an_opened_year_follows_the_one_that_it_comes_from() -> None:
    """The example opened: its results of year 3 are the last known, beside those of years 1 and 2."""
    exemple = dossier_exemple()
    assert {ligne["annee"] for ligne in exemple.liste("historique")} == {1, 2}
    suivant = ouvrir(calculer(exemple, en_vigueur(exemple.debut))).dossier
    assert {annee_du_contrat(ligne, suivant) for ligne in suivant.liste("historique")} == {1, 2, 3}
    assert {ligne["annee"] for nom, ligne in derniers_connus(suivant).items() if nom in {"a1", "p1"}} == {3}
    assert termines(suivant) == ()
