"""Ranges as a file writes them: « B5:B44 D2 », « $A:$A », and the short way to tell a list of cells."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from cpts_xl.formats import nombre, pluriel
from cpts_xl.workbook.verification.manifeste.modele import Zone
from cpts_xl.workbook.xlsx.types import lettres, position

DERNIERE_LIGNE, DERNIERE_COLONNE = 1_048_576, 16_384
PLAGES = 20_000
"""Ranges of one list, at most: a file may repeat itself a million times."""
_COIN = re.compile(r"\$?([A-Z]{1,3})?\$?([0-9]{1,7})?")
_CIBLE = re.compile(r"=?(?:'((?:[^']|'')+)'|([^!'\s]+))!(\$?[A-Z]{0,3}\$?[0-9]{0,7}(?::\$?[A-Z]{0,3}\$?[0-9]{0,7})?)")


def numero(colonne: str) -> int:
    """Return the number of a column: A is 1."""
    total = 0
    for lettre in colonne:
        total = total * 26 + ord(lettre) - 64
    return total


def zone(plage: str) -> Zone | None:
    """Return the rectangle of ``B5:C9``, ``B5``, ``B:B`` or ``5:9``; None when it is not a range."""
    debut, _, fin = plage.upper().partition(":")
    coins = [_COIN.fullmatch(coin) for coin in (debut, fin or debut)]
    if not coins[0] or not coins[1] or not (coins[0][1] or coins[0][2]):
        return None
    colonnes = sorted((numero(coins[0][1] or "A"), numero(coins[1][1]) if coins[1][1] else DERNIERE_COLONNE))
    lignes = sorted((int(coins[0][2] or 1), int(coins[1][2]) if coins[1][2] else DERNIERE_LIGNE))
    return Zone(lignes[0], colonnes[0], lignes[1], colonnes[1])


def zones(liste: str) -> tuple[Zone, ...]:
    """Return the rectangles of a list written with spaces; what is not a range is left out."""
    return tuple(z for plage in liste.split()[:PLAGES] if (z := zone(plage)) is not None)


def cible(contenu: str) -> tuple[str, Zone] | None:
    """Return the sheet and the rectangle that a name stands for, or None when it is no plain range."""
    trouve = _CIBLE.fullmatch(contenu.strip())
    rectangle = zone(trouve[3]) if trouve else None
    if not trouve or rectangle is None:
        return None
    return (trouve[1] or trouve[2]).replace("''", "'"), rectangle


def adresse(rectangle: Zone) -> str:
    """Return « B5 » or « B5:C9 »."""
    debut = f"{lettres(rectangle.gauche)}{rectangle.haut}"
    fin = f"{lettres(rectangle.droite)}{rectangle.bas}"
    return debut if debut == fin else f"{debut}:{fin}"


def suites(rangs: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Yield the runs of a set of numbers: 5, 6, 7, 9 gives (5, 7) then (9, 9)."""
    debut = fin = 0
    for rang in sorted(rangs):
        if debut and rang == fin + 1:
            fin = rang
            continue
        if debut:
            yield debut, fin
        debut = fin = rang
    if debut:
        yield debut, fin


def resumer(adresses: Iterable[str], au_plus: int = 4) -> str:
    """Return cells as a reader is told: « K5:K16, L9 », the rest counted."""
    par_colonne: dict[int, list[int]] = {}
    for texte in adresses:
        ligne, colonne = position(texte)
        par_colonne.setdefault(colonne, []).append(ligne)
    plages = [
        adresse(Zone(debut, colonne, fin, colonne))
        for colonne, lignes in sorted(par_colonne.items())
        for debut, fin in suites(lignes)
    ]
    trop = len(plages) - au_plus
    reste = f" et {nombre(trop)} autre{pluriel(trop)} plage{pluriel(trop)}" if trop > 0 else ""
    return ", ".join(plages[:au_plus]) + reste
