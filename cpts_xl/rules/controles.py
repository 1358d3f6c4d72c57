"""Chapitre : les contrôles de cohérence, qui ne changent aucun montant."""

from __future__ import annotations

from cpts_xl.rules.catalogue import regle
from cpts_xl.rules.choix import egal, si
from cpts_xl.rules.genres import Choix, Montant, Montants, Nombre
from cpts_xl.rules.plages import si_complet
from cpts_xl.rules.verbs import arrondi


@regle(libelle="Lignes complètes", texte="contrôle de cohérence", article="", statut="convention")
def controle_complet(montants: Montants) -> Choix:
    """Dit si chaque ligne porte un montant.

    Args:
        montants: Colonne des montants.
    """
    return si_complet(montants, "Conforme")


@regle(libelle="Contrôle d'un écart", texte="contrôle de cohérence", article="", statut="convention")
def controle_nul(ecart: Montant) -> Choix:
    """Dit si un écart est nul au centime.

    Args:
        ecart: Écart, en euros.
    """
    return si(egal(arrondi(ecart), 0), "Conforme", "À regarder")


@regle(libelle="Contrôle d'une égalité", texte="contrôle de cohérence", article="", statut="convention")
def controle_egalite(valeur_a: Nombre, valeur_b: Nombre) -> Choix:
    """Dit si deux nombres qui doivent être égaux le sont, par exemple la taille déclarée et la taille calculée.

    Args:
        valeur_a: Premier nombre.
        valeur_b: Second nombre.
    """
    return si(egal(arrondi(valeur_a, 6), arrondi(valeur_b, 6)), "Conforme", "À regarder")
