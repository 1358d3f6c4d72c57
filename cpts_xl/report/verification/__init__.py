"""The check of a template before any filling: every fault at once, located, and a copy of it with Word comments."""

from __future__ import annotations

from cpts_xl.report.verification.annotation import copie_annotee
from cpts_xl.report.verification.controle import verifier_gabarit
from cpts_xl.report.verification.fautes import Faute

__all__ = ["Faute", "copie_annotee", "verifier_gabarit"]
