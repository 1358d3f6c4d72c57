"""What is left to receive of each line of the year: no échéance is expected beyond it, whatever paid the others."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any


class Restes:
    """What is left of each line, taken échéance by échéance, in the order in which they are asked.

    The schedule bounds what is late by its line; a calendar does the same of what is to come. What was paid beyond one
    échéance, an advance above its share, is not expected a second time on the other.
    """

    def __init__(self, valeurs: Mapping[str, Any]) -> None:
        self._valeurs = valeurs
        self._restes: dict[str, Fraction | None] = {}

    def prendre(self, ligne: str, nature: str, somme: Fraction) -> Fraction:
        """Return how much of an amount in euros is still due; ``nature`` is n1, acompte or solde.

        The balance of the year before is a debt of that year: it is left as it is, and so is all of a line whose rest
        is not known.
        """
        if nature == "n1":
            return somme
        if ligne not in self._restes:
            reste = self._valeurs[f"ligne.{ligne}.reste"]
            self._restes[ligne] = max(reste, Fraction(0)) if isinstance(reste, Fraction) else None
        reste = self._restes[ligne]
        if reste is None:
            return somme
        pris = min(somme, reste)
        self._restes[ligne] = reste - pris
        return pris
