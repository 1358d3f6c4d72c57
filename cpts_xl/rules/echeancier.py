"""Chapitre : l'échéancier des versements, ce qui est attendu, reçu, et les jours de retard."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from cpts_xl.absence import refus
from cpts_xl.rules.catalogue import regle
from cpts_xl.rules.choix import (
    egal,
    et,
    exige,
    manque,
    sans_objet,
    si,
    si_inconnu,
    si_nombre,
    si_renseigne,
)
from cpts_xl.rules.dates import jours_entre
from cpts_xl.rules.genres import (
    Choix,
    Code,
    Codes,
    Entier,
    Jour,
    JourFacultatif,
    Libre,
    Montant,
    MontantFacultatif,
    Montants,
    Nombres,
)
from cpts_xl.rules.plages import a_partir_de, compte_si, cumul, si_complet
from cpts_xl.rules.verbs import arrondi, plus_grand, plus_petit

ACCORD = "accord du 20/06/2019"
COHERENCE = "contrôle de cohérence"
EURO = 1
"""What is short by less is not late: an advance rounded twice differs from what the CPAM paid by a cent."""


@regle(libelle="Solde attendu de l'année précédente", texte=ACCORD, article="art. 9.1")
def solde_precedent(annee: Entier, solde_n1: MontantFacultatif) -> Montant:
    """Donne le solde de l'année précédente encore attendu à l'ouverture de l'année : zéro la première année, connu.

    À partir de la deuxième année, une case vide n'est pas zéro : il faut dire ce qui restait, fût-ce rien.

    Args:
        annee: Année du contrat, de 1 à 5.
        solde_n1: Solde attendu de l'année précédente, en euros.
    """
    seul = refus("la première année n'a pas de solde antérieur")
    premiere = si_nombre(solde_n1, exige(egal(solde_n1, 0), 0, seul.detail), si_renseigne(solde_n1, seul, 0))
    return si(annee > 1, si_nombre(solde_n1, arrondi(solde_n1), manque()), premiere)


@regle(libelle="Acompte reçu", texte=COHERENCE, article="", statut="convention")
def recu_acompte(  # noqa: PLR0917  (une colonne par critère)
    verse: Montant,
    ligne: Code,
    annee: Entier,
    lignes: Codes,
    annees: Nombres,
    natures_versement: Codes,
    montants: Montants,
) -> Montant:
    """Additionne les versements d'une ligne et d'une année dont la nature est « acompte ».

    Args:
        verse: Versé de la ligne, dont la présence dit que chaque versement est complet.
        ligne: Ligne de la grille, par exemple acces_fixe.
        annee: Année du contrat, de 1 à 5.
        lignes: Colonne des lignes payées.
        annees: Colonne des années payées.
        natures_versement: Colonne des natures.
        montants: Colonne des montants reçus.
    """
    del verse
    return arrondi(cumul(montants, (ligne, lignes), (annee, annees), ("acompte", natures_versement)))


@regle(libelle="Reçu pour l'année précédente", texte=COHERENCE, article="", statut="convention")
def recu_precedent(ligne: Code, annee: Entier, lignes: Codes, annees: Nombres, montants: Montants) -> Montant:
    """Additionne ce qui a été reçu dans ce classeur pour une ligne au titre de l'année précédente.

    Args:
        ligne: Ligne de la grille, par exemple acces_fixe.
        annee: Année du contrat, de 1 à 5.
        lignes: Colonne des lignes payées.
        annees: Colonne des années payées.
        montants: Colonne des montants reçus.
    """
    cles = ((ligne, lignes), (annee - 1, annees))
    return si_complet(annees, si_complet(montants, arrondi(cumul(montants, *cles)), *cles), (ligne, lignes))


def _du(attendu: Libre, recu: Libre, reste: MontantFacultatif, suite: Callable[[Montant], Any]) -> Any:
    # ce qu'un autre versement de la ligne a payé n'est pas dû deux fois ; un reste illisible n'est pas un reste inconnu
    manquant = attendu - recu
    seule = si_inconnu(reste, suite(arrondi(manquant)), manque())
    du = si_nombre(reste, suite(arrondi(plus_petit(manquant, reste))), seule)
    return si_nombre(attendu, si_nombre(recu, du, recu), attendu)


@regle(libelle="Retard d'une échéance", texte=COHERENCE, article="", statut="convention")
def retard_echeance(
    attendu: Libre, recu: Libre, date_attendue: JourFacultatif, arrete: Jour, reste: MontantFacultatif
) -> Entier:
    """Donne les jours écoulés, à la date d'arrêté, depuis une échéance qui n'est pas entièrement reçue.

    Ce qu'un autre versement de la ligne a couvert n'est pas en retard, ni un écart de moins d'un euro : deux arrondis
    honnêtes d'une part diffèrent d'un centime.

    Args:
        attendu: Montant attendu, en euros.
        recu: Montant reçu, en euros.
        date_attendue: Jour où le versement est attendu.
        arrete: Date d'arrêté de l'état.
        reste: Reste à percevoir de la ligne, en euros, vide s'il ne borne pas l'échéance.
    """
    ecoule = si_nombre(date_attendue, plus_grand(0, jours_entre(date_attendue, arrete)), manque())
    return _du(attendu, recu, reste, lambda du: si(du >= EURO, ecoule, 0))


@regle(libelle="Somme en retard", texte=COHERENCE, article="", statut="convention")
def somme_en_retard(  # noqa: PLR0917  (une case par donnée de l'échéance)
    nature_echeance: Code,
    attendu: Libre,
    recu: Libre,
    retard: Libre,
    fin: Jour,
    arrete: Jour,
    reste: MontantFacultatif,
) -> Montant:
    """Donne ce qui reste dû d'une échéance passée : l'attendu moins le reçu ; zéro si rien n'est en retard.

    La somme ne dépasse pas ce qui reste à percevoir de la ligne : une échéance payée par une autre n'est pas due. Un
    solde tombe à la fin de l'année : avant elle, il n'est pas en retard, même si son montant n'est pas encore connu.

    Args:
        nature_echeance: Nature de l'échéance, soit solde n-1, soit acompte, soit solde.
        attendu: Montant attendu, en euros.
        recu: Montant reçu, en euros.
        retard: Retard de l'échéance, en jours.
        fin: Fin de l'année conventionnelle, où le solde est attendu.
        arrete: Date d'arrêté de l'état.
        reste: Reste à percevoir de la ligne, en euros, vide s'il ne borne pas l'échéance.
    """
    somme = _du(attendu, recu, reste, lambda du: du)
    due = si_nombre(retard, si(retard > 0, somme, 0), retard)
    return si(et(egal(nature_echeance, "solde"), arrete <= fin), 0, due)


@regle(libelle="Retard d'un versement", texte=COHERENCE, article="", statut="convention")
def retard_versement(attendu: JourFacultatif, recu_le: JourFacultatif) -> Entier:
    """Donne les jours entre la date attendue d'un versement et son arrivée ; zéro s'il est venu à temps.

    Args:
        attendu: Jour où le versement était attendu, sans objet hors de l'échéancier.
        recu_le: Jour où le versement est arrivé.
    """
    jours = si_nombre(recu_le, plus_grand(0, jours_entre(attendu, recu_le)), manque())
    return si_nombre(attendu, jours, sans_objet())


@regle(libelle="Échéances tenues", texte=COHERENCE, article="", statut="convention")
def controle_echeances(retards: Nombres) -> Choix:
    """Dit si aucun versement attendu n'est en retard ; un seul retard se voit, même si le reste manque.

    Args:
        retards: Colonne des retards, en jours.
    """
    return si(compte_si((a_partir_de(1), retards)) > 0, "À regarder", si_complet(retards, "Conforme"))


@regle(libelle="Versements placés", texte=COHERENCE, article="", statut="convention")
def controle_echeancier(annee: Entier, place: Montant, annees: Nombres, montants: Montants) -> Choix:
    """Dit si chaque euro reçu pour l'année et la précédente se retrouve en face d'une échéance.

    Args:
        annee: Année du contrat, de 1 à 5.
        place: Total reçu de l'échéancier, en euros.
        annees: Colonne des années payées.
        montants: Colonne des montants versés.
    """
    verses = cumul(montants, (annee, annees)) + cumul(montants, (annee - 1, annees))
    return si(egal(arrondi(place - verses), 0), "Conforme", "À regarder")
