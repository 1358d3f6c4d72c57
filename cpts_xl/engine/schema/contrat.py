"""The contract: its missions and its lines of money."""

from __future__ import annotations

from typing import Any

from cpts_xl.engine.schema.modele import FONCTIONNEMENT, OUI_NON, Rangees, Tableau, champ


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


MISSIONS = Tableau("mission", "missions", "Missions", (
    champ("engagee", "Engagée", "choix", "Oui si la mission figure au contrat.", choix=OUI_NON, obligatoire=True),
    champ("depart_declare", "Départ du délai", "jour", "Vide si le délai court de la signature."),
    champ("demarrage", "Démarrage", "jour", "Date de démarrage retenue avec la CPAM."),
    champ("deploiement", "Déploiement", "jour", "Date de déploiement complet, vide si ce n'est pas fait."),
), "engagee", rangees=_missions)  # fmt: skip

LIGNES = Tableau("ligne", "lignes", "Lignes de financement", (
    champ("annexe", "Montant de l'annexe", "montant",
          "Montant inscrit à l'annexe financière de votre contrat ; vide si c'est celui de la grille nationale."),
), "annexe", rangees=_lignes)  # fmt: skip

TABLEAUX_CONTRAT = (MISSIONS, LIGNES)
