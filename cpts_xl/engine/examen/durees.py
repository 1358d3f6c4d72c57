"""The check of a number of hours: positive, of one day at most, and not the time of a clock."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from cpts_xl.constats import Gravite
from cpts_xl.engine.dossier import Anomalie
from cpts_xl.formats import nombre, pluriel

HEURES_PAR_JOUR = 24
MINUTES_PAR_HEURE = 60
QUART_D_HEURE = Fraction(1, 4)
"""Below, a duration is rather « 2:30 », which a spreadsheet keeps as a part of a day."""
MINUTE_RONDE = Fraction(1, 1000)
"""How far from a whole minute a time of the clock may be: what a spreadsheet drops of a third of an hour."""


def duree(saisie: str, heures: Any, *, longue: bool) -> Iterator[Anomalie]:
    """Yield what is wrong in a number of hours; ``longue`` when it may add up several days."""
    if not isinstance(heures, Fraction):
        return
    if heures <= 0:
        yield Anomalie(saisie, "Une durée est positive.", "Saisir le temps passé, en heures.")
    elif heures > HEURES_PAR_JOUR and not longue:
        remede = "Saisir des heures : 1,5 pour une heure et demie."
        yield Anomalie(saisie, "Une réunion dure moins de 24 heures.", remede, Gravite.A_REGARDER)
    elif heures < QUART_D_HEURE:
        yield from _horloge(saisie, heures)


def _horloge(saisie: str, heures: Fraction) -> Iterator[Anomalie]:
    """Yield a time typed with a colon: a spreadsheet counts it in days, and the hours are then paid as minutes."""
    exactes = heures * HEURES_PAR_JOUR * MINUTES_PAR_HEURE
    minutes = round(exactes)
    # dix minutes saisies 0,17 ne tombent sur aucune minute d'horloge : la durée est alors ce qu'elle dit
    if minutes < 1 or abs(exactes - minutes) > MINUTE_RONDE:
        return
    lues = max(1, round(heures * MINUTES_PAR_HEURE))
    vraies, lu = nombre(round(Fraction(minutes, MINUTES_PAR_HEURE), 2)), nombre(round(heures, 4))
    yield Anomalie(
        saisie,
        f"Cette durée est lue {lu} heure, soit {lues} minute{pluriel(lues)} : c'est peut-être l'heure d'horloge "
        f"« {minutes // MINUTES_PAR_HEURE}:{minutes % MINUTES_PAR_HEURE:02d} », que le tableur compte en jours.",
        f"Mettre la case au format Nombre, puis saisir {vraies} : une durée se compte en heures. Si elle est bien de "
        f"{lues} minute{pluriel(lues)}, ne rien changer.",
        Gravite.A_REGARDER,
        lu,
    )
