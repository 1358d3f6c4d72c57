"""What is missing, overridden or personal: never a zero in its place, and nobody named."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from cpts_xl import formats
from cpts_xl.absence import Absent
from cpts_xl.engine.dossier import Dossier
from cpts_xl.report.contexte import PROVISOIRE, contexte
from cpts_xl.report.figures import figures
from cpts_xl.report.lecteur import Lecteur

from .conftest import avec_fiche, avec_identite, calcule, chaines


@pytest.mark.parametrize(
    ("tableau", "rang", "champ", "attendu"),
    [
        ("versement", 1, "montant", "Versements, ligne 1, montant reçu"),
        ("indicateur", 6, "constate", "Indicateur P1"),
    ],
)
def test_a_missing_value_makes_the_report_provisional_and_is_named(dossier, tableau, rang, champ, attendu):
    """A missing value makes the report provisional and is named."""
    champs = contexte(calcule(avec_fiche(dossier, tableau, rang, **{champ: None})))
    assert champs["provisoire"] is True
    assert champs["statut"] == PROVISOIRE
    assert any(attendu in raison for raison in champs["raisons"])
    assert "0,00" not in champs["chiffres_cles"][1 if tableau == "indicateur" else 2]["valeur"]


@pytest.mark.parametrize("champ", ["nom", "signature", "arrete", "population"])
def test_a_missing_identity_makes_the_report_provisional(dossier, champ):
    """A missing identity makes the report provisional."""
    champs = contexte(calcule(avec_identite(dossier, **{champ: None})))
    assert champs["provisoire"] is True
    assert any("n'est pas renseigné" in raison for raison in champs["raisons"])


def test_an_unknown_national_amount_is_to_be_taken_from_the_contract(dossier):
    """An unknown national amount is to be taken from the contract."""
    champs = contexte(calcule(avec_identite(dossier, taille_contrat=Fraction(2))))
    ligne = next(ligne for ligne in champs["lignes"] if ligne["libelle"] == "Accès aux soins, volet fixe")
    assert ligne["retenu"] == "À reprendre de l'annexe financière du contrat"
    assert champs["provisoire"] is True


def test_an_overridden_amount_is_marked(dossier):
    """An overridden amount is marked."""
    annexe = dossier.avec(lignes={"acces_fixe": {"annexe": Fraction(88000)}})
    champs = contexte(calcule(annexe))
    ligne = next(ligne for ligne in champs["lignes"] if ligne["libelle"] == "Accès aux soins, volet fixe")
    assert ligne["origine"] == "annexe du contrat"
    assert ligne["retenu"] == formats.euros(88000)


def test_no_identifier_of_a_professional_leaves_the_workbook(dossier):
    """Neither the identifier of a professional, nor his name, nor his workplace leaves the workbook."""
    noms = {"nom": "DURAND", "prenom": "Paul-Émile", "structure": "Cabinet de la Halle"}
    pros = tuple({**f, **noms, "id": "DURAND-Paul"} if f["id"] == "P03" else f for f in dossier.liste("professionnel"))
    lignes = tuple(
        {**f, "professionnel": "DURAND-Paul"} if f["professionnel"] == "P03" else f
        for f in dossier.liste("participation")
    )
    champs = contexte(calcule(dossier.avec(professionnels=pros, participations=lignes)))
    fuites = [v for v in chaines(champs) for mot in ("DURAND", "Paul-Émile", "la Halle") if mot in str(v)]
    assert fuites == []


def test_what_is_wrong_about_a_person_is_not_quoted(dossier):
    """A blocking anomaly in a table of people says where it stands, never what was typed."""
    lignes = ({**dossier.liste("participation")[0], "professionnel": "Dr Martin"}, *dossier.liste("participation")[1:])
    champs = contexte(calcule(dossier.avec(participations=lignes)))
    assert "Participations, ligne 1\u00a0: une saisie est à corriger." in champs["raisons"]
    assert not any("Martin" in str(valeur) for valeur in chaines(champs))


def test_a_profession_without_a_rate_is_to_be_completed(dossier):
    """A profession that has no line among the rates is not left out of the table: its totals are to be completed."""
    profession = dossier.liste("professionnel")[0]["profession"]
    tarifs = tuple(f for f in dossier.liste("tarif") if f["profession"] != profession)
    (ligne,) = (
        ligne for ligne in contexte(calcule(dossier.avec(tarifs=tarifs)))["indemnites"]
        if ligne["profession"] == profession
    )  # fmt: skip
    assert ligne["montant"] == ligne["personnes"] == "À compléter"


def test_an_almost_empty_dossier_is_written(dossier):
    """An almost empty dossier is written."""
    vide = Dossier({**dict.fromkeys(dossier.identite), "debut": date(2025, 3, 15)})
    champs = contexte(calcule(vide))
    assert champs["provisoire"] is True
    assert champs["cpts"]["nom"] == "CPTS sans nom"
    assert not any(isinstance(v, Absent) or "None" in str(v) for v in chaines(champs))


@pytest.mark.parametrize("unite", ["patients", "%"])
def test_an_indicator_by_steps_asks_for_neither_start_nor_target(dossier, unite):
    """With its steps alone, its target is the last one wherever it stands, its start a dash, and nothing is to fill."""
    seuls = avec_fiche(dossier, "indicateur", 1, depart=None, cible=None, unite=unite)
    resultat = calcule(seuls)
    champs = contexte(resultat)
    (ligne,) = [i for i in champs["indicateurs"] if i["id"] == "A1"]
    (de_mission,) = [i for m in champs["missions"] for i in m["indicateurs"] if i["id"] == "A1"]
    cible = "60\u00a0%" if unite == "%" else "60"
    for vue in (ligne, de_mission):
        assert (vue["depart"], vue["cible"]) == ("–", cible)
    (propose,) = [i for i in champs["indicateurs_proposes"] if i["id"] == "A1"]
    assert propose["cible"] == cible
    assert champs["provisoire"] is False
    assert resultat.valeurs["indicateur.1.acquis"] == calcule(dossier).valeurs["indicateur.1.acquis"]
    # la série et son graphique visent la même cible, quand c'est lui qui mène la mission
    mene = avec_fiche(seuls, "indicateur", 1, montant_en_jeu=Fraction(90_000))
    (acces,) = [m for m in contexte(calcule(mene))["missions"] if m["code"] == "acces"]
    assert (acces["serie"]["id"], acces["serie"]["lignes"][-1]["cible"]) == ("A1", cible)
    assert figures(Lecteur(calcule(mene)))["serie_acces"].series[0].valeurs[-1] == 60


def test_a_typed_target_is_kept_and_a_missing_one_is_to_fill(dossier):
    """A target typed beside the steps is shown; without a step, or in the linear mode, the cell is to be filled."""
    typee = contexte(calcule(avec_fiche(dossier, "indicateur", 1, cible=Fraction(55))))["indicateurs"][0]
    assert (typee["depart"], typee["cible"]) == ("240", "55")
    sans = {f"seuil_{n}": None for n in range(1, 5)}
    nue = contexte(calcule(avec_fiche(dossier, "indicateur", 1, depart=None, cible=None, **sans)))["indicateurs"][0]
    assert (nue["depart"], nue["cible"]) == ("–", "À compléter")
    rang = next(n for n, f in enumerate(dossier.liste("indicateur"), 1) if f["mode"] == "linéaire")
    champs = contexte(calcule(avec_fiche(dossier, "indicateur", rang, depart=None, cible=None)))
    lineaire = champs["indicateurs"][rang - 1]
    assert (lineaire["depart"], lineaire["cible"]) == ("À compléter", "À compléter")
    cibles = {i["id"]: i["cible"] for i in champs["indicateurs_proposes"]}
    assert cibles[lineaire["id"]] == "À compléter"
