"""How a French reader sees money, rates and dates, and how what he types is read. Pure text.

Exact in, exact out: no float passes here. Thousands are parted by a narrow no-break space (U+202F), a unit
by a no-break space (U+00A0).
"""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction

FINE = "\u202f"
INSECABLE = "\u00a0"
SIGNES_D_UN_NOMBRE = 40
"""Beyond, what was typed is no amount; and Python reads no integer of more than 4 300 digits."""

_ESPACES = re.compile(r"[\s\u00a0\u202f\u2009']")
_DATE_FR = re.compile(r"^\s*(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\s*$")
_DATE_ISO = re.compile(r"^\s*(\d{4})-(\d{2})-(\d{2})\s*$")
_NOMBRE = re.compile(r"^[+-]?\d+(?:[.]\d+)?$")


def _milliers(entier: int) -> str:
    return f"{entier:,}".replace(",", FINE)


def nombre(valeur: Fraction | int, decimales: int | None = None) -> str:
    """Return a number in French: « 1 234,5 ».

    With ``decimales=None`` the number is written whole when it terminates within six decimals, else as an
    exact fraction (« 181/365 »), since a truncated rate would not be the number that was used.
    """
    # en entiers, sans une seule fraction intermédiaire : un rapport écrit des milliers de nombres
    n, d = (valeur if type(valeur) is Fraction else Fraction(valeur)).as_integer_ratio()
    if decimales is None:
        if 10**6 % d:
            return f"{_milliers(n)}/{_milliers(d)}"
        decimales = next(rang for rang in range(7) if not 10**rang % d)
    pas = 10**decimales
    crans = (2 * abs(n) * pas + d) // (2 * d)
    entier, reste = divmod(crans, pas)
    signe = "-" if n < 0 and crans else ""
    return signe + _milliers(entier) + (f",{reste:0{decimales}d}" if decimales else "")


def euros(valeur: Fraction | int) -> str:
    """Return an amount to the cent: « 17 500,00 € »."""
    return f"{nombre(valeur, 2)}{INSECABLE}€"


def taux(valeur: Fraction | int) -> str:
    """Return a rate (0 to 1) in percent, to two decimals at most: « 75 % », « 66,67 % »."""
    pourcent = Fraction(valeur) * 100
    court = nombre(pourcent, 2)
    if "," in court:
        court = court.rstrip("0").rstrip(",")
    return f"{court}{INSECABLE}%"


def jour(valeur: date) -> str:
    """Return a date as jj/mm/aaaa."""
    return f"{valeur.day:02d}/{valeur.month:02d}/{valeur.year:04d}"


def pluriel(combien: int, plusieurs: str = "s", un: str = "") -> str:
    """Return the « s » of a counted word: French has a plural from two on (0 point, 1 point, 2 points).

    A verb gives its own marks: ``pluriel(n, "nt")`` (« manque », « manquent »), ``pluriel(n, "ont", "a")``.
    """
    return plusieurs if combien > 1 else un


MOIS = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip


def jour_en_lettres(valeur: date) -> str:
    """Return a date in words: « 1er mars 2025 »."""
    quantieme = "1er" if valeur.day == 1 else str(valeur.day)
    return f"{quantieme}{INSECABLE}{MOIS[valeur.month - 1]}{INSECABLE}{valeur.year}"


def lire_nombre(texte: str) -> Fraction | None:
    """Return the exact number that a French user typed, or None when the text is not one.

    Spaces of any kind, a trailing €, « k€ » (thousands), « % » (hundredths), comma or point are understood. A text of
    more than ``SIGNES_D_UN_NOMBRE`` signs, spaces apart, is not a number.
    """
    propre = _ESPACES.sub("", texte).lower()
    facteur = Fraction(1)
    for suffixe, valeur in (("k€", Fraction(1000)), ("€", Fraction(1)), ("%", Fraction(1, 100))):
        if propre.endswith(suffixe):
            propre, facteur = propre[: -len(suffixe)], valeur
            break
    propre = propre.replace(",", ".")
    if len(propre) > SIGNES_D_UN_NOMBRE or not _NOMBRE.match(propre):
        return None
    return Fraction(propre) * facteur


def lire_jour(texte: str) -> date | None:
    """Return the date typed as jj/mm/aaaa or aaaa-mm-jj, or None when the text is not an unambiguous date."""
    if trouve := _DATE_FR.match(texte):
        quantieme, mois, annee = (int(part) for part in trouve.groups())
    elif trouve := _DATE_ISO.match(texte):
        annee, mois, quantieme = (int(part) for part in trouve.groups())
    else:
        return None
    try:
        return date(annee, mois, quantieme)
    except ValueError:
        return None


def sans_formule(texte: str) -> str:
    """Return a text that a cell shows as it is: copied as a value or in CSV, it will not become a formula."""
    return f"'{texte}" if texte[:1] in {"=", "+", "-", "@", "\t", "\r"} else texte
