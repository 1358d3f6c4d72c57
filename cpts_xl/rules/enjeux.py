"""Chapitre : ce qu'un indicateur met en jeu, ce qui reste à gagner, ce qui est attendu ; les contrôles de la liste."""

from __future__ import annotations

from cpts_xl.rules.catalogue import regle
from cpts_xl.rules.choix import egal, et, exige_taux, manque, non, sans_objet, si, si_nombre, si_renseigne
from cpts_xl.rules.genres import (
    Choix,
    ChoixCalcule,
    Code,
    Codes,
    Montant,
    MontantFacultatif,
    Montants,
    Taux,
    TauxFacultatif,
)
from cpts_xl.rules.plages import compte_remplis, compte_si, cumul, si_complet
from cpts_xl.rules.verbs import arrondi

CONTRAT = "contrat type"
ANNEXE = "annexe des indicateurs"
CONVENTION = "convention de l'outil"
CONTROLE = "contrôle de cohérence"


@regle(libelle="Montant d'après le poids", texte=CONTRAT, article=ANNEXE, statut="convention")
def montant_poids(poids: Taux, mission: Code, postes: Codes, volets: Codes, montants: Montants) -> Montant:
    """Donne les euros d'un indicateur écrit en poids : le poids, multiplié par l'enveloppe variable de sa mission.

    Args:
        poids: Poids de l'indicateur dans sa mission, de 0 à 1.
        mission: Mission, par exemple acces.
        postes: Colonne des postes des lignes de financement.
        volets: Colonne des volets des lignes de financement.
        montants: Colonne des plafonds des lignes de financement.
    """
    cles = ((mission, postes), ("variable", volets))
    part = exige_taux(poids, arrondi(poids * cumul(montants, *cles)))
    return si(compte_si(*cles) > 0, si_complet(montants, part, *cles), manque())


@regle(libelle="Montant en jeu retenu", texte=CONTRAT, article=ANNEXE, statut="convention")
def enjeu(  # noqa: PLR0917  (les deux façons d'inscrire un montant, puis une colonne par critère)
    montant_en_jeu: MontantFacultatif,
    montant_poids: MontantFacultatif,
    mission: Code,
    postes: Codes,
    volets: Codes,
    dues: Codes,
) -> Montant:
    """Retient les euros inscrits au contrat pour un indicateur, à défaut ceux que donne son poids.

    Zéro si la part variable de sa mission n'est pas due cette année (crise non reconnue, mission non engagée) : ce que
    le contrat y inscrit ne peut pas être gagné.

    Args:
        montant_en_jeu: Euros inscrits au contrat, vide si le contrat donne un poids.
        montant_poids: Montant d'après le poids, en euros.
        mission: Mission, par exemple acces.
        postes: Colonne des postes des lignes de financement.
        volets: Colonne des volets des lignes de financement.
        dues: Colonne qui dit si chaque ligne de financement est due cette année.
    """
    inscrit = si_nombre(montant_en_jeu, montant_en_jeu, manque())
    retenu = si_renseigne(montant_en_jeu, inscrit, si_nombre(montant_poids, montant_poids, manque()))
    fermees = compte_si((mission, postes), ("variable", volets), ("Non", dues))
    return si(fermees > 0, 0, retenu)


@regle(libelle="Reste à gagner", texte=CONVENTION, article="", statut="convention")
def reste_enjeu(enjeu: Montant, acquis: MontantFacultatif, statut: ChoixCalcule) -> Montant:
    """Donne ce qu'un indicateur peut encore rapporter : l'enjeu moins l'acquis ; zéro s'il est neutralisé.

    Args:
        enjeu: Montant en jeu retenu, en euros.
        acquis: Montant acquis, en euros.
        statut: Statut de l'indicateur, par exemple partiel ou non évalué.
    """
    mesure = si_nombre(acquis, arrondi(enjeu - acquis), manque())
    return si(egal(statut, "neutralisé"), 0, si(egal(statut, "non évalué"), enjeu, mesure))


@regle(libelle="Acquis attendu", texte=CONVENTION, article="scénario central", statut="convention")
def acquis_attendu(
    enjeu: Montant, acquis: MontantFacultatif, statut: ChoixCalcule, prevision: TauxFacultatif
) -> Montant:
    """Donne ce qu'un indicateur devrait rapporter : l'acquis s'il est mesuré, sinon l'enjeu multiplié par la prévision.

    Ne sert qu'au scénario central ; ne change aucun droit.

    Args:
        enjeu: Montant en jeu retenu, en euros.
        acquis: Montant acquis, en euros.
        statut: Statut de l'indicateur, par exemple partiel ou non évalué.
        prevision: Prévision, de 0 à 1.
    """
    prevu = si_nombre(prevision, exige_taux(prevision, arrondi(enjeu * prevision)), manque())
    evalue = et(non(egal(statut, "non évalué")), non(egal(statut, "neutralisé")))
    return si_nombre(acquis, acquis, si(evalue, manque(), prevu))


@regle(libelle="Contrôle de chaque ligne", texte=CONTROLE, article="", statut="convention")
def controle_lignes(saisies: Codes, verdicts: Codes) -> Choix:
    """Dit si aucune ligne d'une colonne de verdicts n'est à regarder ; à compléter si une ligne saisie n'en a pas.

    Args:
        saisies: Colonne des saisies qui appellent un verdict.
        verdicts: Colonne des verdicts, Conforme, À regarder ou Non concerné.
    """
    rendus = compte_si(("Conforme", verdicts)) + compte_si(("Non concerné", verdicts))
    complet = si(compte_remplis(saisies) > rendus, manque(), "Conforme")
    verdict = si(compte_si(("À regarder", verdicts)) > 0, "À regarder", complet)
    return si(compte_remplis(saisies) > 0, verdict, sans_objet())
