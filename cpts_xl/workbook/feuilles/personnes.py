"""The sheets of the people."""

from __future__ import annotations

from cpts_xl.rules.genres import ENTIER, MONTANT, TAUX
from cpts_xl.workbook.feuilles.modele import FeuilleTableau, Groupe, calcul, saisie

INDEMNITES_FEUILLE = FeuilleTableau(
    "Indemnités", "Indemnités et rémunérations des professionnels",
    "Plafond par professionnel et par année civile. Des identifiants, jamais de noms.",
    "indemnite", "tblIndemnites", (
        saisie("indemnite", "professionnel", 14),
        saisie("indemnite", "profession", 24),
        saisie("indemnite", "date", 13),
        saisie("indemnite", "nature", 15),
        saisie("indemnite", "poste", 17),
        saisie("indemnite", "montant", 14),
        calcul("annee", "Année civile", ENTIER, 9),
        calcul("cumul", "Cumul de l'année", MONTANT, 14),
        calcul("plafond", "Plafond", MONTANT, 14),
        calcul("reste", "Plafond restant", MONTANT, 14),
        calcul("part", "Part du plafond", TAUX, 11),
    ), Groupe.PERSONNES, "professionnel",
)  # fmt: skip

FEUILLES_PERSONNES = (INDEMNITES_FEUILLE,)
