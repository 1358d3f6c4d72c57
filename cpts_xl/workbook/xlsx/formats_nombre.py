"""Number formats of a workbook: the built-in codes, which of them show a day, and which day a number is."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fractions import Fraction

FORMATS = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?",
    13: "# ??/??", 14: "mm-dd-yy", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM",
    20: "h:mm", 21: "h:mm:ss", 22: "m/d/yy h:mm", 37: "#,##0 ;(#,##0)", 38: "#,##0 ;[Red](#,##0)",
    39: "#,##0.00;(#,##0.00)", 40: "#,##0.00;[Red](#,##0.00)", 45: "mm:ss", 46: "[h]:mm:ss", 47: "mmss.0",
    48: "##0.0E+0", 49: "@",
}  # fmt: skip
_HORS_CODE = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')  # ce qui, dans un format, n'est pas un code de date
_DUREE = re.compile(r"\[[hms]+\]", re.IGNORECASE)
_ASIE = frozenset([*range(27, 37), *range(50, 59)])  # dates dont le code n'est écrit nulle part
_DERNIER_JOUR = 2_958_465  # 31 décembre 9999
_EPOQUE = dt.date(1899, 12, 30)
_EPOQUE_1904 = dt.date(1904, 1, 1)
_29_FEVRIER_1900 = 60  # un jour qui n'a pas existé, mais qu'Excel compte


def est_date(numero: int, code: str) -> bool:
    """Tell whether a format shows a day: a day or a year, or a month without an hour."""
    if numero in _ASIE:
        return True
    if _DUREE.search(code):
        return False
    nu = _HORS_CODE.sub("", code.partition(";")[0]).lower()
    if "general" in nu or "@" in nu:
        return False
    return "d" in nu or "y" in nu or ("m" in nu and not {"h", "s"} & set(nu))


def jour(nombre: Fraction, *, date1904: bool) -> dt.date | Fraction:
    """Return the day of a serial number, its hour dropped; what is no day of the calendar stays a number."""
    rang = int(nombre)
    if date1904:
        dernier = _DERNIER_JOUR - (_EPOQUE_1904 - _EPOQUE).days
        return _EPOQUE_1904 + dt.timedelta(rang) if nombre >= 0 and rang <= dernier else nombre
    if rang == _29_FEVRIER_1900 or not 1 <= rang <= _DERNIER_JOUR:
        return nombre
    return _EPOQUE + dt.timedelta(rang + (rang < _29_FEVRIER_1900))
