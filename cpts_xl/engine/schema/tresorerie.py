"""Budget, cash and accounts: what is foreseen, what the bank shows, what the closed accounts say."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from cpts_xl.engine.schema.argent import CHARGES, NATURES, PRODUITS_COMPTABLES, rangees_postes
from cpts_xl.engine.schema.contrat import SCENARIOS
from cpts_xl.engine.schema.modele import TOTAL, Rangees, Tableau, champ

NB_MOIS = 18
CHARGE, PRODUIT, VARIABLE_ACI = "charge", "produit", "part variable ACI"
TOTAUX_NATURES = {"charges": "Total des charges", "produits": "Total des produits"}


def _equilibre(_droit: Any) -> Rangees:
    return {code: {"code": code, "libelle": libelle} for code, libelle in SCENARIOS.items()}


def _mois(_droit: Any) -> Rangees:
    return {
        **{str(rang): {"code": Fraction(rang)} for rang in range(1, NB_MOIS + 1)},
        TOTAL: {"code": TOTAL, "etat": "flux cumulés, solde le plus bas"},
    }


def _natures(_droit: Any) -> Rangees:
    lignes: dict[str, dict[str, Any]] = {}
    for classe, total in ((CHARGES, "charges"), (PRODUITS_COMPTABLES, "produits")):
        lignes |= {code: {"code": code, "libelle": libelle} for code, libelle in classe.items()}
        lignes[total] = {"code": total, "libelle": TOTAUX_NATURES[total]}
    return lignes


BUDGET = Tableau("budget", "budget", "Budget", (
    champ("sens", "Sens", "choix", "Charge, ou produit hors ACI : les droits ACI viennent du contrat.",
          choix=(CHARGE, PRODUIT), obligatoire=True),
    champ("nature", "Nature", "choix",
          "Deux premiers chiffres du compte : 60 achats, 61 et 62 services, 64 personnel, 65 indemnités… ; "
          "70 ventes, 74 subventions, 75 cotisations.", choix=tuple(NATURES), obligatoire=True),
    champ("libelle", "Intitulé", "texte", "Ce que la ligne prévoit."),
    champ("poste", "Poste", "code", "fonctionnement, ou la mission ; une charge partagée s'écrit sur plusieurs lignes.",
          liste="LISTE_POSTES"),
    champ("prudent", "Prudent", "montant", "Montant annuel de l'exercice, part fixe seule acquise."),
    champ("central", "Central", "montant", "Montant annuel de l'exercice, tel que vous l'attendez."),
    champ("complet", "Complet", "montant", "Montant annuel de l'exercice, toutes parts acquises."),
    champ("mois", "Mois", "entier", "De 1 à 12 si la somme tombe un seul mois ; vide si elle s'étale sur douze."),
), "sens", 40)  # fmt: skip

BUDGET_SUIVANT = Tableau("budget_suivant", "budget_suivant", "Budget n+1", (
    champ("sens", "Sens", "choix",
          "Charge, produit hors ACI, ou part variable ACI attendue. Les parts fixes viennent de la feuille Prévisions.",
          choix=(CHARGE, PRODUIT, VARIABLE_ACI), obligatoire=True),
    champ("nature", "Nature", "choix",
          "Deux premiers chiffres du compte : 60 achats, 61 et 62 services, 64 personnel, 65 indemnités… ; "
          "74 subventions et part variable ACI, 75 cotisations.", choix=tuple(NATURES), obligatoire=True),
    champ("libelle", "Intitulé", "texte", "Ce que la ligne prévoit."),
    champ("poste", "Poste", "code", "fonctionnement, ou la mission ; une charge partagée s'écrit sur plusieurs lignes.",
          liste="LISTE_POSTES"),
    champ("prudent", "Prudent", "montant", "Montant annuel, part fixe seule acquise ; taper 0 si rien n'est prévu."),
    champ("central", "Central", "montant", "Montant annuel, tel que vous l'attendez."),
    champ("complet", "Complet", "montant", "Montant annuel, toutes parts acquises."),
    champ("mois", "Mois", "entier", "De 1 à 12 si la somme tombe un seul mois ; vide si elle s'étale sur douze."),
), "sens", 40)  # fmt: skip

CADRES = Tableau("cadre", "cadres", "Budget par poste", (), "code", rangees=rangees_postes)
EQUILIBRES = Tableau("equilibre", "equilibres", "Équilibre du budget", (), "code", rangees=_equilibre)
MOIS = Tableau("mois", "mois", "Trésorerie", (), "code", rangees=_mois)

COMPTES = Tableau("compte", "comptes", "Comptes", (
    champ("compte", "Compte", "texte", "Numéro de compte, tel que la balance l'écrit.", obligatoire=True),
    champ("libelle", "Intitulé", "texte", "Intitulé du compte."),
    champ("nature", "Nature", "choix", "Deux premiers chiffres du compte.", choix=tuple(NATURES), obligatoire=True),
    champ("montant", "Exercice", "montant", "Charge : débit moins crédit. Produit : crédit moins débit.",
          obligatoire=True),
    champ("precedent", "Exercice précédent", "montant", "Même compte, un an avant ; 0 s'il n'existait pas."),
), "compte", 120)  # fmt: skip

NATURES_TABLEAU = Tableau("classe", "classes", "Rapprochement", (), "code", rangees=_natures)

TABLEAUX_TRESORERIE = (BUDGET, BUDGET_SUIVANT, CADRES, EQUILIBRES, MOIS, COMPTES, NATURES_TABLEAU)
