"""The open data in Parquet: the same tables as the CSV, typed, exact amounts, written by batches."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

from cpts_xl.campaign import schema
from cpts_xl.campaign.colonnes import Table
from cpts_xl.campaign.csv_ouvert import cellule
from cpts_xl.campaign.nombres import CHIFFRES, DECIMALES

PAQUET = 5_000
"""Lines in memory at once."""
_EPOQUE = date(1970, 1, 1).toordinal()


def disponible() -> bool:
    """Return whether the library that writes Parquet is installed."""
    return importlib.util.find_spec("arro3") is not None and importlib.util.find_spec("arro3.io") is not None


def ecrire_parquet(chemin: Path, table: Table, lignes: Iterable[dict[str, Any]]) -> None:
    """Write one table: amounts as decimals of 2 places, rates and numbers of 6, days as days, texts as texts."""
    from arro3.core import Field, RecordBatch, RecordBatchReader, Schema  # noqa: PLC0415  (12 Mo : seulement pour écrire)
    from arro3.io import write_parquet  # noqa: PLC0415

    types = _types()
    champs = Schema([Field(c.code, types[c.genre][0], nullable=not c.obligatoire) for c in table.colonnes])

    def paquets() -> Iterator[Any]:
        source = iter(lignes)
        while paquet := list(islice(source, PAQUET)):
            colonnes = [_colonne([ligne[c.code] for ligne in paquet], *types[c.genre], c.genre) for c in table.colonnes]
            yield RecordBatch.from_arrays(colonnes, schema=champs)

    write_parquet(
        RecordBatchReader.from_batches(champs, paquets()), chemin, compression="zstd(3)", created_by="cpts_xl",
        # une clé, pas deux : la bibliothèque n'en fixe pas l'ordre
        key_value_metadata={"cpts_xl": f"cpts-annee {schema.VERSION} {table.code}"},
    )  # fmt: skip


def _types() -> dict[str, tuple[Any, Any]]:
    """Return, for each kind, the type of its column and that of the values from which it is cast."""
    from arro3.core import DataType  # noqa: PLC0415

    texte = DataType.string()
    decimaux = {genre: DataType.decimal128(CHIFFRES + places, places) for genre, places in DECIMALES.items()}
    return {
        "texte": (texte, texte),
        "jour": (DataType.date32(), DataType.int32()),
        "entier": (DataType.int64(), DataType.int64()),
        "montant": (decimaux["montant"], texte),
        "nombre": (decimaux["nombre"], texte),
        "taux": (decimaux["taux"], texte),
    }


def _colonne(valeurs: list[Any], final: Any, depart: Any, genre: str) -> Any:
    from arro3.core import Array  # noqa: PLC0415

    brutes: list[Any]
    if genre == "jour":
        brutes = [None if v is None else date.fromisoformat(v).toordinal() - _EPOQUE for v in valeurs]
    elif genre == "texte":
        brutes = [None if v is None else cellule(v) if isinstance(v, dict) else v for v in valeurs]
    elif genre == "entier":
        brutes = valeurs
    else:
        brutes = [None if v is None else cellule(v) for v in valeurs]
    colonne = Array(brutes, depart)
    return colonne if genre in {"texte", "entier"} else colonne.cast(final)
