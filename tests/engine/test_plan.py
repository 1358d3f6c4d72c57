"""The plan that is kept: found again for the same places, made anew for anything that it depends on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any
from unittest import mock

import pytest

from cpts_xl.engine import plan as salle
from cpts_xl.engine.dossier import Dossier
from cpts_xl.engine.plan import plan
from cpts_xl.engine.resultat import calculer
from cpts_xl.engine.schema import TABLEAUX
from cpts_xl.law.in_force import en_vigueur
from cpts_xl.rules import CATALOGUE
from tests.workbook.exemples import avec_identite, avec_ligne, dossier_exemple

DROIT = en_vigueur(dossier_exemple().debut)


def neuf(dossier: Dossier, droit: Any = DROIT, version: str = "") -> tuple[Any, ...]:
    """Return a plan made without looking at the one kept."""
    salle._dernier.clear()
    return plan(dossier, droit, version)


def test_another_value_in_the_same_places_finds_the_same_steps() -> None:
    """A population, an amount, a value of the CPAM: no step is made again, and the numbers are the new ones."""
    premier = plan(dossier_exemple(), DROIT)
    autre = avec_identite(population=Fraction(31_000), taille_contrat=None)
    assert plan(autre, DROIT) is premier
    assert calculer(autre, DROIT).valeurs["identite.taille"] == 1
    assert calculer(dossier_exemple(), DROIT).valeurs["identite.taille"] == 3


@pytest.mark.parametrize(
    "autre",
    [
        (avec_ligne("indicateurs", 1, id="Z9"), DROIT, ""),
        (dossier_exemple().avec(depenses=dossier_exemple().liste("depense") * 9), DROIT, ""),
        (dossier_exemple(), en_vigueur(date(2020, 5, 1)), ""),
        (dossier_exemple(), DROIT, "0.4.2"),
    ],
    ids=["nom d'un indicateur", "table plus longue", "autre texte", "version antérieure"],
)
def test_what_a_plan_depends_on_makes_another(autre: tuple[Any, ...]) -> None:
    """Each of these changes the steps: the plan kept is not given, and it is the one made without it."""
    premier = neuf(dossier_exemple())
    obtenu = plan(*autre)
    assert obtenu != premier
    assert obtenu == neuf(*autre)


def test_another_rule_or_another_size_of_table_makes_another() -> None:
    """What a test, or an older version, puts in place of a rule or of the usual rows is not hidden by a plan kept."""
    premier = neuf(dossier_exemple())
    changee = replace(CATALOGUE["acompte"], libelle="autre libellé")
    with mock.patch.dict(CATALOGUE, {"acompte": changee}):  # type: ignore[arg-type]
        assert [e for e in plan(dossier_exemple(), DROIT) if e.regle is changee]
    with mock.patch.dict(TABLEAUX, {"depense": replace(TABLEAUX["depense"], capacite=900)}):  # type: ignore[arg-type]
        assert plan(dossier_exemple(), DROIT) != premier
    assert plan(dossier_exemple(), DROIT) == premier
