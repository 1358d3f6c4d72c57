"""A criterion, and the cells that answer it as COUNTIFS decides: a word, a number, a day, or a bound."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from cpts_xl.rules.symbol import texte_phrase

_COMPTABLES = (Fraction, int, date)
_VEILLE_DU_PREMIER_JOUR = date(1899, 12, 30)


def serie(valeur: Any) -> Any:
    """Return a day as the number that a spreadsheet sees; a number is itself."""
    return (valeur - _VEILLE_DU_PREMIER_JOUR).days if isinstance(valeur, date) else valeur


@dataclass(frozen=True, slots=True)
class Borne:
    """A criterion that is a bound: days from one on, days before one."""

    signe: str
    valeur: Any

    @property
    def phrase(self) -> str:
        """Return « à partir du 15/03/2025 »."""
        mot = "à partir de" if self.signe == ">=" else "avant"
        return f"{mot} {texte_phrase(self.valeur)}"

    def admet(self, candidat: Any) -> bool:
        """Return whether a cell answers, as COUNTIFS decides: only a number or a day may."""
        if not isinstance(candidat, _COMPTABLES) or not isinstance(self.valeur, _COMPTABLES):
            return False
        vu: Any = candidat
        seuil: Any = self.valeur
        if isinstance(vu, date) is not isinstance(seuil, date):  # pour un tableur, un jour est un nombre
            vu, seuil = serie(vu), serie(seuil)
        return bool(vu >= seuil if self.signe == ">=" else vu < seuil)


def repond(cle: Any, candidat: Any) -> bool:
    """Return whether a spreadsheet's criterion would match: words without regard to case, numbers by value."""
    if isinstance(cle, Borne):
        return cle.admet(candidat)
    if isinstance(cle, str) and isinstance(candidat, str):
        return cle.casefold() == candidat.casefold()
    return not isinstance(cle, str) and not isinstance(candidat, str) and candidat is not None and cle == candidat


def filtrer(cle: Any, cles: Sequence[Any], rangs: Iterable[int]) -> list[int]:
    """Return, among ranks, those whose cell answers a criterion; words without any call, for there may be thousands."""
    if isinstance(cle, str):
        mot = cle.casefold()
        return [r for r in rangs if type(vu := cles[r]) is str and (vu == cle or vu.casefold() == mot)]
    if isinstance(cle, Borne) and type(cle.valeur) is date:
        seuil, apres = cle.valeur, cle.signe == ">="
        return [
            r for r in rangs
            if (((vu >= seuil) is apres) if type(vu := cles[r]) is date else vu is not None and cle.admet(vu))
        ]  # fmt: skip
    return [r for r in rangs if repond(cle, cles[r])]
