from __future__ import annotations

import re
import zipfile
from io import BytesIO
from typing import TYPE_CHECKING

import openpyxl
import pytest
import xlsxwriter
from lxml import etree

from cpts_xl.errors import ClasseurIllisible, EcritureImpossible
from cpts_xl.workbook import sheets
from cpts_xl.workbook.inks import Encre
from cpts_xl.workbook.reprise.visibility import afficher
from cpts_xl.workbook.xlsx.lu import lire
from tests.workbook.ajouts import avec_parties
from tests.workbook.exemples import ecrire, octets
from tests.workbook.saisie import resauver

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

NOTRES = ("Guide", "Bord", "Calculs", "Listes")
CLASSEUR = "xl/workbook.xml"


def par_xlsxwriter(chemin: Path) -> Path:
    """Write four sheets of ours, the third open and selected, and two of the user, one hidden."""
    with xlsxwriter.Workbook(chemin) as classeur:
        pages = {nom: classeur.add_worksheet(nom) for nom in (*NOTRES, "À moi", "Mon brouillon")}
        for nom, page in pages.items():
            page.write("A1", nom)
        pages["Calculs"].activate()
        pages["Guide"].select()
        pages["Mon brouillon"].hide()
        classeur.define_name("Listes!LOCAL", "=Listes!$A$1")
    return chemin


def par_openpyxl(chemin: Path) -> Path:
    """Write the same with openpyxl."""
    classeur = openpyxl.Workbook()
    classeur.remove(classeur.active)
    for nom in (*NOTRES, "À moi", "Mon brouillon"):
        classeur.create_sheet(nom)["A1"] = nom
    classeur["Mon brouillon"].sheet_state = "hidden"
    classeur["Listes"].sheet_state = "veryHidden"
    classeur.active = 2
    classeur.save(chemin)
    return chemin


def par_libreoffice(chemin: Path) -> Path:
    """Have LibreOffice save the first one again."""
    (chemin.parent / "lo").mkdir()
    return resauver(par_xlsxwriter(chemin), chemin.parent / "lo")


def prefixe(chemin: Path) -> Path:
    """Write the same, with the elements of the workbook and of its sheets prefixed, and without any view."""

    def prefixer(contenu: bytes) -> bytes:
        sans_vue = re.sub(rb"<bookViews>.*?</bookViews>", b"", contenu)
        return re.sub(rb"<(/?)(?![?/])", rb"<\1x:", sans_vue).replace(b"xmlns=", b"xmlns:x=")

    feuilles = {f"xl/worksheets/sheet{n}.xml": prefixer for n in range(1, 7)}
    return avec_parties(par_xlsxwriter(chemin), chemin.with_name("p.xlsx"), {CLASSEUR: prefixer, **feuilles})


FABRIQUES = {"xlsxwriter": par_xlsxwriter, "openpyxl": par_openpyxl, "libreoffice": par_libreoffice, "préfixé": prefixe}


@pytest.fixture(params=["xlsxwriter", "openpyxl", "préfixé", pytest.param("libreoffice", marks=pytest.mark.moteur)])
def chemin(request: pytest.FixtureRequest, tmp_path: Path, exiger_moteur: Callable[[str], str]) -> Path:
    """Return the workbook as several programs save it."""
    if request.param == "libreoffice":
        exiger_moteur("libreoffice")
    return FABRIQUES[request.param](tmp_path / "classeur.xlsx")


def etats(chemin: Path, contenu: bytes) -> dict[str, str]:
    """Return the state of each sheet, in order, as our reader sees the rewritten workbook."""
    chemin.with_name("vu.xlsx").write_bytes(contenu)
    return {nom: feuille.visible for nom, feuille in lire(chemin.with_name("vu.xlsx")).feuilles.items()}


def vue(contenu: bytes) -> tuple[int, int, list[int]]:
    """Return the open sheet, the first tab shown, and the ranks of the selected sheets."""
    with zipfile.ZipFile(BytesIO(contenu)) as archive:
        fenetre = etree.fromstring(archive.read(CLASSEUR)).find("{*}bookViews/{*}workbookView")
        choisies = [
            rang
            for rang in range(6)
            for page in etree.fromstring(archive.read(f"xl/worksheets/sheet{rang + 1}.xml")).iter("{*}sheetView")
            if page.get("tabSelected") in {"1", "true"}
        ]
    assert fenetre is not None
    return int(fenetre.get("activeTab", "0")), int(fenetre.get("firstSheet", "0")), choisies


def test_only_the_sheets_asked_for_are_shown(chemin: Path) -> None:
    """Ours are hidden plainly, the user's keep their state, and the workbook opens on a visible sheet, alone."""
    contenu = afficher(chemin, frozenset({"bord", "GUIDE"}), notres=NOTRES)
    assert etats(chemin, contenu) == {
        "Guide": "visible", "Bord": "visible", "Calculs": "hidden", "Listes": "hidden", "À moi": "visible",
        "Mon brouillon": "hidden",
    }  # fmt: skip
    active, premiere, choisies = vue(contenu)
    assert active in {0, 1, 4}
    assert premiere in {0, 1, 4}
    assert set(choisies) <= {active}


def test_everything_of_ours_is_shown_again(chemin: Path) -> None:
    """The complete mode shows all that is ours, whatever hid it, and the user's hidden sheet stays hidden."""
    cache = chemin.with_name("simple.xlsx")
    cache.write_bytes(afficher(chemin, frozenset({"Bord"}), notres=NOTRES))
    assert etats(chemin, afficher(cache, None, notres=NOTRES)) == {
        **dict.fromkeys((*NOTRES, "À moi"), "visible"), "Mon brouillon": "hidden",
    }  # fmt: skip
    assert etats(chemin, afficher(chemin, None, notres=NOTRES))["Listes"] == "visible"


def test_every_other_part_is_copied_as_it_is(chemin: Path) -> None:
    """Order, dates, compressed bytes: nothing else changes, and doing it twice changes nothing more."""
    contenu = afficher(chemin, frozenset({"Bord"}), notres=NOTRES)
    with zipfile.ZipFile(chemin) as avant, zipfile.ZipFile(BytesIO(contenu)) as apres:
        assert apres.testzip() is None
        assert [i.filename for i in apres.infolist()] == [i.filename for i in avant.infolist()]
        changees = {i.filename for i in avant.infolist() if apres.read(i.filename) != avant.read(i.filename)}
        for info in avant.infolist():
            neuf = apres.getinfo(info.filename)
            assert (neuf.date_time, neuf.compress_type) == (info.date_time, info.compress_type)
            if info.filename not in changees:
                assert (neuf.CRC, neuf.compress_size) == (info.CRC, info.compress_size)
    assert CLASSEUR in changees
    assert all(re.fullmatch(r"xl/worksheets/sheet\d\.xml", nom) for nom in changees - {CLASSEUR})
    assert afficher(contenu, frozenset({"Bord"}), notres=NOTRES) == contenu


def test_only_the_list_of_sheets_changes_when_that_is_enough(tmp_path: Path) -> None:
    """When the open sheet stays visible and alone, no sheet is touched; cells, names and properties are the same."""
    source = par_openpyxl(tmp_path / "c.xlsx")
    contenu = afficher(source, frozenset({"Calculs"}), notres=NOTRES)
    with zipfile.ZipFile(source) as avant, zipfile.ZipFile(BytesIO(contenu)) as apres:
        assert [n for n in avant.namelist() if avant.read(n) != apres.read(n)] == [CLASSEUR]


def test_sizes_written_after_the_data(tmp_path: Path) -> None:
    """A package written as a stream, its sizes after each part, is copied too."""

    class Flux(BytesIO):
        def seekable(self) -> bool:
            return False

        def seek(self, *_: int) -> int:
            raise OSError

        def tell(self) -> int:
            raise OSError

    flux = Flux()
    source = par_xlsxwriter(tmp_path / "c.xlsx")
    with zipfile.ZipFile(source) as lu, zipfile.ZipFile(flux, "w", zipfile.ZIP_DEFLATED) as ecrit:
        for nom in lu.namelist():
            ecrit.writestr(nom, lu.read(nom))
    (tmp_path / "flux.xlsx").write_bytes(flux.getvalue())
    with zipfile.ZipFile(tmp_path / "flux.xlsx") as lu:
        assert lu.infolist()[0].flag_bits & 8
    contenu = afficher(tmp_path / "flux.xlsx", frozenset({"Bord"}), notres=NOTRES)
    assert etats(source, contenu)["Bord"] == "visible"
    assert zipfile.ZipFile(BytesIO(contenu)).testzip() is None


def test_a_workbook_without_any_visible_sheet_is_refused(tmp_path: Path) -> None:
    """A workbook in which nothing would be visible is refused in French, and names are never guessed."""
    with xlsxwriter.Workbook(tmp_path / "c.xlsx") as classeur:
        classeur.add_worksheet("Guide")
    with pytest.raises(EcritureImpossible, match="aucune feuille ne resterait visible"):
        afficher(tmp_path / "c.xlsx", frozenset({"Guides"}), notres=NOTRES)


def test_the_windows_all_open_on_a_visible_sheet(tmp_path: Path) -> None:
    """A second window, or a rank that makes no sense, is mended too."""
    source = par_xlsxwriter(tmp_path / "c.xlsx")
    vues = b'<bookViews><workbookView activeTab="1"/><workbookView activeTab="99" firstSheet="3"/></bookViews>'
    changer = {CLASSEUR: lambda o: re.sub(rb"<bookViews>.*?</bookViews>", vues, o)}
    contenu = afficher(avec_parties(source, tmp_path / "v.xlsx", changer), frozenset({"Bord"}), notres=NOTRES)
    with zipfile.ZipFile(BytesIO(contenu)) as archive:
        fenetres = etree.fromstring(archive.read(CLASSEUR)).findall("{*}bookViews/{*}workbookView")
    assert [(f.get("activeTab"), f.get("firstSheet")) for f in fenetres] == [("1", "1"), ("1", "4")]
    assert vue(contenu)[2] == []


def test_our_real_workbook_in_simple_mode(tmp_path: Path) -> None:
    """The example opens in simple mode with the sheets of a first look only, then in full with all."""
    simple = afficher(octets(Encre.NATIVE), sheets.MODE_SIMPLE)
    vus = etats(tmp_path / "c.xlsx", simple)
    assert {nom for nom, etat in vus.items() if etat == "visible"} == set(sheets.MODE_SIMPLE)
    (tmp_path / "s.xlsx").write_bytes(simple)
    assert set(etats(tmp_path / "c.xlsx", afficher(tmp_path / "s.xlsx", None)).values()) == {"visible"}
    chemin = ecrire(tmp_path)
    assert afficher(chemin, sheets.MODE_SIMPLE) == simple


@pytest.mark.moteur
def test_libreoffice_opens_it(tmp_path: Path, exiger_moteur: Callable[[str], str]) -> None:
    """LibreOffice reads the rewritten workbook and hides the same sheets."""
    exiger_moteur("libreoffice")
    source = par_xlsxwriter(tmp_path / "c.xlsx")
    (tmp_path / "simple.xlsx").write_bytes(afficher(source, frozenset({"Bord"}), notres=NOTRES))
    (tmp_path / "lo").mkdir()
    lu = lire(resauver(tmp_path / "simple.xlsx", tmp_path / "lo"))
    assert [nom for nom, feuille in lu.feuilles.items() if feuille.visible == "visible"] == ["Bord", "À moi"]


def test_damaged_or_hostile_files_are_refused(tmp_path: Path) -> None:
    """Entities, missing parts and files that are no workbook are refused in French."""
    source = par_xlsxwriter(tmp_path / "c.xlsx")
    entite = {CLASSEUR: b'<!DOCTYPE w [<!ENTITY e "x">]><workbook/>'}
    piege = avec_parties(source, tmp_path / "e.xlsx", entite)
    for recu in (piege, piege.read_bytes()):
        with pytest.raises(ClasseurIllisible, match="entités XML"):
            afficher(recu, None, notres=NOTRES)
    perdue = {"xl/_rels/workbook.xml.rels": lambda o: o.replace(b"worksheets/sheet1.xml", b"worksheets/rien.xml")}
    with pytest.raises(ClasseurIllisible, match="incohérent"):
        afficher(avec_parties(source, tmp_path / "p.xlsx", perdue), None, notres=NOTRES)
    sans_lien = {CLASSEUR: lambda o: o.replace(b' r:id="rId1"', b"")}
    with pytest.raises(ClasseurIllisible, match="incohérent"):
        afficher(avec_parties(source, tmp_path / "l.xlsx", sans_lien), None, notres=NOTRES)
    with pytest.raises(ClasseurIllisible, match="incohérent"):
        afficher(b"PK", None, notres=NOTRES)
    with pytest.raises(ClasseurIllisible, match="introuvable"):
        afficher(tmp_path / "absent.xlsx", None, notres=NOTRES)
