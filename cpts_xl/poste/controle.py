"""One thing looked at on a machine: its state, what was seen, and how to mend it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class Etat(StrEnum):
    """How things stand."""

    ORDRE = "En ordre"
    REMEDE = "À mettre en ordre"
    INCONNU = "Non vérifiable ici"


@dataclass(frozen=True, slots=True)
class Controle:
    """A check: ``constat`` says what was seen, ``remede`` what to do, empty when nothing is to be done."""

    titre: str
    etat: Etat
    constat: str
    remede: str = ""

    def phrase(self) -> str:
        """Return the check as the user reads it."""
        return f"[{self.etat}] {self.titre} : {self.constat}" + (f"\n    → {self.remede}" if self.remede else "")


def ordre(titre: str, constat: str) -> Controle:
    """Return a check that found nothing to mend."""
    return Controle(titre, Etat.ORDRE, constat)


def a_mettre(titre: str, constat: str, remede: str) -> Controle:
    """Return a check that found something to mend, and how."""
    return Controle(titre, Etat.REMEDE, constat, remede)


def inconnu(titre: str, constat: str, remede: str = "") -> Controle:
    """Return a check that could not be made here."""
    return Controle(titre, Etat.INCONNU, constat, remede)


def code_de_sortie(controles: Sequence[Controle]) -> int:
    """Return 1 when something is to be mended, 0 otherwise."""
    return int(any(controle.etat is Etat.REMEDE for controle in controles))
