"""The reviewer's desk: a review workbook made from a verified one, read back once filled; where a number comes from."""

from __future__ import annotations

from cpts_xl.revue.construire import construire_revue
from cpts_xl.revue.explication import Arbre, expliquer
from cpts_xl.revue.lecture import lire_releve, lire_revue
from cpts_xl.revue.rendu import connait_les_filets, rendre

__all__ = [
    "Arbre",
    "connait_les_filets",
    "construire_revue",
    "expliquer",
    "lire_releve",
    "lire_revue",
    "rendre",
]
