"""Budget, cash, accounts: a scenario moves forecasts only, a month lost is a month seen, an unexplained gap is told."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from cpts_xl.constats import Gravite
from cpts_xl.engine.dossier import Dossier
from cpts_xl.engine.examen import examiner
from cpts_xl.engine.schema import TOTAL
from cpts_xl.engine.schema.tresorerie import NB_MOIS
from cpts_xl.law import en_vigueur
from tests.engine.argent import A_COMPLETER, BASE, DEBUT, avec, depense, dit
from tests.engine.dossiers import calcul, montre

SANS_OBJET = "sans objet"
ARRETE = date(2026, 9, 30)
SALAIRES = {"sens": "charge", "nature": "64", "poste": "fonctionnement", "prudent": 60_000, "central": 72_000,
            "complet": 84_000}  # fmt: skip
EVENEMENT = {"sens": "charge", "nature": "62", "poste": "acces", "prudent": 1_000, "central": 2_000, "complet": 3_000,
             "mois": 11}  # fmt: skip
COTISATIONS = {"sens": "produit", "nature": "75", "prudent": 120, "central": 240, "complet": 360}


def identite(dossier: Dossier, **champs: Any) -> Dossier:
    """Return the dossier with these fields of its identity."""
    return dossier.avec(identite={**dossier.identite, **champs})


PREVU = identite(
    avec(budget=[SALAIRES, EVENEMENT, COTISATIONS]),
    arrete=ARRETE,
    tresorerie_ouverture=Fraction(50_000),
    scenario="prudent",
)


def mois(dossier: Dossier, colonne: str) -> list[Any]:
    """Return a column of the eighteen months, as a case writes it."""
    valeurs = calcul(dossier).valeurs
    return [montre(valeurs[f"mois.{rang}.{colonne}"]) for rang in range(1, NB_MOIS + 1)]


# ------------------------------------------------------------------------------------------ scenarios


PREVISIONS = ("budget.", "cadre.", "mois.", "equilibre.", "scenario.", "controle.tresorerie", "identite.scenario")


@pytest.mark.parametrize("scenario", ["central", "complet"])
def test_a_scenario_changes_no_right_and_nothing_that_happened(scenario: str) -> None:
    """Rights, payments, spending and accounts are the same under every scenario; so are the months already over."""
    prudent = calcul(PREVU).valeurs
    autre = calcul(identite(PREVU, scenario=scenario)).valeurs
    changes = {ident for ident in prudent if montre(prudent[ident]) != montre(autre[ident])}
    assert all(ident.startswith(PREVISIONS) for ident in changes)
    passes = [ident for ident in changes if ident.startswith("mois.") and ident.split(".")[1] in "123456"]
    assert [ident for ident in passes if prudent[f"mois.{ident.split('.')[1]}.etat"] == "réel"] == []
    assert {"mois.10.a_sortir", "cadre.fonctionnement.prevu", "mois.13.anniversaire"} <= changes


def test_budget_by_post_and_by_nature_in_three_scenarios() -> None:
    """The same lines, added by post and by nature, give the same total under each scenario."""
    valeurs = calcul(PREVU).valeurs
    for scenario, total in (("prudent", 61_000), ("central", 74_000), ("complet", 87_000)):
        assert valeurs[f"cadre.{TOTAL}.{scenario}"] == valeurs[f"classe.charges.{scenario}"] == total
        assert valeurs[f"equilibre.{scenario}.charges"] == total
        solde = valeurs[f"equilibre.{scenario}.aci"] + valeurs[f"equilibre.{scenario}.produits"] - total
        assert valeurs[f"equilibre.{scenario}.solde"] == solde
    assert valeurs["classe.64.central"] == 72_000
    assert valeurs["classe.75.complet"] == valeurs["classe.produits.complet"] == 360


def test_budget_against_what_was_spent_in_the_accounting_year() -> None:
    """By post: the budget of the scenario, what was spent in the accounting year with the keys, what is left."""
    dossier = avec(
        PREVU,
        cles=[{"id": "K", "part_fonctionnement": Fraction(1, 2), "part_acces": Fraction(1, 2)}],
        depenses=[depense(date(2026, 2, 1), 1000, cle="K"), depense(date(2027, 2, 1), 5000)],
    )
    valeurs = calcul(dossier).valeurs
    assert [valeurs[f"cadre.acces.{c}"] for c in ("prevu", "realise", "ecart")] == [1000, 500, 500]
    assert valeurs[f"cadre.{TOTAL}.realise"] == 1000


def test_a_charge_without_post_leaves_the_budget_open() -> None:
    """A charge of the budget without post is in the balance; the total by post says that it is not whole."""
    dossier = avec(PREVU, budget=[SALAIRES, {**EVENEMENT, "poste": None}])
    assert dit(dossier, "equilibre.prudent.charges") == 61_000
    assert dit(dossier, f"cadre.{TOTAL}.prudent") == A_COMPLETER


def test_no_budget_is_not_a_budget_of_zero() -> None:
    """Without a charge in the budget, neither balance nor forecast pretends to be a surplus."""
    dossier = avec(PREVU, budget=[COTISATIONS])
    assert dit(dossier, "equilibre.central.solde") == A_COMPLETER
    assert dit(dossier, "mois.10.cloture") == A_COMPLETER
    assert dit(dossier, "mois.5.cloture") == 50_000


# ------------------------------------------------------------------------------------------ eighteen months


def test_eighteen_months_without_a_hole() -> None:
    """The first month starts with the contract year; each month opens where the one before closes."""
    valeurs = calcul(PREVU).valeurs
    debuts, fins, ouvertures, clotures = (mois(PREVU, c) for c in ("debut", "fin", "ouverture", "cloture"))
    assert debuts[0] == DEBUT
    assert debuts[1:] == fins[:-1]
    assert fins[0] == date(2026, 5, 1)
    assert fins[-1] == date(2027, 10, 1)
    assert ouvertures[0] == 50_000
    assert ouvertures[1:] == clotures[:-1]
    entrees = valeurs[f"mois.{TOTAL}.aci"] + valeurs[f"mois.{TOTAL}.autres"] + valeurs[f"mois.{TOTAL}.a_entrer"]
    assert clotures[-1] == 50_000 + entrees - valeurs[f"mois.{TOTAL}.sorti"] - valeurs[f"mois.{TOTAL}.a_sortir"]


def test_actual_up_to_the_closing_day_then_forecast() -> None:
    """Closed on 30 September: September is over; October to the end are foreseen."""
    etats = mois(PREVU, "etat")
    assert etats == ["réel"] * 6 + ["prévision"] * 12
    assert mois(identite(PREVU, arrete=date(2026, 9, 29)), "etat")[5] == "en cours"
    assert mois(PREVU, "a_sortir")[:6] == [0] * 6


def test_twelve_months_of_forecast_are_the_budget_to_the_cent() -> None:
    """Spread over twelve months, or due in one: twelve foreseen months bear the annual budget, no cent lost."""
    salaires = {**SALAIRES, "prudent": Fraction("60000.05")}
    dossier = avec(identite(PREVU, arrete=date(2026, 9, 30)), budget=[salaires, EVENEMENT, COTISATIONS])
    a_sortir, autres = mois(dossier, "a_sortir"), mois(dossier, "autres_prevus")
    assert sum(a_sortir[6:]) == Fraction("61000.05")
    assert sum(autres[6:]) == 120
    assert a_sortir[7] - 1_000 == pytest.approx(5_000, abs=0.01)  # novembre porte l'événement


def test_a_current_month_only_foresees_what_is_left() -> None:
    """What is already paid in the current month lessens its forecast, never below zero."""
    dossier = identite(avec(PREVU, depenses=[depense(date(2026, 9, 10), 4_000)]), arrete=date(2026, 9, 15))
    assert mois(dossier, "a_sortir")[5] == 1_000
    trop = identite(avec(PREVU, depenses=[depense(date(2026, 9, 10), 9_000)]), arrete=date(2026, 9, 15))
    assert mois(trop, "a_sortir")[5] == 0


def test_each_spending_leaves_the_bank_once() -> None:
    """Paid on a day: that day. Without a day of payment: the day of the document. Never both, never neither."""
    dossier = avec(
        PREVU,
        depenses=[
            {**depense(date(2026, 5, 20), 100), "paye_le": date(2026, 6, 2)},
            depense(date(2026, 5, 21), 10),
            {**depense(date(2026, 4, 20), 7), "paye_le": date(2026, 4, 10)},  # payée avant l'ouverture : déjà au solde
        ],
    )
    assert mois(dossier, "paye")[:4] == [0, 0, 100, 0]
    assert mois(dossier, "presume")[:4] == [0, 10, 0, 0]
    assert calcul(dossier).valeur(f"mois.{TOTAL}.sorti") == 110


def test_what_was_received_before_the_opening_is_in_the_opening() -> None:
    """A payment of the day before the contract year is in the opening balance: the first month does not count it."""
    dossier = avec(
        PREVU,
        versements=[
            {"date": date(2026, 4, 14), "ligne": "acces_fixe", "nature": "acompte", "montant": 900},
            {"date": DEBUT, "ligne": "acces_fixe", "nature": "acompte", "montant": 80},
        ],
    )
    assert mois(dossier, "aci")[0] == 80


def test_expected_payments_fall_in_their_month_and_late_ones_are_not_counted() -> None:
    """An advance expected on the first day: foreseen while its month runs, left out once it is over and unpaid."""
    en_avril = identite(PREVU, arrete=date(2026, 4, 20))
    avril = mois(en_avril, "aci_attendu")[0]
    assert avril == calcul(PREVU).valeur("total.acompte") > 0
    assert mois(PREVU, "aci_attendu") == [0] * NB_MOIS


def test_the_anniversary_brings_the_balance_of_the_scenario_and_the_next_advance() -> None:
    """The thirteenth month bears them, under the scenario shown; a balance already received is not counted again."""
    valeurs = calcul(PREVU).valeurs
    attendu = valeurs["scenario.prudent.solde"] + valeurs[f"prevision.{TOTAL}.acompte_suivant"]
    colonne = mois(PREVU, "anniversaire")
    assert colonne[12] == attendu
    assert sum(colonne) == attendu
    plus = mois(identite(PREVU, scenario="complet"), "anniversaire")[12] - attendu
    assert plus == valeurs["scenario.complet.droit"] - valeurs["scenario.prudent.droit"] > 0


def test_cash_below_zero_is_to_be_looked_at() -> None:
    """The lowest of the eighteen balances is told, and the check looks at it."""
    assert dit(PREVU, "controle.tresorerie") == "Conforme"
    dossier = identite(PREVU, tresorerie_ouverture=Fraction(0))
    plus_bas = min(mois(dossier, "cloture"))
    assert plus_bas < 0
    assert dit(dossier, f"mois.{TOTAL}.cloture") == plus_bas
    assert dit(dossier, "controle.tresorerie") == "À regarder"


def test_no_opening_balance_no_cash() -> None:
    """Without the balance of the bank, no month pretends to know how much is left."""
    assert mois(identite(PREVU, tresorerie_ouverture=None), "cloture") == [A_COMPLETER] * NB_MOIS


# ------------------------------------------------------------------------------------------ accounts


COMPTES = [
    {"compte": "641100", "nature": "64", "montant": 900},
    {"compte": "613200", "nature": "61", "montant": 100},
    {"compte": "741000", "nature": "74", "montant": 500},
]
SUIVI = avec(
    depenses=[
        {**depense(date(2026, 6, 30), 900), "nature": "64"},
        {**depense(date(2026, 12, 31), 100), "nature": "61"},
        {**depense(date(2027, 1, 1), 777), "nature": "61"},
    ],
    versements=[{"date": date(2026, 6, 1), "ligne": "acces_fixe", "nature": "acompte", "montant": 500}],
)


def test_without_accounts_there_is_nothing_to_compare() -> None:
    """No account imported: the comparison is « sans objet », not a fault."""
    valeurs = calcul(SUIVI).valeurs
    for ident in ("classe.64.comptes", "classe.64.ecart", "classe.charges.ecart", "controle.comptes_charges",
                  "controle.comptes_produits"):  # fmt: skip
        assert montre(valeurs[ident]) == SANS_OBJET


def test_accounts_equal_to_what_is_followed() -> None:
    """By nature and in total, spending of the accounting year and payments received meet the closed accounts."""
    valeurs = calcul(avec(SUIVI, comptes=COMPTES)).valeurs
    assert [valeurs[f"classe.{n}.suivi"] for n in ("61", "64", "charges", "74", "produits")] == [
        100,
        900,
        1000,
        500,
        500,
    ]
    assert {valeurs[f"classe.{n}.ecart"] for n in ("61", "62", "64", "charges", "74", "produits")} == {0}
    assert valeurs["controle.comptes_charges"] == valeurs["controle.comptes_produits"] == "Conforme"


def test_a_gap_with_the_accounts_is_told_by_nature() -> None:
    """One cent of gap is seen where it stands, and in its total."""
    comptes = [{**COMPTES[0], "montant": Fraction("900.01")}, *COMPTES[1:]]
    valeurs = calcul(avec(SUIVI, comptes=comptes)).valeurs
    assert valeurs["classe.64.ecart"] == valeurs["classe.charges.ecart"] == Fraction(-1, 100)
    assert valeurs["controle.comptes_charges"] == "À regarder"


def test_a_spending_without_nature_leaves_the_total_open() -> None:
    """By nature the sums stand; the total says that one line has no nature."""
    valeurs = calcul(avec(SUIVI, comptes=COMPTES, depenses=[depense(date(2026, 6, 30), 5)])).valeurs
    assert valeurs["classe.64.suivi"] == 0
    assert montre(valeurs["classe.charges.suivi"]) == A_COMPLETER
    assert montre(valeurs["controle.comptes_charges"]) == A_COMPLETER


# ------------------------------------------------------------------------------------------ entry check


@pytest.mark.parametrize(
    ("tables", "saisie", "mots", "gravite"),
    [
        ({"budget": [{**SALAIRES, "nature": "74"}]}, "budget.1.nature", "ne va pas avec", Gravite.BLOQUANT),
        ({"budget": [{**COTISATIONS, "nature": "64"}]}, "budget.1.nature", "ne va pas avec", Gravite.BLOQUANT),
        ({"budget": [{**SALAIRES, "poste": None}]}, "budget.1.poste", "n'a pas de poste", Gravite.A_REGARDER),
        ({"budget": [{**SALAIRES, "mois": 13}]}, "budget.1.mois", "de 1 à 12", Gravite.BLOQUANT),
        ({"budget": [{**SALAIRES, "mois": 1.5}]}, "budget.1.mois", "de 1 à 12", Gravite.BLOQUANT),
        ({"comptes": [{**COMPTES[0], "nature": "61"}]}, "compte.1.nature", "n'est pas de la nature", Gravite.BLOQUANT),
        ({"comptes": [COMPTES[0], COMPTES[0]]}, "compte.2.compte", "figure déjà", Gravite.A_REGARDER),
    ],
)
def test_fault_is_located(tables: dict[str, Any], saisie: str, mots: str, gravite: Gravite) -> None:
    """Each fault of budget and accounts is told at its cell."""
    anomalies = [a for a in examiner(avec(**tables), en_vigueur(DEBUT)) if a.saisie == saisie and mots in a.message]
    assert [a.gravite for a in anomalies] == [gravite]


def test_an_accounting_year_too_long_is_to_be_looked_at() -> None:
    """Twenty-four months pass, for a first year; a day more does not."""
    long = identite(BASE, exercice_debut=date(2025, 1, 1), exercice_cloture=date(2027, 1, 1))
    juste = identite(BASE, exercice_debut=date(2025, 1, 1), exercice_cloture=date(2026, 12, 31))
    trouve = [[a for a in examiner(d, en_vigueur(DEBUT)) if "vingt-quatre mois" in a.message] for d in (juste, long)]
    assert [len(anomalies) for anomalies in trouve] == [0, 1]
