"""A received workbook against what it should be: values, formulas, structure; nothing in it is trusted."""

from __future__ import annotations

from cpts_xl.workbook.verification.annees import Evolution, comparer_annees, passe_recrit
from cpts_xl.workbook.verification.bilan import bilan
from cpts_xl.workbook.verification.modele import ValeurComparee, Verification
from cpts_xl.workbook.verification.valeurs import encre_de, memes, verifier

__all__ = [
    "Evolution",
    "ValeurComparee",
    "Verification",
    "bilan",
    "comparer_annees",
    "encre_de",
    "memes",
    "passe_recrit",
    "verifier",
]
