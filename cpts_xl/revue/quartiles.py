"""The median and the quartiles of the other CPTS, as native formulas: what is missing is not counted, nor ever 0."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from cpts_xl.rules.verbs import arrondi

MINIMUM = 3
"""Below so many numbers, a median would tell of one CPTS rather than of several."""
TROP_PEU = "moins de 3 CPTS"
MEDIANE = 2
RANGS = ((1, "Premier quartile"), (MEDIANE, "Médiane"), (3, "Troisième quartile"))
DECIMALES = 6
"""A rate is shown to the hundredth of a percent, an amount to the cent: both hold in six decimals."""


@dataclass(frozen=True, slots=True)
class Groupe:
    """Some of the CPTS compared, on rows that follow each other, from the first to the last."""

    nom: str
    premiere: int
    derniere: int


def choisir(
    ici: Mapping[str, Any], autres: Sequence[Mapping[str, Any]]
) -> tuple[list[Mapping[str, Any]], list[Mapping[str, Any]]]:
    """Return the other CPTS, each once, then the lines not counted: other years of theirs, and of this CPTS.

    Of a CPTS with several years, the one of the same year of the contract is kept, else the latest.
    """
    par_cpts: dict[Any, list[Mapping[str, Any]]] = {}
    hors: list[Mapping[str, Any]] = []
    for rang, fiche in enumerate(autres):
        siens = {fiche.get(code) for code in ("identifiant", "finess", "rna", "siret") if fiche.get(code)}
        if siens & set(ici.get("numeros") or ()):
            hors.append(fiche)
        else:
            par_cpts.setdefault(fiche.get("identifiant") or rang, []).append(fiche)
    comptees = []
    for siennes in par_cpts.values():
        # une CPTS et ses trois années pèseraient trois fois dans la médiane
        siennes.sort(key=lambda f: (f.get("annee") != ici.get("annee"), -(f.get("annee") or 0)))
        comptees.append(siennes[0])
        hors += siennes[1:]
    return sorted(comptees, key=lambda f: _ordre(ici, f)), sorted(hors, key=lambda f: _ordre(ici, f))


def _ordre(ici: Mapping[str, Any], fiche: Mapping[str, Any]) -> tuple[bool, bool, str]:
    return fiche.get("taille") != ici.get("taille"), fiche.get("annee") != ici.get("annee"), str(fiche.get("nom") or "")


def groupes(ici: Mapping[str, Any], comptees: Sequence[Mapping[str, Any]], premiere: int) -> list[Groupe]:
    """Return the groups whose quartiles are given: those of the same size, when there are some, then all of them."""
    if not comptees:
        return []
    tous = Groupe("Toutes tailles", premiere, premiere + len(comptees) - 1)
    taille = ici.get("taille")
    memes = sum(1 for fiche in comptees if isinstance(taille, Fraction) and fiche.get("taille") == taille)
    return [Groupe(f"Taille {taille}", premiere, premiere + memes - 1), tous] if memes else [tous]


def quartile(nombres: Sequence[Fraction], rang: int) -> Fraction | str:
    """Return a quartile (2: the median) as QUARTILE computes it, to six decimals; a sentence below three numbers."""
    if len(nombres) < MINIMUM:
        return TROP_PEU
    ranges = sorted(nombres)
    entier, reste = divmod(rang * (len(ranges) - 1), 4)
    bas, haut = ranges[entier], ranges[min(entier + 1, len(ranges) - 1)]
    return Fraction(arrondi(bas + (haut - bas) * Fraction(reste, 4), DECIMALES))


def formule(zone: str, compte: str, rang: int) -> str:
    """Return the native formula of a quartile: ``compte`` is the cell that counts the numbers of ``zone``.

    By SMALL, which every spreadsheet computes alike and which passes over the words of a cell without a number.
    """
    place = f"({compte}-1)" if rang == 1 else f"{rang}*({compte}-1)"
    bas = f"SMALL({zone},1+INT({place}/4))"
    haut = f"SMALL({zone},1+INT(({place}+3)/4))"
    return f'IF({compte}<{MINIMUM},"{TROP_PEU}",ROUND({bas}+({haut}-{bas})*MOD({place},4)/4,{DECIMALES}))'
