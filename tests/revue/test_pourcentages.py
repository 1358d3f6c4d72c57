"""A percentage typed by a reviewer: what cannot be one is refused with its cell, what can is left as typed."""

from __future__ import annotations

import io
from fractions import Fraction
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from cpts_xl.revue import lire_releve
from cpts_xl.revue.plan import Indicateur
from cpts_xl.revue.plausible import CENT, INFINI, bornes
from cpts_xl.revue.plume import Onglet
from tests.cli.relecteur import lancer, refuse

from .banc import cellule, cellule_releve, rang_de, revue, taper

EN_POURCENT = "A3"
"""Target 80 %, 76,3 % according to the CPTS."""


@pytest.mark.parametrize(
    ("colonne", "dit", "mots"),
    [
        ("convenu", 0.763, "0,763 lu ; 76,3 ?"),
        ("cpam", 0.763, "Saisir 76,3 ou, si 0,763 % est bien la valeur"),
        ("convenu", -5, "« -5 » est lu, or un pourcentage n'est pas négatif"),
        ("cpam", 763, "« 763 » est lu, or un pourcentage ne dépasse pas 100"),
        ("convenu", "0,763", "0,763 lu ; 76,3 ?"),
        ("convenu", "-5", "un pourcentage n'est pas négatif"),
    ],
)
def test_an_impossible_percentage_is_refused_with_its_cell(tmp_path: Path, colonne: str, dit: Any, mots: str) -> None:
    """A hundredth, less than nothing, more than all: exit 2, the cell, what it is judged by; nothing is written."""
    feuille, adresse = cellule(EN_POURCENT, colonne)
    vers = tmp_path / "relevé.docx"
    dit_de = lancer("releve-decisions", taper(tmp_path, {(feuille, adresse): dit}), "--vers", vers)
    assert refuse(dit_de, f"feuille « {feuille} », cellule {adresse} : ", mots,
                  "(la cible est 80 et la valeur de la CPTS est 76,3)")  # fmt: skip
    assert not vers.exists()


@pytest.mark.parametrize("dit", [76.3, 0, 1, 100, 1.5])
def test_a_possible_percentage_is_kept(tmp_path: Path, dit: float) -> None:
    """From none to all of them, whole or not: the value typed is the one of the record."""
    releve = lire_releve(taper(tmp_path, {cellule(EN_POURCENT, "convenu"): dit}))
    assert releve.decisions[rang_de(EN_POURCENT)].valeur_convenue == Fraction(str(dit))


@pytest.mark.parametrize("dit", [-5, 0.763, 763])
def test_a_number_that_is_no_percentage_is_not_judged(tmp_path: Path, dit: float) -> None:
    """Patients are counted: nothing tells that such a number of them is wrong."""
    releve = lire_releve(taper(tmp_path, {cellule("A1", "convenu"): dit}))
    assert releve.decisions[rang_de("A1")].valeur_convenue == Fraction(str(dit))


def test_a_value_under_one_percent_that_its_reason_writes_is_kept(tmp_path: Path) -> None:
    """« 0,8 % » in the reason of that indicator says that it was meant; in the reason of another, it does not."""
    dits = {cellule(EN_POURCENT, "convenu"): 0.8}
    motif = {cellule_releve(rang_de(EN_POURCENT), "motif"): "Requête refaite : 0,8 % des patients"}
    releve = lire_releve(taper(tmp_path, dits | motif))
    assert releve.decisions[rang_de(EN_POURCENT)].valeur_convenue == Fraction("0.8")
    ailleurs = {cellule_releve(rang_de("A1"), "motif"): "0,8 %"}
    vers = tmp_path / "relevé.docx"
    assert refuse(lancer("releve-decisions", taper(tmp_path, dits | ailleurs), "--vers", vers), "0,8 lu ; 80 ?")


@pytest.mark.parametrize(
    ("fiche", "minimum", "maximum", "centieme"),
    [
        ({"cible": 80, "mesure": 76}, 0, CENT, True),
        ({"cible": 80, "mesure": None}, 0, CENT, False),
        ({"cible": 2, "mesure": Fraction(1, 2)}, 0, CENT, False),
        ({"cible": Fraction(1, 2), "mesure": 76}, 0, CENT, False),
        ({"cible": 120, "mesure": 90}, 0, INFINI, True),
        ({"cible": 80, "mesure": 130}, 0, INFINI, True),
        ({"cible": -10, "mesure": -3}, -INFINI, CENT, False),
        ({"seuil_1": 64, "seuil_2": 68, "mesure": 66}, 0, CENT, True),
        ({}, 0, CENT, False),
    ],
)
def test_the_bounds_are_those_of_the_contract_and_the_cpts(
    fiche: dict[str, Any], minimum: int, maximum: int, *, centieme: bool
) -> None:
    """A target above 100 or under 0, a rate near 0, no target at all: what they say of themselves is not refused."""
    saisies = {f"i.1.{code}": Fraction(v) if v is not None else None for code, v in fiche.items()}
    admises = bornes(Indicateur(1, "X1", "linéaire"), saisies | {"i.1.unite": "% des assurés"})
    assert admises is not None
    assert (admises.minimum, admises.maximum, admises.centieme) == (minimum, maximum, centieme)
    assert bornes(Indicateur(1, "X1", "linéaire"), saisies | {"i.1.unite": "patients"}) is None


def test_typing_is_warned_of_the_same(tmp_path: Path) -> None:
    """The cell of a percentage has the rule in the sheet itself, in French; that of a count has only numbers."""
    feuille = openpyxl.load_workbook(io.BytesIO(revue()))[Onglet.ECARTS]
    regles = {str(v.sqref): v for v in feuille.data_validations.dataValidation}
    _, ici = cellule(EN_POURCENT, "convenu")
    assert (regles[ici].type, regles[ici].errorStyle) == ("custom", "warning")
    assert regles[ici].formula1 == f"AND(COUNT({ici})=1,{ici}>=0,{ici}<=100,OR({ici}<=0,{ici}>=1))"
    assert "76,3 pour 76,3 %" in str(regles[ici].error)
    _, autre = cellule("A1", "convenu")
    assert (regles[autre].type, regles[autre].errorStyle) == ("decimal", None)


def test_a_number_typed_as_text_is_told(tmp_path: Path) -> None:
    """The record counts « 76,3 » and says where; the review shows « À compléter », and a number is not told."""
    feuille, adresse = cellule(EN_POURCENT, "convenu")
    for n, (dit, attendu) in enumerate((("76,3", True), (76.3, False))):
        chemin = taper(tmp_path, {(feuille, adresse): dit}, f"{n}.xlsx")
        sortie = lancer("releve-decisions", chemin, "--vers", tmp_path / f"{n}.docx")
        assert sortie.code == 0
        assert (f"cellule {adresse} : « 76,3 » est un nombre rangé comme un texte" in sortie.sortie) is attendu
    assert lire_releve(tmp_path / "0.xlsx").totaux == lire_releve(tmp_path / "1.xlsx").totaux
