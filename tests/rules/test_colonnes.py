"""The catalogue as it stands, called with symbols; a column that remembers, against the plain list of its values."""

from __future__ import annotations

import pickle
import random
from datetime import date, timedelta
from fractions import Fraction
from itertools import product
from typing import Any

import pytest

from cpts_xl.absence import a_completer
from cpts_xl.rules import CATALOGUE, plages
from cpts_xl.rules.catalogue import eprouver
from cpts_xl.rules.colonnes import Colonne
from cpts_xl.rules.plages import a_partir_de, avant, compte_si, cumul, si_complet, si_dates

JOUR = date(2025, 3, 15)
VALEURS = (
    None, "", "Acompte", "acompte", "ACOMPTE", "solde", "1", Fraction(1), 1, Fraction(1, 3), Fraction(-7, 2), JOUR,
    JOUR + timedelta(1), date(2025, 1, 1), a_completer("essai"), True,
)  # fmt: skip
CLES = (
    "acompte", "Solde", "", "1", "absent", Fraction(1), Fraction(2), Fraction(1, 3), JOUR, a_completer("essai"), None,
    a_partir_de(JOUR), avant(JOUR), avant(Fraction(2)), a_partir_de("acompte"),
)  # fmt: skip


@pytest.mark.parametrize("nom", sorted(CATALOGUE))
def test_every_rule_keeps_to_the_vocabulary(nom: str) -> None:
    """Called with symbols, each rule leaves a formula: importing it no longer proves so."""
    eprouver(CATALOGUE[nom])


def _colonnes(hasard: random.Random, lignes: int) -> list[list[Any]]:
    return [[hasard.choice(VALEURS) for _ in range(lignes)] for _ in range(3)]


def _reponses(valeurs: Any, un: Any, deux: Any, cle: Any, autre: Any) -> list[Any]:
    deuxieme = ((cle, un), (autre, deux))
    return [
        calcul
        for criteres in ([(cle, un)], deuxieme, deuxieme[::-1])
        for calcul in (
            compte_si(*criteres),
            cumul(valeurs, *criteres),
            si_complet(valeurs, "complet", *criteres),
            si_dates(valeurs, "complet", *criteres),
        )
    ]


@pytest.mark.parametrize("lignes", [0, 1, 5, 40])
def test_a_column_answers_as_the_list_of_its_values(lignes: int) -> None:
    """Every pair of criteria gives the same counts and sums, asked once or again, on columns or on a mix."""
    hasard = random.Random(lignes)  # noqa: S311  (des cas, non un secret)
    valeurs, un, deux = _colonnes(hasard, lignes)
    memoires = Colonne(valeurs), Colonne(un), Colonne(deux)
    for cle, autre in product(CLES, CLES):
        attendu = _reponses(valeurs, un, deux, cle, autre)
        assert _reponses(*memoires, cle, autre) == attendu
        assert _reponses(memoires[0], un, memoires[2], cle, autre) == attendu
        assert [type(x) for x in _reponses(*memoires, cle, autre)] == [type(x) for x in attendu]


def test_a_column_that_forgot_a_row_would_be_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """The comparison above can fail: an index that leaves the last row out does not give the same sums."""
    colonne = Colonne(["a", "b", "a"])
    monkeypatch.setattr(colonne.__class__, "_par_valeur", lambda _soi: {"a": {0: None}, "b": {1: None}})
    assert compte_si(("a", colonne)) != compte_si(("a", list(colonne)))


def test_the_sum_is_exact_and_stays_a_fraction() -> None:
    """Summed by denominator, a column gives what adding one by one gives; nothing gives zero."""
    hasard = random.Random(7)  # noqa: S311  (des cas, non un secret)
    nombres: list[Any] = [Fraction(hasard.randint(-999, 999), hasard.choice((1, 2, 3, 100, 365))) for _ in range(200)]
    assert cumul([*nombres, "texte", None, JOUR]) == sum(nombres)
    assert type(cumul([])) is Fraction
    assert cumul([]) == 0
    assert plages.compte_nombres([*nombres, JOUR, None, "1"]) == len(nombres) + 1


def test_a_column_travels_without_its_memory() -> None:
    """Pickled for another process, a column is its values."""
    colonne = Colonne(["a", None, Fraction(1)])
    colonne.rangs("a")
    assert pickle.loads(pickle.dumps(colonne)) == colonne  # noqa: S301  (écrit ici même)
