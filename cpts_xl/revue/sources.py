"""Where things stand in the received file, as a reviewer is told: « Financement!L7 », « Indicateurs!L5:L19 »."""

from __future__ import annotations

from typing import Any

from cpts_xl.engine.etapes import Const, Entree, Etape
from cpts_xl.formats import nombre
from cpts_xl.rules.genres import NOMBRE, afficher
from cpts_xl.workbook.recu.read import Lecture

HORS_FICHIER = "introuvable dans le fichier reçu"


def lieu(lecture: Lecture, ident: str) -> str:
    """Return where an input or a step was found, or "" when the received file does not show it."""
    place = lecture.places.get(ident)
    return f"{place[0]}!{place[1]}" if place else ""


def lieux(lecture: Lecture, entree: Entree) -> str:
    """Return where an argument of a step stands: a cell, a range, or nothing for a constant of the plan."""
    if isinstance(entree, Const):
        return ""
    if isinstance(entree, str):
        return lieu(lecture, entree)
    places = [lecture.places[ident] for ident in entree if ident in lecture.places]
    if not places:
        return ""
    (feuille, premiere), (_, derniere) = places[0], places[-1]
    return f"{feuille}!{premiere}" if premiere == derniere else f"{feuille}!{premiere}:{derniere}"


def entrees(lecture: Lecture, etape: Etape, lues: Any) -> list[str]:
    """Return the arguments of a step, one sentence each: « montant en jeu : 7 000,00 € (Indicateurs!F5) »."""
    phrases = []
    for argument in etape.regle.arguments:
        entree, valeur = etape.entrees.get(argument.nom), lues.get(argument.nom)
        if entree is None or (isinstance(entree, Const) and entree.valeur is None):
            continue
        ou = lieux(lecture, entree)
        if argument.genre.liste:
            pleines = [v for v in valeur or () if v is not None and v != ""]
            texte = f"{nombre(len(pleines))} valeur{'s' * (len(pleines) > 1)}"
        else:
            texte = afficher(argument.genre if argument.genre.numerique else NOMBRE, valeur)
        phrases.append(f"{argument.libelle} : {texte}{f' ({ou})' if ou else ''}")
    return phrases
