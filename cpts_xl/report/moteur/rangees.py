"""Rows kept with the next one: a short table on one page, the note below a table with its last row."""

from __future__ import annotations

import re

_TABLE_COURTE = 6
_PROPRIETES = re.compile(r"<w:pPr>((?:<w:pStyle [^>]*/>)?+)(?!<w:keepNext)")
Rangee = tuple[int, int]
"""A row: where it starts among the pieces of the text, where the next one starts."""


def solidaires(rangees: list[Rangee], *, note: bool) -> list[Rangee]:
    """Return the rows of a table that keep with what follows; ``note`` says whether a note stands below it."""
    if len(rangees) <= _TABLE_COURTE:
        return rangees if note else rangees[:-1]
    return rangees[:2] + (rangees[-2:] if note else rangees[-2:-1])


def garder_avec_la_suite(xml: str) -> str:
    """Return a piece of text whose paragraphs keep with the next one."""
    return _PROPRIETES.sub(_garder, xml) if "<w:pPr>" in xml else xml


def _garder(proprietes: re.Match[str]) -> str:
    return f"{proprietes[0]}<w:keepNext/>"
