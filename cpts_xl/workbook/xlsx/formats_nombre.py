"""Number formats of a workbook: the built-in codes, which of them show a day, and which day a number is."""

from __future__ import annotations

import datetime as dt
import re
from fractions import Fraction

from cpts_xl.workbook.xlsx.types import JourStocke

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
_SECONDES = 86_400
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
    """Return the day of a serial number, its hour beside it; what is no day of the calendar stays a number."""
    rang = int(nombre)
    if date1904:
        dernier = _DERNIER_JOUR - (_EPOQUE_1904 - _EPOQUE).days
        if not (nombre >= 0 and rang <= dernier):
            return nombre
        return _avec_heure(_EPOQUE_1904 + dt.timedelta(rang), round((nombre - rang) * _SECONDES), nombre)
    if rang == _29_FEVRIER_1900 or not 1 <= rang <= _DERNIER_JOUR:
        return nombre
    sur = _EPOQUE + dt.timedelta(rang + (rang < _29_FEVRIER_1900))
    if nombre == rang > _29_FEVRIER_1900:  # le cas de toutes les vraies dates : le jour dit le nombre
        return sur
    return _avec_heure(sur, round((nombre - rang) * _SECONDES), nombre)


def nombre_stocke(sur: dt.date) -> Fraction:
    """Return the number that a spreadsheet stores for a day that was read: the one that its formulas compute with."""
    if isinstance(sur, JourStocke) and sur.serie is not None:
        return sur.serie
    return Fraction((sur - _EPOQUE).days)


def jour_iso(texte: str) -> dt.date:
    """Return the day of « 2025-03-17T18:00:00 », its hour beside it.

    Raises:
        ValueError: it does not begin with a day.
    """
    sur = dt.date.fromisoformat(texte[:10])
    try:
        heure = dt.time.fromisoformat(texte[11:])
    except ValueError:  # le jour suffit : ce qui le suit n'est pas une heure
        return sur
    return _avec_heure(sur, heure.hour * 3600 + heure.minute * 60 + heure.second)


def _avec_heure(sur: dt.date, secondes: int, serie: Fraction | None = None) -> dt.date:
    """Return a day, with what of it is past and what its cell stores; the last half second is its midnight."""
    heure = ""
    if 0 < secondes < _SECONDES:
        minutes, reste = divmod(secondes, 60)
        heure = f"{minutes // 60} h {minutes % 60:02d}" + (f" min {reste:02d} s" if reste else "")
    if not heure and serie is None:
        return sur
    rendu = JourStocke(sur.year, sur.month, sur.day)
    rendu.heure, rendu.serie = heure, serie
    return rendu
