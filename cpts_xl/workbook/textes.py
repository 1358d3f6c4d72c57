"""A user's text written as text, whatever it holds: what looks like XML or cannot be encoded stops no workbook."""

from __future__ import annotations

from typing import Any

TEXTE_MAX = 32_767
"""Longest text of a cell, in UTF-16 units, as a spreadsheet counts."""


def propre(texte: str) -> str:
    """Return a text that can be written as UTF-8: a lone surrogate would stop the whole workbook."""
    return texte.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def longueur(texte: str) -> int:
    """Return the length as a spreadsheet counts it, in units of UTF-16."""
    return len(texte.encode("utf-16-le")) // 2


def couper(texte: str, maximum: int) -> str:
    """Return the beginning of a text, no longer than so many units of UTF-16."""
    return texte.encode("utf-16-le")[: 2 * maximum].decode("utf-16-le", "ignore")


def ecrire_texte(page: Any, ligne: int, colonne: int, texte: str, style: Any) -> None:
    """Write a text in a cell counted from 0, as text."""
    texte = propre(texte)
    if texte.startswith("<r>") and texte.endswith("</r>"):
        # XlsxWriter prendrait ce texte pour un fragment de XML déjà prêt : deux morceaux l'en détournent
        page.write_rich_string(ligne, colonne, style, texte[:1], texte[1:], style)
    else:
        page.write_string(ligne, colonne, couper(texte, TEXTE_MAX), style)


NOM_PIED = 80
"""Characters of a name at the foot of a page: beyond 255 in all, Excel refuses the footer."""


def pied_de(cpts: str) -> str:
    """Return the left part of a footer, the name of the CPTS in size 8; as a reader sees it, whatever its characters.

    A digit after the size would be part of it, and « &G » would be the place of a picture: a space keeps them apart.
    """
    return f"&L&8 {cpts[:NOM_PIED].replace('&', '&&').replace('&&G', '&& G')}"
