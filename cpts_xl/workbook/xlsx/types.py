"""What a received workbook is made of, once read: cells, sheets, names, and addresses."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pathlib import Path

_ADRESSE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")


class ErreurCellule(NamedTuple):
    """An error value, as a spreadsheet shows it: ``#N/A``, ``#VALUE!``…"""

    code: str


class JourStocke(dt.date):
    """A day that does not tell all that its cell stores: the same day for whoever compares it.

    ``heure`` is « 18 h 00 », or empty; ``serie`` is the number stored, which formulas read, when it is not simply that
    of the day (None: an ISO day, which stores no number).
    """

    heure = ""
    serie: Fraction | None = None


Valeur = Fraction | str | bool | dt.date | ErreurCellule | None


class Cellule(NamedTuple):
    """One non-empty cell. ``formule`` begins with ``=``, or is ``{=…}`` for an array formula, or is None."""

    adresse: str
    valeur: Valeur
    formule: str | None
    format: str
    verrouillee: bool


@dataclass(slots=True)
class FeuilleLue:
    """One sheet; ``dimensions`` is the last row and the last column that really hold something."""

    nom: str
    visible: str = "visible"
    cellules: dict[str, Cellule] = field(default_factory=dict)
    lignes_masquees: set[int] = field(default_factory=set)
    colonnes_masquees: set[int] = field(default_factory=set)
    protegee: bool = False
    dimensions: tuple[int, int] = (0, 0)
    lignes: dict[int, dict[int, Cellule]] = field(default_factory=dict, repr=False)

    def cellule(self, adresse: str) -> Cellule | None:
        """Return the cell at ``B7`` (``$`` allowed), or None when it is empty."""
        return self.cellules.get(adresse.replace("$", ""))

    def ligne(self, numero: int) -> dict[int, Cellule]:
        """Return the non-empty cells of one row, by column number (A is 1), in order."""
        return self.lignes.get(numero, {})


@dataclass(slots=True)
class ClasseurLu:
    """A workbook as it was received; sheets in order. A name of one sheet only is keyed ``Feuille!Nom``.

    ``remarques`` is what the guard noticed in the package; ``xlsx_lu.signalements`` says all of it.
    """

    chemin: Path
    feuilles: dict[str, FeuilleLue] = field(default_factory=dict)
    noms: dict[str, str] = field(default_factory=dict)
    proprietes: dict[str, str] = field(default_factory=dict)
    date1904: bool = False
    remarques: list[str] = field(default_factory=list, repr=False, compare=False)


def position(adresse: str) -> tuple[int, int]:
    """Return (row, column) of an address such as ``C5``; raises ``ValueError`` when it is not one."""
    trouve = _ADRESSE.fullmatch(adresse)
    if not trouve:
        raise ValueError(f"adresse « {adresse} »")
    colonne = 0
    for lettre in trouve[1]:
        colonne = colonne * 26 + ord(lettre) - 64
    return int(trouve[2]), colonne


@lru_cache(maxsize=1024)
def lettres(colonne: int) -> str:
    """Return the letters of a column number: 1 is A, 27 is AA."""
    texte = ""
    while colonne:
        colonne, reste = divmod(colonne - 1, 26)
        texte = chr(65 + reste) + texte
    return texte
