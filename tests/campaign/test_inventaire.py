"""What a folder holds: every workbook, in one order, and the rest counted."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from cpts_xl.campaign.inventaire import VERROU, inventorier
from cpts_xl.errors import SaisieInvalide


def _poser(dossier: Path, *noms: str) -> None:
    for nom in noms:
        (dossier / nom).parent.mkdir(parents=True, exist_ok=True)
        (dossier / nom).write_bytes(b"x")


def test_workbooks_are_listed_and_the_rest_counted(tmp_path: Path) -> None:
    """Sub-folders are read, lock files and other kinds are counted, wrong formats of workbook are not passed over."""
    recus = tmp_path / "reçus"
    _poser(recus, "b.xlsx", "A.XLSX", "sous/c.xlsm", "d.ods", "e.xls", "~$b.xlsx", ".~lock.b.xlsx#", "f.pdf", "g",
           ".caché.xlsx")  # fmt: skip
    inventaire = inventorier(recus, tmp_path / "sortie")
    assert [recu.relatif for recu in inventaire.recus] == ["A.XLSX", "b.xlsx", "d.ods", "e.xls", "sous/c.xlsm"]
    assert inventaire.ignores[VERROU] == 2
    assert inventaire.ignores["fichier « .pdf »"] == 1
    assert sum(inventaire.ignores.values()) == 5


def test_the_output_inside_the_folder_is_not_read(tmp_path: Path) -> None:
    """What a campaign wrote among the received files is not received."""
    _poser(tmp_path, "a.xlsx", "sortie/consolide.xlsx")
    assert [recu.relatif for recu in inventorier(tmp_path, tmp_path / "sortie").recus] == ["a.xlsx"]


def test_two_workbooks_never_share_a_report(tmp_path: Path) -> None:
    """Two files that differ by their extension, or by its case, have two reports."""
    _poser(tmp_path, "a.xlsx", "a.xlsm", "b.xlsx")
    rapports = {recu.relatif: recu.rapport for recu in inventorier(tmp_path, tmp_path / "s").recus}
    assert rapports == {"a.xlsm": "a.xlsm.docx", "a.xlsx": "a.xlsx.docx", "b.xlsx": "b.docx"}


@pytest.mark.parametrize("noms", [(), ("note.txt",)])
def test_a_folder_without_workbook_is_refused(tmp_path: Path, noms: tuple[str, ...]) -> None:
    """The refusal says what a workbook is."""
    _poser(tmp_path, *noms)
    with pytest.raises(SaisieInvalide, match=re.escape("aucun classeur (.xlsx ou .xlsm)")):
        inventorier(tmp_path, tmp_path / "sortie")


def test_a_missing_folder_is_refused(tmp_path: Path) -> None:
    """The refusal names it."""
    with pytest.raises(SaisieInvalide, match="n'est pas un dossier"):
        inventorier(tmp_path / "absent", tmp_path / "sortie")
