"""What a verification knows: each compared number with its three readings, the findings, what each engine said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import Any

from cpts_xl.constats import Cause, Constat
from cpts_xl.engine.resultat import Resultat
from cpts_xl.rules.genres import Genre
from cpts_xl.workbook.recu.layout_recu import LayoutRecu
from cpts_xl.workbook.recu.read import Lecture


@dataclass(frozen=True, slots=True)
class ValeurComparee:
    """One computed cell: what the file stores, what the tool computes, what each engine makes of its own formula."""

    ident: str
    libelle: str
    feuille: str
    """Empty, with ``cellule``, when the cell was not found."""
    cellule: str
    genre: Genre
    stockee: Any
    attendue: Any
    """Computed anew from the declared inputs: Fraction, date, text or Absent."""
    recalculees: Mapping[str, Any]
    """By engine that answered; the values are those of ``recalcul.recalculer``, numbers as Fraction."""
    cause: Cause = Cause.AUCUNE
    """Empty when every reading agrees; else the cause of its finding, or of the finding that explains it."""

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
    """What each engine said: « 412 cellules recalculées, 0 écart », or why it was not used."""
    valeurs: list[ValeurComparee] = field(default_factory=list)
    alors: dict[str, Resultat] = field(default_factory=dict)
    """The dossier as the older version that wrote the file computed it, by version; empty if no rule was corrected."""

    @cached_property
    def layout(self) -> LayoutRecu:
        """Return where each input and step stands in the received file."""
        return LayoutRecu(self.resultat, self.lecture)

    @property
    def enjeu(self) -> Fraction:
        """Return the euros at stake in all the findings together, in euros.

        Results that were not computed again repeat one gap from cell to cell: the same amount counts once.
        """
        perimes = {c.enjeu for c in self.constats if c.enjeu is not None and c.cause == Cause.PERIMEE}
        autres = (c.enjeu for c in self.constats if c.enjeu is not None and c.cause != Cause.PERIMEE)
        return sum(autres, sum(perimes, Fraction(0)))
