"""The contract: its missions, its lines of money, its five years, what may still be expected of it."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from cpts_xl.engine.schema.modele import FONCTIONNEMENT, OUI_NON, TOTAL, Rangees, Tableau, champ

SCENARIOS = {
    "prudent": "Sans aucune part variable : missions menées, indicateurs non comptés",
    "central": "Part fixe, et la part variable que vous attendez",
    "complet": "Plafonds : tous les indicateurs atteints",
}


def _missions(droit: Any) -> Rangees:
    return {
        m.code: {"code": m.code, "libelle": m.libelle, "type": "socle" if m.socle else "optionnelle"}
        for m in droit.missions
    }


def _lignes(droit: Any) -> Rangees:
    return {
        ligne.code: {
            "code": ligne.code,
            "libelle": ligne.libelle,
            "poste": ligne.mission or FONCTIONNEMENT,
            "volet": ligne.volet,
            "famille": ligne.famille,
        }
        for ligne in droit.lignes
    }


def _annees(droit: Any) -> Rangees:
    duree = droit.valeur("duree_contrat")
    return {str(rang): {"code": Fraction(rang)} for rang in range(1, int(duree) + 1)}


def _previsions(droit: Any) -> Rangees:
    lignes = {
        ligne.code: {"code": ligne.code, "libelle": ligne.libelle, "volet": ligne.volet} for ligne in droit.lignes
    }
    return {**lignes, TOTAL: {"code": TOTAL, "libelle": "Total", "volet": ""}}


def _scenarios(_droit: Any) -> Rangees:
    return {code: {"code": code, "libelle": libelle} for code, libelle in SCENARIOS.items()}


MISSIONS = Tableau("mission", "missions", "Missions", (
    champ("engagee", "Engagée", "choix", "Oui si la mission figure au contrat.", choix=OUI_NON, obligatoire=True),
    champ("depart_declare", "Départ du délai", "jour", "Vide si le délai court de la signature."),
    champ("demarrage", "Démarrage", "jour", "Date de démarrage retenue avec la CPAM."),
    champ("deploiement", "Déploiement", "jour", "Date de déploiement complet, vide si ce n'est pas fait."),
), "engagee", rangees=_missions)  # fmt: skip

LIGNES = Tableau("ligne", "lignes", "Lignes de financement", (
    champ("annexe", "Montant de l'annexe", "montant",
          "Montant inscrit à l'annexe financière de votre contrat ; vide si c'est celui de la grille nationale."),
    champ("effet", "Avenant, effet le", "jour",
          "Jour de cette année où un avenant change le montant ; vide s'il ne change pas."),
    champ("annexe_apres", "Montant après l'avenant", "montant",
          "Montant annuel à compter de la date d'effet ; les deux cases vont ensemble."),
    champ("solde_n1", "Solde n-1 attendu", "montant",
          "Ce qui restait à recevoir pour l'année précédente à l'ouverture de celle-ci ; 0 s'il ne restait rien."),
), "annexe", rangees=_lignes)  # fmt: skip

ANNEES = Tableau("annee", "annees", "Années du contrat", (
    champ("population", "Population", "entier", "Année passée : population retenue cette année-là."),
    champ("taille", "Taille", "entier", "Année passée : taille retenue cette année-là, de 1 à 4."),
    champ("plafond", "Plafond arrêté", "montant", "Année passée : plafond de l'année, toutes lignes."),
    champ("droit", "Droit ouvert arrêté", "montant", "Année passée : droit ouvert, toutes lignes."),
    champ("acompte", "Acompte arrêté", "montant", "Année passée : acomptes attendus, toutes lignes."),
    champ("solde", "Solde arrêté", "montant", "Année passée : soldes attendus, toutes lignes."),
    champ("verse", "Versé auparavant", "montant",
          "Année passée : reçu pour elle avant ce classeur. Ce qui est reçu depuis se saisit dans Versements."),
    champ("depense", "Dépense arrêtée", "montant", "Année passée : dépensé, tous postes, fonctionnement compris."),
    champ("textes", "Textes appliqués", "texte", "Année passée : textes dont les montants ont été appliqués."),
), "code", rangees=_annees)  # fmt: skip

PREVISIONS = Tableau("prevision", "previsions", "Prévisions", (), "code", rangees=_previsions)
SCENARIOS_TABLEAU = Tableau("scenario", "scenarios", "Scénarios", (), "code", rangees=_scenarios)

TABLEAUX_CONTRAT = (MISSIONS, LIGNES, ANNEES, PREVISIONS, SCENARIOS_TABLEAU)
