"""The one dispatcher: every published function, from every carrier, with values, ranges and errors of cells.

Nothing but the standard library is imported on this path, and nothing is ever raised out of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from cpts_xl.absence import Absent
from cpts_xl.errors import SaisieInvalide
from cpts_xl.udf.calcul import valeurs
from cpts_xl.udf.etalement import Table, journal, proteger
from cpts_xl.udf.frontiere import sortir
from cpts_xl.udf.outils import OUTILS
from cpts_xl.udf.rapide import lignes_laissees, rapide
from cpts_xl.udf.reference import par_nom


@dataclass(frozen=True, slots=True)
class Reponse:
    """What a call gives: rows of cells; or, when the call itself cannot be made, the French sentence that says why.

    An answer of a rule is never a failure, even « À compléter » or « Refus » : the native formula says the same.
    """

    valeurs: Table
    echec: str = ""


def appeler(nom: str, arguments: Sequence[Any]) -> Table:
    """Return what the cells show, as rows: ``[[x]]`` for one, a column or a table of the shape of the ranges.

    ``arguments`` are raw cell values in order, each a value or rows of values; None is an empty or omitted one.
    A failure is a French sentence, never an exception.
    """
    rendus = _vite(nom, arguments)
    if rendus is not None and None not in rendus:
        return rendus
    reponse = repondre(nom, arguments)
    return [[reponse.echec]] if reponse.echec else reponse.valeurs


def repondre(nom: str, arguments: Sequence[Any]) -> Reponse:
    """Return the same, a failed call apart: a carrier that can shows a true error, with the sentence beside it."""
    rendus = _vite(nom, arguments)
    if rendus is None:
        return exactement(nom, arguments)
    if None in rendus:
        rangs, restants = lignes_laissees(rendus, arguments)
        reste = exactement(nom, restants)
        if reste.echec:
            return reste
        for rang, ligne in zip(rangs, reste.valeurs, strict=False):
            rendus[rang] = ligne
    return Reponse(rendus)


def _vite(nom: str, arguments: Sequence[Any]) -> Table | None:
    """Return the fast reading; what it had not foreseen is logged and left to the exact one, never raised."""
    try:
        return rapide(nom, arguments)
    except Exception:  # noqa: BLE001  (la lecture exacte répond à sa place)
        journal.exception("lecture rapide en défaut dans %s", nom)
        return None


def exactement(nom: str, arguments: Sequence[Any]) -> Reponse:
    """Return the same by the exact reading alone: what the fast one is proved equal to."""
    rendu = proteger(nom, lambda: _repartir(nom, arguments))
    return Reponse([], sortir(rendu)) if isinstance(rendu, Absent) else Reponse(rendu)


def _repartir(nom: str, arguments: Sequence[Any]) -> Table:
    fonction = par_nom().get(nom)
    if fonction is None:
        raise SaisieInvalide(f"fonction « {nom} » inconnue")
    return OUTILS[nom](arguments) if fonction.regle is None else valeurs(fonction, arguments)
