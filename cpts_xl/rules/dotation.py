"""Chapitre : montants, lignes dues, plafonds, droits ouverts et totaux par périmètre nommé."""

from __future__ import annotations

from cpts_xl.absence import refus
from cpts_xl.rules.catalogue import regle
from cpts_xl.rules.choix import egal, et, exige, exige_taux, manque, non, selon, si, si_nombre, si_nombres, si_renseigne
from cpts_xl.rules.dates import jours_entre
from cpts_xl.rules.droit import Droit
from cpts_xl.rules.genres import (
    Choix,
    ChoixCalcule,
    ChoixFacultatif,
    Code,
    Codes,
    Entier,
    Jour,
    JourFacultatif,
    Libre,
    Montant,
    MontantFacultatif,
    Montants,
    TauxFacultatif,
)
from cpts_xl.rules.plages import compte_si, cumul, si_complet
from cpts_xl.rules.verbs import arrondi, plus_petit, rapport

ACCORD = "accord du 20/06/2019"
CONTRAT = "contrat type"


@regle(libelle="Montant national", texte="texte en vigueur", article="grille des montants")
def montant(droit: Droit, ligne: Code, taille: Entier) -> Montant:
    """Donne le montant annuel d'une ligne de la grille pour une taille, tel que le texte en vigueur le fixe.

    Un montant qu'aucun texte public n'établit n'est jamais rendu nul : il est à reprendre du contrat.

    Args:
        ligne: Ligne de la grille, par exemple acces_fixe.
        taille: Taille de la CPTS, de 1 à 4.
    """
    return droit.valeur("montant", ligne, taille)


@regle(libelle="Montant retenu", texte=CONTRAT, article="annexe financière", statut="convention")
def montant_retenu(montant_national: Libre, montant_annexe: MontantFacultatif) -> Montant:
    """Retient le montant de l'annexe financière du contrat s'il est saisi, sinon le montant national.

    Args:
        montant_national: Montant national, en euros par an.
        montant_annexe: Montant de l'annexe financière, vide si l'annexe reprend la grille.
    """
    positif = exige(montant_annexe >= 0, montant_annexe, "montant de l'annexe négatif")
    saisi = si_nombre(montant_annexe, positif, refus("montant de l'annexe illisible"))
    return si_renseigne(montant_annexe, saisi, montant_national)


@regle(libelle="Montant de l'année", texte=CONTRAT, article="annexe financière", statut="convention")
def montant_annee(  # noqa: PLR0917  (une case par donnée du contrat)
    montant_retenu: Libre,
    effet: JourFacultatif,
    montant_apres: MontantFacultatif,
    depart: JourFacultatif,
    debut: Jour,
    fin: Jour,
) -> Montant:
    """Donne le montant annuel d'une ligne ; si un avenant le change dans l'année, la moyenne pondérée par les jours.

    Chaque montant pèse les jours que la ligne a courus sous lui, du départ de la mission à la fin de l'année : aucun
    texte lu ne dit comment un avenant s'applique en cours d'année, et le contrat l'emporte.

    Args:
        montant_retenu: Montant retenu au début de l'année, en euros par an.
        effet: Jour où l'avenant prend effet, vide sans avenant dans l'année.
        montant_apres: Montant annuel à compter de ce jour, en euros.
        depart: Jour à partir duquel la ligne court dans l'année.
        debut: Début de l'année conventionnelle.
        fin: Fin de l'année conventionnelle, premier jour qui n'y est plus.
    """
    depuis = si_nombre(depart, depart, debut)
    pese = montant_retenu * jours_entre(depuis, effet) + montant_apres * jours_entre(effet, fin)
    moyen = rapport(pese, jours_entre(depuis, fin), si_nul=0)
    change = si(effet <= depuis, arrondi(montant_apres), si_nombre(montant_retenu, arrondi(moyen), montant_retenu))
    dans_annee = et(effet >= debut, effet < fin, montant_apres >= 0)
    admis = exige(dans_annee, change, "avenant : date dans l'année et montant positif attendus")
    seul = refus("avenant : la date d'effet et le montant vont ensemble")
    sans = si_renseigne(effet, seul, si_renseigne(montant_apres, seul, montant_retenu))
    return si_nombres((effet, montant_apres), admis, sans)


@regle(libelle="Ligne due cette année", texte=ACCORD, article="", statut="convention")
def ligne_due(engagee: Choix, condition: ChoixFacultatif, ouvre: Choix, ferme: Choix) -> Choix:
    """Dit si une ligne est due : mission engagée, et condition de la ligne remplie.

    La condition n'est jamais supposée : supplément SNP, crise reconnue et plan de crise se déclarent.

    Args:
        engagee: Mission engagée, Oui ou Non.
        condition: Condition de la ligne, telle que déclarée.
        ouvre: Mot qui ouvre la ligne, par exemple Oui ou rédaction.
        ferme: Mot qui la ferme, par exemple Non ou mise à jour.
    """
    remplie = si(
        egal(condition, ouvre),
        "Oui",
        si(egal(condition, ferme), "Non", refus("condition de la ligne inconnue")),
    )
    declaree = si_renseigne(condition, remplie, manque())
    return selon(engagee, {"Oui": declaree, "Non": "Non"})


@regle(libelle="Plafond de la ligne", texte="texte en vigueur", article="grille des montants, ou annexe du contrat")
def plafond(due: ChoixCalcule, montant_retenu: MontantFacultatif) -> Montant:
    """Donne le plafond annuel d'une ligne, avant tout prorata : le montant retenu si elle est due, sinon zéro.

    Args:
        due: Ligne due, Oui ou Non.
        montant_retenu: Montant retenu, en euros par an.
    """
    return selon(due, {"Oui": si_nombre(montant_retenu, arrondi(montant_retenu), manque()), "Non": 0})


@regle(libelle="Droit ouvert, part fixe", texte=CONTRAT, article="art. 6.1 et 6.2")
def droit_fixe(plafond: Montant, prorata: TauxFacultatif) -> Montant:
    """Donne le droit ouvert d'une ligne fixe : le plafond, réduit la première année au temps couru.

    Args:
        plafond: Plafond de la ligne, en euros.
        prorata: Prorata de l'année, de 0 à 1.
    """
    du = exige_taux(prorata, arrondi(plafond * prorata))
    return si(plafond > 0, si_nombre(prorata, du, manque()), 0)


@regle(
    libelle="Droit ouvert, part variable",
    texte=CONTRAT,
    article="annexe des indicateurs",
    statut="convention",
)
def droit_variable(plafond: Montant, acquis: MontantFacultatif, prorata: TauxFacultatif) -> Montant:
    """Donne le droit ouvert d'une ligne variable : l'acquis aux indicateurs, dans la limite du plafond.

    Args:
        plafond: Plafond de la ligne, en euros.
        acquis: Acquis aux indicateurs, en euros.
        prorata: Prorata de la part variable, de 0 à 1.
    """
    du = exige_taux(prorata, arrondi(plus_petit(acquis, plafond) * prorata))
    return si(plafond > 0, si_nombre(acquis, si_nombre(prorata, du, manque()), manque()), 0)


@regle(libelle="Acquis aux indicateurs", texte=CONTRAT, article="annexe des indicateurs", statut="convention")
def acquis_mission(enveloppe: Montant, mission: Code, missions: Codes, montants: Montants) -> Montant:
    """Additionne ce que les indicateurs d'une mission ont acquis ; à compléter si la mission n'en a aucun.

    Args:
        enveloppe: Enveloppe variable de la mission, en euros.
        mission: Mission, par exemple acces.
        missions: Colonne des missions des indicateurs.
        montants: Colonne des montants acquis.
    """
    acquis = si_complet(montants, arrondi(cumul(montants, (mission, missions))), (mission, missions))
    return si(enveloppe > 0, si(compte_si((mission, missions)) > 0, acquis, manque()), 0)


@regle(libelle="Écart entre indicateurs et enveloppe", texte=CONTRAT, article="annexe des indicateurs")
def ecart_enveloppe(enveloppe: Montant, mission: Code, missions: Codes, montants: Montants) -> Montant:
    """Donne la somme des montants en jeu des indicateurs d'une mission, moins son enveloppe : zéro attendu.

    Args:
        enveloppe: Enveloppe variable de la mission, en euros.
        mission: Mission, par exemple acces.
        missions: Colonne des missions des indicateurs.
        montants: Colonne des montants en jeu.
    """
    return si_complet(montants, arrondi(cumul(montants, (mission, missions)) - enveloppe), (mission, missions))


@regle(libelle="Total", texte="périmètre nommé", article="", statut="convention")
def total(montants: Montants) -> Montant:
    """Additionne une colonne de montants ; à compléter si une seule ligne manque.

    Args:
        montants: Colonne des montants, en euros.
    """
    return si_complet(montants, arrondi(cumul(montants)))


def _hors(montants: Montants, familles: Codes, famille: str, avec: Choix) -> Montant:
    return si(egal(avec, "Non"), cumul(montants, (famille, familles)), 0)


def _inconnu(avec: Choix) -> Choix:
    return et(non(egal(avec, "Oui")), non(egal(avec, "Non")))


@regle(libelle="Dotation d'un périmètre", texte="périmètre nommé", article="", statut="convention")
def dotation(
    montants: Montants,
    familles: Codes,
    avec_fonctionnement: Choix,
    avec_supplement_snp: Choix,
    avec_crise_variable: Choix,
) -> Montant:
    """Additionne les lignes d'un périmètre nommé : avec ou sans fonctionnement, supplément SNP, crise variable.

    Args:
        montants: Colonne des montants, en euros.
        familles: Colonne des familles de lignes.
        avec_fonctionnement: Avec le fonctionnement, Oui ou Non.
        avec_supplement_snp: Avec le supplément SNP, Oui ou Non.
        avec_crise_variable: Avec la part variable de crise, Oui ou Non.
    """
    perimetre = (
        cumul(montants)
        - _hors(montants, familles, "fonctionnement", avec_fonctionnement)
        - _hors(montants, familles, "supplement_snp", avec_supplement_snp)
        - _hors(montants, familles, "crise_variable", avec_crise_variable)
    )
    connus = et(
        non(_inconnu(avec_fonctionnement)), non(_inconnu(avec_supplement_snp)), non(_inconnu(avec_crise_variable))
    )
    return si_complet(montants, exige(connus, arrondi(perimetre), "valeur attendue : Oui ou Non"))


@regle(libelle="Écart au total national de l'accès", texte="avenant 2", article="total de la mission accès")
def ecart_total_acces(
    droit: Droit, taille: Entier, due: ChoixCalcule, acces_fixe: MontantFacultatif, acces_variable: MontantFacultatif
) -> Montant:
    """Compare les parts fixe et variable de l'accès, reprises de l'annexe, au total connu de la mission.

    Args:
        taille: Taille de la CPTS, de 1 à 4.
        due: Mission d'accès due, Oui ou Non.
        acces_fixe: Accès aux soins fixe, en euros.
        acces_variable: Accès aux soins variable, en euros.
    """
    ecart = arrondi(acces_fixe + acces_variable - droit.valeur("total_acces", taille))
    return selon(due, {"Oui": si_nombre(acces_fixe, si_nombre(acces_variable, ecart, manque()), manque()), "Non": 0})
