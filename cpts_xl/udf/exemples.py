"""The examples of the page: one realistic call per function, read in ``exemples.toml`` and written in French."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from typing import Any

from cpts_xl.formats import jour
from cpts_xl.udf.frontiere import exact_de
from cpts_xl.udf.noms import PREFIXE


@dataclass(frozen=True, slots=True)
class Exemple:
    """One call: the formula of a French Excel, the raw values that cells would give, what the ranges hold."""

    nom: str
    formule: str
    arguments: tuple[Any, ...]
    plages: tuple[tuple[str, str], ...]


@cache
def lire() -> dict[str, Exemple]:
    """Return the examples by name of function."""
    contenu = (files("cpts_xl.udf") / "exemples.toml").read_text(encoding="utf-8")
    return {nom: _exemple(nom, fiche["arguments"]) for nom, fiche in _par_nom(tomllib.loads(contenu)).items()}


def _par_nom(fiches: dict[str, Any]) -> dict[str, Any]:
    return {PREFIXE + court.upper(): fiche for court, fiche in fiches.items()}


def _exemple(nom: str, arguments: list[Any]) -> Exemple:
    formule = f"={nom}({'; '.join(map(_ecrit, arguments))})"
    plages = [(a["plage"], _contenu(a["valeurs"])) for a in arguments if isinstance(a, dict)]
    return Exemple(nom, formule, tuple(map(_en_cellule, arguments)), tuple(plages))


def _lignes(valeurs: list[Any]) -> list[list[Any]]:
    return [ligne if isinstance(ligne, list) else [ligne] for ligne in valeurs]


def _en_cellule(valeur: Any) -> Any:
    """Return what a cell would give to Python."""
    if isinstance(valeur, dict):
        return [[_en_cellule(case) for case in ligne] for ligne in _lignes(valeur["valeurs"])]
    if valeur == "":
        return None
    if isinstance(valeur, date):
        return datetime(valeur.year, valeur.month, valeur.day)  # noqa: DTZ001  (une cellule n'a pas de fuseau)
    return float(valeur) if isinstance(valeur, int) else valeur


def nombre_saisi(valeur: float) -> str:
    """Return a number as a French user types it: no thousands, decimal comma."""
    exact = exact_de(float(valeur))
    if exact is None or exact.denominator == 1:
        return str(exact)
    return format(valeur, ".15g").replace(".", ",")


def _ecrit(valeur: Any) -> str:
    """Return an argument as it is typed in a French Excel; an empty cell is nothing between two semicolons."""
    if isinstance(valeur, dict):
        return str(valeur["plage"])
    if isinstance(valeur, date):
        return f"DATE({valeur.year};{valeur.month};{valeur.day})"
    if isinstance(valeur, str):
        return '"' + valeur.replace('"', '""') + '"' if valeur else ""
    return nombre_saisi(valeur)


def _contenu(valeurs: list[Any]) -> str:
    """Return what a range holds, cell by cell."""
    cases = [case for ligne in _lignes(valeurs) for case in ligne]
    return " | ".join(map(_case, cases))


def _case(case: Any) -> str:
    """Return what one cell of a range holds, as a French sheet shows it."""
    if isinstance(case, date):
        return jour(case)
    if case == "":
        return "(vide)"
    return case if isinstance(case, str) else nombre_saisi(case)
