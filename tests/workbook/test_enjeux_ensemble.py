"""The euros at stake told for a whole file: stale results repeat one gap, other causes add up."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

from cpts_xl.constats import Cause, Constat, Gravite
from cpts_xl.workbook.recu.read import lire_classeur
from cpts_xl.workbook.verification.modele import Verification
from tests.workbook.exemples import ecrire, resultat


def constat(cause: Cause, euros: int | None) -> Constat:
    """Return a finding of that cause with so many euros at stake."""
    return Constat(Gravite.BLOQUANT, "…", cause=cause, enjeu=None if euros is None else Fraction(euros))


def test_stale_results_repeat_one_gap_and_other_causes_add_up(tmp_path: Path) -> None:
    """Eight cells stale by 10 000 € are 10 000 €; a formula changed elsewhere adds its own; an unknown adds nothing."""
    verification = Verification(resultat(), lire_classeur(ecrire(tmp_path)))
    verification.constats = [constat(Cause.PERIMEE, 10_000) for _ in range(8)]
    assert verification.enjeu == 10_000
    verification.constats.append(constat(Cause.PERIMEE, 1_000))
    assert verification.enjeu == 11_000, "un autre écart s'ajoute"
    verification.constats += [constat(Cause.FORMULE, 400), constat(Cause.CONSTANTE, 30), constat(Cause.FORMULE, None)]
    assert verification.enjeu == 11_430
    assert replace(verification, constats=[]).enjeu == 0
