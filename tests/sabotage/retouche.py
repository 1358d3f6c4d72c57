"""A line of the table made into a workbook: its bytes rewritten, its gesture made and proved, its results redone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.sabotage.moteurs import recalculer
from tests.sabotage.paquet import Paquet

if TYPE_CHECKING:
    from tests.sabotage.modele import Falsification, Honnete


def retoucher(cas: Falsification | Honnete, avant: bytes, depart: bytes) -> bytes:
    """Return a workbook once changed as a line of the table says; fail when it is not as announced.

    ``avant`` is the untouched workbook, ``depart`` the one that the change is made to: the same, or saved elsewhere.
    """
    contenu = cas.brut(depart) if cas.brut is not None else depart
    if cas.geste is not None:
        paquet = Paquet(contenu)
        cas.geste.applique(paquet)
        if cas.recalcule:
            recalculer(paquet)
        contenu = paquet.octets()
        assert cas.geste.prouve(Paquet(avant), Paquet(contenu)), f"{cas.nom} : le classeur n'a pas changé comme annoncé"
    return contenu
