"""The example of a first year, size 1: wrong only where it means to be.

Each figure is worked out by hand beside it, from the lines that a reader finds in the file.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from cpts_xl.absence import Sorte
from tests.engine.exemples_publies import PREMIERE, a_completer, a_regarder, calcul


def test_the_first_year_is_wrong_only_where_it_means_to_be() -> None:
    """One advance is late, 58 days on the day of the statement: the crisis mission, 12 500 €."""
    resultat = calcul(PREMIERE)
    v = resultat.valeurs
    assert a_regarder(resultat) == {"controle.echeances_acompte"}
    retards = {c: x for c, x in v.items() if c.startswith("echeance.") and c.endswith(".retard")}
    tard = {c for c, jours in retards.items() if isinstance(jours, Fraction) and jours > 0}
    assert tard == {"echeance.crise_fixe_redaction_acompte.retard"}
    # du 01/02 au 31/03/2026 : 28 + 30
    assert v["echeance.crise_fixe_redaction_acompte.retard"] == 58
    assert v["echeance.crise_fixe_redaction_acompte.ecart"] == -12_500
    # les soldes dont le montant n'est pas connu ne sont pas encore dus : le total en retard, lui, l'est
    assert v["echeance.total.en_retard"] == v["echeance.crise_fixe_redaction_acompte.en_retard"] == 12_500


def test_the_first_year_waits_for_what_is_not_measured_yet() -> None:
    """Two indicators in eight are measured: the variable parts are to be completed, and so is every total with them."""
    attendent = a_completer(calcul(PREMIERE))
    assert not [c for c in attendent if c.startswith(("identite", "depense", "repartition", "paiement", "indemnite"))]
    assert not [c for c in attendent if c.startswith(("mois", "equilibre", "scenario", "cadre", "classe", "prevision"))]
    sans_histoire = {f"adherent.{rang}.evolution" for rang in range(1, 6)}
    sans_histoire |= {"vie.adherents.precedent", "vie.adherents.evolution"}
    nationaux = {"ligne.acces_fixe.national", "ligne.acces_variable.national"}
    mesures = {c for c in attendent if c.startswith("indicateur.")}
    assert {c.split(".")[1] for c in mesures} == {"2", "4", "5", "6", "7", "8"}
    suites = attendent - sans_histoire - nationaux - mesures
    assert attendent >= sans_histoire | nationaux
    missions = ("acces", "parcours", "prevention")
    assert {f"ligne.{m}_variable.droit" for m in missions} | {"perimetre.tout.droit", "total.solde"} <= suites
    # ce qui reste vient des trois parts variables : leur droit, leur échéance, les totaux et contrôles qui les comptent
    racines = {"ligne", "mission", "couverture", "total", "perimetre", "echeance", "annee", "calendrier", "poste",
               "financeur", "controle"}  # fmt: skip
    assert {c.split(".")[0] for c in suites} <= racines


def test_the_first_year_amounts_come_from_the_annex() -> None:
    """The split of access is not public for size 1: the annex gives it, and its sum is the total that is known."""
    resultat = calcul(PREMIERE)
    v = resultat.valeurs
    assert v["identite.taille"] == v["identite.taille_calculee"] == 1
    for ligne, annexe in (("acces_fixe", 55_000), ("acces_variable", 25_000)):
        assert v[f"ligne.{ligne}.national"].sorte is Sorte.A_REPRENDRE
        assert v[f"ligne.{ligne}.retenu"] == annexe
    assert v["controle.total_acces"] == "Conforme"
    assert v["identite.demarrage_total"] == 15_000
    assert v["controle.aide_lettre"] == "Conforme"
    assert not resultat.dossier.liste("historique")


def test_the_first_year_rights_by_whole_months() -> None:
    """9, 8, 4 and 1 months in twelve; running costs paid whole at the signature."""
    v: dict[str, Any] = dict(calcul(PREMIERE).valeurs)
    droits = {
        "fonctionnement": Fraction(50_000),
        "acces_fixe": Fraction(41_250),  # 55 000 × 9/12
        "crise_fixe_redaction": Fraction("16666.67"),  # 25 000 × 8/12
        "parcours_fixe": Fraction("8333.33"),  # 25 000 × 4/12
        "prevention_fixe": Fraction("833.33"),  # 10 000 × 1/12
    }
    assert {ligne: v[f"ligne.{ligne}.droit"] for ligne in droits} == droits
    # 50 000 entiers ; 75 % de 41 250, 16 666,67, 8 333,33 et 833,33
    acomptes = [v[f"ligne.{ligne}.acompte"] for ligne in droits]
    assert acomptes == [50_000, Fraction("30937.5"), 12_500, 6_250, 625]
    assert v["total.acompte"] == Fraction("100312.5")
    assert v["perimetre.tout.verse"] == Fraction("80937.5")
    assert v["scenario.prudent.droit"] == Fraction("117083.33")
    # 15 700 × 9/12 + 11 000 × 4/12 + 4 000 × 1/12 = 11 775 + 3 666,67 + 333,33
    assert v["scenario.central.variable"] == 15_775
    # 25 000 × 9/12 + 25 000 × 4/12 + 10 000 × 1/12 = 18 750 + 8 333,33 + 833,33
    assert v["scenario.complet.variable"] == Fraction("27916.66")


def test_the_first_year_money() -> None:
    """Key, spending, cash: small enough to be added in one's head."""
    v = calcul(PREMIERE).valeurs
    # 4 × 3 400 ; 50, 30 et 20 %
    parts = {"base": 13_600, "fonctionnement": 6_800, "acces": 4_080, "crise": 2_720}
    assert {poste: v[f"repartition.1.{poste}"] for poste in parts} == parts
    # 13 500 + 50 000 - 1 350 - 620
    assert v["mois.1.cloture"] == 61_530
    # 13 500 + 50 000 + 30 937,50 + 20 000 + 280 - 27 960 de dépenses, la dernière présumée payée
    assert v["mois.6.cloture"] == Fraction("86757.5")
    assert v["poste.total.depense"] == 27_960
    # 3 670 + 400 + 470
    assert v["paiement.total.total"] == 4_540
