"""Next year as this one foresees it: its budget, its targets, what the year just closed leaves to compare with."""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest

from cpts_xl.absence import Absent, Sorte
from cpts_xl.engine.dossier import Dossier
from cpts_xl.engine.fichier import lire_dossier
from cpts_xl.engine.resultat import Resultat, calculer
from cpts_xl.engine.schema.tresorerie import VARIABLE_ACI
from cpts_xl.engine.suite import RANGS_TENUS, ouvrir
from cpts_xl.errors import SaisieInvalide
from cpts_xl.law import en_vigueur
from tests.engine.contrats import annee

EXEMPLE = Path(__file__).parents[2] / "workbooks" / "exemple.toml"


def calcul(dossier: Dossier) -> Resultat:
    """Return a dossier computed under the law of its first day."""
    return calculer(dossier, en_vigueur(dossier.debut))


@cache
def exemple() -> Resultat:
    """Return the living example, computed once."""
    return calcul(lire_dossier(EXEMPLE))


def test_the_budget_foreseen_becomes_the_budget_of_the_year_without_the_aci() -> None:
    """Every line of « Budget n+1 » moves to Budget but the variable part, which the contract will compute."""
    prevues = exemple().dossier.liste("budget_suivant")
    ouverture = ouvrir(exemple())
    attendues = tuple(ligne for ligne in prevues if ligne["sens"] != VARIABLE_ACI)
    assert ouverture.dossier.liste("budget") == attendues
    assert len(attendues) == len(prevues) - 1
    assert ouverture.dossier.liste("budget_suivant") == ()
    neuve = calcul(ouverture.dossier).valeurs
    for scenario in ("prudent", "central", "complet"):
        assert neuve[f"equilibre.{scenario}.charges"] == exemple().valeurs[f"equilibre.{scenario}.charges_suivant"]
        assert neuve[f"equilibre.{scenario}.produits"] == exemple().valeurs[f"equilibre.{scenario}.produits_suivant"]


def test_what_was_noted_beside_a_former_line_of_budget_follows_no_new_one() -> None:
    """Rows made anew are not those of before; without a budget foreseen, the former lines keep their place."""
    assert ouvrir(exemple()).rangs_tenus == RANGS_TENUS - {"budget"}
    sans = ouvrir(calcul(exemple().dossier.avec(budget_suivant=())))
    assert sans.rangs_tenus == RANGS_TENUS
    lignes = exemple().dossier.liste("budget")
    assert [ligne["libelle"] for ligne in sans.dossier.liste("budget")] == [ligne["libelle"] for ligne in lignes]
    assert {ligne["central"] for ligne in sans.dossier.liste("budget")} == {None}


def test_a_proposed_target_becomes_the_target_and_is_proposed_no_more() -> None:
    """A target proposed is the one to start with; where nothing was proposed, the former one stays."""
    avant = {f["id"]: f for f in exemple().dossier.liste("indicateur")}
    apres = {f["id"]: f for f in ouvrir(exemple()).dossier.liste("indicateur")}
    assert (avant["A1"]["cible"], avant["A1"]["cible_proposee"], apres["A1"]["cible"]) == (60, 40, 40)
    assert {f["cible_proposee"] for f in apres.values()} == {None}
    vide = tuple({**f, "cible_proposee": None} for f in avant.values())
    gardes = {f["id"]: f for f in ouvrir(calcul(exemple().dossier.avec(indicateurs=vide))).dossier.liste("indicateur")}
    assert {i: f["cible"] for i, f in gardes.items()} == {i: f["cible"] for i, f in avant.items()}


def test_the_year_that_closes_can_be_compared_with() -> None:
    """Ceiling and spending are kept with the right and the payments: the new year tells its change."""
    v, neuve = exemple().valeurs, calcul(ouvrir(exemple()).dossier).valeurs
    for mesure, ident in (
        ("plafond", "perimetre.tout.plafond"), ("droit", "perimetre.tout.droit"), ("depense", "poste.total.depense"),
    ):  # fmt: skip
        assert neuve[f"annee.3.{mesure}_annee"] == v[ident]
        courant = neuve[f"annee.4.{mesure}_annee"]
        ecart = neuve[f"annee.4.{mesure}_evolution"]
        assert ecart == courant - v[ident] if isinstance(courant, Fraction) else isinstance(ecart, Absent)


def test_a_change_needs_both_years() -> None:
    """The first year has none, a year to come neither; a year that was not declared leaves it to be completed."""
    v = exemple().valeurs
    for rang, sorte in (("1", Sorte.SANS_OBJET), ("4", Sorte.SANS_OBJET), ("5", Sorte.SANS_OBJET)):
        assert v[f"annee.{rang}.droit_evolution"].sorte is sorte
    assert v["annee.3.droit_evolution"] == v["perimetre.tout.droit"] - 307_500
    annees = {**exemple().dossier.fiche("annee"), "2": {}}
    tu = calcul(exemple().dossier.avec(annees=annees)).valeurs
    assert tu["annee.3.droit_evolution"].sorte is Sorte.A_COMPLETER
    assert tu["annee.3.depense_evolution"].sorte is Sorte.A_COMPLETER


def test_a_budget_not_typed_is_not_a_budget_of_zero() -> None:
    """Without a line, the charges of next year and its result are to be completed, in each scenario and each post."""
    v = calcul(exemple().dossier.avec(budget_suivant=())).valeurs
    for scenario in ("prudent", "central", "complet"):
        for ident in (f"equilibre.{scenario}.charges_suivant", f"equilibre.{scenario}.solde_suivant",
                      f"cadre.total.{scenario}_suivant"):  # fmt: skip
            assert v[ident].sorte is Sorte.A_COMPLETER
        assert v[f"equilibre.{scenario}.aci_suivant"] == 260_000


def test_the_end_of_a_contract_says_what_becomes_of_its_debts() -> None:
    """A renewed contract is opened with its own option: what the former one owes stays in its workbook."""
    with pytest.raises(SaisieInvalide) as dit:
        ouvrir(calcul(annee(5)))
    for mots in (
        "« cpts-xl ouvrir-annee CLASSEUR --vers FICHIER --nouveau-contrat 2028-03-15 »",
        "doit encore se suit dans l'ancien classeur et ne se saisit pas dans le nouveau",
        "le solde n-1 de la première année y reste vide",
    ):
        assert mots in str(dit.value)
    assert ouvrir(calcul(annee(4))).dossier.debut == annee(5).debut
