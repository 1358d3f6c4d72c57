"""The sheets of the contract: missions, lines of money, years, what may still be expected."""

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
        calcul("central", "Attendu des indicateurs", MONTANT, 14),
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
        saisie("ligne", "effet", 12),
        saisie("ligne", "annexe_apres", 14),
        calcul("depart", "Court à partir du", JOUR, 12),
        calcul("montant_annee", "Montant de l'année", MONTANT, 14),
        calcul("due", "Due cette année", TEXTE, 13),
        calcul("plafond", "Plafond", MONTANT, 14),
        calcul("droit", "Droit ouvert", MONTANT, 14),
        calcul("taux_acompte", "Taux d'acompte", TAUX, 10),
        calcul("acompte", "Acompte attendu", MONTANT, 14),
        calcul("solde", "Solde attendu", MONTANT, 14),
        saisie("ligne", "solde_n1", 14),
        calcul("verse", "Versé", MONTANT, 14),
        calcul("encaisse", "Encaissé dans l'année", MONTANT, 14),
        calcul("reste", "Reste à percevoir", MONTANT, 14),
        calcul("trop_percu", "Trop-perçu", MONTANT, 12),
    ), Groupe.CONTRAT, "code", pages_de_large=2, repete="B",
)  # fmt: skip

CONTRAT_FEUILLE = FeuilleTableau(
    "Contrat", "Les cinq années du contrat",
    "Passé : arrêté. En cours : calculé. À venir : droit constant.",
    "annee", "tblContrat", (
        fixe("code", "Année", 9, ENTIER),
        calcul("debut", "Début", JOUR, 12),
        calcul("fin", "Fin (non comprise)", JOUR, 12),
        calcul("jours", "Jours", ENTIER, 8),
        calcul("situation", "Situation", TEXTE, 11),
        saisie("annee", "population", 12),
        saisie("annee", "taille", 9),
        calcul("taille_annee", "Taille de l'année", ENTIER, 11),
        saisie("annee", "plafond", 14),
        calcul("plafond_annee", "Plafond", MONTANT, 14),
        saisie("annee", "droit", 14),
        calcul("droit_annee", "Droit ouvert", MONTANT, 14),
        saisie("annee", "verse", 14),
        calcul("verse_annee", "Versé", MONTANT, 14),
        calcul("reste_annee", "Reste ou trop-perçu", MONTANT, 14),
        saisie("annee", "depense", 14),
        calcul("depense_annee", "Dépensé", MONTANT, 14),
        saisie("annee", "acompte", 14),
        calcul("acompte_prevu", "Acompte prévu", MONTANT, 14),
        saisie("annee", "solde", 14),
        calcul("solde_prevu", "Solde prévu", MONTANT, 14),
        calcul("plafond_evolution", "Évolution du plafond", MONTANT, 14),
        calcul("droit_evolution", "Évolution du droit", MONTANT, 14),
        calcul("verse_evolution", "Évolution du versé", MONTANT, 14),
        calcul("reste_evolution", "Évolution du reste", MONTANT, 14),
        calcul("depense_evolution", "Évolution du dépensé", MONTANT, 14),
        saisie("annee", "textes", 40),
    ), Groupe.CONTRAT, "code", pages_de_large=3, repete="E",
)  # fmt: skip

PREVISIONS_FEUILLE = FeuilleTableau(
    "Prévisions", "Prévisions, ligne par ligne",
    "Droit de l'année selon le scénario, et année suivante à droit constant, part fixe seule. Ne change aucun droit.",
    "prevision", "tblPrevisions", (
        fixe("code", "Ligne", 24),
        fixe("libelle", "Intitulé", 44),
        fixe("volet", "Volet", 14),
        calcul("prudent", "Prudent", MONTANT, 14),
        calcul("central", "Central", MONTANT, 14),
        calcul("complet", "Complet", MONTANT, 14),
        calcul("due_suivante", "Due l'année suivante", TEXTE, 11),
        calcul("montant_suivant", "Année suivante", MONTANT, 14),
        calcul("taux_suivant", "Taux d'acompte suivant", TAUX, 11),
        calcul("acompte_suivant", "Acompte suivant", MONTANT, 14),
        calcul("solde_suivant", "Solde suivant", MONTANT, 14),
    ), Groupe.CONTRAT, "code",
)  # fmt: skip

SCENARIOS_FEUILLE = FeuilleTableau(
    "Scénarios", "Trois scénarios pour l'année",
    "Un scénario dit ce que l'année donnerait ; il ne change aucun droit.",
    "scenario", "tblScenarios", (
        fixe("code", "Scénario", 14),
        fixe("libelle", "Ce qu'il compte", 48),
        calcul("fixe", "Part fixe", MONTANT, 16),
        calcul("variable", "Part variable", MONTANT, 16),
        calcul("droit", "Droit de l'année", MONTANT, 16),
        calcul("acompte", "Acomptes", MONTANT, 16),
        calcul("solde", "Solde attendu", MONTANT, 16),
        calcul("affiche", "Affiché", TEXTE, 10),
    ), Groupe.CONTRAT, "code",
)  # fmt: skip

FEUILLES_CONTRAT = (CONTRAT_FEUILLE, MISSIONS_FEUILLE, FINANCEMENT_FEUILLE, PREVISIONS_FEUILLE, SCENARIOS_FEUILLE)
