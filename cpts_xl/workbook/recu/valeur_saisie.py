"""What an input cell means for its field: a day, a number, a word of a list; what makes no sense is left as it is."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from functools import lru_cache
from typing import Any

from cpts_xl.engine.schema import Champ
from cpts_xl.workbook.xlsx.formats_nombre import nombre_stocke
from cpts_xl.workbook.xlsx.types import Cellule, ErreurCellule, JourStocke

_EPOQUE = date(1899, 12, 30)
_SERIES_PLAUSIBLES = range(36_526, 73_051)  # de 2000 à 2099 : au-delà, un nombre n'est pas une date


def valeur_saisie(cellule: Cellule | None, champ: Champ, codes: frozenset[str] | None = None) -> Any:
    """Return what a cell holds, as the field expects it; what cannot be understood is left for the check.

    An empty cell is None; an error value is its code, such as ``#N/A``. ``codes`` are those that the law knows for this
    field: like the words of a closed list, they are recognised whatever their case, as formulas do.
    """
    valeur = cellule.valeur if cellule else None
    if isinstance(valeur, date) and champ.genre.numerique and champ.genre.code != "jour":
        return nombre_stocke(valeur)  # la case a pris un format de date : les formules, elles, voient ce nombre
    if isinstance(valeur, JourStocke):
        valeur = date(valeur.year, valeur.month, valeur.day)
    if isinstance(valeur, ErreurCellule):
        return valeur.code
    if isinstance(valeur, bool):
        return "VRAI" if valeur else "FAUX"
    if champ.genre.code == "jour" and isinstance(valeur, Fraction) and valeur in _SERIES_PLAUSIBLES:
        return _EPOQUE + timedelta(days=int(valeur))
    if champ.genre.numerique:
        return valeur.strip() or None if isinstance(valeur, str) else valeur
    texte = "" if valeur is None else en_texte(valeur).strip()
    return _canoniques(champ.choix or codes or ()).get(texte.casefold(), texte) or None


def en_texte(valeur: Any) -> str:
    """Return a value as its cell shows it: a day in French, a number with its comma."""
    if isinstance(valeur, date):
        return f"{valeur.day:02d}/{valeur.month:02d}/{valeur.year:04d}"
    if isinstance(valeur, Fraction):
        return str(valeur.numerator) if valeur.denominator == 1 else str(float(valeur)).replace(".", ",")
    return str(valeur)


@lru_cache(maxsize=256)
def _canoniques(choix: tuple[str, ...] | frozenset[str]) -> dict[str, str]:
    """Return the words of a closed list as they are written, by what they are whatever their case."""
    return {mot.casefold(): mot for mot in choix}
