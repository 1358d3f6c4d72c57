"""A formula as a template of its column: the rows where it says the same are recognised without any analysis.

Only a pace: the canonical form of a formula is the same with or without it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from cpts_xl.workbook.empreinte.jetons import SEULES_REFS, reference

ICI, MENEUR = "\x00", "\x01"
"""In a template: the number of the row itself; that of the row which it follows in another sheet."""
_RANG = re.compile(r"(?<=[A-Za-z$])[0-9]+")
_RANG_RELATIF = re.compile(r"(?<=[A-Za-z])[0-9]+")
"""A row number without « $ »: it follows the formula when a program copies it down."""


class Gabarit(NamedTuple):
    """A formula cut at its own row number; ``citees`` are the other rows of its sheet that it cites.

    Put together around another row number, it says the same there, unless that row is one of those cited.
    """

    texte: str
    citees: frozenset[int]
    forme: str

    def convient(self, formule: str, ligne: int, meneur: int) -> bool:
        """Return whether a formula of another row says the same."""
        if ligne in self.citees:
            return False
        return self.texte.replace(ICI, str(ligne)).replace(MENEUR, str(meneur)) == formule


@dataclass(frozen=True, slots=True)
class Contexte:
    """Where a formula stands: row, ends of the table, whether rows lack an identity, row that it follows elsewhere."""

    ligne: int
    bornes: tuple[int, int]
    libre: bool
    feuille_meneuse: str = ""
    meneur: int = 0


def gabarit(formule: str, forme: str, ou: Contexte) -> Gabarit | None:
    """Return the template of a formula, or None when its meaning depends on its row in any other way."""
    if ICI in formule or MENEUR in formule:
        return None
    coupes: list[tuple[int, int, str]] = []
    citees: set[int] = set()
    for trouve in SEULES_REFS.finditer(formule):
        texte = trouve[1]
        if not texte or ("!" in texte and not ou.feuille_meneuse):
            continue
        signe = _signe(texte, ou, citees)
        if signe is None:
            return None
        if signe:
            bord = trouve.start() + texte.rfind("!") + 1
            coupes += [(*m.span(), signe) for m in _RANG.finditer(formule, bord, trouve.end())]
    return Gabarit("".join(_trouer(formule, coupes)), frozenset(citees), forme)


def _signe(texte: str, ou: Contexte, citees: set[int]) -> str | None:
    """Return what replaces the row numbers of a reference, "" to leave them; None when nothing can."""
    lue = reference(texte)
    if lue is None:
        return None
    lignes = (lue.ligne, lue.derniere_ligne)
    if lue.feuille:
        if lue.feuille != ou.feuille_meneuse:
            return ""
        return MENEUR if lignes == (ou.meneur, ou.meneur) else "" if lignes == ou.bornes else None
    if _suit_la_ligne(texte, ou.ligne):
        return ICI
    if lignes != ou.bornes:  # une colonne entière ne dépend pas de la ligne
        if ou.libre:
            return None
        citees.update(lignes)
    return ""


def _suit_la_ligne(texte: str, ligne: int) -> bool:
    """Return whether a reference, or both its ends, are relative and of that row."""
    return [m[0] for m in _RANG_RELATIF.finditer(texte)] == [str(ligne)] * (texte.count(":") + 1)


def _trouer(formule: str, coupes: list[tuple[int, int, str]]) -> Iterator[str]:
    debut = 0
    for un, deux, signe in coupes:
        yield formule[debut:un]
        yield signe
        debut = deux
    yield formule[debut:]
