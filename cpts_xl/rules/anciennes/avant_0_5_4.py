"""The rules as the versions before 0.5.4 read them."""

from __future__ import annotations

from cpts_xl.absence import refus
from cpts_xl.rules.anciennes.registre import Ancienne, ancienne
from cpts_xl.rules.choix import (
    egal,
    exige,
    exige_taux,
    manque,
    sans_objet,
    selon,
    si,
    si_nombre,
    si_renseigne,
)
from cpts_xl.rules.droit import Droit
from cpts_xl.rules.genres import (
    Choix,
    ChoixFacultatif,
    Code,
    Codes,
    Jour,
    JourFacultatif,
    Libre,
    Montant,
    MontantFacultatif,
    Montants,
    Taux,
    TauxFacultatif,
)
from cpts_xl.rules.plages import compte_negatifs, compte_nombres, compte_remplis, compte_si
from cpts_xl.rules.verbs import arrondi, plus_grand, rapport

ANCIENNES: dict[str, Ancienne] = {}
_DEPASSE = "un plafond dépassé se dit, même quand celui de l'autre année civile n'est pas encore publié"
_CRISE = "le délai d'une mission créée après la signature ne part pas de celle-ci : il se déclare"
_REVUE = "la part variable est attendue au dialogue de gestion, quand sa date est saisie"
_RIEN_EN_JEU = "un indicateur ne met rien en jeu quand la part variable de sa mission n'est pas due cette année"


@ancienne(ANCIENNES, _RIEN_EN_JEU)
def enjeu(montant_en_jeu: MontantFacultatif, montant_poids: MontantFacultatif) -> Montant:
    """Retient les euros inscrits au contrat pour un indicateur, à défaut ceux que donne son poids.

    Args:
        montant_en_jeu: Euros inscrits au contrat, vide si le contrat donne un poids.
        montant_poids: Montant d'après le poids, en euros.
    """
    inscrit = si_nombre(montant_en_jeu, montant_en_jeu, manque())
    return si_renseigne(montant_en_jeu, inscrit, si_nombre(montant_poids, montant_poids, manque()))


@ancienne(ANCIENNES, _RIEN_EN_JEU)
def taux_atteinte(  # noqa: PLR0917  (une case par mode, et ce qui est convenu)
    mode: Choix,
    realise: ChoixFacultatif,
    montant_palier: MontantFacultatif,
    montant_en_jeu: Montant,
    avancement: TauxFacultatif,
    realise_convenu: ChoixFacultatif,
) -> Taux:
    """Donne le taux d'atteinte d'un indicateur, de 0 à 1, selon son mode.

    Réalisé : tout ou rien. Paliers : montant du palier atteint sur montant en jeu. Linéaire : chemin parcouru.
    Ce qui est convenu au dialogue de gestion l'emporte sur ce que la CPTS déclare.

    Args:
        mode: Mode de l'indicateur, soit réalisé, soit paliers, soit linéaire.
        realise: Action réalisée, Oui ou Non.
        montant_palier: Montant du palier, en euros.
        montant_en_jeu: Montant en jeu, en euros.
        avancement: Chemin parcouru, de 0 à 1.
        realise_convenu: Réalisé convenu, Oui ou Non, vide tant que rien n'est convenu.
    """
    declare = si_renseigne(realise, selon(realise, {"Oui": 1, "Non": 0}), manque())
    fait = si_renseigne(realise_convenu, selon(realise_convenu, {"Oui": 1, "Non": 0}), declare)
    part = rapport(montant_palier, montant_en_jeu, si_nul=refus("montant en jeu nul"))
    admise = exige(montant_palier <= montant_en_jeu, part, "palier supérieur au montant en jeu")
    par_palier = si_nombre(montant_palier, admise, manque())
    return selon(
        mode,
        {"réalisé": fait, "paliers": par_palier, "linéaire": si_nombre(avancement, avancement, manque())},
    )


@ancienne(ANCIENNES, _RIEN_EN_JEU)
def montant_acquis(montant_en_jeu: Montant, taux_atteinte: Taux) -> Montant:
    """Donne la part variable acquise par un indicateur : le montant en jeu, multiplié par le taux d'atteinte.

    Args:
        montant_en_jeu: Montant en jeu, en euros.
        taux_atteinte: Taux d'atteinte, de 0 à 1.
    """
    return exige_taux(taux_atteinte, arrondi(montant_en_jeu * taux_atteinte))


@ancienne(ANCIENNES, _DEPASSE)
def alerte_plafond(droit: Droit, part_1: Taux, part_2: Taux, seuil: TauxFacultatif) -> Choix:
    """Dit où en est un professionnel sur ses deux années civiles : Conforme, À regarder près du plafond, Dépassement.

    Args:
        part_1: Part du plafond de la première année civile.
        part_2: Part du plafond de la seconde année civile.
        seuil: Part à partir de laquelle alerter, vide pour celle que l'outil propose.
    """
    haute = plus_grand(part_1, part_2)
    propose = si(haute >= droit.valeur("alerte_plafond"), "À regarder", "Conforme")
    choisi = exige_taux(seuil, si(haute >= seuil, "À regarder", "Conforme"))
    pres = si_renseigne(seuil, si_nombre(seuil, choisi, refus("seuil d'alerte illisible")), propose)
    return si(haute > 1, "Dépassement", pres)


@ancienne(ANCIENNES, _DEPASSE)
def controle_plafonds(professionnels: Codes, restes: Montants) -> Choix:
    """Dit si aucun professionnel ne dépasse son plafond ; à compléter si l'un des restes n'est pas connu.

    Args:
        professionnels: Colonne des professionnels.
        restes: Colonne des plafonds restants.
    """
    verdict = si(compte_negatifs(restes) > 0, "À regarder", "Conforme")
    return si(compte_remplis(professionnels) > compte_nombres(restes), manque(), verdict)


@ancienne(ANCIENNES, _DEPASSE)
def controle_alertes(alertes: Codes, professionnels: Codes, alerte: Choix) -> Choix:
    """Dit si un professionnel porte une alerte donnée ; à compléter si l'un d'eux n'en porte encore aucune.

    Args:
        alertes: Colonne des alertes.
        professionnels: Colonne des professionnels.
        alerte: Alerte cherchée, Dépassement ou À regarder.
    """
    tranquilles = compte_si(("Conforme", alertes))
    connues = tranquilles + compte_si(("À regarder", alertes)) + compte_si(("Dépassement", alertes))
    verdict = si(compte_si((alerte, alertes)) > 0, "À regarder", "Conforme")
    return si(compte_remplis(professionnels) > connues, manque(), verdict)


@ancienne(ANCIENNES, _CRISE)
def depart_delai(signature: Jour, depart_declare: JourFacultatif) -> Jour:
    """Retient la date déclarée comme départ du délai d'une mission, à défaut la signature du contrat.

    Pour un contrat antérieur à l'avenant 2, le départ du délai de la mission de crise n'est pas établi.

    Args:
        signature: Date de signature du contrat.
        depart_declare: Départ déclaré, vide si c'est la signature.
    """
    lisible = si_nombre(depart_declare, depart_declare, refus("date de départ du délai illisible"))
    return si_renseigne(depart_declare, lisible, signature)


@ancienne(ANCIENNES, _REVUE)
def date_echeance(nature_echeance: Code, attendu: Libre, depart: JourFacultatif, debut: Jour, fin: Jour) -> Jour:
    """Donne le jour où un versement est attendu ; sans objet quand rien ne l'est.

    Le solde n-1 vient à l'anniversaire, l'acompte au départ de la ligne, le solde à l'anniversaire suivant.

    Args:
        nature_echeance: Nature de l'échéance, soit solde n-1, soit acompte, soit solde.
        attendu: Montant attendu, en euros.
        depart: Jour à partir duquel la ligne court dans l'année.
        debut: Début de l'année conventionnelle.
        fin: Fin de l'année conventionnelle, premier jour qui n'y est plus.
    """
    acompte = si_nombre(depart, depart, manque())
    jour = selon(nature_echeance, {"solde n-1": debut, "acompte": acompte, "solde": fin})
    return si_nombre(attendu, si(egal(attendu, 0), sans_objet(), jour), attendu)
