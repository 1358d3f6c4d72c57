"""An escape that stands for half a character is read as it is written, on both roads; another for its character."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlsxwriter

from cpts_xl.workbook.xlsx.lu import lire
from cpts_xl.workbook.xlsx.rapide import lire_vite
from cpts_xl.workbook.xlsx.strict import lire_strictement
from cpts_xl.workbook.xlsx.valeurs import sans_echappement
from tests.workbook.test_xlsx_lu import modifier

DEMIS = ("_xD800_", "_xdfff_", "_xDBFF_", "_xD83D__xDE00_")


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """Return a workbook of one sheet with one text."""
    with xlsxwriter.Workbook(tmp_path / "source.xlsx") as classeur:
        classeur.add_worksheet("F").write("A1", "x")
    return tmp_path / "source.xlsx"


@pytest.mark.parametrize("demi", DEMIS)
def test_half_a_character_stays_as_it_is_written(demi: str, source: Path, tmp_path: Path) -> None:
    """In a shared text, in the cell itself, as a result; what is read can always be written in UTF-8."""
    ecrit = f"CPTS {demi} été"
    donnees = (
        f'<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is><t>{ecrit}</t></is></c>'
        f'<c r="C1" t="str"><f>"a"</f><v>{ecrit}</v></c></row>'
    )
    chemin = modifier(source, tmp_path / "m.xlsx", donnees=donnees, chaines=f"<si><t>{ecrit}</t></si>")
    vite = lire_vite(chemin)
    assert vite is not None
    for lu in (vite, lire_strictement(chemin), lire(chemin)):
        textes = [cellule.valeur for cellule in lu.feuilles["F"].cellules.values()]
        assert textes == [ecrit] * 3
        assert "".join(map(str, textes)).encode("utf-8")


def test_other_escapes_stand_for_their_character() -> None:
    """Ends of lines, letters next to the forbidden range, and an escaped escape."""
    assert sans_echappement("a_x000A_b_xD7FF__xE000_") == "a\nb\ud7ff\ue000"
    assert sans_echappement("_x005F_xD800_") == "_xD800_"
