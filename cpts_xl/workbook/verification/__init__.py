"""A received workbook against what it should be: values, formulas, structure; nothing in it is trusted."""

from __future__ import annotations

from cpts_xl.workbook.verification.annees import Evolution, comparer_annees
from cpts_xl.workbook.verification.bilan import bilan
from cpts_xl.workbook.verification.modele import ValeurComparee, Verification
from cpts_xl.workbook.verification.passe import est_la_precedente, passe_recrit
from cpts_xl.workbook.verification.valeurs import encre_de, memes, verifier

__all__ = [
    "Evolution",
    "ValeurComparee",
    "Verification",
    "bilan",
    "comparer_annees",
    "encre_de",
    "est_la_precedente",
    "memes",
    "passe_recrit",
    "verifier",
]
