"""A stored number is read as the format writes it, and nothing else that Python would take for a number is one."""

from __future__ import annotations

from fractions import Fraction

import pytest

from cpts_xl.workbook.xlsx.valeurs import nombre


@pytest.mark.parametrize(
    ("ecrit", "lu"),
    [("0", 0), ("-0", 0), ("27640", 27640), ("0.30000000000000004", Fraction(3, 10)), ("1E5", 100_000),
     ("-1.25e-2", Fraction(-1, 80)), (" 12 ", 12), ("1234.5", Fraction(2469, 2))],
)  # fmt: skip
def test_a_number_is_read_as_it_shows(ecrit: str, lu: Fraction) -> None:
    """Fifteen digits, as a spreadsheet keeps them; a sign, an exponent, spaces around."""
    assert nombre(ecrit) == lu


@pytest.mark.parametrize(
    "ecrit", ["1_000", "１２", "1２.5", "٣", "NaN", "inf", "-Infinity", "0x10", "1,5", "", "1 000"]
)
def test_what_python_alone_takes_for_a_number_is_not_one(ecrit: str) -> None:
    """Excel refuses such a file: what it shows of it, if anything, is not the number that Python would read."""
    with pytest.raises(ValueError):  # noqa: PT011  (le mot du format, non un message)
        nombre(ecrit)
