"""The cells of the common bench as Excel hands them to the add-in, in JSON; and how its answers are compared."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.udf.cellules import Argument, Cas, Erreur, Omis, Plage

VIDE = ""
"""What an empty cell of a range gives; the null of Excel on the web is tried apart."""

ORIGINE = date(1899, 12, 30)


def cellule(valeur: Any, vide: Any = VIDE) -> Any:
    """Return a cell as JSON: a day is a serial number, an error the object of Microsoft."""
    if valeur is None:
        return vide
    if isinstance(valeur, Erreur):
        return {"type": "CustomFunctionError", "code": valeur.texte}
    if isinstance(valeur, date):
        return (valeur - ORIGINE).days
    return valeur


def argument(donne: Argument, vide: Any = VIDE) -> Any:
    """Return an argument: always rows, as declared; null when it is left out."""
    if isinstance(donne, Omis):
        return None
    lignes = donne.lignes if isinstance(donne, Plage) else ((donne.valeur,),)
    return [[cellule(case, vide) for case in ligne] for ligne in lignes]


def appel(cas: Cas, vide: Any = VIDE) -> list[Any]:
    """Return a call as the driver of the browser takes it; what is left out is null, up to the last argument."""
    recus = [argument(un, vide) for un in cas.arguments]
    return [cas.fonction, recus + [None] * (len(cas.publiee.arguments) - len(recus))]


def rendu(valeurs: list[list[Any]]) -> list[list[Any]]:
    """Return rows of answers in one form: days as serial numbers, numbers as floats, never a number for a boolean."""
    return [[_case(case) for case in ligne] for ligne in valeurs]


def _case(case: Any) -> Any:
    if isinstance(case, bool):
        return f"booléen {case}"
    if isinstance(case, date):
        return float((case - ORIGINE).days)
    return float(case) if isinstance(case, int) else case
