"""What a reader sees in a Word document: every paragraph, of tables, headers, notes and text boxes too."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from cpts_xl.errors import GabaritInvalide
from cpts_xl.report.graphiques.relations import Relations
from cpts_xl.report.moteur.nettoyage import W, lire_partie
from cpts_xl.report.paquet import DOCUMENT
from cpts_xl.report.relu.invisibles import effacer
from cpts_xl.report.relu.styles import Styles, vaut

_SIGNES = {f"{W}noBreakHyphen": "-", f"{W}br": "\n", f"{W}cr": "\n", f"{W}tab": "\t"}
_RETIRES = {f"{W}del", f"{W}moveFrom"}
"""What a tracked change takes away: Word still shows it, struck out, and a reader who accepts it no longer sees it."""
_MATHS = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_TEXTES, _COURSES = {f"{W}t", f"{_MATHS}t"}, {f"{W}r", f"{_MATHS}r"}
_SYMBOLE = f"{W}sym"
_EN_IMAGES = {"wingdings", "wingdings 2", "wingdings 3", "webdings"}
"""Fonts of pictures: the code of a digit draws none there."""
_DE_POLICE, _ECART_DE_POLICE = range(0xF020, 0xF100), 0xF000
"""Codes of the characters of a font, as Word moves them aside, and how far."""
_CHAMP, _INSTRUCTION, _SIMPLE = f"{W}fldChar", f"{W}instrText", f"{W}fldSimple"
_HEXADECIMAL = re.compile(r"[0-9A-Fa-f]{1,4}")
_DE_MISE_EN_PAGE = re.compile(r"\s*(?:PAGE|NUMPAGES|SECTIONPAGES|PAGEREF|SEQ|TOC)\b", re.IGNORECASE)
_PRINCIPALE, _JOINTES = "/officeDocument", {"/header", "/footer", "/footnotes", "/endnotes"}


@dataclass(frozen=True, slots=True)
class Passage:
    """One paragraph, or a whole cell of a table."""

    texte: str
    case: bool = False


class Document:
    """The text of a report, part by part, the body first: the parts that Word shows, wherever they are.

    Raises:
        GabaritInvalide: a part is damaged.
    """

    def __init__(self, nom: str, parties: Mapping[str, bytes]) -> None:
        from lxml import etree  # noqa: PLC0415 - lourde : seulement quand un rapport se relit

        self.principale = partie_principale(parties)
        relations = Relations.lire(parties, self.principale)
        jointes = {cible for ident, cible in relations.internes() if relations.sorte(ident) in _JOINTES}
        noms = [self.principale, *sorted(jointes & parties.keys())]
        try:
            self.racines = [lire_partie(parties[partie]) for partie in noms]
            self.styles = Styles(parties, self.principale)
            for racine in self.racines:
                # ce que Word ne montre pas n'est lu de personne : il manque à tout ce qui suit
                effacer(racine, self.styles)
        except etree.XMLSyntaxError as erreur:
            raise GabaritInvalide(f"{nom} : document abîmé ; l'ouvrir dans Word pour le réparer.") from erreur

    def passages(self) -> Iterator[Passage]:
        """Yield cells of tables and paragraphs outside tables, in order; those of a text box stand by themselves."""
        for racine in self.racines:
            for element in racine.iter(f"{W}p", f"{W}tc"):
                if element.tag == f"{W}tc":
                    yield Passage(texte_de_case(element), case=True)
                elif autour(element) is None:
                    yield Passage(texte_de(element))

    def paragraphes(self) -> Iterator[str]:
        """Yield the paragraphs of the body outside tables."""
        return (texte_de(p) for p in self.racines[0].iter(f"{W}p") if next(p.iterancestors(f"{W}tc"), None) is None)

    def tableaux(self) -> Iterator[list[list[str]]]:
        """Yield each table as rows of texts, those that stand inside a cell or a box included."""
        for tableau in self.racines[0].iter(f"{W}tbl"):
            yield [list(rangee_de(tr)) for tr in tableau.iter(f"{W}tr") if next(tr.iterancestors(f"{W}tbl")) is tableau]


def partie_principale(parties: Mapping[str, bytes]) -> str:
    """Return the part that Word opens: the one that the package designates, whatever its name."""
    relations = Relations.lire(parties, "")
    designees = [cible for ident, cible in relations.internes() if relations.sorte(ident) == _PRINCIPALE]
    return next((cible for cible in designees if cible in parties), DOCUMENT)


def rangee_de(rangee: Any, *, mise_en_page: bool = True) -> tuple[str, ...]:
    """Return the texts of the cells of a row, none for a row that Word does not show."""
    if vaut(rangee.find(f"{W}trPr/{W}hidden")):
        return ()
    cases = (tc for tc in rangee.iter(f"{W}tc") if next(tc.iterancestors(f"{W}tr")) is rangee)
    return tuple(texte_de_case(tc, mise_en_page=mise_en_page) for tc in cases)


def autour(paragraphe: Any) -> Any:
    """Return the cell that holds a paragraph, None for one of a text box: a box drawn in a cell is not its text."""
    for ancetre in paragraphe.iterancestors(f"{W}tc", f"{W}txbxContent"):
        return ancetre if ancetre.tag == f"{W}tc" else None
    return None


def texte_de_case(cellule: Any, *, mise_en_page: bool = True) -> str:
    """Return the text of a cell, a line for each of its paragraphs."""
    return "\n".join(texte_de(p, mise_en_page=mise_en_page) for p in cellule.iter(f"{W}p") if autour(p) is cellule)


def texte_de(paragraphe: Any, *, mise_en_page: bool = True) -> str:
    """Return the text of a paragraph as a reader sees it, tracked changes accepted, without a box anchored in it.

    Without ``mise_en_page``, the numbers that the word processor computes (pages, captions) are left out.
    """
    dits: list[str] = []
    champs: list[str | None] = []
    for noeud in paragraphe.iter(*_TEXTES, _CHAMP, _INSTRUCTION, _SYMBOLE, *_SIGNES):
        course = noeud.getparent()
        # hors d'une course, w:tab est un taquet de mise en page
        if course.tag not in _COURSES or next(noeud.iterancestors(f"{W}p", *_RETIRES), None) is not paragraphe:
            continue
        if noeud.tag == _CHAMP:
            _suivre(champs, noeud.get(f"{W}fldCharType"))
        elif noeud.tag == _INSTRUCTION:
            champs[-1:] = [(champs[-1] or "") + (noeud.text or "")] if champs else []
        elif mise_en_page or not _calcule(course, champs):
            dits.append(_dit(noeud))
    return "".join(dits)


def _dit(noeud: Any) -> str:
    if noeud.tag == _SYMBOLE:
        return _symbole(noeud.get(f"{W}font", ""), noeud.get(f"{W}char", ""))
    return (noeud.text or "") if noeud.tag in _TEXTES else _SIGNES[noeud.tag]


def _symbole(police: str, code: str) -> str:
    """Return the character that Word draws for a code of a font, nothing for a picture."""
    if police.lower() in _EN_IMAGES or not _HEXADECIMAL.fullmatch(code):
        return ""
    rang = int(code, 16)
    lu = chr(rang - _ECART_DE_POLICE if rang in _DE_POLICE else rang)
    # l'espace insécable n'est pas « imprimable » ; une commande l'est moins encore
    return lu if lu.isprintable() or lu.isspace() else ""


def _suivre(champs: list[str | None], borne: str | None) -> None:
    if borne == "begin":
        champs.append(None)
    elif borne == "end" and champs:
        champs.pop()


def _calcule(course: Any, champs: list[str | None]) -> bool:
    """Return whether a run is the result of a field of layout."""
    simple = course.getparent()
    dites = [*champs, simple.get(f"{W}instr") if simple is not None and simple.tag == _SIMPLE else None]
    return any(dite and _DE_MISE_EN_PAGE.match(dite) for dite in dites)
