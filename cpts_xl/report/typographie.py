"""Text fit for a French page and for an XML file: no-break spaces, no control character. Pure text."""

from __future__ import annotations

import re
from functools import lru_cache

from cpts_xl.formats import FINE, INSECABLE

TIRET = "–"
SANS_CELLULE = "—"
NON_RENSEIGNE = "non renseigné"
REPERE_SOMMAIRE = "\ue000sommaire\ue000"
"""What ``{{ sommaire }}`` writes: a private character that no typed text can contain (``propre`` removes it)."""

_INTERDITS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ue000-\uf8ff\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_AVANT = re.compile(r" +(?=[:;!?%€»](?:\W|$))")
_APRES = re.compile(r"(?<=«) +|(?<=\bn°) +|(?<=\bart\.) +")
_MILLIERS = re.compile(r"(?<=\d) (?=\d{3}(?!\d))")
_BLANCS = re.compile(r"[ \t]*\n[ \t]*|\t")


def propre(texte: str) -> str:
    """Return a typed text without what a Word file cannot hold (control and private characters)."""
    return _INTERDITS.sub("", texte.replace("\r\n", "\n").replace("\r", "\n"))


def composer(texte: object) -> str:
    """Return a text on one line, its ordinary spaces made no-break where French typography wants it."""
    return _composer(str(texte))


@lru_cache(maxsize=4096)  # les mêmes libellés reviennent à chaque tableau
def _composer(texte: str) -> str:
    une_ligne = _BLANCS.sub(" ", propre(texte)).strip()
    return _MILLIERS.sub(FINE, _APRES.sub(INSECABLE, _AVANT.sub(INSECABLE, une_ligne)))


def paragraphes(texte: object) -> list[str]:
    """Return the paragraphs of a free text, one per typed line, empty lines dropped."""
    return [composer(ligne) for ligne in propre(str(texte)).split("\n") if ligne.strip()]


def initiale(texte: str) -> str:
    """Return the text with a capital first letter, the rest untouched."""
    return texte[:1].upper() + texte[1:]


class Chiffre(str):  # noqa: SLOT000 - les deux attributs sont le seul propos de cette classe
    """A displayed figure, with where to check it: ``ref`` (line of annex B) and ``cellule`` (of the workbook)."""

    ref: str
    cellule: str

    def __new__(cls, texte: object, ref: str = "", cellule: str = SANS_CELLULE) -> Chiffre:  # noqa: PYI034
        """Return the figure; an empty ``ref`` when no line of annex B explains it."""
        chiffre = super().__new__(cls, composer(texte))
        chiffre.ref = ref
        chiffre.cellule = cellule
        return chiffre
