"""What a reading leaves behind it: no part of the package; and its look at all formulas at once, against one by one."""

from __future__ import annotations

import gc
from pathlib import Path

import pytest

from cpts_xl.workbook.xlsx import lu as xlsx_lu
from cpts_xl.workbook.xlsx.garde_partie import FORMULE_SUSPECTE, TEXTE_CITE
from cpts_xl.workbook.xlsx.lu import lire
from cpts_xl.workbook.xlsx.rapide import _Paquet
from tests.workbook.test_xlsx_lu import par_xlsxwriter

SAINES = ["=A1+B2", '=IF(A1="RTD(|)","[1]","CALL(")', "='Identité'!B2", '=""""', "=SUM(CALL_PRIX)", '=A1&"', "=RTD"]
SUSPECTES = [
    '=RTD("x")', "=rtd (1)", "=webſervice(A1)", "=WEBSERVİCE(A1)", "=[1]Feuil1!A1", "=cmd|'/c calc'!A0",
    '="a"&CALL("x")', "=register.id(1)", '=CA"x"LL(1)',
]  # fmt: skip


@pytest.mark.parametrize("ajout", [*SAINES, *SUSPECTES])
def test_formulas_looked_at_together_say_what_each_says(ajout: str) -> None:
    """Among sound formulas, wherever it stands, one that calls outside is seen, and only such a one."""
    attendu = bool(FORMULE_SUSPECTE.search(TEXTE_CITE.sub("", ajout)))
    assert attendu is (ajout in SUSPECTES)
    for rang in range(len(SAINES) + 1):
        assert xlsx_lu._suspectes([*SAINES[:rang], ajout, *SAINES[rang:]]) is attendu


def test_a_reading_lets_the_parts_of_the_package_go(tmp_path: Path) -> None:
    """A worker that reads a thousand workbooks does not wait for the collector to be rid of their parts."""
    chemin = par_xlsxwriter(tmp_path / "un.xlsx")
    gc.collect()
    gc.disable()
    try:
        classeurs = [lire(chemin) for _ in range(3)]
        gardes = [objet for objet in gc.get_objects() if isinstance(objet, _Paquet)]
        assert [len(p.parties) + len(p.textes) + len(p.donnees) + len(p.reglages) for p in gardes] == [0] * len(gardes)
    finally:
        gc.enable()
    assert all(classeur.feuilles for classeur in classeurs)
