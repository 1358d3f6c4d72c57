"""The sheets of the money: payments, spending, posts."""

from __future__ import annotations

from cpts_xl.rules.genres import MONTANT
from cpts_xl.workbook.feuilles.modele import FeuilleTableau, Groupe, calcul, fixe, saisie

VERSEMENTS_FEUILLE = FeuilleTableau(
    "Versements", "Versements reçus de la CPAM", "Une ligne par versement et par ligne de la grille, au centime.",
    "versement", "tblVersements", (
        saisie("versement", "date", 13),
        saisie("versement", "ligne", 26),
        saisie("versement", "nature", 15),
        saisie("versement", "montant", 16),
        saisie("versement", "reference", 30),
    ), Groupe.ARGENT, "ligne",
)  # fmt: skip

DEPENSES_FEUILLE = FeuilleTableau(
    "Dépenses", "Dépenses de l'année conventionnelle", "Une ligne par pièce, rattachée à un poste.",
    "depense", "tblDepenses", (
        saisie("depense", "date", 13),
        saisie("depense", "poste", 18),
        saisie("depense", "libelle", 60),
        saisie("depense", "montant", 16),
    ), Groupe.ARGENT, "poste",
)  # fmt: skip

ENVELOPPES_FEUILLE = FeuilleTableau(
    "Enveloppes", "Enveloppes, poste par poste",
    "Droit ouvert, versé et dépensé se lisent côte à côte, sans s'additionner.",
    "poste", "tblEnveloppes", (
        fixe("code", "Poste", 16),
        fixe("libelle", "Intitulé", 44),
        calcul("plafond", "Plafond", MONTANT, 18),
        calcul("droit", "Droit ouvert", MONTANT, 18),
        calcul("verse", "Versé", MONTANT, 18),
        calcul("depense", "Dépensé", MONTANT, 18),
    ), Groupe.ARGENT, "code",
)  # fmt: skip

FEUILLES_ARGENT = (VERSEMENTS_FEUILLE, DEPENSES_FEUILLE, ENVELOPPES_FEUILLE)
