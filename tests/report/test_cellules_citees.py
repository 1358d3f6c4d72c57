"""The report cites cells: when the copy that goes with it has them elsewhere, its writer is told, sheet by sheet."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from cpts_xl.cli import main
from cpts_xl.report.cellules_citees import enumerer
from tests.sabotage.base import octets
from tests.sabotage.h_vides import vides
from tests.sabotage.retouche import retoucher

DIT = "dans la copie de relecture, celles de « Indicateurs » sont ailleurs"


@pytest.fixture
def troue(tmp_path: Path) -> Path:
    """Return a workbook whose indicators are typed one row lower, an empty row above them."""
    cas = next(cas for cas in vides() if cas.nom.startswith("indicateurs saisis une ligne plus bas"))
    chemin = tmp_path / "suivi.xlsx"
    chemin.write_bytes(retoucher(cas, octets(), octets()))
    return chemin


def test_a_report_that_cites_other_cells_than_the_copy_says_so(troue: Path, tmp_path: Path, capsys: Any) -> None:
    """Told when written; once written from the copy, it cites the copy, and a verification finds nothing to say."""
    copie, rapport = tmp_path / "copie.xlsx", tmp_path / "rapport.docx"
    main(["rapport", str(troue), "--vers", str(rapport), "--sans-pages"])
    assert DIT in capsys.readouterr().out
    main(["relecture", str(troue), "--vers", str(copie)])
    main(["verifier", str(copie), "--rapport", str(rapport)])
    assert "Indicateurs!A9" in capsys.readouterr().out
    main(["rapport", str(copie), "--vers", str(rapport), "--sans-pages", "--remplacer"])
    assert "sont ailleurs" not in capsys.readouterr().out
    main(["verifier", str(copie), "--rapport", str(rapport)])
    assert "Aucun écart." in capsys.readouterr().out


def test_rows_that_the_report_does_not_cite_are_not_told(tmp_path: Path, capsys: Any) -> None:
    """A payment typed lower moves cells that the report does not name: nothing is said of them."""
    cas = next(cas for cas in vides() if cas.nom.startswith("versements saisis une ligne plus bas"))
    chemin = tmp_path / "suivi.xlsx"
    chemin.write_bytes(retoucher(cas, octets(), octets()))
    main(["rapport", str(chemin), "--vers", str(tmp_path / "rapport.docx"), "--sans-pages"])
    assert "sont ailleurs" not in capsys.readouterr().out


def test_sheets_in_a_sentence() -> None:
    """One, two, three."""
    assert enumerer(("Indicateurs",)) == "« Indicateurs »"
    assert enumerer(("Indicateurs", "Actions")) == "« Indicateurs » et « Actions »"
    assert enumerer(("Dépenses", "Indicateurs", "Actions")) == "« Dépenses », « Indicateurs » et « Actions »"
