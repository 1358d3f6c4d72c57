"""The boundary: cell values in, cell values out. The only place where floats become exact numbers and back.

What cannot be read is never guessed, never counted as nothing: it becomes an ``Absent`` that says what was received.
"""

from __future__ import annotations

import math
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

from cpts_xl.absence import Absent, Sorte, illisible, refus
from cpts_xl.formats import jour, nombre, sans_formule
from cpts_xl.rules.genres import Genre

TEXTE_MAX = 255  # un texte plus long, dans un tableau rendu, devient #VALEUR! (xlwings #456)
CITATION_MAX = 40
DENOMINATEUR_MAX = 1_000_000
CHIFFRES_SAISIS = 12
HASARD = 1000  # une chance sur mille, au plus, qu'une fraction tombe là sans en venir ; l'écart reste infime

_ERREURS = """
    #DIV/0! #N/A #VALUE! #REF! #NAME? #NUM! #NULL! #SPILL! #CALC! #FIELD! #BLOCKED! #CONNECT! #BUSY! #UNKNOWN!
    #VALEUR! #NOM? #NOMBRE! #NUL! #PROPAGATION! #CALCUL! #CHAMP! #BLOQUÉ! #CONNEXION! #OCCUPÉ! #INCONNU!
    #GETTING_DATA
"""
ERREURS = frozenset(_ERREURS.split())
"""Error cells as texts, in English (what xlwings gives) and in French (what a user may have pasted)."""

_CODES = {
    -2146826288: "#NULL!", -2146826281: "#DIV/0!", -2146826273: "#VALUE!", -2146826265: "#REF!",
    -2146826259: "#NAME?", -2146826252: "#NUM!", -2146826246: "#N/A", -2146826245: "#GETTING_DATA",
    -2146826243: "#SPILL!", -2146826242: "#CONNECT!", -2146826241: "#BLOCKED!", -2146826240: "#UNKNOWN!",
    -2146826239: "#FIELD!", -2146826238: "#CALC!",
}  # fmt: skip
"""The integers that COM gives for error cells: 0x800A0000 and the number that CVErr takes."""

_ORIGINE = date(1899, 12, 30)  # les rangs d'Excel, à partir du 01/03/1900 : avant, son 29/02/1900 n'existe pas
_PREMIER, _DERNIER = date(1900, 3, 1), date(2199, 12, 31)


BRUT = Genre("brut", "nombre, date ou texte", numerique=False, facultatif=True)
"""Any cell: what ``CPTS_MOTIF`` receives."""


def vide(brut: Any) -> bool:
    """Return whether a cell holds nothing: empty, or the empty text of a formula."""
    return brut is None or brut == ""


def entrer(genre: Genre, brut: Any) -> Any:  # noqa: PLR0911  (une sorte de cellule, une ligne)
    """Return the exact value of a cell: Fraction, date, str, None when it is empty, or why it is not usable."""
    if vide(brut):
        return None
    if isinstance(brut, str):
        return _entrer_texte(genre, brut)
    if isinstance(brut, bool):
        return _a_la_place(genre, "VRAI" if brut else "FAUX")
    if isinstance(brut, int):  # une cellule n'a que des flottants : c'est une erreur, par son numéro
        return illisible(f"erreur {_CODES.get(brut, brut)} reçue")
    if isinstance(brut, date):
        return _entrer_jour(genre, brut)
    if isinstance(brut, float | Decimal):
        exact = exact_de(brut)
        if exact is None:
            return illisible("nombre illisible reçu")
        return _rang_excel(exact) if genre.code == "jour" else exact
    return illisible(f"valeur illisible reçue ({type(brut).__name__})")


def exact_de(brut: float | Decimal) -> Fraction | None:
    """Return the exact number that a cell shows: 0.1 is one tenth, 181/365 computed by a function is 181/365.

    A number that needs more digits than anyone types was computed: the simplest fraction that gives the same float
    is taken, if its denominator is too small for that to be chance, so that a rate stays exact from cell to cell.
    """
    if not math.isfinite(brut):
        return None
    if isinstance(brut, Decimal):
        return Fraction(brut)
    ecrit = format(brut, ".15g")
    decimal = Fraction(ecrit)
    significatifs = ecrit.partition("e")[0].replace(".", "").lstrip("-0")
    if len(significatifs) <= CHIFFRES_SAISIS and float(decimal) == brut:
        return decimal
    sans_hasard = math.sqrt(1 / max(HASARD * math.ulp(brut), DENOMINATEUR_MAX**-2))
    simple = Fraction(brut).limit_denominator(max(1, int(sans_hasard)))
    return simple if float(simple) == brut else decimal


def absence_de(texte: str) -> Absent | None:
    """Return the absence that one of our cells shows as a text, so that its cause travels; None for another text."""
    if texte in ERREURS:
        return illisible(f"erreur {texte} reçue")
    for sorte in Sorte:
        if texte == sorte or texte.startswith(f"{sorte} : "):
            return Absent(sorte, texte[len(sorte) + 3 :])
    return None


def _attendu(genre: Genre) -> str:
    if genre.code == "jour":
        return "d'une date"
    return "d'un nombre" if genre.numerique or genre.code == "libre" else "d'un mot"


def _a_la_place(genre: Genre, recu: str) -> Absent:
    return illisible(f"{recu} à la place {_attendu(genre)}")


def _entrer_texte(genre: Genre, texte: str) -> Any:
    absence = absence_de(texte)
    if absence is not None:
        return absence
    if genre.numerique or genre.code == "libre":  # « libre » : un nombre, ou ce que l'une de nos fonctions a répondu
        return _a_la_place(genre, f"texte « {_cite(texte)} »")
    return texte


def _cite(texte: str) -> str:
    return texte if len(texte) <= CITATION_MAX else texte[: CITATION_MAX - 1] + "…"


def _entrer_jour(genre: Genre, brut: date) -> Any:
    lu = brut.date() if isinstance(brut, datetime) else brut
    if genre.code == "brut":
        return lu
    if genre.code != "jour":
        return _a_la_place(genre, f"date {jour(lu)}")
    if isinstance(brut, datetime) and brut.time() != time():
        return _a_la_place(genre, f"date et heure ({jour(lu)}, {brut:%H:%M})")
    return _plausible(lu)


def _rang_excel(exact: Fraction) -> Any:
    """Return the day of an Excel serial number (1900 system); a time part is refused."""
    if exact.denominator != 1 or not 0 < exact <= (_DERNIER - _ORIGINE).days:
        return illisible(f"nombre {nombre(exact)} à la place d'une date")
    return _plausible(_ORIGINE + timedelta(days=int(exact)))


def _plausible(lu: date) -> Any:
    if _PREMIER <= lu <= _DERNIER:
        return lu
    return illisible(f"date {jour(lu)} hors de {_PREMIER.year}-{_DERNIER.year}")


def sortir(valeur: Any, longueur: int = TEXTE_MAX) -> Any:
    """Return what the cell shows: float, date or text. Never None, never a text that could pass for a formula.

    ``longueur`` bounds a text; an absence is never longer than an array of Excel admits.
    """
    if isinstance(valeur, date):
        return valeur
    if isinstance(valeur, Fraction | int | float) and not isinstance(valeur, bool):
        flottant = _flottant(valeur)
        return refus("nombre hors de ce qu'une cellule contient").texte if flottant is None else flottant
    if valeur is None:
        return ""
    if isinstance(valeur, Absent):
        texte, longueur = valeur.texte, TEXTE_MAX  # de cause en cause, elle ne grandit pas sans fin
    else:
        texte = str(valeur)
    texte = sans_formule(texte)
    return texte if len(texte) <= longueur else texte[: longueur - 1] + "…"


def _flottant(valeur: Fraction | float) -> float | None:
    """Return the nearest float, or None when a cell could not hold it."""
    try:
        flottant = float(valeur)
    except OverflowError:
        return None
    return flottant if math.isfinite(flottant) else None
