"""The forms that a FEC takes: encodings, separators, headers, amounts, quotes, lines that cannot be read."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest

from cpts_xl.constats import Gravite
from cpts_xl.exchange import source
from cpts_xl.exchange.comptes import Comptes, lire_comptes
from cpts_xl.exchange.fec import COLONNES
from tests.exchange.conftest import messages
from tests.exchange.ecritures import EXERCICE, avec, ecrire, rangee, texte


@pytest.mark.parametrize(
    ("codage", "dit"),
    [("utf-8", "utf-8"), ("utf-8-sig", "utf-8-sig"), ("cp1252", "cp1252"), ("iso-8859-15", "iso-8859-15")],
)
def test_each_encoding_is_recognised(tmp_path: Path, codage: str, dit: str) -> None:
    """Accents and ligatures are read the same whatever the encoding."""
    comptes = lire_comptes(ecrire(tmp_path, texte().encode(codage)))
    assert comptes.encodage == dit
    assert comptes.ecritures[2].libelle == "Cœur & œdème"
    assert comptes.ecritures[6].compte == "641000"
    assert {ligne.libelle for ligne in comptes.lignes} >= {"Rémunérations", "Crédit coopératif", "Petit équipement"}


def test_one_byte_encodings_are_told_apart() -> None:
    """A half is not an œ, and the euro sign of ISO-8859-15 is not the sign of currency."""
    assert source.decoder("Forfait 12 €, œuvre".encode("iso-8859-15")) == ("Forfait 12 €, œuvre", "iso-8859-15")
    assert source.decoder("Forfait 12 €".encode("cp1252")) == ("Forfait 12 €", "cp1252")
    assert source.decoder("½ journée".encode("cp1252")) == ("½ journée", "cp1252")
    assert source.decoder(b"\x81 \xe9")[1] == "iso-8859-15"


@pytest.mark.parametrize("separateur", ["\t", "|", ";"])
@pytest.mark.parametrize("fin", ["\r\n", "\n", "\r"])
def test_each_separator_and_each_end_of_line(tmp_path: Path, separateur: str, fin: str) -> None:
    """Tab, bar or semicolon; the three ends of line."""
    lu = lire_comptes(ecrire(tmp_path, texte(separateur=separateur).replace("\r\n", fin)))
    assert len(lu.ecritures) == 8
    assert lu.ecritures[7].ligne == 9
    assert lu.constats == []


def test_the_header_may_vary(tmp_path: Path) -> None:
    """Case, accents, order and further columns do not matter."""
    titres = {"Debit": "Débit", "Credit": "CRÉDIT", "EcritureDate": "ecrituredate", "EcritureLet": "EcrtureLet"}
    entete = [*(titres.get(nom, nom.upper()) for nom in reversed(COLONNES)), "DateRglt"]
    lignes = ["|".join(entete), *("|".join([*reversed(rangee(ligne)), "20250101"]) for ligne in EXERCICE)]
    lu = lire_comptes(ecrire(tmp_path, "\n".join(lignes)))
    assert sum(ligne.solde for ligne in lu.lignes) == 0
    assert lu.constats == []


@pytest.mark.parametrize(("debit", "credit"), [("D", "C"), ("d", "c"), ("+1", "-1"), ("1", "-1"), ("Débit", "Crédit")])
def test_the_variant_with_a_sense(tmp_path: Path, comptes: Comptes, debit: str, credit: str) -> None:
    """« Montant » and « Sens » give the same accounts as « Debit » and « Credit »."""
    entete = [{"Debit": "Montant", "Credit": "Sens"}.get(nom, nom) for nom in COLONNES]
    lignes = []
    for ligne in EXERCICE:
        cote = debit if ligne[9] not in {"", "0,00"} else credit
        lignes.append((*ligne[:9], ligne[9] if cote == debit else ligne[10], cote, ligne[11]))
    lu = lire_comptes(ecrire(tmp_path, texte(lignes, entete=entete)))
    assert lu.lignes == comptes.lignes
    assert lu.constats == []


def test_an_unknown_sense_is_told(tmp_path: Path) -> None:
    """A sense that is neither D nor C leaves the line out, and says so."""
    entete = [{"Debit": "Montant", "Credit": "Sens"}.get(nom, nom) for nom in COLONNES]
    lignes = [(*EXERCICE[0][:9], "5", "D", ""), (*EXERCICE[1][:9], "5", "X", "")]
    (phrase,) = messages(lire_comptes(ecrire(tmp_path, texte(lignes, entete=entete))), Gravite.BLOQUANT)
    assert "Ligne 3, colonne Sens" in phrase
    assert "Lu : X." in phrase


@pytest.mark.parametrize(
    ("ecrit", "valeur"),
    [
        ("1234,56", "1234.56"), ("1234.56", "1234.56"), ("-12,5", "-12.5"), ("1 234,56", "1234.56"), ("0,001", "0.001"),
        ("12.345", "12.345"), (",5", "0.5"), ("", "0"), ("1234,56 €", "1234.56"), ("+7", "7"),
        ("100000000,01", "100000000.01"),
    ],
)  # fmt: skip
def test_amounts_are_exact(tmp_path: Path, ecrit: str, valeur: str) -> None:
    """An amount is the number that is written, to the last digit."""
    assert lire_comptes(ecrire(tmp_path, avec(2, "Debit", ecrit))).ecritures[0].debit == Fraction(valeur)


@pytest.mark.parametrize(
    ("colonne", "valeur", "attendu"),
    [
        ("Debit", "douze", "1234,56"), ("Credit", "1,2,3", "1234,56"), ("Debit", "1e3", "1234,56"),
        ("Debit", "50%", "1234,56"), ("EcritureDate", "20251301", "AAAAMMJJ"), ("EcritureDate", "", "AAAAMMJJ"),
        ("CompteNum", "Banque", "606300"), ("CompteNum", "", "606300"), ("CompteNum", "6", "606300"),
    ],
)  # fmt: skip
def test_an_unreadable_line_is_located_and_the_rest_kept(
    tmp_path: Path, colonne: str, valeur: str, attendu: str
) -> None:
    """The finding names the line, the column, what was read and what was expected."""
    lu = lire_comptes(ecrire(tmp_path, avec(4, colonne, valeur)))
    (phrase,) = messages(lu, Gravite.BLOQUANT)
    assert f"Ligne 4, colonne {colonne}" in phrase
    assert attendu in phrase
    assert "Corriger cette ligne" in phrase
    assert len(lu.ecritures) == 7
    assert [e.rang for e in lu.ecritures if (e.journal, e.numero) == ("AC", "7")] == [2]


def test_a_separator_inside_a_label_is_told(tmp_path: Path) -> None:
    """A line with one column too many is left out, never shifted."""
    lu = lire_comptes(ecrire(tmp_path, avec(4, "EcritureLib", "Cartes | affiches", "|")))
    (phrase,) = messages(lu, Gravite.BLOQUANT)
    assert "Ligne 4" in phrase
    assert "19 colonnes" in phrase
    assert "libellé" in phrase


def test_a_line_cut_short_is_told(tmp_path: Path) -> None:
    """A label broken by an end of line gives two short lines, both told."""
    lu = lire_comptes(ecrire(tmp_path, avec(4, "EcritureLib", "Cartes\nde visite")))
    assert [phrase.split(",")[0] for phrase in messages(lu, Gravite.BLOQUANT)] == ["Ligne 4", "Ligne 5"]


def test_orphan_quotes_swallow_nothing(tmp_path: Path) -> None:
    """A quote that opens and never closes, or two lines that bear an inch sign, cost no line."""
    contenu = avec(4, "EcritureLib", 'Écran 19"').replace("\tBuro\t", '\t"Buro\t')
    lu = lire_comptes(ecrire(tmp_path, contenu))
    assert len(lu.ecritures) == 8
    assert lu.ecritures[2].libelle == 'Écran 19"'
    assert lu.constats == []


def test_two_orphan_quotes_do_not_join_their_lines(tmp_path: Path) -> None:
    """A quote that opens a cell of one line and another that closes a cell of the next are two labels."""
    contenu = avec(4, "EcritureLib", '"Écran').replace("\tBuro\t", '\tdalle 19"\t')
    lu = lire_comptes(ecrire(tmp_path, contenu))
    assert [e.libelle for e in lu.ecritures[2:4]] == ['"Écran', 'dalle 19"']
    assert lu.constats == []


def test_quoted_cells_are_read(tmp_path: Path) -> None:
    """A program that quotes its cells is read as well, separators and doubled quotes inside."""
    lignes = [[f'"{c}"' for c in cellules] for cellules in (COLONNES, *map(rangee, EXERCICE))]
    lignes[3][10] = '"Papier ""A4"" ; blanc"'
    lu = lire_comptes(ecrire(tmp_path, "\n".join(";".join(ligne) for ligne in lignes)))
    assert lu.ecritures[2].libelle == 'Papier "A4" ; blanc'
    assert lu.constats == []


def test_a_fec_opened_in_excel_is_read(tmp_path: Path, comptes: Comptes) -> None:
    """Saved again as a workbook, numbers and days having become cells, it gives the same accounts."""
    classeur = openpyxl.Workbook()
    feuille = classeur.active
    feuille.append(list(COLONNES))
    for ligne in EXERCICE:
        cellules = [cellule or None for cellule in rangee(ligne)]
        cellules[3] = date(int(ligne[3][:4]), int(ligne[3][4:6]), int(ligne[3][6:]))
        cellules[4] = int(ligne[4])
        cellules[11:13] = [float(montant.replace(",", ".")) if montant else None for montant in ligne[9:11]]
        feuille.append(cellules)
    classeur.save(tmp_path / "fec.xlsx")
    lu = lire_comptes(tmp_path / "fec.xlsx")
    assert (lu.nature, lu.encodage) == ("FEC", "xlsx")
    assert lu.lignes == comptes.lignes
    assert lu.constats == []
