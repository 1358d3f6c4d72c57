"""What a verification knows: each compared number with its three readings, the findings, what each engine said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from cpts_xl.constats import Constat
from cpts_xl.engine.resultat import Resultat
from cpts_xl.rules.genres import Genre
from cpts_xl.workbook.read import Lecture


@dataclass(frozen=True, slots=True)
class ValeurComparee:
    """One computed cell: what the file stores, what the tool computes, what each engine makes of its own formula."""

    ident: str
    libelle: str
    feuille: str
    cellule: str
    genre: Genre
    stockee: Any
    attendue: Any
    """Computed anew from the declared inputs: Fraction, date, text or Absent."""
    recalculees: Mapping[str, Any]
    """By engine that answered; the values are those of ``recalcul.recalculer``, numbers as Fraction."""
    cause: str = ""
    """Empty when every reading agrees."""

    @property
    def concorde(self) -> bool:
        """Return whether every reading gives the same value."""
        return not self.cause


@dataclass
class Verification:
    """What the comparison found, cell by cell, and how many cells it compared."""

    resultat: Resultat
    lecture: Lecture
    constats: list[Constat] = field(default_factory=list)
    comparees: int = 0
    identiques: int = 0
    moteurs: dict[str, str] = field(default_factory=dict)
    """What each engine said: « 412 cellules, 0 écart », or why it was not used."""
    valeurs: list[ValeurComparee] = field(default_factory=list)
