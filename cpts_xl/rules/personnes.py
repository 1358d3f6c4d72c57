"""Chapitre : ce qui a été payé aux professionnels, par année civile et conventionnelle, et ce qui s'y regarde."""

from __future__ import annotations

from cpts_xl.rules.catalogue import regle
from cpts_xl.rules.choix import egal, manque, si, si_nombre
from cpts_xl.rules.genres import (
    Choix,
    Code,
    Codes,
    Entier,
    Jour,
    Jours,
    Montant,
    MontantFacultatif,
    Montants,
    Nombre,
    Nombres,
)
from cpts_xl.rules.plages import a_partir_de, avant, compte_nombres, compte_remplis, compte_si, cumul, si_complet
from cpts_xl.rules.verbs import arrondi

DECRET = "décret n° 2022-375 du 16/03/2022"
ARTICLE = "CSP art. D. 1434-44"
REGLEMENT = "règlement intérieur de la CPTS"
COHERENCE = "contrôle de cohérence"


@regle(libelle="Heures payées dans l'année civile", texte=DECRET, article=ARTICLE)
def heures_annee(  # noqa: PLR0917  (une colonne par critère)
    professionnel: Code, participations: Entier, annee: Entier, professionnels: Codes, annees: Codes, durees: Nombres
) -> Nombre:
    """Additionne les heures payées à un professionnel dans une année civile.

    Args:
        professionnel: Professionnel, par son identifiant.
        participations: Participations suivies de ce professionnel.
        annee: Année civile.
        professionnels: Colonne des professionnels.
        annees: Colonne des années civiles de paiement.
        durees: Colonne des durées, en heures.
    """
    cles = ((professionnel, professionnels), (annee, annees))
    return si(participations > 0, si_complet(durees, arrondi(cumul(durees, *cles)), *cles), 0)


@regle(libelle="Payé dans l'année civile", texte=DECRET, article=ARTICLE)
def verse_pro_annee(  # noqa: PLR0917  (une colonne par critère)
    professionnel: Code,
    participations: Entier,
    nature_paiement: Choix,
    annee: Entier,
    professionnels: Codes,
    natures_paiement: Codes,
    annees: Codes,
    montants: Montants,
) -> Montant:
    """Additionne ce qu'un professionnel a reçu dans une année civile, indemnités ou rémunérations.

    Args:
        professionnel: Professionnel, par son identifiant.
        participations: Participations suivies de ce professionnel.
        nature_paiement: Nature, indemnité ou rémunération.
        annee: Année civile.
        professionnels: Colonne des professionnels.
        natures_paiement: Colonne des natures.
        annees: Colonne des années civiles de paiement.
        montants: Colonne des montants.
    """
    cles = ((professionnel, professionnels), (annee, annees))
    somme = arrondi(cumul(montants, *cles, (nature_paiement, natures_paiement)))
    return si(participations > 0, si_complet(montants, somme, *cles), 0)


@regle(libelle="Heures payées dans l'année conventionnelle", texte=COHERENCE, article="", statut="convention")
def heures_periode(  # noqa: PLR0917  (une colonne par critère)
    code: Code, participations: Entier, debut: Jour, fin: Jour, codes: Codes, payes: Jours, durees: Nombres
) -> Nombre:
    """Additionne les heures payées entre deux dates pour un professionnel ou un poste.

    Args:
        code: Code, professionnel ou poste.
        participations: Participations suivies de ce code.
        debut: Début de l'année conventionnelle.
        fin: Fin de l'année conventionnelle (premier jour qui n'y est plus).
        codes: Colonne des codes.
        payes: Colonne des dates de paiement.
        durees: Colonne des durées, en heures.
    """
    depuis = ((code, codes), (a_partir_de(debut), payes))  # sans la fin : ce qui manque ensuite se voit aussi
    return si(participations > 0, si_complet(durees, arrondi(cumul(durees, *depuis, (avant(fin), payes))), *depuis), 0)


@regle(libelle="Payé dans l'année conventionnelle", texte=COHERENCE, article="", statut="convention")
def verse_pro_periode(  # noqa: PLR0917  (une colonne par critère)
    code: Code, participations: Entier, debut: Jour, fin: Jour, codes: Codes, payes: Jours, montants: Montants
) -> Montant:
    """Additionne ce qui a été payé entre deux dates pour un professionnel ou un poste, indemnités et rémunérations.

    Args:
        code: Code, professionnel ou poste.
        participations: Participations suivies de ce code.
        debut: Début de l'année conventionnelle.
        fin: Fin de l'année conventionnelle (premier jour qui n'y est plus).
        codes: Colonne des codes.
        payes: Colonne des dates de paiement.
        montants: Colonne des montants.
    """
    depuis = ((code, codes), (a_partir_de(debut), payes))
    somme = arrondi(cumul(montants, *depuis, (avant(fin), payes)))
    return si(participations > 0, si_complet(montants, somme, *depuis), 0)


@regle(libelle="Payé par nature dans l'année", texte=COHERENCE, article="", statut="convention")
def verse_pro_nature(  # noqa: PLR0917  (une colonne par critère)
    code: Code,
    participations: Entier,
    nature_paiement: Choix,
    debut: Jour,
    fin: Jour,
    codes: Codes,
    natures_paiement: Codes,
    payes: Jours,
    montants: Montants,
) -> Montant:
    """Additionne les indemnités, ou les rémunérations, payées entre deux dates pour un poste.

    Args:
        code: Code du poste.
        participations: Participations suivies de ce poste.
        nature_paiement: Nature, indemnité ou rémunération.
        debut: Début de l'année conventionnelle.
        fin: Fin de l'année conventionnelle (premier jour qui n'y est plus).
        codes: Colonne des postes.
        natures_paiement: Colonne des natures.
        payes: Colonne des dates de paiement.
        montants: Colonne des montants.
    """
    depuis = (
        (code, codes),
        (a_partir_de(debut), payes),
    )  # dès le début : un montant qui manque plus tard se voit aussi
    somme = arrondi(cumul(montants, *depuis, (avant(fin), payes), (nature_paiement, natures_paiement)))
    return si(participations > 0, si_complet(montants, somme, *depuis), 0)


# ------------------------------------------------------------------------------------------ ce qui se regarde


@regle(libelle="Participations à un autre taux", texte=REGLEMENT, article="", statut="convention")
def hors_tarif(professionnel: Code, tarif: MontantFacultatif, professionnels: Codes, taux: Montants) -> Entier:
    """Compte les participations d'un professionnel payées à un autre taux que celui de sa profession.

    Args:
        professionnel: Professionnel, par son identifiant.
        tarif: Taux horaire de sa profession, en euros par heure.
        professionnels: Colonne des professionnels.
        taux: Colonne des taux horaires des participations.
    """
    cle = (professionnel, professionnels)
    a_l_heure = compte_si(cle, (a_partir_de(0), taux))
    ecart = si_nombre(tarif, a_l_heure - compte_si(cle, (tarif, taux)), manque())
    return si(a_l_heure > 0, ecart, 0)


@regle(libelle="Paiements hors adhésion", texte=DECRET, article=ARTICLE)
def paiements_hors_adhesion(professionnel: Code, professionnels: Codes, annees: Codes, adherents: Codes) -> Entier:
    """Compte les participations payées à un professionnel pour un jour où il n'était pas adhérent.

    Args:
        professionnel: Professionnel, par son identifiant.
        professionnels: Colonne des professionnels.
        annees: Colonne des années civiles de paiement.
        adherents: Colonne des adhésions au jour dit, Oui ou Non.
    """
    payees = ((professionnel, professionnels), (a_partir_de(0), annees))
    dehors = compte_si(*payees, ("Non", adherents))
    return si(egal(compte_si(*payees), compte_si(*payees, ("Oui", adherents)) + dehors), dehors, manque())


@regle(libelle="Paiements sans validation", texte=REGLEMENT, article="", statut="convention")
def paiements_sans_validation(professionnel: Code, professionnels: Codes, annees: Codes, valides: Codes) -> Entier:
    """Compte les participations payées à un professionnel sans que personne les ait validées.

    Args:
        professionnel: Professionnel, par son identifiant.
        professionnels: Colonne des professionnels.
        annees: Colonne des années civiles de paiement.
        valides: Colonne des fonctions qui ont validé.
    """
    payees = ((professionnel, professionnels), (a_partir_de(0), annees))
    elus = compte_si(*payees, ("présidence", valides)) + compte_si(*payees, ("trésorerie", valides))
    autres = compte_si(*payees, ("bureau", valides)) + compte_si(*payees, ("coordination", valides))
    return compte_si(*payees) - elus - autres


@regle(libelle="Aucun cas à regarder", texte=COHERENCE, article="", statut="convention")
def controle_aucun_cas(comptes: Nombres, cles: Codes) -> Choix:
    """Dit si une colonne de comptes est nulle partout ; à compléter si l'un d'eux n'est pas connu.

    Args:
        comptes: Colonne des nombres de cas.
        cles: Colonne des identifiants, un par ligne remplie.
    """
    verdict = si(cumul(comptes) > 0, "À regarder", "Conforme")
    return si(compte_remplis(cles) > compte_nombres(comptes), manque(), verdict)


@regle(libelle="Chaque ligne a sa valeur", texte=COHERENCE, article="", statut="convention")
def controle_valeurs(valeurs: Montants, cles: Codes) -> Choix:
    """Dit si chaque ligne remplie a sa valeur ; à compléter sinon.

    Args:
        valeurs: Colonne des valeurs.
        cles: Colonne des identifiants, un par ligne remplie.
    """
    return si(compte_remplis(cles) > compte_nombres(valeurs), manque(), "Conforme")


@regle(libelle="Toutes les lignes sont comptées", texte=COHERENCE, article="", statut="convention")
def controle_effectif(effectif: Entier, cles: Codes) -> Choix:
    """Dit si un total de lignes est bien le nombre de lignes remplies.

    Args:
        effectif: Total des lignes comptées.
        cles: Colonne des identifiants, un par ligne remplie.
    """
    return si(egal(compte_remplis(cles), effectif), "Conforme", "À regarder")
