"""Whether a finding designates a falsification: its cause, its sheet, its cell, what it cites."""

from __future__ import annotations

import re

from cpts_xl.constats import Constat
from tests.sabotage.modele import REFUS, Falsification


def nomme(cas: Falsification, constat: Constat) -> bool:
    """Return whether a finding names a falsification: its cause, its sheet, its cell, what it cites."""
    if constat.gravite not in cas.gravites:
        return False
    if not any(str(cause).casefold() == str(constat.cause).casefold() for cause in cas.causes):
        return False
    if cas.cite and cas.cite not in constat.phrase():
        return False
    feuille, lieu = cas.lieu
    if constat.cause == REFUS:  # un refus situe dans sa phrase
        return (not feuille or feuille in constat.message) and (not lieu or lieu in constat.message)
    if feuille and feuille != constat.feuille:
        return feuille in constat.message and not constat.feuille and not lieu
    return not lieu or couvre(constat, lieu)


_MOT = re.compile(r"\$?([A-Z]{0,3})\$?(\d*)(?::\$?([A-Z]{0,3})\$?(\d*))?")


def couvre(constat: Constat, lieu: str) -> bool:
    """Return whether the cell of a finding is the one expected: « D5 », a row « 7 », a column « D », « D5:D34 »."""
    if constat.cellule == lieu:
        return True
    for dit in filter(None, re.split(r"[ ,;]+", constat.cellule)):
        bornes, voulu = _bornes(dit), _bornes(lieu)
        if bornes and voulu and _se_touchent(bornes, voulu):
            return True
    # une ligne ou une colonne masquée se dit dans la phrase
    mot = f"ligne {lieu}" if lieu.isdigit() else f"colonne {lieu}"
    return bool(re.search(rf"\b{mot}\b", constat.message)) and (lieu.isdigit() or lieu.isalpha())


def _bornes(dit: str) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """Return the columns and the rows that an address covers, everything where it says nothing."""
    trouve = _MOT.fullmatch(dit)
    if trouve is None:
        return None
    c1, l1, c2, l2 = trouve.groups()
    seule = c2 is None and l2 is None
    colonnes = (_rang(c1, 1), _rang(c1 if seule else c2 or "", 16_384)) if c1 or c2 else (1, 16_384)
    lignes = (int(l1 or 1), int((l1 if seule else l2) or 1_048_576)) if l1 or l2 else (1, 1_048_576)
    return colonnes, lignes


def _rang(lettres: str | None, sinon: int) -> int:
    rang = 0
    for lettre in lettres or "":
        rang = rang * 26 + ord(lettre) - 64
    return rang or sinon


def _se_touchent(un: tuple[tuple[int, int], tuple[int, int]], deux: tuple[tuple[int, int], tuple[int, int]]) -> bool:
    """Return whether what is said lies within what is expected, or the reverse: « D5 » for « D5:D34 », and back."""
    dedans = all(a[0] >= b[0] and a[1] <= b[1] for a, b in zip(un, deux, strict=True))
    autour = all(b[0] >= a[0] and b[1] <= a[1] for a, b in zip(un, deux, strict=True))
    return dedans or autour
