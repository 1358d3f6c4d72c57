"""A value that is not known. Missing is never 0, and the reason travels with the absence.

An ``Absent`` absorbs arithmetic and comparison as an error cell does in a spreadsheet, so that a rule can be
written without asking, at each line, whether its inputs are there. It refuses to be a condition.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NoReturn


class Sorte(StrEnum):
    """Why a value is missing; the text is what a cell shows."""

    A_COMPLETER = "À compléter"
    A_REPRENDRE = "À reprendre de l'annexe financière du contrat"
    SANS_OBJET = "sans objet"
    REFUS = "Refus"


@dataclass(frozen=True, slots=True, eq=True)
class Absent:
    """An unknown value: its kind, and the detail that helps to mend it."""

    sorte: Sorte
    detail: str = ""

    @property
    def texte(self) -> str:
        """Return the sentence that a cell computed by Python shows."""
        return f"{self.sorte} : {self.detail}" if self.detail else str(self.sorte)

    @property
    def texte_natif(self) -> str:
        """Return the text that the native formula shows: only a refusal has room for its detail."""
        return self.texte if self.sorte is Sorte.REFUS else str(self.sorte)

    def _absorbe(self, _autre: object = None) -> Absent:
        return self

    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = _absorbe
    __truediv__ = __rtruediv__ = __lt__ = __le__ = __gt__ = __ge__ = _absorbe

    def __neg__(self) -> Absent:
        return self

    def __bool__(self) -> NoReturn:
        raise TypeError(f"une valeur absente n'est ni vraie ni fausse ({self.texte}) : employer le verbe si(…)")


@dataclass(frozen=True, slots=True, eq=True)
class Illisible(Absent):
    """What a cell holds and cannot be used: an error, a text for a number. Not one of our own answers."""


def a_completer(detail: str = "") -> Absent:
    """Return the absence of something that the user has still to type."""
    return Absent(Sorte.A_COMPLETER, detail)


def illisible(detail: str) -> Illisible:
    """Return the absence of a value that a cell holds and cannot be used."""
    return Illisible(Sorte.A_COMPLETER, detail)


def refus(detail: str) -> Absent:
    """Return the absence caused by a value that the rule cannot accept."""
    return Absent(Sorte.REFUS, detail)


VIDE = Absent(Sorte.A_COMPLETER, "vide")
"""An optional cell left empty: absent, and known to be so (``si_renseigne`` tells it from an unreadable one)."""
