"""What a reader sees in a Word document: every paragraph, of tables, headers, notes and text boxes too."""

from __future__ import annotations

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


@dataclass(frozen=True, slots=True)
class Passage:
    """One paragraph, or a whole cell of a table."""

    texte: str
    case: bool = False


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

    def paragraphes(self) -> Iterator[str]:
        """Yield the paragraphs of the body outside tables."""
        return (_texte(p) for p in self.racines[0].iter(f"{W}p") if next(p.iterancestors(f"{W}tc"), None) is None)

    def tableaux(self) -> Iterator[list[list[str]]]:
        """Yield each table as rows of texts, those that stand inside a cell or a box included."""
        for tableau in self.racines[0].iter(f"{W}tbl"):
            yield [
                [_cellule(tc) for tc in tr.iter(f"{W}tc") if next(tc.iterancestors(f"{W}tr")) is tr]
                for tr in tableau.iter(f"{W}tr")
                if next(tr.iterancestors(f"{W}tbl")) is tableau
            ]


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
