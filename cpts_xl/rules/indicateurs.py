"""Chapitre : des indicateurs du contrat aux euros, selon trois modes (réalisé, paliers, linéaire)."""

from __future__ import annotations

from cpts_xl.rules.catalogue import regle
from cpts_xl.rules.choix import (
    egal,
    exige,
    exige_taux,
    manque,
    sans_objet,
    selon,
    si,
    si_nombre,
    si_nombres,
    si_renseigne,
)
from cpts_xl.rules.genres import (
    Choix,
    ChoixCalcule,
    ChoixFacultatif,
    Entier,
    Libre,
    Montant,
    MontantFacultatif,
    Montants,
    Nombre,
    NombreFacultatif,
    Nombres,
    Taux,
    TauxFacultatif,
)
from cpts_xl.rules.plages import compte_atteints, compte_nombres, element
from cpts_xl.rules.verbs import arrondi, borne, rapport

CONTRAT = "contrat type"
ANNEXE = "annexe des indicateurs"
NEUTRALISATIONS = ("à décider", "payé en entier", "non payé")
HORS_SENS = "la cible ne va pas dans le sens déclaré"


@regle(libelle="Palier atteint", texte=CONTRAT, article=ANNEXE, statut="source_unique")
def palier(mode: Choix, sens: ChoixFacultatif, constate: NombreFacultatif, seuils: Nombres) -> Entier:
    """Donne le rang du palier atteint, du plus facile (1) au plus exigeant ; 0 si aucun ne l'est.

    Les paliers se remplacent : seul le plus haut palier atteint paie. Le sens (hausse ou baisse) est déclaré.

    Args:
        mode: Mode de l'indicateur, soit réalisé, soit paliers, soit linéaire.
        sens: Sens attendu, hausse ou baisse.
        constate: Valeur constatée à la fin de l'année.
        seuils: Seuils des paliers, du plus facile au plus exigeant.
    """
    x = arrondi(constate, 6)
    atteint = selon(
        sens,
        {
            "hausse": compte_atteints(seuils, constate=x, a_la_baisse=False),
            "baisse": compte_atteints(seuils, constate=x, a_la_baisse=True),
        },
    )
    oriente = si_renseigne(sens, si(compte_nombres(seuils) > 0, atteint, manque()), manque())
    return si(egal(mode, "paliers"), si_nombre(constate, oriente, manque()), sans_objet())


@regle(libelle="Montant du palier", texte=CONTRAT, article=ANNEXE, statut="source_unique")
def montant_palier(palier: Libre, montants: Montants) -> Montant:
    """Donne le montant du palier atteint ; zéro si aucun palier ne l'est.

    Args:
        palier: Palier atteint, ou « sans objet » pour un autre mode.
        montants: Montants des paliers, dans l'ordre des seuils.
    """
    entier = exige(
        egal(arrondi(palier, 0), palier), element(montants, palier, si_aucun=0), "rang de palier entier attendu"
    )
    return si_nombre(palier, entier, palier)


@regle(libelle="Chemin parcouru", texte="convention de l'outil", article="", statut="convention")
def avancement(
    mode: Choix,
    sens: ChoixFacultatif,
    depart: NombreFacultatif,
    cible: NombreFacultatif,
    constate: NombreFacultatif,
) -> Taux:
    """Donne la part du chemin parcouru de la valeur de départ à la cible, bornée de 0 à 1.

    Aucun texte national ne fixe de formule linéaire : c'est une convention, à n'employer que si le contrat la
    prévoit.

    Args:
        mode: Mode de l'indicateur, soit réalisé, soit paliers, soit linéaire.
        sens: Sens attendu, hausse ou baisse.
        depart: Valeur de départ.
        cible: Cible de l'année.
        constate: Valeur constatée à la fin de l'année.
    """
    part = borne(rapport(arrondi(constate - depart, 6), arrondi(cible - depart, 6), si_nul=0), 0, 1)
    oriente = selon(
        sens,
        {"hausse": exige(depart < cible, part, HORS_SENS), "baisse": exige(cible < depart, part, HORS_SENS)},
    )
    chemin = si_renseigne(sens, oriente, manque())
    return si(egal(mode, "linéaire"), si_nombres((depart, cible, constate), chemin, manque()), sans_objet())


def _part(euros: Montant, montant_en_jeu: Montant) -> Taux:
    part = rapport(euros, montant_en_jeu, si_nul=sans_objet())
    admise = exige(euros <= montant_en_jeu, part, "palier supérieur au montant en jeu")
    return si(egal(montant_en_jeu, 0), sans_objet(), admise)


@regle(libelle="Taux d'atteinte", texte=CONTRAT, article=ANNEXE, statut="convention")
def taux_atteinte(  # noqa: PLR0917  (une case par mode, et ce qui est convenu)
    mode: Choix,
    realise: ChoixFacultatif,
    montant_palier: MontantFacultatif,
    montant_en_jeu: Montant,
    avancement: TauxFacultatif,
    realise_convenu: ChoixFacultatif,
) -> Taux:
    """Donne le taux d'atteinte d'un indicateur, de 0 à 1, selon son mode.

    Réalisé : tout ou rien. Paliers : montant du palier atteint sur montant en jeu, sans objet si rien n'est en jeu.
    Linéaire : chemin parcouru. Ce qui est convenu au dialogue de gestion l'emporte sur ce que la CPTS déclare.

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
    par_palier = si_nombre(montant_palier, _part(montant_palier, montant_en_jeu), manque())
    return selon(
        mode,
        {"réalisé": fait, "paliers": par_palier, "linéaire": si_nombre(avancement, avancement, manque())},
    )


@regle(libelle="Taux retenu", texte=CONTRAT, article=ANNEXE, statut="convention")
def taux_retenu(taux_atteinte: Libre, neutralisation: ChoixFacultatif) -> Taux:
    """Retient le taux d'atteinte mesuré ; d'un indicateur neutralisé, ce que le dialogue de gestion a décidé de payer.

    Args:
        taux_atteinte: Taux d'atteinte mesuré, de 0 à 1, ou ce qui manque pour le dire.
        neutralisation: Neutralisation, soit à décider, soit payé en entier, soit non payé ; vide s'il compte.
    """
    decide = selon(neutralisation, {"à décider": manque(), "payé en entier": 1, "non payé": 0})
    return si_renseigne(neutralisation, decide, taux_atteinte)


@regle(libelle="Mesure saisie", texte="convention de l'outil", article="", statut="convention")
def mesure_saisie(  # noqa: PLR0917  (une case par façon de dire un résultat)
    mode: Choix,
    constate: NombreFacultatif,
    numerateur: NombreFacultatif,
    valeur_convenue: NombreFacultatif,
    realise: ChoixFacultatif,
    realise_convenu: ChoixFacultatif,
) -> Choix:
    """Dit si un résultat est saisi pour un indicateur, quel qu'il soit : Oui ou Non.

    Args:
        mode: Mode de l'indicateur, soit réalisé, soit paliers, soit linéaire.
        constate: Valeur constatée à la fin de l'année.
        numerateur: Numérateur du taux.
        valeur_convenue: Valeur convenue avec la CPAM.
        realise: Action réalisée, Oui ou Non.
        realise_convenu: Réalisé convenu, Oui ou Non.
    """
    mesure = si_renseigne(constate, "Oui", si_renseigne(numerateur, "Oui", si_renseigne(valeur_convenue, "Oui", "Non")))
    fait = si_renseigne(realise, "Oui", si_renseigne(realise_convenu, "Oui", "Non"))
    return si(egal(mode, "réalisé"), fait, mesure)


@regle(libelle="Statut de l'indicateur", texte=CONTRAT, article=ANNEXE, statut="convention")
def statut_indicateur(taux_retenu: Libre, mesure_saisie: ChoixCalcule, neutralisation: ChoixFacultatif) -> Choix:
    """Dit si un indicateur est atteint, partiel, non atteint, neutralisé, ou non évalué si rien n'est encore saisi.

    Args:
        taux_retenu: Taux retenu, de 0 à 1, ou ce qui manque pour le dire.
        mesure_saisie: Mesure saisie, Oui ou Non.
        neutralisation: Neutralisation, vide si l'indicateur compte.
    """
    commence = si(taux_retenu > 0, "partiel", "non atteint")
    mesure = exige_taux(taux_retenu, si(taux_retenu < 1, commence, "atteint"))
    evalue = selon(mesure_saisie, {"Oui": si_nombre(taux_retenu, mesure, taux_retenu), "Non": "non évalué"})
    neutre = selon(neutralisation, dict.fromkeys(NEUTRALISATIONS, "neutralisé"))
    return si_renseigne(neutralisation, neutre, evalue)


@regle(libelle="Montant acquis", texte=CONTRAT, article=ANNEXE, statut="convention")
def montant_acquis(montant_en_jeu: Montant, taux_atteinte: Libre) -> Montant:
    """Donne la part variable acquise par un indicateur : le montant en jeu, multiplié par le taux d'atteinte.

    Zéro si rien n'est en jeu, quel que soit le taux.

    Args:
        montant_en_jeu: Montant en jeu, en euros.
        taux_atteinte: Taux d'atteinte, de 0 à 1, ou ce qui manque pour le dire.
    """
    acquis = exige_taux(taux_atteinte, arrondi(montant_en_jeu * taux_atteinte))
    return si(egal(montant_en_jeu, 0), 0, si_nombre(taux_atteinte, acquis, taux_atteinte))


def _pas_au_dela(depart: Nombre, progression: Nombre, cible: Nombre) -> Choix:
    return si(arrondi(depart + progression - cible, 6) < 0, "À regarder", "Conforme")


@regle(libelle="Cible et valeur de départ", texte="contrôle de cohérence", article="", statut="convention")
def controle_cible(depart: Nombre, progression: Nombre, cible: Nombre) -> Choix:
    """Dit si la valeur de départ augmentée de la progression écrite au contrat donne la cible imprimée.

    Args:
        depart: Valeur de départ.
        progression: Progression écrite au contrat, négative à la baisse.
        cible: Cible imprimée au contrat.
    """
    return si(arrondi(depart + progression - cible, 6) > 0, "À regarder", _pas_au_dela(depart, progression, cible))
