"""Numbering fields (SEQ) of a paragraph, in both forms that Word writes: their kind, and where their result stands."""

from __future__ import annotations

from typing import Any

from cpts_xl.report.moteur.nettoyage import W


def sequences(paragraphe: Any) -> list[tuple[str, list[Any]]]:
    """Return the kind of each numbering field (« Tableau ») and the ``w:t`` elements of its result."""
    return [*_simples(paragraphe), *_longs(paragraphe)]


def _simples(paragraphe: Any) -> list[tuple[str, list[Any]]]:
    champs = [(_sequence(champ.get(f"{W}instr", "")), champ) for champ in paragraphe.findall(f".//{W}fldSimple")]
    return [(sorte, textes) for sorte, champ in champs if sorte and (textes := list(champ.iter(f"{W}t")))]


def _longs(paragraphe: Any) -> list[tuple[str, list[Any]]]:
    """Return the fields written as begin, instruction, separate, result, end: their kind and their result."""
    trouves: list[tuple[str, list[Any]]] = []
    instruction, textes, dans_resultat = "", list[Any](), False
    for noeud in paragraphe.iter(f"{W}instrText", f"{W}fldChar", f"{W}t"):
        if noeud.tag == f"{W}instrText":
            instruction += noeud.text or ""
        elif noeud.tag == f"{W}t":
            if dans_resultat:
                textes.append(noeud)
        elif noeud.get(f"{W}fldCharType") == "separate":
            dans_resultat = True
        else:
            if dans_resultat and textes and (sorte := _sequence(instruction)):
                trouves.append((sorte, textes))
            instruction, textes, dans_resultat = "", [], False
    return trouves


def _sequence(instruction: str) -> str:
    mots = instruction.split()
    return mots[1] if mots[:1] == ["SEQ"] and len(mots) > 1 else ""
