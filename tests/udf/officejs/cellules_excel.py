"""The cells of the common bench as Excel hands them to the add-in, in JSON; and how its answers are compared."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from tests.udf.cellules import Argument, Cas, Cellule, Erreur, Omis, Plage

ORIGINE = date(1899, 12, 30)

FEUILLES = ("Feuil1", "L'été 2025", "Données & cie", "2025-2026", "Oui ! (non)", "Ébauche", "d''hier")
"""Names that Excel writes bare, between apostrophes, or with its apostrophes doubled."""

Feuilles = dict[str, dict[str, Any]]
"""A workbook: what the cells hold, by sheet and by address; one that is not there is empty."""


def cellule(valeur: Any, vide: Any = "") -> Any:
    """Return a cell as JSON: a day is a serial number, an error the object of Microsoft."""
    if valeur is None:
        return vide
    if isinstance(valeur, Erreur):
        return {"type": "CustomFunctionError", "code": valeur.texte}
    if isinstance(valeur, date):
        return (valeur - ORIGINE).days
    return valeur


def argument(donne: Argument) -> Any:
    """Return an argument written in the formula: rows, as declared; null when it is left out."""
    return None if isinstance(donne, Omis) else [[cellule(case) for case in ligne] for ligne in _lignes(donne)]


def appel(cas: Cas) -> list[Any]:
    """Return a call whose arguments are all written in the formula; what is left out is null."""
    return [cas.fonction, _completer(cas, [argument(un) for un in cas.arguments])]


def poser(lot: Sequence[Cas]) -> tuple[Feuilles, list[list[Any]]]:
    """Return a workbook that holds the cells of these cases, on several sheets, and the calls that designate them."""
    feuilles: Feuilles = {nom: {} for nom in FEUILLES}
    bas = dict.fromkeys(FEUILLES, 1)
    appels = []
    for rang, cas in enumerate(lot):
        nom = FEUILLES[rang % len(FEUILLES)]
        colonne, haut, recus = 2, bas[nom] + 1, []
        for un in cas.arguments:
            if not isinstance(un, Cellule | Plage):
                recus.append(argument(un))
                continue
            lignes = _lignes(un)
            bas[nom] = max(bas[nom], haut + len(lignes))
            recus.append({"feuille": nom, "plage": plage(colonne, haut, lignes)})
            remplir(feuilles[nom], colonne, haut, lignes)
            colonne += len(lignes[0]) + 1
        appels.append([cas.fonction, _completer(cas, recus)])
    return feuilles, appels


def remplir(feuille: dict[str, Any], colonne: int, haut: int, lignes: Sequence[Sequence[Any]]) -> None:
    """Write rows in a sheet from a cell down; None leaves a cell empty."""
    for i, ligne in enumerate(lignes):
        for j, case in enumerate(ligne):
            if case is not None:
                feuille[f"{lettres(colonne + j)}{haut + i}"] = cellule(case)


def plage(colonne: int, haut: int, lignes: Sequence[Sequence[Any]]) -> str:
    """Return the address, in its sheet, of rows written from a cell down."""
    debut = f"{lettres(colonne)}{haut}"
    fin = f"{lettres(colonne + len(lignes[0]) - 1)}{haut + len(lignes) - 1}"
    return debut if debut == fin else f"{debut}:{fin}"


def lettres(colonne: int) -> str:
    """Return the letters of a column: 1 is A, 28 is AB."""
    reste, dernier = divmod(colonne - 1, 26)
    return (lettres(reste) if reste else "") + chr(ord("A") + dernier)


def _lignes(donne: Argument) -> tuple[tuple[Any, ...], ...]:
    return donne.lignes if isinstance(donne, Plage) else ((donne.valeur,),)  # type: ignore[union-attr]


def _completer(cas: Cas, recus: list[Any]) -> list[Any]:
    """Return the arguments up to the last one declared: Excel gives null for those left out."""
    return recus + [None] * (len(cas.publiee.arguments) - len(recus))


def rendu(valeurs: list[list[Any]]) -> list[list[Any]]:
    """Return rows of answers in one form: days as serial numbers, numbers as floats, never a number for a boolean."""
    return [[_case(case) for case in ligne] for ligne in valeurs]


def _case(case: Any) -> Any:
    if isinstance(case, bool):
        return f"booléen {case}"
    if isinstance(case, date):
        return float((case - ORIGINE).days)
    return float(case) if isinstance(case, int) else case
