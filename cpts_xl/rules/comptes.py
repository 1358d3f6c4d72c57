"""Chapitre : rapprochement du suivi avec les comptes clos. Un écart est un point à expliquer, non une faute."""

from __future__ import annotations

from cpts_xl.rules.catalogue import regle
from cpts_xl.rules.choix import egal, manque, sans_objet, si, si_nombre
from cpts_xl.rules.genres import Choix, Code, Codes, Libre, Montant, MontantFacultatif, Montants
from cpts_xl.rules.plages import compte_nombres, cumul, si_complet
from cpts_xl.rules.verbs import arrondi

COMPTES = "rapprochement avec les comptes"


@regle(libelle="Comptes d'une nature", texte=COMPTES, article="", statut="convention")
def solde_comptes(code: Code, codes: Codes, montants: Montants) -> Montant:
    """Additionne les comptes d'une nature ; sans objet tant qu'aucun compte n'est repris.

    Args:
        code: Nature, les deux premiers chiffres du compte.
        codes: Colonne des natures.
        montants: Colonne des montants.
    """
    somme = si_complet(montants, arrondi(cumul(montants, (code, codes))), (code, codes))
    return si(compte_nombres(montants) > 0, somme, sans_objet())


@regle(libelle="Total des comptes", texte=COMPTES, article="", statut="convention")
def total_comptes(montants: Montants) -> Montant:
    """Additionne les natures d'une classe de comptes ; sans objet tant qu'aucun compte n'est repris.

    Args:
        montants: Colonne des montants par nature.
    """
    return si(compte_nombres(montants) > 0, si_complet(montants, arrondi(cumul(montants))), sans_objet())


@regle(libelle="Produits suivis d'une nature", texte=COMPTES, article="", statut="convention")
def produits_suivis(code: Code, codes: Codes, recus: Montants, aci: Montant) -> Montant:
    """Donne les produits d'une nature encaissés dans l'exercice, ACI comprise là où elle est comptée.

    Args:
        code: Nature, les deux premiers chiffres du compte.
        codes: Colonne des natures des produits.
        recus: Colonne des montants reçus dans l'exercice.
        aci: Versements ACI de l'exercice pour la nature 74, zéro ailleurs.
    """
    return si_complet(recus, arrondi(cumul(recus, (code, codes)) + aci), (code, codes))


@regle(libelle="Écart avec les comptes", texte=COMPTES, article="", statut="convention")
def ecart_comptes(suivi: MontantFacultatif, comptes: Libre) -> Montant:
    """Donne le suivi moins les comptes ; sans objet tant qu'aucun compte n'est repris.

    Args:
        suivi: Montant suivi dans ce classeur, en euros.
        comptes: Montant des comptes clos, ou « sans objet ».
    """
    return si_nombre(comptes, si_nombre(suivi, arrondi(suivi - comptes), manque()), comptes)


@regle(libelle="Suivi égal aux comptes", texte=COMPTES, article="", statut="convention")
def controle_comptes(ecart: Libre) -> Choix:
    """Dit si le suivi fait le montant des comptes clos, au centime ; sans objet sans compte repris.

    Args:
        ecart: Écart avec les comptes, ou « sans objet ».
    """
    return si_nombre(ecart, si(egal(arrondi(ecart), 0), "Conforme", "À regarder"), ecart)
