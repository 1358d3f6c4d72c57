"""The module that the wrappers call: light to import, plain Python off Windows, cheap inside xlwings."""

from __future__ import annotations

import importlib
import os
import subprocess
import sys
import types
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from cpts_xl.udf import excel
from cpts_xl.udf.appel import repondre
from cpts_xl.udf.exemples import lire
from cpts_xl.udf.reference import par_nom
from tests.udf.faux_windows import ERREURS, DateCom

RACINE = Path(__file__).resolve().parents[3]


def test_importing_it_loads_neither_xlwings_nor_the_rules():
    """Excel starts it for the first cell: what a call does not need is not loaded."""
    code = "import sys, cpts_xl.udf.excel; print(*sys.modules)"
    fin = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=RACINE, check=True)
    lus = fin.stdout.split()
    assert "cpts_xl.udf.excel" in lus
    assert not [nom for nom in lus if nom.partition(".")[0] in {"xlwings", "pyopenvba", "numpy", "pandas"}]
    assert not [nom for nom in lus if nom.startswith(("cpts_xl.rules", "cpts_xl.law", "cpts_xl.engine"))]


@pytest.mark.parametrize("nom", sorted(par_nom()))
def test_each_function_is_made_once_and_answers_as_the_dispatcher(nom):
    """Called with nothing, it says what is missing, as everywhere."""
    fonction = getattr(excel, nom)
    assert getattr(excel, nom) is fonction
    reponse = repondre(nom, [])
    rendu = fonction()
    if reponse.echec:
        assert rendu == [[excel.MARQUE + reponse.echec]]
    else:
        assert [[type(c) for c in ligne] for ligne in rendu] == [[type(c) for c in ligne] for ligne in reponse.valeurs]


def test_a_day_goes_back_as_a_date_that_says_its_zone():
    """pywin32 would take a naive one for a local time, and the cell would show the day before."""
    [[rendu]] = _un_jour()
    assert isinstance(rendu, datetime)
    assert rendu.tzinfo is UTC
    assert rendu.hour == rendu.minute == 0


def _un_jour():
    nom = next(nom for nom, f in par_nom().items() if f.retour.code == "jour" and _date(nom, lire()[nom].arguments))
    return excel.appeler(nom, lire()[nom].arguments)


def _date(nom, arguments):
    return isinstance(repondre(nom, arguments).valeurs[0][0], date)


def test_no_answer_can_pass_for_a_failure():
    """Whatever text a cell gives back, it never begins as the mark does."""
    [[rendu]] = excel.CPTS_MOTIF(excel.MARQUE + "Refus : faux")
    assert not str(rendu).startswith(excel.MARQUE)


def test_where_xlwings_decorates_nothing_functions_stay_plain(monkeypatch):
    """On Linux xlwings may be loaded and hand functions back as they are: rows come out, not what xlwings unwraps."""
    monkeypatch.delitem(vars(excel), "CPTS_VERSION", raising=False)
    importlib.import_module("xlwings")
    assert excel.CPTS_VERSION() == repondre("CPTS_VERSION", []).valeurs


def test_another_name_is_not_a_function():
    """As any module."""
    with pytest.raises(AttributeError, match="taille"):
        _ = excel.taille


def test_serving_sets_aside_the_paying_mode_of_xlwings(monkeypatch):
    """The variable of another use is gone before xlwings is imported; then Excel is served."""
    servis = []
    faux = types.ModuleType("xlwings")
    faux.serve = lambda clsid: servis.append((clsid, os.environ.get("XLWINGS_ON_SERVER")))
    monkeypatch.setitem(sys.modules, "xlwings", faux)
    monkeypatch.setenv("XLWINGS_ON_SERVER", "true")
    excel.servir("{00000000-0000-0000-0000-000000000000}")
    assert servis == [("{00000000-0000-0000-0000-000000000000}", None)]


def test_what_com_gives_for_cells_of_a_range_is_read_as_the_plain_value():
    """Aware dates, currencies as Decimal, errors as integers: a column of sixty rows, whichever way rules are read."""
    naifs = [datetime(2025, 3, 1 + n % 28) for n in range(60)]  # noqa: DTZ001  (une cellule n'a pas de fuseau)
    conscients = tuple((DateCom.fromisoformat(jour.isoformat()).replace(tzinfo=UTC),) for jour in naifs)
    debut = DateCom(2023, 3, 15, tzinfo=UTC)
    assert excel.CPTS_FIN_ANNEE(conscients, debut) == excel.CPTS_FIN_ANNEE([[jour] for jour in naifs], debut)
    nombres = [float(40_000 + 1_000 * n) for n in range(60)]
    monnaies = tuple((Decimal(f"{nombre:.4f}"),) for nombre in nombres)
    assert excel.CPTS_TAILLE(monnaies, debut) == excel.CPTS_TAILLE([[nombre] for nombre in nombres], debut)
    melees = tuple((ERREURS["#SPILL!"],) if n == 7 else (nombre,) for n, nombre in enumerate(nombres))
    rendu = excel.CPTS_TAILLE(melees, debut)
    assert "erreur #SPILL! reçue" in rendu[7][0]
    assert [ligne for n, ligne in enumerate(rendu) if n != 7] == [
        ligne for n, ligne in enumerate(excel.CPTS_TAILLE([[nombre] for nombre in nombres], debut)) if n != 7
    ]
