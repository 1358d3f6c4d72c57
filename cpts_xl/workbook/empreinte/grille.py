"""One sheet of a workbook as a grid: what designates each of its cells and ranges, whatever the addresses."""

from __future__ import annotations

from dataclasses import dataclass, field

from cpts_xl.workbook.empreinte.jetons import Reference
from cpts_xl.workbook.recu.locate import normaliser
from cpts_xl.workbook.xlsx.types import FeuilleLue, lettres

ICI = "·"
"""Before the code of a column: the row of the formula itself."""


@dataclass(slots=True)
class Grille:
    """One sheet of ours: its columns by number, the rows of its table, and what designates each.

    ``codes`` is None when the rows have no identity; ``suites`` are the rows under a table that have a name of theirs.
    ``meneurs`` gives, for a table that follows another (``meneuse``), the row that each of its rows follows.
    """

    feuille: FeuilleLue
    prefixe: str
    entete: int
    colonnes: dict[int, str]
    premiere: int
    derniere: int
    codes: dict[int, str] | None = None
    suites: dict[int, str] = field(default_factory=dict)
    meneuse: Grille | None = None
    meneurs: dict[int, int] = field(default_factory=dict)

    def colonne(self, code: str) -> int:
        """Return the number of a column, or 0 when it was not found."""
        return next((colonne for colonne, trouve in self.colonnes.items() if trouve == code), 0)

    def mot(self, colonne: int, ligne: int, ici: int) -> str:
        """Return what designates one cell, for a formula of row ``ici`` (0 when it stands in another sheet)."""
        code = self.colonnes.get(colonne)
        if ligne == ici:
            return f"{ICI}{code or lettres(colonne)}"
        if code is not None and ligne in self.suites:
            return f"{self.suites[ligne]}.{code}"
        if code is not None and self.premiere <= ligne <= self.derniere:
            if self.codes is None:
                ecart = f"{ligne - ici:+d}" if self.premiere <= ici <= self.derniere else f"^{ligne - self.premiere}"
                return f"{self.prefixe}[{ecart}].{code}"
            if ligne in self.codes:
                return f"{self.prefixe}.{self.codes[ligne]}.{code}"
        return f"{normaliser(self.feuille.nom)}!{lettres(colonne)}{ligne}"

    def mots(self, lue: Reference, ici: int) -> str:
        """Return what designates a range: a whole column, or its two ends."""
        _, c1, l1, c2, l2 = lue
        if (c1, l1) == (c2, l2):
            return self.mot(c1, l1, ici)
        if (l1, l2) == (self.premiere, self.derniere) and c1 in self.colonnes and c2 in self.colonnes:
            fin = f":{self.colonnes[c2]}" if c1 != c2 else ""
            return f"{self.prefixe}[].{self.colonnes[c1]}{fin}"
        return f"{self._bout(c1, l1, ici)}:{self._bout(c2, l2, ici)}"

    def _bout(self, colonne: int, ligne: int, ici: int) -> str:
        """Return what designates one end of a range; in a free table, its first or last row is said as such."""
        if self.codes is None and ligne != ici and ligne in {self.premiere, self.derniere}:
            fin = "premiere" if ligne == self.premiere else "derniere"
            return f"{self.prefixe}[{fin}].{self.colonnes.get(colonne, lettres(colonne))}"
        return self.mot(colonne, ligne, ici)
