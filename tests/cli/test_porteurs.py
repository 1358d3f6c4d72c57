"""The commands that bring the functions into a spreadsheet: what they write, what they refuse, what they say."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from cpts_xl.cli import main

EXEMPLE = Path(__file__).parents[2] / "workbooks" / "suivi.xlsm"
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


def test_our_macros_are_told_apart_from_anyone_else_s(tmp_path, capsys):
    """Ours alone are for information; one module more, or one line changed, is to be looked at and named."""
    from pyopenvba import ExcelFile  # noqa: PLC0415

    suivi = EXEMPLE
    assert main(["verifier", str(suivi), "--sans-recalcul"]) == 0
    assert "celles des fonctions CPTS_, et elles seules" in capsys.readouterr().out
    for nom, geste in (("ajoutée", "add"), ("changée", "set")):
        copie = tmp_path / f"{nom}.xlsm"
        copie.write_bytes(suivi.read_bytes())
        with ExcelFile(copie) as classeur:
            if geste == "add":
                classeur.vba_project().add_module("MesMacros", "Sub Bonjour()\r\n    MsgBox 1\r\nEnd Sub\r\n")
            else:
                source = classeur.get_module("CptsAppel")
                classeur.set_module("CptsAppel", source.replace("CVErr(2015)", "0"))
            classeur.save()
        assert main(["verifier", str(copie), "--sans-recalcul"]) == 1
        assert ("MesMacros" if geste == "add" else "CptsAppel") in capsys.readouterr().out
    vers = tmp_path / "suite.xlsm"
    main(["mettre-a-niveau", str(tmp_path / "ajoutée.xlsm"), "--vers", str(vers)])
    assert "Module de macros « MesMacros »" in capsys.readouterr().out


def test_a_copy_keeps_the_nature_of_its_workbook(tmp_path, capsys):
    """Showing or hiding tabs copies the parts: a .xlsm cannot become a .xlsx."""
    suivi = tmp_path / "suivi.xlsm"
    main(["nouveau", "--vers", str(suivi), "--signature", "2025-10-15"])
    assert main(["affichage", str(suivi), "--mode", "complet", "--vers", str(tmp_path / "s.xlsx")]) == 2
    assert "donner un nom en .xlsm" in capsys.readouterr().err
    assert main(["affichage", str(suivi), "--mode", "complet", "--vers", str(tmp_path / "s.xlsm")]) == 0


def test_the_year_opened_from_an_xlsm_has_one_module_for_each_sheet(tmp_path):
    """The new workbook has its functions too, and a document module for the sheet Reprise."""
    from pyopenvba import ExcelFile  # noqa: PLC0415

    suivi, suite = tmp_path / "suivi.xlsm", tmp_path / "suite.xlsm"
    main(["nouveau", "--vers", str(suivi), "--signature", "2025-10-15"])
    main(["ouvrir-annee", str(suivi), "--vers", str(suite), "--malgre-tout"])
    with zipfile.ZipFile(suite) as archive:
        feuilles = [nom for nom in archive.namelist() if nom.startswith("xl/worksheets/sheet")]
    with ExcelFile(suite) as classeur:
        modules = [nom for nom in classeur.module_names() if nom.startswith("Sheet")]
    assert len(modules) == len(feuilles)


def test_the_copy_for_libreoffice_of_an_xlsm_is_a_plain_xlsx(tmp_path, capsys):
    """No macro, nor any trace of one, under a name that says there is none; every other part is there."""
    import openpyxl  # noqa: PLC0415

    vers = tmp_path / "copie.xlsx"
    assert main(["copie-libreoffice", str(EXEMPLE), "--vers", str(vers)]) == 0
    with zipfile.ZipFile(EXEMPLE) as avant, zipfile.ZipFile(vers) as apres:
        assert set(avant.namelist()) - set(apres.namelist()) == {"xl/vbaProject.bin"}
        declare = apres.read("[Content_Types].xml") + apres.read("xl/_rels/workbook.xml.rels")
    assert b"macroEnabled" not in declare
    assert b"vbaProject" not in declare
    assert len(openpyxl.load_workbook(vers).sheetnames) > 40
    assert main(["copie-libreoffice", str(EXEMPLE), "--vers", str(tmp_path / "copie.xlsm")]) == 2
    assert "la nommer en .xlsx" in capsys.readouterr().err
