"""The lines of a report, to be found again in another: paragraphs, rows of tables, what charts are said to show."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from cpts_xl.report.moteur.nettoyage import W
from cpts_xl.report.relu.marques import Marque, marques
from cpts_xl.report.relu.textes import Document, autour, rangee_de, texte_de

TITRES_DITS = 2
"""Headings that place a line: that of its paragraph and the one above."""
DESCRIPTIONS = "texte de remplacement des graphiques"
_TITRE = re.compile(r"(?:Heading|Titre)\s?(?P<niveau>\d)|Annexe")
_SOMMAIRE = re.compile(r"TOC|TM\d")
_DESSIN = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_GRAPHIQUE = "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart"


@dataclass(frozen=True, slots=True)
class Ligne:
    """One paragraph, or one row of a table, with what helps a reader to find it again.

    ``sous`` is the headings above, ``entetes`` the first row of the table; ``mouvante`` says that it belongs to the
    contents, which the word processor writes; ``marques`` what it writes by itself elsewhere: the line is the same.
    """

    cases: tuple[str, ...]
    sous: str = ""
    entetes: tuple[str, ...] = ()
    mouvante: bool = False
    marques: tuple[Marque, ...] = field(default=(), compare=False)

    @property
    def dite(self) -> str:
        """Return the line as one sentence quotes it."""
        return " ; ".join(" ".join(case.split()) for case in self.cases if case.strip())


def lignes_du_texte(document: Document) -> Iterator[Ligne]:
    """Yield paragraphs outside tables and rows of tables, in order, empty ones left out, without computed pages."""
    for racine in document.racines:
        titres: dict[int, str] = {}
        ecrites = marques(racine, document.styles)
        entetes: dict[Any, tuple[str, ...]] = {}
        for element in racine.iter(f"{W}p", f"{W}tr"):
            siens: tuple[str, ...] = ()
            style = ""
            if element.tag == f"{W}tr":
                cases = rangee_de(element, mise_en_page=False)
                siens = entetes.get(element.getparent(), ())
                entetes.setdefault(element.getparent(), cases)
            elif autour(element) is None:
                cases = (texte_de(element, mise_en_page=False),)
                style = next((s.get(f"{W}val", "") for s in element.iterfind(f"{W}pPr/{W}pStyle")), "")
            else:
                continue
            if titre := _TITRE.fullmatch(style):
                niveau = int(titre["niveau"] or 1)
                titres = {n: dit for n, dit in titres.items() if n < niveau} | {niveau: " ".join(cases[0].split())}
            if any(case.strip() for case in cases):
                sous = ", ".join(list(titres.values())[-TITRES_DITS:])
                yield Ligne(cases, sous, siens, bool(_SOMMAIRE.match(style)), ecrites.get(element, ()))


def descriptions(document: Document) -> Iterator[Ligne]:
    """Yield what is said of each chart to who does not see it."""
    for racine in document.racines:
        for dessin in racine.iter(_DESSIN):
            if dessin.get("descr") and next(dessin.getparent().iter(_GRAPHIQUE), None) is not None:
                yield Ligne((dessin.get("descr"),), DESCRIPTIONS)
