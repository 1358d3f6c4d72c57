"""What the texts command: one plain function per rule, written with a closed list of verbs."""

from cpts_xl.rules import (
    calendrier,
    contrat,
    controles,
    depenses,
    dotation,
    indicateurs,
    personnes,
    plafonds,
    preuves,
    taille,
    tresorerie,
    versements,
)
from cpts_xl.rules.catalogue import CATALOGUE, Regle

__all__ = [
    "CATALOGUE",
    "Regle",
    "calendrier",
    "contrat",
    "controles",
    "depenses",
    "dotation",
    "indicateurs",
    "personnes",
    "plafonds",
    "preuves",
    "taille",
    "tresorerie",
    "versements",
]
