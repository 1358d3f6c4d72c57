"""Values on their way into the XML: safe by construction, and as docxtpl shows them.

Every value goes through here once per report. What XML forbids is removed, what it reserves is escaped, a line break
becomes a line break of Word.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from cpts_xl.report.typographie import NON_RENSEIGNE

# tout ce qui n'est pas un signe ordinaire d'un texte français : un seul parcours dit qu'il n'y a rien à faire
_A_TRAITER = re.compile("[^ -%'-;=?-~\xa0-\xac\xae-\u024f\u2010-\u2027\u202f-\u203a\u20ac]").search
_ATTRIBUT = re.compile("[<>&\"'\t\n]")
_ENTITES = {"<": "&lt;", ">": "&gt;", "&": "&amp;", '"': "&quot;", "'": "&#39;", "\n": " ", "\t": " "}
_FINS_DE_LIGNE = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_INTERDITS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ue000-\uf8ff\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_LIGNE, _TABULATION = '</w:t><w:br/><w:t xml:space="preserve">', '</w:t><w:tab/><w:t xml:space="preserve">'
_MARQUE_DE_LA_MAISON = re.compile("\ue000[A-Za-z0-9_:.-]+\ue000")


@dataclass(frozen=True, slots=True)
class Brut:
    """XML that the house itself wrote: it is printed as it is."""

    xml: str


def propre(texte: str) -> str:
    """Return a text without what an XML file cannot hold, its ends of line all alike."""
    return _INTERDITS.sub("", _FINS_DE_LIGNE.sub("\n", texte))


def echapper(valeur: Any) -> str:
    """Return a value as the content of a ``w:t`` element."""
    if isinstance(valeur, Brut):
        return valeur.xml
    if _de_la_maison(valeur):
        return str(valeur)
    texte = _en_mots(valeur)
    if not _A_TRAITER(texte):
        return texte
    texte = propre(texte).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return texte.replace("\n", _LIGNE).replace("\t", _TABULATION)


def en_attribut(valeur: Any) -> Brut:
    """Return a value as the content of an XML attribute."""
    if _de_la_maison(valeur):
        return Brut(str(valeur))
    return Brut(_ATTRIBUT.sub(lambda trouve: _ENTITES[trouve[0]], propre(_en_mots(valeur))))


def _en_mots(valeur: Any) -> str:
    """Return the text of a value: what is missing, or true, is said in French."""
    if valeur is None:
        return NON_RENSEIGNE
    if isinstance(valeur, bool):
        return "oui" if valeur else "non"
    return str(valeur)


def _de_la_maison(valeur: Any) -> bool:
    """Return whether a value is a mark of the house (the place of a chart): never a plain text, as a user types."""
    return isinstance(valeur, str) and type(valeur) is not str and bool(_MARQUE_DE_LA_MAISON.fullmatch(valeur))


class Memoire(dict[Any, str]):
    """The escaped form of each value of one report, worked out once; ``__getitem__`` is the escape.

    Labels, amounts and states come back tens of times in a report.
    """

    def __missing__(self, valeur: Any) -> str:
        """Return the escaped form of a value met for the first time."""
        if isinstance(valeur, str) and not _A_TRAITER(valeur):
            self[valeur] = valeur
            return valeur
        texte = echapper(valeur)
        if type(valeur) is str:
            self[valeur] = texte
        return texte
