"""Chapitre : le jour où chaque versement est attendu, à l'anniversaire, au départ de sa ligne ou après l'évaluation."""

from __future__ import annotations

from cpts_xl.absence import refus
from cpts_xl.rules.catalogue import regle
from cpts_xl.rules.choix import egal, et, exige, manque, non, sans_objet, selon, si, si_nombre, si_renseigne
from cpts_xl.rules.genres import Code, Codes, Entier, Jour, JourFacultatif, Jours, Libre
from cpts_xl.rules.recherche import cherche
from cpts_xl.rules.verbs import plus_grand

ACCORD = "accord du 20/06/2019"
ILLISIBLE = "date du dialogue illisible"


def _revue_precedente(dialogue: JourFacultatif, debut: Jour, fin: Jour) -> Jour:
    revue = si(dialogue < fin, plus_grand(dialogue, debut), debut)
    return si_renseigne(dialogue, si_nombre(dialogue, revue, refus(ILLISIBLE)), debut)


def _revue(dialogue: JourFacultatif, fin: Jour) -> Jour:
    return si_renseigne(dialogue, si_nombre(dialogue, plus_grand(dialogue, fin), refus(ILLISIBLE)), fin)


@regle(libelle="Date attendue", texte=ACCORD, article="art. 9.1", statut="convention")
def date_echeance(  # noqa: PLR0917  (les bornes de l'année, et ce qui dit quel jour retenir)
    nature_echeance: Code,
    attendu: Libre,
    depart: JourFacultatif,
    debut: Jour,
    fin: Jour,
    dialogue: JourFacultatif,
) -> Jour:
    """Donne le jour où un versement est attendu ; sans objet quand rien ne l'est.

    Le solde n-1 vient à l'anniversaire, l'acompte au départ de la ligne, le solde à l'anniversaire suivant. Une part
    variable est payée après l'évaluation de l'année, dont aucun texte lu ne fixe le jour : au dialogue de gestion
    s'il est saisi et vient après cet anniversaire, sinon à l'anniversaire.

    Args:
        nature_echeance: Nature de l'échéance, soit solde n-1, soit acompte, soit solde.
        attendu: Montant attendu, en euros.
        depart: Jour à partir duquel la ligne court dans l'année.
        debut: Début de l'année conventionnelle.
        fin: Fin de l'année conventionnelle, premier jour qui n'y est plus.
        dialogue: Date du dialogue de gestion pour une part variable, vide pour une autre ou si elle n'est pas fixée.
    """
    acompte = si_nombre(depart, depart, manque())
    precedent, solde = _revue_precedente(dialogue, debut, fin), _revue(dialogue, fin)
    jour = selon(nature_echeance, {"solde n-1": precedent, "acompte": acompte, "solde": solde})
    return si_nombre(attendu, si(egal(attendu, 0), sans_objet(), jour), attendu)


@regle(libelle="Versement attendu le", texte=ACCORD, article="art. 9.1", statut="convention")
def attendu_le(  # noqa: PLR0917  (une colonne par critère)
    nature_versement: Code,
    ligne: Code,
    payee: Entier,
    annee: Entier,
    lignes: Codes,
    dates: Jours,
    debut: Jour,
    fin: Jour,
) -> Jour:
    """Donne le jour où un versement reçu était attendu, d'après l'échéancier ; sans objet hors de ses années.

    Une part variable se compte de l'anniversaire, où le droit de l'année est clos : aucun texte lu ne fixe son jour.

    Args:
        nature_versement: Nature du versement, acompte, solde, variable ou régularisation.
        ligne: Ligne de la grille que le versement paie.
        payee: Année du contrat que le versement paie.
        annee: Année du contrat suivie ici.
        lignes: Colonne des lignes de l'échéancier.
        dates: Colonne des dates attendues des acomptes.
        debut: Début de l'année conventionnelle.
        fin: Fin de l'année conventionnelle, premier jour qui n'y est plus.
    """
    acompte = si(egal(payee, annee), cherche(ligne, lignes, dates, si_absent=sans_objet()), sans_objet())
    suite = si(egal(payee, annee), fin, si(egal(payee, annee - 1), debut, sans_objet()))
    connue = non(et(non(egal(nature_versement, "solde")), non(egal(nature_versement, "variable"))))
    solde = exige(connue, suite, "nature inconnue")
    return si(
        egal(nature_versement, "acompte"), acompte, si(egal(nature_versement, "régularisation"), sans_objet(), solde)
    )
