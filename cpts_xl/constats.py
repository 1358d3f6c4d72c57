"""What a check observes: a finding is a record, never an exception, and checks return all of them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Gravite(StrEnum):
    """How much a finding matters to the reader."""

    BLOQUANT = "bloquant"
    A_REGARDER = "à regarder"
    INFORMATION = "information"


@dataclass(frozen=True, slots=True)
class Constat:
    """One finding, located for the person who will mend it.

    ``feuille`` and ``cellule`` are empty when the finding concerns the whole file.
    """

    gravite: Gravite
    message: str
    feuille: str = ""
    cellule: str = ""
    lu: str = ""
    attendu: str = ""
    remede: str = ""
    cause: str = ""

    @property
    def lieu(self) -> str:
        """Return the place as a reader says it: « feuille Identité, cellule B7 »."""
        parts = [
            f"feuille « {self.feuille} »" if self.feuille else "",
            f"cellule {self.cellule}" if self.cellule else "",
        ]
        return ", ".join(part for part in parts if part)

    def phrase(self) -> str:
        """Return the finding as one French paragraph: place, message, values, remedy."""
        texte = f"{self.lieu} : {self.message}" if self.lieu else self.message
        if self.lu:
            texte += f" Lu : {self.lu}."
        if self.attendu:
            texte += f" Attendu : {self.attendu}."
        if self.remede:
            texte += f" {self.remede}"
        return texte


def bloquants(constats: list[Constat]) -> list[Constat]:
    """Return the findings that prevent a complete result."""
    return [constat for constat in constats if constat.gravite is Gravite.BLOQUANT]
