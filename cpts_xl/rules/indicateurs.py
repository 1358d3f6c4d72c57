"""Chapitre : des indicateurs du contrat aux euros, selon trois modes (réalisé, paliers, linéaire)."""

from __future__ import annotations

from cpts_xl.absence import refus
from cpts_xl.rules.catalogue import regle
from cpts_xl.rules.genres import (
    Choix,
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
from cpts_xl.rules.verbs import (
    arrondi,
    borne,
    egal,
    exige,
    exige_taux,
    manque,
    rapport,
    sans_objet,
    selon,
    si,
    si_nombre,
    si_nombres,
    si_renseigne,
)

CONTRAT = "contrat type"
ANNEXE = "annexe des indicateurs"
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
    admis = euros <= montant_en_jeu
    return exige(
        admis,
        rapport(euros, montant_en_jeu, si_nul=refus("montant en jeu nul")),
        "palier supérieur au montant en jeu",
    )


@regle(libelle="Taux d'atteinte", texte=CONTRAT, article=ANNEXE, statut="convention")
def taux_atteinte(
    mode: Choix,
    realise: ChoixFacultatif,
    montant_palier: MontantFacultatif,
    montant_en_jeu: Montant,
    avancement: TauxFacultatif,
) -> Taux:
    """Donne le taux d'atteinte d'un indicateur, de 0 à 1, selon son mode.

    Réalisé : tout ou rien. Paliers : montant du palier atteint sur montant en jeu. Linéaire : chemin parcouru.

    Args:
        mode: Mode de l'indicateur, soit réalisé, soit paliers, soit linéaire.
        realise: Action réalisée, Oui ou Non.
        montant_palier: Montant du palier, en euros.
        montant_en_jeu: Montant en jeu, en euros.
        avancement: Chemin parcouru, de 0 à 1.
    """
    fait = si_renseigne(realise, selon(realise, {"Oui": 1, "Non": 0}), manque())
    par_palier = si_nombre(montant_palier, _part(montant_palier, montant_en_jeu), manque())
    return selon(
        mode,
        {"réalisé": fait, "paliers": par_palier, "linéaire": si_nombre(avancement, avancement, manque())},
    )


@regle(libelle="Montant acquis", texte=CONTRAT, article=ANNEXE)
def montant_acquis(montant_en_jeu: Montant, taux_atteinte: Taux) -> Montant:
    """Donne la part variable acquise par un indicateur : le montant en jeu, multiplié par le taux d'atteinte.

    Args:
        montant_en_jeu: Montant en jeu, en euros.
        taux_atteinte: Taux d'atteinte, de 0 à 1.
    """
    return exige_taux(taux_atteinte, arrondi(montant_en_jeu * taux_atteinte))


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
