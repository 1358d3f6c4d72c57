"""People: professionals, rates, meetings, participations; what each was paid, and what each post paid.

A name may stand in the table of the professionals, nowhere else; everything else says « P01 ». No bank account is kept.
"""

from __future__ import annotations

from typing import Any

from cpts_xl.engine.schema.modele import OUI_NON, TOTAL, Rangees, Tableau, champ, postes

NATURES_PAYEES = ("indemnité", "rémunération")
NATURES = (*NATURES_PAYEES, "aucune")
"""Loss of income made good, part taken in a mission paid for, or hours given."""

VALIDEURS = ("présidence", "trésorerie", "bureau", "coordination")
"""Who may validate a payment: functions, so that no name is typed beside an amount."""

NOMINATIFS = {"professionnel": ("nom", "prenom", "structure")}
"""Fields that tell who a person is, by table: they leave the workbook only if it is asked for."""

PERSONNELLES = ("professionnel", "participation")
"""Tables with one person per row: the report never quotes what is typed there."""

PROFESSIONNELS = Tableau("professionnel", "professionnels", "Professionnels", (
    champ("id", "N°", "code", "Identifiant sans nom : P01, P02… Le seul repris dans les autres feuilles.",
          obligatoire=True),
    champ("nom", "Nom", "texte", "Facultatif. Aucune autre feuille ne le reprend, aucun export non plus."),
    champ("prenom", "Prénom", "texte", "Facultatif."),
    champ("profession", "Profession", "code", "Telle qu'à la feuille Tarifs.", obligatoire=True,
          liste="TARIF_PROFESSION"),
    champ("exercice", "Exercice", "choix", "Mode d'exercice.", choix=("libéral", "salarié", "mixte")),
    champ("structure", "Structure", "texte", "Cabinet, maison de santé ou établissement où il exerce."),
    champ("adhesion_debut", "Adhésion du", "jour",
          "Premier jour d'adhésion, ou d'exercice dans une structure adhérente ; registre des adhérents.",
          obligatoire=True),
    champ("adhesion_fin", "Adhésion au", "jour", "Dernier jour d'adhésion, compris ; vide si elle court encore."),
    champ("convention_employeur", "Accord de l'employeur", "choix",
          "Pour un salarié : Oui si une convention avec l'employeur prévoit le paiement.", choix=OUI_NON),
    champ("deja_verse", "Déjà versé", "montant",
          "Payé du 1er janvier à la veille de l'année conventionnelle ; taper 0 si rien ne l'a été.",
          obligatoire=True),
), "id", 60)  # fmt: skip

TARIFS = Tableau("tarif", "tarifs", "Tarifs", (
    champ("profession", "Profession", "code", "Une ligne par profession du territoire.", obligatoire=True),
    champ("taux_horaire", "Taux horaire", "montant", "Euros par heure, d'après le règlement intérieur.",
          obligatoire=True),
    champ("approuve_le", "Approuvé le", "jour", "Date de la délibération qui a fixé ce taux."),
), "profession", 20)  # fmt: skip

REUNIONS = Tableau("reunion", "reunions", "Réunions", (
    champ("id", "N°", "code", "Identifiant court, commençant par une lettre : R01, CA-3…", obligatoire=True),
    champ("date", "Date", "jour", "Jour de la réunion.", obligatoire=True),
    champ("type", "Type", "choix", "Instance ou objet.",
          choix=("CA", "bureau", "AG", "groupe de travail", "CPAM-ARS", "formation", "autre")),
    champ("poste", "Poste", "code", "fonctionnement, ou le code de la mission.", liste="LISTE_POSTES"),
    champ("objet", "Objet", "texte", "Ordre du jour en quelques mots, sans nom de patient."),
    champ("lieu", "Lieu", "texte", "Adresse, ou visioconférence."),
    champ("duree", "Durée (h)", "nombre", "En heures : 1,5 pour une heure et demie."),
    champ("emargement", "Émargement", "code", "N° de la pièce : feuille d'émargement."),
    champ("compte_rendu", "Compte rendu", "code", "N° de la pièce : compte rendu."),
), "id", 60)  # fmt: skip

PARTICIPATIONS = Tableau("participation", "participations", "Participations", (
    champ("professionnel", "Professionnel", "code", "N° du professionnel.", obligatoire=True,
          liste="PROFESSIONNEL_ID"),
    champ("reunion", "Réunion", "code", "N° de la réunion ; vide pour une fonction ou une action.",
          liste="REUNION_ID"),
    champ("date", "Date", "jour", "Jour du travail : l'adhésion se vérifie ce jour-là.", obligatoire=True),
    champ("duree", "Durée (h)", "nombre", "Temps passé, en heures.", obligatoire=True),
    champ("nature", "Nature", "choix",
          "Indemnité (perte de ressources d'une fonction), rémunération (participation à une mission), aucune.",
          choix=NATURES, obligatoire=True),
    champ("poste", "Poste", "code", "fonctionnement, ou le code de la mission.", obligatoire=True,
          liste="LISTE_POSTES"),
    champ("taux_saisi", "Autre taux", "montant", "Vide : le taux de la profession. Un autre taux se justifie."),
    champ("montant_saisi", "Forfait", "montant",
          "Vide : durée × taux. Un forfait sans lien avec le temps passé se justifie ; négatif pour une reprise."),
    champ("valide_par", "Validé par", "choix", "Fonction de qui a validé le paiement, jamais son nom.",
          choix=VALIDEURS),
    champ("paye_le", "Payé le", "jour", "Date du virement : elle fixe l'année civile du plafond."),
), "professionnel", 80)  # fmt: skip

INDEMNITES = Tableau("indemnite", "indemnites", "Indemnités", (), "professionnel", suit="professionnel")


def _postes(droit: Any) -> Rangees:
    return {code: {"code": code, "libelle": libelle} for code, libelle in {**postes(droit), TOTAL: "Total"}.items()}


PAIEMENTS = Tableau("paiement", "paiements", "Paiements", (), "code", rangees=_postes)

TABLEAUX_PERSONNES = (PROFESSIONNELS, TARIFS, REUNIONS, PARTICIPATIONS, INDEMNITES, PAIEMENTS)
