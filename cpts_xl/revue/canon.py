"""What a cell holds, in the form that the seals of a review hash: a save changes none of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from cpts_xl.workbook.empreinte.valeurs import valeur as canonique
from cpts_xl.workbook.textes import TEXTE_MAX, couper, propre

REFAIRE = "Refaire la revue par « cpts-xl revue CLASSEUR --vers REVUE.xlsx », puis y reporter les saisies."


def phrase(valeurs: Iterable[Any]) -> str:
    """Return several cells in their canonical form."""
    return "\t".join(mot(valeur) for valeur in valeurs)


def mot(valeur: Any) -> str:
    """Return a cell in its canonical form; a text without the characters that a spreadsheet drops."""
    if isinstance(valeur, str):
        coupe = couper(propre(valeur), TEXTE_MAX)
        valeur = "".join(signe for signe in coupe if signe.isprintable() or signe.isspace())
    return "" if valeur is None or valeur == "" else canonique(valeur)
