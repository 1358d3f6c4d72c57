"""Money received and money expected: the payments, and the schedule that they answer."""

from __future__ import annotations

from typing import Any

from cpts_xl.engine.schema.modele import TOTAL, Rangees, Tableau, champ

NATURES_ECHEANCE = (("n1", "solde n-1"), ("acompte", "acompte"), ("solde", "solde"))
"""What is expected of each line during a year, in the order in which it falls due: end of the code, word."""


def _echeances(droit: Any) -> Rangees:
    # par nature d'abord : chaque nature est alors une suite de cases, que l'on peut sommer et parcourir
    lignes = {
        f"{ligne.code}_{suffixe}": {
            "code": f"{ligne.code}_{suffixe}", "ligne": ligne.code, "libelle": ligne.libelle, "nature": nature,
        }
        for suffixe, nature in NATURES_ECHEANCE
        for ligne in droit.lignes
    }  # fmt: skip
    return {**lignes, TOTAL: {"code": TOTAL, "libelle": "Total, toutes lignes et natures"}}


VERSEMENTS = Tableau("versement", "versements", "Versements", (
    champ("date", "Date", "jour", "Date du relevé bancaire.", obligatoire=True),
    champ("ligne", "Ligne", "code", "Ligne de la grille que ce versement paie.", obligatoire=True,
          liste="LISTE_LIGNES"),
    champ("nature", "Nature", "choix", "Nature du versement ; un acompte sans nature passerait pour un solde.",
          choix=("acompte", "solde", "variable", "régularisation"), obligatoire=True),
    champ("montant", "Montant reçu", "montant", "Négatif pour une reprise.", obligatoire=True),
    champ("annee", "Année payée", "entier",
          "Année du contrat que ce versement paie, de 1 à 5. Vide : l'année de ce classeur."),
    champ("reference", "Référence", "texte", "Référence du bordereau de la CPAM."),
), "ligne", 30)  # fmt: skip

ECHEANCES = Tableau("echeance", "echeances", "Échéancier", (), "code", rangees=_echeances)

TABLEAUX_VERSEMENTS = (VERSEMENTS, ECHEANCES)
