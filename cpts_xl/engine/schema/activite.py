"""The activity: actions, agreements, team, members, territory, journal, texts; the dates to come, what is worth doing.

Two lists are of fixed length: the dates of the contract year, and the short lists that sort them for the dashboard.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from cpts_xl.engine.schema.modele import Rangees, Tableau, champ

NB_PROCHAINES = 6
NB_PRIORITES = 8

ACTIONS = Tableau("action", "actions", "Actions", (
    champ("id", "N°", "code", "Identifiant court, commençant par une lettre : AC1, PREV-2…", obligatoire=True),
    champ("mission", "Mission", "code", "Mission que sert l'action.", obligatoire=True, liste="LISTE_MISSIONS"),
    champ("titre", "Action", "texte", "Intitulé de la fiche action.", obligatoire=True),
    champ("objectif", "Objectif", "texte", "Ce que l'action doit changer ; projet de santé ou fiche action."),
    champ("public", "Public", "texte", "À qui elle s'adresse : un groupe, jamais une personne."),
    champ("pilote", "Pilote", "texte", "Fonction ou groupe de travail, sans nom de personne."),
    champ("partenaires", "Partenaires", "texte", "Structures qui y prennent part."),
    champ("debut", "Début", "jour", "Premier jour, prévu ou réel."),
    champ("fin", "Fin", "jour", "Dernier jour, prévu ou réel ; vide si l'action n'a pas de terme."),
    champ("etat", "État", "choix", "Où en est l'action à la date de l'état.",
          choix=("prévue", "en cours", "terminée", "abandonnée")),
    champ("participants", "Participants", "entier", "Nombre de personnes touchées ; feuilles d'émargement."),
    champ("resultat", "Résultat", "texte", "Ce qui a été obtenu, en une phrase et si possible un nombre."),
    champ("indicateurs", "Indicateurs servis", "texte", "N° des indicateurs servis, séparés par une virgule."),
    champ("budget", "Budget", "montant", "Montant prévu au budget pour l'année conventionnelle."),
    champ("difficultes", "Difficultés", "texte", "Ce qui a gêné, et ce qui a été fait."),
    champ("suites", "Suites", "texte", "Ce qui est proposé pour l'année suivante."),
), "id", 40)  # fmt: skip

CONVENTIONS = Tableau("convention", "conventions", "Conventions", (
    champ("partenaire", "Partenaire", "texte", "Structure signataire.", obligatoire=True),
    champ("objet", "Objet", "texte", "Ce que la convention prévoit, en quelques mots."),
    champ("date", "Prise d'effet", "jour", "Date d'effet, à défaut date de signature.", obligatoire=True),
    champ("fin", "Fin", "jour", "Dernier jour de validité ; vide si elle n'a pas de terme."),
    champ("fichier", "Fichier", "texte", "Nom du fichier où elle est rangée."),
    champ("piece", "N° de pièce", "texte", "Numéro donné dans la feuille des pièces, si elle y figure."),
), "partenaire", 20)  # fmt: skip

EQUIPE = Tableau("poste_equipe", "postes_equipe", "Équipe", (
    champ("fonction", "Fonction", "texte", "Coordination, assistanat, chargé de projet… sans nom.", obligatoire=True),
    champ("etp", "ETP", "nombre", "Équivalent temps plein sur l'année : 0,8 pour quatre jours par semaine."),
    champ("employeur", "Employeur", "texte", "La CPTS, ou la structure qui met à disposition."),
    champ("contrat", "Contrat", "texte", "CDI, CDD, mise à disposition, prestation…"),
    champ("cout", "Coût annuel chargé", "montant", "Salaire brut et charges patronales, ou facture annuelle."),
    champ("cle", "Clé de répartition", "code", "Clé qui partage ce coût entre les postes ; vide s'il va à un seul.",
          liste="CLE_ID"),
    champ("commentaire", "Commentaire", "texte", "Arrivée, départ, temps partagé…"),
), "fonction", 15)  # fmt: skip

ADHERENTS = Tableau("adherent", "adherents", "Adhérents", (
    champ("profession", "Profession", "code", "Telle qu'à la feuille Tarifs.", obligatoire=True,
          liste="TARIF_PROFESSION"),
    champ("territoire", "Professionnels du territoire", "entier", "Effectif installé : annuaire santé, ARS, INSEE."),
    champ("source", "Source de l'effectif", "texte", "D'où vient cet effectif, et son année."),
    champ("precedent", "Adhérents, un an avant", "entier", "Nombre porté au rapport de l'année précédente."),
), "profession", 30)  # fmt: skip

TERRITOIRE = Tableau("territoire", "territoires", "Territoire", (
    champ("rubrique", "Rubrique", "texte", "Communes, part sans médecin traitant, densité médicale…",
          obligatoire=True),
    champ("valeur", "Valeur", "nombre", "Le nombre publié, sans unité : 12,5 pour 12,5 %."),
    champ("unite", "Unité", "texte", "communes, %, pour 100 000 habitants…"),
    champ("annee", "Année", "entier", "Millésime de la donnée."),
    champ("source", "Source", "texte", "Qui la publie et où : INSEE, C@rtoSanté, Rezone CPTS…"),
), "rubrique", 20)  # fmt: skip

TEXTES = Tableau("texte", "textes", "Textes", (
    champ("rubrique", "Rubrique", "code", "Où le texte paraît dans le rapport.", obligatoire=True,
          liste="LISTE_RUBRIQUES"),
    champ("texte", "Texte", "texte", "Votre texte, repris tel quel."),
), "rubrique", 30)  # fmt: skip

JOURNAL = Tableau("journal", "journaux", "Journal", (
    champ("date", "Date", "jour", "Écrite par l'outil : date d'arrêté de l'état."),
    champ("action", "Action", "texte", "Écrite par l'outil : la commande."),
    champ("version", "Version", "texte", "Écrite par l'outil : version de cpts_xl."),
    champ("empreinte", "Empreinte", "texte", "Écrite par l'outil : empreinte des saisies."),
    champ("fichier", "Fichier", "texte", "Écrit par l'outil : fichier produit ou lu."),
), "date", 30)  # fmt: skip


def _rendezvous(droit: Any) -> Rangees:
    libelles = {
        "fin_annee": "Dernier jour de l'année conventionnelle",
        "anniversaire": "Anniversaire : solde de l'année, acompte de la suivante",
        "dialogue_preparation": "Préparation du dialogue de gestion",
        "dialogue": "Dialogue de gestion",
        "exercice_cloture": "Clôture de l'exercice comptable",
    }
    for mission in droit.missions:
        libelles[f"demarrage_{mission.code}"] = f"{mission.libelle} : démarrage au plus tard"
        libelles[f"deploiement_{mission.code}"] = f"{mission.libelle} : déploiement au plus tard"
    return {
        code: {"code": code, "libelle": libelle, "rang": Fraction(rang)}
        for rang, (code, libelle) in enumerate(libelles.items(), 1)
    }


def _rangs(nombre: int) -> Rangees:
    return {str(rang): {"code": Fraction(rang)} for rang in range(1, nombre + 1)}


def _vie(_droit: Any) -> Rangees:
    libelles = {"adherents": "Adhérents, toutes professions", "presences": "Présences aux réunions de l'année"}
    return {code: {"code": code, "libelle": libelle} for code, libelle in libelles.items()}


VIE = Tableau("vie", "vies", "Vie associative", (), "code", rangees=_vie)
RENDEZVOUS = Tableau("rendezvous", "rendezvous", "Échéances", (), "code", rangees=_rendezvous)
PROCHAINES = Tableau(
    "prochaine", "prochaines", "Prochaines dates", (), "code", rangees=lambda _droit: _rangs(NB_PROCHAINES)
)
PRIORITES = Tableau("priorite", "priorites", "Priorités", (), "code", rangees=lambda _droit: _rangs(NB_PRIORITES))

TABLEAUX_ACTIVITE = (
    RENDEZVOUS, PROCHAINES, PRIORITES, ACTIONS, CONVENTIONS, EQUIPE, ADHERENTS, VIE, TERRITOIRE, TEXTES, JOURNAL,
)  # fmt: skip
