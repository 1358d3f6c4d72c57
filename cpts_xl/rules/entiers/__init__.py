"""A fourth reading of a rule: the tree of its formula, compiled once to a loop over whole numbers."""

from __future__ import annotations

from cpts_xl.rules.entiers import choix, nombres, questions  # noqa: F401  (chacun inscrit ses verbes)
from cpts_xl.rules.entiers.atelier import ABANDON, ECHELLE, ECHELLE_DROIT, LIMITE, Programme, compiler
from cpts_xl.rules.entiers.codes import HorsDePortee, Jour, Nombre

__all__ = [
    "ABANDON",
    "ECHELLE",
    "ECHELLE_DROIT",
    "LIMITE",
    "HorsDePortee",
    "Jour",
    "Nombre",
    "Programme",
    "compiler",
]
