"""How a French reader sees a number, a rate or a day, and how what he types is read. Exact both ways."""

# ruff: noqa: S311 - des tirages à graine, pour être refaits, et non des secrets
from __future__ import annotations

import ast
import random
import re
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

import pytest

from cpts_xl import formats
from cpts_xl.formats import FINE, INSECABLE, euros, jour, jour_en_lettres, lire_jour, lire_nombre, nombre, pluriel, taux

_EN_SUSPENS = re.compile(r"[^\W\d_]\((?:s|nt|e|es|x)\)")


@pytest.mark.parametrize(
    ("valeur", "ecrit"),
    [
        (0, "0"), (1, "1"), (-1, "-1"), (999, "999"), (1000, "1 000"), (1_234_567, "1 234 567"),
        (Fraction(1, 2), "0,5"), (Fraction(-1, 2), "-0,5"), (Fraction("1234.5"), "1 234,5"), (Fraction("69.7"), "69,7"),
        (Fraction("0.000001"), "0,000001"), (Fraction(181, 365), "181/365"), (Fraction(1, 3), "1/3"),
        (Fraction(-1, 3), "-1/3"), (Fraction("1000000.25"), "1 000 000,25"),
    ],
)  # fmt: skip
def test_number(valeur: Fraction | int, ecrit: str) -> None:
    """A number is written whole when it ends, else as the fraction that it is: never a truncated rate."""
    assert nombre(valeur) == ecrit.replace(" ", FINE)


@pytest.mark.parametrize(
    ("valeur", "decimales", "ecrit"),
    [
        ("1234.565", 2, "1 234,57"), ("-1234.565", 2, "-1 234,57"), ("0.005", 2, "0,01"), ("-0.005", 2, "-0,01"),
        ("0.004", 2, "0,00"), ("-0.004", 2, "0,00"), ("2.5", 0, "3"), ("-2.5", 0, "-3"), ("0.999", 2, "1,00"),
        ("999999.995", 2, "1 000 000,00"), ("1/3", 4, "0,3333"), ("1.005", 2, "1,01"),
    ],
)  # fmt: skip
def test_number_with_decimals(valeur: str, decimales: int, ecrit: str) -> None:
    """With decimals asked for, the half goes away from zero, as in a spreadsheet; minus zero does not exist."""
    assert nombre(Fraction(valeur), decimales) == ecrit.replace(" ", FINE)


def test_amount() -> None:
    """An amount is written to the cent, a narrow space between thousands, a no-break space before the euro sign."""
    assert euros(17_500) == f"17{FINE}500,00{INSECABLE}€"
    assert euros(Fraction("6508.555")) == f"6{FINE}508,56{INSECABLE}€"
    assert euros(-1) == f"-1,00{INSECABLE}€"


@pytest.mark.parametrize(
    ("valeur", "ecrit"),
    [("0.75", "75 %"), ("0", "0 %"), ("1", "100 %"), ("2/3", "66,67 %"), ("181/365", "49,59 %"), ("0.125", "12,5 %"),
     ("-0.5", "-50 %"), ("0.1", "10 %"), ("12", "1 200 %")],
)  # fmt: skip
def test_rate(valeur: str, ecrit: str) -> None:
    """A rate is told in percent, two decimals at most, without an empty decimal."""
    entier, _, signe = ecrit.rpartition(" ")
    assert taux(Fraction(valeur)) == entier.replace(" ", FINE) + INSECABLE + signe


def test_day() -> None:
    """A day is jj/mm/aaaa in a cell, and in words in a text, the first of the month being « 1er »."""
    assert jour(date(2026, 4, 5)) == "05/04/2026"
    assert jour_en_lettres(date(2025, 3, 1)) == f"1er{INSECABLE}mars{INSECABLE}2025"
    assert jour_en_lettres(date(2025, 8, 31)) == f"31{INSECABLE}août{INSECABLE}2025"
    assert len(formats.MOIS) == 12


@pytest.mark.parametrize(
    ("texte", "valeur"),
    [
        ("1234,5", "1234.5"), ("1 234,50", "1234.5"), ("1\u202f234,50\u00a0€", "1234.5"), ("1.5", "1.5"), ("-3", "-3"),
        ("+3", "3"), ("75 %", "0.75"), ("75%", "0.75"), ("12,5 k€", "12500"), ("17 500 €", "17500"), ("1'234", "1234"),
        ("0", "0"), ("007", "7"), (" 42 ", "42"),
    ],
)  # fmt: skip
def test_typed_number_is_read(texte: str, valeur: str) -> None:
    """What a French user types is read exactly: spaces of any kind, comma, euro, thousands, percent."""
    assert lire_nombre(texte) == Fraction(valeur)


@pytest.mark.parametrize(
    "texte",
    [
        "",
        " ",
        "abc",
        "12 mois",
        "1,2,3",
        "1.234,5",
        "environ 5",
        "€",
        "%",
        "1e3",
        "=1+1",
        "--1",
        "12-03",
        "½",
        "∞",
        "nan",
        "9" * 41,
        "9" * 5_000,
        "0," + "1" * 5_000,
        "1e900000000",
    ],
    ids=lambda texte: texte[:12],
)
def test_what_is_not_a_number_is_not_guessed(texte: str) -> None:
    """A text that is not one number, or longer than any amount, is None: nothing is guessed from its beginning."""
    assert lire_nombre(texte) is None


@pytest.mark.parametrize("texte", ["12/03/2021", "12-03-2021", "12.03.2021", "2021-03-12", " 12/3/2021 "])
def test_typed_day_is_read(texte: str) -> None:
    """A day is read as the French write it, or as machines do."""
    assert lire_jour(texte) == date(2021, 3, 12)


@pytest.mark.parametrize(
    "texte",
    ["", "31/02/2021", "12/13/2021", "12/03/21", "mars 2021", "12 mars 2021", "00/01/2021", "2021-13-01", "20210312"],
)
def test_what_is_not_a_day_is_not_guessed(texte: str) -> None:
    """An impossible or ambiguous day is None: never another day close by."""
    assert lire_jour(texte) is None


def test_what_is_written_is_read_back() -> None:
    """Any amount in cents, and any day, is read back exactly as it was written."""
    alea = random.Random(20_190_620)
    for _ in range(500):
        montant = Fraction(alea.randrange(-(10**9), 10**9), 100)
        assert lire_nombre(euros(montant)) == montant
        assert lire_nombre(nombre(montant)) == montant
        quand = date(2019, 8, 25) + timedelta(days=alea.randrange(4000))
        assert lire_jour(jour(quand)) == lire_jour(quand.isoformat()) == quand


@pytest.mark.parametrize(
    ("combien", "dit"), [(0, "0 cellule manque, n'a"), (1, "1 cellule manque, n'a"), (2, "2 cellules manquent, n'ont")]
)
def test_words_and_verbs_agree_with_their_number(combien: int, dit: str) -> None:
    """The noun takes its « s », a verb its own mark, and another word may stand instead."""
    nom, verbe = f"cellule{pluriel(combien)}", f"manque{pluriel(combien, 'nt')}"
    assert f"{combien} {nom} {verbe}, n'{pluriel(combien, 'ont', 'a')}" == dit


def test_no_sentence_leaves_its_agreement_to_the_reader() -> None:
    """« 1 cellule(s) » is written nowhere: each sentence of the tool agrees with its number."""
    restes = [
        f"{chemin.name}:{noeud.lineno} {noeud.value}"
        for chemin in Path(formats.__file__).parent.rglob("*.py")
        for noeud in ast.walk(ast.parse(chemin.read_text(encoding="utf-8")))
        if isinstance(noeud, ast.Constant) and isinstance(noeud.value, str) and _EN_SUSPENS.search(noeud.value)
    ]
    assert restes == []
