"""A missing value is never 0: it absorbs computation, refuses to be a condition, and keeps its reason."""

from __future__ import annotations

import operator
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest

from cpts_xl.absence import VIDE, Absent, Sorte, a_completer, refus
from cpts_xl.constats import Constat, Gravite, bloquants

if TYPE_CHECKING:
    from collections.abc import Callable

ABSENCES = (a_completer("population"), refus("taille de 1 à 4"), Absent(Sorte.A_REPRENDRE, "accès"), VIDE)
OPERATIONS = (
    operator.add,
    operator.sub,
    operator.mul,
    operator.truediv,
    operator.lt,
    operator.le,
    operator.gt,
    operator.ge,
)


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.__name__)
@pytest.mark.parametrize("absence", ABSENCES, ids=lambda absence: absence.texte)
def test_absence_absorbs(absence: Absent, operation: Callable[[Any, Any], Any]) -> None:
    """Whatever is computed with a missing value is missing, on either side, even times zero."""
    for nombre in (Fraction(0), Fraction(3, 4), 12):
        assert operation(absence, nombre) is absence
        assert operation(nombre, absence) is absence
    assert operation(absence, absence) is absence


@pytest.mark.parametrize("absence", ABSENCES, ids=lambda absence: absence.texte)
def test_absence_is_no_condition(absence: Absent) -> None:
    """A missing value is neither true nor false, and its refusal says which verb to use and what is missing."""
    with pytest.raises(TypeError) as erreur:
        bool(absence)
    assert "si(…)" in str(erreur.value)
    assert absence.texte in str(erreur.value)
    assert -absence is absence


def test_sum_of_a_column_with_a_hole() -> None:
    """The sum of Python itself does not skip a hole."""
    assert sum([Fraction(1), a_completer("ligne 2"), Fraction(3)]) == a_completer("ligne 2")


def test_texts() -> None:
    """A cell computed by Python gives the detail; a native cell has room for it in a refusal only."""
    assert a_completer("population").texte == "À compléter : population"
    assert a_completer("population").texte_natif == "À compléter"
    assert a_completer().texte == "À compléter"
    assert refus("taille de 1 à 4").texte == refus("taille de 1 à 4").texte_natif == "Refus : taille de 1 à 4"
    assert Absent(Sorte.A_REPRENDRE, "accès").texte_natif == "À reprendre de l'annexe financière du contrat"
    assert Absent(Sorte.SANS_OBJET).texte == "sans objet"


def test_two_absences_of_one_reason_are_equal() -> None:
    """Absences compare by kind and detail, so that a test or a list may hold them."""
    assert a_completer("x") == a_completer("x")
    assert a_completer("x") != a_completer("y")
    assert a_completer("x") != refus("x")
    assert len({a_completer("x"), a_completer("x"), refus("x")}) == 2
    assert a_completer("x") != 0


def test_finding_is_one_paragraph() -> None:
    """A finding tells its place, its values and its remedy in one French paragraph; only some are blocking."""
    constat = Constat(Gravite.BLOQUANT, "Le total ne tombe pas juste.", "Financement", "L7", "12", "13", "Recalculer.")
    assert constat.lieu == "feuille « Financement », cellule L7"
    assert constat.phrase() == (
        "feuille « Financement », cellule L7 : Le total ne tombe pas juste. Lu : 12. Attendu : 13. Recalculer."
    )
    assert Constat(Gravite.INFORMATION, "Rien à signaler.").phrase() == "Rien à signaler."
    assert bloquants([constat, Constat(Gravite.A_REGARDER, "Voir.")]) == [constat]
