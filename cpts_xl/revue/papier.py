"""What a review prints of its two long lists: what is to be looked at, first. On the screen, they stay whole."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from cpts_xl.absence import Absent
from cpts_xl.workbook.inks import serie
from cpts_xl.workbook.pages.papier import SurPapier, essentiels
from cpts_xl.workbook.verification.modele import ValeurComparee, Verification
from cpts_xl.workbook.xlsx.types import ErreurCellule

RECALCUL_MAX, PROVENANCE_MAX = 320, 170
"""Lines printed at most, of each list: about ten pages of the first, about fifteen of the second."""


@dataclass(frozen=True, slots=True)
class Papier:
    """Both long lists in one order: what differs, then what a reviewer wants on paper, then all the rest."""

    valeurs: tuple[ValeurComparee, ...]
    ecarts: int
    """How many differ: they come first."""
    a_lire: int
    """How many are printed if there is room: those that differ, then the essential ones."""

    def rangs(self) -> dict[str, int]:
        """Return the place of each number in the list, from 0, by identifier."""
        return {valeur.ident: rang for rang, valeur in enumerate(self.valeurs)}

    def lieux(self) -> dict[str, str]:
        """Return where each number was compared in the received file; one that it does not show is not there."""
        return {v.ident: f"{v.feuille}!{v.cellule}" for v in self.valeurs if v.feuille}

    def imprimees(self, au_plus: int) -> int:
        """Return how many lines are printed: at least one, so that a sheet without a number prints its headers."""
        return self._part.imprimees(au_plus)

    def phrase(self, au_plus: int) -> str:
        """Return the sentence that says what is printed, and how to print all."""
        return self._part.phrase(au_plus)

    @property
    def _part(self) -> SurPapier:
        return SurPapier(len(self.valeurs), self.a_lire, self.ecarts)


def papier(verification: Verification) -> Papier:
    """Return the order of both lists, and what of it is printed."""
    voulus = essentiels(valeur.ident for valeur in verification.valeurs)

    def cle(valeur: ValeurComparee) -> tuple[bool, bool, int]:
        # les écarts du fichier d'abord, puis ceux des tableurs, et l'ordre des calculs gardé
        return valeur.concorde, ecart(valeur.stockee, due(valeur)) == 0, voulus.get(valeur.ident, len(voulus))

    cles = sorted(((cle(valeur), rang) for rang, valeur in enumerate(verification.valeurs)))
    ecarts = sum(1 for (concorde, nul, _), _ in cles if not (concorde and nul))
    a_lire = ecarts + sum(1 for (concorde, nul, rang), _ in cles if concorde and nul and rang < len(voulus))
    return Papier(tuple(verification.valeurs[rang] for _, rang in cles), ecarts, a_lire)


def ecart(stockee: Any, attendue: Any) -> float | str:
    """Return what the formula of the gap gives: a difference to the millionth, or a word."""
    a, b = (serie(v) if hasattr(v, "toordinal") else v for v in (stockee, attendue))
    if all(isinstance(v, Fraction | int) and not isinstance(v, bool) for v in (a, b)):
        return float(round(Fraction(a) - Fraction(b), 6))
    lu = a.code if isinstance(a, ErreurCellule) else "" if a is None else str(a)
    return 0 if lu.casefold() == ("" if b is None else str(b)).casefold() else "différent"


def due(v: ValeurComparee) -> Any:
    """Return what the tool gives, as the file would write it: of a missing value, the nature is enough."""
    if not isinstance(v.attendue, Absent):
        return v.attendue
    dit = isinstance(v.stockee, str) and v.stockee.startswith(str(v.attendue.sorte))
    return v.stockee if dit else v.attendue.texte_natif
