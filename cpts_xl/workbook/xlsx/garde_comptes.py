"""How many elements a part of a received workbook may hold before its tree would fill the memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpts_xl import formats

if TYPE_CHECKING:
    from collections.abc import Callable

    from cpts_xl.errors import ClasseurIllisible

ELEMENTS = 500_000
"""Elements of one part, those of cells and of shared texts apart: beyond, its tree would fill the memory."""
CELLULES_ET_TEXTES = frozenset({"c", "v", "f", "is", "si", "t", "r", "rPr"})
"""What cells and shared texts are made of: bounded elsewhere, when a row or a shared text holds them."""
_BORNES = {
    "row": (200_000, "lignes décrites, presque toutes vides ; supprimer les lignes vides sous les tableaux"),
    "xf": (140_000, "styles de cellule, ce qu'Excel n'admet pas ; recopier ses feuilles dans un classeur neuf"),
    "dataValidation": (20_000, "règles de validation ; retirer celles qui ne servent pas"),
    "cfRule": (20_000, "règles de mise en forme ; retirer celles qui ne servent pas"),
    "hyperlink": (70_000, "liens dans une feuille ; en retirer"),
    "col": (20_000, "descriptions de colonnes, ce qu'Excel n'admet pas ; ne pas l'ouvrir"),
    "definedName": (70_000, "noms définis ; retirer ceux qui ne servent pas"),
    "Relationship": (70_000, "liens internes dans une partie, bien trop ; ne pas l'ouvrir"),
}
"""How many of an element one part may hold, and what is said beyond."""
SANS_COMPTER = min(borne for borne, _ in _BORNES.values())
"""A part of fewer elements passes none of these bounds."""


class Comptes:
    """How many elements of each bounded kind, and in all, a part holds."""

    def __init__(self, refus: Callable[[str], ClasseurIllisible]) -> None:
        self.refus, self.elements = refus, 0
        self.par_nom = dict.fromkeys(_BORNES, 0)

    def compter(self, nom: str) -> None:
        """Count one element, its name without prefix; refuse the part when there are too many."""
        if nom in self.par_nom:
            self.par_nom[nom] += 1
            borne, dit = _BORNES[nom]
            if self.par_nom[nom] > borne:
                raise self.refus(f"il contient plus de {formats.nombre(borne)} {dit}")
        self.elements += 1
        if self.elements > ELEMENTS:
            raise self.refus(f"une de ses parties compte plus de {formats.nombre(ELEMENTS)} éléments ; ne pas l'ouvrir")
