"""The fields from one year to another: what changed and why, the year before, the year that comes."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from cpts_xl import formats
from cpts_xl.report.contexte import contexte
from cpts_xl.report.typographie import MOINS

from .conftest import avec_identite, calcule


def test_a_year_of_the_2019_grid_is_written_too(dossier):
    """A year of the 2019 grid is written too."""
    champs = contexte(
        calcule(avec_identite(dossier, signature=date(2020, 3, 15), debut=date(2020, 3, 15), arrete=date(2021, 3, 14)))
    )
    assert champs["annee"]["numero"] == "1"
    assert champs["missions"]


def test_what_changed_is_told_by_cause(dossier):
    """Size, rule, definition, value: each change since last year has its own line and its cause."""
    indicateurs = tuple(
        {**f, "definition_changee": "Oui"} if f["id"] == "A1" else f for f in dossier.liste("indicateur")
    )
    champs = contexte(calcule(dossier.avec(indicateurs=indicateurs)))
    contrat = {ligne["objet"]: ligne for ligne in champs["evolutions"]["contrat"]}
    assert contrat["Taille retenue"]["constat"] == "stable"
    assert contrat["Textes en vigueur au premier jour"]["constat"] == "mêmes textes les deux années"
    causes = {ligne["id"]: ligne["cause"] for ligne in champs["evolutions"]["indicateurs"]}
    assert causes["A1"].startswith("définition changée")
    assert causes["A2"] == "valeur en baisse"
    assert causes["P3"] == "repris de l'indicateur P4"
    assert causes["S1"] == "nouvel indicateur"


def test_a_text_that_came_into_force_between_two_years_is_told(dossier):
    """The second year of a contract signed under the first text names the one that came in between."""
    dates = {"signature": date(2022, 3, 15), "debut": date(2023, 3, 15), "arrete": date(2024, 3, 14)}
    contrat = contexte(calcule(avec_identite(dossier, **dates)))["evolutions"]["contrat"]
    regle = next(ligne for ligne in contrat if ligne["cause"] == "Règle")
    assert "avenant 2" in regle["constat"]
    assert regle["avant"] != regle["apres"]


def test_the_first_year_has_nothing_to_compare(dossier):
    """In the first year, key figures and changes say so instead of inventing a year before."""
    premiere = {"signature": date(2025, 3, 15)}
    champs = contexte(calcule(avec_identite(dossier, **premiere)))
    assert champs["evolutions"]["sans_objet"]
    assert {ligne["precedent"] for ligne in champs["chiffres_cles"]} == {"première année"}


def test_key_figures_of_the_year_before_are_those_of_the_table_of_years(resultat):
    """n-1 is read in the table of the years, and what it does not follow says so."""
    lignes = {ligne["libelle"]: ligne for ligne in contexte(resultat)["chiffres_cles"]}
    assert lignes["Droit ouvert"]["precedent"] == formats.euros(resultat.valeurs["annee.2.droit_annee"])
    assert lignes["Dépensé"]["precedent"] == formats.euros(resultat.valeurs["annee.2.depense"])
    assert lignes["Indicateurs suivis"]["precedent"] == "non suivi"


def test_a_change_is_an_amount_with_its_sign_and_its_line_of_annex_b(resultat, dossier):
    """The change since last year is the step of the sheet Contrat: signed, never a word, never zero when unknown."""
    evolutions = {ligne["libelle"]: ligne["evolution"] for ligne in contexte(resultat)["chiffres_cles"]}
    assert evolutions["Droit ouvert"] == "+\u00a023\u202f997,47\u00a0€"
    assert evolutions["Versé à la date d'arrêté"] == f"{MOINS}\u00a0115\u202f993,15\u00a0€"
    assert evolutions["Dépensé"] == "+\u00a057\u202f166,82\u00a0€"
    assert evolutions["Droit ouvert"].ref == "[B-9203]"
    tue = {**dossier.fiches["annee"], "2": {**dossier.fiches["annee"]["2"], "depense": None, "droit": Fraction(0)}}
    champs = contexte(calcule(dossier.avec(annees=tue)))
    evolutions = {ligne["libelle"]: ligne["evolution"] for ligne in champs["chiffres_cles"]}
    assert evolutions["Dépensé"] == "À compléter"
    assert evolutions["Droit ouvert"] == f"+\u00a0{formats.euros(resultat.valeurs['perimetre.tout.droit'])}"
    egal = {**tue, "2": {**tue["2"], "droit": resultat.valeurs["perimetre.tout.droit"]}}
    evolutions = {
        ligne["libelle"]: ligne["evolution"] for ligne in contexte(calcule(dossier.avec(annees=egal)))["chiffres_cles"]
    }
    assert evolutions["Droit ouvert"] == "inchangé"


def test_next_year_is_told_in_three_scenarios(resultat, dossier):
    """The budget and the targets of next year are those typed; what is not typed says so, and is never zero."""
    champs = contexte(resultat)
    lignes = {ligne["libelle"]: ligne for ligne in champs["equilibres_suivants"]}
    assert lignes["Parts fixes ACI, à droit constant"]["central"] == formats.euros(260_000)
    assert [lignes["Résultat"][s] for s in ("prudent", "central", "complet")] == [
        formats.euros(montant) for montant in (1_130, 16_510, 12_030)
    ]
    assert champs["cadres_suivants_total"]["central"] == formats.euros(332_630)
    assert champs["actions_prevues"][0]["etat"] == "prévue"
    cibles = {ligne["id"]: ligne["proposition"] for ligne in champs["indicateurs_proposes"]}
    assert (cibles["A1"], cibles["V3"]) == ("40", "15")
    sans = tuple({**f, "cible_proposee": None} for f in dossier.liste("indicateur"))
    vide = contexte(calcule(dossier.avec(budget_suivant=(), indicateurs=sans)))
    assert vide["budget_suivant"] == []
    assert {ligne["proposition"] for ligne in vide["indicateurs_proposes"]} == {"non renseigné", "réalisé"}
    assert not [ligne for g in vide["annexe_b"] for ligne in g["lignes"] if "n+1" in ligne["libelle"]]
