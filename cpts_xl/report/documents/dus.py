"""What a letter may claim: of the sums that the schedule calls late, those that no other payment of the line covers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from cpts_xl.engine.restes import Restes
from cpts_xl.engine.schema import TOTAL
from cpts_xl.report.lecteur import Lecteur

MINIMUM = 1
"""Euros under which nothing is claimed: two honest roundings of a share of a share differ by a cent."""


@dataclass(frozen=True, slots=True)
class Dus:
    """Euros to claim of each late échéance (« code_nature »), their sum, and what of the schedule is not claimed."""

    sommes: Mapping[str, Fraction]
    total: Fraction
    couverts: Fraction
    """0 when the schedule does not know its own total."""


def dus(lecteur: Lecteur, echeances: Iterable[tuple[Any, str, str]]) -> Dus:
    """Return what may be claimed of the échéances given, in their order: their line, their nature, its word.

    No more is claimed of a line than what is left to receive of it. What the year before still owes stands apart. An
    échéance whose sum is not known is not there.
    """
    restes, rendus = Restes(lecteur.valeurs), {}
    for ligne, nature, _ in echeances:
        somme = lecteur.valeurs[f"echeance.{ligne.code}_{nature}.en_retard"]
        if isinstance(somme, Fraction) and somme > 0:
            due = restes.prendre(ligne.code, nature, somme)
            rendus[f"{ligne.code}_{nature}"] = due if due >= MINIMUM else Fraction(0)
    total = sum(rendus.values(), Fraction(0))
    tout = lecteur.valeurs[f"echeance.{TOTAL}.en_retard"]
    return Dus(rendus, total, tout - total if isinstance(tout, Fraction) else Fraction(0))
