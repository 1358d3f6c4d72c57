"""The open data: CSV that computes nothing, a published schema that describes it, Parquet with the same values."""

from __future__ import annotations

import csv
import json
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from cpts_xl.campaign import schema
from cpts_xl.campaign.csv_ouvert import cellule, ecrire_csv
from cpts_xl.campaign.page_schema import CHEMIN, texte
from cpts_xl.campaign.parquet import disponible, ecrire_parquet
from tests.campaign.conftest import SAINS, Menee

_FORMES = {"integer": r"-?\d+", "number": r"-?\d+(\.\d{1,6})?", "date": r"\d{4}-\d\d-\d\d", "string": r"[^=+\-@].*"}


def _tables(sortie: Path) -> dict[str, list[dict[str, str]]]:
    tables = {}
    for table in schema.TABLES:
        with (sortie / "donnees" / f"{table.code}.csv").open(encoding="utf-8", newline="") as flux:
            tables[table.code] = list(csv.DictReader(flux))
    return tables


def test_the_csv_follow_their_published_schema(menee: Menee) -> None:
    """Names, types, lists, required cells, keys, number of lines: what datapackage.json says is what the files hold."""
    tables = _tables(menee.sortie)
    paquet = json.loads((menee.sortie / "donnees" / "datapackage.json").read_text(encoding="utf-8"))
    annees = {(ligne["fiche"], ligne["identifiant"], ligne["annee"]) for ligne in tables["cpts_annees"]}
    vues = 0
    for ressource in paquet["resources"]:
        lignes = tables[ressource["path"].removesuffix(".csv")]
        assert len(lignes) == ressource["rows"]
        champs = ressource["schema"]["fields"]
        exiges = {champ["name"] for champ in champs if champ.get("constraints", {}).get("required")}
        assert exiges >= set(ressource["schema"]["primaryKey"])  # une clé de la norme n'a pas de case vide
        cles = [tuple(ligne[code] for code in ressource["schema"]["primaryKey"]) for ligne in lignes]
        assert len(set(cles)) == len(cles)
        for ligne in lignes:
            assert (ligne["fiche"], ligne["identifiant"], ligne["annee"]) in annees
            assert list(ligne) == [champ["name"] for champ in champs]
            for champ in champs:
                contraintes, lu = champ.get("constraints", {}), ligne[champ["name"]]
                assert lu or not contraintes.get("required"), champ
                assert not lu or re.fullmatch(_FORMES[champ["type"]], lu), (champ["name"], lu)
                assert not lu or lu in contraintes.get("enum", [lu]), (champ["name"], lu)
                vues += 1
    assert vues > 5000


def test_the_records_hold_what_the_csv_hold(menee: Menee) -> None:
    """One JSON record per CPTS and year, of the same version and with the same values."""
    tables = _tables(menee.sortie)
    fiches = sorted((menee.sortie / "donnees" / "fiches").iterdir())
    assert len(fiches) == SAINS
    for chemin in fiches:
        fiche = json.loads(chemin.read_text(encoding="utf-8"))
        assert fiche["version_schema"] == schema.VERSION
        cle = fiche["cpts_annees"][0]["identifiant"]
        assert chemin.stem == fiche["cpts_annees"][0]["fiche"]
        for table in schema.TABLES:
            attendues = [{code: cellule(valeur) for code, valeur in ligne.items()} for ligne in fiche[table.code]]
            assert attendues == [ligne for ligne in tables[table.code] if ligne["identifiant"] == cle]


@pytest.mark.parametrize("debut", ["=", "+", "-", "@", "\t", "\r"])
def test_no_text_becomes_a_formula(tmp_path: Path, debut: str) -> None:
    """A name that begins as a formula would is prefixed; a negative number is not a text."""
    table = schema.Table("t", "", "", ("nom",), (
        schema.Colonne("nom", "Nom", "texte", ""), schema.Colonne("n", "N", "montant", ""),
    ))  # fmt: skip
    ecrire_csv(tmp_path / "t.csv", table, [{"nom": f"{debut}1+1", "n": -12.5}])
    with (tmp_path / "t.csv").open(encoding="utf-8", newline="") as flux:
        (ligne,) = csv.DictReader(flux)
    assert ligne == {"nom": f"'{debut}1+1", "n": "-12.5"}


@pytest.mark.parametrize(("valeur", "attendu"), [
    (None, ""), (0, "0"), (0.00001, "0.00001"), (1234567.5, "1234567.5"), ({}, ""),
    (123456789012.34, "123456789012.34"), (-999999999999.5, "-999999999999.5"), (5.0, "5"),
    ({"droit": "À compléter", "verse": "non saisi"}, "droit: À compléter | verse: non saisi"),
])  # fmt: skip
def test_a_cell_is_plain(valeur: Any, attendu: str) -> None:
    """A missing value is empty and a nil one is 0; no thousands, no comma, no exponent."""
    assert cellule(valeur) == attendu


def _arro3() -> None:
    if not disponible():
        pytest.skip("arro3 n'est pas installé (extra campagne)")


def test_parquet_holds_the_same_values(menee: Menee) -> None:
    """Every cell of every table, typed: exact decimals, days, whole numbers."""
    _arro3()
    from arro3.io import read_parquet  # noqa: PLC0415

    types = {"montant": "Decimal128(14, 2)", "taux": "Decimal128(18, 6)", "jour": "Date32", "entier": "Int64"}
    comparees = 0
    for table, lignes in _tables(menee.sortie).items():
        lue = read_parquet(menee.sortie / "donnees" / f"{table}.parquet").read_all()
        decrite = next(t for t in schema.TABLES if t.code == table)
        assert lue.num_rows == len(lignes)
        for colonne in decrite.colonnes:
            champ = lue.schema.field(colonne.code)
            assert types.get(colonne.genre, str(champ.type)) in str(champ.type)
            assert champ.nullable is not colonne.obligatoire
            for ligne, scalaire in zip(lignes, lue.column(colonne.code), strict=True):
                comparees += 1
                assert _pareil(ligne[colonne.code], scalaire.as_py(), colonne.genre), (table, colonne.code)
    assert comparees > 5000


def _pareil(texte: str, valeur: Any, genre: str) -> bool:
    if valeur is None or valeur == "":
        return texte == ""
    if genre in {"montant", "taux", "nombre"}:
        return Decimal(texte) == valeur
    return texte.removeprefix("'") == str(valeur)


def test_an_empty_table_is_written(tmp_path: Path) -> None:
    """No finding at all: a file with its columns and no line."""
    _arro3()
    from arro3.io import read_parquet  # noqa: PLC0415

    ecrire_parquet(tmp_path / "t.parquet", schema.CONSTATS, [])
    lue = read_parquet(tmp_path / "t.parquet").read_all()
    assert (lue.num_rows, tuple(lue.schema.names)) == (0, schema.CONSTATS.codes)


def test_the_page_of_the_schema_is_up_to_date() -> None:
    """docs/campagne-schema.md is what « python -m cpts_xl.campaign.page_schema » writes."""
    assert CHEMIN.read_text(encoding="utf-8") == texte()
