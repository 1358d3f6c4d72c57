"""Chapitre : budget en trois scénarios, produits des autres financeurs, équilibre."""

from __future__ import annotations

from cpts_xl.rules.catalogue import regle
from cpts_xl.rules.choix import et, exige, manque, selon, si, si_nombre, si_renseigne
from cpts_xl.rules.genres import (
    Choix,
    ChoixCalcule,
    Code,
    Codes,
    EntierFacultatif,
    Jour,
    JourFacultatif,
    Montant,
    MontantFacultatif,
    Montants,
)
from cpts_xl.rules.plages import compte_si, cumul, si_complet
from cpts_xl.rules.verbs import arrondi

BUDGET = "budget de la CPTS"
SUIVI = "suivi de l'argent"
MOIS_PAR_AN = 12


@regle(libelle="Montant du scénario", texte=BUDGET, article="", statut="convention")
def montant_scenario(
    scenario_retenu: ChoixCalcule, prudent: MontantFacultatif, central: MontantFacultatif, complet: MontantFacultatif
) -> Montant:
    """Retient le montant du scénario retenu ; une case vide est à compléter, zéro se saisit.

    Args:
        scenario_retenu: Scénario retenu, soit prudent, soit central, soit complet.
        prudent: Montant prudent, en euros.
        central: Montant central, en euros.
        complet: Montant complet, en euros.
    """
    montants = {"prudent": prudent, "central": central, "complet": complet}
    return selon(scenario_retenu, {mot: si_nombre(m, arrondi(m), manque()) for mot, m in montants.items()})


@regle(libelle="Part étalée sur l'année", texte=BUDGET, article="", statut="convention")
def part_etalee(montant: Montant, mois: EntierFacultatif) -> Montant:
    """Donne la part d'un montant annuel à étaler sur douze mois : tout, ou rien s'il tombe un mois précis.

    Args:
        montant: Montant annuel, en euros.
        mois: Mois de l'échéance unique, de 1 à 12, vide si la somme s'étale.
    """
    ponctuel = exige(et(mois >= 1, mois <= MOIS_PAR_AN), 0, "mois de 1 à 12 attendu")
    return si_renseigne(mois, si_nombre(mois, ponctuel, manque()), montant)


@regle(libelle="Budget, dans un sens", texte=BUDGET, article="", statut="convention")
def cumul_sens(sens_budget: Code, colonne_sens: Codes, montants: Montants) -> Montant:
    """Additionne les lignes de budget d'un sens (charge ou produit) ; à compléter s'il n'y en a aucune.

    Args:
        sens_budget: Sens, charge ou produit.
        colonne_sens: Colonne des sens.
        montants: Colonne des montants.
    """
    somme = si_complet(montants, arrondi(cumul(montants, (sens_budget, colonne_sens))), (sens_budget, colonne_sens))
    return si(compte_si((sens_budget, colonne_sens)) > 0, somme, manque())


@regle(libelle="Budget d'un code", texte=BUDGET, article="", statut="convention")
def cumul_budget(sens_budget: Code, code: Code, colonne_sens: Codes, codes: Codes, montants: Montants) -> Montant:
    """Additionne les lignes de budget d'un sens et d'un code (poste ou nature) ; à compléter sans ligne de ce sens.

    Args:
        sens_budget: Sens, charge ou produit.
        code: Poste ou nature.
        colonne_sens: Colonne des sens.
        codes: Colonne des postes, ou des natures.
        montants: Colonne des montants.
    """
    cles = ((sens_budget, colonne_sens), (code, codes))
    somme = si_complet(montants, arrondi(cumul(montants, *cles)), *cles)
    return si(compte_si((sens_budget, colonne_sens)) > 0, somme, manque())


@regle(libelle="Solde du budget", texte=BUDGET, article="", statut="convention")
def solde_budget(droits_aci: Montant, produits: Montant, charges: Montant) -> Montant:
    """Donne le solde d'un scénario : droits ACI et autres produits, moins les charges.

    Les droits sont ceux de l'année conventionnelle, les charges celles de l'exercice : un ordre de grandeur.

    Args:
        droits_aci: Droits ACI du scénario, en euros.
        produits: Autres produits du budget, en euros.
        charges: Charges du budget, en euros.
    """
    return arrondi(droits_aci + produits - charges)


# ------------------------------------------------------------------------------------------ les autres financeurs


@regle(libelle="Reste d'un produit", texte=SUIVI, article="", statut="convention")
def reste_produit(attribue: Montant, recu: MontantFacultatif) -> Montant:
    """Donne ce qui reste à recevoir d'un produit : l'attribué moins le reçu ; une case vide n'a rien reçu.

    Args:
        attribue: Montant attribué, en euros.
        recu: Montant reçu, vide tant que rien n'est reçu.
    """
    difference = arrondi(attribue - recu)
    return si_renseigne(recu, si_nombre(recu, difference, manque()), arrondi(attribue))


@regle(libelle="Reçu dans la période", texte=SUIVI, article="", statut="convention")
def recu_periode(recu: MontantFacultatif, recu_le: JourFacultatif, debut: Jour, fin: Jour) -> Montant:
    """Donne ce qu'un produit a fait encaisser dans une période ; à compléter si le reçu n'a pas de date.

    Args:
        recu: Montant reçu, vide tant que rien n'est reçu.
        recu_le: Date d'encaissement.
        debut: Premier jour de la période.
        fin: Premier jour qui n'est plus dans la période.
    """
    dedans = si(et(recu_le >= debut, recu_le < fin), arrondi(recu), 0)
    date_connue = si_nombre(recu_le, dedans, manque())
    return si_renseigne(recu, si_nombre(recu, date_connue, manque()), 0)


@regle(libelle="Part publique", texte=SUIVI, article="", statut="convention")
def part_publique(publique: Choix, recu: Montant) -> Montant:
    """Donne ce qu'un encaissement compte d'argent public : tout s'il est une subvention publique, rien sinon.

    Args:
        publique: Subvention publique, Oui ou Non.
        recu: Montant reçu dans la période, en euros.
    """
    return selon(publique, {"Oui": recu, "Non": 0})
