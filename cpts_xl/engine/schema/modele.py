"""What a declared value and a declared table are: the vocabulary of the schema."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from cpts_xl.rules.genres import CHOIX, CODE, ENTIER, JOUR, MONTANT, NOMBRE, TAUX, TEXTE, Genre

OUI_NON = ("Oui", "Non")
FONCTIONNEMENT = "fonctionnement"
TOTAL = "total"

_G = {genre.code: genre for genre in (TEXTE, CODE, CHOIX, JOUR, ENTIER, NOMBRE, MONTANT, TAUX)}

Rangees = Mapping[str, Mapping[str, Any]]
"""The rows of a table that nobody adds to: code of the row, then its fixed words and numbers by column."""


@dataclass(frozen=True, slots=True)
class Champ:
    """One field: code, label, kind, what to type and where to find it, closed list if any."""

    code: str
    libelle: str
    genre: Genre
    aide: str
    choix: tuple[str, ...] = ()
    obligatoire: bool = False
    liste: str = ""
    """Name of the list of the sheet Listes that holds the admitted codes: « LISTE_POSTES »."""


@dataclass(frozen=True, slots=True)
class Tableau:
    """A table of declared rows. ``cle`` is the field whose emptiness means an empty row.

    ``rangees`` gives the rows of a table whose rows are fixed (by the law, the calendar); a free table has none and
    offers ``capacite`` rows. A table that follows another (``suit``) has the rows of that free table, one for one, and
    no field of its own: only what is computed for each of them.
    """

    code: str
    pluriel: str
    libelle: str
    champs: tuple[Champ, ...]
    cle: str
    capacite: int = 0
    rangees: Callable[[Any], Rangees] | None = None
    suit: str = ""

    def champ(self, code: str) -> Champ:
        """Return the field of this code; KeyError if there is none."""
        return {champ.code: champ for champ in self.champs}[code]

    @property
    def libre(self) -> bool:
        """Return whether the user adds rows as he needs."""
        return self.rangees is None and not self.suit

    @property
    def codes(self) -> tuple[str, ...]:
        """Return the codes of the fields, in order."""
        return tuple(champ.code for champ in self.champs)


def champ(code: str, libelle: str, genre: str, aide: str, **reste: Any) -> Champ:
    """Return a field of a kind named by its code: « montant », « jour », « choix »…"""
    return Champ(code, libelle, _G[genre], aide, **reste)


def postes(droit: Any) -> dict[str, str]:
    """Return the posts and their label: running costs, then the missions of the law."""
    return {FONCTIONNEMENT: "Fonctionnement", **{m.code: m.libelle for m in droit.missions}}
