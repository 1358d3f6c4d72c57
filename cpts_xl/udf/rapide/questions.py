"""What a compiled rule asks beside its row: the texts, the scale of sizes, the calendar."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from datetime import date
from fractions import Fraction
from typing import Any

from cpts_xl.errors import CptsError
from cpts_xl.law import Droit
from cpts_xl.rules.dates import annee_de, mois_de, mois_entiers, plus_jours, plus_mois, premier_du_mois
from cpts_xl.rules.entiers import ECHELLE_DROIT


def _calendrier(verbe: Callable[..., Any], jours: int) -> Callable[..., int | None]:
    """Return a verb of the calendar as the loops call it: over ranks of days, then a numerator and its denominator."""

    def appeler(*nombres: int) -> int | None:
        rendu = verbe(
            *map(date.fromordinal, nombres[:jours]), *(Fraction(*nombres[jours:]),) if nombres[jours:] else ()
        )
        if isinstance(rendu, date):
            return rendu.toordinal()
        return int(rendu) if isinstance(rendu, Fraction) and rendu.denominator == 1 else None

    return appeler


CALENDRIER = {
    f"CALENDRIER_{verbe.__name__}": _calendrier(verbe, jours)
    for verbe, jours in (
        (mois_entiers, 2), (annee_de, 1), (mois_de, 1), (plus_mois, 1), (plus_jours, 1), (premier_du_mois, 1),
    )
}  # fmt: skip


class Tranches:
    """The brackets of a scale, asked with a numerator: its rank, as a whole number, or None below the first one."""

    def __init__(self, droit: Droit, den: int) -> None:
        self._bornes = [int(seuil.valeur * den) + (not seuil.comprise) for seuil in droit.seuils]
        self._rangs = [int(seuil.rang * ECHELLE_DROIT) for seuil in droit.seuils]

    def __getitem__(self, cle: tuple[int]) -> int | None:
        rang = bisect_right(self._bornes, cle[0])
        return self._rangs[rang - 1] if rang else None


def question(droit: Droit, gabarit: tuple[Any, ...]) -> Callable[[Any], int | None]:
    """Return what asks the texts once for a key, as a whole number; None sends the row to the exact reading."""

    def demander(cle: tuple[Any, ...]) -> int | None:
        parties = iter(cle)
        mots = [
            mot if isinstance(mot, str) else next(parties) if mot is None else Fraction(next(parties), mot)
            for mot in gabarit
        ]
        try:
            valeur = droit.valeur(*mots)
        except CptsError:
            return None
        if not isinstance(valeur, Fraction | int) or (valeur * ECHELLE_DROIT).denominator != 1:
            return None
        return int(valeur * ECHELLE_DROIT)

    return demander
