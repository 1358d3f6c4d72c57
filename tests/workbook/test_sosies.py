"""A sheet that bears our title and headers is not ours: a reviewer who reads it is told so, and what changed there."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest

from cpts_xl.constats import Constat, Gravite
from cpts_xl.workbook.inks import Encre
from cpts_xl.workbook.recu.read import Lecture, lire_classeur
from cpts_xl.workbook.verification.manifeste.dressage import dresser
from cpts_xl.workbook.verification.structure.contexte import Contexte
from cpts_xl.workbook.verification.structure.sosies import sosies
from tests.workbook.exemples import octets_sans_calculs, ou

F = "Financement"


def avec(tmp_path: Path, ajout: Callable[[openpyxl.Workbook], None]) -> Lecture:
    """Return the example with a sheet added by another program, read again; values stand where formulas were."""
    chemin = tmp_path / "reçu.xlsx"
    chemin.write_bytes(octets_sans_calculs(Encre.NATIVE))
    classeur = openpyxl.load_workbook(chemin, data_only=True)
    ajout(classeur)
    classeur.save(chemin)
    return lire_classeur(chemin)


def dits(lecture: Lecture) -> list[Constat]:
    """Return what is said of the sheets that look like ours."""
    return list(sosies(Contexte(lecture, dresser(lecture.classeur.chemin))))


def copier(nom: str, changer: dict[str, float]) -> Callable[[openpyxl.Workbook], None]:
    """Return the gesture « Déplacer ou copier » on Financement, then some cells typed over."""

    def ajout(classeur: openpyxl.Workbook) -> None:
        copie = classeur.copy_worksheet(classeur[F])
        copie.title = nom
        for adresse, valeur in changer.items():
            copie[adresse] = valeur

    return ajout


@pytest.mark.parametrize("nom", ["Financement (2)", "Synthèse CPAM"])
def test_a_copy_with_another_number_is_to_be_looked_at(tmp_path: Path, nom: str) -> None:
    """Sabotage: a decoy, whatever its name, shows 35 000 and not 27 640; its cell and the original are told."""
    droit = ou("ligne.acces_variable.droit")[1]
    (constat,) = dits(avec(tmp_path, copier(nom, {droit: 35_000})))
    assert (constat.gravite, constat.feuille, constat.cellule) == (Gravite.A_REGARDER, nom, droit)
    assert "ressemble à « Financement », qui seule est vérifiée : 1 nombre n'y est pas" in constat.message


def test_a_faithful_copy_accuses_nobody(tmp_path: Path) -> None:
    """An honest copy is an information: the reviewer knows which of the two is verified."""
    (constat,) = dits(avec(tmp_path, copier("Financement (2)", {})))
    assert constat.gravite is Gravite.INFORMATION
    assert constat.message == "Cette feuille ressemble à « Financement », qui seule est vérifiée."


def test_a_sheet_of_the_user_is_left_alone(tmp_path: Path) -> None:
    """A sheet of one's own, even with a word of ours in it, is not a copy."""

    def ajout(classeur: openpyxl.Workbook) -> None:
        feuille = classeur.create_sheet("Mes notes")
        feuille.append(["Ligne", "Plafond", "Droit ouvert"])
        feuille.append(["acces_fixe", Fraction(90_000).numerator, 12])

    assert dits(avec(tmp_path, ajout)) == []
