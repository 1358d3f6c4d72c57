"""A received workbook against what it should be: values, formulas, structure; nothing in it is trusted."""

from __future__ import annotations

from cpts_xl.workbook.verification.modele import ValeurComparee, Verification
from cpts_xl.workbook.verification.valeurs import encre_de, memes, verifier

__all__ = ["ValeurComparee", "Verification", "encre_de", "memes", "verifier"]
