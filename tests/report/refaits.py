"""The report that the tool makes again to compare: made and read once for many reports compared with one workbook."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from unittest import mock

from cpts_xl.engine.resultat import Resultat
from cpts_xl.report.relu import refait
from cpts_xl.report.relu.axes import Dessin
from cpts_xl.report.relu.lignes import Ligne

GARDES = 8
"""How many are kept: three templates for each workbook, few workbooks at a time."""
_Adresses = Mapping[str, str] | None
_lignes_dues = refait.lignes_dues
_Du = tuple[list[Ligne], list[Dessin]]
_connus: list[tuple[str, Resultat, _Adresses, _Du]] = []


@contextlib.contextmanager
def refaits_une_fois() -> Iterator[None]:
    """Have the product find its own report already made, for the same inputs, law, values and addresses.

    The same arguments give the same bytes, which another test holds: it is the report received that changes here.
    """
    with mock.patch.object(refait, "lignes_dues", _une_fois):
        yield


def _une_fois(modele: str, resultat: Resultat, adresses: _Adresses) -> _Du:
    for connu, calcule, ou, (lignes, dessins) in _connus:
        if connu == modele and ou == adresses and _memes(calcule, resultat):
            return list(lignes), list(dessins)
    lignes, dessins = _lignes_dues(modele, resultat, adresses)
    _connus[:] = [*_connus[1 - GARDES :], (modele, resultat, adresses, (lignes, dessins))]
    return list(lignes), list(dessins)


def _memes(un: Resultat, autre: Resultat) -> bool:
    return un is autre or (
        un.droit is autre.droit
        and un.version == autre.version
        and un.dossier == autre.dossier
        and un.valeurs == autre.valeurs
        and _sortes(un) == _sortes(autre)
    )


def _sortes(resultat: Resultat) -> list[type]:
    """Return the types of the values: a day that hides an hour is equal to that day, and is not written as it is."""
    return [type(valeur) for valeur in resultat.valeurs.values()]
