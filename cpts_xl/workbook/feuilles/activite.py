"""The sheets of the activity, and the three that tell what comes next."""

from __future__ import annotations

from cpts_xl.rules.genres import ENTIER, JOUR, MONTANT, TAUX, TEXTE
from cpts_xl.workbook.feuilles.modele import FeuilleTableau, Groupe, calcul, fixe, saisie

PROCHAINES_FEUILLE = FeuilleTableau(
    "Prochaines dates", "Les prochaines dates", "Calculé : les six premières dates à venir de la feuille Échéances.",
    "prochaine", "tblProchaines", (
        fixe("code", "Rang", 8, ENTIER),
        calcul("jour", "Date", JOUR, 14),
        calcul("libelle", "Échéance", TEXTE, 70),
        calcul("jours_restants", "Jours restants", ENTIER, 12),
    ), Groupe.GUIDE, "code",
)  # fmt: skip

PRIORITES_FEUILLE = FeuilleTableau(
    "Priorités", "Ce qui peut encore être gagné",
    "Calculé : les indicateurs, par euros qui restent en jeu. Un reste inconnu n'y figure pas.",
    "priorite", "tblPriorites", (
        fixe("code", "Rang", 8, ENTIER),
        calcul("indicateur", "N°", TEXTE, 12),
        calcul("libelle", "Indicateur", TEXTE, 60),
        calcul("mission", "Mission", TEXTE, 18),
        calcul("reste", "Reste en jeu", MONTANT, 16),
        calcul("statut", "Statut", TEXTE, 18),
    ), Groupe.GUIDE, "code",
)  # fmt: skip

ECHEANCES_FEUILLE = FeuilleTableau(
    "Échéances", "Échéances de l'année conventionnelle",
    "Calculé à la date de l'état. Les dates se saisissent dans Identité et Missions.",
    "rendezvous", "tblEcheances", (
        fixe("code", "Code", 26),
        fixe("libelle", "Échéance", 66),
        fixe("rang", "Ligne", 8, ENTIER),
        calcul("jour", "Date", JOUR, 14),
        calcul("jours_restants", "Jours restants", ENTIER, 12),
        calcul("etat", "État", TEXTE, 14),
        calcul("ordre", "Ordre", ENTIER, 12),
    ), Groupe.GUIDE, "code",
)  # fmt: skip

ACTIONS_FEUILLE = FeuilleTableau(
    "Actions", "Actions de l'année", "Une ligne par fiche action. Des fonctions, jamais de noms.",
    "action", "tblActions", (
        saisie("action", "id", 9),
        saisie("action", "mission", 15),
        saisie("action", "titre", 34),
        saisie("action", "etat", 11),
        saisie("action", "debut", 12),
        saisie("action", "fin", 12),
        saisie("action", "objectif", 32),
        saisie("action", "public", 22),
        saisie("action", "pilote", 20),
        saisie("action", "partenaires", 26),
        saisie("action", "participants", 12),
        saisie("action", "resultat", 34),
        saisie("action", "indicateurs", 14),
        saisie("action", "budget", 13),
        calcul("depense", "Dépensé dans l'année", MONTANT, 13),
        saisie("action", "difficultes", 32),
        saisie("action", "suites", 32),
    ), Groupe.ACTIVITE, "id", pages_de_large=2, repete="C",
)  # fmt: skip

CONVENTIONS_FEUILLE = FeuilleTableau(
    "Conventions", "Conventions de partenariat", "Une ligne par convention signée.",
    "convention", "tblConventions", (
        saisie("convention", "partenaire", 36),
        saisie("convention", "objet", 46),
        saisie("convention", "date", 13),
        saisie("convention", "fin", 13),
        calcul("etat", "État", TEXTE, 14),
        saisie("convention", "fichier", 34),
        saisie("convention", "piece", 13),
    ), Groupe.ACTIVITE, "partenaire",
)  # fmt: skip

EQUIPE_FEUILLE = FeuilleTableau(
    "Équipe", "Équipe de la CPTS", "Une ligne par poste de travail : la fonction, jamais le nom.",
    "poste_equipe", "tblEquipe", (
        saisie("poste_equipe", "fonction", 34),
        saisie("poste_equipe", "etp", 9),
        saisie("poste_equipe", "employeur", 28),
        saisie("poste_equipe", "contrat", 20),
        saisie("poste_equipe", "cout", 16),
        saisie("poste_equipe", "cle", 16),
        saisie("poste_equipe", "commentaire", 40),
    ), Groupe.ACTIVITE, "fonction",
)  # fmt: skip

ADHERENTS_FEUILLE = FeuilleTableau(
    "Adhérents", "Adhérents, par profession",
    "Une ligne par profession. Les adhérents se comptent dans la feuille des professionnels.",
    "adherent", "tblAdherents", (
        saisie("adherent", "profession", 32),
        calcul("adherents", "Adhérents", ENTIER, 13),
        saisie("adherent", "territoire", 16),
        calcul("taux", "Taux d'adhésion", TAUX, 13),
        saisie("adherent", "precedent", 16),
        calcul("evolution", "Évolution", ENTIER, 13),
        saisie("adherent", "source", 40),
    ), Groupe.ACTIVITE, "profession",
)  # fmt: skip

VIE_FEUILLE = FeuilleTableau(
    "Vie associative", "Vie associative, en chiffres",
    "Calculé : les totaux des feuilles Adhérents et Réunions, toutes professions et toutes réunions.",
    "vie", "tblVie", (
        fixe("code", "Code", 14),
        fixe("libelle", "Total", 44),
        calcul("nombre", "Nombre", ENTIER, 14),
        calcul("territoire", "Professionnels du territoire", ENTIER, 16),
        calcul("taux", "Taux d'adhésion", TAUX, 13),
        calcul("precedent", "Un an avant", ENTIER, 14),
        calcul("evolution", "Évolution", ENTIER, 13),
    ), Groupe.ACTIVITE, "code",
)  # fmt: skip

TERRITOIRE_FEUILLE = FeuilleTableau(
    "Territoire", "Le territoire et ses besoins", "Données publiques, chacune avec son année et sa source.",
    "territoire", "tblTerritoire", (
        saisie("territoire", "rubrique", 54),
        saisie("territoire", "valeur", 15),
        saisie("territoire", "unite", 26),
        saisie("territoire", "annee", 10),
        saisie("territoire", "source", 50),
    ), Groupe.ACTIVITE, "rubrique",
)  # fmt: skip

TEXTES_FEUILLE = FeuilleTableau(
    "Textes", "Textes du rapport", "Vos textes, repris tels quels dans le rapport d'activité.",
    "texte", "tblTextes", (
        saisie("texte", "rubrique", 30),
        saisie("texte", "texte", 110),
    ), Groupe.ACTIVITE, "rubrique",
)  # fmt: skip

JOURNAL_FEUILLE = FeuilleTableau(
    "Journal", "Journal", "Écrit par l'outil à chaque commande. Rien à saisir ici.",
    "journal", "tblJournal", (
        saisie("journal", "date", 13),
        saisie("journal", "action", 50),
        saisie("journal", "version", 14),
        saisie("journal", "empreinte", 40),
        saisie("journal", "fichier", 40),
    ), Groupe.CONTROLE, "date",
)  # fmt: skip

FEUILLES_A_VENIR = (PROCHAINES_FEUILLE, PRIORITES_FEUILLE, ECHEANCES_FEUILLE)
"""Sheets that stand beside the dashboard."""

FEUILLES_ACTIVITE = (
    *FEUILLES_A_VENIR, ACTIONS_FEUILLE, CONVENTIONS_FEUILLE, EQUIPE_FEUILLE, ADHERENTS_FEUILLE, VIE_FEUILLE,
    TERRITOIRE_FEUILLE, TEXTES_FEUILLE, JOURNAL_FEUILLE,
)  # fmt: skip
