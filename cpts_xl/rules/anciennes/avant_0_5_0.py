"""The rules as the versions before 0.5.0 read them."""

from __future__ import annotations

from cpts_xl.absence import refus
from cpts_xl.rules.anciennes.registre import Ancienne, ancienne
from cpts_xl.rules.calendrier import MOIS_PAR_AN
from cpts_xl.rules.choix import egal, et, exige, manque, sans_objet, selon, si, si_nombre, si_renseigne
from cpts_xl.rules.dates import jours_entre, mois_entiers
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
    Taux,
)
from cpts_xl.rules.verbs import arrondi, borne, plus_grand, rapport

ANCIENNES: dict[str, Ancienne] = {}
_ECHEANCE = "une échéance n'est en retard que de ce qui reste à percevoir de sa ligne, et pas pour moins d'un euro"


@ancienne(ANCIENNES, "une mission menée dès le premier jour compte l'année entière, même en mois depuis un 29 février")
def prorata(engagee: Choix, unite: ChoixCalcule, demarrage: JourFacultatif, debut: Jour, fin: Jour) -> Taux:
    """Donne la part de l'année conventionnelle courue depuis le démarrage d'une mission, de 0 à 1.

    Le texte impose le prorata ; l'unité (jours ou mois entiers) n'a pas pu être lue : c'est un paramètre.

    Args:
        engagee: Mission engagée, Oui ou Non.
        unite: Unité du prorata, jours ou mois.
        demarrage: Date de démarrage de la mission.
        debut: Début de l'année conventionnelle.
        fin: Fin de l'année conventionnelle (premier jour qui n'y est plus).
    """
    couru = plus_grand(demarrage, debut)
    jours = rapport(jours_entre(couru, fin), jours_entre(debut, fin), si_nul=refus("année conventionnelle vide"))
    mois = si(couru < fin, mois_entiers(couru, fin) / MOIS_PAR_AN, 0)
    dans_annee = selon(unite, {"jours": borne(jours, 0, 1), "mois": borne(mois, 0, 1)})
    connu = si_nombre(demarrage, exige(debut < fin, dans_annee, "année conventionnelle vide"), manque())
    return selon(engagee, {"Oui": connu, "Non": sans_objet()})


@ancienne(ANCIENNES, "une mission qui démarre après la fin de l'année n'y a pas de part variable")
def prorata_variable(prorata: Libre, choix: ChoixFacultatif) -> Taux:
    """Donne le prorata appliqué à la part variable ; le contrat le dit quand l'année est partielle.

    Args:
        prorata: Prorata de l'année, de 0 à 1.
        choix: Proratiser la part variable, Oui ou Non.
    """
    partiel = si_renseigne(choix, selon(choix, {"Oui": prorata, "Non": 1}), manque())
    return si_nombre(prorata, si(prorata >= 1, 1, partiel), prorata)


@ancienne(ANCIENNES, _ECHEANCE)
def retard_echeance(attendu: Libre, recu: Libre, date_attendue: JourFacultatif, arrete: Jour) -> Entier:
    """Donne les jours écoulés, à la date d'arrêté, depuis une échéance qui n'est pas entièrement reçue.

    Args:
        attendu: Montant attendu, en euros.
        recu: Montant reçu, en euros.
        date_attendue: Jour où le versement est attendu.
        arrete: Date d'arrêté de l'état.
    """
    ecoule = si_nombre(date_attendue, plus_grand(0, jours_entre(date_attendue, arrete)), manque())
    jours = si(recu < attendu, ecoule, 0)
    return si_nombre(attendu, si_nombre(recu, jours, recu), attendu)


@ancienne(ANCIENNES, _ECHEANCE)
def somme_en_retard(  # noqa: PLR0917  (une case par donnée de l'échéance)
    nature_echeance: Code, attendu: Libre, recu: Libre, retard: Libre, fin: Jour, arrete: Jour
) -> Montant:
    """Donne ce qui reste dû d'une échéance passée : l'attendu moins le reçu ; zéro si rien n'est en retard.

    Un solde tombe à la fin de l'année : avant elle, il n'est pas en retard, même si son montant n'est pas encore connu.

    Args:
        nature_echeance: Nature de l'échéance, soit solde n-1, soit acompte, soit solde.
        attendu: Montant attendu, en euros.
        recu: Montant reçu, en euros.
        retard: Retard de l'échéance, en jours.
        fin: Fin de l'année conventionnelle, où le solde est attendu.
        arrete: Date d'arrêté de l'état.
    """
    reste = si_nombre(attendu, si_nombre(recu, arrondi(attendu - recu), recu), attendu)
    du = si_nombre(retard, si(retard > 0, reste, 0), retard)
    return si(et(egal(nature_echeance, "solde"), arrete <= fin), 0, du)
