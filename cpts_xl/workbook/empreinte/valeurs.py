"""A constant of a received workbook in its canonical form."""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction
from typing import Any

from cpts_xl.workbook.empreinte.jetons import nombre
from cpts_xl.workbook.inks import serie
from cpts_xl.workbook.xlsx.types import ErreurCellule

_ESPACES = re.compile(r"\s+")


def valeur(lue: Any) -> str:
    """Return a constant as every program gives it back: 15 digits, a day as a number, single spaces; "" if empty."""
    if lue is None or lue == "":
        return ""
    if isinstance(lue, bool):
        return "TRUE" if lue else "FALSE"
    if isinstance(lue, Fraction):
        return nombre(float(lue))
    if isinstance(lue, date):
        return str(serie(lue))
    if isinstance(lue, ErreurCellule):
        return lue.code
    return '"' + _ESPACES.sub(" ", str(lue)).strip() + '"'
