"""The open data as text: one CSV per table, their published schema, one JSON record per CPTS and year.

For machines first: UTF-8 without mark, comma between columns, decimal point, ISO days, CRLF, an empty cell for what is
missing. A text never begins as a formula would.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from cpts_xl import __version__
from cpts_xl.campaign import schema
from cpts_xl.campaign.colonnes import GENRES, Colonne, Table
from cpts_xl.formats import sans_formule

LICENCE = {
    "name": "etalab-2.0",
    "title": "Licence ouverte 2.0",
    "path": "https://www.etalab.gouv.fr/licence-ouverte-open-licence/",
}


def cellule(valeur: Any) -> str:
    """Return what a cell of the CSV holds: nothing when it is missing, a plain number, a mere text."""
    if valeur is None:
        return ""
    if isinstance(valeur, dict):
        return " | ".join(f"{code}: {raison}" for code, raison in valeur.items())
    if isinstance(valeur, float):
        # le texte le plus court qui redonne ce nombre, jamais « 1e-05 »
        return f"{Decimal(repr(valeur)):f}".removesuffix(".0")
    return sans_formule(valeur) if isinstance(valeur, str) else str(valeur)


def ecrire_csv(chemin: Path, table: Table, lignes: Iterable[dict[str, Any]]) -> int:
    """Write one table, line by line; return how many lines it has."""
    total = 0
    with chemin.open("w", encoding="utf-8", newline="") as flux:
        plume = csv.writer(flux)
        plume.writerow(table.codes)
        for total, ligne in enumerate(lignes, 1):  # noqa: B007  (le compte est ce que l'on rend)
            plume.writerow([cellule(ligne[code]) for code in table.codes])
    return total


def en_json(fiche: dict[str, list[dict[str, Any]]]) -> str:
    """Return the record of one CPTS for one year as a JSON text, in the order of the schema."""
    corps = {"schema": "cpts-annee", "version_schema": schema.VERSION, **fiche}
    return json.dumps(corps, ensure_ascii=False, indent=1) + "\n"


def nom_de_fiche(fiche: dict[str, list[dict[str, Any]]]) -> str:
    """Return the name of the file of a record: that of the record itself, its key in every table."""
    return f"{fiche['cpts_annees'][0]['fiche']}.json"


def datapackage(lignes: dict[str, int]) -> str:
    """Return the description of the CSV files that tools of open data read (Frictionless Data Package)."""
    corps = {
        "profile": "tabular-data-package",
        "name": "cpts-campagne",
        "title": "Campagne CPTS : une fiche par CPTS et par année conventionnelle",
        "description": "Aucune donnée personnelle. Une valeur absente est une case vide, jamais zéro ; la colonne "
        "« manquants » dit pourquoi.",
        "version": schema.VERSION,
        "created_by": f"cpts_xl {__version__}",
        "licenses": [LICENCE],
        "resources": [_ressource(table, lignes[table.code]) for table in schema.TABLES],
    }
    return json.dumps(corps, ensure_ascii=False, indent=1) + "\n"


def _ressource(table: Table, lignes: int) -> dict[str, Any]:
    return {
        "name": table.code.replace("_", "-"),
        "path": f"{table.code}.csv",
        "title": table.titre,
        "description": table.sens,
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "rows": lignes,
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True, "header": True},
        "schema": {
            "fields": list(_champs(table)),
            "primaryKey": list(table.cle),
            "missingValues": [""],
            **({} if table is schema.CPTS_ANNEES else {"foreignKeys": [{
                "fields": list(schema.CPTS_ANNEES.cle),
                "reference": {"resource": "cpts-annees", "fields": list(schema.CPTS_ANNEES.cle)},
            }]}),
        },
    }  # fmt: skip


def _champs(table: Table) -> Iterator[dict[str, Any]]:
    for colonne in table.colonnes:
        champ: dict[str, Any] = {
            "name": colonne.code, "title": colonne.entete, "type": GENRES[colonne.genre],
            "description": colonne.sens,
        }  # fmt: skip
        if contraintes := _contraintes(colonne):
            champ["constraints"] = contraintes
        if colonne.genre in {"nombre", "montant", "taux"}:
            champ |= {"decimalChar": ".", "bareNumber": True}
        yield champ


def _contraintes(colonne: Colonne) -> dict[str, Any]:
    contraintes: dict[str, Any] = {"required": True} if colonne.obligatoire else {}
    return contraintes | ({"enum": list(colonne.choix)} if colonne.choix else {})
