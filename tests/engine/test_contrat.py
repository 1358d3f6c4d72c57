"""The contract over time: no day lost or counted twice, no euro either, and no right that a forecast would change."""

# ruff: noqa: S311 - des tirages à graine, pour être refaits, et non des secrets
from __future__ import annotations

import random
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from typing import Any

import pytest

from cpts_xl.absence import Sorte
from cpts_xl.law import en_vigueur
from cpts_xl.rules import CATALOGUE
from cpts_xl.rules.dates import plus_mois
from tests.engine.contrats import (
    ANNEES,
    MISSIONS,
    SIGNATURES,
    annee,
    avec_identite,
    avec_lignes,
    departs_au_hasard,
    versement,
)
from tests.engine.dossiers import calcul

DROIT = en_vigueur(date(2026, 4, 15))
UN_CENTIME = Fraction(1, 100)


def regle(nom: str, **saisie: Any) -> Any:
    """Return what a rule gives under avenant 2."""
    return CATALOGUE[nom].evaluer(saisie, DROIT)


def signatures(nombre: int) -> list[date]:
    """Return the days where a count may slip, then days drawn over two leap cycles."""
    alea = random.Random(nombre)
    return [*SIGNATURES, *(date(2019, 8, 25) + timedelta(days=alea.randrange(3000)) for _ in range(nombre))]


# ------------------------------------------------------------------------------------------ days


def test_five_years_tile_the_contract_for_any_signature() -> None:
    """Each day of the contract is in one year and one only, over leap years, whatever the day of signature."""
    for signature in signatures(400):
        bornes = [
            tuple(regle(nom, signature=signature, rang=Fraction(n)) for nom in ("debut_rang", "fin_rang"))
            for n in ANNEES
        ]
        assert bornes[0][0] == signature
        assert all(fin == debut for (_, fin), (debut, _) in pairwise(bornes)), signature
        jours = sum(regle("jours_annee", debut=debut, fin=fin) for debut, fin in bornes)
        assert jours == (plus_mois(signature, 60) - signature).days


def test_year_of_a_dossier_is_one_of_the_five() -> None:
    """The year that a dossier computes has the bounds of its rank: from one dossier to the next, no day is lost."""
    for signature in signatures(400):
        for n in ANNEES:
            debut = regle("debut_rang", signature=signature, rang=Fraction(n))
            assert regle("annee_contrat", signature=signature, debut=debut) == n
            fin = regle("fin_rang", signature=signature, rang=Fraction(n))
            assert regle("fin_annee", debut=debut, signature=signature) == fin


def test_sheet_of_years_says_what_was_is_and_may_be() -> None:
    """In year 3, two years are past, one is computed, two are a plan; nothing is claimed for the years to come."""
    passees = {
        str(n): {"taille": Fraction(2), "droit": Fraction(100_000 * n), "acompte": Fraction(70_000),
                 "solde": Fraction(30_000), "verse": Fraction(90_000)}
        for n in (1, 2)
    }  # fmt: skip
    paye = [versement("acces_fixe", "solde", 1_000, date(2025, 4, 1), 2)]
    valeurs = calcul(annee(3).avec(annees=passees, versements=paye)).valeurs
    colonne = {
        champ: [valeurs[f"annee.{n}.{champ}"] for n in ANNEES]
        for champ in ("situation", "taille_annee", "droit_annee", "verse_annee", "acompte_prevu")
    }
    assert colonne["situation"] == ["passée", "passée", "en cours", "à venir", "à venir"]
    assert colonne["taille_annee"][:3] == [2, 2, 3]
    assert colonne["droit_annee"][:3] == [100_000, 200_000, valeurs["perimetre.tout.droit"]]
    assert {colonne["droit_annee"][n].sorte for n in (3, 4)} == {Sorte.SANS_OBJET}
    assert colonne["verse_annee"] == [90_000, 91_000, 0, 0, 0]
    assert [valeurs[f"annee.{n}.reste_annee"] for n in (1, 2)] == [10_000, 109_000]
    assert colonne["acompte_prevu"][:3] == [70_000, 70_000, valeurs["total.acompte"]]
    # fonctionnement 75 000, parts fixes 90 000 + 45 000 + 17 500 + 22 500 + 15 000 + 10 000 = 275 000, à 75 %
    assert colonne["acompte_prevu"][3:] == [206_250, 206_250]
    assert [valeurs[f"annee.{n}.solde_prevu"] for n in (4, 5)] == [68_750, 68_750]


# ------------------------------------------------------------------------------------------ euros


@pytest.mark.parametrize(
    ("graine", "unite"), [*((n, "jours") for n in range(5)), *((n, "mois") for n in range(len(SIGNATURES) - 3, 8))]
)
def test_advances_and_balances_of_five_years_are_the_rights(graine: int, unite: str) -> None:
    """Paid as expected year after year, whatever the dates, the five years bring the rights, to the cent."""
    alea = random.Random(f"{graine} {unite}")
    signature = SIGNATURES[graine]
    departs = departs_au_hasard(alea, signature)
    droits = avances = soldes = recus = Fraction(0)
    dus: dict[str, Fraction] = {}
    for rang in ANNEES:
        atteints = [mission for mission in MISSIONS if alea.randrange(2)]
        crise = alea.choice(("Oui", "Non"))
        dossier = annee(
            rang, signature=signature, demarrages=departs, unite=unite, crise=crise, atteints=atteints
        ).avec(annees={str(n): {"verse": Fraction(n)} for n in range(1, rang)})
        if rang > 1:
            dossier = avec_lignes(dossier, **{code: {"solde_n1": solde} for code, solde in dus.items()})
        resultat = calcul(dossier)
        attendu, codes = resultat.valeurs, [ligne.code for ligne in resultat.droit.lignes]
        jour = dossier.debut
        payes = [versement(c, "acompte", attendu[f"echeance.{c}_acompte.attendu"], jour) for c in codes]
        payes += [versement(c, "solde", attendu[f"echeance.{c}_n1.attendu"], jour, rang - 1) for c in codes if rang > 1]
        valeurs = calcul(dossier.avec(versements=payes)).valeurs
        assert valeurs["controle.echeancier"] == "Conforme"
        assert valeurs["perimetre.tout.verse"] == valeurs["total.acompte"]
        if rang > 1:
            assert valeurs[f"annee.{rang - 1}.verse_annee"] == rang - 1 + sum(dus.values())
        dus = {c: valeurs[f"ligne.{c}.droit"] - valeurs[f"ligne.{c}.verse"] for c in codes}
        assert dus == {c: valeurs[f"ligne.{c}.solde"] for c in codes}
        droits += valeurs["perimetre.tout.droit"]
        avances += valeurs["total.acompte"]
        soldes += valeurs["total.solde"]
        recus += sum(paye["montant"] for paye in payes)
    assert avances + soldes == droits
    assert recus + sum(dus.values()) == droits


def test_an_advance_on_the_variable_part_may_have_to_be_paid_back() -> None:
    """Only an advance above the right breaks the sum, by what is to be paid back; no balance goes below zero."""
    dossier = avec_identite(annee(2, atteints=()), taux_acompte_variable=Fraction(1, 2))
    valeurs = calcul(dossier).valeurs
    # variable : accès 35 000, parcours 45 000, prévention 17 500, qualité 15 000, accompagnement 10 000, à moitié
    assert valeurs["total.acompte"] + valeurs["total.solde"] - valeurs["perimetre.tout.droit"] == 61_250


def test_crisis_pays_its_fixed_part_every_year_and_its_variable_part_in_a_crisis_only() -> None:
    """The plan is paid whether or not a crisis comes; the variable part waits for the ARS to recognise one."""
    for rang in ANNEES:
        for crise, plafond in (("Non", 0), ("Oui", 67_500)):
            valeurs = calcul(annee(rang, crise=crise)).valeurs
            fixes = [valeurs[f"ligne.crise_fixe_{mot}.droit"] for mot in ("redaction", "mise_a_jour")]
            assert fixes == ([45_000, 0] if rang == 1 else [0, 22_500])
            assert valeurs["ligne.crise_variable.plafond"] == plafond


def test_year_of_writing_is_not_foreseen_again() -> None:
    """The year after the plan is written pays its update: 22 500, never 45 000 twice; and no crisis is foreseen."""
    valeurs = calcul(annee(1, crise="Oui")).valeurs
    montants = {c: valeurs[f"prevision.crise_{c}.montant_suivant"] for c in ("fixe_redaction", "fixe_mise_a_jour")}
    assert montants == {"fixe_redaction": 0, "fixe_mise_a_jour": 22_500}
    assert valeurs["prevision.crise_variable.montant_suivant"] == 0
    assert valeurs["prevision.fonctionnement.acompte_suivant"] == 56_250
    assert calcul(annee(5)).valeurs["prevision.total.acompte_suivant"] == 0


def test_day_of_the_state_measures_delays_and_nothing_else() -> None:
    """No clock is read: the day of the state is typed, and no amount depends on it."""
    tot, tard = (calcul(avec_identite(annee(3), arrete=jour)).valeurs for jour in (date(2025, 3, 16), date(2026, 3, 1)))
    argent = ("ligne.", "perimetre.", "total.", "poste.", "annee.", "scenario.", "prevision.")
    assert [i for i in tot if i.startswith(argent) and tot[i] != tard[i]] == []
    retards = [valeurs["echeance.acces_fixe_acompte.retard"] for valeurs in (tot, tard)]
    assert retards == [1, 351]


# ------------------------------------------------------------------------------------------ amendments


@pytest.mark.parametrize("graine", range(6))
def test_an_amendment_inside_a_year_weighs_each_day_that_the_line_runs(graine: int) -> None:
    """Whatever the days of the amendment and of the start, the right is that of each day added up, to the cent."""
    alea = random.Random(graine)
    signature = alea.choice(SIGNATURES)
    rang = alea.choice(ANNEES)
    debut, fin = plus_mois(signature, 12 * (rang - 1)), plus_mois(signature, 12 * rang)
    effet = debut + timedelta(days=alea.randrange((fin - debut).days))
    depart = debut + timedelta(days=alea.randrange(-30, (fin - debut).days))
    avant, apres = Fraction(alea.randrange(1_000_000), 100), Fraction(alea.randrange(1_000_000), 100)
    dossier = avec_lignes(
        annee(rang, signature=signature, demarrages={"prevention": depart}),
        prevention_fixe={"annexe": avant, "effet": effet, "annexe_apres": apres},
    )
    jours = [debut + timedelta(days=n) for n in range((fin - debut).days)]
    exact = sum((avant if jour < effet else apres for jour in jours if jour >= depart), Fraction(0)) / len(jours)
    assert abs(calcul(dossier).valeurs["ligne.prevention_fixe.droit"] - exact) <= UN_CENTIME


def test_half_an_amendment_is_refused() -> None:
    """A date without its amount, or an amount without its date, stops the line instead of being forgotten."""
    for champs in ({"effet": date(2025, 9, 1)}, {"annexe_apres": Fraction(20_000)}):
        valeurs = calcul(avec_lignes(annee(3), prevention_fixe=champs)).valeurs
        assert valeurs["ligne.prevention_fixe.montant_annee"].sorte is Sorte.REFUS
        assert valeurs["ligne.prevention_fixe.droit"].sorte is Sorte.A_COMPLETER
        assert valeurs["ligne.acces_fixe.droit"] == 90_000


# ------------------------------------------------------------------------------------------ scenarios, start


def test_a_scenario_changes_no_right() -> None:
    """Whatever is shown, every other value of the dossier is the same; prudent is the least, complete the most."""
    tous = [calcul(avec_identite(annee(3), scenario=mot)).valeurs for mot in (None, "prudent", "central", "complet")]
    vus = {"identite.scenario", "identite.scenario_retenu"}
    vus |= {f"scenario.{code}.affiche" for code in ("prudent", "central", "complet")}
    hors = [ident for ident in tous[0] if ident not in vus and not ident.startswith(("mois.", "calendrier."))]
    assert {ident for ident in hors if any(v[ident] != tous[0][ident] for v in tous)} == set()
    assert tous[2]["scenario.central.affiche"] == "Oui"
    assert tous[0]["scenario.prudent.affiche"] == "Oui"


def test_scenarios_are_in_order() -> None:
    """Prudent counts no variable part, complete all of it; the advances expected are the same."""
    valeurs = calcul(annee(3, atteints=("acces",))).valeurs
    droits = [valeurs[f"scenario.{code}.droit"] for code in ("prudent", "complet")]
    assert droits == [275_000, 397_500]
    assert [valeurs[f"scenario.{code}.variable"] for code in ("prudent", "complet")] == [0, 122_500]
    assert valeurs["perimetre.tout.droit"] == 275_000 + 35_000
    assert valeurs["scenario.prudent.solde"] == 275_000 - valeurs["total.acompte"]


def test_money_of_the_start_is_in_no_total() -> None:
    """Increase and letter of intent are a line of their own, the first year only; no perimeter moves."""
    sans = calcul(avec_identite(annee(1), majoration="Non")).valeurs
    avec = calcul(avec_identite(annee(1), majoration="Oui", aide_lettre=Fraction(25_000))).valeurs
    assert avec["identite.majoration_montant"] == 56_250
    assert avec["identite.demarrage_total"] == 81_250
    assert sans["identite.demarrage_total"] == 0
    touches = ("perimetre.", "total.", "ligne.", "poste.", "echeance.", "scenario.", "prevision.", "annee.")
    assert [i for i in sans if i.startswith(touches) and sans[i] != avec[i]] == []
    assert (
        calcul(avec_identite(annee(2), majoration="Oui")).valeurs["identite.demarrage_total"].sorte is Sorte.SANS_OBJET
    )
    assert avec["controle.aide_lettre"] == "Conforme"


def test_accounting_year_is_half_open() -> None:
    """The last day of the accounting year is included: its bound is the day after, and without it nothing is said."""
    valeurs = calcul(avec_identite(annee(3), exercice_cloture=date(2025, 12, 31))).valeurs
    assert valeurs["identite.exercice_fin"] == date(2026, 1, 1)
    assert [valeurs[f"identite.annee_civile{suite}"] for suite in ("", "_suivante")] == [2025, 2026]
    assert calcul(annee(3)).valeurs["identite.exercice_fin"].sorte is Sorte.A_COMPLETER
