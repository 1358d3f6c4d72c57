from __future__ import annotations

import datetime as dt
import zipfile
from fractions import Fraction
from typing import TYPE_CHECKING

import openpyxl
import pytest
import xlsxwriter
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Protection
from openpyxl.workbook.defined_name import DefinedName

from cpts_xl.errors import ClasseurIllisible
from cpts_xl.workbook.xlsx.formats_nombre import est_date, jour
from cpts_xl.workbook.xlsx.lu import ErreurCellule, lettres, lire, position
from tests.workbook.saisie import resauver

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

FEUILLE = "xl/worksheets/sheet1.xml"


def par_xlsxwriter(chemin: Path) -> Path:
    """Write the model workbook with XlsxWriter, its results stored."""
    with xlsxwriter.Workbook(chemin) as classeur:
        classeur.set_properties({"author": "CPTS d'Évry"})
        classeur.set_custom_property("cpts_empreinte", "abc123")
        classeur.set_custom_property("cpts_version", 3)
        date = classeur.add_format({"num_format": "dd/mm/yyyy"})
        libre = classeur.add_format({"locked": False, "num_format": "#,##0.00 [$€-40C]"})
        gras = classeur.add_format({"bold": True})
        feuille = classeur.add_worksheet("Saisie d'été")
        feuille.protect("secret")
        feuille.write("A1", 0.1, libre)
        feuille.write("A2", "Évry-Courcouronnes & « co »")
        feuille.write_datetime("A3", dt.datetime(2026, 3, 15), date)  # noqa: DTZ001
        feuille.write_rich_string("A4", "a ", gras, "b", " c")
        feuille.write_boolean("A5", True)  # noqa: FBT003
        feuille.write_formula("B1", "=A1*3", None, 0.3)
        feuille.write_formula("B2", '=A2&"x"', None, "texte")
        feuille.write_formula("B3", "=EDATE(A3,12)", date, 46461)
        feuille.write_formula("B4", "=1/0", None, "#DIV/0!")
        feuille.write_formula("B5", '=IF(A1=2,1,"")', None, "")
        feuille.write_blank("B6", None, libre)
        feuille.write("C7", 1)
        feuille.set_row(6, None, None, {"hidden": True})
        feuille.set_column("D:E", None, None, {"hidden": True})
        cachee = classeur.add_worksheet("Param")
        cachee.write("A1", 123456789012)
        cachee.hide()
        classeur.add_worksheet("Interne").very_hidden()
        classeur.define_name("POPULATION", "='Saisie d''été'!$A$1")
        classeur.define_name("Param!LOCAL", "=Param!$A$1")
    return chemin


def par_openpyxl(chemin: Path) -> Path:
    """Write the same workbook with openpyxl, which stores no result."""
    classeur = openpyxl.Workbook()
    classeur.properties.creator = "CPTS d'Évry"
    feuille = classeur.active
    feuille.title = "Saisie d'été"
    feuille.protection.sheet = True
    feuille["A1"] = 0.1
    feuille["A1"].protection = Protection(locked=False)
    feuille["A1"].comment = Comment("voir l'annexe", "x")
    feuille["A2"] = "Évry-Courcouronnes & « co »"
    feuille["A3"] = dt.date(2026, 3, 15)
    feuille["A3"].number_format = "dd/mm/yyyy"
    feuille["A4"] = CellRichText("a ", TextBlock(InlineFont(b=True), "b"), " c")
    feuille["A5"] = True
    feuille["B1"] = "=A1*3"
    feuille["C7"] = 1
    feuille.row_dimensions[7].hidden = True
    feuille.column_dimensions["D"].hidden = True
    classeur.create_sheet("Param")["A1"] = 123456789012
    classeur["Param"].sheet_state = "hidden"
    classeur.create_sheet("Interne").sheet_state = "veryHidden"
    classeur.defined_names["POPULATION"] = DefinedName("POPULATION", attr_text="'Saisie d''été'!$A$1")
    classeur.save(chemin)
    return chemin


def par_libreoffice(chemin: Path) -> Path:
    """Have LibreOffice rewrite the model workbook."""
    source = par_xlsxwriter(chemin.with_name("source.xlsx"))
    resauver(source, chemin.parent / "lo").rename(chemin)
    return chemin


@pytest.fixture(params=["xlsxwriter", "openpyxl", pytest.param("libreoffice", marks=pytest.mark.moteur)])
def ecrit_par(request: pytest.FixtureRequest, tmp_path: Path, exiger_moteur: Callable[[str], str]) -> tuple[str, Path]:
    """Return the same workbook as three different programs save it."""
    if request.param == "libreoffice":
        exiger_moteur("libreoffice")
    ecrire = {"xlsxwriter": par_xlsxwriter, "openpyxl": par_openpyxl, "libreoffice": par_libreoffice}[request.param]
    return request.param, ecrire(tmp_path / "modèle.xlsx")


def test_values_formats_and_state(ecrit_par: tuple[str, Path]) -> None:
    """Whoever saved the workbook, the same cells, sheets, names and hidden parts are read."""
    _, chemin = ecrit_par
    lu = lire(chemin)
    feuille = lu.feuilles["Saisie d'été"]
    valeurs = {adresse: cellule.valeur for adresse, cellule in feuille.cellules.items() if adresse[0] == "A"}
    assert valeurs == {
        "A1": Fraction(1, 10),
        "A2": "Évry-Courcouronnes & « co »",
        "A3": dt.date(2026, 3, 15),
        "A4": "a b c",
        "A5": True,
    }
    assert type(valeurs["A5"]) is bool
    assert list(lu.feuilles) == ["Saisie d'été", "Param", "Interne"]
    assert lu.feuilles["Param"].visible == "hidden"
    assert lu.feuilles["Interne"].visible in {"veryHidden", "hidden"}  # LibreOffice 7.4 en fait une feuille masquée
    assert feuille.protegee
    assert not feuille.cellules["A1"].verrouillee
    assert feuille.cellules["A2"].verrouillee
    assert feuille.lignes_masquees == {7}
    assert 4 in feuille.colonnes_masquees
    assert feuille.dimensions == (7, 3)
    assert lu.noms["POPULATION"].replace("$'", "'") == "'Saisie d''été'!$A$1"
    assert lu.proprietes["creator"] == "CPTS d'Évry"
    assert lu.feuilles["Param"].cellules["A1"].valeur == Fraction(123456789012)


def test_formulas_and_stored_results(ecrit_par: tuple[str, Path]) -> None:
    """The formula is read as it is written, with the stored result when there is one."""
    auteur, chemin = ecrit_par
    feuille = lire(chemin).feuilles["Saisie d'été"]
    b1 = feuille.cellule("$B$1")
    assert b1 is not None
    assert b1.formule == "=A1*3"
    assert b1.valeur == (None if auteur == "openpyxl" else Fraction(3, 10))
    if auteur == "openpyxl":
        return
    # LibreOffice garde le résultat stocké, faux, ou recalcule, selon sa version
    assert feuille.cellules["B2"].valeur in {"texte", "Évry-Courcouronnes & « co »x"}
    assert feuille.cellules["B3"].valeur == dt.date(2027, 3, 15)
    assert feuille.cellules["B4"].valeur == ErreurCellule("#DIV/0!")
    # XlsxWriter écrit de même un résultat vide et l'absence de résultat
    assert feuille.cellules["B5"].valeur == (None if auteur == "xlsxwriter" else "")
    assert "B6" not in feuille.cellules
    assert [*feuille.ligne(3)] == [1, 2]
    assert feuille.ligne(99) == {}


def test_custom_properties_and_local_names(tmp_path: Path) -> None:
    """Custom properties are read as texts; a name of one sheet carries the name of its sheet."""
    lu = lire(par_xlsxwriter(tmp_path / "m.xlsx"))
    assert lu.proprietes["cpts_empreinte"] == "abc123"
    assert lu.proprietes["cpts_version"] == "3"
    assert lu.proprietes["application"] == "Microsoft Excel"
    assert lu.noms["Param!LOCAL"] == "Param!$A$1"
    assert lu.feuilles["Saisie d'été"].cellules["A1"].format == "#,##0.00 [$€-40C]"


def test_dates_can_stay_numbers(tmp_path: Path) -> None:
    """With dates=False a date is the serial number that a spreadsheet computes with."""
    lu = lire(par_xlsxwriter(tmp_path / "m.xlsx"), dates=False)
    assert lu.feuilles["Saisie d'été"].cellules["A3"].valeur == Fraction(46096)


def test_1904_dates(tmp_path: Path) -> None:
    """A workbook of the 1904 calendar gives the same days."""
    chemin = tmp_path / "mac.xlsx"
    with xlsxwriter.Workbook(chemin, {"date_1904": True}) as classeur:
        format_date = classeur.add_format({"num_format": 14})
        classeur.add_worksheet("F").write_datetime("A1", dt.datetime(2026, 3, 15), format_date)  # noqa: DTZ001
    assert lire(chemin).feuilles["F"].cellules["A1"].valeur == dt.date(2026, 3, 15)


def modifier(source: Path, vers: Path, **parties: str) -> Path:
    """Copy a workbook with its first sheet's data, or its shared strings, replaced."""
    with zipfile.ZipFile(source) as lu, zipfile.ZipFile(vers, "w") as ecrit:
        for info in lu.infolist():
            contenu = lu.read(info)
            if info.filename == FEUILLE and "donnees" in parties:
                debut, fin = contenu.index(b"<sheetData"), contenu.index(b"</sheetData>")
                contenu = contenu[:debut] + f"<sheetData>{parties['donnees']}".encode() + contenu[fin:]
            if info.filename == "xl/sharedStrings.xml" and "chaines" in parties:
                espace = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
                contenu = f"<sst {espace}>{parties['chaines']}</sst>".encode()
            ecrit.writestr(info.filename, contenu)
    return vers


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """Return a workbook of one sheet with one text."""
    with xlsxwriter.Workbook(tmp_path / "source.xlsx") as classeur:
        classeur.add_worksheet("F").write("A1", "x")
    return tmp_path / "source.xlsx"


def test_shared_array_inline_phonetic_and_escapes(source: Path, tmp_path: Path) -> None:
    """Shared formulas are expanded, arrays flagged, inline and phonetic texts read as Excel shows them."""
    donnees = (
        '<row r="1"><c r="A1" t="s"><v>0</v></c>'
        '<c r="B1"><f t="shared" ref="B1:B2" si="0">A1*$A$1</f><v>2</v></c></row>'
        '<row r="2"><c r="B2"><f t="shared" si="0"/><v>4</v></c>'
        '<c t="inlineStr"><is><t>en </t><r><t>ligne</t></r></is></c></row>'
        '<row><c r="A3"><f t="array" ref="A3">SUM(A1:A2)</f><v>1</v></c><c><v>1<!-- x -->2</v></c></row>'
    )
    chaines = (
        '<si><r><t xml:space="preserve">a </t></r><r><t>b_x000A_c</t></r><rPh sb="0" eb="1"><t>phon</t></rPh></si>'
    )
    cellules = lire(modifier(source, tmp_path / "m.xlsx", donnees=donnees, chaines=chaines)).feuilles["F"].cellules
    assert cellules["A1"].valeur == "a b\nc"
    assert cellules["B1"].formule == "=A1*$A$1"
    assert cellules["B2"].formule == "=A2*$A$1"
    assert cellules["C2"].valeur == "en ligne"
    assert cellules["A3"].formule == "{=SUM(A1:A2)}"
    assert cellules["B3"].valeur == Fraction(12)


@pytest.mark.parametrize(
    ("texte", "attendu"),
    [
        ("0.1", Fraction(1, 10)),
        ("0.30000000000000004", Fraction(3, 10)),
        ("281.2609166666666", Fraction("281.260916666667")),
        ("1E-3", Fraction(1, 1000)),
        ("-12.5", Fraction(-25, 2)),
        ("2.6749999999999998", Fraction("2.675")),
        ("12345678901234567", Fraction(12345678901234600)),
    ],
)
def test_numbers_are_read_at_15_digits(source: Path, tmp_path: Path, texte: str, attendu: Fraction) -> None:
    """A stored double is the decimal number that a spreadsheet shows."""
    donnees = f'<row r="1"><c r="A1"><v>{texte}</v></c></row>'
    assert lire(modifier(source, tmp_path / "m.xlsx", donnees=donnees)).feuilles["F"].cellules["A1"].valeur == attendu


@pytest.mark.parametrize(
    "donnees",
    [
        '<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>',
        '<row r="1"><c r="A2"><v>1</v></c></row>',
        '<row r="1"><c r="A1" t="s"><v>99</v></c></row>',
        '<row r="1"><c r="A1"><v>douze</v></c></row>',
        '<row r="1"><c r="A1"><f t="shared" si="7"/></c></row>',
    ],
)
def test_incoherent_sheets_are_refused(source: Path, tmp_path: Path, donnees: str) -> None:
    """A cell written twice, misplaced or pointing nowhere is refused, never guessed."""
    with pytest.raises(ClasseurIllisible, match="incohérent"):
        lire(modifier(source, tmp_path / "m.xlsx", donnees=donnees))


def test_missing_sheet_part_is_refused(source: Path, tmp_path: Path) -> None:
    """A sheet that is announced but absent is refused: an empty sheet would be a silent loss."""
    with zipfile.ZipFile(source) as lu, zipfile.ZipFile(tmp_path / "m.xlsx", "w") as ecrit:
        for info in lu.infolist():
            if info.filename != FEUILLE:
                ecrit.writestr(info, lu.read(info))
    with pytest.raises(ClasseurIllisible, match="incohérent"):
        lire(tmp_path / "m.xlsx")


@pytest.mark.parametrize(
    ("code", "attendu"),
    [
        ("dd/mm/yyyy", True),
        ("[$-40C]d mmmm yyyy;@", True),
        ("mmm-yy", True),
        ("h:mm", False),
        ("[h]:mm", False),
        ("mm:ss", False),
        ("General", False),
        ("#,##0.00 €", False),
        ('0" jours"', False),
        ("[Red]-0", False),
        ("0.00E+00", False),
        ("@", False),
    ],
)
def test_which_formats_show_a_day(code: str, attendu: bool) -> None:  # noqa: FBT001
    """A format is a date when it shows a day, whatever texts, colours and locales surround it."""
    assert est_date(200, code) is attendu


def test_days_at_the_edges_of_the_calendar() -> None:
    """The days around the false 29 February 1900 are right, and what is no day stays a number."""
    assert jour(Fraction(1), date1904=False) == dt.date(1900, 1, 1)
    assert jour(Fraction(59), date1904=False) == dt.date(1900, 2, 28)
    assert jour(Fraction(60), date1904=False) == 60
    assert jour(Fraction(61), date1904=False) == dt.date(1900, 3, 1)
    assert jour(Fraction(46096, 1) + Fraction(3, 4), date1904=False) == dt.date(2026, 3, 15)
    assert jour(Fraction(2_958_465), date1904=False) == dt.date(9999, 12, 31)
    assert jour(Fraction(2_958_466), date1904=False) == 2_958_466
    assert jour(Fraction(-1), date1904=False) == -1
    assert jour(Fraction(-1, 2), date1904=True) == Fraction(-1, 2)
    assert jour(Fraction(2_957_003), date1904=True) == dt.date(9999, 12, 31)


def test_addresses() -> None:
    """Letters and numbers of columns go both ways."""
    assert [lettres(n) for n in (1, 26, 27, 702, 703, 16384)] == ["A", "Z", "AA", "ZZ", "AAA", "XFD"]
    assert position("XFD1048576") == (1048576, 16384)
    with pytest.raises(ValueError, match="adresse"):
        position("a1")
