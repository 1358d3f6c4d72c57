"""The quick reading against the strict one: the same result, or no answer; never a file that the strict one refuses."""

from __future__ import annotations

import gc
import random
import re
import tracemalloc
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter

from cpts_xl.errors import ClasseurIllisible
from cpts_xl.workbook.inks import Encre
from cpts_xl.workbook.xlsx import garde
from cpts_xl.workbook.xlsx import lu as xlsx_lu
from cpts_xl.workbook.xlsx.lu import ClasseurLu, lire, signalements, suspectes
from cpts_xl.workbook.xlsx.rapide import _sobre, lire_vite
from cpts_xl.workbook.xlsx.strict import lire_strictement
from tests.workbook.exemples import ecrire
from tests.workbook.saisie import resauver
from tests.workbook.test_xlsx_lu import FEUILLE, modifier, par_libreoffice, par_openpyxl, par_xlsxwriter

RACINE = Path(__file__).parents[2]
GARDES = (*sorted((RACINE / "workbooks").glob("*.xlsx")), *sorted((RACINE / "tests/workbook/anciens").glob("*.xlsx")))
ESPACE = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
X14AC = 'xmlns:x14ac="http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac"'


def tout(classeur: ClasseurLu) -> Any:
    """Return all that a reading says, in order, with the type of each value: True, 1 and a fraction are not alike."""
    feuilles = [
        (nom, f.visible, f.protegee, f.dimensions, sorted(f.lignes_masquees), sorted(f.colonnes_masquees),
         [(type(c.valeur).__name__, *c) for c in f.cellules.values()],
         [(numero, [(colonne, c.adresse) for colonne, c in cases.items()]) for numero, cases in f.lignes.items()],
         all(c is f.cellules[c.adresse] for cases in f.lignes.values() for c in cases.values()))
        for nom, f in classeur.feuilles.items()
    ]  # fmt: skip
    noms, proprietes = [*classeur.noms.items()], [*classeur.proprietes.items()]
    return feuilles, noms, proprietes, classeur.date1904, classeur.chemin, signalements(classeur, suspectes(classeur))


def strict(chemin: Path, *, dates: bool = True) -> Any:
    """Return all that the strict reading says, or None when it refuses the file."""
    try:
        return tout(lire_strictement(chemin, dates=dates))
    except ClasseurIllisible:
        return None


def confronter(chemin: Path) -> bool:
    """Hold the two readings against each other; return whether the quick one answered."""
    repondu = False
    for dates in (True, False):
        vite = lire_vite(chemin, dates=dates)
        repondu = vite is not None
        assert vite is None or tout(vite) == strict(chemin, dates=dates)
    return repondu


@pytest.mark.parametrize("chemin", GARDES, ids=lambda chemin: chemin.name)
def test_the_workbooks_of_the_project_take_the_quick_road(chemin: Path) -> None:
    """What our own tool has written, in this version and before, is read quickly and alike."""
    assert confronter(chemin)


@pytest.mark.parametrize("encre", list(Encre))
def test_what_we_write_takes_the_quick_road(encre: Encre, tmp_path: Path) -> None:
    """A workbook written now, in both inks."""
    assert confronter(ecrire(tmp_path, encre))


def par_openpyxl_sans_texte_riche(chemin: Path) -> Path:
    """Write the model workbook with openpyxl, without the text in two fonts that it puts inside a cell."""
    openpyxl.load_workbook(par_openpyxl(chemin)).save(chemin)
    return chemin


@pytest.mark.parametrize(
    "ecrivain",
    [par_xlsxwriter, par_openpyxl_sans_texte_riche, pytest.param(par_libreoffice, marks=pytest.mark.moteur)],
)
def test_other_programs_take_the_quick_road(ecrivain: Any, tmp_path: Path, exiger_moteur: Any) -> None:
    """The model workbook of the reader's tests, saved by three programs."""
    if ecrivain is par_libreoffice:
        exiger_moteur("libreoffice")
    assert confronter(ecrivain(tmp_path / "modèle.xlsx"))


@pytest.mark.moteur
def test_our_workbook_saved_elsewhere_takes_the_quick_road(tmp_path: Path, exiger_moteur: Any) -> None:
    """The reviewer's copy saved by openpyxl, then by LibreOffice."""
    exiger_moteur("libreoffice")
    chemin = ecrire(tmp_path)
    openpyxl.load_workbook(chemin).save(tmp_path / "openpyxl.xlsx")
    assert confronter(tmp_path / "openpyxl.xlsx")
    assert confronter(resauver(chemin, tmp_path / "lo"))


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """Return a workbook of one sheet with one text."""
    with xlsxwriter.Workbook(tmp_path / "source.xlsx") as classeur:
        feuille = classeur.add_worksheet("F")
        feuille.write("A1", "x")
        feuille.write("A2", 3, classeur.add_format({"num_format": "dd/mm/yyyy", "locked": False}))
    return tmp_path / "source.xlsx"


VITES = {
    "Excel": '<row r="1" spans="1:3" hidden="1"><c r="A1" s="1" t="s"><v>0</v></c><c r="B1" s="1"><v>46096</v></c>'
    '<c r="C1" t="e" vm="1"><v>#VALUE!</v></c></row><row r="4" ht="0" customHeight="1"/>',
    "partagée": '<row r="1"><c r="A1"><f t="shared" ref="A1:A2" si="0">B1&amp;"&lt;"</f><v>2</v></c></row>'
    '<row r="2"><c r="A2"><f t="shared" si="0"/><v>4</v></c></row>',
    "matricielle": '<row r="1"><c r="A1" cm="1"><f t="array" ref="A1">SUM(B1:B2)</f><v>1</v></c></row>',
    "table": '<row r="1"><c r="A1"><f t="dataTable" ref="A1:A2" dt2D="0" r1="B1"/><v>1</v></c></row>',
    "dans la cellule": '<row r="1"><c r="A1" t="inlineStr"><is><t xml:space="preserve"> é_x000A_ </t></is></c></row>',
    "caractères par leur numéro": '<row r="1"><c r="A1" t="str"><v>&#233;&#xE9;&#10;&amp;&#x1F600;&lt;</v></c></row>',
    "résultats": '<row r="1"><c r="A1" t="str"><f>"a"</f><v> a &gt; b </v></c><c r="B1" t="str"><f>""</f><v></v></c>'
    '<c r="C1" t="b"><v>1</v></c><c r="D1" t="d"><v>2026-03-15T00:00:00</v></c><c r="E1"><f>1</f><v/></c></row>',
    "sans ordre": '<row r="1"><c r="C1" t="n" s="1"><v>1E-3</v></c><c r="A1"><v>12345678901234567</v></c></row>',
    "styles seuls": '<row r="1"><c r="A1" s="1"/><c r="B1" s="9"></c><c r="C1" s="99"><v>1</v></c></row>',
    "fins de ligne": '<row r="1"><c r="A1" t="str"><f>"a\r\nb"</f><v>a\rb</v></c></row>',
}  # fmt: skip


@pytest.mark.parametrize("cas", VITES)
def test_ordinary_rows_take_the_quick_road(cas: str, source: Path, tmp_path: Path) -> None:
    """Each ordinary way of writing a cell is known to the patterns, and read alike."""
    assert confronter(modifier(source, tmp_path / "m.xlsx", donnees=VITES[cas]))


LENTES = {
    "commentaire": '<row r="1"><c r="A1"><v>1<!-- x -->2</v></c></row>',
    "CDATA": '<row r="1"><c r="A1"><v><![CDATA[12]]></v></c></row>',
    "instruction": '<row r="1"><?p?><c r="A1"><v>1</v></c></row>',
    "nombre par ses numéros": '<row r="1"><c r="A1"><v>&#49;</v></c></row>',
    "sans adresse": '<row r="1"><c><v>1</v></c></row>',
    "sans numéro": "<row><c><v>1</v></c></row>",
    "apostrophes": "<row r='1'><c r='A1'><v>1</v></c></row>",
    "autre ordre": '<row r="1"><c t="n" r="A1"><v>1</v></c></row>',
    "blancs": '<row r="1">\n <c r="A1"><v>1</v></c></row>',
    "préfixe": f'<row r="1"><x:c xmlns:x="{ESPACE[7:-1]}" r="A1"><x:v>1</x:v></x:c></row>',
    "texte riche": '<row r="1"><c r="A1" t="inlineStr"><is><r><t>a</t></r></is></c></row>',
    "ligne répétée": '<row r="1"><c r="A1"><v>1</v></c></row><row r="1"><c r="B1"><v>1</v></c></row>',
    "loin, sans valeur": '<row r="1"><c r="XFD1" s="1"/></row>',
    "attribut inconnu": f'<row r="1" {X14AC} x14ac:dyDescent="0.2"><c r="A1"><v>1</v></c></row>',
    "texte vide": '<row r="1"><c r="A1" t="str"><v></v></c></row>',
    "remplacement": '<row r="1"><c r="A1" t="str"><v>\ufffd</v></c></row>',
}


@pytest.mark.parametrize("cas", LENTES)
def test_unusual_rows_are_left_to_the_strict_reading(cas: str, source: Path, tmp_path: Path) -> None:
    """What the patterns do not know is not guessed: the part or the file is read by the strict reading."""
    chemin = modifier(source, tmp_path / "m.xlsx", donnees=LENTES[cas])
    confronter(chemin)
    assert tout(lire(chemin)) == strict(chemin) is not None


REFUSEES = {
    "deux fois": '<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>',
    "ailleurs": '<row r="1"><c r="A2" s="1"/></row>',
    "texte absent": '<row r="1"><c r="A1" t="s"><v>99</v></c></row>',
    "pas un nombre": '<row r="1"><c r="A1"><v>douze</v></c></row>',
    "infini": '<row r="1"><c r="A1"><v>1E999</v></c></row>',
    "partagée sans origine": '<row r="1"><c r="A1"><f t="shared" si="7"/></c></row>',
    "partagée insensée": '<row r="1"><c r="A1"><f t="shared" ref="A1:A2" si="0">"a</f></c></row>',
    "pas un jour": '<row r="1"><c r="A1" t="d"><v>hier</v></c></row>',
    "entité inconnue": '<row r="1"><c r="A1" t="str"><v>&nbsp;</v></c></row>',
    "esperluette nue": '<row r="1"><c r="A1" t="str"><v>a & b</v></c></row>',
    "fin de CDATA": '<row r="1"><c r="A1" t="str"><v>]]></v></c></row>',
    "numéro interdit": '<row r="1"><c r="A1" t="str"><v>&#0;</v></c></row>',
    "numéro de demi-caractère": '<row r="1"><c r="A1" t="str"><v>&#xD800;</v></c></row>',
    "numéro démesuré": '<row r="1"><c r="A1" t="str"><v>&#9999999;</v></c></row>',
    "caractère interdit": '<row r="1"><c r="A1" t="str"><v>\x01</v></c></row>',
    "pas un caractère": '<row r="1"><c r="A1" t="str"><v>\uffff</v></c></row>',
    "attribut double": '<row r="1" ht="1" ht="2"><c r="A1"><v>1</v></c></row>',
    "préfixe inconnu": '<row r="1" x14ac:dyDescent="1"><c r="A1"><v>1</v></c></row>',
    "mal fermée": '<row r="1"><c r="A1"><v>1</c></v></row>',
    "trop loin": '<row r="1"><c r="XFD1"><v>1</v></c></row>',
    "trop loin, vide": '<row r="1"><c r="ZZ1"><v/></c></row>',
    "trop bas": '<row r="200001"><c r="A200001"><v>1</v></c></row>',
    "emboîtées": '<row r="1">' + "<c>" * 70 + "</c>" * 70 + "</row>",
    "balise étrange": '<row r="1"><c r="A1"><v>1</v></c></row></sheetData><sheetData><row r="x"/>',
}  # fmt: skip


@pytest.mark.parametrize("cas", REFUSEES)
def test_wrong_rows_are_refused_by_the_strict_reading(cas: str, source: Path, tmp_path: Path) -> None:
    """What is wrong is never read: the quick reading stays silent, and the strict one says why."""
    chemin = modifier(source, tmp_path / "m.xlsx", donnees=REFUSEES[cas])
    assert lire_vite(chemin) is None
    with pytest.raises(ClasseurIllisible):
        lire(chemin)
    assert gc.isenabled()


def reecrire(source: Path, vers: Path, neuves: dict[str, bytes]) -> Path:
    """Copy a workbook with some of its parts changed, or added."""
    with zipfile.ZipFile(source) as lu, zipfile.ZipFile(vers, "w") as ecrit:
        for nom in lu.namelist():
            ecrit.writestr(nom, neuves.get(nom, lu.read(nom)))
        for nom in neuves.keys() - set(lu.namelist()):
            ecrit.writestr(nom, neuves[nom])
    return vers


def partie(chemin: Path, nom: str) -> bytes:
    """Return one part of a workbook."""
    with zipfile.ZipFile(chemin) as archive:
        return archive.read(nom)


def test_a_sheet_that_nothing_announces_is_measured_too(source: Path, tmp_path: Path) -> None:
    """A worksheet outside the list of sheets does not escape the guard."""
    loin = partie(source, FEUILLE).replace(b"</sheetData>", b'<row r="9"><c r="XFD9"><v>1</v></c></row></sheetData>')
    chemin = reecrire(source, tmp_path / "m.xlsx", {"xl/worksheets/cachée.xml": loin})
    assert lire_vite(chemin) is None
    with pytest.raises(ClasseurIllisible, match="colonne 16384"):
        lire(chemin)


def test_a_sheet_given_only_in_a_comment_is_not_read(source: Path, tmp_path: Path) -> None:
    """Rows inside a comment are not rows."""
    cachees = (
        partie(source, FEUILLE)
        .replace(b"<sheetData>", b"<!-- <sheetData>")
        .replace(b"</sheetData>", b"</sheetData> -->")
    )
    chemin = reecrire(source, tmp_path / "m.xlsx", {FEUILLE: cachees})
    confronter(chemin)
    assert lire(chemin).feuilles["F"].cellules == {}


def test_rows_of_another_vocabulary_are_left_to_the_strict_reading(source: Path, tmp_path: Path) -> None:
    """The anchor of a form control has rows and columns of its own."""
    ancre = b'<controls xmlns:xdr="u"><from><xdr:col>1</xdr:col><xdr:row>2</xdr:row></from></controls></worksheet>'
    chemin = reecrire(source, tmp_path / "m.xlsx", {FEUILLE: partie(source, FEUILLE).replace(b"</worksheet>", ancre)})
    assert not confronter(chemin) or strict(chemin) is not None


def test_the_height_prefix_of_excel_takes_the_quick_road(source: Path, tmp_path: Path) -> None:
    """Excel writes on each row an attribute of a namespace that the sheet declares."""
    feuille = partie(source, FEUILLE).replace(b"<worksheet ", f"<worksheet {X14AC} ".encode())
    feuille = feuille.replace(b"<row ", b'<row x14ac:dyDescent="0.25" ').replace(
        b'<row x14ac:dyDescent="0.25" r="1"', b'<row r="1" x14ac:dyDescent="0.25"'
    )
    feuille = re.sub(rb'<row x14ac:dyDescent="0.25" (r="\d+")', rb'<row \1 x14ac:dyDescent="0.25"', feuille)
    assert confronter(reecrire(source, tmp_path / "m.xlsx", {FEUILLE: feuille}))


@pytest.mark.parametrize(
    "formule",
    ['WEBSERVICE("http://x")', "cmd|'/c calc'!A1", "[1]F!A1", 'REGISTER.ID("a","b")', 'rtd ("a","b")', 'Call("a")',
     '"WEBSERVICE("', '"a|b"&A1', "SUM(A1:A2)", 'IF(A1="[1]",1,2)'],
)  # fmt: skip
def test_the_same_odd_formulas_are_told(formule: str, source: Path, tmp_path: Path) -> None:
    """What the guard reports of the formulas of a file is told from its reading, without opening it again."""
    ecrite = formule.replace("&", "&amp;").replace('"', "&quot;")
    chemin = modifier(source, tmp_path / "m.xlsx", donnees=f'<row r="1"><c r="A1"><f>{ecrite}</f></c></row>')
    lu = lire(chemin)
    assert signalements(lu, suspectes(lu)) == garde.signaler(chemin)
    assert confronter(chemin)


def test_what_the_guard_notices_of_the_package_is_told(source: Path, tmp_path: Path) -> None:
    """Macros and connections are told alike on both roads."""
    ajouts = {"xl/vbaProject.bin": b"x", "xl/connections.xml": b"<connections/>"}
    chemin = reecrire(source, tmp_path / "m.xlsx", ajouts)
    assert confronter(chemin)
    lu = lire(chemin)
    assert signalements(lu, suspectes(lu)) == garde.signaler(chemin) != []


PROFOND = "<a>" * 70 + "</a>" * 70
PIEGES = {
    "trop profonde": f"<r>{PROFOND}</r>",
    "profondeur cachée par un texte": f"<r>{'/>' * 20}{PROFOND}</r>",
    "profondeur cachée par un attribut": f"<r x='{'/>' * 20}'>{PROFOND}</r>",
    "profondeur rendue par une instruction": f"<?xml version='1.0'?><r>{'/>' * 20}{PROFOND}<?p {'< ' * 20}?></r>",
    "profondeur rendue par un texte": f"<r>{'/>' * 20}{PROFOND}<![CDATA[{'< ' * 19}]]></r>",
    "trop de noms": f"<r>{'<definedName/>' * 70_001}</r>",
    "mal fermée": "<r><a></r></a>",
    "entités": '<!DOCTYPE r [<!ENTITY e "x">]><r>&e;</r>',
    "feuille cachée": f"<x:worksheet xmlns:x='{ESPACE[7:-1]}'><x:mergeCell ref='A1:XFD9999'/></x:worksheet>",
    "dans un autre codage": PROFOND.encode("utf-16").decode("latin-1"),
}


@pytest.mark.parametrize("cas", PIEGES)
def test_a_part_that_nothing_reads_is_refused_all_the_same(cas: str, source: Path, tmp_path: Path) -> None:
    """The parts that hold no cells are measured by their signs alone only where the guard could refuse nothing."""
    ajout = {"docProps/ajout.xml": PIEGES[cas].encode("latin-1")}
    chemin = reecrire(source, tmp_path / "m.xlsx", ajout)
    assert lire_vite(chemin) is None
    with pytest.raises(ClasseurIllisible):
        lire(chemin)


@pytest.mark.parametrize("texte", ["a/>b", "<!-- x -->", "<![CDATA[<a>]]>", "<?p <a>?>", "é", "<a/>" * 30_000])
def test_a_part_out_of_the_ordinary_is_still_read_quickly(texte: str, source: Path, tmp_path: Path) -> None:
    """What its signs do not tell of a part is left to the guard, not to the strict reading of the whole file."""
    assert confronter(reecrire(source, tmp_path / "m.xlsx", {"docProps/ajout.xml": f"<r>{texte}</r>".encode()}))


@pytest.mark.parametrize("motif", [b"<a/>", b"/>", b"<a></a>"])
def test_a_part_full_of_signs_is_not_listed(motif: bytes) -> None:
    """Millions of signs are counted, never gathered: a list of them would take more than the whole file."""
    octets = b"<r>" + motif * 1_000_000 + b"</r>"
    tracemalloc.start()
    try:
        assert not _sobre(octets)
        assert tracemalloc.get_traced_memory()[1] < 100_000
    finally:
        tracemalloc.stop()


def test_the_collector_is_left_as_it_was(source: Path) -> None:
    """Reading pauses the garbage collector, and gives it back as it found it."""
    lire(source)
    assert gc.isenabled()
    gc.disable()
    try:
        lire(source)
        assert not gc.isenabled()
    finally:
        gc.enable()
    assert xlsx_lu.lire is lire


GREFFES = (
    "<!-- x -->", "<![CDATA[1]]>", "<?p?>", "&#49;", "&#0;", "&amp;", "&nbsp;", "&", "]]>", "\r\n", "\r", "\t", "\n",
    " ", "\x01", "\ufffe", "\ufffd", "é", '<row r="3">', "</row>", '<row r="9"/>', '<c r="A1"><v>1</v></c>', "<v/>",
    "<v></v>", "<c><v>2</v></c>", "<is><t>x</t></is>", "<is><r><t>a</t></r></is>", ' t="str"', ' t="b"', ' t="e"',
    ' t="d"', ' t="s"', ' t="inlineStr"', ' s="1"', ' s="01"', ' s="-1"', ' x14ac:dyDescent="0.2"', ' hidden="1"',
    " hidden='1'", ' ht="0"', f" {ESPACE}", f" {X14AC}", '<f t="shared" si="0" ref="A1:A2">A1</f>', "<f>1+1</f>",
    '<f t="shared" si="0"/>', "<f/>", "<sheetData>", "</sheetData>", "<sheetData/>", '<x:c r="A1"/>', "<row>1</row>",
    "<extLst/>", "_x000A_", "[1]F!A1", '<cols><col min="1" max="2" hidden="1"/></cols>', "|", '"', "'",
    "<si><t>x</t></si>", '<mergeCell ref="A1:XFD9999"/>', 'WEBSERVICE("u")', "<si><r><t>x</t></r></si>", "<t/>",
    ' xml:space="preserve"', "<", ">", "/>", "0", "9", "A", "-",
)  # fmt: skip
PARTIES = (FEUILLE, "xl/sharedStrings.xml", "xl/styles.xml", "xl/workbook.xml")


def muter(hasard: random.Random, octets: bytes) -> bytes:
    """Return a part with one to three accidents: something put in, taken out, repeated or moved."""
    for _ in range(hasard.choice((1, 1, 1, 2, 3))):
        bornes = [b.start() for b in re.finditer(rb"[<> /]", octets)]
        place, fin = sorted((hasard.choice(bornes), hasard.choice(bornes)))
        fin = min(fin, place + hasard.choice((1, 5, 40, 200)))
        genre = hasard.randrange(5)
        if genre < 3:
            octets = octets[:place] + hasard.choice(GREFFES).encode() + octets[place + hasard.choice((0, 0, 0, 1)) :]
        elif genre == 3:
            octets = octets[:place] + octets[fin:]
        else:
            octets = octets[:fin] + octets[place:fin] + octets[fin:]
    return octets


@pytest.mark.parametrize("graine", range(8))
def test_accidents_never_part_the_two_readings(graine: int, tmp_path: Path) -> None:
    """Whatever happens to a part of a workbook, the quick reading says what the strict one says, or nothing."""
    hasard = random.Random(graine)  # noqa: S311
    chemin = (par_xlsxwriter if graine % 2 else par_openpyxl_sans_texte_riche)(tmp_path / "sain.xlsx")
    with zipfile.ZipFile(chemin) as archive:
        parties = [nom for nom in PARTIES if nom in archive.namelist()]
    reponses = 0
    for rang in range(80):
        nom = hasard.choice((FEUILLE, *parties))
        touche = reecrire(chemin, tmp_path / f"{rang}.xlsx", {nom: muter(hasard, partie(chemin, nom))})
        reponses += confronter(touche)
    assert reponses
