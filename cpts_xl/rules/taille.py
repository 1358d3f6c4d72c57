"""Chapitre : de la population à la taille de la CPTS."""

from __future__ import annotations

from cpts_xl.absence import refus
from cpts_xl.rules.catalogue import regle
from cpts_xl.rules.choix import egal, et, exige, si, si_nombre, si_renseigne
from cpts_xl.rules.droit import Droit
from cpts_xl.rules.genres import Choix, Entier, EntierFacultatif, Libre
from cpts_xl.rules.verbs import arrondi, borne

ACCORD = "accord du 20/06/2019"


@regle(libelle="Taille de la CPTS", texte=ACCORD, article="tranches de population")
def taille(droit: Droit, population: Entier) -> Entier:
    """Donne la taille (1 à 4) d'une CPTS d'après sa population.

    Moins de 40 000 habitants : taille 1 ; plus de 175 000 : taille 4. La borne de 80 000, que le texte
    n'attribue pas, relève d'une convention signalée.

    Args:
        population: Population du territoire, en habitants (nombre entier).
    """
    entiere = et(population > 0, egal(arrondi(population, 0), population))
    return exige(entiere, droit.palier("taille", population), "population entière et positive attendue")


@regle(libelle="Taille retenue", texte=ACCORD, article="", statut="convention")
def taille_retenue(taille_calculee: Libre, taille_contrat: EntierFacultatif) -> Entier:
    """Retient la taille inscrite au contrat si elle est saisie, sinon la taille calculée.

    Args:
        taille_calculee: Taille calculée d'après la population.
        taille_contrat: Taille inscrite au contrat, vide si le contrat n'en dit rien.
    """
    admise = egal(borne(arrondi(taille_contrat, 0), 1, 4), taille_contrat)
    inscrite = si_nombre(
        taille_contrat,
        exige(admise, taille_contrat, "taille de 1 à 4 attendue"),
        refus("taille de 1 à 4 attendue"),
    )
    return si_renseigne(taille_contrat, inscrite, taille_calculee)


@regle(
    libelle="Population sur la borne incertaine",
    texte=ACCORD,
    article="tranches de population",
    statut="incertain",
)
def controle_borne(droit: Droit, population: Entier) -> Choix:
    """Signale une population égale à la borne de 80 000 habitants, que le texte n'attribue à aucune taille.

    Args:
        population: Population du territoire, en habitants.
    """
    return si(egal(population, droit.valeur("seuil_taille", "3")), "À regarder", "Conforme")
