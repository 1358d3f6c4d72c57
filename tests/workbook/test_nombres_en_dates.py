"""A number whose cell took the format of a date: it is read as the number that the formulas see, to the last digit."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

import openpyxl
import pytest
import xlsxwriter

from cpts_xl.constats import Cause
from cpts_xl.workbook.inks import Encre
from cpts_xl.workbook.recu.read import lire_classeur
from cpts_xl.workbook.verification import verifier
from cpts_xl.workbook.xlsx.formats_nombre import jour, nombre_stocke
from cpts_xl.workbook.xlsx.lu import lire
from cpts_xl.workbook.xlsx.strict import lire_strictement
from cpts_xl.workbook.xlsx.types import JourStocke
from tests.workbook.exemples import ecrire, ou

if TYPE_CHECKING:
    from pathlib import Path

NOMBRES = ["1", "3", "12.5", "45", "59", "60", "60.25", "61", "1234.5", "1234.000001", "41850.75", "45733"]


@pytest.mark.parametrize("date1904", [False, True])
@pytest.mark.parametrize("texte", NOMBRES)
def test_a_day_keeps_the_number_of_its_cell(texte: str, *, date1904: bool) -> None:
    """Whatever the calendar of the file, and on either side of the day that never was (60)."""
    stocke = Fraction(texte)
    lu = jour(stocke, date1904=date1904)
    assert (nombre_stocke(lu) if isinstance(lu, date) else lu) == stocke


def test_a_true_date_is_a_plain_day() -> None:
    """17 March 2025 is 45733, and nothing more; with an hour, the same day, the hour beside it."""
    assert type(jour(Fraction(45733), date1904=False)) is date
    avec = jour(Fraction("45733.75"), date1904=False)
    assert isinstance(avec, JourStocke)
    assert (avec, avec.heure) == (date(2025, 3, 17), "18 h 00")


@pytest.mark.parametrize("date1904", [False, True])
def test_both_readings_give_it(tmp_path: Path, *, date1904: bool) -> None:
    """The quick reading and the strict one keep the same number behind the same day."""
    chemin = tmp_path / "jours.xlsx"
    with xlsxwriter.Workbook(chemin, {"date_1904": date1904}) as classeur:
        page, format_jour = classeur.add_worksheet("F"), classeur.add_format({"num_format": 14})
        for rang, texte in enumerate(NOMBRES):
            page.write_number(rang, 0, float(texte), format_jour)
    for lu in (lire(chemin), lire_strictement(chemin)):
        valeurs = [lu.feuilles["F"].cellules[f"A{rang + 1}"].valeur for rang in range(len(NOMBRES))]
        assert [nombre_stocke(v) if isinstance(v, date) else v for v in valeurs] == [Fraction(t) for t in NOMBRES]


@pytest.mark.parametrize("montant", [1234.5, 12.5, 45, 41850.75, 0.5])
def test_an_amount_shown_as_a_date_is_read_whole(tmp_path: Path, montant: float) -> None:
    """The cents are not an hour to be dropped, and no day is added under 60."""
    chemin = ecrire(tmp_path, Encre.PYTHON, calculs=False)
    feuille, adresse = ou("versement.1.montant")
    classeur = openpyxl.load_workbook(chemin)
    classeur[feuille][adresse].value = montant
    classeur[feuille][adresse].number_format = "dd/mm/yyyy"
    classeur.save(chemin)
    assert lire_classeur(chemin).dossier.liste("versement")[0]["montant"] == Fraction(str(montant))


def test_the_size_of_the_contract_is_not_moved_by_a_format(tmp_path: Path) -> None:
    """3 shown as 3 January 1900 stays size 3: the whole year would be computed for another."""
    chemin = ecrire(tmp_path, Encre.PYTHON, calculs=False)
    feuille, adresse = ou("identite.taille_contrat")
    classeur = openpyxl.load_workbook(chemin)
    classeur[feuille][adresse].value = 3
    classeur[feuille][adresse].number_format = "dd/mm/yyyy"
    classeur.save(chemin)
    assert lire_classeur(chemin).dossier.identite["taille_contrat"] == 3


def test_a_computed_amount_shown_as_a_date_is_told_for_its_format_only(tmp_path: Path) -> None:
    """Its value is right: nobody is told to recalculate."""
    chemin = ecrire(tmp_path)
    place = ou("ligne.acces_fixe.droit")
    classeur = lire_classeur(chemin)
    feuille = classeur.classeur.feuilles[place[0]]
    cellule = feuille.cellules[place[1]]
    montree = jour(cellule.valeur, date1904=False)
    assert isinstance(montree, date)
    feuille.cellules[place[1]] = cellule._replace(valeur=montree, format="dd/mm/yyyy")
    causes = {c.cause for c in verifier(classeur).constats if (c.feuille, c.cellule) == place}
    assert Cause.FORMAT in causes
    assert not causes & {Cause.PERIMEE, Cause.RECALCUL, Cause.VALEUR}
