"""The formulas rewritten for LibreOffice: names, single cells, zeros; and nothing else in the file."""

from __future__ import annotations

import zipfile

import pytest
import xlsxwriter

from cpts_xl.errors import ClasseurIllisible
from cpts_xl.udf.calc.noms import nom_calc
from cpts_xl.udf.reference import fonctions
from cpts_xl.workbook.dialectes import copier_pour_calc, formule_calc
from cpts_xl.workbook.xlsx.lu import lire


@pytest.mark.parametrize(
    ("formule", "attendue"),
    [
        ("CPTS_TAILLE(B4,Identité!C3)", "CPTS.TAILLE(B4:B4,Identité!C3:C3)"),
        ("=CPTS_TAILLE($B$4,'Mode d''emploi'!$C3)", "=CPTS.TAILLE($B$4:$B$4,'Mode d''emploi'!$C3:$C3)"),
        ('IF($A5="","",CPTS_X($B4,NOM))', 'IF($A5="","",CPTS.X($B4:$B4,NOM))'),
        ("CPTS_X(A1:A3,{1,2},TRUE,-0)", "CPTS.X(A1:A3,{1,2},TRUE,-0)"),
        ("CPTS_X(0, 0.0 ,10,)", "CPTS.X({0}, {0} ,10,)"),
        ('CPTS_X("CPTS_TAILLE(B4)",CPTS_Y(C3))', 'CPTS.X("CPTS_TAILLE(B4)",CPTS.Y(C3:C3))'),
        ("IF(B4>0,SUM(B4,0),cpts_x(B4))", "IF(B4>0,SUM(B4,0),CPTS.x(B4:B4))"),
        ("CPTS_X((B4),B4+0,IF(B4,0,C4))", "CPTS.X((B4),B4+0,IF(B4,0,C4))"),
        ("CPTS_VERSION()", "CPTS.VERSION()"),
        ("SUM(A1:A3)", "SUM(A1:A3)"),
        ("CPTS_X((", "CPTS.X(("),
        ('CPTS_X("', 'CPTS_X("'),
        ("CPTS_X)", "CPTS_X)"),
    ],
)
def test_formula(formule: str, attendue: str) -> None:
    """Only our calls change, and only their arguments that would arrive as a bare number."""
    assert formule_calc(formule) == attendue
    assert formule_calc(attendue) == attendue


def test_every_function_is_renamed() -> None:
    """Each published function takes in a formula the name that the add-in declares."""
    for fonction in fonctions():
        assert formule_calc(f"={fonction.nom}(B4)") == f"={nom_calc(fonction.nom)}(B4:B4)"


def test_copy_of_a_workbook(tmp_path) -> None:
    """Formulas and names of one cell are rewritten; values, texts and every other part stay."""
    source, vers = tmp_path / "suivi & co.xlsx", tmp_path / "calc.xlsx"
    with xlsxwriter.Workbook(source) as classeur:
        feuille = classeur.add_worksheet("D'Évry & co")
        feuille.write_string("A1", "CPTS_TAILLE(B4)")
        feuille.write_formula("A2", '=IF(B1<>"&",CPTS_TAILLE(B1,UN_JOUR),0)', None, 3)
        feuille.write_formula("A3", "=B1+0", None, 0)
        classeur.define_name("UN_JOUR", "='D''Évry & co'!$B$2")
        classeur.define_name("COLONNE", "='D''Évry & co'!$B$2:$B$9")
        feuille.print_area("A1")
    assert copier_pour_calc(source, vers) == 1
    formules = {c.adresse: c.formule for c in lire(vers).feuilles["D'Évry & co"].cellules.values()}
    assert formules["A2"] == '=IF(B1<>"&",CPTS.TAILLE(B1:B1,UN_JOUR),0)'
    assert (formules["A1"], formules["A3"]) == (None, "=B1+0")
    with zipfile.ZipFile(source) as avant, zipfile.ZipFile(vers) as apres:
        assert avant.namelist() == apres.namelist()
        changees = [nom for nom in avant.namelist() if avant.read(nom) != apres.read(nom)]
        noms = apres.read("xl/workbook.xml").decode()
    assert sorted(changees) == ["xl/workbook.xml", "xl/worksheets/sheet1.xml"]
    assert "'D''Évry &amp; co'!$B$2:$B$2<" in noms
    assert "!$B$2:$B$9<" in noms
    assert "!$A$1<" in noms


def test_same_bytes(tmp_path) -> None:
    """The same workbook gives the same copy."""
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as classeur:
        classeur.add_worksheet().write_formula("A1", "=CPTS_TAILLE(B1)")
    for nom in ("b.xlsx", "c.xlsx"):
        copier_pour_calc(tmp_path / "a.xlsx", tmp_path / nom)
    assert (tmp_path / "b.xlsx").read_bytes() == (tmp_path / "c.xlsx").read_bytes()


def test_what_is_not_a_workbook_is_refused(tmp_path) -> None:
    """The guard looks first."""
    (tmp_path / "a.xlsx").write_bytes(b"PK\x03\x04 rien")
    with pytest.raises(ClasseurIllisible):
        copier_pour_calc(tmp_path / "a.xlsx", tmp_path / "b.xlsx")
    assert not (tmp_path / "b.xlsx").exists()
