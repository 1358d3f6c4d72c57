"""The cells that our charts draw: where the layout would have them, where they now stand, how a reader is told."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import cached_property
from typing import Any, NamedTuple

from cpts_xl.workbook import sheets
from cpts_xl.workbook.layout import LIGNE_ENTETE
from cpts_xl.workbook.recu.locate import normaliser
from cpts_xl.workbook.verification.attendu import PagesDues, Place
from cpts_xl.workbook.verification.manifeste.graphiques import ECRITES
from cpts_xl.workbook.verification.manifeste.modele import Zone
from cpts_xl.workbook.verification.manifeste.plages import adresse, zone
from cpts_xl.workbook.verification.rappels import Calque
from cpts_xl.workbook.verification.structure.alignement import Alignement
from cpts_xl.workbook.verification.structure.contexte import Contexte
from cpts_xl.workbook.xlsx.types import Cellule, position

CELLULES = 2_000
"""Cells of a range that a chart draws, at most."""
_REFERENCE = re.compile(r"=?\$?(?:'((?:[^']|'')+)'|([^!'.\s]+))[!.](\$?[A-Z]{1,3}\$?[0-9]{1,7})(?::(.+))?")
"""A range as spreadsheets write it in a chart: « 'Tableau de bord'!$B$12:$B$18 », « $Feuille.$A$1:$Feuille.$A$5 »."""


class Plage(NamedTuple):
    """Some cells of one sheet."""

    feuille: str
    zone: Zone

    @property
    def cle(self) -> tuple[str, Zone]:
        """Return what two writings of the same cells share."""
        return normaliser(self.feuille), self.zone

    def phrase(self) -> str:
        """Return the cells as a reader says them: « C12:C18, feuille « Tableau de bord » »."""
        return f"{adresse(self.zone)}, feuille « {self.feuille} »"


def lire(reference: str) -> Plage | None:
    """Return the cells that a chart calls, or None when it is no plain range."""
    trouve = _REFERENCE.fullmatch(reference.strip()[:300])
    if trouve is None:
        return None
    fin = (trouve[4] or trouve[3]).rpartition("!")[2].rpartition(".")[2]
    lieu = zone(f"{trouve[3]}:{fin}")
    nom = (trouve[1] or trouve[2]).replace("''", "'")
    return None if lieu is None else Plage(nom, lieu)


def dire(reference: str) -> str:
    """Return what a chart calls as a reader says it."""
    if reference in {"", ECRITES}:
        return "écrit dans le graphique lui-même" if reference else "rien"
    lue = lire(reference)
    return reference[:120] if lue is None else lue.phrase()


class Lieux:
    """Where the ranges of our charts now stand, rows and columns having been inserted or not."""

    def __init__(self, c: Contexte, dues: PagesDues) -> None:
        self.c, self.dues = c, dues
        self.mots = dues.mots[sheets.TABLEAU_DE_BORD]
        self.feuille = c.par_nom[normaliser(sheets.TABLEAU_DE_BORD)]
        self.alignement = Alignement(self.feuille, self.mots, {})
        self.calque = Calque(self.feuille, dict(self.mots))

    @cached_property
    def _idents(self) -> dict[tuple[str, int, int], str]:
        cases = self.dues.layout.cases.items()
        return {(case.feuille, case.ligne, case.colonne): ident for ident, case in cases if "." in ident}

    def attendues(self, due: Sequence[Any]) -> tuple[Plage, ...]:
        """Return the ranges that may stand for one that ``xlsxwriter`` would be given, best first; none: unknown."""
        nom, coins = str(due[0]), [int(n) + 1 for n in due[1:]]
        debut = (coins[0], coins[1])
        fin = (coins[-2], coins[-1])
        rendues = [_plage(nom, *paire) for paire in self._paires(nom, debut, fin)]
        return tuple(dict.fromkeys(rendues))

    def _paires(self, nom: str, debut: Place, fin: Place) -> Iterator[tuple[str, str]]:
        if nom == sheets.TABLEAU_DE_BORD:
            if {debut[0], fin[0]} <= set(self.alignement.lignes) and debut[1] in self.alignement.colonnes:
                yield self.alignement.adresse(debut), self.alignement.adresse(fin)
            yield self.calque.adresse(*debut), self.calque.adresse(*fin)
            return
        places = [self._place(nom, coin) for coin in (debut, fin)]
        if places[0] and places[1]:
            yield places[0], places[1]

    def _place(self, nom: str, place: Place) -> str:
        """Return where a cell of a table now stands: a header, or a step; empty when it was not found."""
        ident = self._idents.get((nom, *place), "")
        if ident:
            return self.c.lecture.places.get(ident, ("", ""))[1]
        if place[0] != LIGNE_ENTETE:
            return ""
        sous = self._place(nom, (place[0] + 1, place[1]))
        table = next((t for t in self.c.tables.values() if t.decrite.nom == nom), None)
        return f"{sous.rstrip('0123456789')}{table.entete}" if sous and table is not None else ""

    def montre(self, plage: Plage) -> list[Fraction]:
        """Return the numbers of some cells, in order; what is no number counts for 0."""
        feuille = self.c.par_nom.get(normaliser(plage.feuille))
        if feuille is None:
            return []
        z = plage.zone
        vus = (feuille.ligne(ligne).get(z.gauche) for ligne in range(z.haut, z.bas + 1))
        return [v.valeur if v is not None and isinstance(v.valeur, Fraction) else Fraction(0) for v in vus]

    def cellules(self, plage: Plage) -> list[Cellule | None]:
        """Return the cells of a range, in order, None for an empty one; none of them when it is wide."""
        feuille, z = self.c.par_nom.get(normaliser(plage.feuille)), plage.zone
        if feuille is None or (z.bas - z.haut + 1) * (z.droite - z.gauche + 1) > CELLULES:
            return []
        return [feuille.ligne(n).get(k) for n in range(z.haut, z.bas + 1) for k in range(z.gauche, z.droite + 1)]

    def mot(self, plage: Plage) -> str:
        """Return what the first cell of a range shows, as a word."""
        feuille = self.c.par_nom.get(normaliser(plage.feuille))
        cellule = None if feuille is None else feuille.ligne(plage.zone.haut).get(plage.zone.gauche)
        return "" if cellule is None or cellule.valeur is None else str(cellule.valeur)


def _plage(nom: str, debut: str, fin: str) -> Plage:
    (haut, gauche), (bas, droite) = position(debut), position(fin)
    return Plage(nom, Zone(min(haut, bas), min(gauche, droite), max(haut, bas), max(gauche, droite)))
