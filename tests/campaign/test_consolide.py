"""The consolidated workbook: its values are those of the records, its formulas give them, a French reader reads it."""

from __future__ import annotations

import csv
import re
import statistics
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from cpts_xl.campaign import schema
from cpts_xl.campaign.consolide import ORDRE, donnees, repartition
from cpts_xl.campaign.consolide.repartition import quartile
from cpts_xl.campaign.recueil import Recueil
from cpts_xl.workbook.moteurs.recalcul import recalculer
from cpts_xl.workbook.xlsx.lu import lire
from tests.campaign.conftest import SAINS, Menee
from tests.workbook.conftest import exiger_moteur

__all__ = ["exiger_moteur"]

_ANGLAIS = re.compile(r"\b(?:None|nan|null|True|False|Sheet\d|Series\d|Count|Median)\b")


@pytest.fixture(scope="module")
def classeur(menee: Menee) -> Any:
    """Return the consolidated workbook, as it is stored."""
    return openpyxl.load_workbook(menee.sortie / "consolide.xlsx", data_only=True)


def _formules(menee: Menee) -> dict[tuple[str, str], str]:
    lu = lire(menee.sortie / "consolide.xlsx")
    return {
        (feuille.nom, cellule.adresse): cellule.formule
        for feuille in lu.feuilles.values()
        for cellule in feuille.cellules.values()
        if cellule.formule
    }


def test_the_sheets_are_all_there(classeur: Any) -> None:
    """In their order, none empty, each with a title."""
    assert tuple(classeur.sheetnames) == ORDRE
    assert all(feuille["A1"].value for feuille in classeur)


def test_the_data_are_those_of_the_open_files(menee: Menee, classeur: Any) -> None:
    """Each number shown for each CPTS-year is that of the CSV; an empty cell is empty there too."""
    with (menee.sortie / "donnees" / "cpts_annees.csv").open(encoding="utf-8", newline="") as flux:
        lignes = list(csv.DictReader(flux))
    feuille = classeur[donnees.CPTS]
    comparees = 0
    for numero, ligne in enumerate(lignes, 4):
        for rang, code in enumerate(donnees.MONTREES, 1):
            colonne, lu = schema.CPTS_ANNEES.colonne(code), feuille.cell(numero, rang).value
            if colonne.genre in {"texte", "jour"}:
                continue
            comparees += 1
            assert lu in {None, ""} if ligne[code] == "" else float(lu) == float(ligne[code]), (numero, code, lu)
    assert comparees > 300


def test_the_headers_of_amounts_say_their_unit_and_perimeter(classeur: Any) -> None:
    """No amount without its unit; each total of the ACI with what it contains."""
    entetes = {code: classeur[donnees.CPTS].cell(3, rang).value for rang, code in enumerate(donnees.MONTREES, 1)}
    for code in ("plafond", "droit", "verse", "droit_1000", "verse_1000", "droit_adherent"):
        assert "€" in entetes[code]
        assert "toutes lignes, avec fonctionnement" in entetes[code]
    assert "année conventionnelle" in entetes["depense"]


def test_a_missing_value_says_why_in_its_line(menee: Menee, classeur: Any) -> None:
    """Each line that has an empty cell names it, by its French title."""
    feuille, dernier = classeur[donnees.CPTS], len(donnees.MONTREES)
    vides = 0
    for numero in range(4, 4 + SAINS):
        raisons = feuille.cell(numero, dernier).value or ""
        for rang, code in enumerate(donnees.MONTREES[:-1], 1):
            if feuille.cell(numero, rang).value in {None, ""}:
                vides += 1
                assert schema.CPTS_ANNEES.colonne(code).titre in raisons, (numero, code)
    assert vides > 10


@pytest.mark.parametrize("valeurs", [[3.0], [1.0, 2.0], [4.0, 1.5, 2.25], [5.0, 1.0, 9.0, 2.0, 2.0, 7.5, 0.0]])
def test_quartiles_are_those_of_a_spreadsheet(valeurs: list[float]) -> None:
    """The inclusive method, checked against another implementation."""
    attendus = statistics.quantiles(valeurs, method="inclusive") if len(valeurs) > 1 else valeurs * 3
    assert [quartile(valeurs, rang) for rang in (1, 2, 3)] == pytest.approx(attendus)
    assert (quartile(valeurs, 0), quartile(valeurs, 4), quartile([], 2)) == (min(valeurs), max(valeurs), None)


@pytest.mark.moteur
def test_libreoffice_finds_every_stored_value(menee: Menee, exiger_moteur: Any) -> None:
    """Recalculated from its own formulas by another program, every cell is the one that is stored."""
    chemin = menee.sortie / "consolide.xlsx"
    recalcul = recalculer(chemin, exiger_moteur("libreoffice"))
    stockees = lire(chemin, dates=False)
    ecarts = []
    formules = _formules(menee)
    for (feuille, adresse), formule in formules.items():
        cellule = stockees.feuilles[feuille].cellule(adresse)
        stockee = cellule.valeur if cellule is not None else None
        trouvee = recalcul[feuille, adresse]
        pareil = (
            abs(float(stockee) - float(trouvee)) < 1e-6
            if isinstance(trouvee, int | float) and not isinstance(stockee, str | None)
            else str(stockee or "") == str(trouvee)
        )
        if not pareil:
            ecarts.append((feuille, adresse, formule, stockee, trouvee))
    assert ecarts == []
    assert len(formules) > 1000


def test_distributions_are_formulas_over_the_data(menee: Menee) -> None:
    """Quartiles, counts and sums are native, and read the named columns of the data."""
    formules = _formules(menee)
    quartiles = [f for (feuille, _), f in formules.items() if feuille == repartition.TAILLES and "QUARTILE" in f]
    assert len(quartiles) == len(repartition.MESURES) * 5 * 5
    assert all("cpts_" in formule for formule in quartiles)
    assert any("cpts_taille" in formule for formule in quartiles)
    permises = {"IF", "AND", "ISNUMBER", "ROUND", "COUNT", "COUNTIF", "COUNTIFS", "SUM", "SUMIF", "SUMPRODUCT",
                "QUARTILE", "ROWS"}  # fmt: skip
    assert {nom for formule in formules.values() for nom in re.findall(r"([A-Z]+)\(", formule)} <= permises


def test_a_french_reader_reads_it(classeur: Any) -> None:
    """No English, no code of the language, no error, anywhere."""
    vus = 0
    for feuille in classeur:
        for rangee in feuille.iter_rows(values_only=True):
            for valeur in rangee:
                if isinstance(valeur, str):
                    vus += 1
                    assert not _ANGLAIS.search(valeur), valeur
                    assert not valeur.startswith("#"), valeur
    assert vus > 500


def test_every_sheet_can_be_printed(menee: Menee) -> None:
    """Landscape, one page wide (two for the great table), a foot that names sheet and page."""
    livre = openpyxl.load_workbook(menee.sortie / "consolide.xlsx")
    for feuille in livre:
        assert feuille.page_setup.orientation == "landscape"
        assert feuille.print_area
        assert feuille.oddFooter.right.text == "Page &P sur &N"
    assert len(livre[repartition.GRAPHIQUES]._charts) == len(repartition.DESSINEES)


def test_an_empty_campaign_has_its_workbook(tmp_path: Path, menee: Menee) -> None:
    """Every file broken: a workbook without lines, that opens, and says so."""
    from cpts_xl.campaign.consolide import consolider  # noqa: PLC0415

    vide = Recueil(menee.compte.recueil.depot, (), menee.compte.recueil.echecs, 20, {})
    consolider(vide, tmp_path / "vide.xlsx")
    livre = openpyxl.load_workbook(tmp_path / "vide.xlsx", data_only=True)
    assert livre[ORDRE[1]]["B4"].value == 0
    assert not [
        v for rangee in livre[repartition.TAILLES].iter_rows(values_only=True) for v in rangee if v == "#DIV/0!"
    ]
