"""Recomputing by the three engines: each gives what our formulas suppose, and repeats no stored result."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

import openpyxl
import pytest

from cpts_xl.workbook.moteurs.caches import FAUX_NOMBRE, FAUX_TEXTE, falsifier
from cpts_xl.workbook.moteurs.recalcul import MOTEURS, recalculer
from cpts_xl.workbook.xlsx.lu import lire
from tests.workbook.accord import ACCORD, ecrire

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from cpts_xl.workbook.moteurs.recalcul import Recalcul


@pytest.fixture(scope="session", params=MOTEURS)
def recalcule(request: pytest.FixtureRequest, menteur: Path, exiger_moteur: Callable[[str], str]) -> Recalcul:
    """Return what one engine computes from the workbook whose stored results lie."""
    return recalculer(menteur, exiger_moteur(request.param))


@pytest.mark.moteur
@pytest.mark.parametrize(("rang", "formule", "attendu"), [(i, f, v) for i, (f, v) in enumerate(ACCORD)])
def test_engines_agree(recalcule: Recalcul, rang: int, formule: str, attendu: object) -> None:
    """Each engine computes what our native formulas suppose, and repeats no stored result."""
    lu = recalcule["Étape n°1 & co", f"F{rang + 1}"]
    assert type(lu) is type(attendu), formule
    assert lu == pytest.approx(attendu, rel=1e-14) if isinstance(attendu, float) else lu == attendu, formule


@pytest.mark.moteur
def test_constants_are_given_too(recalcule: Recalcul) -> None:
    """Constants come back with the formulas; dates as serial numbers, and exact texts."""
    feuille = "Étape n°1 & co"
    assert recalcule[feuille, "A2"] == 2.5
    assert recalcule[feuille, "A5"] == "12"
    assert recalcule[feuille, "B1"] == 45322.0
    assert recalcule["Param", "A3"] == "a|taille_3|2026"
    assert (feuille, "A8") not in recalcule


def test_falsified_copy_differs_only_by_its_results(tmp_path: Path) -> None:
    """The lying copy has the same formulas and constants; its results are all false, of the same types."""
    vrai = ecrire(tmp_path / "vrai.xlsx")
    faux = tmp_path / "faux.xlsx"
    falsifier(vrai, faux)
    with zipfile.ZipFile(vrai) as a, zipfile.ZipFile(faux) as b:
        assert a.namelist() == b.namelist()
        assert all(a.read(n) == b.read(n) for n in a.namelist() if "worksheets" not in n)
    avant, apres = lire(vrai), lire(faux)
    for nom, feuille in avant.feuilles.items():
        for adresse, cellule in feuille.cellules.items():
            autre = apres.feuilles[nom].cellules[adresse]
            assert autre.formule == cellule.formule
            assert (autre.valeur == cellule.valeur) is (cellule.formule is None)
    formules = [c for c in apres.feuilles["Étape n°1 & co"].cellules.values() if c.formule]
    faux_textes = [c for c in formules if c.valeur == FAUX_TEXTE]
    assert faux_textes
    assert any(str(float(c.valeur)) == FAUX_NOMBRE for c in formules if c not in faux_textes and c.valeur)


@pytest.mark.moteur
@pytest.mark.parametrize("moteur", MOTEURS)
def test_workbook_without_stored_results(tmp_path: Path, moteur: str, exiger_moteur: Callable[[str], str]) -> None:
    """A workbook of openpyxl, which stores no result, is computed, falsified or not."""
    classeur = openpyxl.Workbook()
    classeur.active.title = "F"
    classeur.active["A1"] = 40
    classeur.active["A2"] = "=A1+2"
    classeur.save(tmp_path / "o.xlsx")
    assert falsifier(tmp_path / "o.xlsx", tmp_path / "f.xlsx") == 1
    for nom in ("o.xlsx", "f.xlsx"):
        assert recalculer(tmp_path / nom, exiger_moteur(moteur)) == {("F", "A1"): 40.0, ("F", "A2"): 42.0}
