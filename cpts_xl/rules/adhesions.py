"""Chapitre : les adhérents, par profession et toutes professions, rapportés à ceux du territoire."""

from __future__ import annotations

from cpts_xl.rules.catalogue import regle
from cpts_xl.rules.choix import manque, sans_objet, si
from cpts_xl.rules.dates import plus_jours
from cpts_xl.rules.genres import Code, Codes, Entier, Jour, Jours, Nombres, Taux
from cpts_xl.rules.plages import avant, compte_nombres, compte_remplis, compte_si, cumul, si_complet
from cpts_xl.rules.verbs import rapport

OUTIL = "convention de l'outil"


@regle(libelle="Adhérents d'une profession", texte=OUTIL, article="", statut="convention")
def adherents_profession(
    profession: Code, arrete: Jour, professions: Codes, adhesions: Jours, departs: Jours
) -> Entier:
    """Compte les adhérents d'une profession au jour de l'état ; à compléter tant que la liste ne permet pas de compter.

    Est adhérent celui dont l'adhésion a commencé et n'a pas pris fin ; le jour du départ compte encore. Une liste vide,
    ou un professionnel sans date d'adhésion, ne disent pas zéro.

    Args:
        profession: Profession exercée.
        arrete: Date d'arrêté de l'état.
        professions: Colonne des professions.
        adhesions: Colonne des dates d'adhésion.
        departs: Colonne des dates de fin d'adhésion.
    """
    entres = ((profession, professions), (avant(plus_jours(arrete, 1)), adhesions))
    adherents = compte_si(*entres) - compte_si(*entres, (avant(arrete), departs))
    dates_connues = si_complet(adhesions, adherents, (profession, professions))
    return si(compte_remplis(professions) > 0, dates_connues, manque())


@regle(libelle="Taux d'adhésion", texte=OUTIL, article="", statut="convention")
def taux_adhesion(nombre_adherents: Entier, effectif: Entier) -> Taux:
    """Donne la part des professionnels du territoire qui adhèrent à la CPTS.

    Args:
        nombre_adherents: Nombre d'adhérents.
        effectif: Effectif du territoire.
    """
    return rapport(nombre_adherents, effectif, si_nul=sans_objet())


@regle(libelle="Évolution des adhérents", texte=OUTIL, article="", statut="convention")
def evolution_adherents(nombre_adherents: Entier, precedent: Entier) -> Entier:
    """Donne le nombre d'adhérents gagnés depuis un an, négatif s'ils sont moins nombreux.

    Args:
        nombre_adherents: Nombre d'adhérents.
        precedent: Nombre d'adhérents un an avant.
    """
    return nombre_adherents - precedent


@regle(libelle="Total d'une liste", texte=OUTIL, article="", statut="convention")
def total_liste(cles: Codes, nombres: Nombres) -> Entier:
    """Additionne une colonne de décomptes d'une liste libre ; à compléter si une ligne remplie n'a pas le sien.

    Args:
        cles: Colonne des identifiants, un par ligne remplie.
        nombres: Colonne des nombres.
    """
    return si(compte_remplis(cles) > compte_nombres(nombres), manque(), cumul(nombres))
