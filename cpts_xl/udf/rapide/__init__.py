"""The fast reading of a call: cells straight to whole numbers, for the rules that compile; None sends to the exact one.

Same answers, by a shorter way: what is not a plain number, word or day of a plain column is left to the exact reading,
row by row. Nothing here decides anything that the exact reading does not.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cpts_xl.udf.etalement import CELLULES_MAX, Table
from cpts_xl.udf.rapide.boucle import PRETS, Pret

__all__ = ["PRETS", "lignes_laissees", "rapide"]


def rapide(nom: str, bruts: Sequence[Any]) -> Table | None:
    """Return what the exact reading would, or None when it has to answer itself.

    In a column, a row that is not plain is None: ``lignes_laissees`` says which, and with what.
    """
    pret = PRETS[nom]
    if pret is None or len(bruts) != pret.attendus:
        return None
    try:
        if pret.lit_droit:
            boucle = pret.boucles[0, bruts[-1]]
            rendu: Table | None = None if boucle is None else boucle(*bruts[:-1])
        else:
            rendu = pret.boucles[0, None](*bruts)
    except (TypeError, ValueError, OverflowError):  # un jour donné en plage, un nombre infini
        rendu = None
    return _en_colonnes(pret, bruts) if rendu is None else rendu


def _en_colonnes(pret: Pret, bruts: Sequence[Any]) -> Table | None:
    """Return the column of answers to columns of one height and single cells; None for any other shape."""
    arguments, masque, hauteur = [], 0, 0
    for rang, brut in enumerate(bruts):
        valeur = brut
        if type(brut) is list or type(brut) is tuple:
            if not brut or not (type(brut[0]) is list or type(brut[0]) is tuple) or hauteur not in {0, len(brut)}:
                return None
            if len(brut) == 1:  # une cellule, ou une ligne
                if len(brut[0]) != 1:
                    return None
                valeur = brut[0][0]
            else:
                masque |= 1 << rang
                hauteur = len(brut)
        arguments.append(valeur)
    le = arguments.pop() if pret.lit_droit else None
    if hauteur * len(bruts) > CELLULES_MAX or masque >> len(arguments):
        return None
    try:
        boucle = pret.boucles[masque, le]
        rendus: Table | None = None if boucle is None else boucle(*arguments)
    except (TypeError, ValueError, OverflowError):  # une ligne de plusieurs cellules, un nombre infini
        return None
    return rendus


def lignes_laissees(rendus: Table, bruts: Sequence[Any]) -> tuple[list[int], list[Any]]:
    """Return the ranks of the rows given up, and the arguments of the exact reading for those rows only.

    One row alone is given twice: a single cell would not be read as a row of a column.
    """
    rangs = [rang for rang, ligne in enumerate(rendus) if ligne is None]
    lus = rangs if len(rangs) > 1 else rangs * 2
    return rangs, [
        [brut[rang] for rang in lus] if isinstance(brut, list | tuple) and len(brut) == len(rendus) > 1 else brut
        for brut in bruts
    ]
