"""What Excel reads before it calls: ``functions.json``, in the form of Microsoft, from the published functions."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from cpts_xl.udf.reference import ArgumentPublie, FonctionPubliee

INDIFFERENTES = ("CPTS_MOTIF",)
"""The functions that answer the same to an empty cell and to a 0: Excel is not asked which of them it is."""


def metadonnees(fonctions: Sequence[FonctionPubliee]) -> bytes:
    """Return ``functions.json``.

    Every argument is a matrix of anything: a cell or a range, seen as it is, errors included.
    """
    contenu = {
        "allowErrorForDataTypeAny": True,  # sans lui, Excel n'appelle pas la fonction sur une cellule en erreur
        "functions": [_fonction(fonction) for fonction in fonctions],
    }
    return (json.dumps(contenu, ensure_ascii=False, indent=1) + "\n").encode()


def _fonction(fonction: FonctionPubliee) -> dict[str, Any]:
    decrite: dict[str, Any] = {
        "id": fonction.nom,
        "name": fonction.nom,
        "description": fonction.aide,
        "parameters": [_argument(argument) for argument in fonction.arguments],
        "result": {"type": "any", "dimensionality": "matrix"},
    }
    if fonction.arguments and fonction.nom not in INDIFFERENTES:
        decrite["options"] = {"requiresParameterAddresses": True}  # de quoi relire une cellule qui arrive comme 0
    return decrite


def _argument(argument: ArgumentPublie) -> dict[str, Any]:
    return {
        "name": argument.nom,
        "description": argument.aide,
        "type": "any",
        "dimensionality": "matrix",
        "optional": argument.omissible,
    }
