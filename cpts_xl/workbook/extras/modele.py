"""What a user may have added: sheets, cells, notes, drawings, links, rules, names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from cpts_xl.workbook.xlsx.lu import Valeur

LIEN = "lien"
PIXELS = 20_000


class CelluleAjoutee(NamedTuple):
    """One cell that the user filled; a date whose format shows an hour comes as a ``datetime``."""

    feuille: str
    adresse: str
    valeur: Valeur
    formule: str | None
    format: str


class FeuilleAjoutee(NamedTuple):
    """One sheet of the user; ``sorte`` is ``worksheet``, or ``chartsheet``, ``dialogsheet``… which hold no cell.

    ``largeurs`` are (first column, last column, width or None, hidden), columns counted from 1.
    """

    nom: str
    sorte: str
    cellules: tuple[CelluleAjoutee, ...]
    largeurs: tuple[tuple[int, int, float | None, bool], ...]
    fusionnees: tuple[str, ...]
    lignes_masquees: tuple[int, ...]
    masquee: bool


class Note(NamedTuple):
    """One note, or one whole thread of comments, its messages under each other."""

    feuille: str
    adresse: str
    auteur: str
    texte: str


class Dessin(NamedTuple):
    """One drawn object; ``texte`` is what it says, or the title of a chart; shift and size are in pixels.

    ``octets`` is None unless it is a PNG, JPEG, GIF or BMP image of at most 5 MB.
    """

    feuille: str
    ancre: str
    nature: str
    nom: str
    description: str
    octets: bytes | None
    extension: str
    texte: str = ""
    decalage: tuple[int, int] = (0, 0)
    taille: tuple[int, int] = (0, 0)


class NomAjoute(NamedTuple):
    """One defined name and what it stands for; ``Feuille!Nom`` when it belongs to one sheet."""

    nom: str
    cible: str


class Divers(NamedTuple):
    """Anything else, in words: links, rules, tables, controls, pictures behind or inside cells."""

    feuille: str
    sorte: str
    lieu: str
    detail: str


@dataclass(frozen=True, slots=True)
class Ajouts:
    """All that a user added to a workbook of ours."""

    feuilles: tuple[FeuilleAjoutee, ...] = ()
    notes: tuple[Note, ...] = ()
    images: tuple[Dessin, ...] = ()
    cellules: tuple[CelluleAjoutee, ...] = ()
    noms: tuple[NomAjoute, ...] = ()
    divers: tuple[Divers, ...] = ()

    @property
    def vide(self) -> bool:
        """Tell whether the user added nothing."""
        return self == Ajouts()
