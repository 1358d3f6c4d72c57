"""What a folder holds: every workbook, in one order, and the rest counted."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

import pytest

from cpts_xl.campaign.inventaire import NOM_ILLISIBLE, VERROU, _rapports, inventorier
from cpts_xl.errors import SaisieInvalide
from tests.campaign.conftest import lancer


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


def test_no_report_takes_the_name_of_another(tmp_path: Path) -> None:
    """The name kept with its extension may be that of another workbook: the names themselves are looked at."""
    _poser(tmp_path, "a.xlsx", "a.xlsm", "a.xlsx.xlsx")
    rapports = {recu.relatif: recu.rapport for recu in inventorier(tmp_path, tmp_path / "s").recus}
    assert rapports == {"a.xlsm": "a.xlsm.docx", "a.xlsx": "a.xlsx.docx", "a.xlsx.xlsx": "a.xlsx.xlsx.docx"}


def test_names_that_differ_by_their_case_have_reports_that_differ_by_more() -> None:
    """On a shared disk of Windows, « A.docx » would replace « a.docx »."""
    rapports = [recu.rapport for recu in _rapports(["A.xlsx", "a.XLSX", "a.xlsx", "b.xlsx"])]
    assert rapports == ["A.xlsx.docx", "a.XLSX (2).docx", "a.xlsx (3).docx", "b.docx"]


@pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="le système n'y admet pas de tels noms")
def test_a_name_that_is_no_text_is_set_aside_and_the_rest_is_done(petite: tuple[Path, Path]) -> None:
    """From a ZIP badly extracted: file or folder, it is told, shown as it can be, with « Renommer »."""
    dossier, sortie = petite
    (dossier / os.fsdecode(b"CPTS \x82tang.xlsx")).write_bytes((dossier / "4.xlsx").read_bytes())
    (dossier / os.fsdecode(b"not\x82.pd\x82")).write_bytes(b"x")
    (dossier / os.fsdecode(b"lot \x82")).mkdir()
    (dossier / os.fsdecode(b"lot \x82") / "6.xlsx").write_bytes((dossier / "4.xlsx").read_bytes())
    recueil = lancer(dossier, sortie, "serie", rapports=True).recueil
    assert sorted(candidat.relatif for candidat in recueil.retenus) == ["4.xlsx", "5.xlsx"]
    dits = {echec.relatif: (echec.motif, echec.remede) for echec in recueil.echecs}
    assert dits == {
        "CPTS \ufffdtang.xlsx": (NOM_ILLISIBLE, "Renommer ce fichier, puis relancer."),
        "lot \ufffd": (NOM_ILLISIBLE, "Renommer ce dossier, puis relancer : ses classeurs n'ont pas été lus."),
    }
    assert "Son nom porte un caractère que l'ordinateur ne sait pas lire" in NOM_ILLISIBLE
    assert recueil.ignores == {"fichier « .pd\ufffd »": 1}
    assert "<td>CPTS \ufffdtang.xlsx</td>" in (sortie / "echecs.html").read_text(encoding="utf-8")


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
