"""The common bench, the whole way: our VBA, then xlwings' own ``CallUDF``, then Python, and back into the cell."""

from __future__ import annotations

import datetime as dt
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from cpts_xl.udf.etalement import Table
from tests.udf.cellules import cas

RACINE = Path(__file__).resolve().parents[3]
VALEUR = 2015
"""The number of #VALUE!."""

AUTRE_EN_1904 = {"CPTS_DEPART_DELAI, depart_declare : nombre"}
"""3 is the 4th of January 1904 there, a day like another; in the 1900 system it is before any date admitted."""


def _date(objet):
    return dt.date.fromisoformat(objet["date"]) if objet.keys() == {"date"} else objet


def _jours(table: Table) -> Table:
    """Return what cells show: a date has no hour."""
    return [[case.date() if isinstance(case, dt.datetime) else case for case in ligne] for ligne in table]


@pytest.fixture(scope="module")
def lignes():
    """Run the bench once, in a child process."""
    with tempfile.TemporaryDirectory() as ailleurs:
        fin = subprocess.run(
            [sys.executable, "-W", "error", "-m", "tests.udf.vba.lancer_banc"],
            capture_output=True, encoding="utf-8", cwd=RACINE, timeout=300, check=False,
            env={**os.environ, "PYTHONIOENCODING": "utf-8", "HOME": ailleurs},
        )  # fmt: skip
    assert fin.returncode == 0, fin.stderr
    return json.loads(fin.stdout, object_hook=_date)


def _ecarts(lignes):
    """Return the cases whose answer is not that of Python."""
    ecarts = {}
    for ligne in lignes:
        un = cas()[ligne["rang"]]
        attendu = un.reponse()
        juste = (
            ligne["rendu"] == VALEUR and ligne["motif"] == attendu.echec
            if attendu.echec
            else ligne["rendu"] == _jours(attendu.valeurs)
        )
        if not juste:
            ecarts[un.nom] = (ligne["rendu"], attendu)
    return ecarts


def test_every_cell_shows_what_python_answers(lignes):
    """Every case, without exception: errors named, empties told from 0, dates as dates, failures as #VALUE!."""
    ici = [ligne for ligne in lignes if not ligne["de_1904"]]
    assert len(ici) == len(cas()) > 2000
    assert _ecarts(ici) == {}


def test_a_book_of_the_1904_system_gives_the_same(lignes):
    """Every case with a date, in a book whose days are numbered from 1904."""
    ici = [ligne for ligne in lignes if ligne["de_1904"]]
    assert len(ici) > 500
    assert set(_ecarts(ici)) == AUTRE_EN_1904


def test_each_range_is_read_once(lignes):
    """One reading per argument; CPTS_MOTIF looks first whether its cell is in error."""
    for ligne in lignes:
        assert ligne["lectures"] <= (2 if cas()[ligne["rang"]].fonction == "CPTS_MOTIF" else 1)


def test_the_bench_has_seen_every_kind_of_case(lignes):
    """Failures, dates in answers, tables: each is there, or this file would prove nothing of it."""
    rendus = [ligne["rendu"] for ligne in lignes]
    assert sum(rendu == VALEUR for rendu in rendus) >= 2
    assert any(isinstance(rendu, list) and isinstance(rendu[0][0], dt.date) for rendu in rendus)
    assert any(isinstance(rendu, list) and len(rendu) > 5 for rendu in rendus)
