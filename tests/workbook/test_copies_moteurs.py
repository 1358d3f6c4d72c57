"""The copies given to the embedded engines lack only what no formula cites: tables that one cites are still there."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter

from cpts_xl.workbook.moteurs.copies_moteurs import seuls_cites
from cpts_xl.workbook.moteurs.recalcul import recalculer
from cpts_xl.workbook.xlsx.lu import lire


def classeur(chemin: Path, total: str) -> Path:
    """Write three amounts in a table, a name that no formula cites, one that a formula does, and a total."""
    tampon = io.BytesIO()
    with xlsxwriter.Workbook(tampon) as livre:
        feuille = livre.add_worksheet("F")
        feuille.add_table("A1:A4", {"name": "tblMontants", "columns": [{"header": "Montant"}]})
        feuille.write_column("A2", [10, 20, 12])
        livre.define_name("TAUX", "=F!$A$4")
        livre.define_name("INUTILE", "=F!$A$2")
        feuille.write_formula("C1", total)
        feuille.write_formula("C2", "=TAUX*2")
    chemin.write_bytes(tampon.getvalue())
    return chemin


def parties(chemin: Path) -> dict[str, bytes]:
    """Return the parts of a workbook."""
    with zipfile.ZipFile(chemin) as archive:
        return {nom: archive.read(nom) for nom in archive.namelist()}


@pytest.mark.parametrize(
    ("total", "gardees"), [("=SUM(A2:A4)", 0), ("=SUM(tblMontants[Montant])", 1), ('="["&SUM(A2:A4)&"]"', 1)]
)
def test_a_table_stays_only_where_a_formula_may_cite_it(tmp_path: Path, total: str, gardees: int) -> None:
    """Without a bracket in any formula, neither the table nor what ties it; the cells are the same ones."""
    source = classeur(tmp_path / "reçu.xlsx", total)
    vers = tmp_path / "copie.xlsx"
    seuls_cites(source, vers)
    copie = parties(vers)
    assert sum(nom.startswith("xl/tables/") for nom in copie) == gardees
    assert sum(b"tableParts" in contenu or b"/tables/" in contenu for contenu in copie.values()) == 3 * gardees
    assert b"INUTILE" not in copie["xl/workbook.xml"]
    assert b"TAUX" in copie["xl/workbook.xml"]
    assert lire(vers).feuilles["F"].cellules == lire(source).feuilles["F"].cellules


@pytest.mark.moteur
def test_the_engine_computes_the_same_without_the_table(tmp_path: Path, exiger_moteur: Callable[[str], str]) -> None:
    """Three amounts make forty-two, and the cited name is known."""
    rendu = recalculer(classeur(tmp_path / "reçu.xlsx", "=SUM(A2:A4)"), exiger_moteur("ironcalc"))
    assert (rendu["F", "C1"], rendu["F", "C2"]) == (42.0, 24.0)
