"""The sheets of the money received: the payments, and the schedule that they answer."""

from __future__ import annotations

from cpts_xl.rules.genres import ENTIER, JOUR, MONTANT
from cpts_xl.workbook.feuilles.modele import FeuilleTableau, Groupe, calcul, fixe, saisie

VERSEMENTS_FEUILLE = FeuilleTableau(
    "Versements", "Versements reçus de la CPAM", "Une ligne par versement et par ligne de la grille, au centime.",
    "versement", "tblVersements", (
        saisie("versement", "date", 13),
        saisie("versement", "ligne", 26),
        saisie("versement", "nature", 15),
        saisie("versement", "montant", 16),
        saisie("versement", "annee", 10),
        saisie("versement", "reference", 26),
        calcul("annee_payee", "Année retenue", ENTIER, 10),
        calcul("attendu_le", "Attendu le", JOUR, 12),
        calcul("retard", "Retard (jours)", ENTIER, 10),
    ), Groupe.ARGENT, "ligne",
)  # fmt: skip

ECHEANCIER_FEUILLE = FeuilleTableau(
    "Échéancier", "Échéancier des versements",
    "Ce que chaque ligne fait attendre, ce qui est venu, les jours de retard à la date d'arrêté.",
    "echeance", "tblEcheancier", (
        fixe("code", "Échéance", 34),
        fixe("ligne", "Ligne", 24),
        fixe("libelle", "Intitulé", 44),
        fixe("nature", "Nature", 12),
        calcul("attendu", "Attendu", MONTANT, 14),
        calcul("date_attendue", "Attendu le", JOUR, 12),
        calcul("recu", "Reçu", MONTANT, 14),
        calcul("ecart", "Écart (reçu moins attendu)", MONTANT, 14),
        calcul("retard", "Retard (jours)", ENTIER, 10),
        calcul("en_retard", "Somme en retard", MONTANT, 14),
    ), Groupe.ARGENT, "code",
)  # fmt: skip

FEUILLES_VERSEMENTS = (VERSEMENTS_FEUILLE, ECHEANCIER_FEUILLE)
