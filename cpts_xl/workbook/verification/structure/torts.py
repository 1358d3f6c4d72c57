"""How a number format may mislead who reads a cell, and which of these ways make another number believed."""

from __future__ import annotations

from enum import StrEnum


class Tort(StrEnum):
    """How a format may mislead the reader of a cell."""

    RIEN = "n'affiche rien"
    AUTRE = "affiche des chiffres qui ne sont pas ceux de la cellule"
    MOTS = "affiche des mots à la place du nombre"
    ECHELLE = "affiche le nombre à une autre échelle"
    POURCENT = "affiche le nombre multiplié par cent"
    DATE = "affiche le nombre comme une date"
    SIGNE = "affiche un autre signe"
    MONNAIE = "affiche une autre monnaie"
    UNITE = "affiche une unité qui n'est pas la sienne"
    TAUX = "affiche un taux sans dire que c'en est un"
    CALENDRIER = "affiche la date d'un autre calendrier"
    HEURE = "affiche une heure ou une durée à la place de la date"
    ORDRE = "n'affiche pas le jour puis le mois, et fait lire une autre date"


GRAVES = frozenset({Tort.AUTRE, Tort.ECHELLE, Tort.SIGNE, Tort.POURCENT, Tort.CALENDRIER})
"""Those that make a reader believe another number, or another day."""
