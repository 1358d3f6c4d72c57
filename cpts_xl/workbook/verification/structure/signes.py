"""Signs that draw nothing inside our labels, and those that turn what follows round, in any text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from cpts_xl.constats import Cause, Constat
from cpts_xl.formats import nombre, pluriel
from cpts_xl.workbook.verification.manifeste.plages import resumer
from cpts_xl.workbook.verification.structure.contexte import Contexte, a_regarder, information, premiere
from cpts_xl.workbook.verification.structure.libelles import REMETTRE
from cpts_xl.workbook.xlsx.types import position

RETAPER = "Effacer la case, puis retaper son texte : un collage y a mis un signe qui ne se voit pas."
_RETOURNE = re.compile("[\u202d\u202e]")
_SANS_DESSIN = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff"
    "\uffa0\ufff9-\ufffb"
)
"""Soft hyphens, spaces without width, joiners, marks of direction, letters that are blanks."""
_D_AILLEURS = "\u0370-\u03ff\u0400-\u052f"
_MUETS, _SUSPECTS = re.compile(f"[{_SANS_DESSIN}]"), re.compile(f"[{_SANS_DESSIN}{_D_AILLEURS}]")
_ETRANGERE = re.compile(f"[A-Za-zÀ-ÿ][{_D_AILLEURS}]|[{_D_AILLEURS}][A-Za-zÀ-ÿ]")
"""A Greek or Cyrillic letter beside one of ours: the word reads as ours, and is another."""


def signes(c: Contexte) -> Iterator[Constat]:
    """Yield the labels of ours that hold a sign nobody sees or a letter of elsewhere, and texts that a sign turns."""
    for nom in c.a_nous:
        trouves: defaultdict[str, list[str]] = defaultdict(list)
        for lieu, cellule in c.classeur.feuilles[nom].cellules.items():
            texte = cellule.valeur
            if type(texte) is not str or texte.isascii() or _SUSPECTS.search(texte) is None:
                continue
            if cellule.formule is None and c.est_notre(nom, *position(lieu)):
                trouves[_tort(texte, libelle=cellule.verrouillee)].append(lieu)
        if lieux := trouves["retourne"]:
            n = len(lieux)
            message = f"Un signe retourne l'ordre des lettres de {nombre(n)} texte{pluriel(n)} : {resumer(lieux)}."
            yield a_regarder(message, nom, premiere(lieux), Cause.LIBELLE, RETAPER, lu=_dit(c, nom, lieux))
        if lieux := trouves["etranger"]:
            n, portent = len(lieux), pluriel(len(lieux), "portent", "porte")
            message = f"{nombre(n)} libellé{pluriel(n)} {portent} une lettre d'un autre alphabet : {resumer(lieux)}."
            yield a_regarder(message, nom, premiere(lieux), Cause.LIBELLE, REMETTRE, lu=_dit(c, nom, lieux))
        if lieux := trouves["muet"]:
            n, portent = len(lieux), pluriel(len(lieux), "portent", "porte")
            message = f"{nombre(n)} libellé{pluriel(n)} {portent} un signe qui ne se voit pas : {resumer(lieux)}."
            yield information(message, nom, premiere(lieux), Cause.LIBELLE, REMETTRE, lu=_dit(c, nom, lieux))


def _tort(texte: str, *, libelle: bool) -> str:
    """Return what is wrong with a text that holds a suspect sign; empty when nothing is."""
    if _RETOURNE.search(texte) is not None:
        return "retourne"
    if not libelle:  # ce que la CPTS tape vient souvent d'une page ou d'un PDF
        return ""
    if _ETRANGERE.search(texte) is not None:
        return "etranger"
    return "muet" if _MUETS.search(texte) is not None else ""


def _dit(c: Contexte, nom: str, lieux: list[str]) -> str:
    """Return the first of some texts without the signs that draw nothing, then the codes of its suspect ones."""
    texte = str(c.classeur.feuilles[nom].cellules[premiere(lieux)].valeur)
    codes = ", ".join(dict.fromkeys(f"U+{ord(signe):04X}" for signe in _SUSPECTS.findall(texte)))
    return f"« {_MUETS.sub('', texte)[:120]} », avec {codes[:60]}"
