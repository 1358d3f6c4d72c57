"""One rule, called from cells: its value or its sentence, under the law of the day that the formula gives."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from cpts_xl.absence import VIDE, Absent, Illisible, Sorte, a_completer
from cpts_xl.errors import SaisieInvalide
from cpts_xl.law import en_vigueur
from cpts_xl.rules import Regle
from cpts_xl.rules.genres import Genre
from cpts_xl.udf.etalement import Table, etaler
from cpts_xl.udf.reference import LE, ArgumentPublie, FonctionPubliee


def valeurs(fonction: FonctionPubliee, bruts: Sequence[Any]) -> Table:
    """Return what the cells of a published rule show: numbers, dates, words, or why there is none."""
    return _appliquer(fonction, bruts, _valeur)


def phrases(fonction: FonctionPubliee, bruts: Sequence[Any]) -> Table:
    """Return the French sentences of a published rule with the same arguments."""
    return _appliquer(fonction, bruts, _phrase)


def cause_de(absent: Absent) -> str:
    """Return why an upstream cell has no value, short enough to be put between parentheses."""
    if absent.sorte is Sorte.A_COMPLETER:
        return absent.detail or "à compléter"
    return absent.texte[:1].lower() + absent.texte[1:]


def _appliquer(
    fonction: FonctionPubliee, bruts: Sequence[Any], lire: Callable[[Regle, Mapping[str, Any], Any], Any]
) -> Table:
    regle = fonction.regle
    if regle is None:
        raise SaisieInvalide(f"{fonction.nom} n'est pas un calcul : elle n'a pas d'explication")

    def cellule(recues: Mapping[str, Any]) -> Any:
        manque = ce_qui_manque(fonction.arguments, recues)
        if manque is not None:
            return manque
        droit = en_vigueur(recues[LE.nom]) if regle.lit_droit else None
        return lire(regle, {a.nom: recues[a.nom] for a in regle.arguments}, droit)

    return etaler(fonction.nom, fonction.arguments, bruts, cellule)


def _manque(genre: Genre, valeur: Any) -> Any:
    """Return what stops the rule in one argument: an empty or unusable required cell; False when nothing does.

    In a column, empty cells and our own answers are left to the rule; a cell that could not be read is not: a sum
    by key would leave its row out in silence.
    """
    if genre.liste:
        return next((case for case in valeur if isinstance(case, Illisible)), False)
    if genre.facultatif or (genre.code == "libre" and valeur is not None):
        return False
    if genre.calcule and isinstance(valeur, Absent) and valeur.sorte is not Sorte.A_COMPLETER:
        return False  # un mot rendu par une étape : la règle le lit, comme la formule
    return valeur if valeur is None or isinstance(valeur, Absent) else False


def ce_qui_manque(arguments: Sequence[ArgumentPublie], recues: Mapping[str, Any]) -> Absent | None:
    """Return what is missing, cell by cell. The rule would name the cell only: what was received is added."""
    manques = []
    for argument in arguments:
        valeur = _manque(argument.genre, recues[argument.nom])
        if valeur is False:
            continue
        amont = isinstance(valeur, Absent) and cause_de(valeur) != "à compléter"
        manques.append(f"{argument.libelle} ({cause_de(valeur)})" if amont else argument.libelle)
    return a_completer(", ".join(dict.fromkeys(manques))) if manques else None


def _valeur(regle: Regle, recues: Mapping[str, Any], droit: Any) -> Any:
    resultat = regle.evaluer(recues, droit)
    muet = resultat in {VIDE, a_completer()}
    if muet:
        return a_completer(", ".join(_en_amont(regle, recues)))
    return resultat


def _en_amont(regle: Regle, recues: Mapping[str, Any]) -> list[str]:
    """Return the causes received with the arguments, when the rule says only that something is missing."""
    causes = []
    for argument in regle.arguments:
        valeur = recues[argument.nom]
        if isinstance(valeur, Absent) and valeur.sorte is not Sorte.SANS_OBJET:
            causes.append(f"{argument.libelle} ({cause_de(valeur)})")
    return causes


def _phrase(regle: Regle, recues: Mapping[str, Any], droit: Any) -> Any:
    return regle.expliquer(recues, droit)
