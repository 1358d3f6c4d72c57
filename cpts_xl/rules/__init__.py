"""What the texts command: one plain function per rule, written with a closed list of verbs."""

from cpts_xl.rules import calendrier, controles, dotation, indicateurs, plafonds, taille, versements
from cpts_xl.rules.catalogue import CATALOGUE, Regle

__all__ = [
    "CATALOGUE",
    "Regle",
    "calendrier",
    "controles",
    "dotation",
    "indicateurs",
    "plafonds",
    "taille",
    "versements",
]
