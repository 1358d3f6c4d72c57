"""The door of the browser: a batch of calls as JSON, their answers as JSON. The only module that runs in Pyodide only.

A cell of Excel arrives as JSON gives it; its dates are serial numbers, both ways.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

from cpts_xl.udf.appel import Reponse, repondre

_ORIGINE = datetime(1899, 12, 30)  # noqa: DTZ001  (le calendrier 1900 d'Excel, à partir du 01/03/1900)


def repartir(texte: str) -> str:
    """Return the answers of the calls of ``texte``, ``[[name, [arguments]], …]``, in their order.

    An answer is ``[rows, ""]``, or ``[[], sentence]`` when the call itself cannot be made.
    """
    # parse_int : Excel n'a que des flottants, mais JavaScript écrit 5 pour 5.0
    appels = json.loads(texte, parse_int=float)
    return json.dumps([_rendre(repondre(nom, arguments)) for nom, arguments in appels], allow_nan=False)


def _rendre(reponse: Reponse) -> list[Any]:
    return [[[en_cellule(case) for case in ligne] for ligne in reponse.valeurs], reponse.echec]


def en_cellule(valeur: Any) -> Any:
    """Return a value as Excel takes it from JavaScript: a day is its serial number in the 1900 system."""
    if isinstance(valeur, datetime):
        return (valeur - _ORIGINE).total_seconds() / 86400
    if isinstance(valeur, date):
        return float((datetime.combine(valeur, time()) - _ORIGINE).days)
    return valeur


def versions() -> str:
    """Return what the page shows: the answer of ``CPTS_VERSION``."""
    lignes: Sequence[Sequence[Any]] = repondre("CPTS_VERSION", []).valeurs
    return str(lignes[0][0])
