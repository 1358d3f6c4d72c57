"""A line of a report as words on one side, numbers on the other, whoever typed them. Pure text, no law."""

from __future__ import annotations

import re
from collections.abc import Hashable
from fractions import Fraction
from functools import lru_cache

from cpts_xl.formats import MOIS
from cpts_xl.report.relu.lignes import Ligne
from cpts_xl.report.relu.nombres import lire, uni
from cpts_xl.report.typographie import MOINS, TIRET

Mots = tuple[str, ...]
Nombres = tuple[tuple[str, ...], ...]
Rangee = tuple[Nombres, Ligne]
"""A line and the numbers of each of its cells, as typed."""

_TYPES = str.maketrans({MOINS: "-", "\u2014": TIRET, "\u2026": "..."})
_UNITE = r"(?:[kM]?€|%)"
_RENVOI = re.compile(r" ?\[B-\d{3,}\]")
_EUROS = re.compile(r"\b(?:[eE]uros?|EUR)\b")
_MILLIERS = re.compile(r"(?<!\d{4})(?<=\d)[ .'](?=\d{3}(?!\d))")
_POINT = re.compile(rf"(?<=\d)\.(?=\d{{1,2}} ?{_UNITE})")
_BLANCS = re.compile(rf"(?<=\d) (?={_UNITE})| (?=[:;?!»])|(?<=«) |(?<=^-) (?=\d)|\+ ?(?=\d)")
# le numéro d'un tableau n'est pas un nombre du classeur : qui en retire un renumérote les autres
_TABLEAU = re.compile(r"\b([Tt]ableaux?) [A-Z]?\d+(?:\.\d+)?(?: (?:bis|ter|quater))?\b")
_DATE = re.compile(rf"\b(\d{{1,2}})(?:er)?(?: ({'|'.join(MOIS)}) |[/.](\d{{1,2}})[/.])(\d{{4}})\b")
_MOT_OU_NOMBRE = re.compile(rf"[^\W\d][\w-]*|(?P<nombre>\d{{2}}/\d{{2}}/\d{{4}}|(?:(?<![\w)])-)?\d+(?:,\d+)?{_UNITE}?)")


@lru_cache(maxsize=8192)  # les titres des colonnes se redisent à chaque rangée
def net(texte: str) -> str:
    """Return a text without what typing may change: spaces, signs, « euros », dates, references, numbers of tables."""
    lu = _RENVOI.sub("", " ".join(uni(texte).translate(_TYPES).split()))
    lu = _BLANCS.sub("", _POINT.sub(",", _MILLIERS.sub("", _EUROS.sub("€", lu))))
    return _DATE.sub(_date, _TABLEAU.sub(r"\1", lu))


def _date(trouvee: re.Match[str]) -> str:
    jour, en_lettres, mois, annee = trouvee.groups()
    rang = MOIS.index(en_lettres) + 1 if en_lettres else int(mois)
    return f"{int(jour):02}/{rang:02}/{annee}"


def separer(ligne: Ligne) -> tuple[Mots, Rangee]:
    """Return the words of each cell of a line, a mark standing for each number, and the line with its numbers."""
    lues = [_separer(case) for case in ligne.cases]
    return tuple(mots for mots, _ in lues), (tuple(nombres for _, nombres in lues), ligne)


@lru_cache(maxsize=16_384)  # un rapport redit les lignes de celui de l'outil
def _separer(texte: str) -> tuple[str, tuple[str, ...]]:
    nombres: list[str] = []

    def marque(trouve: re.Match[str]) -> str:
        if trouve["nombre"] is None:
            return trouve[0]
        nombres.append(trouve["nombre"])
        return "#€" if trouve["nombre"].endswith("€") else "#"

    return _MOT_OU_NOMBRE.sub(marque, net(texte)), tuple(nombres)


@lru_cache(maxsize=4096)
def valeur(nombre: str) -> tuple[Fraction | None, str]:
    """Return what a number says, its unit with it; as typed when it cannot be read."""
    lu = lire(nombre)
    return (None, nombre) if lu is None or lu.valeur is None else (lu.valeur, lu.unite)


def valeurs(rangee: Rangee) -> Hashable:
    """Return what the numbers of a line say, cell by cell."""
    return tuple(tuple(map(valeur, case)) for case in rangee[0])
