"""The structure of a received workbook: no honest edit is accused; what a part says is read, or refused in French."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from cpts_xl.engine.dossier import Dossier
from cpts_xl.engine.fichier import lire_dossier
from cpts_xl.errors import ClasseurIllisible
from cpts_xl.ressources import ressource
from cpts_xl.workbook.build import construire
from cpts_xl.workbook.inks import Encre
from cpts_xl.workbook.recu.read import lire_classeur
from cpts_xl.workbook.verification.manifeste.dressage import dresser
from cpts_xl.workbook.verification.manifeste.modele import Zone
from cpts_xl.workbook.verification.manifeste.plages import cible, resumer, zone
from cpts_xl.workbook.verification.structure.codes import Tort, tort
from cpts_xl.workbook.verification.structure.ecarts import ecarts_de_structure
from tests.workbook.exemples import ou, resultat
from tests.workbook.livre import (
    BLANC,
    CLASSEUR,
    COLONNE,
    DROIT,
    LIGNE,
    SOLDE,
    STYLES,
    TAUX,
    TITRES,
    F,
    Geste,
    Livre,
    accuses,
    calcule,
    conditionner,
    couvrir,
    dits,
    etirer,
    filtrer,
    fusionner,
    habiller,
    ligne,
    masquer,
    mode_simple,
    mot,
    ranger,
    regler,
    valider,
)
from tests.workbook.saisie import enregistrer

ROUGE = '<font><color rgb="FF9C0006"/></font><fill><patternFill><bgColor rgb="FFFFC7CE"/></patternFill></fill>'
COMPTABLE = r'_-* #,##0.00\ "€"_-;\-* #,##0.00\ "€"_-;_-* "-"??\ "€"_-;_-@_-'
CALC = '<calcPr iterateCount="100" refMode="A1" iterate="false" iterateDelta="0.001"/>'
PRIVE = '<definedName name="mon_taux" hidden="1">0.2</definedName><definedName name'
LARGES = '<cols><col min="1" max="30" width="33" customWidth="1"/></cols>'
V, MONTANTS = "Versements", "D5:D34"

HONNETES: dict[str, Geste] = {
    "mode simple": mode_simple,
    "une feuille de détail masquée": masquer("Réunions"),
    "colonne élargie": lambda w: w.changer(F, r"<cols>.*?</cols>", LARGES),
    "ligne vide masquée": ranger(30, 'hidden="1"', V),
    "lignes groupées": ranger(6, 'hidden="1" outlineLevel="1"', V),
    "filtre posé": filtrer,
    "colonne d'aide masquée": etirer(3, 'width="62" hidden="1"', "Identité"),
    "saisie colorée": habiller(ou("versement.1.montant"), encre="FFC00000", fond="FFFFFF00"),
    "montant sans décimales": habiller(SOLDE, code="#,##0"),
    "montant au format comptable": habiller(SOLDE, code=COMPTABLE),
    "montant négatif en rouge": habiller(SOLDE, code="#,##0.00;[Red]#,##0.00"),
    "montant en milliers, dit": habiller(SOLDE, code='#,##0.0,\\ "k€"'),
    "taux sans décimale": habiller(TAUX, code="0%"),
    "couleur conditionnelle": conditionner(ROUGE),
    "zéros grisés": conditionner(f'<font><color rgb="{BLANC}"/></font>', 'type="cellIs" operator="equal"', "0"),
    "fusion d'un titre": fusionner("A1:F1"),
    "image sur un titre": couvrir(1, 6),
    "cercle sans fond autour d'un montant": couvrir(LIGNE, COLONNE, fond="<a:noFill/>"),
    "défilé sous les volets figés": lambda w: w.changer(F, 'topLeftCell="C5"', 'topLeftCell="D20"'),
    "zoom": regler("sheetView", 'zoomScale="70"', F),
    "impression en portrait": lambda w: w.changer(F, 'orientation="landscape"', 'orientation="portrait"'),
    "zone d'impression réduite": lambda w: w.changer(
        CLASSEUR, r"Financement!\$A\$1:\$[A-Z]+\$\d+", "Financement!$A$1:$C$8"
    ),
    "feuille déprotégée": lambda w: w.changer(F, r"<sheetProtection[^>]*/>", ""),
    "feuille protégée par mot de passe": regler("sheetProtection", 'password="83AF"', F),
    "validation resserrée": valider(V, MONTANTS, "&lt;=1000000000", "&lt;=100000"),
    "cellule collée sans validation": valider(V, MONTANTS, MONTANTS, "D5:D5 D7:D34"),
    "titre précisé": lambda w: w.mot(F, TITRES[0], f"{w.lu(F, TITRES[0])} (en euros)"),
    "titre traduit": mot(F, TITRES[0], "Rakpaeañ"),
    "calcul d'un autre tableur": lambda w: w.changer(CLASSEUR, "<calcPr[^>]*/>", CALC),
    "nom de l'utilisateur": lambda w: w.changer(CLASSEUR, "<definedName name", PRIVE),
    "titre de feuille récrit": mot(F, "A1", "Notre financement 2025"),
}


@pytest.mark.parametrize("nom", HONNETES)
def test_an_honest_edit_is_not_accused(nom: str, tmp_path: Path) -> None:
    """What a coordinator or a reviewer does every day gives at most a word of information."""
    livre = Livre()
    HONNETES[nom](livre)
    assert accuses(dits(livre.octets(), tmp_path)) == []


@pytest.mark.parametrize(
    ("geste", "mot"),
    [
        ("filtre posé", "Un filtre cache 3 ligne"),
        ("lignes groupées", "groupée"),
        ("feuille déprotégée", "n'est plus protégée"),
        ("zone d'impression réduite", "zone d'impression laisse dehors"),
        ("cellule collée sans validation", "1 cellule remplie sans validation (D6)"),
        ("titre traduit", "récrit"),
    ],
)
def test_what_accuses_nobody_is_still_said(geste: str, mot: str, tmp_path: Path) -> None:
    """An honest edit that changes what one sees is told as information, so that the reviewer looks there."""
    livre = Livre()
    HONNETES[geste](livre)
    assert any(mot in c.message for c in dits(livre.octets(), tmp_path))


def vierge() -> bytes:
    """Return an empty workbook, as « nouveau » writes it."""
    identite: dict[str, Any] = {
        "nom": "CPTS neuve", "signature": date(2024, 1, 1), "debut": date(2025, 1, 1), "arrete": date(2025, 12, 31),
        "population": Fraction(60_000),
    }  # fmt: skip
    return construire(resultat(Dossier(identite)), Encre.PYTHON, simple=True)


NOTRES: dict[str, Callable[[], bytes]] = {
    "formules ordinaires": lambda: construire(calcule(), Encre.NATIVE),
    "fonctions, mode simple": lambda: construire(calcule(), Encre.PYTHON, simple=True),
    "LAMBDA": lambda: construire(calcule(), Encre.LAMBDA),
    "vierge": vierge,
    "première année": lambda: construire(
        resultat(lire_dossier(ressource("workbooks", "exemple-premiere-annee.toml"))), Encre.NATIVE
    ),
}


@pytest.mark.parametrize("nom", NOTRES)
def test_what_we_write_is_not_even_mentioned(nom: str, tmp_path: Path) -> None:
    """Every workbook of ours, in every ink, full or empty, gives no finding at all: no word of information either."""
    assert [c.phrase() for c in dits(NOTRES[nom](), tmp_path)] == []


def test_a_save_by_openpyxl_accuses_nobody(tmp_path: Path) -> None:
    """A program that rewrites styles and validations changes nothing that a reader would miss."""
    chemin = tmp_path / "reçu.xlsx"
    chemin.write_bytes(Livre().octets())
    openpyxl.load_workbook(chemin).save(chemin)
    assert accuses(ecarts_de_structure(lire_classeur(chemin), dresser(chemin))) == []


@pytest.mark.moteur
def test_a_save_by_libreoffice_accuses_nobody(tmp_path: Path, exiger_moteur: Callable[[str], str]) -> None:
    """LibreOffice rewrites formats, colours, validations and settings: none of it is an accusation."""
    exiger_moteur("libreoffice")
    chemin = tmp_path / "reçu.xlsx"
    chemin.write_bytes(Livre().octets())
    enregistrer(chemin)
    assert accuses(ecarts_de_structure(lire_classeur(chemin), dresser(chemin))) == []


def test_another_version_is_said_and_its_words_are_not_compared(tmp_path: Path) -> None:
    """A workbook of another version has other words: one sentence says that they are not compared."""
    livre = Livre()
    livre.changer("docProps/custom.xml", r"<vt:lpwstr>0\.\d+\.\d+</vt:lpwstr>", "<vt:lpwstr>0.2.9</vt:lpwstr>")
    livre.mot(F, TITRES[0], "Droit acquis")
    constats = dits(livre.octets(), tmp_path)
    assert accuses(constats) == []
    assert any("écrit par cpts_xl 0.2.9" in c.message for c in constats)


def test_an_unusual_part_is_read_by_the_other_road(tmp_path: Path) -> None:
    """A part with prefixes or comments, where a pattern would lie, gives the same manifest as the plain one."""
    livre = Livre()
    ligne(livre, F, LIGNE, 'hidden="1"')
    livre.style(*DROIT, encre=BLANC)
    simple = tmp_path / "simple.xlsx"
    simple.write_bytes(livre.octets())
    texte = livre.parties[livre.rangs[F]].decode()
    prefixe = re.sub(r"<(/?)(?=[a-zA-Z])", r"<\1x:", texte).replace('xmlns="', 'xmlns:x="', 1)
    leurre = '<!-- <row r="7" hidden="1"> -->'
    livre.parties[livre.rangs[F]] = prefixe.replace("<x:sheetData>", f"<x:sheetData>{leurre}").encode()
    autre = tmp_path / "autre.xlsx"
    autre.write_bytes(livre.octets())
    assert dresser(autre).feuilles[F] == dresser(simple).feuilles[F]
    assert dresser(autre).feuilles[F].lignes == {LIGNE: "masquée"}
    assert list(dresser(autre).feuilles[F].invisibles) == [DROIT[1]]


@pytest.mark.parametrize(
    ("partie", "motif", "par"),
    [
        (F, 'max="1"', 'max="un" hidden="1"'),
        (F, "</worksheet>", "</worksheets>"),
        (STYLES, '(<cellXfs.*?)fontId="0"', r'\1fontId="zéro"'),
        (CLASSEUR, 'r:id="rId3"', 'r:id="rId9999"'),
        ("xl/drawings/drawing1.xml", "<xdr:col>0", "<xdr:col>zéro"),
        (F, "<worksheet ", '<!DOCTYPE worksheet [<!ENTITY a "b">]><worksheet '),
    ],
)
def test_a_part_that_makes_no_sense_is_a_french_refusal(partie: str, motif: str, par: str, tmp_path: Path) -> None:
    """Whatever a part says, the refusal names the file in French: no traceback."""
    livre = Livre()
    livre.changer(partie, motif, par)
    chemin = tmp_path / "reçu.xlsx"
    chemin.write_bytes(livre.octets())
    with pytest.raises(ClasseurIllisible, match=r"« reçu\.xlsx » : "):
        dresser(chemin)


@pytest.mark.parametrize(
    ("code", "genre", "valeur", "attendu"),
    [
        ('"1 000 €"', "montant", 5, Tort.AUTRE),
        ('"1"0.00', "montant", 5, Tort.AUTRE),
        (";;;", "montant", 0, Tort.RIEN),
        ("#,##0;-#,##0;", "montant", 0, None),
        ('#,##0;-#,##0;"-"', "montant", 0, None),
        ('"voir la note"', "montant", 5, Tort.MOTS),
        ("[White]0.00", "montant", 5, Tort.RIEN),
        ('[<10]"0,00 €";0.00', "montant", 5, Tort.AUTRE),
        ('[<10]"0,00 €";0.00', "montant", 50, None),
        ("#,##0,,", "montant", 5, Tort.ECHELLE),
        ('#,##0\\ "k€"', "montant", 5, Tort.ECHELLE),
        ("\\-0.00", "montant", 5, Tort.SIGNE),
        ("0.00;0.00", "montant", -5, Tort.SIGNE),
        ("0.00;(0.00)", "montant", -5, None),
        ("0", "taux", 1, Tort.TAUX),
        ("0.0000", "taux", 1, None),
        ("[$-40C]General", "nombre", 1, None),
        ("[h]:mm", "nombre", 1, Tort.DATE),
        ("dd/mm/yyyy", "jour", 1, None),
        ("[$$-409]#,##0.00", "montant", 5, Tort.MONNAIE),
        ("[$€-40C]\\ #,##0.00", "montant", 5, None),
        ("# ?/?", "nombre", 5, None),
        ("#44", "montant", 5, None),
    ],
)
def test_a_format_is_judged_by_what_it_shows(code: str, genre: str, valeur: int, attendu: Tort | None) -> None:
    """What matters is what the reader believes: other digits, another scale, another sign, nothing."""
    assert tort(code, genre, Fraction(valeur)) is attendu


def test_ranges_are_read_as_files_write_them() -> None:
    """Whole columns, whole rows, absolute and reversed corners, quoted sheets; a list of cells is told in short."""
    assert zone("$B$5:D9") == zone("D9:B5") == Zone(5, 2, 9, 4)
    assert zone("B:B") == Zone(1, 2, 1_048_576, 2)
    assert zone("5:9") == Zone(5, 1, 9, 16_384)
    assert zone("PLAGE!") is None
    assert cible("'Budget d''été'!$A$1:$A$9") == ("Budget d'été", Zone(1, 1, 9, 1))
    assert cible("SUM(A1)") is None
    assert resumer(["K5", "K6", "K7", "L9"]) == "K5:K7, L9"
