"""What the layout would have written besides the steps: fixed words, and what each input admits.

The pages themselves are run, with a pen that notes instead of writing: their words are said once, in their code.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from cpts_xl.engine.etapes import rangees
from cpts_xl.engine.resultat import Resultat
from cpts_xl.engine.schema import TABLEAUX, Champ
from cpts_xl.workbook import sheets
from cpts_xl.workbook.domaine import BORNE, DECIMALES, domaine_de
from cpts_xl.workbook.inks import Encre, serie
from cpts_xl.workbook.layout import Layout
from cpts_xl.workbook.pages import dashboard, trace
from cpts_xl.workbook.pages import tableaux as pages
from cpts_xl.workbook.verification.rappels import Greffier, Trace

Place = tuple[int, int]
"""Row and column, from 1, where the layout would write."""
_PAGES: tuple[tuple[str, Callable[[Any], Any]], ...] = (
    (sheets.TABLEAU_DE_BORD, dashboard.tableau_de_bord),
    (sheets.IDENTITE, pages.identite),
    (sheets.FINANCEMENT_FEUILLE.nom, pages.totaux),
    (sheets.CONTROLES, trace.controles),
)


@dataclass(frozen=True, slots=True)
class Domaine:
    """What an input cell admits: words, or the name of a list, or numbers between two bounds; « custom » for an amount.

    ``decimales`` is how many an amount may have, None for the other numbers.
    """

    genre: str
    mots: tuple[str, ...] = ()
    liste: str = ""
    minimum: float | None = None
    maximum: float | None = None
    decimales: int | None = None


def domaine(champ: Champ) -> Domaine | None:
    """Return what a field admits, or None when it admits anything."""
    regle = domaine_de(champ)
    genre = str(regle["validate"])
    if genre == "any":
        return None
    if genre == "list":
        source = regle["source"]
        return Domaine("list", liste=source[1:]) if isinstance(source, str) else Domaine("list", mots=tuple(source))
    if genre == "custom":
        return Domaine(genre, minimum=-float(BORNE), maximum=float(BORNE), decimales=DECIMALES)
    bornes = [_nombre(regle.get(cle)) for cle in ("minimum", "maximum")]
    if regle["criteria"] == ">=":
        bornes = [_nombre(regle["value"]), None]
    return Domaine({"integer": "whole"}.get(genre, genre), minimum=bornes[0], maximum=bornes[1])


def _nombre(borne: Any) -> float | None:
    if isinstance(borne, date):
        return float(serie(borne))
    return None if borne is None else float(borne)


class PagesDues(NamedTuple):
    """What some pages would hold: fixed words where they would be written, charts, and the layout that places both."""

    mots: dict[str, dict[Place, str]]
    traces: list[Trace]
    layout: Layout


def pages_dues(resultat: Resultat) -> PagesDues:
    """Return the fixed words of the dashboard, the identity, the totals and the checks, and the charts."""
    dues = PagesDues({}, [], Layout(resultat))
    for nom, page in _PAGES:
        # ces mots sont les mêmes dans les trois encres
        greffier = Greffier(dues.layout, Encre.NATIVE).tenir(page)
        dues.mots[nom] = {
            (ligne, colonne): mot
            for (feuille, ligne, colonne), mot in greffier.constantes.items()
            if feuille == nom and isinstance(mot, str) and mot
        }
        dues.traces.extend(greffier.traces)
    return dues


def vocabulaire(droit: Any, mots: Mapping[str, Mapping[Place, str]]) -> frozenset[str]:
    """Return the headers, labels and fixed words of all our sheets."""
    return frozenset({*(mot for page in mots.values() for mot in page.values()), *_mots_des_tables(droit)})


def _mots_des_tables(droit: Any) -> Iterator[str]:
    for f in sheets.TABLEAUX_FEUILLES:
        yield from (col.titre for col in f.colonnes)
        if TABLEAUX[f.prefixe].rangees is not None:
            for fixes in rangees(f.prefixe, droit).values():
                yield from (mot for mot in fixes.values() if isinstance(mot, str))
