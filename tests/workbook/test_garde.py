from __future__ import annotations

import os
import sys
import zipfile
from typing import TYPE_CHECKING

import openpyxl
import pytest
import xlsxwriter

from cpts_xl.errors import ClasseurIllisible
from cpts_xl.workbook.xlsx.garde import signaler, verifier_fichier

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

FEUILLE = "xl/worksheets/sheet1.xml"
OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
LIEN = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship '
    'Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{}" '
    'Target="{}" TargetMode="External"/>'
    "</Relationships>"
)


@pytest.fixture
def sain(tmp_path: Path) -> Path:
    """Return an ordinary workbook, with a link, an accent and a key with a bar."""
    chemin = tmp_path / "l'activité & co.xlsx"
    with xlsxwriter.Workbook(chemin) as classeur:
        feuille = classeur.add_worksheet("Identité")
        feuille.write("A1", 12.5)
        feuille.write_url("A2", "https://www.ameli.fr")
        feuille.write_formula("A3", '="a|"&A1', value="a|12.5")
        feuille.merge_range("B1:D4", "titre")
    return chemin


def reecrire(source: Path, vers: Path, changer: Callable[[str, bytes], bytes | None]) -> Path:
    """Copy a package, each part passed through ``changer``; None drops it."""
    with zipfile.ZipFile(source) as lu, zipfile.ZipFile(vers, "w", zipfile.ZIP_DEFLATED) as ecrit:
        for info in lu.infolist():
            contenu = changer(info.filename, lu.read(info))
            if contenu is not None:
                ecrit.writestr(info.filename, contenu)
    return vers


def ajouter(source: Path, vers: Path, nom: str, contenu: bytes | str) -> Path:
    """Copy a package and add one part."""
    reecrire(source, vers, lambda _, octets: octets)
    with zipfile.ZipFile(vers, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(nom, contenu)
    return vers


def dans_feuille(source: Path, vers: Path, avant: bytes, apres: bytes) -> Path:
    """Copy a workbook with one replacement in its sheet."""

    def changer(nom: str, octets: bytes) -> bytes:
        if nom != FEUILLE:
            return octets
        assert avant in octets
        return octets.replace(avant, apres, 1)

    return reecrire(source, vers, changer)


def refus(chemin: Path) -> str:
    """Return the message of the refusal; the file is named, its folder is not."""
    with pytest.raises(ClasseurIllisible) as attrape:
        verifier_fichier(chemin)
    message = str(attrape.value)
    assert chemin.name in message
    assert str(chemin.parent) not in message
    return message


def test_ordinary_workbook_passes(sain: Path) -> None:
    """An ordinary workbook is accepted, and nothing is reported about it."""
    verifier_fichier(sain)
    assert signaler(sain) == []


@pytest.mark.parametrize(
    ("contenu", "attendu"),
    [
        (b"", "vide"),
        (OLE2, "protégé par mot de passe ou ancien format .xls"),
        (OLE2 + "EncryptedPackage".encode("utf-16-le"), "mot de passe"),
        (OLE2 + "Workbook".encode("utf-16-le"), "ancien format .xls"),
        (b"%PDF-1.7\n", "PDF"),
        (b"\x89PNG\r\n\x1a\n", "image"),
        ("commune;population\nÉvry;66 000\n".encode("cp1252"), "CSV"),
        (b"<html><table><tr><td>1</td></tr></table>", "HTML"),
        (b"<?xml version='1.0'?><Workbook/>", "XML"),
        (b"PK\x03\x04" + b"\0" * 40, "tronqué"),
    ],
)
def test_other_formats_are_named(tmp_path: Path, contenu: bytes, attendu: str) -> None:
    """A file that is not a package is refused by what it is, whatever its name."""
    chemin = tmp_path / "classeur.xlsx"
    chemin.write_bytes(contenu)
    assert attendu in refus(chemin)


@pytest.mark.parametrize(
    ("parties", "attendu"),
    [
        ({"[Content_Types].xml": "<a/>", "word/document.xml": "<a/>"}, "document Word"),
        ({"[Content_Types].xml": "<a/>", "ppt/presentation.xml": "<a/>"}, "PowerPoint"),
        ({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<a/>"}, "(.ods)"),
        ({"[Content_Types].xml": "<a/>", "xl/workbook.bin": "x"}, "(.xlsb)"),
        ({"photo.jpg": "x"}, "archive ZIP"),
        ({"xl/workbook.xml": "<a/>"}, "manque des parties"),
    ],
)
def test_renamed_packages_are_named(tmp_path: Path, parties: dict[str, str], attendu: str) -> None:
    """A Word, PowerPoint, LibreOffice or plain archive renamed .xlsx is told as such."""
    chemin = tmp_path / "rapport.xlsx"
    with zipfile.ZipFile(chemin, "w") as archive:
        for nom, contenu in parties.items():
            archive.writestr(nom, contenu)
    assert attendu in refus(chemin)


def test_missing_folder_and_lock_files(tmp_path: Path) -> None:
    """A missing file, a folder and the lock file of an open workbook each get their own sentence."""
    assert "introuvable" in refus(tmp_path / "absent.xlsx")
    assert "dossier" in refus(tmp_path)
    verrou = tmp_path / "~$classeur.xlsx"
    verrou.write_bytes(b"\x05Marie")
    assert "verrouillage" in refus(verrou)


def test_locked_file_asks_to_close_it(sain: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that the system refuses to open says to close it in Excel."""

    def ouvrir(*_args: object, **_options: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(type(sain), "open", ouvrir)
    assert "le fermer dans Excel" in refus(sain)


@pytest.mark.skipif(sys.platform == "win32" or os.getuid() == 0, reason="l'administrateur lit tout")
def test_unreadable_file(sain: Path) -> None:
    """A file without the right to read it is told as such."""
    sain.chmod(0)
    assert "droits" in refus(sain)


@pytest.mark.parametrize("part", [0.2, 0.6, 0.98])
def test_truncated_workbook(sain: Path, tmp_path: Path, part: float) -> None:
    """A download cut anywhere is told as truncated."""
    octets = sain.read_bytes()
    coupe = tmp_path / "coupé.xlsx"
    coupe.write_bytes(octets[: int(len(octets) * part)])
    assert "tronqué" in refus(coupe)


def test_flipped_byte_is_seen(sain: Path, tmp_path: Path) -> None:
    """A part whose checksum is wrong is told as damaged."""
    with zipfile.ZipFile(sain) as archive:
        info = archive.getinfo(FEUILLE)
    octets = bytearray(sain.read_bytes())
    octets[info.header_offset + 30 + len(FEUILLE) + 20] ^= 0xFF
    abime = tmp_path / "abîmé.xlsx"
    abime.write_bytes(octets)
    assert "abîmé" in refus(abime)


def test_zip_bomb(sain: Path, tmp_path: Path) -> None:
    """A part that swells a thousand times is refused before it is read."""
    assert "démesuré" in refus(ajouter(sain, tmp_path / "bombe.xlsx", "xl/media/x.bin", b"\0" * 4_000_000))


def test_lying_declared_size(sain: Path, tmp_path: Path) -> None:
    """A part larger than its declared size does not slip through."""
    chemin = ajouter(sain, tmp_path / "menteur.xlsx", "xl/media/x.bin", os.urandom(5000))
    octets = bytearray(chemin.read_bytes())
    place = octets.rindex(b"xl/media/x.bin") - 46 + 24
    octets[place : place + 4] = (100).to_bytes(4, "little")
    chemin.write_bytes(octets)
    assert "abîmé" in refus(chemin)


def test_too_many_parts_and_bad_names(sain: Path, tmp_path: Path) -> None:
    """Names that leave the package, names given twice and thousands of parts are refused."""
    assert "nom interdit" in refus(ajouter(sain, tmp_path / "a.xlsx", "../../etc/x", "x"))
    assert "nom interdit" in refus(ajouter(sain, tmp_path / "b.xlsx", "/xl/x.bin", "x"))
    assert "même nom" in refus(ajouter(sain, tmp_path / "c.xlsx", "XL/Workbook.xml", "<a/>"))
    beaucoup = reecrire(sain, tmp_path / "d.xlsx", lambda _, octets: octets)
    with zipfile.ZipFile(beaucoup, "a") as archive:
        for rang in range(2_001):
            archive.writestr(f"xl/media/{rang}.bin", "")
    assert "parties" in refus(beaucoup)


@pytest.mark.parametrize("codage", ["utf-8", "utf-16"])
def test_entities_are_refused(sain: Path, tmp_path: Path, codage: str) -> None:
    """A document type declaration is refused, also when its encoding hides it from a search of bytes."""
    piege = f'<?xml version="1.0" encoding="{codage}"?><!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/passwd">]><w>&a;</w>'
    chemin = reecrire(
        sain, tmp_path / "xxe.xlsx", lambda nom, octets: piege.encode(codage) if nom == FEUILLE else octets
    )
    assert "entités" in refus(chemin)


@pytest.mark.parametrize("adresse", [b"XFD1", b"A1048576", b"SG2", b"A200001"])
def test_far_cell(sain: Path, tmp_path: Path, adresse: bytes) -> None:
    """A value far beyond what a CPTS fills in is refused, with the limit."""
    loin = b'<row r="1048576"><c r="' + adresse + b'"><v>1</v></c></row></sheetData>'
    chemin = dans_feuille(sain, tmp_path / "loin.xlsx", b"</sheetData>", loin)
    assert "200000 lignes" in refus(chemin)


def test_huge_declared_dimension_alone_is_harmless(sain: Path, tmp_path: Path) -> None:
    """A dimension that lies is not what is really used: the file is accepted."""
    chemin = dans_feuille(sain, tmp_path / "dim.xlsx", b'<dimension ref="A1:D4"/>', b'<dimension ref="A1:XFD1048576"/>')
    verifier_fichier(chemin)


def test_giant_merge_deep_nesting_and_bad_address(sain: Path, tmp_path: Path) -> None:
    """A merge over a whole sheet, deep nesting and an impossible address are refused."""
    assert "fusionnées" in refus(dans_feuille(sain, tmp_path / "f.xlsx", b'ref="B1:D4"/>', b'ref="A1:XFD100000"/>'))
    profond = b"<x>" * 500 + b"</x>" * 500 + b"</worksheet>"
    assert "imbriqués" in refus(dans_feuille(sain, tmp_path / "p.xlsx", b"</worksheet>", profond))
    assert "abîmé" in refus(dans_feuille(sain, tmp_path / "a.xlsx", b'<c r="A1"', b'<c r="A0000001Z"'))


def test_broken_xml(sain: Path, tmp_path: Path) -> None:
    """A part that is not well-formed names itself."""
    assert "sheet1.xml" in refus(dans_feuille(sain, tmp_path / "x.xlsx", b"</worksheet>", b"</worksheets>"))


def test_external_files_are_refused_but_not_links(sain: Path, tmp_path: Path) -> None:
    """A linked image or workbook is refused by its name alone; an add-in of functions is only reported."""
    image = ajouter(sain, tmp_path / "i.xlsx", "xl/drawings/_rels/d.rels", LIEN.format("image", "http://x.fr/pix.png"))
    assert "« pix.png »" in refus(image)
    nom = "xl/externalLinks/_rels/externalLink1.xml.rels"
    lie = ajouter(sain, tmp_path / "l.xlsx", nom, LIEN.format("externalLinkPath", r"\\serveur\Autre.xlsx"))
    assert "« Autre.xlsx »" in refus(lie)
    macro = ajouter(sain, tmp_path / "m.xlsx", nom, LIEN.format("externalLinkPath", r"C:\Users\cpts_xl.xlam"))
    assert "Le classeur appelle une macro complémentaire." in signaler(macro)


def test_macros_and_odd_formulas_are_reported(sain: Path, tmp_path: Path) -> None:
    """Macros, connections and formulas that call the outside are reported, once each, and do not stop the reading."""
    chemin = ajouter(sain, tmp_path / "a.xlsx", "xl/vbaProject.bin", b"x")
    chemin = ajouter(chemin, tmp_path / "b.xlsx", "xl/connections.xml", "<connections/>")
    avant = b'<f>"a|"&amp;A1</f>'
    chemin = dans_feuille(chemin, tmp_path / "c.xlsx", avant, b'<f>WEBSERVICE("http://x")+[1]F!A1</f>')
    assert signaler(chemin) == [
        "Le classeur contient des macros.",
        "Le classeur contient des connexions à des données externes.",
        "Une formule appelle l'extérieur (lien, service web ou programme).",
    ]


def test_prefixed_namespace_is_measured_too(sain: Path, tmp_path: Path) -> None:
    """A sheet written with a namespace prefix does not escape the limits."""
    contenu = (
        '<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:sheetData>'
        '<x:row r="1"><x:c r="XFD1"><x:v>1</x:v></x:c></x:row></x:sheetData></x:worksheet>'
    )
    chemin = reecrire(sain, tmp_path / "p.xlsx", lambda nom, octets: contenu.encode() if nom == FEUILLE else octets)
    assert "colonne 16384" in refus(chemin)


def test_openpyxl_workbook_passes(tmp_path: Path) -> None:
    """A workbook saved by openpyxl is accepted."""
    classeur = openpyxl.Workbook()
    classeur.active["A1"] = 1
    classeur.save(tmp_path / "o.xlsx")
    verifier_fichier(tmp_path / "o.xlsx")
