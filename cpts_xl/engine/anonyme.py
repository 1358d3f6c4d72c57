"""A dossier without the names: what leaves the workbook by default knows the professionals by their identifier only."""

from __future__ import annotations

from dataclasses import replace

from cpts_xl.engine.dossier import Dossier
from cpts_xl.engine.schema.personnes import NOMINATIFS


def sans_noms(dossier: Dossier) -> Dossier:
    """Return the same dossier, its nominative fields emptied; no amount changes.

    Presidency and coordination stay: they are typed for the report, by those whom they name.
    """
    listes = dict(dossier.listes)
    for tableau, champs in NOMINATIFS.items():
        listes[tableau] = tuple({**ligne, **dict.fromkeys(champs)} for ligne in dossier.liste(tableau))
    return replace(dossier, listes=listes)


def noms_de(dossier: Dossier) -> frozenset[str]:
    """Return the nominative values typed in a dossier: what an export must not contain."""
    return frozenset(
        str(ligne[champ])
        for tableau, champs in NOMINATIFS.items()
        for ligne in dossier.liste(tableau)
        for champ in champs
        if ligne.get(champ)
    )
