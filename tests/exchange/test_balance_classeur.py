"""A balance that comes as a workbook: its cells read exactly, its sheets chosen, a hostile package refused."""

from __future__ import annotations

import zipfile
from datetime import date
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest

from cpts_xl.constats import Gravite
from cpts_xl.errors import ClasseurIllisible
from cpts_xl.exchange.comptes import lire_comptes
from tests.exchange.balances import soldes
from tests.exchange.conftest import messages


def classeur(chemin: Path, feuilles: dict[str, list[list[object]]]) -> Path:
    """Return the path of a workbook just written, sheet by sheet."""
    livre = openpyxl.Workbook()
    livre.remove(livre.active)
    for titre, rangees in feuilles.items():
        feuille = livre.create_sheet(titre)
        for rangee in rangees:
            feuille.append(rangee)
    livre.save(chemin)
    return chemin


EXCEL: list[list[object]] = [
    ["Balance générale au 31/12/2025"],
    [],
    ["Compte", "Intitulé", "Solde débiteur", "Solde créditeur"],
    [512000, "Banque", 0.1 + 0.2, None],
    ["606300", "Achats", 1234.56, None, "à vérifier"],
    [706000.0, "Recettes", None, 1234.86],
    ["Total", None, "=SUM(C4:C6)", "=SUM(D4:D6)"],
]


def test_a_workbook_is_read_exactly(tmp_path: Path) -> None:
    """Numbers are those that Excel shows, never the noise of binary arithmetic; remarks on the right do not matter."""
    lu = lire_comptes(classeur(tmp_path / "balance.xlsx", {"Garde": [["Notes"]], "Balance": EXCEL}))
    attendu = {"512000": Fraction("0.3"), "606300": Fraction("1234.56"), "706000": Fraction("-1234.86")}
    assert dict(soldes(lu)) == attendu
    assert (lu.encodage, lu.dernier_jour, lu.constats) == ("xlsx", date(2025, 12, 31), [])


def test_two_sheets_of_accounts_are_told(tmp_path: Path) -> None:
    """The first is read, and the choice is told."""
    lu = lire_comptes(classeur(tmp_path / "b.xlsx", {"2025": EXCEL, "2024": EXCEL}))
    (phrase,) = messages(lu, Gravite.A_REGARDER)
    assert "feuille « 2025 », feuille « 2024 »" in phrase
    assert "seule est lue la feuille « 2025 »" in phrase


def test_a_wrong_extent_and_hidden_sheets(tmp_path: Path) -> None:
    """A program that writes « A1 » as the extent of its sheet is read in full; a hidden sheet is not read."""
    chemin = classeur(tmp_path / "b.xlsx", {"Balance": EXCEL, "Cache": EXCEL})
    livre = openpyxl.load_workbook(chemin)
    livre["Cache"].sheet_state = "hidden"
    livre.save(chemin)
    with zipfile.ZipFile(chemin) as lu, zipfile.ZipFile(tmp_path / "c.xlsx", "w") as ecrit:
        for nom in lu.namelist():
            contenu = lu.read(nom)
            if nom.endswith("sheet1.xml"):
                assert b'<dimension ref="A1:E7" />' in contenu or b'<dimension ref="A1:E7"/>' in contenu
                contenu = contenu.replace(b'ref="A1:E7"', b'ref="A1"')
            ecrit.writestr(nom, contenu)
    assert len(lire_comptes(tmp_path / "c.xlsx").lignes) == 3
    assert lire_comptes(tmp_path / "c.xlsx").constats == []


def test_a_hostile_workbook_is_refused(tmp_path: Path) -> None:
    """A package that declares entities, or that is no workbook, is refused with what to do."""
    chemin = classeur(tmp_path / "b.xlsx", {"Balance": EXCEL})
    with zipfile.ZipFile(chemin) as lu, zipfile.ZipFile(tmp_path / "dtd.xlsx", "w") as ecrit:
        for nom in lu.namelist():
            contenu = lu.read(nom)
            ecrit.writestr(nom, b'<!DOCTYPE x [<!ENTITY a "b">]>' + contenu if nom.endswith("sheet1.xml") else contenu)
    with pytest.raises(ClasseurIllisible, match="DTD"):
        lire_comptes(tmp_path / "dtd.xlsx")
    with zipfile.ZipFile(tmp_path / "photos.zip", "w") as ecrit:
        ecrit.writestr("photo.txt", "rien")
    with pytest.raises(ClasseurIllisible, match=r"\.xlsx"):
        lire_comptes(tmp_path / "photos.zip")
