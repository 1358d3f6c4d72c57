"""Chapitre : les dates à venir, l'ordre des priorités, ce que les tables d'activité font compter."""

from __future__ import annotations

from cpts_xl.absence import refus
from cpts_xl.rules.catalogue import regle
from cpts_xl.rules.choix import manque, sans_objet, selon, si, si_nombre, si_renseigne
from cpts_xl.rules.dates import jours_entre, plus_jours, plus_mois
from cpts_xl.rules.genres import (
    Choix,
    Code,
    Codes,
    Entier,
    EntierFacultatif,
    Jour,
    JourFacultatif,
    Jours,
    Libre,
    Montant,
    Montants,
    Nombres,
    Texte,
)
from cpts_xl.rules.plages import a_partir_de, avant, compte_nombres, compte_si, cumul, si_complet
from cpts_xl.rules.recherche import cherche
from cpts_xl.rules.verbs import arrondi

OUTIL = "convention de l'outil"
CONTRAT = "contrat type"
ACCORD = "accord du 20/06/2019"
CALENDRIER = "calendrier de déploiement"


# ------------------------------------------------------------------------------------------ les dates


@regle(libelle="Dernier jour", texte=CONTRAT, article="art. 6.1 et 6.2")
def dernier_jour(fin: Jour) -> Jour:
    """Donne le dernier jour d'une année conventionnelle : la veille de l'anniversaire.

    Args:
        fin: Fin de l'année conventionnelle (premier jour qui n'y est plus).
    """
    return plus_jours(fin, -1)


@regle(libelle="Date prévue", texte=OUTIL, article="", statut="convention")
def date_prevue(jour: Jour) -> Jour:
    """Reprend une date de l'état ; à compléter tant qu'elle n'est pas fixée.

    Args:
        jour: Date fixée.
    """
    return jour


@regle(libelle="Date de préparation", texte=OUTIL, article="", statut="convention")
def date_preparation(jour: Jour, mois: Entier) -> Jour:
    """Donne le jour où commencer à préparer une rencontre : la même date, quelques mois plus tôt.

    Args:
        jour: Date de la rencontre.
        mois: Nombre de mois de préparation.
    """
    return plus_mois(jour, 0 - mois)


@regle(libelle="Échéance qui reste à tenir", texte=ACCORD, article=CALENDRIER)
def echeance_ouverte(engagee: Choix, echeance: JourFacultatif, date_reelle: JourFacultatif, arrete: Jour) -> Jour:
    """Donne l'échéance d'une mission tant qu'elle reste à tenir ; sans objet si elle est tenue ou n'a pas lieu d'être.

    Une date réelle postérieure à l'état est une prévision : l'échéance reste à tenir.

    Args:
        engagee: Mission engagée, Oui ou Non.
        echeance: Échéance, sans objet pour une mission optionnelle.
        date_reelle: Date réelle, vide si ce n'est pas encore fait.
        arrete: Date d'arrêté de l'état.
    """
    due = si_nombre(echeance, echeance, sans_objet())
    tenue = si_nombre(date_reelle, si(date_reelle <= arrete, sans_objet(), due), refus("date illisible"))
    return selon(engagee, {"Oui": si_renseigne(date_reelle, tenue, due), "Non": sans_objet()})


@regle(libelle="Jours restants", texte=OUTIL, article="", statut="convention")
def jours_restants(jour: JourFacultatif, arrete: Jour) -> Entier:
    """Donne le nombre de jours de l'état à une date ; négatif si elle est passée, sans objet s'il n'y en a pas.

    Args:
        jour: Date attendue.
        arrete: Date d'arrêté de l'état.
    """
    return si_nombre(jour, jours_entre(arrete, jour), sans_objet())


@regle(libelle="État d'une date", texte=OUTIL, article="", statut="convention")
def etat_date(jour: Jour, arrete: Jour) -> Choix:
    """Dit si une date est à venir ou passée ; le jour même est encore à venir.

    Args:
        jour: Date attendue.
        arrete: Date d'arrêté de l'état.
    """
    return si(jour < arrete, "passée", "à venir")


@regle(libelle="État d'une échéance", texte=ACCORD, article=CALENDRIER)
def etat_echeance(engagee: Choix, echeance: JourFacultatif, date_reelle: JourFacultatif, arrete: Jour) -> Choix:
    """Dit si l'échéance d'une mission est à venir, dépassée ou faite ; sans objet si elle n'a pas lieu d'être.

    Args:
        engagee: Mission engagée, Oui ou Non.
        echeance: Échéance, sans objet pour une mission optionnelle.
        date_reelle: Date réelle, vide si ce n'est pas encore fait.
        arrete: Date d'arrêté de l'état.
    """
    due = si(echeance < arrete, "dépassée", "à venir")
    tenue = si_nombre(date_reelle, si(date_reelle <= arrete, "faite", due), refus("date illisible"))
    etat = si_nombre(echeance, si_renseigne(date_reelle, tenue, due), sans_objet())
    return selon(engagee, {"Oui": etat, "Non": sans_objet()})


@regle(libelle="État d'une convention", texte=OUTIL, article="", statut="convention")
def etat_convention(prise_effet: Jour, terme: JourFacultatif, arrete: Jour) -> Choix:
    """Dit si une convention de partenariat est à venir, en vigueur ou échue ; sans terme, elle reste en vigueur.

    Args:
        prise_effet: Date de prise d'effet.
        terme: Dernier jour de validité, vide si la convention n'a pas de terme.
        arrete: Date d'arrêté de l'état.
    """
    courue = si_nombre(terme, si(terme < arrete, "échue", "en vigueur"), refus("date de fin illisible"))
    return si(prise_effet > arrete, "à venir", si_renseigne(terme, courue, "en vigueur"))


# ------------------------------------------------------------------------------------------ l'ordre


@regle(libelle="Ordre d'une date", texte=OUTIL, article="", statut="convention")
def ordre_date(restants: EntierFacultatif, numero: Entier, colonne_restants: Nombres, numeros: Nombres) -> Entier:
    """Donne le rang d'une date parmi celles qui viennent, de la plus proche (1) à la plus lointaine.

    Deux dates du même jour gardent l'ordre de leurs lignes ; une date passée ou sans objet n'a pas de rang.

    Args:
        restants: Jours restants.
        numero: Numéro de la ligne.
        colonne_restants: Colonne des jours restants.
        numeros: Colonne des numéros de ligne.
    """
    plus_proches = compte_si((a_partir_de(0), colonne_restants), (avant(restants), colonne_restants))
    du_meme_jour = compte_si((restants, colonne_restants), (avant(numero), numeros))
    rang = si(restants >= 0, plus_proches + du_meme_jour + 1, sans_objet())
    return si_nombre(restants, rang, sans_objet())


@regle(libelle="Numéro d'ordre dans la colonne", texte=OUTIL, article="", statut="convention")
def numero_dans_colonne(nombres: Nombres) -> Entier:
    """Donne le numéro d'un nombre parmi ceux de sa colonne, compté de la première ligne à la sienne.

    Il départage deux restes égaux ; une ligne sans nombre n'avance pas le compte.

    Args:
        nombres: Colonne des nombres, de la première ligne à celle-ci.
    """
    return si(compte_nombres(nombres) > 0, compte_nombres(nombres), manque())


@regle(libelle="Ordre de priorité", texte=OUTIL, article="", statut="convention")
def ordre_priorite(reste: Libre, numero: Entier, restes: Montants, numeros: Nombres) -> Entier:
    """Donne le rang d'un indicateur selon les euros qui restent en jeu, du plus grand reste (1) au plus petit.

    Deux restes égaux gardent l'ordre de leurs lignes ; un indicateur qui n'a plus rien à gagner n'a pas de rang.

    Args:
        reste: Reste en jeu, en euros.
        numero: Numéro de la ligne.
        restes: Colonne des restes en jeu.
        numeros: Colonne des numéros de ligne.
    """
    plus_grands = compte_si((a_partir_de(reste), restes)) - compte_si((reste, restes))
    egaux_avant = compte_si((reste, restes), (avant(numero), numeros))
    rang = si(reste > 0, plus_grands + egaux_avant + 1, sans_objet())
    return si_nombre(reste, rang, reste)


@regle(libelle="Date à ce rang", texte=OUTIL, article="", statut="convention")
def jour_au_rang(rang: Entier, rangs: Nombres, jours: Jours) -> Jour:
    """Donne la date qui porte un rang ; sans objet si aucune ne le porte.

    Args:
        rang: Rang cherché.
        rangs: Colonne des rangs.
        jours: Colonne des dates.
    """
    return cherche(rang, rangs, jours, si_absent=sans_objet())


@regle(libelle="Montant à ce rang", texte=OUTIL, article="", statut="convention")
def montant_au_rang(rang: Entier, rangs: Nombres, montants: Montants) -> Montant:
    """Donne le montant qui porte un rang ; sans objet si aucun ne le porte.

    Args:
        rang: Rang cherché.
        rangs: Colonne des rangs.
        montants: Colonne des montants.
    """
    return cherche(rang, rangs, montants, si_absent=sans_objet())


@regle(libelle="Texte à ce rang", texte=OUTIL, article="", statut="convention")
def texte_au_rang(rang: Entier, rangs: Nombres, textes: Codes) -> Texte:
    """Donne le texte (intitulé, code, mot) qui porte un rang ; sans objet si aucun ne le porte.

    Args:
        rang: Rang cherché.
        rangs: Colonne des rangs.
        textes: Colonne des textes.
    """
    return cherche(rang, rangs, textes, si_absent=sans_objet())


# ------------------------------------------------------------------------------------------ les actions


@regle(libelle="Dépensé pour une action", texte=OUTIL, article="", statut="convention")
def depense_action(  # noqa: PLR0917  (une colonne par critère)
    action: Code, debut: Jour, fin: Jour, actions: Codes, dates: Jours, montants: Montants
) -> Montant:
    """Additionne les dépenses d'une action dans l'année conventionnelle ; à compléter si une date ou un montant manque.

    Args:
        action: Numéro de l'action.
        debut: Début de l'année conventionnelle.
        fin: Fin de l'année conventionnelle (premier jour qui n'y est plus).
        actions: Colonne des actions, en face des dépenses.
        dates: Colonne des dates de dépense.
        montants: Colonne des montants dépensés.
    """
    cle = (action, actions)
    somme = arrondi(cumul(montants, cle, (a_partir_de(debut), dates), (avant(fin), dates)))
    return si_complet(dates, si_complet(montants, somme, cle), cle)
