"""Reading a received workbook: formula, stored value, number format and lock of each cell, in one pass.

Two roads, one result: a quick one for what ordinary programs write, and a strict one for everything else.
"""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Iterator, Sequence
from pathlib import Path

from cpts_xl.workbook.xlsx.garde_partie import FORMULE_SUSPECTE, SUSPECTE, TEXTE_CITE
from cpts_xl.workbook.xlsx.rapide import lire_vite
from cpts_xl.workbook.xlsx.strict import lire_strictement
from cpts_xl.workbook.xlsx.types import (
    Cellule,
    ClasseurLu,
    ErreurCellule,
    FeuilleLue,
    Valeur,
    lettres,
    position,
)

__all__ = [
    "SUSPECTE",
    "Cellule",
    "ClasseurLu",
    "ErreurCellule",
    "FeuilleLue",
    "Valeur",
    "lettres",
    "lire",
    "position",
    "signalements",
    "suspectes",
]

_SIGNES = ("|", "[", "WEBSERVICE", "RTD", "CALL", "REGISTER", "İ")
"""What a formula that calls outside has at least one of, in capitals; « İ » is an I whatever the case, and has none."""


def lire(chemin: Path, *, dates: bool = True) -> ClasseurLu:
    """Return everything that the workbook stores; the guard has checked the file first.

    With ``dates=False`` a date stays the serial number that a spreadsheet computes with.

    Raises:
        ClasseurIllisible: the guard refuses the file, or a part of it does not make sense.
    """
    with sans_ramassage():
        return lire_vite(chemin, dates=dates) or lire_strictement(chemin, dates=dates)


def signalements(classeur: ClasseurLu, appelantes: Sequence[tuple[str, Cellule]]) -> list[str]:
    """Return what ``garde.signaler`` says of a workbook already read: macros, objects, links, odd formulas, in French.

    ``appelantes`` is what ``suspectes`` gave; the file is not opened again.
    """
    autres = [remarque for remarque in classeur.remarques if remarque != SUSPECTE]
    return [*autres, SUSPECTE] if appelantes or len(autres) < len(classeur.remarques) else autres


def suspectes(classeur: ClasseurLu) -> list[tuple[str, Cellule]]:
    """Return the cells whose formula calls outside (link, web service, program), each with the name of its sheet."""
    formules = [c.formule for f in classeur.feuilles.values() for c in f.cellules.values() if c.formule]
    if not _suspectes(formules):
        return []
    return [
        (nom, cellule)
        for nom, feuille in classeur.feuilles.items()
        for cellule in feuille.cellules.values()
        if cellule.formule and FORMULE_SUSPECTE.search(TEXTE_CITE.sub("", cellule.formule))
    ]


def _suspectes(formules: list[str]) -> bool:
    """Return whether one formula calls outside; all are looked at together first, for nearly none ever does."""
    ensemble = "\n".join(formules)
    if not any(formule.count('"') % 2 for formule in formules):  # sinon une citation passerait d'une formule à l'autre
        nues = TEXTE_CITE.sub("", ensemble).upper()
        if not any(signe in nues for signe in _SIGNES):
            return False
    return any(FORMULE_SUSPECTE.search(TEXTE_CITE.sub("", formule)) for formule in formules)


@contextlib.contextmanager
def sans_ramassage() -> Iterator[None]:
    """Pause the collector: a reading only makes what it keeps, and its every pass would look through all of it."""
    actif = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if actif:
            gc.enable()
