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
    assert lignes["Indicateurs suivis"]["precedent"] == "12"  # ceux que la feuille Historique tient pour l'année 2
    assert lignes["Indicateurs prouvés"]["precedent"] == "non suivi"


def test_an_empty_history_makes_no_indicator_new(dossier):
    """In year 3 without a row of history, nothing says that an indicator is new, nor how many were followed."""
    champs = contexte(calcule(dossier.avec(historique=())))
    dits = [i for i in champs["evolutions"]["indicateurs"] if "repris" not in i["cause"]]
    assert {i["cause"] for i in dits} == {"historique non saisi\u00a0: rien à comparer"}
    assert {i["avant"] for i in dits} == {"non saisi"}
    (suivis,) = [c for c in champs["chiffres_cles"] if c["libelle"] == "Indicateurs suivis"]
    assert suivis["precedent"] == "non suivi"


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


# -- un indicateur qui change de numéro, ce qui n'existe plus -----------------------------------------------------


def renumerote(dossier, **champs):
    """Return the example without A1, A2 standing under its number."""
    fiches = [f for f in dossier.liste("indicateur") if f["id"] != "A1"]
    rang = next(n for n, f in enumerate(fiches) if f["id"] == "A2")
    fiches[rang] = {**fiches[rang], "id": "A1", "montant_en_jeu": Fraction(30_000), **champs}
    return dossier.avec(indicateurs=tuple(fiches))


def test_a_renumbered_indicator_shows_the_past_of_the_one_it_continues(dossier):
    """A1 « repris de » A2: table of changes, series of its mission and chart all tell the past of A2, never A1's."""
    champs = contexte(calcule(renumerote(dossier, reporte_de="A2")))
    ligne = next(x for x in champs["evolutions"]["indicateurs"] if x["id"] == "A1")
    assert (ligne["avant"], ligne["cause"]) == ("310", "repris de l'indicateur A2")
    serie = next(m for m in champs["missions"] if m["code"] == "acces")["serie"]
    assert (serie["id"], [str(x["valeur"]) for x in serie["lignes"]][:2]) == ("A1", ["381", "310"])
    # sans « Repris de », le numéro seul dit le passé
    champs = contexte(calcule(renumerote(dossier)))
    ligne = next(x for x in champs["evolutions"]["indicateurs"] if x["id"] == "A1")
    assert ligne["avant"] == "240"
    champs = contexte(calcule(renumerote(dossier, reporte_de="Z9")))
    ligne = next(x for x in champs["evolutions"]["indicateurs"] if x["id"] == "A1")
    assert (ligne["avant"], ligne["cause"]) == ("non suivi", "repris de l'indicateur Z9, absent de l'historique")


def test_an_indicator_that_ended_keeps_its_line_of_last_year(resultat, dossier):
    """What last year had and this year has not is told with its euros; what ended earlier, or goes on, is not."""
    lignes = contexte(calcule(renumerote(dossier, reporte_de="A2")))["evolutions"]["indicateurs"]
    termines = [x for x in lignes if x["cause"] == "indicateur terminé"]
    assert [(x["id"], x["avant"], x["apres"], x["acquis_avant"]) for x in termines] == [
        ("A1", "240", "–", formats.euros(3_000))
    ]
    vieux = tuple(f for f in dossier.liste("historique") if f["annee"] != 2 or f["indicateur"] != "A1")
    lignes = contexte(calcule(renumerote(dossier, reporte_de="A2").avec(historique=vieux)))["evolutions"]["indicateurs"]
    assert not [x for x in lignes if x["cause"] == "indicateur terminé"]
    assert {x["cause"] for x in contexte(resultat)["evolutions"]["indicateurs"]}.isdisjoint({"indicateur terminé"})
    sans = contexte(calcule(dossier.avec(indicateurs=())))
    assert sans["evolutions"]["indicateurs"] == []


def test_a_repealed_line_is_told_under_the_rules(dossier):
    """The two lines for unscheduled care, gone in 2023, have theirs; between two years of one text, none has."""
    for debut, attendues in ((date(2023, 3, 15), 2), (date(2024, 3, 15), 0)):
        dates = {"signature": date(2022, 3, 15), "debut": debut, "arrete": date(debut.year + 1, 3, 14)}
        contrat = contexte(calcule(avec_identite(dossier, **dates)))["evolutions"]["contrat"]
        abrogees = [x for x in contrat if x["constat"] == "ligne abrogée"]
        assert [x["cause"] for x in abrogees] == ["Règle"] * attendues
        assert all("non programmés" in x["objet"] for x in abrogees)
