"""Which fields a template reads, drawn from it once, so that each report is checked without parsing anything."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from cpts_xl.report.champs.connus import attributs

ELEMENT = "[]"
Chemin = tuple[str, ...]


def chemins_lus(arbre: Any) -> frozenset[Chemin]:
    """Return the path of every field that a parsed template shows, tests or loops over: « missions [] titre »."""
    return frozenset(_lus(arbre, {"loop": ()}))


def _lus(noeud: Any, portee: Mapping[str, Chemin]) -> Iterator[Chemin]:
    sorte = type(noeud).__name__
    if sorte == "For":
        liste = _chemin(noeud.iter, portee)
        yield (*liste, ELEMENT)
        dedans = {**portee, noeud.target.name: (*liste, ELEMENT)}
        for enfant in (*noeud.body, *([noeud.test] if noeud.test else [])):
            yield from _lus(enfant, dedans)
        for enfant in noeud.else_:
            yield from _lus(enfant, portee)
        return
    if sorte in {"Name", "Getattr", "Getitem"}:
        if chemin := _chemin(noeud, portee):
            yield chemin
        return
    for enfant in noeud.iter_child_nodes():
        yield from _lus(enfant, portee)


def _chemin(noeud: Any, portee: Mapping[str, Chemin]) -> Chemin:
    """Return the path that a name stands for; nothing for what is known by itself (the state of a loop)."""
    sorte = type(noeud).__name__
    if sorte == "Name":
        return portee.get(noeud.name, (noeud.name,))
    base = _chemin(noeud.node, portee)
    nom = noeud.attr if sorte == "Getattr" else getattr(noeud.arg, "value", None)
    return (*base, ELEMENT if isinstance(nom, int) else str(nom)) if base else ()


def tous_la(champs: Mapping[str, Any], chemins: Iterable[Chemin]) -> bool:
    """Return whether each path leads somewhere; an empty list leaves the fields of its rows unknown."""
    return all(_mene(champs, chemin) for chemin in chemins)


def _mene(valeur: Any, chemin: Chemin) -> bool:
    for cle in chemin:
        if cle == ELEMENT:
            if not isinstance(valeur, list):
                return False
            if not valeur:
                return True
            valeur = valeur[0]
        elif isinstance(valeur, Mapping):
            if cle not in valeur:
                return False
            valeur = valeur[cle]
        elif cle in attributs(valeur):
            valeur = getattr(valeur, cle)
        else:
            return False
    return True
