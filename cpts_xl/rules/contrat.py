"""Chapitre : les cinq années du contrat, et les calendriers qui les croisent."""

from __future__ import annotations

from cpts_xl.rules.catalogue import regle
from cpts_xl.rules.choix import manque, sans_objet, selon, si, si_nombre, si_renseigne
from cpts_xl.rules.dates import annee_de, jours_entre, plus_jours, plus_mois
from cpts_xl.rules.genres import (
    Choix,
    ChoixCalcule,
    Entier,
    EntierFacultatif,
    Jour,
    Libre,
    Montant,
    MontantFacultatif,
)
from cpts_xl.rules.verbs import arrondi

ACCORD = "accord du 20/06/2019"
CONTRAT = "contrat type"
OUTIL = "convention de l'outil"
MOIS_PAR_AN = 12


@regle(libelle="Début d'une année du contrat", texte=CONTRAT, article="art. 6.1 et 6.2")
def debut_rang(signature: Jour, rang: Entier) -> Jour:
    """Donne le premier jour d'une année du contrat : l'anniversaire de la signature, compté depuis la signature même.

    Compté d'année en année, un contrat signé un 29 février perdrait un jour au premier anniversaire bissextile.

    Args:
        signature: Date de signature du contrat.
        rang: Rang de l'année dans le contrat, à partir de 1.
    """
    return plus_mois(signature, (rang - 1) * MOIS_PAR_AN)


@regle(libelle="Fin d'une année du contrat", texte=CONTRAT, article="art. 6.1 et 6.2")
def fin_rang(signature: Jour, rang: Entier) -> Jour:
    """Donne le premier jour qui n'est plus dans une année du contrat : celui où commence la suivante.

    Args:
        signature: Date de signature du contrat.
        rang: Rang de l'année dans le contrat, à partir de 1.
    """
    return plus_mois(signature, rang * MOIS_PAR_AN)


@regle(libelle="Jours de l'année", texte=CONTRAT, article="art. 6.1 et 6.2")
def jours_annee(debut: Jour, fin: Jour) -> Entier:
    """Donne le nombre de jours d'une année du contrat, du premier jour compris à la fin non comprise.

    Args:
        debut: Début de l'année.
        fin: Fin de l'année, premier jour qui n'y est plus.
    """
    return jours_entre(debut, fin)


@regle(libelle="Situation d'une année", texte=OUTIL, article="", statut="convention")
def situation_annee(rang: Entier, annee: Entier) -> Choix:
    """Dit si une année du contrat est passée, en cours ou à venir, par rapport à l'année suivie dans ce classeur.

    Args:
        rang: Rang de l'année, à partir de 1.
        annee: Année du contrat suivie ici.
    """
    return si(rang < annee, "passée", si(rang > annee, "à venir", "en cours"))


@regle(libelle="Taille d'une année", texte=ACCORD, article="", statut="convention")
def taille_annee(situation: ChoixCalcule, taille: Libre, taille_passee: EntierFacultatif) -> Entier:
    """Donne la taille d'une année du contrat : arrêtée si elle est passée, calculée si elle est en cours.

    Une CPTS peut changer de taille pendant son contrat : celle des années à venir n'est pas devinée.

    Args:
        situation: Situation de l'année, passée, en cours ou à venir.
        taille: Taille retenue pour l'année en cours.
        taille_passee: Taille arrêtée pour une année passée.
    """
    return selon(
        situation,
        {"passée": si_nombre(taille_passee, taille_passee, manque()), "en cours": taille, "à venir": sans_objet()},
    )


@regle(libelle="Droit ouvert d'une année", texte=OUTIL, article="", statut="convention")
def droit_annee(situation: ChoixCalcule, droit_courant: Libre, droit_passe: MontantFacultatif) -> Montant:
    """Donne le droit ouvert d'une année du contrat : arrêté si elle est passée, calculé si elle est en cours.

    Aucun droit n'est annoncé pour une année à venir : ses textes, sa taille et ses missions peuvent changer.

    Args:
        situation: Situation de l'année, passée, en cours ou à venir.
        droit_courant: Droit ouvert de l'année en cours, en euros.
        droit_passe: Droit arrêté d'une année passée, en euros.
    """
    arrete = si_nombre(droit_passe, arrondi(droit_passe), manque())
    return selon(situation, {"passée": arrete, "en cours": droit_courant, "à venir": sans_objet()})


@regle(libelle="Montant prévu d'une année", texte=OUTIL, article="", statut="convention")
def prevu_annee(situation: ChoixCalcule, courant: Libre, passe: MontantFacultatif, suivant: Libre) -> Montant:
    """Donne l'acompte ou le solde d'une année : arrêté, calculé, ou prévu à droit constant si elle est à venir.

    À droit constant : les montants d'aujourd'hui, part fixe seule. C'est une prévision prudente, non un droit.

    Args:
        situation: Situation de l'année, passée, en cours ou à venir.
        courant: Montant de l'année en cours, en euros.
        passe: Montant arrêté d'une année passée, en euros.
        suivant: Montant prévu à droit constant, en euros.
    """
    arrete = si_nombre(passe, arrondi(passe), manque())
    return selon(situation, {"passée": arrete, "en cours": courant, "à venir": suivant})


@regle(libelle="Reste d'une année", texte=ACCORD, article="art. 9.1")
def reste_annee(droit_ouvert: Libre, verse: Libre) -> Montant:
    """Donne ce qui reste à recevoir pour une année du contrat : le droit moins le versé, négatif s'il y a trop-perçu.

    Args:
        droit_ouvert: Droit ouvert de l'année, en euros.
        verse: Versé pour l'année, en euros.
    """
    return si_nombre(droit_ouvert, si_nombre(verse, arrondi(droit_ouvert - verse), verse), droit_ouvert)


@regle(libelle="Montant suivi d'une année", texte=OUTIL, article="", statut="convention")
def montant_arrete(situation: ChoixCalcule, courant: Libre, arrete: MontantFacultatif) -> Montant:
    """Donne un montant d'une année du contrat (plafond, dépense) : arrêté si elle est passée, calculé si elle court.

    Args:
        situation: Situation de l'année, passée, en cours ou à venir.
        courant: Montant de l'année en cours, en euros.
        arrete: Montant arrêté d'une année passée, en euros.
    """
    clos = si_nombre(arrete, arrondi(arrete), manque())
    return selon(situation, {"passée": clos, "en cours": courant, "à venir": sans_objet()})


@regle(libelle="Évolution en un an", texte=OUTIL, article="", statut="convention")
def evolution_annee(situation: ChoixCalcule, valeur: Libre, precedente: MontantFacultatif) -> Montant:
    """Donne un montant d'une année du contrat moins celui de l'année précédente, au centime ; négatif s'il a baissé.

    Sans objet pour la première année, que rien ne précède, et pour une année à venir. À compléter si l'année
    précédente n'est pas déclarée : une absence n'est pas zéro.

    Args:
        situation: Situation de l'année, passée, en cours ou à venir.
        valeur: Année, en euros.
        precedente: Année précédente, vide la première, en euros.
    """
    ecart = si_nombre(valeur, si_nombre(precedente, arrondi(valeur - precedente), manque()), valeur)
    connue = si_renseigne(precedente, ecart, sans_objet())
    return selon(situation, {"passée": connue, "en cours": connue, "à venir": sans_objet()})


# ------------------------------------------------------------------------------------------ les autres calendriers


@regle(libelle="Lendemain", texte=OUTIL, article="", statut="convention")
def lendemain(dernier_jour: Jour) -> Jour:
    """Donne le premier jour qui n'est plus dans une période dont on connaît le dernier jour, compris.

    Args:
        dernier_jour: Dernier jour de la période, compris.
    """
    return plus_jours(dernier_jour, 1)


@regle(libelle="Année civile du début", texte=OUTIL, article="", statut="convention")
def annee_civile_debut(debut: Jour) -> Entier:
    """Donne l'année civile où commence l'année conventionnelle.

    Args:
        debut: Début de l'année conventionnelle.
    """
    return annee_de(debut)


@regle(libelle="Année civile suivante", texte=OUTIL, article="", statut="convention")
def annee_civile_suite(debut: Jour) -> Entier:
    """Donne l'année civile qui suit celle où commence l'année conventionnelle.

    Args:
        debut: Début de l'année conventionnelle.
    """
    return annee_de(debut) + 1
