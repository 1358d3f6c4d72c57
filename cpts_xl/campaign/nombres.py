"""The numbers of the open data: how they are rounded, and how great they may be, for every file that holds them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

DECIMALES = {"montant": 2, "entier": 0, "nombre": 6, "taux": 6}
"""Decimal places by kind of column."""
CHIFFRES = 12
"""Digits before the decimal mark, in every kind: a greater number is a slip, and Parquet has no room for it."""
TROP_GRAND = f"nombre trop grand : {CHIFFRES} chiffres au plus avant la virgule"

RATIOS = {
    "droit_1000": ("droit", "population", 1000),
    "verse_1000": ("verse", "population", 1000),
    "depense_1000": ("depense", "population", 1000),
    "droit_adherent": ("droit", "adherents", 1),
    "depense_adherent": ("depense", "adherents", 1),
    "adherents_1000": ("adherents", "population", 1000),
}
"""Ratio, numerator, denominator, and per how many."""


def publier(valeur: Any, genre: str) -> tuple[Any, str]:
    """Return an exact value as the open data write it: whole number, decimal of 2 or 6 places, ISO day, word.

    A number that no column can hold is None, and the reason stands beside it.
    """
    if isinstance(valeur, date):
        return valeur.isoformat(), ""
    if isinstance(valeur, Fraction | int) and not isinstance(valeur, bool):
        echelle = 10 ** DECIMALES.get(genre, 6)
        crans = (abs(Fraction(valeur)) * echelle + Fraction(1, 2)) // 1 * (1 if valeur >= 0 else -1)
        arrondi = Fraction(crans, echelle)
        if abs(arrondi) >= 10**CHIFFRES:
            return None, TROP_GRAND
        publie = int(arrondi) if arrondi.denominator == 1 else float(arrondi)  # la frontière : l'exact finit ici
        return (publie, "") if abs(publie) < 10**CHIFFRES else (None, TROP_GRAND)  # float arrondit encore, vers le haut
    return valeur, ""


def ratio(exactes: Mapping[str, Any], dessus: str, dessous: str, pour: int) -> tuple[Any, str]:
    """Return a ratio, or None and the term that is missing; a nil denominator is told, never divided by."""
    absents = [code for code in (dessus, dessous) if not isinstance(exactes.get(code), Fraction)]
    if absents:
        return None, f"il manque {' et '.join(absents)}"
    if exactes[dessous] == 0:
        return None, f"{dessous} vaut zéro"
    return exactes[dessus] * pour / exactes[dessous], ""
