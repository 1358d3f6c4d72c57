"""The boundary: what a cell holds becomes exact, what an exact value becomes in a cell, and back again."""

from __future__ import annotations

import datetime as dt
import math
import random
from decimal import Decimal
from fractions import Fraction

import pytest

from cpts_xl.absence import Absent, Sorte, a_completer, refus
from cpts_xl.rules.genres import Genre
from cpts_xl.udf.frontiere import BRUT, ERREURS, absence_de, entrer, exact_de, sortir

NOMBRE = Genre("nombre", "nombre")
JOUR = Genre("jour", "date")
CHOIX = Genre("choix", "mot d'une liste", numerique=False)
LIBRE = Genre("libre", "nombre ou texte", numerique=False)

MIDI = dt.datetime(2025, 3, 15)  # noqa: DTZ001
PASSE = dt.datetime(2025, 3, 15, 14, 30)  # noqa: DTZ001

LISIBLES = {
    "tenth": (NOMBRE, 0.1, Fraction(1, 10)),
    "whole": (NOMBRE, 103000.0, Fraction(103000)),
    "negative": (NOMBRE, -12.34, Fraction(-1234, 100)),
    "float noise": (NOMBRE, 0.1 + 0.2, Fraction(3, 10)),
    "computed rate": (NOMBRE, 181 / 365, Fraction(181, 365)),
    "third": (NOMBRE, 1 / 3, Fraction(1, 3)),
    "fifteen digits": (NOMBRE, 123456789.012345, Fraction(123456789012345, 10**6)),
    "large": (NOMBRE, 1e20, Fraction(10**20)),
    "currency": (NOMBRE, Decimal("12.34"), Fraction(1234, 100)),
    "empty": (NOMBRE, None, None),
    "empty text": (NOMBRE, "", None),
    "day": (JOUR, MIDI, dt.date(2025, 3, 15)),
    "plain day": (JOUR, dt.date(2025, 3, 15), dt.date(2025, 3, 15)),
    "serial": (JOUR, 45731.0, dt.date(2025, 3, 15)),
    "first serial": (JOUR, 61.0, dt.date(1900, 3, 1)),
    "word": (CHOIX, "Oui", "Oui"),
    "number as a code": (CHOIX, 12.0, Fraction(12)),
    "free number": (LIBRE, 0.5, Fraction(1, 2)),
    "free answer of ours": (LIBRE, "sans objet", Absent(Sorte.SANS_OBJET)),
    "any date": (BRUT, MIDI, dt.date(2025, 3, 15)),
    "any day and time": (BRUT, PASSE, dt.date(2025, 3, 15)),
    "any text": (BRUT, "abc", "abc"),
}

ILLISIBLES = {
    "text for a number": (NOMBRE, "abc", "texte « abc » à la place d'un nombre"),
    "digits as text": (NOMBRE, "1 000", "texte « 1 000 » à la place d'un nombre"),
    "spaces": (NOMBRE, "  ", "à la place d'un nombre"),
    "boolean": (NOMBRE, True, "VRAI à la place d'un nombre"),
    "boolean for a word": (CHOIX, False, "FAUX à la place d'un mot"),
    "date for a number": (NOMBRE, MIDI, "date 15/03/2025 à la place d'un nombre"),
    "date for a word": (CHOIX, MIDI, "à la place d'un mot"),
    "date for a free one": (LIBRE, MIDI, "à la place d'un nombre"),
    "text for a free one": (LIBRE, "abc", "texte « abc »"),
    "text for a date": (JOUR, "15/03/2025", "texte « 15/03/2025 » à la place d'une date"),
    "time part": (JOUR, PASSE, "date et heure (15/03/2025, 14:30)"),
    "serial with a time": (JOUR, 45731.5, "à la place d'une date"),
    "serial before dates": (JOUR, -3.0, "à la place d'une date"),
    "serial of 1900": (JOUR, 60.0, "hors de 1900-2199"),
    "serial too far": (JOUR, 2958465.0, "à la place d'une date"),
    "date too far": (JOUR, dt.date(9999, 5, 1), "hors de 1900-2199"),
    "recent error": (NOMBRE, -2146826243, "erreur #SPILL! reçue"),
    "unknown error": (NOMBRE, -2146826200, "erreur -2146826200 reçue"),
    "raw integer": (NOMBRE, 3, "erreur 3 reçue"),
    "infinite": (NOMBRE, math.inf, "illisible"),
    "not a number": (NOMBRE, math.nan, "illisible"),
    "unknown type": (NOMBRE, object(), "illisible"),
    "long text": (NOMBRE, "a" * 3000, "…"),
}


@pytest.mark.parametrize("cas", LISIBLES)
def test_what_can_be_read(cas):
    """Each readable cell gives its exact value."""
    genre, brut, attendu = LISIBLES[cas]
    lu = entrer(genre, brut)
    assert lu == attendu
    assert not isinstance(lu, float)
    assert type(lu) is type(attendu)


@pytest.mark.parametrize("cas", ILLISIBLES)
def test_what_cannot_be_read(cas):
    """Each unreadable cell becomes an absence that says what was received, never None, never a number."""
    genre, brut, mot = ILLISIBLES[cas]
    lu = entrer(genre, brut)
    assert isinstance(lu, Absent)
    assert lu.sorte is Sorte.A_COMPLETER
    assert mot in lu.detail
    assert len(lu.texte) < 255


@pytest.mark.parametrize("genre", [NOMBRE, JOUR, CHOIX, LIBRE, BRUT], ids=lambda g: g.code)
@pytest.mark.parametrize("texte", sorted(ERREURS))
def test_error_cells(genre, texte):
    """An error cell is an absence wherever it arrives, even where a word is due."""
    lu = entrer(genre, texte)
    assert isinstance(lu, Absent)
    assert lu.detail == f"erreur {texte} reçue"


@pytest.mark.parametrize("genre", [NOMBRE, JOUR, CHOIX, LIBRE, BRUT], ids=lambda g: g.code)
@pytest.mark.parametrize("sorte", list(Sorte))
@pytest.mark.parametrize("detail", ["", "taille : de la CPTS"])
def test_our_own_answers_come_back(genre, sorte, detail):
    """A text that one of our cells shows is the absence that it was, with its cause."""
    absent = Absent(sorte, detail)
    assert entrer(genre, sortir(absent)) == absent


@pytest.mark.parametrize("texte", ["Refusée", "Refus de soins", "sans objet précis", "À compléter demain", "#1", "oui"])
def test_other_texts_are_not_ours(texte):
    """A user's own words are not taken for an absence."""
    assert absence_de(texte) is None


def test_rates_keep_their_exact_value_from_cell_to_cell():
    """A prorata in days, leap years included, comes back from its float as the same fraction."""
    for jours in (12, 365, 366):
        for numerateur in range(jours + 1):
            taux = Fraction(numerateur, jours)
            assert entrer(NOMBRE, sortir(taux)) == taux


def test_typed_numbers_are_read_as_typed():
    """Any number of at most twelve digits is read back digit for digit, and so are cents up to fifteen."""
    hasard = random.Random(20260701)  # noqa: S311
    for _ in range(5000):
        chiffres = hasard.randrange(10 ** hasard.randrange(1, 13))
        decimal = Fraction(chiffres, 10 ** hasard.randrange(0, 12))
        assert exact_de(float(decimal)) == decimal
        cents = Fraction(hasard.randrange(10**15), 100)
        assert exact_de(float(cents)) == cents


def test_reading_never_moves_a_number_by_more_than_its_fifteenth_digit():
    """Whatever the float, the exact number read is the same to fifteen digits."""
    hasard = random.Random(7)  # noqa: S311
    for _ in range(5000):
        flottant = hasard.uniform(-1e6, 1e6)
        assert abs(exact_de(flottant) - Fraction(flottant)) <= abs(Fraction(flottant)) / 10**14


@pytest.mark.parametrize("flottant", [0.0, -0.0, 5e-324, 1e-300, 1e300, 1.7976931348623157e308, 1e15 + 0.3])
def test_extreme_floats_are_read(flottant):
    """The ends of what a float holds are numbers like the others."""
    assert math.isclose(exact_de(flottant), flottant, rel_tol=1e-14, abs_tol=5e-324)


SORTIES = {
    "fraction": (Fraction(1, 3), 1 / 3),
    "whole": (Fraction(90000), 90000.0),
    "nothing": (None, ""),
    "absent": (a_completer("population"), "À compléter : population"),
    "refusal": (refus("taille de 1 à 4 attendue"), "Refus : taille de 1 à 4 attendue"),
    "word": ("Conforme", "Conforme"),
    "formula": ("=1+1", "'=1+1"),
    "plus": ("+33", "'+33"),
    "minus": ("-1", "'-1"),
    "at": ("@SUM(A1)", "'@SUM(A1)"),
    "tab": ("\t=1", "'\t=1"),
    "too large": (Fraction(10) ** 400, "Refus : nombre hors de ce qu'une cellule contient"),
    "infinite": (math.inf, "Refus : nombre hors de ce qu'une cellule contient"),
}


@pytest.mark.parametrize("cas", SORTIES)
def test_what_leaves(cas):
    """Each exact value leaves as a float, a date or a text."""
    valeur, attendu = SORTIES[cas]
    assert sortir(valeur) == attendu
    assert not isinstance(sortir(valeur), Fraction)


def test_a_long_sentence_is_cut_and_says_so():
    """255 characters: beyond, an array of Excel would show an error."""
    rendu = sortir(refus("é" * 300))
    assert len(rendu) == 255
    assert rendu.endswith("…")
    assert len(sortir(refus("é" * 300), 1000)) == 255
    assert len(sortir("é" * 300, 1000)) == 300
    assert isinstance(absence_de(rendu), Absent)


def test_a_date_leaves_as_a_date():
    """A date is not turned into a number."""
    assert sortir(dt.date(2025, 3, 15)) == dt.date(2025, 3, 15)
