"""Text fit for a French page and for an XML file: no-break spaces, no control character. Pure text."""

from __future__ import annotations

import re
from functools import lru_cache

from cpts_xl.formats import FINE, INSECABLE

TIRET = "–"
MOINS = "\N{MINUS SIGN}"
SANS_CELLULE = "—"
NON_RENSEIGNE = "non renseigné"
REPERE_SOMMAIRE = "\ue000sommaire\ue000"
"""What ``{{ sommaire }}`` writes: a private character that no typed text can contain (``propre`` removes it)."""

_INTERDITS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ue000-\uf8ff\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_AVANT = re.compile(r" +(?=[:;!?%€»](?:\W|$))")
_APRES = re.compile(r"(?<=«) +|(?<=\bn°) +|(?<=\bart\.) +")
_MILLIERS = re.compile(r"(?<=\d) (?=\d{3}(?!\d))")
_NEGATIF = re.compile(r"(?<![\w\])»\u2019'/.,:-])-(?=\d)")
"""The hyphen of a negative number: nothing that it could join stands before it."""
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
    une_ligne = _NEGATIF.sub(f"{MOINS}{INSECABLE}", une_ligne)
    return _MILLIERS.sub(FINE, _APRES.sub(INSECABLE, _AVANT.sub(INSECABLE, une_ligne)))


def paragraphes(texte: object) -> list[str]:
    """Return the paragraphs of a free text, one per typed line, empty lines dropped."""
    return [composer(ligne) for ligne in propre(str(texte)).split("\n") if ligne.strip()]


def initiale(texte: str) -> str:
    """Return the text with a capital first letter, the rest untouched."""
    return texte[:1].upper() + texte[1:]


class Phrase(str):  # noqa: SLOT000 - une phrase, et ses morceaux pour qui veut lier ses chiffres
    """A sentence that quotes up to two figures: the whole text, and its pieces, so that each figure keeps its link."""

    avant: str
    premier: Chiffre
    entre: str
    second: Chiffre
    apres: str

    def __new__(  # noqa: PYI034 - les morceaux, dans l'ordre de la lecture
        cls, avant: str, premier: str = "", entre: str = "", second: str = "", apres: str = "", *, renvois: bool = True
    ) -> Phrase:
        """Return the sentence; with ``renvois``, its text cites the line of annex B after each figure."""
        chiffres = [c if isinstance(c, Chiffre) else Chiffre(c) for c in (premier, second)]
        cites = [f"{c}{INSECABLE}{c.ref}" if renvois and c.ref else str(c) for c in chiffres]
        phrase = super().__new__(cls, composer(f"{avant}{cites[0]}{entre}{cites[1]}{apres}"))
        phrase.avant, phrase.entre, phrase.apres = (_morceau(texte) for texte in (avant, entre, apres))
        phrase.premier, phrase.second = chiffres
        return phrase


def _morceau(texte: str) -> str:
    """Return a piece of a sentence in French typography, the spaces at its ends kept: they part it from the others."""
    return composer(f"x{texte}x")[1:-1]


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
