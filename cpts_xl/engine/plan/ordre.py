"""The order of the steps: as the chapters tell them, but never before what they read."""

from __future__ import annotations

from cpts_xl.engine.etapes import Etape
from cpts_xl.errors import RegleInvalide


def ranger(etapes: tuple[Etape, ...]) -> tuple[Etape, ...]:
    """Return the steps so that each stands after those that it reads; otherwise the given order is kept.

    Raises:
        RegleInvalide: two steps of one identifier, or steps that read each other in a circle.
    """
    par_id = {etape.id: etape for etape in etapes}
    if len(par_id) < len(etapes):
        vus: set[str] = set()
        doubles = [e.id for e in etapes if e.id in vus or vus.add(e.id)]  # type: ignore[func-returns-value]
        raise RegleInvalide(f"deux étapes portent le même identifiant : {', '.join(doubles[:3])}")
    rangees: dict[str, Etape] = {}
    pretes: set[int] = set()  # les colonnes sont partagées entre les étapes : chacune n'est parcourue qu'une fois
    for etape in etapes:
        _poser(etape, par_id, rangees, pretes)
    return tuple(rangees.values())


def _poser(etape: Etape, par_id: dict[str, Etape], rangees: dict[str, Etape], pretes: set[int]) -> None:
    """Put a step after its inputs, without recursion: a chain of rows may be long."""
    if etape.id in rangees:
        return
    ouvertes = {etape.id}
    pile = [etape]
    while pile:
        sommet = pile[-1]
        suivante = _manquante(sommet, par_id, rangees, pretes)
        if suivante is None:
            rangees[sommet.id] = sommet
            ouvertes.discard(sommet.id)
            pile.pop()
        elif suivante in ouvertes:
            raise RegleInvalide(f"étapes en cercle : {sommet.id} lit {suivante}")
        else:
            ouvertes.add(suivante)
            pile.append(par_id[suivante])


def _manquante(etape: Etape, par_id: dict[str, Etape], rangees: dict[str, Etape], pretes: set[int]) -> str | None:
    """Return the first step that this one reads and that is not placed yet; note the columns that are all there."""
    for entree in etape.entrees.values():
        if isinstance(entree, str):
            if entree in par_id and entree not in rangees:
                return entree
        elif isinstance(entree, tuple) and id(entree) not in pretes:
            for ident in entree:
                if ident in par_id and ident not in rangees:
                    return ident
            pretes.add(id(entree))
    return None
