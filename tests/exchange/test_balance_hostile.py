"""A balance made to harm, as a workbook: refused in French before a library builds anything of it."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from cpts_xl.errors import ClasseurIllisible
from cpts_xl.exchange import archive
from cpts_xl.exchange.comptes import lire_comptes
from cpts_xl.exchange.source import ouvrir

FEUILLE, STYLES, TEXTES = "xl/worksheets/sheet1.xml", "xl/styles.xml", "xl/sharedStrings.xml"


@pytest.fixture
def saine(tmp_path: Path) -> Path:
    """Return an ordinary balance, with shared texts."""
    with xlsxwriter.Workbook(tmp_path / "balance.xlsx") as livre:
        feuille = livre.add_worksheet("Balance")
        feuille.write_row(0, 0, ["Compte", "Intitulé", "Débit", "Crédit"])
        feuille.write_row(1, 0, ["606300", "Achats", 1234.56, 0])
        feuille.write_row(2, 0, ["706000", "Recettes", 0, 1234.56])
    return tmp_path / "balance.xlsx"


def reecrire(
    source: Path, vers: Path, changer: Callable[[str, bytes], bytes], *, noms: dict[str, str] | None = None
) -> Path:
    """Copy a package, each part passed through ``changer``, some of them under another name."""
    with zipfile.ZipFile(source) as lu, zipfile.ZipFile(vers, "w", zipfile.ZIP_DEFLATED) as ecrit:
        for nom in lu.namelist():
            ecrit.writestr((noms or {}).get(nom, nom), changer(nom, lu.read(nom)))
    return vers


def refus(chemin: Path) -> str:
    """Return the refusal of a file, which names it."""
    with pytest.raises(ClasseurIllisible) as attrape:
        lire_comptes(chemin)
    assert str(attrape.value).startswith(f"« {chemin.name} » : ")
    return str(attrape.value)


def test_sheets_of_empty_rows_are_refused_together(tmp_path: Path) -> None:
    """Twelve sheets with one cell each, half a million rows down: the sheet and the row are told, and what to do."""
    livre = openpyxl.Workbook()
    livre.remove(livre.active)
    for rang in range(12):
        livre.create_sheet(f"F{rang + 1}")["A400000"] = 1
    livre.save(tmp_path / "loin.xlsx")
    dit = refus(tmp_path / "loin.xlsx")
    assert "feuille « F2 », ligne 100001 : " in dit
    assert "ensemble plus de 500\u202f000 lignes, vides comprises" in dit
    assert "supprimer les lignes vides" in dit


def test_empty_rows_are_not_kept(tmp_path: Path) -> None:
    """Rows that the file does not write are skipped; a row of zeros is one, and the numbers of rows stay right."""
    livre = openpyxl.Workbook()
    for colonne, titre in enumerate(("Compte", "Débit", "Crédit"), 1):
        livre.active.cell(100_000, colonne, titre)
    livre.active["A100002"], livre.active["B100002"], livre.active["C100002"] = "606300", 12.5, 0
    livre.active["A100003"], livre.active["B100003"], livre.active["C100003"] = 0, 0, 0
    livre.save(tmp_path / "b.xlsx")
    (vue,) = ouvrir(tmp_path / "b.xlsx").vues
    assert [numero for numero, _ in vue.rangees()] == [100_000, 100_002, 100_003]


def test_an_ordinary_balance_is_read(saine: Path) -> None:
    """The bounds stop no honest file."""
    assert [ligne.compte for ligne in lire_comptes(saine).lignes] == ["606300", "706000"]


@pytest.mark.parametrize("compression", [zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2])
def test_another_compression_is_refused(saine: Path, tmp_path: Path, compression: int) -> None:
    """The part is named, with what to ask for."""
    with zipfile.ZipFile(saine) as lu, zipfile.ZipFile(tmp_path / "c.xlsx", "w", compression) as ecrit:
        for nom in lu.namelist():
            ecrit.writestr(nom, lu.read(nom))
    dit = refus(tmp_path / "c.xlsx")
    assert "est comprimée d'une façon qu'aucun tableur n'emploie ; demander l'export au format CSV" in dit


ARBRES = {
    "styles": (STYLES, b"</styleSheet>", b'<a b="1"/>', "styles.xml"),
    "cellules dans les styles": (STYLES, b"</styleSheet>", b'<c b="1"/>', "styles.xml"),
    "hors des lignes": (FEUILLE, b"</worksheet>", b'<v b="1"/>', "sheet1.xml"),
    "dans une ligne": (FEUILLE, b"</row>", b'<c s="0"/>', "sheet1.xml"),
    "dans un texte": (TEXTES, b"</si>", b"<t/>", "sharedStrings.xml"),
}


@pytest.mark.parametrize("cas", ARBRES)
def test_a_part_whose_tree_would_fill_the_memory_is_refused(cas: str, saine: Path, tmp_path: Path) -> None:
    """Elements without number, wherever a reader would hold them all at once: the part is named."""
    partie, avant, element, nom = ARBRES[cas]
    trop = element * (archive.ELEMENTS + 1)
    chemin = reecrire(
        saine,
        tmp_path / "m.xlsx",
        lambda un, octets: octets.replace(avant, trop + avant, 1) if un == partie else octets,
    )
    assert f"sa partie {nom} compte un nombre démesuré d'éléments ; demander l'export au format CSV" in refus(chemin)


@pytest.mark.parametrize(("partie", "nom"), [(FEUILLE, "sheet1.dat"), (STYLES, "styles.bin"), (TEXTES, "textes.dat")])
def test_a_part_under_another_name_is_refused(partie: str, nom: str, saine: Path, tmp_path: Path) -> None:
    """A library reads what the relations announce, whatever its name: only parts named .xml are looked at first."""
    court = Path(partie).name.encode()
    neuf = str(Path(partie).with_name(nom))

    def suivre(un: str, octets: bytes) -> bytes:
        return octets.replace(court, nom.encode()) if un.endswith((".rels", "Types].xml")) else octets

    dit = refus(reecrire(saine, tmp_path / "m.xlsx", suivre, noms={partie: neuf}))
    assert f"sa partie {nom} n'est pas nommée « .xml »" in dit


def test_a_dtd_in_another_encoding_is_refused(saine: Path, tmp_path: Path) -> None:
    """A declaration of entities is seen whatever hides it from a search of bytes."""
    piege = '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'.encode("utf-16")
    chemin = reecrire(saine, tmp_path / "m.xlsx", lambda un, octets: piege if un == FEUILLE else octets)
    assert "DTD" in refus(chemin)
