"""The door of the browser, in Python: JSON in, JSON out, never an exception for what a cell may hold."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any

import pytest

from cpts_xl.udf.appel import repondre
from cpts_xl.udf.officejs.lot import en_cellule, repartir, versions

RANG = 45731  # le 15 mars 2025


def rendre(*appels: list[Any]) -> list[Any]:
    """Return the answers of these calls."""
    return list(json.loads(repartir(json.dumps(appels))))


def test_a_batch_keeps_its_order() -> None:
    """As many answers as calls, in their order; an empty batch has none."""
    appels = [["CPTS_TAILLE", [[[population]], [[RANG]]]] for population in (30_000, 103_000, 60_000, 200_000)]
    assert rendre(*appels) == [[[[1.0]], ""], [[[3.0]], ""], [[[2.0]], ""], [[[4.0]], ""]]
    assert rendre() == []


@pytest.mark.parametrize("ecrit", ["103000", "103000.0", "1.03e5"])
def test_a_number_of_javascript_is_a_float(ecrit: str) -> None:
    """JavaScript writes 103000 for 103000.0: it is never taken for an error code of Excel."""
    assert json.loads(repartir(f'[["CPTS_TAILLE", [[[{ecrit}]], [[{RANG}]]]]]')) == [[[[3.0]], ""]]


def test_nothing_in_every_form_is_nothing() -> None:
    """An empty text, null, an argument left out or not sent at all: something is to be filled."""
    vides = [["CPTS_TAILLE", arguments] for arguments in ([[[""]], [[RANG]]], [[[None]], [[RANG]]], [None, [[RANG]]])]
    reponses = {json.dumps(reponse) for reponse in rendre(*vides)}
    assert len(reponses) == 1
    assert "compl" in reponses.pop()
    assert rendre(["CPTS_TAILLE", []])[0][0][0][0].startswith("À compléter")


def test_a_call_that_cannot_be_made_carries_its_sentence() -> None:
    """Shapes, an unknown function, too many arguments: no rows, and why; the other calls of the batch are answered."""
    formes, inconnue, trop, bon = rendre(
        ["CPTS_TAILLE_RETENUE", [[[1], [2]], [[1], [2], [3]]]],
        ["CPTS_INCONNUE", []],
        ["CPTS_TAILLE", [[[103000]], [[RANG]], [[1]]]],
        ["CPTS_TAILLE", [[[103000]], [[RANG]]]],
    )
    assert [reponse[0] for reponse in (formes, inconnue, trop)] == [[], [], []]
    assert "plages de tailles différentes" in formes[1]
    assert "inconnue" in inconnue[1]
    assert "n'attend que 2 arguments" in trop[1]
    assert bon == [[[3.0]], ""]


def test_a_day_is_a_serial_number_both_ways() -> None:
    """A day goes out as Excel counts it, in the 1900 system; the same number comes back as that day."""
    assert en_cellule(date(2025, 3, 15)) == float(RANG)
    assert en_cellule(date(1900, 3, 1)) == 61.0
    assert en_cellule(datetime(2025, 3, 15, 12)) == RANG + 0.5  # noqa: DTZ001  (une cellule n'a pas de fuseau)
    assert [en_cellule(case) for case in ("mot", 2.5, "")] == ["mot", 2.5, ""]
    [[[[lendemain]], echec]] = rendre(["CPTS_LENDEMAIN", [[[RANG]]]])
    assert (lendemain, echec) == (RANG + 1.0, "")


def test_a_workbook_of_1904_is_four_years_and_a_day_early() -> None:
    """Its serial numbers say another day, which nothing tells from a true one: the row « officejs » says so."""
    decale = RANG - 1462
    attendu = repondre("CPTS_SOURCE", ["acces_fixe", 2.0, datetime(2021, 3, 14)])  # noqa: DTZ001  (même raison)
    assert rendre(["CPTS_SOURCE", [[["acces_fixe"]], [[2]], [[decale]]]]) == [[attendu.valeurs, ""]]
    assert attendu != repondre("CPTS_SOURCE", ["acces_fixe", 2.0, float(RANG)])


def test_any_text_crosses_whole() -> None:
    """Accents, quotes, emoji, half of a pair, control characters: the JSON stays whole, the sentence too."""
    for texte in ("é « ’ »", 'a"b\\c', "\U0001f600", "\ud83d", "\x00\x1f", "</script>", "=1+1"):
        [[[[reponse]], echec]] = json.loads(repartir(json.dumps([["CPTS_TAILLE", [[[texte]], [[RANG]]]]])))
        assert echec == ""
        assert texte in reponse


def test_the_version_is_that_of_the_function() -> None:
    """The page shows what ``CPTS_VERSION`` answers."""
    assert versions() == repondre("CPTS_VERSION", []).valeurs[0][0]
