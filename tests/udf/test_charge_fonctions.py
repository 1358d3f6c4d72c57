"""Ten thousand rows: one call per cell, one call per column and native formulas recalculated give the same answers."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from bench import charge_fonctions
from bench.charge_fonctions import (
    COLONNES,
    DONNEES,
    FONCTIONS,
    LIGNES,
    PLAGES,
    Charge,
    adresse,
    charger,
    ecrire,
    lignes,
    scalaires,
)
from cpts_xl.workbook.inks import Encre, serie
from cpts_xl.workbook.moteurs.recalcul import recalculer
from cpts_xl.workbook.xlsx.lu import ErreurCellule, lire
from cpts_xl.workbook.xlsx.types import lettres
from tests.udf.natif.banc import pareil

if TYPE_CHECKING:
    from pathlib import Path

DELAI = 300


@pytest.fixture(scope="module")
def charge() -> Charge:
    """Return the rows with what one call per function answers."""
    return charger()


def test_rows_hold_all_that_a_column_may_hold(charge: Charge) -> None:
    """The rows are worth something: each function concludes, declines for want of a cell, and never crashes."""
    assert len(charge.lignes) == LIGNES == 10_000
    assert charge.lignes[:50] == lignes(50)
    for nom in FONCTIONS:
        reponses = charge.reponses[nom]
        assert sum(isinstance(r, float | date) for r in reponses) > LIGNES // 3, nom
        assert sum(str(r).startswith("À compléter") for r in reponses) > LIGNES // 60, nom
        assert not [r for r in reponses if "erreur interne" in str(r)], nom


@pytest.mark.parametrize("nom", FONCTIONS)
def test_a_range_answers_as_its_cells_do(charge: Charge, nom: str) -> None:
    """One call on ten thousand rows gives, row by row, what ten thousand calls give, sentences included."""
    assert charge.reponses[nom] == scalaires(charge.lignes, nom)


@pytest.mark.moteur
@pytest.mark.parametrize(("moteur", "encre"), [("libreoffice", Encre.NATIVE), ("ironcalc", Encre.LAMBDA)])
def test_a_spreadsheet_recalculates_the_same(
    charge: Charge, moteurs: tuple[str, ...], moteur: str, encre: Encre, tmp_path: Path
) -> None:
    """Stored answers falsified, everything recalculated once: the answers of Python; how long is the bench's matter."""
    assert moteur in moteurs
    chemin = tmp_path / "charge.xlsx"
    fausse = Charge(charge.lignes, {nom: [-987_654.0] * LIGNES for nom in FONCTIONS})
    ecrire(chemin, fausse, encre)
    recalcul = recalculer(chemin, moteur, DELAI)
    ecarts: list[tuple[str, int, Any, Any]] = []
    for nom in FONCTIONS:
        for rang, attendu in enumerate(charge.reponses[nom]):
            vu = recalcul[adresse(nom, rang)]
            if not pareil(attendu, vu) and not _cle_inconnue(attendu, vu):
                ecarts.append((nom, rang, attendu, vu))
    assert not ecarts, f"{len(ecarts)} écarts, dont {ecarts[:5]}"


def _cle_inconnue(attendu: Any, vu: Any) -> bool:
    """Return whether the texts do not have the key: a refusal in Python, #N/A in a formula that looks it up."""
    return "rien en vigueur le" in str(attendu) and vu == ErreurCellule("#N/A")


def test_the_working_workbook_holds_both_ways(charge: Charge, tmp_path: Path) -> None:
    """One sheet calls per row, the other once per function; both store what Python answers."""
    courte = Charge(charge.lignes[:200], {nom: reponses[:200] for nom, reponses in charge.reponses.items()})
    chemin = tmp_path / "charge.xlsx"
    ecrire(chemin, courte, Encre.PYTHON)
    lu = lire(chemin, dates=False)
    assert list(lu.feuilles) == [DONNEES, PLAGES]
    for colonne, nom in enumerate(FONCTIONS):
        lettre = lettres(colonne + 1)
        appel = lu.feuilles[PLAGES].cellules[f"{lettre}2"].formule
        assert appel is not None
        assert appel.startswith(f"{{={nom}(")
        assert "$2:$" in appel
        for rang, attendu in enumerate(courte.reponses[nom]):
            par_ligne = lu.feuilles[DONNEES].cellules[adresse(nom, rang)[1]]
            assert str(par_ligne.formule).startswith(f"={nom}($")
            for cellule in (par_ligne, lu.feuilles[PLAGES].cellules[f"{lettre}{rang + 2}"]):
                brute = serie(attendu) if isinstance(attendu, date) else attendu
                proche = isinstance(brute, float) and abs(cellule.valeur - brute) < 1e-6
                assert proche or cellule.valeur == brute, (nom, rang)
    assert len(COLONNES) == len(set(COLONNES)) == 20


def test_the_bench_measures_each_function_both_ways(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each ratio that the bench prints has its two works."""
    monkeypatch.setattr(charge_fonctions, "lignes", lambda: lignes(20))
    travaux = dict(charge_fonctions.mesures(tmp_path))
    for rapport in charge_fonctions.RAPPORTS:
        travaux[rapport.dessus]()
        travaux[rapport.dessous]()
    assert len(travaux) == 2 * len(FONCTIONS)
