"""Annex F: the words of the report and its sigles. The definitions of the indicators are those of the contract."""

from __future__ import annotations

from typing import Any

from cpts_xl.report.lecteur import Lecteur
from cpts_xl.report.preuves import FORCES
from cpts_xl.report.typographie import NON_RENSEIGNE, composer

MOTS = (
    ("Acompte", "Part du droit fixe versée au début de l'année du contrat ou de la mission."),
    ("Année conventionnelle", "Douze mois d'un anniversaire du contrat au suivant ; l'exercice comptable en diffère."),
    ("Dépensé", "Somme des dépenses saisies et rattachées à un poste, directement ou par une clé de répartition."),
    ("Droit ouvert", "Somme due au titre de l'année, une fois connus le prorata et les indicateurs."),
    ("Fonctionnement", "Enveloppe de la coordination et de la vie de l'association, hors missions."),
    ("Plafond", "Somme qui serait due pour une année entière, tous indicateurs atteints."),
    ("Prorata", "Part de l'année pendant laquelle une mission a été menée."),
    ("Reste à percevoir", "Droit ouvert moins versé, ligne par ligne, jamais au-dessous de zéro."),
    ("Solde", "Droit ouvert moins acompte : à l'anniversaire, et après l'évaluation pour une part variable."),
    ("Versé", "Sommes reçues au titre de l'année suivie ; un solde de l'année précédente n'y compte pas."),
    ("Volet fixe, volet variable", "Le premier dépend de la taille et du temps, le second des indicateurs."),
)
SIGLES = (
    ("ACI", "accord conventionnel interprofessionnel"),
    ("AG, CA", "assemblée générale, conseil d'administration"),
    ("ALD", "affection de longue durée"),
    ("ARS", "agence régionale de santé"),
    ("CPAM", "caisse primaire d'assurance maladie"),
    ("CPTS", "communauté professionnelle territoriale de santé"),
    ("ETP", "équivalent temps plein"),
    ("FINESS, RNA, SIRET", "répertoires des établissements de santé, des associations et des entreprises"),
    ("FIR", "fonds d'intervention régional"),
    ("SAS", "service d'accès aux soins"),
    ("SNP", "soins non programmés"),
)


def definitions() -> list[dict[str, str]]:
    """Return the words of the money, of the time and of the evidence, in the order of the alphabet."""
    echelle = " ; ".join(f"{rang}, {mot}" for rang, mot in FORCES.items())
    mots = sorted((*MOTS, ("Force de preuve", f"Ce que vaut une pièce : {echelle}.")))
    return [{"mot": composer(mot), "sens": composer(sens)} for mot, sens in mots]


def sigles() -> list[dict[str, str]]:
    """Return the sigles and what they stand for."""
    return [{"mot": composer(mot), "sens": composer(sens)} for mot, sens in SIGLES]


def definitions_des_indicateurs(lecteur: Lecteur) -> list[dict[str, Any]]:
    """Return what each indicator counts, who produces it, and over which period."""
    return [
        {
            "id": lecteur.saisie(f"indicateur.{rang}.id"),
            "definition": lecteur.saisie(f"indicateur.{rang}.definition"),
            "producteur": lecteur.saisie(f"indicateur.{rang}.producteur", NON_RENSEIGNE),
            "periode": lecteur.saisie(f"indicateur.{rang}.periode", NON_RENSEIGNE),
        }
        for rang, fiche in enumerate(lecteur.dossier.liste("indicateur"), 1)
        if fiche.get("id")
    ]
