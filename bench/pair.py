"""The peer: openpyxl writing the content of our workbook with a style made for each cell, and reading it back.

Validations, notes, tables, charts, names and stored results are left to our workbook: the peer has less to do.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import openpyxl
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side

COTES = ("left", "right", "top", "bottom")


class Case(NamedTuple):
    """One cell, in plain values: what it holds, then what makes its look."""

    ligne: int
    colonne: int
    valeur: Any
    texte: bool
    format: str
    police: dict[str, Any]
    fond: dict[str, Any]
    bords: dict[str, dict[str, Any]]
    alignement: dict[str, Any]
    verrouillee: bool


@dataclass(frozen=True, slots=True)
class Page:
    """One sheet: its cells, the width of its columns, the height of its rows, where its panes are frozen."""

    nom: str
    cases: list[Case]
    largeurs: dict[str, float]
    hauteurs: dict[int, float]
    volets: str | None


def contenu(octets: bytes) -> list[Page]:
    """Return what a workbook shows, in plain values, sheet by sheet."""
    classeur = openpyxl.load_workbook(io.BytesIO(octets))
    return [
        Page(
            feuille.title,
            [_case(c) for ligne in feuille.iter_rows() for c in ligne if c.value is not None or c.has_style],
            {lettre: d.width for lettre, d in feuille.column_dimensions.items()},
            {rang: d.height for rang, d in feuille.row_dimensions.items() if d.height},
            feuille.freeze_panes,
        )
        for feuille in classeur.worksheets
    ]


def _case(cellule: Any) -> Case:
    police, fond, alignement = cellule.font, cellule.fill, cellule.alignment
    bords = {cote: getattr(cellule.border, cote) for cote in COTES}
    return Case(
        cellule.row,
        cellule.column,
        None if cellule.value == "" else cellule.value,
        cellule.data_type == "s" and cellule.value != "",
        cellule.number_format,
        {"name": police.name, "size": police.sz, "bold": police.b, "italic": police.i, "underline": police.u,
         "color": _couleur(police.color)},
        {"fill_type": fond.fill_type, "start_color": _couleur(fond.fgColor)} if fond.fill_type else {},
        {cote: {"style": b.style, "color": _couleur(b.color)} for cote, b in bords.items() if b and b.style},
        {"horizontal": alignement.horizontal, "vertical": alignement.vertical, "wrap_text": alignement.wrap_text,
         "indent": alignement.indent},
        bool(cellule.protection.locked),
    )  # fmt: skip


def _couleur(couleur: Any) -> str:
    return couleur.rgb if couleur is not None and isinstance(couleur.rgb, str) else "FF000000"


def ecrire(pages: list[Page]) -> bytes:
    """Return the bytes of the workbook that openpyxl writes, the look of each cell made for it."""
    classeur: Any = openpyxl.Workbook()
    classeur.remove(classeur.active)
    for page in pages:
        feuille = classeur.create_sheet(page.nom)
        for lettre, largeur in page.largeurs.items():
            feuille.column_dimensions[lettre].width = largeur
        for rang, hauteur in page.hauteurs.items():
            feuille.row_dimensions[rang].height = hauteur
        feuille.freeze_panes = page.volets
        for case in page.cases:
            cellule = feuille.cell(case.ligne, case.colonne, case.valeur)
            if case.texte:
                cellule.data_type = "s"  # un texte qui commence par « = » n'est pas une formule
            cellule.number_format = case.format
            cellule.font = Font(**case.police)
            cellule.fill = PatternFill(**case.fond)
            bords: dict[str, Any] = {cote: Side(**bord) for cote, bord in case.bords.items()}
            cellule.border = Border(**bords)
            cellule.alignment = Alignment(**case.alignement)
            cellule.protection = Protection(locked=case.verrouillee)
    tampon = io.BytesIO()
    classeur.save(tampon)
    return tampon.getvalue()


def lire(chemin: Path) -> int:
    """Read formulas and stored values as openpyxl must, in two loads; return the number of cells."""
    cellules = 0
    for valeurs in (False, True):
        classeur = openpyxl.load_workbook(chemin, data_only=valeurs)
        cellules += sum(1 for f in classeur for ligne in f.iter_rows() for c in ligne if c.value is not None)
    return cellules
