"""Chapitre : ce qui peut encore être attendu du contrat, scénarios et année suivante, et l'argent du démarrage."""

from __future__ import annotations

from cpts_xl.absence import refus
from cpts_xl.rules.catalogue import regle
from cpts_xl.rules.choix import egal, manque, sans_objet, selon, si, si_nombre, si_renseigne
from cpts_xl.rules.droit import Droit
from cpts_xl.rules.genres import (
    Choix,
    ChoixCalcule,
    ChoixFacultatif,
    Code,
    Entier,
    Jour,
    JourFacultatif,
    Libre,
    Montant,
    MontantFacultatif,
)
from cpts_xl.rules.verbs import arrondi, plus_grand

CONTRAT = "contrat type"
AVENANT_2 = "avenant 2"
OUTIL = "convention de l'outil"


@regle(libelle="Départ d'une ligne", texte=CONTRAT, article="art. 6.2")
def depart_ligne(demarrage: JourFacultatif, debut: Jour) -> Jour:
    """Donne le jour à partir duquel une ligne court dans l'année : son début, ou le démarrage de la mission après lui.

    Args:
        demarrage: Démarrage de la mission, vide si elle n'a pas démarré.
        debut: Début de l'année conventionnelle.
    """
    return si_nombre(demarrage, plus_grand(demarrage, debut), sans_objet())


@regle(libelle="Droit d'un scénario", texte=OUTIL, article="", statut="convention")
def droit_sans_variable(volet: Code, droit_ouvert: Libre) -> Montant:
    """Donne le droit ouvert d'une ligne quand on ne compte aucune part variable.

    Args:
        volet: Volet de la ligne, soit fonctionnement, soit fixe, soit variable, soit snp.
        droit_ouvert: Droit ouvert de la ligne, en euros.
    """
    return si(egal(volet, "variable"), 0, droit_ouvert)


@regle(libelle="Scénario retenu", texte=OUTIL, article="", statut="convention")
def scenario_retenu(scenario_choisi: ChoixFacultatif) -> Choix:
    """Retient le scénario à afficher ; à défaut de choix, le prudent. Il ne change aucun droit.

    Args:
        scenario_choisi: Scénario choisi, prudent, central ou complet.
    """
    admis = selon(scenario_choisi, {"prudent": "prudent", "central": "central", "complet": "complet"})
    return si_renseigne(scenario_choisi, admis, "prudent")


@regle(libelle="Scénario affiché", texte=OUTIL, article="", statut="convention")
def scenario_affiche(scenario: Code, scenario_retenu: ChoixCalcule) -> Choix:
    """Dit si un scénario est celui que les feuilles affichent.

    Args:
        scenario: Scénario, prudent, central ou complet.
        scenario_retenu: Scénario retenu.
    """
    return si(egal(scenario, scenario_retenu), "Oui", "Non")


@regle(libelle="Montant de l'année suivante", texte=OUTIL, article="", statut="convention")
def montant_suivant(  # noqa: PLR0917  (une case par donnée du contrat)
    droit: Droit,
    annee: Entier,
    due: ChoixCalcule,
    depart: JourFacultatif,
    fin: Jour,
    montant_retenu: Libre,
    montant_apres: MontantFacultatif,
) -> Montant:
    """Donne ce qu'une ligne fixe vaudrait l'année suivante à droit constant : rien au-delà du contrat en cours.

    Une mission qui n'a pas démarré avant la fin de l'année n'est pas comptée : la prévision reste prudente.

    Args:
        annee: Année du contrat, de 1 à 5.
        due: Ligne due l'année suivante, Oui ou Non.
        depart: Jour à partir duquel la ligne court.
        fin: Fin de l'année conventionnelle, premier jour qui n'y est plus.
        montant_retenu: Montant retenu pour l'année en cours, en euros.
        montant_apres: Montant après un avenant, vide sans avenant.
    """
    apres = si_nombre(montant_apres, arrondi(montant_apres), refus("montant après l'avenant illisible"))
    montant = si_renseigne(montant_apres, apres, montant_retenu)
    compte = si_nombre(depart, si(depart < fin, montant, 0), manque())
    return si(annee < droit.valeur("duree_contrat"), selon(due, {"Oui": compte, "Non": 0}), 0)


# ------------------------------------------------------------------------------------------ le démarrage


@regle(libelle="Majoration de démarrage", texte=AVENANT_2, article="fonctionnement", statut="incertain")
def majoration_demarrage(droit: Droit, majoration: ChoixFacultatif, annee: Entier, plafond: Libre) -> Montant:
    """Donne la majoration du fonctionnement versée à la signature, à part des totaux ; sans objet après l'année 1.

    Args:
        majoration: Majoration reçue, Oui ou Non.
        annee: Année du contrat, de 1 à 5.
        plafond: Plafond du fonctionnement, en euros.
    """
    taux = droit.valeur("majoration_demarrage_fonctionnement")
    montant = si_nombre(plafond, arrondi(plafond * taux), plafond)
    declaree = si_renseigne(majoration, selon(majoration, {"Oui": montant, "Non": 0}), manque())
    return si(egal(annee, 1), declaree, sans_objet())


@regle(libelle="Total du démarrage", texte=AVENANT_2, article="", statut="incertain")
def total_demarrage(annee: Entier, montant_majoration: Libre, aide: MontantFacultatif) -> Montant:
    """Additionne majoration et aide à la lettre d'intention la première année, à part de tous les totaux.

    Args:
        annee: Année du contrat, de 1 à 5.
        montant_majoration: Majoration de démarrage, en euros.
        aide: Aide à la lettre d'intention, vide s'il n'y en a pas eu.
    """
    total = si_nombre(aide, arrondi(montant_majoration + aide), refus("aide illisible"))
    avec = si_renseigne(aide, total, arrondi(montant_majoration))
    return si(egal(annee, 1), si_nombre(montant_majoration, avec, montant_majoration), sans_objet())


@regle(libelle="Aide à la lettre d'intention", texte=AVENANT_2, article="", statut="incertain")
def controle_aide_lettre(droit: Droit, taille: Entier, aide: MontantFacultatif) -> Choix:
    """Compare l'aide notifiée à l'échelle nationale, dont le texte signé n'a pas été lu ; sans objet s'il n'y en a pas.

    Args:
        taille: Taille de la CPTS, de 1 à 4.
        aide: Aide à la lettre d'intention, en euros.
    """
    pareille = si(egal(arrondi(aide), droit.valeur("lettre_intention", taille)), "Conforme", "À regarder")
    return si_renseigne(aide, si_nombre(aide, pareille, manque()), sans_objet())
