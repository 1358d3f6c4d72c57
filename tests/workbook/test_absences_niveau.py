"""What an upgrade does when something of ours was renamed or deleted: no typed value is lost in silence."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from cpts_xl.cli import main
from cpts_xl.constats import Constat, Gravite
from cpts_xl.workbook import sheets
from cpts_xl.workbook.recu.absences import perdants
from cpts_xl.workbook.recu.anciens import COLONNES_0_1
from cpts_xl.workbook.recu.read import lire_classeur
from cpts_xl.workbook.recu.upgrade import lire_ancien

RELECTURE = Path(__file__).parents[2] / "workbooks" / "relecture.xlsx"
ANCIENS = Path(__file__).parent / "anciens"
INTACTS = [
    RELECTURE,
    ANCIENS / "relecture-0.3.0.xlsx",
    ANCIENS / "suivi-0.1.0.xlsx",
    ANCIENS / "suivi-0.1.0-annote.xlsx",
]


def change(source: Path, vers: Path, quoi: Callable[[Any], None], version: str | None = None) -> Path:
    """Return a copy of a workbook where one thing was changed by hand; ``version`` is what it then says of itself."""
    classeur = openpyxl.load_workbook(source)
    quoi(classeur)
    if version is not None:
        classeur.custom_doc_props["cpts_xl_version"].value = version
    classeur.save(vers)
    return vers


def renommer(ancien: str, nouveau: str) -> Callable[[Any], None]:
    """Return the renaming of a sheet."""
    return lambda classeur: setattr(classeur[ancien], "title", nouveau)


def sans_titre(feuille: str, titre: str) -> Callable[[Any], None]:
    """Return the removal of a column, whose formulas and names went with it."""

    def fait(classeur: Any) -> None:
        for nom in list(classeur.defined_names):
            del classeur.defined_names[nom]
        case = next(c for rangee in classeur[feuille].iter_rows(max_row=30) for c in rangee if c.value == titre)
        case.value = None

    return fait


def dits(chemin: Path) -> list[Constat]:
    """Return what the reading for an upgrade says of what is missing."""
    return [c for c in lire_ancien(chemin)[0].constats if "absente" in c.cause]


@pytest.mark.parametrize("intact", INTACTS, ids=lambda chemin: chemin.name)
def test_what_an_older_version_never_had_is_not_asked_of_it(intact: Path) -> None:
    """A workbook as it was delivered lacks nothing of its own version."""
    assert dits(intact) == []


@pytest.mark.parametrize(
    ("source", "feuille"),
    [(RELECTURE, "Versements"), (INTACTS[1], "Versements"), (INTACTS[2], "Versements"), (INTACTS[2], "Indemnités")],
)
def test_a_renamed_sheet_stops_the_upgrade(
    source: Path, feuille: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing is written, the sheet is named with the one that may be it, and the way out is told."""
    recu, vers = change(source, tmp_path / "reçu.xlsx", renommer(feuille, f"{feuille} CPAM")), tmp_path / "neuf.xlsx"
    assert main(["mettre-a-niveau", str(recu), "--vers", str(vers)]) == 1
    assert not vers.exists()
    dit = " ".join(capsys.readouterr().out.split())
    assert f"La feuille « {feuille} » manque. Ne sont pas de l'outil : « {feuille} CPAM »." in dit
    assert "Rien n'a été écrit : les saisies de ce qui manque seraient perdues." in dit
    assert "toutes reprises" not in dit


@pytest.mark.parametrize("source", [RELECTURE, INTACTS[2]], ids=lambda chemin: chemin.name)
def test_a_lost_input_column_stops_the_upgrade(source: Path, tmp_path: Path) -> None:
    """A column whose title is gone is not read: its values would not be in the new workbook."""
    [constat] = perdants(dits(change(source, tmp_path / "reçu.xlsx", sans_titre("Versements", "Montant reçu"))))
    assert (constat.feuille, constat.message) == ("Versements", "La colonne « Montant reçu » est introuvable.")


def test_a_lost_sheet_of_calculations_is_only_told(tmp_path: Path) -> None:
    """Nothing is typed there: the new workbook has it again, and the upgrade is the way to have it back."""
    recu = change(RELECTURE, tmp_path / "reçu.xlsx", lambda classeur: classeur.remove(classeur["Échéancier"]))
    [constat] = dits(recu)
    assert constat.gravite is Gravite.INFORMATION
    assert constat.message == "La feuille « Échéancier » manque : elle n'a que des calculs, elle est récrite."
    neuf = tmp_path / "neuf.xlsx"
    assert main(["mettre-a-niveau", str(recu), "--vers", str(neuf)]) == 0
    assert "Échéancier" in lire_classeur(neuf).classeur.feuilles


def test_without_a_known_version_what_is_missing_is_told_as_empty(tmp_path: Path) -> None:
    """Nothing says what such a workbook had: its inputs are taken as empty, and the reader decides."""
    recu = change(RELECTURE, tmp_path / "reçu.xlsx", renommer("Versements", "Versements CPAM"), version="9.9.9")
    [constat] = dits(recu)
    assert constat.gravite is Gravite.A_REGARDER
    assert constat.message.startswith("La feuille « Versements » manque : ses saisies sont tenues pour vides.")


def test_the_columns_of_version_0_1_are_those_of_its_workbooks() -> None:
    """Each sheet of inputs that the first version had is in the workbook that it delivered."""
    classeur = openpyxl.load_workbook(ANCIENS / "suivi-0.1.0.xlsx", read_only=True)
    assert set(COLONNES_0_1) <= set(classeur.sheetnames)
    assert set(COLONNES_0_1) <= set(sheets.ORDRE)
