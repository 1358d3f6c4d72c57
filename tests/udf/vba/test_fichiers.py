"""The files as others read them: oletools, openpyxl, LibreOffice, pyOpenVBA, and our own reader."""

from __future__ import annotations

import shutil
import subprocess
import warnings
import zipfile
from pathlib import Path

import openpyxl
import pytest
from pyopenvba import ExcelFile, check_file

from cpts_xl.engine.fichier import lire_dossier
from cpts_xl.engine.resultat import calculer
from cpts_xl.law import en_vigueur
from cpts_xl.udf.vba.complement import complement_xlam
from cpts_xl.udf.vba.modules import modules, ouverture
from cpts_xl.udf.vba.projet import PARTIE, projet
from cpts_xl.workbook import sheets
from cpts_xl.workbook.build import construire
from cpts_xl.workbook.inks import Encre
from cpts_xl.workbook.recu.read import lire_classeur
from tests.promesse import LIBREOFFICE, absent

EXEMPLE = Path(__file__).resolve().parents[3] / "workbooks" / "exemple.toml"
ATTENDUS = {**modules(), "ThisWorkbook": ouverture()}


@pytest.fixture(scope="module")
def resultat():
    """Compute the example."""
    dossier = lire_dossier(EXEMPLE)
    return calculer(dossier, en_vigueur(dossier.debut))


@pytest.fixture(scope="module")
def fichiers(tmp_path_factory, resultat):
    """Write a workbook with our macros, and the add-in, where a user would: accents, quotes, ampersands."""
    dossier = tmp_path_factory.mktemp("CPTS de l'Étang & du Bois")
    classeur, complement = dossier / "suivi de l'été.xlsm", dossier / "cpts_xl.xlam"
    classeur.write_bytes(construire(resultat, Encre.PYTHON, macros=projet))
    complement.write_bytes(complement_xlam())
    return {"xlsm": classeur, "xlam": complement}


@pytest.fixture(scope="module")
def soffice():
    """Return LibreOffice's command; skip without it, but fail when CI_MOTEURS=1 promises it."""
    trouve = shutil.which("soffice")
    if trouve is None:
        absent(LIBREOFFICE)
    return trouve


@pytest.mark.parametrize("sorte", ["xlsm", "xlam"])
def test_oletools_reads_every_module_to_the_letter(fichiers, sorte):
    """The text stored is the text generated: what an antivirus or an auditor sees is what we publish."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # oletools emploie encore d'anciens noms de pyparsing
        from oletools.olevba import VBA_Parser  # noqa: PLC0415

        lecteur = VBA_Parser(str(fichiers[sorte]))
        lus = {nom.removesuffix(".bas").removesuffix(".cls"): texte for _, _, nom, texte in lecteur.extract_macros()}
        lecteur.close()
    corps = {nom: _sans_attributs(texte) for nom, texte in lus.items()}
    for nom, attendu in ATTENDUS.items():
        assert corps.pop(nom) == attendu.replace("\r\n", "\n").strip()
    assert set(corps.values()) <= {""}


def _sans_attributs(texte):
    lignes = texte.replace("\r\n", "\n").split("\n")
    return "\n".join(ligne for ligne in lignes if not ligne.startswith("Attribute ")).strip()


@pytest.mark.parametrize("sorte", ["xlsm", "xlam"])
def test_the_project_is_consistent(fichiers, sorte):
    """One document module for the workbook and one per sheet, and nothing that pyOpenVBA finds amiss."""
    with ExcelFile(fichiers[sorte]) as classeur:
        assert classeur.validate() == []
        feuilles = [nom for nom in classeur.module_names() if nom.startswith("Sheet")]
    attendues = len(sheets.ORDRE) if sorte == "xlsm" else 1
    assert feuilles == [f"Sheet{n}" for n in range(1, attendues + 1)]
    rapport = check_file(fichiers[sorte])
    assert rapport.complete
    assert rapport.issues == ()


def test_code_names_of_the_workbook_are_those_of_the_project(fichiers):
    """Excel binds a sheet to its module by this name; XlsxWriter gives it, the project must have it."""
    with zipfile.ZipFile(fichiers["xlsm"]) as archive:
        assert 'codeName="ThisWorkbook"' in archive.read("xl/workbook.xml").decode()
        for n in range(1, len(sheets.ORDRE) + 1):
            assert f'codeName="Sheet{n}"' in archive.read(f"xl/worksheets/sheet{n}.xml").decode()
        assert "sheet.macroEnabled.main+xml" in archive.read("[Content_Types].xml").decode()


def test_openpyxl_keeps_the_project(fichiers, tmp_path):
    """Loaded and saved again, the bytes of the project are the same. (It reads no add-in, of anyone.)"""
    classeur = openpyxl.load_workbook(fichiers["xlsm"], keep_vba=True)
    assert classeur.sheetnames == list(sheets.ORDRE)
    copie = tmp_path / "copie.xlsm"
    classeur.save(copie)
    classeur.close()
    with zipfile.ZipFile(copie) as ici, zipfile.ZipFile(fichiers["xlsm"]) as la:
        assert ici.read(PARTIE) == la.read(PARTIE)


def test_our_reader_reads_the_workbook_and_says_that_it_has_macros(fichiers, resultat):
    """The same entries come back from the ``.xlsm``."""
    lecture = lire_classeur(fichiers["xlsm"])
    assert lecture.dossier.nom == resultat.dossier.nom
    assert lecture.dossier.identite == resultat.dossier.identite


@pytest.mark.moteur
@pytest.mark.parametrize("sorte", ["xlsm", "xlam"])
def test_libreoffice_opens_it(fichiers, sorte, soffice, tmp_path):
    """Converted without complaint; every sheet and the values stored are there.

    LibreOffice reads no file declared as an add-in, not even Excel's own empty one: ours is declared a workbook.
    """
    entree = tmp_path / "entree.xlsm"
    with zipfile.ZipFile(fichiers[sorte]) as lu, zipfile.ZipFile(entree, "w") as ecrit:
        for nom in lu.namelist():
            contenu = lu.read(nom)
            if nom == "[Content_Types].xml":
                contenu = contenu.replace(b"addin.macroEnabled", b"sheet.macroEnabled")
            ecrit.writestr(nom, contenu)
    fin = subprocess.run(
        [soffice, f"-env:UserInstallation={(tmp_path / 'profil').as_uri()}", "--headless", "--convert-to", "xlsx",
         "--outdir", str(tmp_path / "sortie"), str(entree)],
        capture_output=True, encoding="utf-8", timeout=180, check=False,
    )  # fmt: skip
    assert fin.returncode == 0, fin.stderr
    assert "Error" not in fin.stderr
    classeur = openpyxl.load_workbook(tmp_path / "sortie" / "entree.xlsx", data_only=True)
    assert len(classeur.sheetnames) == (len(sheets.ORDRE) if sorte == "xlsm" else 1)
    if sorte == "xlsm":
        assert classeur.sheetnames == list(sheets.ORDRE)
        valeurs = {case.value for ligne in classeur[sheets.TABLEAU_DE_BORD].iter_rows() for case in ligne}
        assert 367500 in valeurs


def test_the_same_input_gives_the_same_bytes(resultat):
    """No date, no identifier drawn at random."""
    assert projet(["Un", "Deux"]) == projet(("Autre", "Nom"))
    assert projet(["Un"]) != projet(["Un", "Deux"])
    assert complement_xlam() == complement_xlam()
    assert construire(resultat, Encre.PYTHON, macros=projet) == construire(resultat, Encre.PYTHON, macros=projet)


def test_the_add_in_says_what_it_is_and_nothing_of_who_made_it(fichiers):
    """Its title in Excel's list of add-ins; no name, no date, no link outside."""
    with zipfile.ZipFile(fichiers["xlam"]) as archive:
        assert "<dc:title>Fonctions CPTS</dc:title>" in archive.read("docProps/core.xml").decode()
        assert "addin.macroEnabled.main+xml" in archive.read("[Content_Types].xml").decode()
        for nom in archive.namelist():
            contenu = archive.read(nom)
            assert b"William" not in contenu
            assert b"externalLink" not in contenu
        assert {infos.date_time for infos in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
