"""The sheets of the people, written and read back: a computed sheet that follows another, no name outside its sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

import openpyxl

from cpts_xl.engine.anonyme import sans_noms
from cpts_xl.workbook.build import construire
from cpts_xl.workbook.inks import Encre
from cpts_xl.workbook.recu.read import lire_classeur
from cpts_xl.workbook.verification import verifier
from cpts_xl.workbook.xlsx.lu import lire
from tests.workbook.exemples import dossier_exemple, ecrire, resultat

if TYPE_CHECKING:
    from pathlib import Path

NOM, CABINET = "Durand-Vasseur", "Cabinet de la Halle aux Grains"


def _nomme():
    pros = dossier_exemple().liste("professionnel")
    return dossier_exemple().avec(professionnels=({**pros[0], "nom": NOM, "structure": CABINET}, *pros[1:]))


def test_each_row_of_the_computed_sheet_is_found(tmp_path: Path) -> None:
    """Indemnités is read row by row with Professionnels, and verified; nothing in it is taken for an input."""
    lecture = lire_classeur(ecrire(tmp_path))
    pros = lecture.dossier.liste("professionnel")
    assert [lecture.lue(f"indemnite.{n}.professionnel").valeur for n, _ in enumerate(pros, 1)] == [
        p["id"] for p in pros
    ]
    verification = verifier(lecture)
    assert [c.phrase() for c in verification.constats if c.feuille == "Indemnités"] == []


def test_rows_are_found_without_stored_values(tmp_path: Path) -> None:
    """Saved by a program that computes nothing, the sheet shows no identifier: rows are found by their rank."""
    chemin = ecrire(tmp_path)
    openpyxl.load_workbook(chemin).save(chemin)
    lecture = lire_classeur(chemin)
    assert lecture.places["indemnite.3.alerte"] == ("Indemnités", "D7")
    assert {c.cause for c in verifier(lecture).constats} == {"valeur périmée ou falsifiée"}


def test_a_name_stands_in_one_sheet_only(tmp_path: Path) -> None:
    """A name and a workplace are in Professionnels, in no other sheet; the copy without names has none."""
    for dossier, feuilles in ((_nomme(), {"Professionnels"}), (sans_noms(_nomme()), set())):
        chemin = tmp_path / f"{len(feuilles)}.xlsx"
        chemin.write_bytes(construire(resultat(dossier), Encre.NATIVE))
        porteuses = {
            nom
            for nom, feuille in lire(chemin).feuilles.items()
            for cellule in feuille.cellules.values()
            if any(mot in str(cellule.valeur) for mot in (NOM, CABINET))
        }
        assert porteuses == feuilles
