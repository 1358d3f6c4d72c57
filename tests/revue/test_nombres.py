"""A count in a sentence has its thousands apart: « 4 254 formules », never « 4254 formules »."""

from __future__ import annotations

import ast
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

import cpts_xl
from cpts_xl.workbook.recu.read import lire_classeur
from cpts_xl.workbook.verification import verifier

from .banc import recu

RACINE = Path(cpts_xl.__file__).parent
MODULES = sorted([*(RACINE / "revue").glob("*.py"), *(RACINE / "workbook" / "verification").glob("*.py")])
NU = re.compile(r"(?<![\d\u202f/,.!$A-Z-])\d{4,}(?= [a-zé])")
"""A number of four digits or more, not parted, before a word."""


def nus(source: str) -> Iterator[str]:
    """Yield the sentences of a module where a length is written as it is."""
    for noeud in ast.walk(ast.parse(source)):
        if isinstance(noeud, ast.FormattedValue):
            calcul = noeud.value.left if isinstance(noeud.value, ast.BinOp) else noeud.value
            if isinstance(calcul, ast.Call) and isinstance(calcul.func, ast.Name) and calcul.func.id in {"len", "sum"}:
                yield f"ligne {noeud.lineno} : {ast.unparse(noeud.value)}"


@pytest.mark.parametrize("module", MODULES, ids=lambda m: f"{m.parent.name}/{m.stem}")
def test_no_length_is_written_as_it_is(module):
    """Every count passes by the house's way of writing a number."""
    assert list(nus(module.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize("phrase", ['f"{len(x)} formules"', 'f"et {len(x) - 3} autres"', 'f"{sum(x)} lignes"'])
def test_the_detector_detects(phrase):
    """Sabotage: a bare length, alone or in a difference, is found; the same one through the helper is not."""
    assert len(list(nus(phrase))) == 1
    bon = re.sub(r"\{(.*)\}", r"{nombre(\1)}", phrase)
    assert list(nus(bon)) == []
    assert NU.search("4254 formules")
    assert not NU.search("4\u202f254 formules, le 15/03/2025, en L1234 et")


def test_a_workbook_without_results_is_counted_in_french(tmp_path):
    """Saved by a program that computes nothing, thousands of formulas have no result: their number is readable."""
    chemin, retires = tmp_path / "sans résultat.xlsx", 0
    with zipfile.ZipFile(recu()) as lu, zipfile.ZipFile(chemin, "w", zipfile.ZIP_DEFLATED) as ecrit:
        for membre in lu.namelist():
            texte, faits = re.subn(rb"(</f>)<v>[^<]*</v>", rb"\1", lu.read(membre))
            ecrit.writestr(membre, texte)
            retires += faits
    assert retires > 1000
    messages = [constat.message for constat in verifier(lire_classeur(chemin), complet=False).constats]
    dits = [m for m in messages if "formules sont sans résultat" in m]
    assert len(dits) == 1
    assert re.match(r"\d\u202f\d{3} formules sont sans résultat", dits[0])
    assert not any(NU.search(message) for message in messages)
