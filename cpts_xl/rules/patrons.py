"""The pattern of a native formula: a rule writes it once for each sort of references, then only these are put in.

A workbook has thousands of formulas and two hundred rules: nearly all of its formulas differ by their cells alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from cpts_xl.rules.colonnes import Plage
from cpts_xl.rules.symbol import INCONNUE, Rang, Symbole

PATRONS = 512
"""Patterns that a rule keeps: their number follows that of the constants it is called with, a few in a workbook."""
_PLACE = re.compile("\x02([0-9]+)\x03")  # deux signes qu'aucune formule ne peut contenir
Patrons = dict[tuple[Any, ...], tuple[str, ...]]
"""What a rule has written, by sorts of references: text, place, text, place, …, text."""


def remplir(
    patrons: Patrons, noms: Sequence[str], references: Mapping[str, Any], ecrire: Callable[[Mapping[str, Any]], str]
) -> str:
    """Return what ``ecrire`` gives for these references, without asking it again for another cell of the same sort."""
    formes: list[Any] = []
    citees: list[str] = []
    for nom in noms:
        reference = references.get(nom)
        if isinstance(reference, Symbole):
            # le rang, la valeur et l'arbre d'un symbole déjà calculé changent ce qu'une règle en écrit
            if reference.rang is not Rang.ATOME or reference.arbre is not None or reference.valeur is not INCONNUE:
                return ecrire(references)
            formes.append(Symbole)
            citees.append(reference.formule)
        elif isinstance(reference, Plage):
            formes.append(Plage)
            citees.append(reference.formule)
        else:
            formes.append((type(reference), reference))
    try:
        patron = patrons.get(cle := tuple(formes))
    except TypeError:  # une liste écrite en dur n'est pas une clé
        return ecrire(references)
    if patron is None:
        if len(patrons) >= PATRONS:
            patrons.clear()
        patron = patrons[cle] = _patron(noms, formes, references, ecrire)
    morceaux = list(patron)
    morceaux[1::2] = [citees[int(rang)] for rang in patron[1::2]]
    return "".join(morceaux)


def _patron(
    noms: Sequence[str],
    formes: Sequence[Any],
    references: Mapping[str, Any],
    ecrire: Callable[[Mapping[str, Any]], str],
) -> tuple[str, ...]:
    places = dict(references)
    cites = [(nom, forme) for nom, forme in zip(noms, formes, strict=True) if forme is Symbole or forme is Plage]
    for rang, (nom, forme) in enumerate(cites):
        places[nom] = forme(f"\x02{rang}\x03")
    return tuple(_PLACE.split(ecrire(places)))
