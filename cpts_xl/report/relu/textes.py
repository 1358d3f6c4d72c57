"""What a reader sees in a Word document: every paragraph, of tables, headers, notes and text boxes too."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from cpts_xl.errors import GabaritInvalide
from cpts_xl.report.moteur.nettoyage import W, lire_partie
from cpts_xl.report.moteur.preparation import PARTIES_REMPLIES
from cpts_xl.report.paquet import DOCUMENT

_SIGNES = {f"{W}noBreakHyphen": "-", f"{W}br": "\n", f"{W}cr": "\n", f"{W}tab": "\t"}
_RETIRES = {f"{W}del", f"{W}moveFrom"}
"""What a tracked change takes away: Word still shows it, struck out, and a reader who accepts it no longer sees it."""

_CHAMPS = (f"{W}fldSimple", f"{W}instrText")
_TITRE = re.compile(r"(?:Heading|Titre)\s?(?P<niveau>\d)|Annexe")
TITRES_DITS = 2
"""Headings that place a line: that of its paragraph and the one above."""
_MOUVANTS = re.compile(r"TOC|TM\d|Caption|L.gende")


@dataclass(frozen=True, slots=True)
class Passage:
    """One paragraph, or a whole cell of a table."""

    texte: str
    case: bool = False


@dataclass(frozen=True, slots=True)
class Ligne:
    """One paragraph, or one row of a table, with what helps a reader to find it again.

    ``sous`` is the headings above, ``entetes`` the first row of the table; ``mouvante`` says that it follows
    the layout, not the workbook: a page number, an entry of the contents, the number of a table.
    """

    cases: tuple[str, ...]
    sous: str = ""
    entetes: tuple[str, ...] = ()
    mouvante: bool = False

    @property
    def dite(self) -> str:
        """Return the line as one sentence quotes it."""
        return " ; ".join(" ".join(case.split()) for case in self.cases if case.strip())


class Document:
    """The text of a report, part by part, the body first.

    Raises:
        GabaritInvalide: a part is damaged.
    """

    def __init__(self, nom: str, parties: Mapping[str, bytes]) -> None:
        from lxml import etree  # noqa: PLC0415 - lourde : seulement quand un rapport se relit

        noms = sorted((n for n in parties if PARTIES_REMPLIES.match(n)), key=lambda n: (n != DOCUMENT, n))
        try:
            self.racines = [lire_partie(parties[partie]) for partie in noms]
        except etree.XMLSyntaxError as erreur:
            raise GabaritInvalide(f"{nom} : document abîmé ; l'ouvrir dans Word pour le réparer.") from erreur

    def passages(self) -> Iterator[Passage]:
        """Yield cells of tables and paragraphs outside tables, in order; those of a text box stand by themselves."""
        for racine in self.racines:
            for element in racine.iter(f"{W}p", f"{W}tc"):
                if element.tag == f"{W}tc":
                    yield Passage(_cellule(element), case=True)
                elif _autour(element) is None:
                    yield Passage(_texte(element))

    def lignes(self) -> Iterator[Ligne]:
        """Yield paragraphs outside tables and rows of tables, in order, empty ones left out."""
        for racine in self.racines:
            titres: dict[int, str] = {}
            for element in racine.iter(f"{W}p", f"{W}tr"):
                entetes: tuple[str, ...] = ()
                if element.tag == f"{W}tr":
                    cases = _rangee(element)
                    premiere = next(element.getparent().iterchildren(f"{W}tr"))
                    entetes = () if premiere is element else _rangee(premiere)
                elif _autour(element) is None:
                    cases = (_texte(element),)
                else:
                    continue
                style = _style(element)
                if titre := _TITRE.fullmatch(style):
                    niveau = int(titre["niveau"] or 1)
                    titres = {n: dit for n, dit in titres.items() if n < niveau} | {niveau: " ".join(cases[0].split())}
                if any(case.strip() for case in cases):
                    mouvante = _MOUVANTS.match(style) or next(element.iter(*_CHAMPS), None) is not None
                    sous = ", ".join(list(titres.values())[-TITRES_DITS:])
                    yield Ligne(cases, sous, entetes, bool(mouvante))

    def paragraphes(self) -> Iterator[str]:
        """Yield the paragraphs of the body outside tables."""
        return (_texte(p) for p in self.racines[0].iter(f"{W}p") if next(p.iterancestors(f"{W}tc"), None) is None)

    def tableaux(self) -> Iterator[list[list[str]]]:
        """Yield each table as rows of texts, those that stand inside a cell or a box included."""
        for tableau in self.racines[0].iter(f"{W}tbl"):
            yield [list(_rangee(tr)) for tr in tableau.iter(f"{W}tr") if next(tr.iterancestors(f"{W}tbl")) is tableau]


def _rangee(rangee: Any) -> tuple[str, ...]:
    return tuple(_cellule(tc) for tc in rangee.iter(f"{W}tc") if next(tc.iterancestors(f"{W}tr")) is rangee)


def _style(element: Any) -> str:
    style = element.find(f"{W}pPr/{W}pStyle")
    return "" if style is None else str(style.get(f"{W}val", ""))


def _autour(paragraphe: Any) -> Any:
    """Return the cell that holds a paragraph, None for one of a text box: a box drawn in a cell is not its text."""
    for ancetre in paragraphe.iterancestors(f"{W}tc", f"{W}txbxContent"):
        return ancetre if ancetre.tag == f"{W}tc" else None
    return None


def _cellule(cellule: Any) -> str:
    return "\n".join(_texte(p) for p in cellule.iter(f"{W}p") if _autour(p) is cellule)


def _texte(paragraphe: Any) -> str:
    """Return the text of a paragraph, tracked changes accepted, without what a box anchored in it says."""
    return "".join(
        (noeud.text or "") if noeud.tag == f"{W}t" else _SIGNES[noeud.tag]
        for noeud in paragraphe.iter(f"{W}t", *_SIGNES)
        # hors d'une course, w:tab est un taquet de mise en page
        if noeud.getparent().tag == f"{W}r" and next(noeud.iterancestors(f"{W}p", *_RETIRES), None) is paragraphe
    )
