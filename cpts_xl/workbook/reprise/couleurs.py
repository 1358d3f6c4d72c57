"""The colours that a user gave to the cells she fills: a new workbook has its own, so that they are told, not lost."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from cpts_xl.formats import pluriel
from cpts_xl.workbook.extras.balises import relation
from cpts_xl.workbook.extras.paquet import Paquet
from cpts_xl.workbook.reprise.carry import Repris
from cpts_xl.workbook.styles import FOND_SAISIE, FOND_TOTAL

_NOTRES = frozenset(fond.lstrip("#") for fond in (FOND_SAISIE, FOND_TOTAL))
_SANS_COULEUR = frozenset({"", "none", "gray125"})
_STYLES = "xl/styles.xml"
DITES = 3
"""Coloured cells named on each sheet; a few are enough to find the others."""


def couleurs_perdues(chemin: Path, places: Iterable[tuple[str, str]]) -> list[Repris]:
    """Return, one line a sheet, the inputs that have another background than ours; ``places`` are those inputs.

    Raises:
        ClasseurIllisible: a part of the file is dangerous or does not make sense.
    """
    par_feuille: dict[str, set[str]] = {}
    for feuille, adresse in places:
        par_feuille.setdefault(feuille, set()).add(adresse)
    with zipfile.ZipFile(chemin) as archive:
        paquet = Paquet(chemin, archive)
        styles = _colores(paquet.arbre(_STYLES)) if _STYLES in paquet.noms else frozenset()
        if not styles:
            return []
        liens = paquet.liens("xl/workbook.xml")
        perdues = []
        for balise in paquet.arbre("xl/workbook.xml").iterfind("{*}sheets/{*}sheet"):
            nom = balise.get("name", "")
            saisies = par_feuille.get(nom, set())
            cases = paquet.elements(liens[relation(balise)].cible, ("c",)) if saisies else ()
            if colorees := [c.get("r") for _, c in cases if c.get("s", "0") in styles and c.get("r") in saisies]:
                perdues.append(_dire(nom, colorees))
    return perdues


def _colores(styles: Any) -> frozenset[str]:
    """Return the numbers of the cell formats whose background is neither ours nor empty."""
    fonds = [_etranger(fond) for fond in styles.iterfind("{*}fills/{*}fill")]
    formats = enumerate(styles.iterfind("{*}cellXfs/{*}xf"))
    return frozenset(str(n) for n, xf in formats if (rang := int(xf.get("fillId") or 0)) < len(fonds) and fonds[rang])


def _etranger(fond: Any) -> bool:
    motif = fond.find("{*}patternFill")
    if motif is None:
        return fond.find("{*}gradientFill") is not None
    if motif.get("patternType", "") in _SANS_COULEUR:
        return False
    encre: Mapping[str, str] = next(iter(motif.iterfind("{*}fgColor")), {})
    return encre.get("rgb", "")[-6:].upper() not in _NOTRES


def _dire(feuille: str, cases: list[str]) -> Repris:
    n, s = len(cases), pluriel(len(cases))
    suite = ", …" if n > DITES else ""
    return Repris(
        f"Couleur de fond de {n} case{s} de saisie",
        f"feuille « {feuille} », cellule{s} {', '.join(cases[:DITES])}{suite}",
        "non reprise : la remettre si elle vous sert de repère",
        repris=False,
    )
