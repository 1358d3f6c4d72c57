"""A row deleted under the formulas that read it: told once, by its row, and never as so many rewritten cells."""

from __future__ import annotations

from pathlib import Path

import pytest

from cpts_xl.cli import main
from cpts_xl.constats import Cause, Constat, Gravite
from cpts_xl.workbook.recu.read import lire_classeur
from cpts_xl.workbook.verification import verifier
from cpts_xl.workbook.verification.lignes_lues import Lecture, lecture_de
from tests.sabotage.base import octets
from tests.sabotage.f_lignes import redirigee
from tests.sabotage.juge import constats_de
from tests.sabotage.modele import Honnete
from tests.sabotage.rangees import supprimer_ligne
from tests.sabotage.retouche import retoucher


@pytest.mark.parametrize(
    ("lue", "due", "rendue"),
    [
        ("=SUM(Clés!$E$7:$J$7)", "=SUM(Clés!$E$6:$J$6)", Lecture("Clés", 6, 7)),
        ("='Budget n+1'!$A$9*2", "='Budget n+1'!$A$8*2", Lecture("Budget n+1", 8, 9)),
        ("=IF(#REF!=1,$B6,0)", "=IF(Clés!$A$6=1,$B6,0)", Lecture("Clés", 6, 0)),
        ("=IF(Clés!#REF!=1,$B6,0)", "=IF(Clés!$A$6=1,$B6,0)", Lecture("Clés", 6, 0)),
        ("=Clés!$A$7+1", "=Clés!$A$6+2", None),
        ("=Clés!$B$7", "=Clés!$A$6", None),
        ("=Tarifs!$A$7", "=Clés!$A$6", None),
        ("=$A7+$B6", "=$A6+$B6", Lecture("", 6, 7)),
        ("=$A7+$B6", "=$A6+Clés!$B$6", None),
        ("=Clés!$A$7+Clés!$B$8", "=Clés!$A$6+Clés!$B$6", None),
        ("=SUM(#REF!)", "=SUM(Clés!$E$6:$J$6)", Lecture("Clés", 6, 0)),
        ("=SUM(Clés!$E$7:$J$8)", "=SUM(Clés!$E$6:$J$7)", None),
        ("=SUM(#REF!)", "=SUM(Clés!$E$5:$E$44)", None),
        ("=ROUND(Clés!$A$7,2)", "=ROUND(Clés!$A$6,2)", Lecture("Clés", 6, 7)),
    ],
)
def test_what_a_formula_reads_instead(lue: str, due: str, rendue: Lecture | None) -> None:
    """One row of one other sheet, the same wherever it is cited; anything else is a formula that was changed."""
    assert lecture_de(lue, due) == rendue


def _dits(chemin: Path, cas: Honnete) -> list[Constat]:
    chemin.write_bytes(retoucher(cas, octets(cas.base), octets(cas.base)))
    return [c for c in constats_de(chemin)[0] if c.gravite is not Gravite.INFORMATION]


def test_a_deleted_professional_is_told_once(tmp_path: Path) -> None:
    """Twenty-six formulas lose the row that they read: one sentence says which sheet lost it, and what to do."""
    chemin = tmp_path / "supprime.xlsx"
    dits = _dits(chemin, Honnete("", supprimer_ligne("Professionnels", 6), recalcule=True))
    assert [(c.feuille, c.cellule, c.lu) for c in dits] == [
        ("Indemnités", "A6", "#REF!"),
        ("Calculs", "D2029", "#REF!"),
    ]
    assert dits[0].message.startswith(
        "Les 26 formules de cette ligne lisaient une ligne de la feuille « Professionnels »"
    )
    assert dits[0].remede == "Refaire cette copie par « cpts-xl relecture », qui la récrit de ses saisies."
    copie = tmp_path / "copie.xlsx"
    assert main(["relecture", str(chemin), "--vers", str(copie)]) == 0
    assert constats_de(copie)[0] == []


def test_the_coordinator_is_sent_to_an_upgrade(tmp_path: Path) -> None:
    """In a tracking workbook the same loss is mended by a command that keeps every input."""
    dits = _dits(tmp_path / "suivi.xlsx", Honnete("", supprimer_ligne("Professionnels", 6), base="python"))
    (dit,) = (c for c in dits if c.feuille == "Indemnités")
    assert "mettre-a-niveau" in dit.remede
    assert "au lieu de la supprimer" in dit.remede


def test_a_row_read_elsewhere_has_its_euros(tmp_path: Path) -> None:
    """A whole row turned to another person is one finding, that says which row is read and the euros that differ."""
    geste = redirigee("Indemnités", 6, "Professionnels", 7)
    dits = _dits(tmp_path / "c.xlsx", Honnete("", geste, recalcule=True))
    (dit,) = (c for c in dits if c.feuille == "Indemnités")
    assert (dit.lu, dit.attendu) == ("ligne 7", "ligne 6")
    assert dit.enjeu
    assert "lisent la ligne 7 de la feuille « Professionnels », et non sa ligne 6" in dit.message


@pytest.mark.moteur
def test_an_engine_adds_nothing_to_what_is_told_of_the_row(tmp_path: Path, moteurs: tuple[str, ...]) -> None:
    """Not recalculated yet, the cells still show the right person: the engine finds another, for the same reason."""
    cas = Honnete("", redirigee("Indemnités", 6, "Professionnels", 7))
    chemin = tmp_path / "c.xlsx"
    chemin.write_bytes(retoucher(cas, octets(), octets()))
    assert "ironcalc" in moteurs
    verification = verifier(lire_classeur(chemin), ("ironcalc",))
    assert [(c.feuille, c.cellule) for c in verification.constats if c.gravite is Gravite.BLOQUANT] == [
        ("Indemnités", "A6")
    ]
    causes = {
        v.cause
        for v in verification.valeurs
        if (v.feuille, v.cellule.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")) == ("Indemnités", "6")
    }
    assert causes == {Cause.FORMULE}


def test_some_cells_of_a_row_are_told_each(tmp_path: Path) -> None:
    """When the rest of the row still reads its own, those that do not were changed, and each is named."""
    geste = redirigee("Indemnités", 6, "Professionnels", 7, "ABI")
    dits = _dits(tmp_path / "c.xlsx", Honnete("", geste))
    assert {c.cellule for c in dits if "la formule a été modifiée" in c.message} == {"A6", "B6", "I6"}
