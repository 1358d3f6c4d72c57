"""The sheets of the contract: missions, lines of money."""

from __future__ import annotations

from cpts_xl.rules.genres import ENTIER, JOUR, MONTANT, TAUX, TEXTE
from cpts_xl.workbook.feuilles.modele import FeuilleTableau, Groupe, calcul, fixe, saisie

MISSIONS_FEUILLE = FeuilleTableau(
    "Missions", "Missions du contrat", "Cases jaunes : à remplir d'après le contrat. Le reste se calcule.",
    "mission", "tblMissions", (
        fixe("code", "Code", 15),
        fixe("libelle", "Mission", 40),
        fixe("type", "Type", 11),
        saisie("mission", "engagee", 10),
        saisie("mission", "depart_declare", 12),
        saisie("mission", "demarrage", 12),
        saisie("mission", "deploiement", 12),
        calcul("depart_delai", "Délai compté du", JOUR, 12),
        calcul("echeance_demarrage", "Échéance de démarrage", JOUR, 12),
        calcul("retard_demarrage", "Retard de démarrage (jours)", ENTIER, 12),
        calcul("echeance_deploiement", "Échéance de déploiement", JOUR, 12),
        calcul("retard_deploiement", "Retard de déploiement (jours)", ENTIER, 12),
        calcul("prorata", "Prorata de l'année", TAUX, 11),
        calcul("prorata_variable", "Prorata du variable", TAUX, 11),
        calcul("acquis", "Acquis aux indicateurs", MONTANT, 14),
        calcul("ecart", "Indicateurs moins enveloppe", MONTANT, 14),
    ), Groupe.CONTRAT, "code",
)  # fmt: skip

FINANCEMENT_FEUILLE = FeuilleTableau(
    "Financement", "Financement ACI de l'année conventionnelle",
    "Une case « annexe » remplie remplace la grille nationale.",
    "ligne", "tblFinancement", (
        fixe("code", "Ligne", 24),
        fixe("libelle", "Intitulé", 44),
        fixe("poste", "Poste", 17),
        fixe("volet", "Volet", 13),
        fixe("famille", "Famille", 15),
        calcul("national", "Montant national", MONTANT, 14),
        saisie("ligne", "annexe", 14),
        calcul("retenu", "Montant retenu", MONTANT, 14),
        calcul("due", "Due cette année", TEXTE, 13),
        calcul("plafond", "Plafond", MONTANT, 14),
        calcul("droit", "Droit ouvert", MONTANT, 14),
        calcul("taux_acompte", "Taux d'acompte", TAUX, 10),
        calcul("acompte", "Acompte attendu", MONTANT, 14),
        calcul("solde", "Solde attendu", MONTANT, 14),
        calcul("verse", "Versé", MONTANT, 14),
        calcul("reste", "Reste à percevoir", MONTANT, 14),
        calcul("trop_percu", "Trop-perçu", MONTANT, 12),
    ), Groupe.CONTRAT, "code", pages_de_large=2, repete="B",
)  # fmt: skip

FEUILLES_CONTRAT = (MISSIONS_FEUILLE, FINANCEMENT_FEUILLE)
