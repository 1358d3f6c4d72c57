from __future__ import annotations

import hashlib
import io
import shutil
from collections.abc import Mapping
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest

from cpts_xl.constats import Constat
from cpts_xl.engine.dossier import Dossier
from cpts_xl.errors import ClasseurIllisible, SaisieInvalide
from cpts_xl.workbook.inks import Encre
from cpts_xl.workbook.recu.read import lire_classeur
from cpts_xl.workbook.verification import verifier
from tests.workbook.exemples import dossier_exemple, ecrire, octets_sans_calculs, ou
from tests.workbook.saisie import resauver


def _modifie(tmp_path: Path, changements: dict[tuple[str, str], object], encre: Encre = Encre.PYTHON) -> Path:
    """Fill a workbook as a user would, with another program; caches are lost, inputs are kept."""
    chemin, classeur = tmp_path / "classeur.xlsx", _ouvert(encre)
    avant = {(feuille, adresse): classeur[feuille][adresse].value for feuille, adresse in changements}
    try:
        _taper(classeur, changements)
        classeur.save(chemin)
    finally:
        _taper(classeur, avant)
    return chemin


@cache
def _ouvert(encre: Encre) -> openpyxl.Workbook:
    """Return the example's workbook open in that program: opening it takes longer than saving it."""
    return openpyxl.load_workbook(io.BytesIO(octets_sans_calculs(encre)))


def _taper(classeur: openpyxl.Workbook, valeurs: Mapping[tuple[str, str], Any]) -> None:
    for (feuille, adresse), valeur in valeurs.items():
        classeur[feuille][adresse] = valeur


def _remplies(dossier: Dossier) -> dict[str, object]:
    """Return what a dossier really declares: an empty cell and an undeclared one say the same."""
    return {ident: valeur for ident, valeur in dossier.saisies().items() if valeur is not None}


def _dit(constats: list[Constat], *mots: str) -> Constat:
    """Return the one finding that says these words; fail with all of them otherwise."""
    trouves = [c for c in constats if all(mot in c.phrase() for mot in mots)]
    assert len(trouves) == 1, [c.phrase() for c in constats]
    return trouves[0]


@pytest.mark.parametrize("encre", list(Encre))
def test_a_written_workbook_reads_back_exactly(encre: Encre, tmp_path: Path) -> None:
    """What was written is what is read: the same dossier, value by value, without a finding."""
    lecture = lire_classeur(ecrire(tmp_path, encre))
    assert lecture.constats == []
    assert _remplies(lecture.dossier) == _remplies(dossier_exemple())


@pytest.mark.moteur
def test_a_workbook_saved_by_libreoffice_reads_back(tmp_path: Path, exiger_moteur) -> None:
    """Saved by LibreOffice, the workbook gives the same dossier."""
    exiger_moteur("libreoffice")
    chemin = ecrire(tmp_path, Encre.PYTHON)
    lecture = lire_classeur(resauver(chemin, tmp_path / "lo"))
    assert [c.phrase() for c in lecture.constats] == []
    assert _remplies(lecture.dossier) == _remplies(dossier_exemple())


def test_sheets_reordered_and_columns_added(tmp_path: Path) -> None:
    """Sheets moved, a column inserted, a free column added, a sheet of notes: the same dossier is read."""
    chemin = ecrire(tmp_path, calculs=False)
    classeur = openpyxl.load_workbook(chemin)
    classeur.move_sheet("Indicateurs", offset=-3)
    classeur.create_sheet("Mes notes", 0)["A1"] = "À voir avec la trésorière"
    classeur["Versements"].insert_cols(2)
    classeur["Versements"]["B4"] = "Mon repère"
    libre = classeur["Indicateurs"].max_column + 1
    classeur["Indicateurs"].cell(4, libre, "Ma remarque")
    classeur["Indicateurs"].cell(5, libre, "Revu en bureau")
    classeur.save(chemin)
    lecture = lire_classeur(chemin)
    assert _remplies(lecture.dossier) == _remplies(dossier_exemple())
    assert lecture.constats == []


def test_an_added_row_is_read_and_computed(tmp_path: Path) -> None:
    """A row typed under the others is part of the dossier."""
    libre = f"versement.{len(dossier_exemple().liste('versement')) + 1}"
    chemin = _modifie(tmp_path, {
        ou(f"{libre}.date"): "2026-01-05", ou(f"{libre}.ligne"): "acces_fixe", ou(f"{libre}.montant"): 100.25,
    })  # fmt: skip
    lecture = lire_classeur(chemin)
    assert lecture.dossier.liste("versement")[-1]["montant"] == Fraction("100.25")
    _dit(lecture.constats, "Versements", ou(f"{libre}.date")[1], "doit être une date", "2026-01-05")


REFUS: dict[str, tuple[str, object, tuple[str, ...]]] = {
    "texte à la place d'une date": ("mission.acces.demarrage", "en juin", ("date", "en juin")),
    "population négative": ("identite.population", -5, ("entier et positif",)),
    "population en texte": ("identite.population", "98 450 hab.", ("nombre", "98 450 hab.")),
    "mission inconnue": ("indicateur.1.mission", "accueil", ("accueil", "n'existe pas")),
    "résultat sans valeur de départ": ("indicateur.2.depart", None, ("sans valeur de départ",)),
    "mode inconnu": ("indicateur.1.mode", "au mieux", ("liste", "au mieux")),
    "ligne de grille inconnue": ("versement.1.ligne", "accès", ("accès", "pas connu")),
    "ligne sans identifiant": ("indicateur.1.id", None, ("sans son identifiant",)),
    "identifiant en double": ("indicateur.2.id", "a1", ("sert déjà",)),
    "joker dans un identifiant": ("professionnel.1.id", "P*", ("P*", "n'est pas admis")),
    "numéro de sécurité sociale": ("depense.1.libelle", "Mme 2 69 05 49 588 157 80", ("sécurité sociale",)),
    "paliers dans le désordre": ("indicateur.1.seuil_2", 300, ("plus facile au plus exigeant",)),
    "erreur dans une saisie": ("versement.1.montant", "#DIV/0!", ("nombre", "#DIV/0!")),
    "date d'arrêté absente": ("identite.arrete", None, ("n'est pas renseigné",)),
}
AILLEURS = {"paliers dans le désordre"}
"""Cases whose finding stands in the first of the cells that it compares, not in the one that was changed."""


@pytest.mark.parametrize("cas", REFUS)
def test_bad_input_is_located_and_said_in_french(cas: str, tmp_path: Path) -> None:
    """Each wrong value is one finding, with its sheet, its cell, what was read and what to do; nothing is raised."""
    ident, valeur, mots = REFUS[cas]
    feuille, adresse = ou(ident)
    chemin = _modifie(tmp_path, {(feuille, adresse): valeur})
    mots = (feuille, *mots) if cas in AILLEURS else (feuille, adresse, *mots)
    avant = hashlib.sha256(chemin.read_bytes()).hexdigest()
    lecture = lire_classeur(chemin)
    constat = _dit(lecture.constats, *mots)
    assert constat.remede
    assert hashlib.sha256(chemin.read_bytes()).hexdigest() == avant
    verifier(lecture)  # la vérification d'un classeur fautif ne lève rien


def test_a_missing_sheet_and_a_missing_column_are_told(tmp_path: Path) -> None:
    """A sheet or a column that went is one finding that names it."""
    chemin = ecrire(tmp_path, calculs=False)
    classeur = openpyxl.load_workbook(chemin)
    del classeur["Versements"]
    colonne = ou("indicateur.1.constate")[1].rstrip("0123456789")
    classeur["Indicateurs"][f"{colonne}4"] = None
    classeur.save(chemin)
    constats = lire_classeur(chemin).constats
    assert _dit(constats, "Versements", "manque").remede
    assert _dit(constats, "Indicateurs", "Constaté", "introuvable").remede


def test_what_is_hidden_is_told(tmp_path: Path) -> None:
    """A hidden sheet, row or column is told for information: neither accused nor passed over."""
    chemin = ecrire(tmp_path, calculs=False)
    classeur = openpyxl.load_workbook(chemin)
    classeur["Barème"].sheet_state = "hidden"
    classeur["Financement"].row_dimensions[6].hidden = True
    classeur["Financement"].column_dimensions["E"].hidden = True
    classeur.save(chemin)
    dits = [c.phrase() for c in lire_classeur(chemin).constats]
    assert any("« Barème »" in dit and "masquée" in dit for dit in dits)
    assert any("« Financement »" in dit and "ligne 6" in dit and "colonne E" in dit for dit in dits)


def test_no_readable_first_day_is_refused_with_its_cell(tmp_path: Path) -> None:
    """Without the first day, no law can be chosen: the refusal names the sheet and the cell."""
    chemin = _modifie(tmp_path, {ou("identite.debut"): "au printemps"})
    adresse = ou("identite.debut")[1]
    with pytest.raises(SaisieInvalide, match=rf"feuille « Identité », cellule {adresse}.*au printemps"):
        lire_classeur(chemin)


def test_an_empty_workbook_is_refused(tmp_path: Path) -> None:
    """A workbook that is not ours says which sheet is missing and where to start from."""
    chemin = tmp_path / "vide.xlsx"
    openpyxl.Workbook().save(chemin)
    with pytest.raises(SaisieInvalide, match="feuille « Identité » manque"):
        lire_classeur(chemin)


def test_a_renamed_sheet_is_told_with_the_names_that_are_not_ours(tmp_path: Path) -> None:
    """Of fifty sheets, the reader is told the one that is missing and the one that took its place, not the others."""
    chemin = ecrire(tmp_path, calculs=False)
    classeur = openpyxl.load_workbook(chemin)
    classeur["Versements"].title = "Mes versements"
    classeur.save(chemin)
    (dit,) = [c.message for c in lire_classeur(chemin).constats if c.cause == "feuille absente"]
    assert dit == "La feuille « Versements » manque. Ne sont pas de l'outil : « Mes versements »."


def test_a_word_document_renamed_is_refused(tmp_path: Path) -> None:
    """A .docx renamed .xlsx is said to be a Word document."""
    chemin = tmp_path / "rapport.xlsx"
    docx.Document().save(tmp_path / "vrai.docx")
    shutil.copy(tmp_path / "vrai.docx", chemin)
    with pytest.raises(ClasseurIllisible, match=r"[Ww]ord"):
        lire_classeur(chemin)
