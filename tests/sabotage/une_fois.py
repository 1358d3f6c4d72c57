"""What the same inputs give, computed once for the many workbooks that only differ by what surrounds them.

A line of the table changes one thing, most often no input: the rules, which other tests hold, would answer the same.
What is received is read, and compared, every time.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any
from unittest import mock

from cpts_xl.engine.dossier import Dossier
from cpts_xl.engine.resultat import Resultat, calculer
from cpts_xl.workbook.verification import attendu, valeurs
from cpts_xl.workbook.verification.attendu import PagesDues
from cpts_xl.workbook.verification.structure import ecarts

GARDES = 4
"""How many results are kept: those of the bases, and the last one of a changed input."""
_calcules: list[tuple[list[type], Resultat]] = []
_pages: list[tuple[Resultat, PagesDues]] = []


@contextlib.contextmanager
def calculs_une_fois() -> Iterator[None]:
    """Have a verification find what the same inputs gave under the same law; the same inputs, to their types."""
    with (
        mock.patch.object(valeurs, "calculer", _calculer),
        mock.patch.object(ecarts, "pages_dues", _pages_dues),
    ):
        yield


def _calculer(dossier: Dossier, droit: Any) -> Resultat:
    sortes = _sortes(dossier)
    connus = [c for c in _calcules if c[1].droit is droit and c[0] == sortes and c[1].dossier == dossier]
    [garde] = connus or [(sortes, calculer(dossier, droit))]
    _calcules[:] = [*(c for c in _calcules if c is not garde), garde][-GARDES:]  # le dernier qui a servi, au bout
    return garde[1]


def _pages_dues(resultat: Resultat) -> PagesDues:
    connues = [c for c in _pages if c[0] is resultat]
    [garde] = connues or [(resultat, attendu.pages_dues(resultat))]
    _pages[:] = [*(c for c in _pages if c is not garde), garde][-GARDES:]
    return garde[1]


def _sortes(dossier: Dossier) -> list[type]:
    """Return the type of each input: « 1 » and « Oui » apart, a day that hides an hour is equal to that day."""
    fiches = [ligne for table in dossier.fiches.values() for ligne in table.values()]
    lignes = [ligne for table in dossier.listes.values() for ligne in table]
    return [type(valeur) for un in (dossier.identite, *fiches, *lignes) for valeur in un.values()]
