"""Chapitre : taux horaires, participations, adhésion au jour dit, et ce qui s'en compte."""

from __future__ import annotations

from cpts_xl.absence import refus
from cpts_xl.rules.catalogue import regle
from cpts_xl.rules.choix import egal, exige, manque, sans_objet, selon, si, si_nombre, si_renseigne
from cpts_xl.rules.dates import annee_de, plus_jours
from cpts_xl.rules.genres import (
    Choix,
    ChoixCalcule,
    ChoixFacultatif,
    Code,
    Codes,
    Entier,
    Jour,
    JourFacultatif,
    Jours,
    Montant,
    MontantFacultatif,
    Montants,
    Nombre,
    NombreFacultatif,
    Nombres,
)
from cpts_xl.rules.plages import a_partir_de, avant, compte_si, cumul, si_complet
from cpts_xl.rules.recherche import cherche
from cpts_xl.rules.verbs import arrondi

DECRET = "décret n° 2022-375 du 16/03/2022"
ARTICLE = "CSP art. D. 1434-44"
REGLEMENT = "règlement intérieur de la CPTS"
COHERENCE = "contrôle de cohérence"
A_PAYER, SANS_PAIEMENT = "à payer", "sans paiement"


@regle(libelle="Taux horaire de la profession", texte=REGLEMENT, article="", statut="convention")
def tarif_profession(profession: Code, professions: Codes, taux: Montants) -> Montant:
    """Donne le taux horaire approuvé pour une profession ; refusé si deux lignes le fixent.

    Args:
        profession: Profession, telle qu'à la feuille Tarifs.
        professions: Colonne des professions de la feuille Tarifs.
        taux: Colonne des taux horaires, en euros par heure.
    """
    cle = (profession, professions)
    lignes = compte_si(cle)
    unique = si(egal(lignes, 1), si_complet(taux, arrondi(cumul(taux, cle)), cle), manque())
    return si(lignes > 1, refus("deux taux pour cette profession"), unique)


@regle(libelle="Taux horaire de la participation", texte=REGLEMENT, article="", statut="convention")
def taux_participation(  # noqa: PLR0917  (une colonne par critère)
    nature_paiement: Choix,
    professionnel: Code,
    autre_taux: MontantFacultatif,
    forfait: MontantFacultatif,
    professionnels: Codes,
    taux: Montants,
) -> Montant:
    """Donne le taux d'une participation : celui qui est saisi, à défaut celui de la profession.

    Sans objet pour un forfait, ou quand rien n'est à payer.

    Args:
        nature_paiement: Nature, soit indemnité, soit rémunération, soit aucune.
        professionnel: Professionnel, par son identifiant.
        autre_taux: Autre taux saisi, vide si c'est celui de la profession.
        forfait: Forfait saisi, vide si le temps passé est payé à l'heure.
        professionnels: Colonne des professionnels.
        taux: Colonne de leurs taux horaires, en euros par heure.
    """
    documente = cherche(professionnel, professionnels, taux, si_absent=manque())
    positif = exige(autre_taux >= 0, autre_taux, "taux horaire négatif")
    saisi = si_nombre(autre_taux, positif, refus("taux horaire illisible"))
    du = si_renseigne(forfait, sans_objet(), si_renseigne(autre_taux, saisi, documente))
    return si(egal(nature_paiement, "aucune"), sans_objet(), du)


@regle(libelle="Montant de la participation", texte=REGLEMENT, article="", statut="convention")
def montant_participation(
    nature_paiement: Choix, duree: NombreFacultatif, taux: MontantFacultatif, forfait: MontantFacultatif
) -> Montant:
    """Donne le montant d'une participation : le forfait s'il est saisi, sinon la durée multipliée par le taux.

    Args:
        nature_paiement: Nature, soit indemnité, soit rémunération, soit aucune.
        duree: Durée, en heures.
        taux: Taux horaire, en euros par heure.
        forfait: Forfait saisi, vide si le temps passé est payé à l'heure.
    """
    temps = si_nombre(duree, si_nombre(taux, arrondi(duree * taux), manque()), manque())
    du = si_renseigne(forfait, si_nombre(forfait, arrondi(forfait), refus("forfait illisible")), temps)
    return selon(nature_paiement, {"indemnité": du, "rémunération": du, "aucune": 0})


@regle(libelle="Année civile du paiement", texte=DECRET, article=ARTICLE)
def annee_paiement(nature_paiement: Choix, paye_le: JourFacultatif) -> Entier:
    """Donne l'année civile où une participation a été payée ; le mot « à payer », ou « sans paiement ».

    Args:
        nature_paiement: Nature, soit indemnité, soit rémunération, soit aucune.
        paye_le: Date du virement, vide si ce n'est pas encore payé.
    """
    payee = si_renseigne(paye_le, si_nombre(paye_le, annee_de(paye_le), manque()), A_PAYER)
    return selon(nature_paiement, {"indemnité": payee, "rémunération": payee, "aucune": SANS_PAIEMENT})


@regle(libelle="Adhésion au jour dit", texte=DECRET, article=ARTICLE)
def adherent(professionnel: Code, jour: Jour, professionnels: Codes, debuts: Jours, fins: Jours) -> Choix:
    """Dit si un professionnel est adhérent un jour donné ; le dernier jour d'adhésion compte.

    Args:
        professionnel: Professionnel, par son identifiant.
        jour: Jour à vérifier.
        professionnels: Colonne des professionnels.
        debuts: Colonne des premiers jours d'adhésion.
        fins: Colonne des derniers jours d'adhésion, vides si elle court encore.
    """
    cle = (professionnel, professionnels)
    entres = compte_si(cle, (avant(plus_jours(jour, 1)), debuts))
    partis = compte_si(cle, (avant(jour), fins))
    a_venir = compte_si(cle, (a_partir_de(plus_jours(jour, 1)), debuts))
    return si(entres > 0, si(partis > 0, "Non", "Oui"), si(a_venir > 0, "Non", manque()))


# ------------------------------------------------------------------------------------------ ce qui se compte


@regle(libelle="Nombre de lignes", texte=COHERENCE, article="", statut="convention")
def effectif(code: Code, codes: Codes) -> Entier:
    """Compte les lignes d'un code : participants d'une réunion, professionnels d'une profession.

    Args:
        code: Code à compter.
        codes: Colonne des codes.
    """
    return compte_si((code, codes))


@regle(libelle="Profession d'un professionnel", texte=COHERENCE, article="", statut="convention")
def profession_de(professionnel: Code, professionnels: Codes, professions: Codes) -> Code:
    """Donne la profession d'un professionnel ; à compléter s'il n'est pas dans la liste, ou si elle n'est pas saisie.

    Args:
        professionnel: Professionnel, par son identifiant.
        professionnels: Colonne des professionnels.
        professions: Colonne de leurs professions.
    """
    return cherche(professionnel, professionnels, professions, si_absent=manque())


@regle(libelle="Présents d'une profession", texte=COHERENCE, article="", statut="convention")
def presents_profession(reunion: ChoixFacultatif, metier: ChoixCalcule, reunions: Codes, professions: Codes) -> Entier:
    """Compte les présents d'une profession à une réunion ; sans objet pour un travail hors réunion.

    Une réunion où personne n'est inscrit ne dit pas zéro : son numéro est à vérifier.

    Args:
        reunion: Réunion, par son numéro, vide pour un travail hors réunion.
        metier: Profession dont les présents se comptent.
        reunions: Colonne des réunions.
        professions: Colonne des professions des participants.
    """
    presents = compte_si((reunion, reunions), (metier, professions))
    connue = si(compte_si((reunion, reunions)) > 0, presents, manque())
    return si_renseigne(reunion, connue, sans_objet())


@regle(libelle="Heures d'un code", texte=COHERENCE, article="", statut="convention")
def cumul_heures(code: Code, codes: Codes, heures: Nombres) -> Nombre:
    """Additionne les heures inscrites en face d'un code ; à compléter si l'une d'elles manque.

    Args:
        code: Code, par exemple une réunion ou une profession.
        codes: Colonne des codes.
        heures: Colonne des heures.
    """
    return si_complet(heures, arrondi(cumul(heures, (code, codes))), (code, codes))


@regle(libelle="Total d'heures", texte=COHERENCE, article="", statut="convention")
def total_heures(heures: Nombres) -> Nombre:
    """Additionne une colonne d'heures ; à compléter si une seule ligne manque.

    Args:
        heures: Colonne des heures.
    """
    return si_complet(heures, arrondi(cumul(heures)))


@regle(libelle="Participations suivies", texte=COHERENCE, article="", statut="convention")
def participations_suivies(code: Code, codes: Codes, annees: Codes) -> Entier:
    """Compte les participations d'un code ; à compléter si l'on ne sait de l'une d'elles si elle est payée, et quand.

    Args:
        code: Code, professionnel ou poste.
        codes: Colonne des codes.
        annees: Colonne des années civiles de paiement, ou des mots « à payer » et « sans paiement ».
    """
    cle = (code, codes)
    lignes = compte_si(cle)
    payees = compte_si(cle, (a_partir_de(0), annees))
    autres = compte_si(cle, (A_PAYER, annees)) + compte_si(cle, (SANS_PAIEMENT, annees))
    return si(egal(lignes, payees + autres), lignes, manque())
