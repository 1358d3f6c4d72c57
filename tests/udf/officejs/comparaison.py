"""How the answers of the browser are held to those of Python."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tests.udf.cellules import Cas
from tests.udf.officejs.cellules_excel import rendu

VALEUR = 7
"""The code by which the module of Microsoft says #VALEUR!."""


def ecarts(lot: Sequence[Cas], valeurs: list[list[Any]]) -> dict[str, tuple[Any, Any]]:
    """Return what differs from Python, by case: what was received, what is due."""
    trouves = {}
    assert len(valeurs) == len(lot)
    for un, (reussi, valeur, *code) in zip(lot, valeurs, strict=True):
        attendu = un.reponse()
        recu = (rendu(valeur), "") if reussi else (code, valeur)
        du = ([VALEUR], attendu.echec) if attendu.echec else (rendu(attendu.valeurs), "")
        if recu != du:
            trouves[un.nom] = (recu, du)
    return trouves
