"""The report cites cells: when the copy that goes with it has them elsewhere, its writer is told, sheet by sheet."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from cpts_xl.cli import main
from cpts_xl.engine.resultat import calculer
from cpts_xl.report.cellules_citees import enumerer, feuilles_decalees
from cpts_xl.workbook.layout import Layout
from cpts_xl.workbook.recu.layout_recu import LayoutRecu
from cpts_xl.workbook.recu.read import lire_classeur
from tests.sabotage.base import octets
from tests.sabotage.base import rapport as rapport_de_base
from tests.sabotage.h_vides import vides
from tests.sabotage.juge import constats_du_rapport, verifie
from tests.sabotage.retouche import retoucher

DIT = "dans la copie de relecture, celles de « Indicateurs » sont ailleurs"


def troue(tmp_path: Path, table: str) -> Path:
    """Return a workbook where the rows of a table are typed one row lower, an empty row above them."""
    cas = next(cas for cas in vides() if cas.nom.startswith(f"{table}s saisis une ligne plus bas"))
    chemin = tmp_path / "suivi.xlsx"
    chemin.write_bytes(retoucher(replace(cas, recalcule=False), octets(), octets()))
    return chemin


def test_a_report_that_cites_other_cells_than_the_copy_says_so(tmp_path: Path, capsys: Any) -> None:
    """Told when written; once written from the copy, it cites the copy, and nothing is said any more."""
    suivi, copie, rapport = troue(tmp_path, "indicateur"), tmp_path / "copie.xlsx", tmp_path / "rapport.docx"
    main(["rapport", str(suivi), "--vers", str(rapport), "--sans-pages"])
    assert DIT in capsys.readouterr().out
    main(["relecture", str(suivi), "--vers", str(copie)])
    bilan = verifie(copie)[1]
    assert any("Indicateurs!A9" in c.lu for c in constats_du_rapport(bilan, rapport))
    main(["rapport", str(copie), "--vers", str(rapport), "--sans-pages", "--remplacer"])
    assert "sont ailleurs" not in capsys.readouterr().out
    assert constats_du_rapport(bilan, rapport) == []


def test_rows_that_the_report_does_not_cite_are_not_told(tmp_path: Path) -> None:
    """A payment typed lower moves cells that the report does not name: nothing is said of them."""
    lecture = lire_classeur(troue(tmp_path, "versement"))
    resultat = calculer(lecture.dossier, lecture.droit)
    recues, copiees = LayoutRecu(resultat, lecture).adresses(), Layout(resultat).adresses()
    assert recues["versement.3.montant"] != copiees["versement.3.montant"]
    assert feuilles_decalees(rapport_de_base(), recues, copiees) == ()


def test_sheets_in_a_sentence() -> None:
    """One, two, three."""
    assert enumerer(("Indicateurs",)) == "« Indicateurs »"
    assert enumerer(("Indicateurs", "Actions")) == "« Indicateurs » et « Actions »"
    assert enumerer(("Dépenses", "Indicateurs", "Actions")) == "« Dépenses », « Indicateurs » et « Actions »"
