"""What another program made of our workbook: engines still read it, and no English word reaches the reader."""

from __future__ import annotations

import re
import zipfile
from typing import TYPE_CHECKING

import openpyxl
import pytest

from cpts_xl.errors import ClasseurIllisible
from cpts_xl.ressources import ressource
from cpts_xl.workbook.moteurs.recalcul import _en_clair, recalculer
from cpts_xl.workbook.xlsx.lu import lire
from cpts_xl.workbook.xlsx.recopie import recopier

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

RECU = ressource("workbooks", "relecture.xlsx")


@pytest.mark.moteur
def test_ironcalc_recomputes_what_openpyxl_saved(tmp_path: Path, exiger_moteur: Callable[[str], str]) -> None:
    """Every formula, the very same value: links from the root are followed, empty « numbers » are not zero."""
    moteur = exiger_moteur("ironcalc")
    classeur = openpyxl.load_workbook(RECU)
    classeur.save(tmp_path / "réécrit.xlsx")
    with zipfile.ZipFile(tmp_path / "réécrit.xlsx") as lu:  # ce sans quoi l'essai ne prouverait rien
        assert b'Target="/xl/' in lu.read("xl/_rels/workbook.xml.rels")
        assert re.search(rb't="n"\s*(?:/>|></c>)', lu.read("xl/worksheets/sheet6.xml"))
    attendues, vues = recalculer(RECU, moteur), recalculer(tmp_path / "réécrit.xlsx", moteur)
    formules = [
        (feuille.nom, cellule.adresse)
        for feuille in lire(RECU, dates=False).feuilles.values()
        for cellule in feuille.cellules.values()
        if cellule.formule
    ]
    assert len(formules) > 10_000
    assert {place: vues.get(place) for place in formules} == {place: attendues[place] for place in formules}


@pytest.mark.parametrize(
    ("brut", "sens", "garde"),
    [
        ("WorkbookError : Zip Error: specified file not found in archive", "ne trouve pas une partie",
         "« Zip Error: specified file not found in archive »"),
        ("OSError : recalculate XLSX failed: Unsupported feature: duplicate defined name `A`.", "deux définitions du",
         "duplicate defined name `A` »"),
        ("OSError : recalculate XLSX failed: Unsupported feature: 3D", "ne sait pas calculer", "feature: 3D »"),
        ("MemoryError : ", "la mémoire permise", ""),
        ("PanicException : called `Option::unwrap()`", "au milieu de sa lecture", "« called `Option::unwrap()` »"),
        ("ValueError : " + "x" * 5000, "n'a pas su lire ce fichier", "x… »"),
    ],
)  # fmt: skip
def test_a_refusal_begins_in_french_and_quotes_the_engine(brut: str, sens: str, garde: str) -> None:
    """What it means first; the words of the engine last, short, between quotes, without the name of an exception."""
    dit = _en_clair(brut)
    tete, _, propos = dit.partition(" ; ses propres mots : ")
    assert sens in tete
    assert propos.endswith(garde)
    assert not re.search(r"Error|Exception|failed|archive", tete)
    assert not re.search(r"\w(?:Error|Exception) :", dit)
    assert len(dit) < 400


@pytest.mark.parametrize("brut", ["nan", "inf", "1 000", "douze", "1e999"])
def test_a_stored_number_that_is_none_is_told_with_its_cell(tmp_path: Path, brut: str) -> None:
    """Sheet, cell, what is written there: not the words of Python."""
    chemin = tmp_path / "faux.xlsx"
    with zipfile.ZipFile(RECU) as lu:
        feuille, adresse = "xl/worksheets/sheet4.xml", ""
        trouve = re.search(rb'(<c r="([A-Z]+\d+)"(?: s="\d+")?><v>)\d+(?=</v>)', lu.read(feuille))
        assert trouve
        adresse = trouve[2].decode()
        neuve = lu.read(feuille).replace(trouve[0], trouve[1] + brut.encode(), 1)
        chemin.write_bytes(recopier(lu, {feuille: neuve}))
    with pytest.raises(ClasseurIllisible) as refus:
        lire(chemin)
    assert f"contenu incohérent (feuille « Priorités », cellule {adresse} : « {brut} » n'est pas une valeur)" in str(
        refus.value
    )
    assert not re.search(r"(?i)invalid|literal|fraction|float|integer", str(refus.value))
