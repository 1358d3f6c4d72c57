"""What a user added to a workbook of ours is found, whoever saved it: all of it, and nothing of ours."""

from __future__ import annotations

import datetime as dt
import io
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
import xlsxwriter

from cpts_xl.workbook.extras import Ajouts, Divers, NomAjoute, Note, inventaire
from cpts_xl.workbook.inks import Encre
from cpts_xl.workbook.xlsx.lu import ErreurCellule, lire
from tests.workbook.ajouts import (
    ALT,
    LONG,
    TITRE,
    avec_parties,
    dresser,
    graphique,
    par_libreoffice,
    par_openpyxl,
    par_xlsxwriter,
    png,
)
from tests.workbook.exemples import ecrire
from tests.workbook.saisie import resauver

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
FILS = "http://schemas.microsoft.com/office/2017/10/relationships"


@pytest.fixture(params=["xlsxwriter", "openpyxl", pytest.param("libreoffice", marks=pytest.mark.moteur)])
def ecrit_par(request: pytest.FixtureRequest, tmp_path: Path, exiger_moteur: Callable[[str], str]) -> tuple[str, Path]:
    """Return the workbook as three different programs save it."""
    if request.param == "libreoffice":
        exiger_moteur("libreoffice")
    fabriques = {"xlsxwriter": par_xlsxwriter, "openpyxl": par_openpyxl, "libreoffice": par_libreoffice}
    return request.param, fabriques[request.param](tmp_path / "classeur.xlsx")


def test_cells_sheets_notes_and_names(ecrit_par: tuple[str, Path]) -> None:
    """Whoever saved the workbook, the added column, cell, sheets, notes and names are found, and only they."""
    auteur, chemin = ecrit_par
    ajouts = dresser(chemin)
    cellules = {c.adresse: (c.valeur, c.formule) for c in ajouts.cellules}
    assert cellules.keys() == {"C1", "C2", "H20"}
    assert cellules["C2"] == ("à moi", None)
    assert cellules["H20"] == (None if auteur == "openpyxl" else Fraction(200), "=B1*2")
    assert [(f.nom, f.sorte, f.masquee) for f in ajouts.feuilles] == [
        ("Mes calculs", "worksheet", False),
        ("Brouillon", "worksheet", True),
    ]
    zoe = "" if auteur == "libreoffice" else "Zoé"  # LibreOffice ne garde pas les auteurs
    assert ajouts.notes[0] == Note("Dépenses", "B1", zoe, "Vérifié avec l'été — œuvre\nsur deux lignes")
    assert [(n.feuille, n.texte) for n in ajouts.notes[1:]] == [("Mes calculs", "note de ma feuille")]
    assert [nom for nom, _ in ajouts.noms] == ["LE_MIEN"]
    assert not ajouts.vide


@pytest.mark.parametrize("auteur", ["xlsxwriter", pytest.param("libreoffice", marks=pytest.mark.moteur)])
def test_what_is_drawn_or_ruled(auteur: str, tmp_path: Path, exiger_moteur: Callable[[str], str]) -> None:
    """Images come with their bytes; charts, shapes, links and rules with their words; ours are left out."""
    if auteur == "libreoffice":
        exiger_moteur("libreoffice")
    ecrire_classeur = par_libreoffice if auteur == "libreoffice" else par_xlsxwriter
    ajouts = dresser(ecrire_classeur(tmp_path / "classeur.xlsx"))
    images = {d.ancre: d for d in ajouts.images if d.nature == "image"}
    assert images.keys() == {"J2", "C4"}
    assert images["J2"].description == "Logo"
    assert images["J2"].extension == "png"
    assert images["J2"].octets is not None
    assert images["J2"].octets.startswith(b"\x89PNG")
    assert (images["J2"].feuille, images["C4"].feuille) == ("Dépenses", "Mes calculs")
    assert images["C4"].taille == pytest.approx((120, 90), abs=1)
    autres = [(d.nature, d.texte, d.ancre) for d in ajouts.images if d.nature != "image"]
    zone = "forme" if auteur == "libreoffice" else "zone de texte"
    assert autres == [("graphique", "Mon graphique", "D20"), (zone, "Zone à moi", "C12")]
    assert [tuple(d) for d in ajouts.divers if d.sorte != "validation"] == [
        ("Dépenses", "mise en forme conditionnelle", "B1:B2", "150"),
        ("Mes calculs", "lien", "A8", "https://exemple.fr/page?a=1#b"),
    ]
    assert [(d.lieu, d.detail[:9]) for d in ajouts.divers if d.sorte == "validation"] == [("F1", '"oui,non"')]


def test_values_of_an_added_sheet(tmp_path: Path) -> None:
    """Values, formulas, formats, hours, widths, merged cells and hidden rows are all told."""
    feuille = dresser(par_xlsxwriter(tmp_path / "c.xlsx")).feuilles[0]
    valeurs = {c.adresse: c.valeur for c in feuille.cellules}
    assert valeurs == {
        "A1": dt.date(2026, 3, 15), "A2": dt.datetime(2026, 3, 15, 18, 30), "A3": "=1+1", "A4": LONG,  # noqa: DTZ001
        "A5": Fraction(1, 4), "A6": Fraction(3, 4), "A7": True, "A8": "site", "D1": "fusion",
    }  # fmt: skip
    assert not isinstance(valeurs["A1"], dt.datetime)
    assert [c.formule for c in feuille.cellules if c.formule] == ["=SUM(A5,0.5)"]
    assert {c.adresse: c.format for c in feuille.cellules}["A5"] == "0%"
    assert feuille.fusionnees == ("D1:E2",)
    assert feuille.lignes_masquees == (9,)
    assert [(a, b, cachee) for a, b, _, cachee in feuille.largeurs] == [(1, 1, False), (2, 2, True)]


def test_nothing_added_nothing_found(tmp_path: Path) -> None:
    """A workbook without any addition has an empty inventory, print areas and filters notwithstanding."""
    chemin = tmp_path / "c.xlsx"
    with xlsxwriter.Workbook(chemin) as classeur:
        feuille = classeur.add_worksheet("Dépenses")
        feuille.write_row("A1", ["Loyer", 1])
        feuille.write_blank("Z9", None, classeur.add_format({"bold": True}))
        feuille.write_url("A2", "internal:'Dépenses'!A1", string="aller")
        feuille.print_area("A1:B2")
        feuille.autofilter("A1:B2")
        feuille.add_table("A4:B6", {"header_row": False})
        classeur.define_name("notre", "='Dépenses'!$B$1")
    assert dresser(chemin) == Ajouts()
    assert dresser(chemin).vide


@pytest.mark.parametrize("auteur", ["xlsxwriter", pytest.param("libreoffice", marks=pytest.mark.moteur)])
def test_our_real_workbook_has_no_addition(auteur: str, tmp_path: Path, exiger_moteur: Callable[[str], str]) -> None:
    """The example workbook itself, even saved again by LibreOffice, holds nothing that a user added."""
    source = chemin = ecrire(tmp_path, Encre.NATIVE)
    if auteur == "libreoffice":
        exiger_moteur("libreoffice")
        (tmp_path / "lo").mkdir()
        chemin = resauver(source, tmp_path / "lo")
    lu = lire(source)
    connues = {nom: frozenset(feuille.cellules) for nom, feuille in lu.feuilles.items()}
    tout = inventaire(source, lu, connues)
    assert not tout.feuilles
    assert not tout.cellules
    reste = inventaire(
        chemin, lire(chemin), connues, noms_connus=frozenset(lu.noms),
        graphiques_connus=frozenset(d.texte for d in tout.images),
        notes_connues=frozenset(n.texte for n in tout.notes),
        regles_connues=frozenset(d.detail for d in tout.divers),
    )  # fmt: skip
    assert reste == Ajouts()


def test_a_copy_of_our_chart_is_an_addition(tmp_path: Path) -> None:
    """Our chart is ours once: the copy that a user made of it is listed."""
    with xlsxwriter.Workbook(tmp_path / "c.xlsx") as classeur:
        feuille = classeur.add_worksheet("Dépenses")
        for place in ("A5", "A25"):
            feuille.insert_chart(place, graphique(classeur, TITRE), {"description": ALT})
    assert [d.ancre for d in dresser(tmp_path / "c.xlsx").images] == ["A25"]


def fil(source: Path, vers: Path) -> Path:
    """Add to a workbook a thread of two comments, with the note that older programs see instead."""
    espace = 'xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"'
    avant = "</Relationships>"
    lien = '<Relationship Id="{}" Type="{}" Target="{}"/></Relationships>'
    return avec_parties(
        source,
        vers,
        {
            "xl/worksheets/_rels/sheet1.xml.rels": lambda o: o.replace(
                avant.encode(), lien.format("rF", f"{FILS}/threadedComment", "../threadedComments/t1.xml").encode()
            ),
            "xl/_rels/workbook.xml.rels": lambda o: o.replace(
                avant.encode(), lien.format("rP", f"{FILS}/person", "persons/person.xml").encode()
            ),
            "xl/comments1.xml": lambda o: o.replace(b"<author>Zo\xc3\xa9</author>", b"<author>tc={1}</author>"),
            "xl/persons/person.xml": f'<personList {espace}><person displayName="Zoé Été" id="{{p}}"/></personList>',
            "xl/threadedComments/t1.xml": (
                f"<ThreadedComments {espace}>"
                '<threadedComment ref="B1" dT="2026-03-15T10:00:00.00" personId="{p}" id="{1}"><text>À revoir ?</text>'
                '</threadedComment><threadedComment ref="B1" dT="?" personId="{q}" id="{2}" parentId="{1}">'
                "<text>Vu.</text></threadedComment></ThreadedComments>"
            ),
        },
    )


def test_a_thread_is_listed_once(tmp_path: Path) -> None:
    """A thread of comments comes as one note, its placeholder left out."""
    chemin = fil(par_xlsxwriter(tmp_path / "c.xlsx"), tmp_path / "f.xlsx")
    notes = [n for n in dresser(chemin).notes if n.feuille == "Dépenses"]
    assert notes == [Note("Dépenses", "B1", "Zoé Été", "Zoé Été (15/03/2026) : À revoir ?\nAnonyme : Vu.")]


def test_a_placeholder_without_its_thread_is_kept(tmp_path: Path) -> None:
    """When a program dropped the thread, the note that stood for it is all that remains: it is listed."""
    source = par_xlsxwriter(tmp_path / "c.xlsx")
    seul = avec_parties(
        source, tmp_path / "s.xlsx",
        {"xl/comments1.xml": lambda o: o.replace(b"<author>Zo\xc3\xa9<", b"<author>tc={1}<")},
    )  # fmt: skip
    assert [n.adresse for n in dresser(seul).notes if n.feuille == "Dépenses"] == ["B1"]


def test_other_things_are_told_in_words(tmp_path: Path) -> None:
    """Chart sheets, tables, controls, sparklines, pictures in cells, headers and backgrounds: one line each."""
    chemin = tmp_path / "c.xlsx"
    with xlsxwriter.Workbook(chemin) as classeur:
        feuille = classeur.add_worksheet("À moi")
        feuille.write("A1", 3)
        feuille.add_table("C1:D3", {"name": "MonTableau"})
        feuille.insert_button("F1", {"caption": "Cliquer ici"})
        feuille.add_sparkline("B1", {"range": "'À moi'!A1:A3"})
        feuille.embed_image("H1", "x.png", {"image_data": io.BytesIO(png())})
        feuille.set_header("&L&G", {"image_left": "e.png", "image_data_left": io.BytesIO(png(gris=1))})
        feuille.set_background(io.BytesIO(png(gris=2)))
        feuille.conditional_format("A1:A3", {"type": "data_bar", "data_bar_2010": True})
        feuille.insert_image("J1", "y.png", {"image_data": io.BytesIO(png(gris=3)), "url": "https://exemple.fr"})
        classeur.add_worksheet("Dépenses")
        page = classeur.add_chartsheet("Courbe")
        page.set_chart(graphique(classeur, "En grand"))
    ajouts = dresser(chemin)
    assert [(f.nom, f.sorte) for f in ajouts.feuilles] == [("À moi", "worksheet"), ("Courbe", "chartsheet")]
    assert ("Courbe", "graphique", "En grand") in [(d.feuille, d.nature, d.texte) for d in ajouts.images]
    assert {d[1:] for d in ajouts.divers} == {
        ("tableau", "C1:D3", "MonTableau"), ("contrôle", "", "Cliquer ici"),
        ("courbe dans une cellule", "B1", "'À moi'!A1:A3"), ("image ou donnée liée dans une cellule", "H1", ""),
        ("image d'en-tête ou de pied de page", "", ""), ("image de fond", "", ""),
        ("mise en forme conditionnelle", "A1:A3", "barres de données"),
        ("lien posé sur image « Picture 1 »", "J1", "https://exemple.fr"),
    }  # fmt: skip
    assert ErreurCellule("#VALUE!") in {c.valeur for c in ajouts.feuilles[0].cellules}


def test_unknown_parts_of_a_sheet_are_told(tmp_path: Path) -> None:
    """What hangs on a sheet and that the tool does not know is still told."""
    source = par_xlsxwriter(tmp_path / "c.xlsx")
    lien = f'<Relationship Id="rX" Type="{RELATIONS}/nouveaute" Target="../x.bin"/></Relationships>'.encode()
    chemin = avec_parties(
        source, tmp_path / "x.xlsx",
        {"xl/worksheets/_rels/sheet1.xml.rels": lambda o: o.replace(b"</Relationships>", lien)},
    )  # fmt: skip
    assert Divers("Dépenses", "contenu que l'outil ne connaît pas", "", "nouveaute") in dresser(chemin).divers


def test_local_names_and_links_typed_in_our_cells(tmp_path: Path) -> None:
    """A name of one sheet keeps the name of its sheet; an address that Excel made a link is told."""
    chemin = tmp_path / "c.xlsx"
    with xlsxwriter.Workbook(chemin) as classeur:
        classeur.add_worksheet("Dépenses").write_url("A1", "mailto:a@exemple.fr")
        classeur.add_worksheet("Autre")
        classeur.define_name("Autre!LOCAL", "=Autre!$A$1")
        classeur.define_name("Autre!NOTRE", "=Autre!$A$2")
    ajouts = dresser(chemin)
    assert ajouts.noms == (NomAjoute("Autre!LOCAL", "Autre!$A$1"),)
    assert ajouts.divers == (Divers("Dépenses", "lien", "A1", "mailto:a@exemple.fr"),)
