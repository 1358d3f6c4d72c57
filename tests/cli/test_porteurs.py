"""The commands that bring the functions into a spreadsheet: what they write, what they refuse, what they say."""

from __future__ import annotations

import zipfile

import pytest

from cpts_xl.cli import main

ADRESSE = "https://exemple.fr/cpts"


def test_an_xlsm_carries_our_functions_and_an_xlsx_none(tmp_path):
    """The extension decides: .xlsm with its macros, .xlsx without."""
    for nom, porte in (("suivi.xlsm", True), ("suivi.xlsx", False)):
        assert main(["nouveau", "--vers", str(tmp_path / nom), "--signature", "2025-10-15"]) == 0
        with zipfile.ZipFile(tmp_path / nom) as archive:
            assert ("xl/vbaProject.bin" in archive.namelist()) is porte
            types = archive.read("[Content_Types].xml").decode()
        assert ("macroEnabled" in types) is porte


@pytest.mark.parametrize("encre", ["native", "lambda"])
def test_an_xlsm_without_need_of_macros_is_refused(tmp_path, capsys, encre):
    """A copy in native formulas or LAMBDA names never carries macros."""
    vers = tmp_path / "copie.xlsm"
    assert main(["nouveau", "--vers", str(vers), "--signature", "2025-10-15", "--encre", encre]) == 2
    assert "Donner un nom en .xlsx" in capsys.readouterr().err
    assert not vers.exists()


def test_another_extension_is_refused(tmp_path, capsys):
    """Excel refuses a workbook whose name does not say what it is."""
    assert main(["nouveau", "--vers", str(tmp_path / "suivi.xls"), "--signature", "2025-10-15"]) == 2
    assert ".xlsx, ou en .xlsm" in capsys.readouterr().err


def test_installing_where_excel_cannot_run_them_says_what_to_do(capsys, monkeypatch):
    """Off Windows, the command proposes what works there."""
    monkeypatch.setattr("sys.platform", "linux")
    assert main(["installer", "--essai"]) == 2
    dit = capsys.readouterr().err
    assert all(mot in dit for mot in ("Windows", "cpts_xl.oxt", "copie de relecture"))


def test_the_diagnosis_off_windows_accuses_nobody(capsys, monkeypatch):
    """What cannot be checked is said so, with exit code 0."""
    monkeypatch.setattr("sys.platform", "linux")
    assert main(["diagnostic"]) == 0
    assert "Non vérifiable ici" in capsys.readouterr().out


def test_the_libreoffice_extension_is_written_once(tmp_path, capsys):
    """The file is a zip that LibreOffice knows; it is not overwritten unless asked."""
    vers = tmp_path / "CPTS de l'Étang" / "cpts_xl.oxt"
    vers.parent.mkdir()
    assert main(["complement-libreoffice", "--vers", str(vers)]) == 0
    with zipfile.ZipFile(vers) as archive:
        assert "META-INF/manifest.xml" in archive.namelist()
    assert main(["complement-libreoffice", "--vers", str(vers)]) == 2
    assert "existe déjà" in capsys.readouterr().err


def test_the_office_folder_is_whole_or_says_what_is_missing(tmp_path, capsys):
    """Without Pyodide, everything else is written and the missing folder is told; nothing is overwritten."""
    dossier = tmp_path / "complément"
    assert main(["complement", "--vers", str(dossier), "--adresse", ADRESSE]) == 1
    assert "Il manque le dossier « pyodide »" in capsys.readouterr().out
    assert {"manifest.xml", "functions.json", "page.html"} <= {f.name for f in dossier.iterdir()}
    avant = (dossier / "manifest.xml").read_bytes()
    assert main(["complement", "--vers", str(dossier), "--adresse", ADRESSE]) == 2
    assert (dossier / "manifest.xml").read_bytes() == avant


def test_an_address_that_excel_refuses_writes_nothing(tmp_path, capsys):
    """Office add-ins come by https only."""
    assert main(["complement", "--vers", str(tmp_path / "ici"), "--adresse", "http://exemple.fr"]) == 2
    assert "https" in capsys.readouterr().err
    assert not (tmp_path / "ici").exists()
