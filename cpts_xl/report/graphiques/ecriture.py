"""How texts, exact numbers and number formats are written in the parts of a chart."""

from __future__ import annotations

import textwrap
from decimal import Context, Decimal
from fractions import Fraction

from cpts_xl.formats import INSECABLE
from cpts_xl.report.typographie import composer

LIGNE_DE_TITRE = 80
"""Signs on one line of title; beyond, each program would break it at a place of its own."""
_JEU = 10

# un tableur garde quinze chiffres : au-delà, ce ne serait que le bruit d'un flottant
_QUINZE = Context(prec=15)


def exact(valeur: Fraction | int) -> str:
    """Return the shortest decimal text of a number: exact when it holds in fifteen digits, else rounded there."""
    if isinstance(valeur, int):
        return str(valeur)
    if valeur.denominator == 1:
        return str(valeur.numerator)
    return format(_QUINZE.divide(Decimal(valeur.numerator), Decimal(valeur.denominator)).normalize(_QUINZE), "f")


def format_nombre(unite: str, decimales: int, *, taire_zero: bool = False) -> str:
    """Return the format of the labels; Word shows it with the spaces and the comma of its own language.

    ``taire_zero`` hides the label of a 0, whose bar has no length: it would lie over its neighbour's.
    """
    base = ("0" if unite == "%" else "#,##0") + ("." + "0" * decimales if decimales else "")
    suffixe = f'"{INSECABLE}"%' if unite == "%" else f'"{INSECABLE}{_sans_guillemet(unite)}"' if unite else ""
    forme = base + suffixe
    return f"{forme};-{forme};;" if taire_zero else forme


def _sans_guillemet(unite: str) -> str:
    return unite.replace('"', "").replace("\\", "")


def xml(texte: str) -> str:
    """Return a text for an XML element or attribute."""
    if "&" in texte:
        texte = texte.replace("&", "&amp;")
    if "<" in texte:
        texte = texte.replace("<", "&lt;")
    if ">" in texte:
        texte = texte.replace(">", "&gt;")
    return texte.replace('"', "&quot;") if '"' in texte else texte


def colonne(rang: int) -> str:
    """Return the letter of a column of the embedded workbook, 0 for A; there are never more than 26."""
    return chr(ord("A") + rang)


def lignes_de_titre(titre: str) -> list[str]:
    """Return a title in lines that hold in the width of the page; a no-break space stays one."""
    propre = composer(titre)
    if len(propre) <= LIGNE_DE_TITRE:
        return [propre]
    lignes = _couper(propre, LIGNE_DE_TITRE)
    # des lignes égales : un seul mot à la dernière se lirait mal
    etroites = _couper(propre, len(propre) // len(lignes) + _JEU)
    return etroites if len(etroites) == len(lignes) else lignes


def _couper(texte: str, largeur: int) -> list[str]:
    # l'espace insécable n'est pas un blanc pour textwrap : nombre et unité restent ensemble
    return textwrap.wrap(texte, largeur, break_long_words=False, break_on_hyphens=False)
