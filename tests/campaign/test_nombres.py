"""The numbers of the open data: rounded in one way, and none of those that a column cannot hold."""

from __future__ import annotations

import csv
import json
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest

from cpts_xl.campaign import schema
from cpts_xl.campaign.colonnes import Colonne, Table
from cpts_xl.campaign.csv_ouvert import cellule
from cpts_xl.campaign.fiche import grouper
from cpts_xl.campaign.nombres import CHIFFRES, TROP_GRAND, publier
from cpts_xl.campaign.parquet import disponible, ecrire_parquet
from cpts_xl.constats import Cause, Constat, Gravite
from tests.campaign.conftest import BASES, lancer
from tests.campaign.fabrique import a_part, bases, deriver

if TYPE_CHECKING:
    from pathlib import Path

MILLIARDS = 10**CHIFFRES


@pytest.mark.parametrize(("valeur", "genre", "attendu"), [
    (Fraction("0.005"), "montant", 0.01), (Fraction("-0.005"), "montant", -0.01), (Fraction(2, 3), "taux", 0.666667),
    (Fraction(5), "nombre", 5), (date(2026, 3, 1), "jour", "2026-03-01"), (None, "montant", None),
    (Fraction(MILLIARDS) - Fraction("0.01"), "montant", 999999999999.99), (MILLIARDS - 1, "entier", 999999999999),
])  # fmt: skip
def test_values_are_published_plainly(valeur: Any, genre: str, attendu: Any) -> None:
    """Half away from zero, whole numbers whole, ISO days; the greatest that a column holds is still there."""
    assert publier(valeur, genre) == (attendu, "")


@pytest.mark.parametrize("genre", ["entier", "montant", "nombre", "taux"])
@pytest.mark.parametrize("valeur", [
    Fraction(MILLIARDS), Fraction(-MILLIARDS), Fraction(10**20), Fraction(10**400) + Fraction(1, 3),
    MILLIARDS - Fraction(1, 10**7),
])  # fmt: skip
def test_a_number_too_great_is_not_published(valeur: Fraction, genre: str) -> None:
    """Nor rounded to what fits: nothing, and why, in the same words for every kind of column."""
    assert publier(valeur, genre) == (None, TROP_GRAND)
    assert TROP_GRAND == "nombre trop grand : 12 chiffres au plus avant la virgule"


@pytest.mark.parametrize("genre", ["entier", "montant", "nombre", "taux"])
def test_parquet_holds_whatever_is_published(tmp_path: Path, genre: str) -> None:
    """The greatest number of each kind, and its opposite, come back from Parquet as the CSV writes them."""
    if not disponible():
        pytest.skip("arro3 n'est pas installé (extra campagne)")
    from arro3.io import read_parquet  # noqa: PLC0415

    fin = Fraction(1, 100) if genre == "montant" else Fraction(1, 1000)
    plus_grand, _ = publier(MILLIARDS - (1 if genre == "entier" else fin), genre)
    table = Table("t", "", "", ("n",), (Colonne("n", "N", genre, ""),))
    ecrire_parquet(tmp_path / "t.parquet", table, [{"n": plus_grand}, {"n": -plus_grand}, {"n": None}])
    lues = [scalaire.as_py() for scalaire in read_parquet(tmp_path / "t.parquet").read_all().column("n")]
    assert lues[2] is None
    assert [Fraction(lue) for lue in lues[:2]] == [Fraction(cellule(valeur)) for valeur in (plus_grand, -plus_grand)]


def test_stakes_too_great_are_counted_and_not_published() -> None:
    """The finding stays, with its number; its euros are empty, and the line says why."""
    constat = Constat(Gravite.BLOQUANT, "a", cause=Cause.FORMULE, enjeu=Fraction(10**13))
    (ligne,) = grouper((constat,))
    assert (ligne["nombre"], ligne["chiffres"], ligne["enjeu_cumule"], ligne["enjeu_maximal"]) == (1, 1, None, None)
    assert ligne["manquants"] == {"enjeu_cumule": TROP_GRAND, "enjeu_maximal": TROP_GRAND}


def test_a_campaign_with_numbers_too_great_tells_them_everywhere(tmp_path: Path) -> None:
    """A population of 10²⁰, an expense of 10¹²: in CSV, record and Parquet, an empty cell and its reason."""
    recus, sortie = tmp_path / "reçus", tmp_path / "sortie"
    recus.mkdir()
    (recus / "population.xlsx").write_bytes(deriver(a_part(population=Fraction(10**20)), 1))
    (recus / "depense.xlsx").write_bytes(deriver(a_part(depense=Fraction(MILLIARDS)), 2))
    (recus / "sain.xlsx").write_bytes(deriver(bases(BASES)[5], 3))
    compte = lancer(recus, sortie, "serie")
    assert (len(compte.recueil.retenus), compte.recueil.echecs) == (3, ())
    with (sortie / "donnees" / "cpts_annees.csv").open(encoding="utf-8", newline="") as flux:
        population, depense, sain = list(csv.DictReader(flux))
    assert population["population"] == depense["depense"] == ""
    assert f"population: {TROP_GRAND}" in population["manquants"]
    assert "droit_1000: il manque population" in population["manquants"]
    assert f"depense: {TROP_GRAND}" in depense["manquants"]
    assert population["depense"] == "284738.15"
    assert TROP_GRAND not in sain["manquants"]
    fiche = json.loads((sortie / "donnees" / "fiches" / f"{population['fiche']}.json").read_text(encoding="utf-8"))
    assert fiche["cpts_annees"][0]["population"] is None
    assert fiche["cpts_annees"][0]["manquants"]["population"] == TROP_GRAND
    if disponible():
        from arro3.io import read_parquet  # noqa: PLC0415

        for table in schema.TABLES:
            assert (sortie / "donnees" / f"{table.code}.parquet").is_file()
        lue = read_parquet(sortie / "donnees" / "cpts_annees.parquet").read_all()
        assert [scalaire.as_py() is None for scalaire in lue.column("population")] == [True, False, False]
        assert [scalaire.as_py() is None for scalaire in lue.column("depense")][:2] == [False, True]
