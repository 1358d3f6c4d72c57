"""Chapitre : indemnités et rémunérations d'un professionnel, plafonnées par année civile."""

from __future__ import annotations

from cpts_xl.absence import refus
from cpts_xl.rules.catalogue import regle
from cpts_xl.rules.choix import egal, exige_taux, manque, sans_objet, si, si_nombre, si_nombres, si_renseigne
from cpts_xl.rules.dates import annee_de
from cpts_xl.rules.droit import Droit
from cpts_xl.rules.genres import (
    Choix,
    Code,
    Codes,
    Entier,
    Jour,
    Montant,
    MontantFacultatif,
    Montants,
    Nombres,
    Taux,
    TauxFacultatif,
)
from cpts_xl.rules.plages import compte_negatifs, compte_nombres, compte_remplis, compte_si, cumul, si_complet
from cpts_xl.rules.verbs import arrondi, plus_grand, rapport

DECRET = "décret n° 2022-375 du 16/03/2022"
ARTICLE = "CSP art. D. 1434-44"


@regle(libelle="Année civile", texte=DECRET, article=ARTICLE)
def annee_civile(versement: Jour) -> Entier:
    """Donne l'année civile d'un versement à un professionnel : celle du plafond, non l'année conventionnelle.

    Args:
        versement: Date du versement au professionnel.
    """
    return annee_de(versement)


@regle(libelle="Cumul du professionnel", texte=DECRET, article=ARTICLE)
def cumul_professionnel(
    professionnel: Code, annee: Entier, professionnels: Codes, annees: Nombres, montants: Montants
) -> Montant:
    """Additionne indemnités et rémunérations d'un professionnel pour une année civile.

    Args:
        professionnel: Professionnel, par son identifiant.
        annee: Année civile.
        professionnels: Colonne des professionnels.
        annees: Colonne des années civiles.
        montants: Colonne des montants versés.
    """
    cles = ((professionnel, professionnels), (annee, annees))
    total = si_complet(montants, arrondi(cumul(montants, *cles)), *cles)
    return si_complet(annees, total, (professionnel, professionnels))


@regle(libelle="Plafond par professionnel", texte=DECRET, article=ARTICLE)
def plafond_professionnel(droit: Droit, annee: Entier) -> Montant:
    """Donne le plafond annuel par professionnel : le plafond annuel de la sécurité sociale de l'année civile.

    Args:
        annee: Année civile.
    """
    return droit.valeur("pass", annee)


@regle(libelle="Déjà versé", texte=DECRET, article=ARTICLE)
def deja_verse(montant: Montant) -> Montant:
    """Reprend ce qu'un professionnel a reçu dans l'année civile avant le début de l'année conventionnelle.

    Args:
        montant: Montant déjà versé, 0 si rien ne l'a été, en euros.
    """
    return arrondi(montant)


@regle(libelle="Total du professionnel", texte=DECRET, article=ARTICLE)
def total_professionnel(indemnites: Montant, remunerations: Montant, deja_verse: Montant) -> Montant:
    """Additionne indemnités, rémunérations et ce qui a été versé avant l'année conventionnelle.

    Args:
        indemnites: Indemnités, en euros.
        remunerations: Rémunérations, en euros.
        deja_verse: Déjà versé dans la même année civile, en euros.
    """
    return arrondi(indemnites + remunerations + deja_verse)


@regle(libelle="Plafond de l'année payée", texte=DECRET, article=ARTICLE)
def plafond_annuel(droit: Droit, annee: Entier, cumul_professionnel: Montant) -> Montant:
    """Donne le plafond d'une année civile où le professionnel a été payé ; sans objet s'il ne l'a pas été.

    Une année dont le plafond n'est pas encore publié reste à compléter : il n'est jamais supposé.

    Args:
        annee: Année civile.
        cumul_professionnel: Cumul du professionnel, en euros.
    """
    plafond = droit.valeur("pass", annee)
    publie = si_nombre(plafond, plafond, manque())
    return si(egal(cumul_professionnel, 0), sans_objet(), publie)


@regle(libelle="Plafond restant", texte=DECRET, article=ARTICLE)
def plafond_restant(plafond_professionnel: MontantFacultatif, cumul_professionnel: Montant) -> Montant:
    """Donne ce qui peut encore être versé à un professionnel dans l'année civile ; négatif en cas de dépassement.

    Args:
        plafond_professionnel: Plafond par professionnel, en euros.
        cumul_professionnel: Cumul du professionnel, en euros.
    """
    inconnu = si(egal(cumul_professionnel, 0), sans_objet(), manque())
    return si_nombre(plafond_professionnel, arrondi(plafond_professionnel - cumul_professionnel), inconnu)


@regle(libelle="Part du plafond employée", texte=DECRET, article=ARTICLE)
def part_plafond(plafond_professionnel: MontantFacultatif, cumul_professionnel: Montant) -> Taux:
    """Donne la part du plafond déjà employée par un professionnel, 1 valant le plafond entier.

    Args:
        plafond_professionnel: Plafond par professionnel, en euros.
        cumul_professionnel: Cumul du professionnel, en euros.
    """
    part = rapport(cumul_professionnel, plafond_professionnel, si_nul=refus("plafond nul"))
    return si(egal(cumul_professionnel, 0), 0, si_nombre(plafond_professionnel, part, manque()))


@regle(libelle="Alerte sur le plafond", texte=DECRET, article=ARTICLE, statut="convention")
def alerte_plafond(droit: Droit, part_1: TauxFacultatif, part_2: TauxFacultatif, seuil: TauxFacultatif) -> Choix:
    """Dit où en est un professionnel sur ses deux années civiles : Conforme, À regarder près du plafond, Dépassement.

    Un dépassement se dit, même quand le plafond de l'autre année civile n'est pas encore publié.

    Args:
        part_1: Part du plafond de la première année civile.
        part_2: Part du plafond de la seconde année civile.
        seuil: Part à partir de laquelle alerter, vide pour celle que l'outil propose.
    """
    haute = plus_grand(part_1, part_2)
    propose = si(haute >= droit.valeur("alerte_plafond"), "À regarder", "Conforme")
    choisi = exige_taux(seuil, si(haute >= seuil, "À regarder", "Conforme"))
    pres = si_renseigne(seuil, si_nombre(seuil, choisi, refus("seuil d'alerte illisible")), propose)
    connues = plus_grand(si_nombre(part_1, part_1, 0), si_nombre(part_2, part_2, 0))
    return si(connues > 1, "Dépassement", si_nombres((part_1, part_2), pres, manque()))


@regle(libelle="Plafonds respectés", texte=DECRET, article=ARTICLE)
def controle_plafonds(professionnels: Codes, restes: Montants) -> Choix:
    """Dit si aucun professionnel ne dépasse son plafond ; à compléter si l'un des restes n'est pas connu.

    Args:
        professionnels: Colonne des professionnels.
        restes: Colonne des plafonds restants.
    """
    connus = si(compte_remplis(professionnels) > compte_nombres(restes), manque(), "Conforme")
    return si(compte_negatifs(restes) > 0, "À regarder", connus)


@regle(libelle="Alertes sur les plafonds", texte=DECRET, article=ARTICLE, statut="convention")
def controle_alertes(alertes: Codes, professionnels: Codes, alerte: Choix) -> Choix:
    """Dit si un professionnel porte une alerte donnée ; à compléter si l'un d'eux n'en porte encore aucune.

    Args:
        alertes: Colonne des alertes.
        professionnels: Colonne des professionnels.
        alerte: Alerte cherchée, Dépassement ou À regarder.
    """
    tranquilles = compte_si(("Conforme", alertes))
    connues = tranquilles + compte_si(("À regarder", alertes)) + compte_si(("Dépassement", alertes))
    aucune = si(compte_remplis(professionnels) > connues, manque(), "Conforme")
    return si(compte_si((alerte, alertes)) > 0, "À regarder", aucune)
