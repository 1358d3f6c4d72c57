"""A stored formula (English names, commas) as a French spreadsheet shows it: what a reviewer reads and can retype."""

from __future__ import annotations

import re

FONCTIONS = {
    "ABS": "ABS", "AND": "ET", "COUNT": "NB", "COUNTA": "NBVAL", "COUNTIF": "NB.SI", "COUNTIFS": "NB.SI.ENS",
    "DATE": "DATE", "DATEDIF": "DATEDIF", "DAY": "JOUR", "EDATE": "MOIS.DECALER", "IF": "SI", "INDEX": "INDEX",
    "INT": "ENT", "ISBLANK": "ESTVIDE", "ISERROR": "ESTERREUR", "ISNUMBER": "ESTNUM", "ISTEXT": "ESTTEXTE",
    "LARGE": "GRANDE.VALEUR", "SMALL": "PETITE.VALEUR",
    "MATCH": "EQUIV", "MAX": "MAX", "MIN": "MIN", "MOD": "MOD", "MONTH": "MOIS", "NOT": "NON", "OR": "OU",
    "ROUND": "ARRONDI", "ROWS": "LIGNES", "SUM": "SOMME", "SUMIF": "SOMME.SI", "SUMIFS": "SOMME.SI.ENS",
    "SUMPRODUCT": "SOMMEPROD", "YEAR": "ANNEE",
}  # fmt: skip
CHANGEANTES = {
    "TODAY": "AUJOURDHUI", "NOW": "MAINTENANT", "RAND": "ALEA", "RANDBETWEEN": "ALEA.ENTRE.BORNES",
    "RANDARRAY": "TABLEAU.ALEAT", "OFFSET": "DECALER", "INDIRECT": "INDIRECT", "CELL": "CELLULE",
    "INFO": "INFORMATIONS",
}  # fmt: skip
"""What gives another value at another time, or reads cells that its words do not cite: none of ours, some users'."""
_MORCEAU = re.compile(
    r""""(?:[^"]|"")*"|'(?:[^']|'')*'|(?P<fonction>(?:_xlfn\.)?[A-Z][A-Z0-9._]*)\(|(?P<separateur>,)"""
    r"""|(?<![\w.$])(?P<entiers>\d+)\.(?P<decimales>\d+)"""
)
"""What changes between the two languages, texts and quoted names of sheets being skipped."""


def en_francais(formule: str) -> str:
    """Return a formula in French: names of functions, « ; » between arguments, decimal comma; texts are untouched."""
    corps = formule.removeprefix("=")
    return "=" + _MORCEAU.sub(_traduire, corps)


def _traduire(morceau: re.Match[str]) -> str:
    if morceau["fonction"]:
        nom = morceau["fonction"].removeprefix("_xlfn.")
        return f"{FONCTIONS.get(nom) or CHANGEANTES.get(nom, morceau['fonction'])}("
    if morceau["separateur"]:
        return ";"
    return f"{morceau['entiers']},{morceau['decimales']}" if morceau["entiers"] else morceau[0]
