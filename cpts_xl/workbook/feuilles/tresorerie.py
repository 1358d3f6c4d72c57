"""The sheets of budget, cash and accounts."""

from __future__ import annotations

from cpts_xl.rules.genres import ENTIER, JOUR, MONTANT, TEXTE
from cpts_xl.workbook.feuilles.modele import FeuilleTableau, Groupe, calcul, fixe, saisie

BUDGET_FEUILLE = FeuilleTableau(
    "Budget", "Budget de l'exercice, en trois scénarios",
    "Prudent : part fixe seule. Les produits sont ceux des autres financeurs, hors ACI.",
    "budget", "tblBudget", (
        saisie("budget", "sens", 10),
        saisie("budget", "nature", 9),
        saisie("budget", "libelle", 50),
        saisie("budget", "poste", 17),
        saisie("budget", "prudent", 15),
        saisie("budget", "central", 15),
        saisie("budget", "complet", 15),
        saisie("budget", "mois", 8),
        calcul("retenu", "Scénario retenu", MONTANT, 15),
        calcul("etale", "Dont étalé sur douze mois", MONTANT, 15),
    ), Groupe.ARGENT, "sens",
)  # fmt: skip

BUDGET_SUIVANT_FEUILLE = FeuilleTableau(
    "Budget n+1", "Budget de l'année suivante, en trois scénarios",
    "Proposé au dialogue de gestion. L'ouverture de l'année suivante en fait son budget.",
    "budget_suivant", "tblBudgetSuivant", (
        saisie("budget_suivant", "sens", 18),
        saisie("budget_suivant", "nature", 9),
        saisie("budget_suivant", "libelle", 50),
        saisie("budget_suivant", "poste", 17),
        saisie("budget_suivant", "prudent", 15),
        saisie("budget_suivant", "central", 15),
        saisie("budget_suivant", "complet", 15),
        saisie("budget_suivant", "mois", 8),
    ), Groupe.ARGENT, "sens",
)  # fmt: skip

CADRES_FEUILLE = FeuilleTableau(
    "Budget par poste", "Budget et dépensé, par poste",
    "Exercice comptable. Le réalisé compte les quotes-parts des clés.",
    "cadre", "tblBudgetPoste", (
        fixe("code", "Poste", 16),
        fixe("libelle", "Intitulé", 44),
        calcul("prudent", "Budget prudent", MONTANT, 17),
        calcul("central", "Budget central", MONTANT, 17),
        calcul("complet", "Budget complet", MONTANT, 17),
        calcul("prevu", "Budget du scénario retenu", MONTANT, 17),
        calcul("realise", "Dépensé dans l'exercice", MONTANT, 17),
        calcul("ecart", "Reste à dépenser", MONTANT, 17),
        calcul("prudent_suivant", "Budget n+1 prudent", MONTANT, 17),
        calcul("central_suivant", "Budget n+1 central", MONTANT, 17),
        calcul("complet_suivant", "Budget n+1 complet", MONTANT, 17),
    ), Groupe.ARGENT, "code", pages_de_large=2, repete="B",
)  # fmt: skip

EQUILIBRE_FEUILLE = FeuilleTableau(
    "Équilibre", "Équilibre du budget, par scénario",
    "Droits : année conventionnelle. Charges : exercice. Un ordre de grandeur.",
    "equilibre", "tblEquilibre", (
        fixe("code", "Scénario", 14),
        fixe("libelle", "Ce qu'il compte", 52),
        calcul("aci", "Droits ACI", MONTANT, 18),
        calcul("produits", "Autres produits", MONTANT, 18),
        calcul("charges", "Charges", MONTANT, 18),
        calcul("solde", "Solde", MONTANT, 18),
        calcul("anniversaire", "Attendu à l'anniversaire", MONTANT, 18),
        calcul("aci_suivant", "ACI n+1, parts fixes", MONTANT, 18),
        calcul("variable_suivant", "ACI n+1, part variable attendue", MONTANT, 18),
        calcul("droits_suivant", "ACI n+1", MONTANT, 18),
        calcul("produits_suivant", "Autres produits n+1", MONTANT, 18),
        calcul("charges_suivant", "Charges n+1", MONTANT, 18),
        calcul("solde_suivant", "Résultat n+1", MONTANT, 18),
    ), Groupe.ARGENT, "code", pages_de_large=2, repete="B",
)  # fmt: skip

TRESORERIE_FEUILLE = FeuilleTableau(
    "Trésorerie", "Dix-huit mois de trésorerie",
    "Réel jusqu'à l'arrêté, prévu ensuite, d'après le scénario retenu.",
    "mois", "tblTresorerie", (
        fixe("code", "Mois", 8, ENTIER),
        calcul("debut", "Du", JOUR, 12),
        calcul("fin", "Au (non compris)", JOUR, 12),
        calcul("etat", "État", TEXTE, 15),
        calcul("ouverture", "Solde au début", MONTANT, 15),
        calcul("aci", "ACI reçue", MONTANT, 14),
        calcul("autres", "Autres produits reçus", MONTANT, 14),
        calcul("aci_attendu", "ACI attendue", MONTANT, 14),
        calcul("anniversaire", "Attendu à l'anniversaire", MONTANT, 14),
        calcul("autres_prevus", "Autres produits prévus", MONTANT, 14),
        calcul("a_entrer", "Entrées encore prévues", MONTANT, 14),
        calcul("paye", "Payé", MONTANT, 14),
        calcul("presume", "Sans date de paiement", MONTANT, 14),
        calcul("sorti", "Sorti", MONTANT, 14),
        calcul("a_sortir", "Charges encore prévues", MONTANT, 14),
        calcul("cloture", "Solde à la fin", MONTANT, 15),
    ), Groupe.ARGENT, "code",
)  # fmt: skip

COMPTES_FEUILLE = FeuilleTableau(
    "Comptes", "Comptes de l'exercice clos", "Rempli par l'import de la balance ou du FEC, ou à la main.",
    "compte", "tblComptes", (
        saisie("compte", "compte", 14),
        saisie("compte", "libelle", 60),
        saisie("compte", "nature", 9),
        saisie("compte", "montant", 18),
        saisie("compte", "precedent", 18),
    ), Groupe.ARGENT, "compte",
)  # fmt: skip

RAPPROCHEMENT_FEUILLE = FeuilleTableau(
    "Rapprochement", "Nature par nature : budget, suivi, comptes clos",
    "Un écart s'explique : produits à recevoir, fonds dédiés, charges constatées d'avance.",
    "classe", "tblRapprochement", (
        fixe("code", "Nature", 10),
        fixe("libelle", "Intitulé", 38),
        calcul("prudent", "Budget prudent", MONTANT, 16),
        calcul("central", "Budget central", MONTANT, 16),
        calcul("complet", "Budget complet", MONTANT, 16),
        calcul("suivi", "Suivi dans l'exercice", MONTANT, 16),
        calcul("comptes", "Comptes clos", MONTANT, 16),
        calcul("ecart", "Écart (suivi moins comptes)", MONTANT, 16),
        calcul("precedent", "Exercice précédent", MONTANT, 16),
    ), Groupe.ARGENT, "code",
)  # fmt: skip

FEUILLES_TRESORERIE = (
    BUDGET_FEUILLE, BUDGET_SUIVANT_FEUILLE, CADRES_FEUILLE, EQUILIBRE_FEUILLE, TRESORERIE_FEUILLE, COMPTES_FEUILLE,
    RAPPROCHEMENT_FEUILLE,
)  # fmt: skip
