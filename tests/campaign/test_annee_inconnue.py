"""A year whose rank in the contract is not known: it counts, it is told, and it stops nothing."""

from __future__ import annotations

import csv
import json
from datetime import date
from typing import TYPE_CHECKING

import openpyxl
import pytest

from cpts_xl.campaign.depot import Depot
from cpts_xl.campaign.inventaire import Inventaire
from cpts_xl.campaign.parquet import disponible
from cpts_xl.campaign.recueil import _Candidat, _doublon, recueillir
from cpts_xl.campaign.traitement import Bilan
from tests.campaign.conftest import BASES, empreintes, lancer
from tests.campaign.fabrique import a_part, bases, deriver

if TYPE_CHECKING:
    from pathlib import Path

    from cpts_xl.campaign.conduite import Compte

SANS = "990000001-annee-inconnue-2025-03-15"
"""The record of the association n° 1, whose year begins on that day, and whose rank is not known."""


@pytest.fixture(scope="module")
def sans_rang(tmp_path_factory: pytest.TempPathFactory) -> tuple[Compte, Path]:
    """Return a campaign of three workbooks: without signature, signed on another day of the year, sound."""
    racine = tmp_path_factory.mktemp("sans rang")
    (racine / "reçus").mkdir()
    (racine / "reçus" / "sans signature.xlsx").write_bytes(deriver(a_part(signature=None), 1))
    (racine / "reçus" / "lendemain.xlsx").write_bytes(deriver(a_part(signature=date(2023, 3, 16)), 2))
    (racine / "reçus" / "sain.xlsx").write_bytes(deriver(bases(BASES)[5], 3))
    return lancer(racine / "reçus", racine / "sortie"), racine / "sortie"


def _table(sortie: Path, table: str) -> list[dict[str, str]]:
    with (sortie / "donnees" / f"{table}.csv").open(encoding="utf-8", newline="") as flux:
        return list(csv.DictReader(flux))


def test_the_campaign_finishes_and_all_count(sans_rang: tuple[Compte, Path]) -> None:
    """Every output is written; the year that is not known is an empty cell, with its reason, in every table."""
    compte, sortie = sans_rang
    assert (len(compte.recueil.retenus), compte.recueil.echecs) == (3, ())
    assert (sortie / "consolide.xlsx").is_file()
    assert (sortie / "echecs.html").is_file()
    vide, autre, sain = _table(sortie, "cpts_annees")
    assert (vide["fiche"], vide["annee"], vide["debut"]) == (SANS, "", "2025-03-15")
    assert "annee: À compléter" in vide["manquants"]
    assert (autre["annee"], "annee: Refus" in autre["manquants"]) == ("", True)
    assert sain["annee"] != ""
    for table in ("lignes", "postes", "indicateurs", "constats"):
        siennes = [ligne for ligne in _table(sortie, table) if ligne["fiche"] == SANS]
        assert siennes or table == "constats"
        assert all(ligne["annee"] == "" and "annee: À compléter" in ligne["manquants"] for ligne in siennes), table
    assert json.loads((sortie / "donnees" / "fiches" / f"{SANS}.json").read_text("utf-8"))["lignes"][0]["annee"] is None


def test_the_published_key_is_always_there(sans_rang: tuple[Compte, Path]) -> None:
    """The year may be missing and says so; what makes a line unique is never empty, as the standard asks."""
    _, sortie = sans_rang
    paquet = json.loads((sortie / "donnees" / "datapackage.json").read_text(encoding="utf-8"))
    for ressource in paquet["resources"]:
        champs = {champ["name"]: champ for champ in ressource["schema"]["fields"]}
        assert "required" not in champs["annee"].get("constraints", {})
        cles = [tuple(ligne[code] for code in ressource["schema"]["primaryKey"])
                for ligne in _table(sortie, ressource["path"].removesuffix(".csv"))]  # fmt: skip
        assert len(set(cles)) == len(cles)
        assert all(all(cle) for cle in cles)


def test_parquet_has_an_empty_year(sans_rang: tuple[Compte, Path]) -> None:
    """Written, and read back: two years are null, the third is a number."""
    if not disponible():
        pytest.skip("arro3 n'est pas installé (extra campagne)")
    from arro3.io import read_parquet  # noqa: PLC0415

    lue = read_parquet(sans_rang[1] / "donnees" / "cpts_annees.parquet").read_all()
    annees = [scalaire.as_py() for scalaire in lue.column("annee")]
    assert annees[:2] == [None, None]
    assert isinstance(annees[2], int)


def test_the_consolidated_workbook_says_why(sans_rang: tuple[Compte, Path]) -> None:
    """An empty cell under « Année du contrat », never 0, and the last column of the line tells it."""
    feuille = openpyxl.load_workbook(sans_rang[1] / "consolide.xlsx", data_only=True)["CPTS et années"]
    assert feuille["B3"].value.startswith("Année du contrat")
    assert feuille["B4"].value is None
    assert "Année du contrat : À compléter" in feuille.cell(4, feuille.max_column).value


def test_a_second_run_changes_nothing(sans_rang: tuple[Compte, Path]) -> None:
    """It was stopped again and again: it now has nothing to do."""
    _, sortie = sans_rang
    avant = empreintes(sortie)
    assert lancer(sortie.parent / "reçus", sortie).faits == 0
    assert empreintes(sortie) == avant


def _recueillies(tmp_path: Path, *lues: tuple[int | None, str], saisies: str = "") -> tuple[list[str], list[str]]:
    """Return which of the records « 0 », « 1 »… of one CPTS count, and what is told of the others."""
    depot, bilans = Depot(tmp_path), []
    for rang, (annee, debut) in enumerate(lues):
        ligne = {"identifiant": "990000001", "annee": annee, "debut": debut, "arrete": "2026-03-31", "bloquants": 0,
                 "empreinte_saisies": saisies}  # fmt: skip
        depot.ecrire(f"{rang}", {"etat": "lu", "fiche": {"cpts_annees": [ligne]}})
        bilans.append(Bilan(f"{rang}.xlsx", f"{rang}"))
    recueil = recueillir(depot, bilans, Inventaire(tmp_path, (), {}))
    return [candidat.clef for candidat in recueil.retenus], [echec.motif for echec in recueil.echecs]


def test_two_years_without_rank_are_two_years(tmp_path: Path) -> None:
    """They begin on different days: both count, nothing is said against them."""
    assert _recueillies(tmp_path, (None, "2025-03-15"), (None, "2024-03-15")) == (["1", "0"], [])


def test_one_year_without_rank_counts_once(tmp_path: Path) -> None:
    """They begin on the same day: one counts, and the other is told by that day, never as « année 0 »."""
    retenus, motifs = _recueillies(tmp_path, (None, "2025-03-15"), (None, "2025-03-15"))
    assert retenus == ["1"]
    assert motifs[0].startswith("Même CPTS et même année (commencée le 15/03/2025) que « 1.xlsx »")
    assert "année 0" not in motifs[0]


def test_a_known_rank_takes_the_year_that_begins_with_it(tmp_path: Path) -> None:
    """The workbook sent again with its signature replaces the one that had none: the year is not counted twice."""
    retenus, motifs = _recueillies(tmp_path, (None, "2025-03-15"), (3, "2025-03-15"), (None, "2024-03-15"))
    assert retenus == ["1", "2"]
    assert motifs[0].startswith("Même CPTS et même année (année 3 du contrat) que « 1.xlsx »")


def test_a_renewed_contract_has_the_same_ranks_and_other_years(tmp_path: Path) -> None:
    """Year 1 of 2020 and year 1 of 2025 both count; a first day typed some weeks amiss is still the same year."""
    assert _recueillies(tmp_path, (1, "2025-03-15"), (1, "2020-03-15")) == (["1", "0"], [])
    retenus, motifs = _recueillies(tmp_path, (1, "2025-03-15"), (1, "2025-04-01"))
    assert retenus == ["1"]
    assert motifs[0].startswith("Même CPTS et même année")


def test_the_same_inputs_twice_ask_nothing_of_the_cpts(tmp_path: Path) -> None:
    """The working file and its reviewer's copy: one counts, and nobody is told to choose."""
    retenus, motifs = _recueillies(tmp_path, (3, "2025-03-15"), (3, "2025-03-15"), saisies="90c63b9b")
    assert retenus == ["1"]
    assert motifs == [
        "Même CPTS et même année (année 3 du contrat) que « 1.xlsx », avec les mêmes saisies : compté une fois."
    ]
    _, motifs = _recueillies(tmp_path, (3, "2025-03-15"), (3, "2025-03-15"))
    assert "rien ne dit lequel est le bon" in motifs[0]


def test_the_state_that_counts_may_be_the_one_without_rank() -> None:
    """Closed later, it counts; the page names the year by its first day."""
    avant = _Candidat("990000004", 3, "2025-03-15", "2026-03-31", 0, 1, "a.xlsx", "a")
    apres = _Candidat("990000004", None, "2025-03-15", "2026-06-30", 0, 2, "b.xlsx", "b")
    assert max(avant, apres) is apres
    assert "(commencée le 15/03/2025) que « b.xlsx »" in _doublon(avant, apres).motif
