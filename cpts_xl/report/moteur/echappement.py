"""Values on their way into the XML: safe by construction, and as docxtpl shows them.

Every value goes through here once per report. What XML forbids is removed, what it reserves is escaped, a line break
becomes a line break of Word.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

_RESERVE = re.compile("[<>&]")
_ATTRIBUT = re.compile("[<>&\"'\t\n]")
_ENTITES = {"<": "&lt;", ">": "&gt;", "&": "&amp;", '"': "&quot;", "'": "&#39;", "\n": " ", "\t": " "}
_FINS_DE_LIGNE = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_INTERDITS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ue000-\uf8ff\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_LIGNE, _TABULATION = '</w:t><w:br/><w:t xml:space="preserve">', '</w:t><w:tab/><w:t xml:space="preserve">'
_MARQUE_DE_LA_MAISON = re.compile("\ue000[A-Za-z0-9_:.-]+\ue000")
_MEMOIRE = 64
"""Longest text remembered: labels, amounts and states come back tens of times in one report."""


@dataclass(frozen=True, slots=True)
class Brut:
    """XML that the house itself wrote: it is printed as it is."""

    xml: str


def propre(texte: str) -> str:
    """Return a text without what an XML file cannot hold, its ends of line all alike."""
    # le cas courant d'abord : rien que des signes que l'on imprime
    if texte.replace("\xa0", " ").replace("\u202f", " ").isprintable():
        return texte
    return _INTERDITS.sub("", _FINS_DE_LIGNE.sub("\n", texte))


def echapper(valeur: Any) -> str:
    """Return a value as the content of a ``w:t`` element."""
    if isinstance(valeur, Brut):
        return valeur.xml
    if _de_la_maison(valeur):
        return str(valeur)
    texte = propre(str(valeur))
    if _RESERVE.search(texte):
        texte = texte.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    if "\n" in texte:
        texte = texte.replace("\n", _LIGNE)
    return texte.replace("\t", _TABULATION) if "\t" in texte else texte


def en_attribut(valeur: Any) -> Brut:
    """Return a value as the content of an XML attribute."""
    if _de_la_maison(valeur):
        return Brut(str(valeur))
    return Brut(_ATTRIBUT.sub(lambda trouve: _ENTITES[trouve[0]], propre(str(valeur))))


def _de_la_maison(valeur: Any) -> bool:
    """Return whether a value is a mark of the house (the place of a chart): never a plain text, that a user may type."""
    return isinstance(valeur, str) and type(valeur) is not str and bool(_MARQUE_DE_LA_MAISON.fullmatch(valeur))


class Memoire(dict[Any, str]):
    """The escaped form of each short value of one report, worked out once; ``__getitem__`` is the escape."""

    def __missing__(self, valeur: Any) -> str:
        """Return the escaped form of a value met for the first time."""
        texte = echapper(valeur)
        if type(valeur) is str and len(valeur) <= _MEMOIRE:
            self[valeur] = texte
        return texte
