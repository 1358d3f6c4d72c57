"""A calendar file of deadlines (.ics), which any calendar opens: whole days, reminders, stable identities."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from cpts_xl.errors import SaisieInvalide

if TYPE_CHECKING:
    from icalendar import Alarm, Event

CATEGORIE = "CPTS"
_MATIN = timedelta(hours=9)
_ORIGINE = date(2000, 1, 1)
_COMMANDES = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class Evenement:
    """A deadline. ``uid`` must stay the same from one file to the next; ``rappels`` are days before, at 9 a.m."""

    uid: str
    jour: date
    titre: str
    description: str
    rappels: tuple[int, ...] = (30, 7)


def agenda(nom: str, evenements: Sequence[Evenement], *, version: str, arrete: date) -> bytes:
    """Return the calendar file; the same events and the same day ``arrete`` give the same bytes.

    A calendar that imports a later file updates its events, since their UID stays and SEQUENCE grows with ``arrete``.

    Raises:
        SaisieInvalide: an identity is empty or given twice, a title is empty, or a reminder follows its day.
    """
    from icalendar import Calendar, vText  # noqa: PLC0415  (lourd : seulement quand un agenda s'écrit)

    _verifier(evenements)
    calendrier = Calendar()
    calendrier.add("prodid", f"-//cpts_xl//cpts_xl {_ligne(version)}//FR")
    calendrier.add("version", "2.0")
    calendrier.add("calscale", "GREGORIAN")
    calendrier["X-WR-CALNAME"] = vText(_ligne(nom))  # sans ce genre, une propriété X- ne serait pas échappée
    for evenement in sorted(evenements, key=lambda evenement: (evenement.jour, evenement.uid)):
        calendrier.add_component(_evenement(evenement, arrete))
    return bytes(calendrier.to_ical())


def _verifier(evenements: Sequence[Evenement]) -> None:
    vus: set[str] = set()
    for evenement in evenements:
        lieu = f"Agenda, échéance « {evenement.titre or evenement.uid} »"
        if not _ligne(evenement.uid) or not _ligne(evenement.titre):
            raise SaisieInvalide(f"{lieu} : son identifiant ou son titre est vide. Donner l'un et l'autre.")
        if _ligne(evenement.uid) in vus:
            raise SaisieInvalide(
                f"{lieu} : l'identifiant {evenement.uid} sert deux fois, l'une effacerait l'autre. En donner un autre."
            )
        if any(rappel < 0 for rappel in evenement.rappels):
            raise SaisieInvalide(
                f"{lieu} : un rappel vient après le jour. Compter les rappels en jours avant, 0 ou plus."
            )
        vus.add(_ligne(evenement.uid))


def _evenement(evenement: Evenement, arrete: date) -> Event:
    from icalendar import Event  # noqa: PLC0415

    ecrit = Event()
    ecrit.add("uid", _ligne(evenement.uid))
    ecrit.add("dtstamp", datetime.combine(arrete, time(), UTC))
    ecrit.add("sequence", max((arrete - _ORIGINE).days, 0))
    ecrit.add("dtstart", evenement.jour)
    if evenement.jour < date.max:  # sans fin, un événement dure son jour
        ecrit.add("dtend", evenement.jour + timedelta(days=1))
    ecrit.add("summary", _ligne(evenement.titre))
    if evenement.description:
        ecrit.add("description", _texte(evenement.description))
    ecrit.add("categories", [CATEGORIE])
    ecrit.add("transp", "TRANSPARENT")
    for rappel in sorted(set(evenement.rappels), reverse=True):
        ecrit.add_component(_alarme(_ligne(evenement.titre), rappel))
    return ecrit


def _alarme(titre: str, rappel: int) -> Alarm:
    from icalendar import Alarm  # noqa: PLC0415

    delai = {0: "Aujourd'hui", 1: "Demain"}.get(rappel, f"Dans {rappel} jours")
    ecrite = Alarm()
    ecrite.add("action", "DISPLAY")
    ecrite.add("description", f"{delai} : {titre}")
    # Un jour entier commence à minuit : le rappel attend le matin.
    ecrite.add("trigger", _MATIN - timedelta(days=rappel))
    return ecrite


def _texte(texte: str) -> str:
    """Return a text that a calendar can hold: its ends of line alike, no control character."""
    return _COMMANDES.sub(" ", texte.replace("\r\n", "\n").replace("\r", "\n")).strip()


def _ligne(texte: str) -> str:
    return _texte(texte).replace("\n", " ")
