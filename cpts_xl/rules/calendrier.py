"""Chapitre : l'année conventionnelle, les échéances des missions, le prorata de la première année."""

from __future__ import annotations

from cpts_xl.absence import refus
from cpts_xl.rules.catalogue import regle
from cpts_xl.rules.choix import egal, exige, manque, sans_objet, selon, si, si_nombre, si_renseigne
from cpts_xl.rules.dates import annee_de, jours_entre, mois_entiers, plus_mois
from cpts_xl.rules.droit import Droit
from cpts_xl.rules.genres import (
    Choix,
    ChoixCalcule,
    ChoixFacultatif,
    Code,
    Entier,
    EntierFacultatif,
    Jour,
    JourFacultatif,
    Libre,
    Taux,
)
from cpts_xl.rules.verbs import borne, plus_grand, rapport

ACCORD = "accord du 20/06/2019"
CONTRAT = "contrat type"
MOIS_PAR_AN = 12


@regle(libelle="Fin de l'année conventionnelle", texte=CONTRAT, article="art. 6.1 et 6.2")
def fin_annee(debut: Jour, signature: JourFacultatif) -> Jour:
    """Donne le premier jour qui n'est plus dans l'année conventionnelle : l'anniversaire suivant de la signature.

    L'intervalle est semi-ouvert, pour qu'aucun jour ne compte deux fois. Compté depuis la signature, l'anniversaire
    d'un contrat signé un 29 février y revient les années bissextiles : aucun jour ne se perd entre deux années.

    Args:
        debut: Début de l'année conventionnelle.
        signature: Date de signature du contrat, vide pour compter depuis le début.
    """
    mois = (annee_de(debut) - annee_de(signature)) * MOIS_PAR_AN
    anniversaire = plus_mois(signature, mois + MOIS_PAR_AN)
    simple = plus_mois(debut, MOIS_PAR_AN)
    return si_nombre(signature, si(egal(plus_mois(signature, mois), debut), anniversaire, simple), simple)


@regle(libelle="Année du contrat", texte=CONTRAT, article="art. 6.1 et 6.2")
def annee_contrat(droit: Droit, signature: Jour, debut: Jour) -> Entier:
    """Donne le rang de l'année conventionnelle dans le contrat : 1 pour celle qui s'ouvre à la signature.

    Args:
        signature: Date de signature du contrat.
        debut: Début de l'année conventionnelle.
    """
    ans = annee_de(debut) - annee_de(signature)
    rang = exige(ans < droit.valeur("duree_contrat"), ans + 1, "année au-delà du contrat")
    anniversaire = exige(
        egal(plus_mois(signature, ans * MOIS_PAR_AN), debut),
        rang,
        "le début n'est pas un anniversaire de la signature",
    )
    return exige(signature <= debut, anniversaire, "début antérieur à la signature")


def _echeance(delai: Libre, depart_delai: Jour) -> Jour:
    # une mission que les textes ne connaissent pas est une erreur, non une mission libre de ses dates
    return si(egal(delai, "libre"), sans_objet(), si_nombre(delai, plus_mois(depart_delai, delai), delai))


@regle(libelle="Échéance de démarrage", texte=ACCORD, article="calendrier de déploiement")
def echeance_demarrage(droit: Droit, mission: Code, depart_delai: Jour) -> Jour:
    """Donne le dernier jour pour démarrer une mission ; sans objet pour une mission optionnelle.

    Args:
        mission: Mission, par exemple acces.
        depart_delai: Départ du délai, en principe la signature du contrat.
    """
    return _echeance(droit.valeur("delai_demarrage", mission), depart_delai)


@regle(libelle="Échéance de déploiement", texte=ACCORD, article="calendrier de déploiement")
def echeance_deploiement(droit: Droit, mission: Code, depart_delai: Jour) -> Jour:
    """Donne le dernier jour pour déployer entièrement une mission ; sans objet pour une mission optionnelle.

    Args:
        mission: Mission, par exemple acces.
        depart_delai: Départ du délai, en principe la signature du contrat.
    """
    return _echeance(droit.valeur("delai_deploiement", mission), depart_delai)


@regle(libelle="Départ du délai", texte=ACCORD, article="calendrier de déploiement", statut="convention")
def depart_delai(signature: Jour, depart_declare: JourFacultatif, mission_depuis: Jour) -> Jour:
    """Retient la date déclarée comme départ du délai d'une mission, à défaut la signature du contrat.

    Un contrat signé avant que la mission n'existe (la crise, avant l'avenant 2) ne dit pas d'où part son délai, et
    aucun texte lu ne l'établit : la date se déclare.

    Args:
        signature: Date de signature du contrat.
        depart_declare: Départ déclaré, vide si c'est la signature.
        mission_depuis: Jour où le texte qui crée la mission prend effet.
    """
    lisible = si_nombre(depart_declare, depart_declare, refus("date de départ du délai illisible"))
    propose = si(signature < mission_depuis, manque(), signature)
    return si_renseigne(depart_declare, lisible, propose)


@regle(libelle="Retard", texte=ACCORD, article="calendrier de déploiement")
def retard(engagee: Choix, echeance: JourFacultatif, date_reelle: JourFacultatif, arrete: Jour) -> Entier:
    """Donne le retard en jours sur une échéance : à la date réelle si elle est connue, sinon à la date d'arrêté.

    Args:
        engagee: Mission engagée, Oui ou Non.
        echeance: Échéance, sans objet pour une mission optionnelle.
        date_reelle: Date réelle, vide si ce n'est pas encore fait.
        arrete: Date d'arrêté de l'état.
    """
    fait = si_nombre(date_reelle, date_reelle, arrete)
    jours = si_nombre(echeance, plus_grand(0, jours_entre(echeance, fait)), sans_objet())
    lisible = si_renseigne(date_reelle, si_nombre(date_reelle, jours, refus("date illisible")), jours)
    return selon(engagee, {"Oui": lisible, "Non": sans_objet()})


@regle(libelle="Prorata de l'année", texte=CONTRAT, article="art. 6.1 et 6.2", statut="incertain")
def prorata(engagee: Choix, unite: ChoixCalcule, demarrage: JourFacultatif, debut: Jour, fin: Jour) -> Taux:
    """Donne la part de l'année conventionnelle courue depuis le démarrage d'une mission, de 0 à 1.

    Le texte impose le prorata ; l'unité (jours ou mois entiers) n'a pas pu être lue : c'est un paramètre. Une mission
    menée dès le premier jour compte l'année entière, même celle d'un contrat signé un 29 février.

    Args:
        engagee: Mission engagée, Oui ou Non.
        unite: Unité du prorata, jours ou mois.
        demarrage: Date de démarrage de la mission.
        debut: Début de l'année conventionnelle.
        fin: Fin de l'année conventionnelle (premier jour qui n'y est plus).
    """
    couru = plus_grand(demarrage, debut)
    jours = rapport(jours_entre(couru, fin), jours_entre(debut, fin), si_nul=refus("année conventionnelle vide"))
    # du 29 février au 28 février suivant, un tableur ne compte que onze mois entiers
    mois = si(demarrage <= debut, 1, si(couru < fin, mois_entiers(couru, fin) / MOIS_PAR_AN, 0))
    dans_annee = selon(unite, {"jours": borne(jours, 0, 1), "mois": borne(mois, 0, 1)})
    connu = si_nombre(demarrage, exige(debut < fin, dans_annee, "année conventionnelle vide"), manque())
    return selon(engagee, {"Oui": connu, "Non": sans_objet()})


@regle(libelle="Unité du prorata", texte=CONTRAT, article="art. 6.1 et 6.2", statut="incertain")
def unite_prorata(droit: Droit, choix: ChoixFacultatif) -> Choix:
    """Retient l'unité du prorata inscrite au contrat, à défaut celle que l'outil propose (jours).

    Args:
        choix: Unité inscrite au contrat, jours ou mois.
    """
    admise = selon(choix, {"jours": "jours", "mois": "mois"})
    return si_renseigne(choix, admise, droit.valeur("unite_prorata"))


@regle(libelle="Prorata de la part variable", texte=CONTRAT, article="", statut="incertain")
def prorata_variable(prorata: Libre, choix: ChoixFacultatif) -> Taux:
    """Donne le prorata appliqué à la part variable ; le contrat le dit quand l'année est partielle.

    Une mission qui ne démarre qu'après l'année n'y a pas de part variable, que le contrat proratise ou non.

    Args:
        prorata: Prorata de l'année, de 0 à 1.
        choix: Proratiser la part variable, Oui ou Non.
    """
    partiel = si_renseigne(choix, selon(choix, {"Oui": prorata, "Non": 1}), manque())
    return si_nombre(prorata, si(prorata >= 1, 1, si(prorata > 0, partiel, 0)), prorata)


@regle(libelle="Contrôle d'un retard", texte=ACCORD, article="calendrier de déploiement")
def controle_retard(retard: EntierFacultatif) -> Choix:
    """Dit si une échéance est tenue ; sans objet pour une mission non engagée ou sans échéance.

    Args:
        retard: Retard en jours.
    """
    return si_nombre(retard, si(retard > 0, "À regarder", "Conforme"), sans_objet())
