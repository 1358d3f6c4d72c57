"""Chapitre : acompte, solde, versé, reste à percevoir, trop-perçu, et l'année que paie chaque versement."""

from __future__ import annotations

from cpts_xl.absence import refus
from cpts_xl.rules.catalogue import regle
from cpts_xl.rules.choix import egal, et, exige, exige_taux, manque, si, si_nombre, si_renseigne
from cpts_xl.rules.droit import Droit
from cpts_xl.rules.genres import (
    Choix,
    ChoixCalcule,
    Code,
    Codes,
    Entier,
    EntierFacultatif,
    Libre,
    Montant,
    MontantFacultatif,
    Montants,
    Nombres,
    Taux,
    TauxFacultatif,
)
from cpts_xl.rules.plages import compte_nombres, compte_remplis, cumul, si_complet
from cpts_xl.rules.verbs import arrondi, plus_grand

ACCORD = "accord du 20/06/2019"
CONTRAT = "contrat type"
VERSEMENT = "art. 6.1 et 6.2"
"""The first for the operating money, the second for the missions."""


@regle(libelle="Taux d'acompte", texte=ACCORD, article="art. 9.1")
def taux_acompte(droit: Droit, volet: Code, annee: Entier, taux_contrat: TauxFacultatif) -> Taux:
    """Donne le taux de l'acompte : 75 % de la part fixe, et le fonctionnement entier la première année.

    Args:
        volet: Volet de la ligne, soit fonctionnement, soit fixe, soit variable, soit snp.
        annee: Année du contrat, de 1 à 5.
        taux_contrat: Taux inscrit au contrat, vide si le contrat reprend le texte.
    """
    premiere = et(egal(volet, "fonctionnement"), egal(annee, 1))
    national = si(
        premiere,
        droit.valeur("taux_acompte_premiere_annee", "fonctionnement"),
        droit.valeur("taux_acompte", volet),
    )
    admis = exige_taux(taux_contrat, taux_contrat)
    return si_renseigne(taux_contrat, si_nombre(taux_contrat, admis, refus("taux d'acompte illisible")), national)


@regle(libelle="Acompte", texte=CONTRAT, article=VERSEMENT)
def acompte(assiette: Montant, taux_acompte: TauxFacultatif) -> Montant:
    """Donne l'acompte de l'année : la base (droit fixe, ou plafond de la part variable) multipliée par le taux.

    Args:
        assiette: Assiette de l'acompte, en euros.
        taux_acompte: Taux d'acompte, de 0 à 1.
    """
    du = exige_taux(taux_acompte, arrondi(assiette * taux_acompte))
    return si(assiette > 0, si_nombre(taux_acompte, du, manque()), 0)


@regle(libelle="Solde", texte=CONTRAT, article=VERSEMENT)
def solde(droit_ouvert: Montant, acompte: Montant) -> Montant:
    """Donne le solde attendu après l'acompte : le droit ouvert moins l'acompte, sans descendre sous zéro.

    Args:
        droit_ouvert: Droit ouvert, en euros.
        acompte: Acompte, en euros.
    """
    return plus_grand(0, arrondi(droit_ouvert - acompte))


@regle(libelle="Cumul d'une ligne", texte="contrôle de cohérence", article="", statut="convention")
def cumul_ligne(ligne: Code, lignes: Codes, montants: Montants) -> Montant:
    """Additionne les montants inscrits en face d'une ligne ; à compléter si l'un d'eux manque.

    Args:
        ligne: Ligne de la grille, par exemple acces_fixe.
        lignes: Colonne des lignes.
        montants: Colonne des montants.
    """
    return si_complet(montants, arrondi(cumul(montants, (ligne, lignes))), (ligne, lignes))


@regle(libelle="Année payée", texte="convention de l'outil", article="", statut="convention")
def annee_payee(droit: Droit, annee_versement: EntierFacultatif, annee: Libre) -> Entier:
    """Donne l'année du contrat qu'un versement paie : celle qui est saisie, à défaut l'année suivie.

    Un solde de l'année précédente, reçu dans celle-ci, ne doit pas gonfler le versé de l'année.

    Args:
        annee_versement: Année saisie en face du versement, vide pour l'année suivie.
        annee: Année du contrat suivie ici.
    """
    borne_haute = annee_versement <= droit.valeur("duree_contrat")
    entiere = et(annee_versement >= 1, borne_haute, egal(arrondi(annee_versement, 0), annee_versement))
    admise = exige(entiere, annee_versement, "année du contrat attendue")
    lisible = si_nombre(annee_versement, admise, refus("année du contrat attendue"))
    return si_renseigne(annee_versement, lisible, annee)


@regle(libelle="Versé d'une ligne", texte="contrôle de cohérence", article="", statut="convention")
def verse_ligne(ligne: Code, annee: Entier, lignes: Codes, annees: Nombres, montants: Montants) -> Montant:
    """Additionne ce qui a été versé pour une ligne au titre d'une année du contrat ; à compléter si rien n'est sûr.

    Args:
        ligne: Ligne de la grille, par exemple acces_fixe.
        annee: Année du contrat, de 1 à 5.
        lignes: Colonne des lignes payées.
        annees: Colonne des années payées.
        montants: Colonne des montants reçus.
    """
    cles = ((ligne, lignes), (annee, annees))
    return si_complet(annees, si_complet(montants, arrondi(cumul(montants, *cles)), *cles), (ligne, lignes))


@regle(libelle="Versé pour une année", texte="contrôle de cohérence", article="", statut="convention")
def verse_annee(  # noqa: PLR0917  (une colonne par critère)
    situation: ChoixCalcule,
    rang: Entier,
    reporte: MontantFacultatif,
    lignes: Codes,
    annees: Nombres,
    montants: Montants,
) -> Montant:
    """Donne tout ce qui a été versé pour une année du contrat : avant ce classeur si elle est passée, puis ici.

    Args:
        situation: Situation de l'année, passée, en cours ou à venir.
        rang: Rang de l'année dans le contrat, à partir de 1.
        reporte: Versé pour cette année avant ce classeur, en euros.
        lignes: Colonne des lignes payées.
        annees: Colonne des années payées.
        montants: Colonne des montants reçus.
    """
    ici = cumul(montants, (rang, annees))
    passee = si_nombre(reporte, arrondi(reporte + ici), manque())
    total = si(egal(situation, "passée"), passee, arrondi(ici))
    complet = si_complet(montants, total, (rang, annees))
    return si(compte_remplis(lignes) > compte_nombres(annees), manque(), complet)


@regle(libelle="Reste à percevoir", texte=CONTRAT, article=VERSEMENT)
def reste_a_percevoir(droit_ouvert: Montant, verse: Montant) -> Montant:
    """Donne ce qui reste à percevoir : le droit ouvert moins le versé, sans descendre sous zéro.

    Args:
        droit_ouvert: Droit ouvert, en euros.
        verse: Versé, en euros.
    """
    return plus_grand(0, arrondi(droit_ouvert - verse))


@regle(libelle="Trop-perçu", texte=ACCORD, article="art. 9.1", statut="incertain")
def trop_percu(droit_ouvert: Montant, verse: Montant) -> Montant:
    """Donne le trop-perçu : le versé moins le droit ouvert, sans descendre sous zéro. Sa suite relève du contrat.

    Args:
        droit_ouvert: Droit ouvert, en euros.
        verse: Versé, en euros.
    """
    return plus_grand(0, arrondi(verse - droit_ouvert))


@regle(libelle="Seuil du commissaire aux comptes", texte="code de commerce", article="art. L. 612-4")
def controle_commissaire(droit: Droit, verse: MontantFacultatif) -> Choix:
    """Dit si le versé, à lui seul, dépasse le seuil qui impose un commissaire aux comptes.

    Args:
        verse: Versé, en euros, au titre de l'ACI.
    """
    alerte = si(verse > droit.valeur("seuil_commissaire_aux_comptes"), "À regarder", "Conforme")
    return si_nombre(verse, alerte, manque())
