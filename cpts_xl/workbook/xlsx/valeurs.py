"""What the parts of a workbook say, whatever the road that read them: numbers, texts, formulas, settings of a sheet."""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction
from typing import Any, NamedTuple

from cpts_xl.workbook.xlsx.types import FeuilleLue

CHIFFRES = 15
"""What a spreadsheet keeps of a number."""
DERNIERE_COLONNE = 16_384

_ECHAPPE = re.compile(r"_x(?![Dd][89A-Fa-f])([0-9A-Fa-f]{4})_")  # un demi-caractère (D800 à DFFF) ne s'écrit nulle part


class Style(NamedTuple):
    """What a cell's style says of it: its number format, whether it is locked, whether its number is a day."""

    code: str = "General"
    verrouillee: bool = True
    date: bool = False


def vrai(texte: str | None) -> bool:
    """Return a boolean as the format writes it."""
    return texte in {"1", "true", "on"}


def nombre(texte: str) -> Fraction:
    """Return a stored number as the decimal number that a spreadsheet shows: 0.30000000000000004 is three tenths.

    Raises:
        ValueError: it is not a number; infinity, « nan », « 1_000 » and « １０ », which Python reads, are not.
    """
    if not texte.isascii() or "_" in texte:  # le format n'admet que les chiffres ordinaires
        raise ValueError(texte)
    court = len(texte) <= CHIFFRES
    if court and texte.isdecimal():
        return Fraction(int(texte))
    entier, _, decimales = texte.partition(".")
    if not (court and entier.isdecimal() and decimales.isdecimal()):
        # au-delà de quinze chiffres, le double ne les rend pas tels quels : l'arrondir, comme le tableur
        texte = f"{float(texte):.{CHIFFRES}g}"
        entier, _, decimales = texte.partition(".")
        if not entier.isdecimal() or not (decimales.isdecimal() or not decimales):  # un signe, un exposant
            return Fraction(texte)
    return Fraction(int(entier + decimales), 10 ** len(decimales))


def sans_echappement(texte: str) -> str:
    """Return a text with its ``_x000A_`` as the characters that they stand for; half a character stays as written."""
    return _ECHAPPE.sub(lambda trouve: chr(int(trouve[1], 16)), texte) if "_x" in texte else texte


def texte_de(element: Any) -> str:
    """Return the text of a string item, its runs put together, its phonetic guide left out."""
    morceaux = []
    for enfant in element:
        genre = enfant.tag.rpartition("}")[2]
        if genre == "t":
            morceaux.append(enfant.text or "")
        elif genre == "r":
            morceaux.extend(t.text or "" for t in enfant.iterfind("{*}t"))
    return sans_echappement("".join(morceaux))


def formule_de(adresse: str, attributs: Mapping[str, str], texte: str | None, partagees: dict[str, Any]) -> str | None:
    """Return a formula as it is shown: a shared one moved to its cell, an array one between braces.

    Raises:
        KeyError: it shares a formula that no cell above has given.
        ValueError: the formula that it shares makes no sense.
    """
    genre = attributs.get("t")
    if genre == "shared":
        return _partagee(adresse, attributs.get("si", ""), texte, partagees)
    if genre == "array":
        return "{=" + (texte or "") + "}"
    if genre == "dataTable":
        return f"{{=TABLE({attributs.get('r1', '')})}}"
    return f"={texte}" if texte else None


def _partagee(adresse: str, numero: str, texte: str | None, partagees: dict[str, Any]) -> str:
    from openpyxl.formula.tokenizer import TokenizerError  # noqa: PLC0415 - lourd, rarement utile
    from openpyxl.formula.translate import Translator, TranslatorError  # noqa: PLC0415

    try:
        if texte:
            partagees[numero] = Translator("=" + texte, origin=adresse)
            return f"={texte}"
        return str(partagees[numero].translate_formula(adresse))
    except (TokenizerError, TranslatorError) as erreur:
        raise ValueError(f"formule partagée en {adresse} : {erreur}") from erreur


def reglage(feuille: FeuilleLue, genre: str, attributs: Mapping[str, str]) -> None:
    """Note what an element ``col`` or ``sheetProtection`` says of its sheet."""
    if genre == "sheetProtection":
        feuille.protegee = vrai(attributs.get("sheet"))
    elif vrai(attributs.get("hidden")) or attributs.get("width") == "0":
        # une étendue menteuse ne prend ni le temps ni la mémoire
        debut, fin = max(int(attributs["min"]), 1), min(int(attributs["max"]), DERNIERE_COLONNE)
        feuille.colonnes_masquees.update(range(debut, fin + 1))
