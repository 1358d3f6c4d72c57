"""The sheets as a user meets them: six tabs in simple mode, groups, titles that fit the pages that repeat them."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest

from cpts_xl.engine.schema import TABLEAUX
from cpts_xl.workbook import sheets
from cpts_xl.workbook.build import construire
from cpts_xl.workbook.feuilles.modele import FeuilleTableau
from cpts_xl.workbook.inks import Encre
from cpts_xl.workbook.pages.lists import colonnes as listes
from cpts_xl.workbook.xlsx.lu import lire
from tests.workbook.exemples import octets, resultat

LARGES = [f for f in sheets.TABLEAUX_FEUILLES if f.pages_de_large > 1]


def test_simple_mode_is_six_tabs() -> None:
    """The first look shows the six tabs that start a year."""
    assert {"Mode d'emploi", "Tableau de bord", "Identité", "Indicateurs", "Dépenses", "Pièces"} == sheets.MODE_SIMPLE


def test_simple_mode_hides_plainly(tmp_path) -> None:
    """Hidden, never « very hidden »: a right click shows them; the guide names each one."""
    chemin = tmp_path / "simple.xlsx"
    chemin.write_bytes(construire(resultat(), Encre.NATIVE, simple=True))
    classeur = lire(chemin)
    visibles = {nom for nom, feuille in classeur.feuilles.items() if feuille.visible == "visible"}
    assert visibles == sheets.MODE_SIMPLE
    with zipfile.ZipFile(chemin) as archive:
        assert b"veryHidden" not in archive.read("xl/workbook.xml")
    guide = {str(c.valeur) for c in classeur.feuilles[sheets.MODE_EMPLOI].cellules.values()}
    assert {f"{nom} (masquée)" for nom in sheets.ORDRE if nom not in visibles} <= guide


def test_every_table_has_its_sheet_and_every_sheet_its_table() -> None:
    """One table per sheet, no table typed nowhere."""
    assert {f.prefixe for f in sheets.TABLEAUX_FEUILLES} == set(TABLEAUX)
    assert len({f.nom for f in sheets.TABLEAUX_FEUILLES}) == len(sheets.TABLEAUX_FEUILLES)
    for feuille in sheets.TABLEAUX_FEUILLES:
        tapes = {c.code for c in feuille.saisies}
        assert tapes == set(TABLEAUX[feuille.prefixe].codes), feuille.nom


@pytest.mark.parametrize("feuille", LARGES, ids=lambda f: f.nom)
def test_title_and_explanation_fit_the_columns_that_each_page_repeats(feuille: FeuilleTableau) -> None:
    """On the second page, only the repeated columns show the title: it must not be cut."""
    repetees = feuille.colonnes[: ord(feuille.repete[-1]) - 64]
    largeur = sum(colonne.largeur for colonne in repetees)
    assert len(feuille.titre) * 1.65 <= largeur + 3, feuille.titre
    assert len(feuille.aide) * 0.9 <= largeur + 3, feuille.aide


def test_no_sheet_is_printed_too_small() -> None:
    """A page wide holds what an A4 page can show legibly."""
    trop = {f.nom: round(sum(c.largeur for c in f.colonnes) / f.pages_de_large) for f in sheets.TABLEAUX_FEUILLES
            if sum(c.largeur for c in f.colonnes) / f.pages_de_large > 285}  # fmt: skip
    assert trop == {}


def test_each_drop_down_has_its_list() -> None:
    """A list cited by a field exists: in the sheet Listes, or as the named column of another table."""
    connues = set(listes(resultat().droit)) | {
        f"{f.prefixe}_{c.code}".upper() for f in sheets.TABLEAUX_FEUILLES for c in f.colonnes
    }
    citees = {champ.liste for t in TABLEAUX.values() for champ in t.champs if champ.liste}
    assert citees <= connues


def test_the_formulas_of_the_workbook_have_a_fingerprint() -> None:
    """The same rules give the same letters; they stand in the document's properties."""
    with zipfile.ZipFile(BytesIO(octets(Encre.NATIVE))) as archive:
        proprietes = archive.read("docProps/custom.xml").decode()
    assert "cpts_xl_empreinte_formules" in proprietes
