from __future__ import annotations

import io
import re
import zipfile
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest

from cpts_xl.absence import Absent
from cpts_xl.engine.schema import TOTAL
from cpts_xl.workbook import sheets
from cpts_xl.workbook.build import construire
from cpts_xl.workbook.inks import Encre, formule
from cpts_xl.workbook.layout import Layout
from cpts_xl.workbook.portable import ecarts
from cpts_xl.workbook.xlsx.lu import lire
from cpts_xl.workbook.xlsx.types import ClasseurLu
from tests.workbook.exemples import avec_identite, dossier_exemple, ecrire, octets, ou, resultat

DEMANDEES = {
    "Mode d'emploi", "Tableau de bord", "Identité", "Missions", "Indicateurs", "Financement", "Versements", "Barème",
    "Contrôles",
}  # fmt: skip


@pytest.mark.parametrize("encre", list(Encre))
def test_sheets_are_all_there_and_visible(encre: Encre, tmp_path: Path) -> None:
    """Every sheet that was asked for is there, in order, and none is hidden."""
    lu = lire(ecrire(tmp_path, encre))
    assert tuple(lu.feuilles) == sheets.ORDRE
    assert set(lu.feuilles) >= DEMANDEES
    assert {f.visible for f in lu.feuilles.values()} == {"visible"}


def test_same_cells_hold_formulas_in_both_inks(tmp_path: Path) -> None:
    """Both inks write a formula in the same cells: one layout, two readings."""
    places = []
    for encre in Encre:
        lu = lire(ecrire(tmp_path, encre, f"{encre}.xlsx"))
        places.append({(nom, a) for nom, f in lu.feuilles.items() for a, c in f.cellules.items() if c.formule})
    assert places[0] == places[1]
    assert len(places[0]) > 1000


def test_working_ink_calls_only_published_names(tmp_path: Path) -> None:
    """Each computed cell of the working workbook calls CPTS_ and its rule's name, with the day of the law last."""
    calcule = resultat()
    lu = lire(ecrire(tmp_path, Encre.PYTHON))
    layout = Layout(calcule)
    for etape in calcule.etapes:
        case = layout.cases[etape.etape.id]
        texte = lu.feuilles[case.feuille].cellules[case.adresse].formule
        assert texte is not None
        assert f"CPTS_{etape.etape.regle.nom.upper()}(" in texte


def test_native_ink_has_no_foreign_function(tmp_path: Path) -> None:
    """The reviewer's copy calls no CPTS_ function, has no macro, no external link, and only portable formulas."""
    chemin = ecrire(tmp_path)
    calcule = resultat()
    layout = Layout(calcule)
    for etape in calcule.etapes:
        assert ecarts("=" + formule(layout, etape.etape, Encre.NATIVE)) == []
    with zipfile.ZipFile(chemin) as archive:
        noms = archive.namelist()
        for nom in noms:
            if nom.startswith("xl/worksheets/sheet"):
                formules = re.findall(r"<f>(.*?)</f>", archive.read(nom).decode())
                assert not [f for f in formules if "CPTS_" in f]
    assert not [nom for nom in noms if "externalLinks" in nom or "vbaProject" in nom]


@pytest.mark.parametrize("encre", list(Encre))
def test_every_formula_has_its_value_beside_it(encre: Encre, tmp_path: Path) -> None:
    """A preview that computes nothing shows every number: the stored value is the engine's."""
    calcule = resultat()
    lu = lire(ecrire(tmp_path, encre))
    layout = Layout(calcule)
    for etape in calcule.pleines:
        case = layout.cases[etape.etape.id]
        stockee = lu.feuilles[case.feuille].cellules[case.adresse].valeur
        if isinstance(etape.valeur, Fraction):
            assert isinstance(stockee, Fraction)
            assert abs(stockee - etape.valeur) < Fraction(1, 10**9)
        elif isinstance(etape.valeur, Absent):
            assert str(stockee).startswith(str(etape.valeur.sorte))
        else:
            assert stockee == etape.valeur


def test_only_inputs_are_unlocked_and_sheets_are_protected(tmp_path: Path) -> None:
    """The unlocked cells are exactly the inputs of the layout, total rows aside; every sheet is protected."""
    calcule = resultat()
    classeur = openpyxl.load_workbook(io.BytesIO(octets(Encre.PYTHON)))
    cases = Layout(calcule).cases
    declarables = calcule.dossier.saisies() | _vides(calcule)
    saisies = {
        (case.feuille, case.adresse)
        for ident, case in cases.items()
        if ident not in calcule.par_id and ident in declarables and f".{TOTAL}." not in ident
    }
    ouvertes = set()
    for feuille in classeur.worksheets:
        assert feuille.protection.sheet
        assert not feuille.protection.password
        ouvertes |= {
            (feuille.title, c.coordinate) for ligne in feuille.iter_rows() for c in ligne if not c.protection.locked
        }
    ouvertes &= {(case.feuille, case.adresse) for case in cases.values()}
    assert ouvertes == saisies


def _vides(calcule: object) -> dict[str, None]:
    layout = Layout(calcule)  # type: ignore[arg-type]
    codes = {f.prefixe: {c.code for c in f.saisies} for f in sheets.TABLEAUX_FEUILLES}
    return {
        i: None for i in layout.cases if i.split(".")[0] in codes and i.rpartition(".")[2] in codes[i.split(".")[0]]
    }


def test_real_tables_lists_headers_and_print_setup() -> None:
    """Real Excel tables, drop-down lists, frozen headers, A4, repeated header rows, a native chart with its text."""
    classeur = openpyxl.load_workbook(io.BytesIO(octets(Encre.PYTHON)))
    for feuille in sheets.TABLEAUX_FEUILLES:
        page = classeur[feuille.nom]
        assert feuille.nom_tableau in page.tables
        assert page.freeze_panes
        assert page.print_title_rows == "$4:$4"
        assert int(page.page_setup.paperSize) == 9
    listes = [v for v in classeur["Missions"].data_validations.dataValidation if v.type == "list"]
    assert [v.formula1 for v in listes] == ['"Oui,Non"']
    assert len(classeur["Tableau de bord"]._charts) == 4
    with zipfile.ZipFile(io.BytesIO(octets(Encre.PYTHON))) as archive:
        dessins = "".join(archive.read(nom).decode() for nom in archive.namelist() if "drawings/drawing" in nom)
    assert dessins.count('descr="Barres horizontales') == 4


def test_working_workbook_is_not_recalculated_on_opening() -> None:
    """Without the functions, opening the working workbook must not turn its numbers into #NOM?."""
    with zipfile.ZipFile(io.BytesIO(octets(Encre.PYTHON))) as archive:
        assert "fullCalcOnLoad" not in archive.read("xl/workbook.xml").decode()
    with zipfile.ZipFile(io.BytesIO(octets(Encre.NATIVE))) as archive:
        assert 'fullCalcOnLoad="1"' in archive.read("xl/workbook.xml").decode()


HOSTILES = ["=1+1", "=cmd|'/c calc'!A0", "+33 1", "@SOMME(A1)", "-2", "http://exemple.fr", "12", "<r><b></r>"]


@pytest.fixture(scope="module")
def piege(tmp_path_factory: pytest.TempPathFactory) -> ClasseurLu:
    """Read the example, each hostile text typed as the label and the definition of one indicator."""
    exemple = dossier_exemple()
    lignes = list(exemple.liste("indicateur"))
    for rang, texte in enumerate(HOSTILES):
        lignes[rang] = {**lignes[rang], "libelle": texte, "definition": texte}
    chemin = tmp_path_factory.mktemp("piege") / "hostile.xlsx"
    chemin.write_bytes(construire(resultat(exemple.avec(indicateurs=tuple(lignes))), Encre.NATIVE))
    return lire(chemin)


@pytest.mark.parametrize("texte", HOSTILES)
@pytest.mark.parametrize("champ", ["libelle", "definition"])
def test_typed_text_never_becomes_a_formula(piege: ClasseurLu, texte: str, champ: str) -> None:
    """A text typed by a user stays a text, whatever it begins with."""
    feuille, adresse = ou(f"indicateur.{HOSTILES.index(texte) + 1}.{champ}")
    cellule = piege.feuilles[feuille].cellules[adresse]
    assert cellule.formule is None
    assert cellule.valeur == texte


def test_same_input_same_bytes() -> None:
    """The same dossier gives the same bytes: no clock, no order of chance."""
    assert construire(resultat(dossier_exemple()), Encre.NATIVE) == octets(Encre.NATIVE)


def test_missing_amount_says_so_and_is_never_zero(tmp_path: Path) -> None:
    """Avenant 2, taille 2: the amount of access is to be taken from the annex, in both inks and in the sheet of law."""
    dossier = avec_identite(population=Fraction(60_000), taille_contrat=None)
    calcule = resultat(dossier)
    for encre in Encre:
        chemin = tmp_path / f"{encre}.xlsx"
        chemin.write_bytes(construire(calcule, encre))
        lu = lire(chemin)
        finance = lu.feuilles["Financement"]
        layout = Layout(calcule)
        assert str(finance.cellules[layout.cases["ligne.acces_fixe.national"].adresse].valeur).startswith("À reprendre")
        assert str(finance.cellules[layout.cases["ligne.acces_fixe.plafond"].adresse].valeur).startswith("À compléter")
        assert str(finance.cellules[layout.cases["perimetre.tout.plafond"].adresse].valeur).startswith("À compléter")
        bareme = [c.valeur for c in lu.feuilles["Barème"].cellules.values() if c.adresse.startswith("C")]
        assert "À reprendre de l'annexe financière du contrat" in bareme


def test_no_english_none_or_error_is_shown(tmp_path: Path) -> None:
    """Nothing that a user reads is None, nan, an error value or an English word of machinery."""
    for encre in Encre:
        lu = lire(ecrire(tmp_path, encre, f"{encre}.xlsx"))
        for feuille in lu.feuilles.values():
            for cellule in feuille.cellules.values():
                texte = "" if cellule.valeur is None else str(cellule.valeur)
                assert texte not in {"None", "nan", "True", "False"}, (feuille.nom, cellule.adresse)
                assert not texte.startswith("#"), (feuille.nom, cellule.adresse)
