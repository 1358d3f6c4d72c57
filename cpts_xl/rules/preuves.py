"""Chapitre : la force d'une pièce justificative et ce qu'elle couvre.

L'échelle va de 0 à 4 : rien, simple mention, document interne, document daté et signé, donnée d'un tiers. Aucun texte
national ne la fixe : c'est une convention, qui ne change aucun montant.
"""

from __future__ import annotations

from cpts_xl.rules.catalogue import regle
from cpts_xl.rules.choix import egal, manque, sans_objet, selon, si, si_nombre, si_renseigne
from cpts_xl.rules.genres import (
    Choix,
    ChoixCalcule,
    ChoixFacultatif,
    Code,
    Codes,
    Entier,
    Jour,
    JourFacultatif,
    Montant,
    MontantFacultatif,
    Montants,
    Nombres,
    Taux,
)
from cpts_xl.rules.plages import a_partir_de, compte_atteints, compte_nombres, compte_si, cumul, si_complet
from cpts_xl.rules.verbs import arrondi, rapport

CONVENTION = "convention de l'outil"
ECHELLE = "force de preuve, de 0 à 4"


@regle(libelle="Validité de la pièce", texte=CONVENTION, article=ECHELLE, statut="convention")
def validite_piece(arrete: Jour, valable_jusqu_au: JourFacultatif) -> Choix:
    """Dit si une pièce vaut encore au jour de l'arrêté ; une pièce sans limite de validité vaut toujours.

    Args:
        arrete: État arrêté au, date.
        valable_jusqu_au: Dernier jour de validité de la pièce, compris.
    """
    verdict = si(arrete > valable_jusqu_au, "Expirée", "Valable")
    return si_renseigne(valable_jusqu_au, si_nombre(valable_jusqu_au, verdict, manque()), "Valable")


@regle(libelle="Force de la pièce", texte=CONVENTION, article=ECHELLE, statut="convention")
def force_piece(nature: Choix, validite: ChoixCalcule, date_piece: JourFacultatif, signee: ChoixFacultatif) -> Entier:
    """Donne la force d'une pièce : 4 donnée d'un tiers, 3 document daté et signé, 2 document interne, 1 mention.

    Une pièce expirée vaut 0. Sans date, ou sans signature pour un document dit signé, elle ne vaut pas mieux qu'un
    document interne.

    Args:
        nature: Type de la pièce, par exemple document signé.
        validite: Validité de la pièce, Valable ou Expirée.
        date_piece: Date portée sur la pièce.
        signee: Pièce signée, Oui ou Non.
    """
    signe = si_renseigne(signee, selon(signee, {"Oui": 3, "Non": 2}), 2)
    force = selon(
        nature,
        {
            "donnée d'un tiers": si_renseigne(date_piece, si_nombre(date_piece, 4, manque()), 2),
            "document signé": si_renseigne(date_piece, si_nombre(date_piece, signe, manque()), 2),
            "document interne": 2,
            "mention au rapport": 1,
        },
    )
    return selon(validite, {"Valable": force, "Expirée": 0})


@regle(libelle="Pièces citées", texte=CONVENTION, article=ECHELLE, statut="convention")
def pieces_citees(indicateur: Code, citations: Codes, citations_2: Codes, citations_3: Codes) -> Entier:
    """Compte les pièces qui citent un indicateur, valables ou non.

    Args:
        indicateur: Indicateur, par son numéro.
        citations: Colonne des indicateurs cités en premier.
        citations_2: Colonne des indicateurs cités en deuxième.
        citations_3: Colonne des indicateurs cités en troisième.
    """
    return (
        compte_si((indicateur, citations)) + compte_si((indicateur, citations_2)) + compte_si((indicateur, citations_3))
    )


@regle(libelle="Pièces d'une force au moins", texte=CONVENTION, article=ECHELLE, statut="convention")
def pieces_de_force(  # noqa: PLR0917  (une colonne par critère)
    indicateur: Code, force: Entier, forces: Nombres, citations: Codes, citations_2: Codes, citations_3: Codes
) -> Entier:
    """Compte les pièces d'au moins cette force qui citent un indicateur ; une pièce incomplète n'a pas de force.

    Args:
        indicateur: Indicateur, par son numéro.
        force: Force demandée, de 1 à 4.
        forces: Colonne des forces des pièces.
        citations: Colonne des indicateurs cités en premier.
        citations_2: Colonne des indicateurs cités en deuxième.
        citations_3: Colonne des indicateurs cités en troisième.
    """
    assez = (a_partir_de(force), forces)
    return (
        compte_si((indicateur, citations), assez)
        + compte_si((indicateur, citations_2), assez)
        + compte_si((indicateur, citations_3), assez)
    )


@regle(libelle="Force de preuve de l'indicateur", texte=CONVENTION, article=ECHELLE, statut="convention")
def force_indicateur(comptes: Nombres) -> Entier:
    """Donne la force de la meilleure pièce valable d'un indicateur : le nombre de degrés que ses pièces tiennent.

    Args:
        comptes: Comptes de pièces, d'au moins la force 1, puis 2, 3 et 4.
    """
    return si(compte_nombres(comptes) > 0, compte_atteints(comptes, constate=1, a_la_baisse=True), manque())


@regle(libelle="Acquis et preuve", texte="contrôle de cohérence", article="", statut="convention")
def controle_preuve(statut: ChoixCalcule, acquis: MontantFacultatif, force: Entier) -> Choix:
    """Dit si un indicateur qui paie repose au moins sur une pièce valable.

    Args:
        statut: Statut de l'indicateur, par exemple partiel ou non évalué.
        acquis: Montant acquis, en euros.
        force: Force de preuve de l'indicateur, de 0 à 4.
    """
    prouve = si(force > 0, "Conforme", "À regarder")
    mesure = si_nombre(acquis, si(acquis > 0, prouve, "Non concerné"), manque())
    return si(egal(statut, "non évalué"), "Non concerné", mesure)


@regle(libelle="Indicateurs de la mission", texte=CONVENTION, article=ECHELLE, statut="convention")
def indicateurs_mission(mission: Code, missions: Codes) -> Entier:
    """Compte les indicateurs d'une mission.

    Args:
        mission: Mission, par exemple acces.
        missions: Colonne des missions des indicateurs.
    """
    return compte_si((mission, missions))


@regle(libelle="Indicateurs d'une force", texte=CONVENTION, article=ECHELLE, statut="convention")
def indicateurs_de_force(mission: Code, force: Entier, missions: Codes, forces: Nombres) -> Entier:
    """Compte les indicateurs d'une mission dont la meilleure pièce a exactement cette force.

    Args:
        mission: Mission, par exemple acces.
        force: Force de preuve, de 0 à 4.
        missions: Colonne des missions des indicateurs.
        forces: Colonne des forces de preuve des indicateurs.
    """
    return compte_si((mission, missions), (force, forces))


@regle(libelle="Indicateurs couverts", texte=CONVENTION, article=ECHELLE, statut="convention")
def indicateurs_couverts(mission: Code, missions: Codes, forces: Nombres) -> Entier:
    """Compte les indicateurs d'une mission qui ont au moins une pièce valable.

    Args:
        mission: Mission, par exemple acces.
        missions: Colonne des missions des indicateurs.
        forces: Colonne des forces de preuve des indicateurs.
    """
    return compte_si((mission, missions), (a_partir_de(1), forces))


@regle(libelle="Part couverte", texte=CONVENTION, article=ECHELLE, statut="convention")
def part_couverte(indicateurs: Entier, couverts: Entier) -> Taux:
    """Donne la part des indicateurs qui ont au moins une pièce valable ; sans objet s'il n'y a pas d'indicateur.

    Args:
        indicateurs: Nombre d'indicateurs.
        couverts: Nombre d'indicateurs couverts.
    """
    return rapport(couverts, indicateurs, si_nul=sans_objet())


@regle(libelle="Acquis sans pièce", texte=CONVENTION, article=ECHELLE, statut="convention")
def acquis_sans_piece(mission: Code, missions: Codes, forces: Nombres, montants: Montants) -> Montant:
    """Additionne ce que paient les indicateurs d'une mission qui n'ont aucune pièce valable.

    Args:
        mission: Mission, par exemple acces.
        missions: Colonne des missions des indicateurs.
        forces: Colonne des forces de preuve des indicateurs.
        montants: Colonne des montants acquis.
    """
    cles = ((mission, missions), (0, forces))
    return si_complet(montants, arrondi(cumul(montants, *cles)), *cles)


@regle(libelle="Total d'un décompte", texte="périmètre nommé", article="", statut="convention")
def total_compte(nombres: Nombres) -> Entier:
    """Additionne une colonne de décomptes ; à compléter si une seule ligne manque.

    Args:
        nombres: Colonne des nombres entiers.
    """
    return si_complet(nombres, cumul(nombres))
