"""The sabotage table: every falsification is found and named with its cell, no honest edit is accused.

``python -m tests.sabotage`` prints each line with the sentence that names it.
"""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from tests.promesse import absent
from tests.sabotage.bilan import bilan, ligne
from tests.sabotage.honnetes import HONNETES
from tests.sabotage.modele import REFUS
from tests.sabotage.mutations import FALSIFICATIONS
from tests.sabotage.travaux import ENREGISTREE, FALSIFIEE, HONNETE, Travail, tous
from tests.sabotage.verdicts import Verdict, constats_de_base, fabriquer, juger_honnete

Verdicts = Mapping[Travail, Verdict]
TRAVAUX = {sorte: [t for t in tous() if t[0] == sorte] for sorte in (FALSIFIEE, ENREGISTREE, HONNETE)}


def _nom(travail: Travail) -> str:
    return travail[1]


def _present(verdict: Verdict) -> Verdict:
    """Return a verdict that could be given; a missing program skips, or fails when CI_MOTEURS=1 promises it."""
    if verdict.manque:
        absent(verdict.manque)
    return verdict


@pytest.mark.parametrize("base", ["native", "python", "lambda"])
def test_an_untouched_workbook_accuses_nobody(base: str) -> None:
    """The three inks as they are written: no finding at all, so that whatever is found below comes from the change."""
    assert constats_de_base(base) == []


def test_the_table_is_as_large_as_promised() -> None:
    """At least seventy falsifications, ten of them saved by LibreOffice, and thirty-five honest edits."""
    assert len(TRAVAUX[FALSIFIEE]) >= 70
    assert len(TRAVAUX[ENREGISTREE]) >= 10
    assert len(TRAVAUX[HONNETE]) >= 35
    assert len({cas.lieu[0] for cas in FALSIFICATIONS.values()}) >= 20


@pytest.mark.parametrize("travail", TRAVAUX[FALSIFIEE], ids=_nom)
def test_a_falsification_is_found_and_named(travail: Travail, verdicts: Verdicts) -> None:
    """One change, proved by reading the file back: a finding says its cause, its sheet, its cell, and what to do."""
    verdict = _present(verdicts[travail])
    assert verdict.bon, ligne(verdict)
    assert verdict.trouve is not None
    phrase = verdict.trouve.phrase()
    assert verdict.trouve.remede or verdict.trouve.cause == REFUS, f"aucun remède : {phrase}"
    assert "None" not in phrase


@pytest.mark.parametrize("travail", TRAVAUX[ENREGISTREE], ids=_nom)
def test_a_falsification_saved_by_libreoffice_is_still_found(travail: Travail, verdicts: Verdicts) -> None:
    """The same change after a save by LibreOffice, among others made to the same file: it is named all the same."""
    verdict = _present(verdicts[travail])
    assert verdict.bon, ligne(verdict)


@pytest.mark.parametrize("travail", TRAVAUX[HONNETE], ids=_nom)
def test_an_honest_edit_is_not_accused(travail: Travail, verdicts: Verdicts) -> None:
    """Its inputs are read as they were typed, and nothing is told that the same inputs would not say untouched."""
    verdict = _present(verdicts[travail])
    assert verdict.bon, ligne(verdict)


def test_a_table_that_misses_says_so() -> None:
    """The judge can fail: a fraud presented as an honest edit is accused, a line without its finding is missed."""
    cas = next(iter(FALSIFICATIONS.values()))
    verdict = juger_honnete(next(iter(HONNETES.values())), fabriquer(cas.nom))
    assert verdict.fautes
    assert "FAUSSE ALERTE" in ligne(verdict)
    manquee = Verdict(cas.nom, cas.place, "une cause", cas.famille)
    assert not manquee.bon
    assert "1 manquées" in bilan([manquee])


def test_the_table_is_printed(verdicts: Verdicts, capsys: pytest.CaptureFixture[str]) -> None:
    """Found, missed, false alarms, family by family: what the tests of this session judged."""
    if not verdicts:
        pytest.skip("aucune ligne du tableau n'est demandée dans cette session")
    with capsys.disabled():
        print("\n" + bilan([verdict for verdict in verdicts.values() if not verdict.manque]))
