"""The rules as version 0.5.0 read them."""

from __future__ import annotations

from cpts_xl.rules.anciennes.registre import Ancienne, ancienne
from cpts_xl.rules.choix import egal, et, manque, si, si_nombre
from cpts_xl.rules.dates import jours_entre
from cpts_xl.rules.genres import Code, Entier, Jour, JourFacultatif, Libre, Montant, MontantFacultatif
from cpts_xl.rules.verbs import arrondi, plus_grand, plus_petit

ANCIENNES: dict[str, Ancienne] = {}
EURO = 1
_RESTE = "un reste à percevoir illisible se dit « À compléter », il n'est plus pris pour un reste inconnu"


def _du(attendu: Libre, recu: Libre, reste: MontantFacultatif) -> Montant:
    manquant = attendu - recu
    return arrondi(si_nombre(reste, plus_petit(manquant, reste), manquant))


@ancienne(ANCIENNES, _RESTE)
def retard_echeance(
    attendu: Libre, recu: Libre, date_attendue: JourFacultatif, arrete: Jour, reste: MontantFacultatif
) -> Entier:
    """Donne les jours écoulés, à la date d'arrêté, depuis une échéance qui n'est pas entièrement reçue.

    Args:
        attendu: Montant attendu, en euros.
        recu: Montant reçu, en euros.
        date_attendue: Jour où le versement est attendu.
        arrete: Date d'arrêté de l'état.
        reste: Reste à percevoir de la ligne, en euros, vide s'il ne borne pas l'échéance.
    """
    ecoule = si_nombre(date_attendue, plus_grand(0, jours_entre(date_attendue, arrete)), manque())
    jours = si(_du(attendu, recu, reste) >= EURO, ecoule, 0)
    return si_nombre(attendu, si_nombre(recu, jours, recu), attendu)


@ancienne(ANCIENNES, _RESTE)
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

    Un solde tombe à la fin de l'année : avant elle, il n'est pas en retard, même si son montant n'est pas encore connu.

    Args:
        nature_echeance: Nature de l'échéance, soit solde n-1, soit acompte, soit solde.
        attendu: Montant attendu, en euros.
        recu: Montant reçu, en euros.
        retard: Retard de l'échéance, en jours.
        fin: Fin de l'année conventionnelle, où le solde est attendu.
        arrete: Date d'arrêté de l'état.
        reste: Reste à percevoir de la ligne, en euros, vide s'il ne borne pas l'échéance.
    """
    somme = si_nombre(attendu, si_nombre(recu, _du(attendu, recu, reste), recu), attendu)
    due = si_nombre(retard, si(retard > 0, somme, 0), retard)
    return si(et(egal(nature_echeance, "solde"), arrete <= fin), 0, due)
