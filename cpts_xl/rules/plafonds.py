"""Chapitre : indemnités et rémunérations d'un professionnel, plafonnées par année civile."""

from __future__ import annotations

from cpts_xl.absence import refus
from cpts_xl.rules.catalogue import regle
from cpts_xl.rules.dates import annee_de
from cpts_xl.rules.droit import Droit
from cpts_xl.rules.genres import Choix, Code, Codes, Entier, Jour, Montant, Montants, Nombres, Taux
from cpts_xl.rules.plages import compte_negatifs, compte_nombres, compte_remplis, cumul, si_complet
from cpts_xl.rules.verbs import arrondi, manque, rapport, si

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


@regle(libelle="Plafond restant", texte=DECRET, article=ARTICLE)
def plafond_restant(plafond_professionnel: Montant, cumul_professionnel: Montant) -> Montant:
    """Donne ce qui peut encore être versé à un professionnel dans l'année civile ; négatif en cas de dépassement.

    Args:
        plafond_professionnel: Plafond par professionnel, en euros.
        cumul_professionnel: Cumul du professionnel, en euros.
    """
    return arrondi(plafond_professionnel - cumul_professionnel)


@regle(libelle="Part du plafond employée", texte=DECRET, article=ARTICLE)
def part_plafond(plafond_professionnel: Montant, cumul_professionnel: Montant) -> Taux:
    """Donne la part du plafond déjà employée par un professionnel, 1 valant le plafond entier.

    Args:
        plafond_professionnel: Plafond par professionnel, en euros.
        cumul_professionnel: Cumul du professionnel, en euros.
    """
    return rapport(cumul_professionnel, plafond_professionnel, si_nul=refus("plafond nul"))


@regle(libelle="Plafonds respectés", texte=DECRET, article=ARTICLE)
def controle_plafonds(professionnels: Codes, restes: Montants) -> Choix:
    """Dit si aucun professionnel ne dépasse son plafond ; à compléter si l'un des restes n'est pas connu.

    Args:
        professionnels: Colonne des professionnels.
        restes: Colonne des plafonds restants.
    """
    verdict = si(compte_negatifs(restes) > 0, "À regarder", "Conforme")
    return si(compte_remplis(professionnels) > compte_nombres(restes), manque(), verdict)
