"""Workbooks with what a user may add to them, as three programs save them: shared by the tests of additions."""

from __future__ import annotations

import datetime as dt
import io
import struct
import zipfile
import zlib
from typing import TYPE_CHECKING, Any

import openpyxl
import xlsxwriter
from openpyxl.comments import Comment
from openpyxl.workbook.defined_name import DefinedName

from cpts_xl.workbook.extras import Ajouts, inventaire
from cpts_xl.workbook.xlsx.lu import lire
from tests.workbook.saisie import resauver

if TYPE_CHECKING:
    from pathlib import Path

CONNUES = {"Dépenses": frozenset({"A1", "B1", "A2", "B2"})}
ALT, TITRE = "Barres : dépenses par poste.", "Dépenses par poste"
LONG = "é" * 20_000


def png(largeur: int = 40, hauteur: int = 20, gris: int = 0) -> bytes:
    """Return a small image, made by hand."""

    def bloc(nom: bytes, contenu: bytes) -> bytes:
        return struct.pack(">I", len(contenu)) + nom + contenu + struct.pack(">I", zlib.crc32(nom + contenu))

    tete = struct.pack(">2I5B", largeur, hauteur, 8, 0, 0, 0, 0)
    points = zlib.compress((b"\0" + bytes([gris]) * largeur) * hauteur)
    return b"\x89PNG\r\n\x1a\n" + bloc(b"IHDR", tete) + bloc(b"IDAT", points) + bloc(b"IEND", b"")


def graphique(classeur: xlsxwriter.Workbook, titre: str) -> object:
    """Return a chart over the two cells of the sheet Dépenses."""
    trace = classeur.add_chart({"type": "bar"})
    trace.add_series({"values": "='Dépenses'!$B$1:$B$2"})
    trace.set_title({"name": titre})
    return trace


def par_xlsxwriter(chemin: Path) -> Path:
    """Write a workbook of ours, with everything that a user may add to it."""
    with xlsxwriter.Workbook(chemin, {"strings_to_formulas": False}) as classeur:
        jour = classeur.add_format({"num_format": "dd/mm/yyyy"})
        heure = classeur.add_format({"num_format": "dd/mm/yyyy hh:mm"})
        notre = classeur.add_worksheet("Dépenses")
        notre.write_column("A1", ["Loyer", "Salaires"])
        notre.write_column("B1", [100, 200])
        notre.write_column("C1", ["Ma colonne", "à moi"])
        notre.write_formula("H20", "=B1*2", None, 200)
        notre.write_comment("B2", "aide de saisie", {"author": "outil"})
        notre.write_comment("B1", "Vérifié avec l'été — œuvre\nsur deux lignes", {"author": "Zoé"})
        notre.insert_chart("D3", graphique(classeur, TITRE), {"description": ALT})
        notre.insert_chart("D20", graphique(classeur, "Mon graphique"), {"description": "à moi"})
        notre.insert_image("J2", "logo.png", {"image_data": io.BytesIO(png(gris=9)), "description": "Logo"})
        notre.conditional_format("B1:B2", {"type": "text", "criteria": "begins with", "value": "À ", "format": heure})
        notre.conditional_format("B1:B2", {"type": "cell", "criteria": ">", "value": 150, "format": jour})
        mienne = classeur.add_worksheet("Mes calculs")
        mienne.set_column("A:A", 30)
        mienne.set_column("B:B", 12, None, {"hidden": True})
        mienne.set_row(8, None, None, {"hidden": True})
        mienne.merge_range("D1:E2", "fusion")
        mienne.write_datetime("A1", dt.datetime(2026, 3, 15), jour)  # noqa: DTZ001
        mienne.write_datetime("A2", dt.datetime(2026, 3, 15, 18, 30), heure)  # noqa: DTZ001
        mienne.write_string("A3", "=1+1")
        mienne.write_string("A4", LONG)
        mienne.write_number("A5", 0.25, classeur.add_format({"num_format": "0%"}))
        mienne.write_formula("A6", "=SUM(A5,0.5)", None, 0.75)
        mienne.write_boolean("A7", True)  # noqa: FBT003
        mienne.write_url("A8", "https://exemple.fr/page?a=1#b", string="site")
        mienne.write_comment("A1", "note de ma feuille")
        mienne.insert_image("C4", "plan.png", {"image_data": io.BytesIO(png(60, 30)), "x_scale": 2, "y_scale": 3})
        mienne.insert_textbox("C12", "Zone à moi")
        mienne.data_validation("F1", {"validate": "list", "source": ["oui", "non"]})
        cachee = classeur.add_worksheet("Brouillon")
        cachee.write("A1", 1)
        cachee.hide()
        classeur.define_name("NOTRE", "='Dépenses'!$B$1")
        classeur.define_name("LE_MIEN", "='Mes calculs'!$A$5")
    return chemin


def par_openpyxl(chemin: Path) -> Path:
    """Write a like workbook with openpyxl, which stores no result and draws nothing here."""
    classeur = openpyxl.Workbook()
    notre = classeur.active
    notre.title = "Dépenses"
    for adresse, valeur in {
        "A1": "Loyer",
        "B1": 100,
        "A2": "Salaires",
        "B2": 200,
        "C1": "Ma colonne",
        "C2": "à moi",
    }.items():
        notre[adresse] = valeur
    notre["H20"] = "=B1*2"
    notre["B2"].comment = Comment("aide de saisie", "outil")
    notre["B1"].comment = Comment("Vérifié avec l'été — œuvre\nsur deux lignes", "Zoé")
    mienne = classeur.create_sheet("Mes calculs")
    mienne["A1"] = dt.date(2026, 3, 15)
    mienne["A1"].number_format = "dd/mm/yyyy"
    mienne["A1"].comment = Comment("note de ma feuille", "Zoé")
    classeur.create_sheet("Brouillon").sheet_state = "hidden"
    classeur.defined_names["LE_MIEN"] = DefinedName("LE_MIEN", attr_text="'Mes calculs'!$A$5")
    classeur.save(chemin)
    return chemin


def par_libreoffice(chemin: Path) -> Path:
    """Have LibreOffice save the first workbook again."""
    dossier = chemin.parent / "lo"
    dossier.mkdir()
    return resauver(par_xlsxwriter(chemin), dossier)


def dresser(chemin: Path, **connus: frozenset[str]) -> Ajouts:
    """Return the inventory of one of these workbooks."""
    ordinaires = {
        "noms_connus": frozenset({"NOTRE"}),
        "graphiques_connus": frozenset({ALT, TITRE}),
        "notes_connues": frozenset({"aide  de saisie"}),
        "regles_connues": frozenset({"À "}),
    }
    return inventaire(chemin, lire(chemin), CONNUES, **(ordinaires | connus))


def avec_parties(source: Path, vers: Path, parties: dict[str, Any]) -> Path:
    """Copy a package with parts added, replaced, or changed by a function of their bytes."""
    neuves = dict(parties)
    with zipfile.ZipFile(source) as lu, zipfile.ZipFile(vers, "w", zipfile.ZIP_DEFLATED) as ecrit:
        for info in lu.infolist():
            contenu = neuves.pop(info.filename, lu.read(info))
            ecrit.writestr(info.filename, contenu(lu.read(info)) if callable(contenu) else contenu)
        for nom, contenu in neuves.items():
            ecrit.writestr(nom, contenu)
    return vers
