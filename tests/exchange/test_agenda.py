"""The calendar file, judged by reading it back and by the rules of its format (RFC 5545)."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from icalendar import Calendar, Event

from cpts_xl.errors import SaisieInvalide
from cpts_xl.exchange.agenda import Evenement, agenda

ARRETE = date(2026, 3, 1)
RAPPORT = Evenement(
    "rapport-2026@cpts-deux-rives",
    date(2026, 6, 30),
    "Rapport d'activité : à remettre à la CPAM, l'ARS ; et \\ au comité",
    "Première ligne\r\nDeuxième ligne, avec « accents » : été, cœur, œuvre ; fin.",
)
TRANSMISSION = Evenement("transmission-2026@cpts-deux-rives", date(2026, 1, 31), "Pièces", "", rappels=(1, 0))


def ecrit(*evenements: Evenement, arrete: date = ARRETE) -> bytes:
    """Return the calendar file of these events."""
    return agenda("CPTS des Deux-Rives, échéances", evenements, version="0.2.0", arrete=arrete)


def relu(octets: bytes) -> list[Event]:
    """Return the events that a calendar would find in the file."""
    return list(Calendar.from_ical(octets).walk("VEVENT"))


def test_an_event_is_read_back_as_it_was_given() -> None:
    """Commas, semicolons, backslashes, accents and ends of line survive."""
    (evenement,) = relu(ecrit(RAPPORT))
    assert str(evenement["UID"]) == RAPPORT.uid
    assert str(evenement["SUMMARY"]) == RAPPORT.titre
    assert str(evenement["DESCRIPTION"]) == RAPPORT.description.replace("\r\n", "\n")
    assert evenement.decoded("DTSTART") == date(2026, 6, 30)
    assert evenement.decoded("DTEND") == date(2026, 7, 1)
    assert evenement.decoded("DTSTAMP") == datetime(2026, 3, 1, tzinfo=UTC)
    assert str(evenement["TRANSP"]) == "TRANSPARENT"
    assert evenement["CATEGORIES"].cats == ["CPTS"]


def test_the_lines_of_the_file() -> None:
    """Whole days, the name of the calendar, its maker; no hour, no time zone, no line of its own invention."""
    lignes = ecrit(RAPPORT).decode().replace("\r\n ", "").split("\r\n")
    for ligne in (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//cpts_xl//cpts_xl 0.2.0//FR",
        "X-WR-CALNAME:CPTS des Deux-Rives\\, échéances",
        "DTSTART;VALUE=DATE:20260630",
        "DTEND;VALUE=DATE:20260701",
        "DTSTAMP:20260301T000000Z",
        "TRANSP:TRANSPARENT",
        "CATEGORIES:CPTS",
        "ACTION:DISPLAY",
        "SUMMARY:Rapport d'activité : à remettre à la CPAM\\, l'ARS \\; et \\\\ au comité",
        "END:VCALENDAR",
    ):
        assert ligne in lignes
    assert not any("TZID" in ligne for ligne in lignes)


def test_lines_are_folded_at_75_octets_between_letters() -> None:
    """No line exceeds 75 octets, each is valid UTF-8 by itself, the end of line is that of the norm."""
    long = Evenement("u", ARRETE, "é" * 200 + "😀" * 40 + "a" * 100, "ç, " * 300)
    octets = ecrit(long)
    assert octets.endswith(b"\r\n")
    assert b"\n" not in octets.replace(b"\r\n", b"")
    for ligne in octets.split(b"\r\n"):
        assert len(ligne) <= 75
        ligne.decode("utf-8")
    (evenement,) = relu(octets)
    assert str(evenement["SUMMARY"]) == long.titre
    assert str(evenement["DESCRIPTION"]) == long.description.strip()


def test_reminders_speak_french_and_come_in_the_morning() -> None:
    """Thirty and seven days before, at nine; the eve and the day have their words."""
    (evenement,) = relu(ecrit(RAPPORT))
    alarmes = [(str(a["DESCRIPTION"]), a.decoded("TRIGGER"), str(a["ACTION"])) for a in evenement.walk("VALARM")]
    assert alarmes == [
        (f"Dans 30 jours : {RAPPORT.titre}", timedelta(days=-30, hours=9), "DISPLAY"),
        (f"Dans 7 jours : {RAPPORT.titre}", timedelta(days=-7, hours=9), "DISPLAY"),
    ]
    (proche,) = relu(ecrit(TRANSMISSION))
    assert [str(a["DESCRIPTION"]) for a in proche.walk("VALARM")] == ["Demain : Pièces", "Aujourd'hui : Pièces"]
    assert "DESCRIPTION" not in proche
    (sans,) = relu(ecrit(Evenement("u", ARRETE, "Titre", "", rappels=())))
    assert sans.walk("VALARM") == []


def test_the_same_events_give_the_same_bytes() -> None:
    """Neither the clock nor the order counts: events are written by day."""
    assert ecrit(RAPPORT, TRANSMISSION) == ecrit(TRANSMISSION, RAPPORT)
    assert [str(e["UID"]) for e in relu(ecrit(RAPPORT, TRANSMISSION))] == [TRANSMISSION.uid, RAPPORT.uid]


def test_a_later_file_updates_the_earlier_one() -> None:
    """The identity stays; the stamp and the sequence grow."""
    (avant,), (apres,) = relu(ecrit(RAPPORT)), relu(ecrit(RAPPORT, arrete=date(2026, 3, 2)))
    assert avant["UID"] == apres["UID"]
    assert apres["SEQUENCE"] == avant["SEQUENCE"] + 1
    assert apres.decoded("DTSTAMP") > avant.decoded("DTSTAMP")


def test_hostile_texts_inject_nothing() -> None:
    """Ends of line and control characters in a title, an identity or a name make no further line."""
    mechant = "Titre\r\nEND:VEVENT\rBEGIN:VEVENT\x00\x0b\u2028x\x85y"
    octets = agenda(mechant, [Evenement("u\nX:1", ARRETE, mechant, mechant)], version="1\n2", arrete=ARRETE)
    (evenement,) = relu(octets)
    assert str(evenement["SUMMARY"]) == "Titre END:VEVENT BEGIN:VEVENT   x y"
    assert str(evenement["DESCRIPTION"]) == "Titre\nEND:VEVENT\nBEGIN:VEVENT   x y"
    assert octets.count(b"\r\nEND:VEVENT\r\n") == 1
    assert set(Calendar.from_ical(octets)) == {"PRODID", "VERSION", "CALSCALE", "X-WR-CALNAME"}


def test_an_empty_calendar_is_one() -> None:
    """No deadline gives a calendar without event."""
    assert relu(ecrit()) == []


@pytest.mark.parametrize(
    ("evenements", "mots"),
    [
        ((RAPPORT, RAPPORT), "sert deux fois"),
        ((Evenement("", ARRETE, "Titre", ""),), "identifiant"),
        ((Evenement("u", ARRETE, " ", ""),), "titre est vide"),
        ((Evenement("u", ARRETE, "Titre", "", rappels=(-1,)),), "rappel"),
    ],
)
def test_what_no_calendar_could_hold_is_refused(evenements: tuple[Evenement, ...], mots: str) -> None:
    """Two events of one identity, or one without identity or title, are refused in French."""
    with pytest.raises(SaisieInvalide, match=mots):
        ecrit(*evenements)


def test_the_last_day_of_the_calendar_has_no_next_one() -> None:
    """« No end » is often typed 31/12/9999: the event lasts its day, and the file is written."""
    [lu] = relu(ecrit(Evenement("fin@cpts", date(9999, 12, 31), "Convention : dernier jour", "")))
    assert lu.decoded("dtstart") == date(9999, 12, 31)
    assert "dtend" not in lu
