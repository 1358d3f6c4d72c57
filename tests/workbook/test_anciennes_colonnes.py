"""What a workbook of an older version could not have: told by sheet and column, version by version."""

from __future__ import annotations

import pytest

from cpts_xl.workbook import sheets
from cpts_xl.workbook.recu.anciens import APPARUES, absente_alors


def test_what_appeared_exists_today() -> None:
    """Each sheet and column listed is one of the present workbook: a renamed one would be forgiven for nothing."""
    connues = {f.nom: {c.code for c in f.colonnes} for f in sheets.TABLEAUX_FEUILLES}
    for nouvelles in APPARUES.values():
        assert set(nouvelles) <= set(connues)
        assert {(nom, code) for nom, codes in nouvelles.items() for code in codes - connues[nom]} == set()


@pytest.mark.parametrize("version", ["0.2.0", "0.3.0", "0.3.11"])
def test_an_older_workbook_lacks_what_came_later(version: str) -> None:
    """A sheet that is new is absent whole, a new column alone; what was there already is still expected."""
    assert absente_alors(version, "Budget n+1")
    assert absente_alors(version, "Budget n+1", "prudent")
    assert absente_alors(version, "Indicateurs", "cible_proposee")
    assert not absente_alors(version, "Indicateurs")
    assert not absente_alors(version, "Indicateurs", "cible")
    assert not absente_alors(version, "Budget")


@pytest.mark.parametrize("version", ["0.4.0", "0.10.0", "1.0.0", "", "inconnue"])
def test_a_present_workbook_is_forgiven_nothing(version: str) -> None:
    """From the version that brought them on, or when the version is not told, everything is expected."""
    assert not absente_alors(version, "Budget n+1")
    assert not absente_alors(version, "Indicateurs", "cible_proposee")
