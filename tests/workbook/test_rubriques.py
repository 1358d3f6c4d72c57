"""A label of the identity rewritten or translated is honest: its value is read, and told; a lost one is missing."""

from __future__ import annotations

import pytest

from cpts_xl.constats import Cause, Constat, Gravite
from cpts_xl.engine.schema import IDENTITE as CHAMPS
from cpts_xl.workbook.inks import Encre
from cpts_xl.workbook.layout import IDENTITE_CALCULS
from cpts_xl.workbook.recu.read import Lecture, lire_classeur
from cpts_xl.workbook.recu.reader import Lecteur
from cpts_xl.workbook.xlsx.types import ClasseurLu
from tests.workbook.exemples import ecrire, ou
from tests.workbook.test_verify_recu import copie, graves, inserer, juger, poser

FEUILLE = "Identité"
MILIEU = [champ.code for champ in CHAMPS][5:9]
"""Four labels that follow one another, known ones above and below."""


@pytest.fixture(scope="module")
def origine(tmp_path_factory: pytest.TempPathFactory) -> Lecture:
    """Return the example, read."""
    return lire_classeur(ecrire(tmp_path_factory.mktemp("rubriques"), Encre.NATIVE))


@pytest.fixture
def classeur(origine: Lecture) -> ClasseurLu:
    """Return a copy of it whose cells may be changed."""
    return copie(origine)


def libelle(code: str) -> tuple[str, str]:
    """Return the cell of a label: the first column of the row of its value."""
    return FEUILLE, f"A{ou(f'identite.{code}')[1][1:]}"


def dits(lecture: Lecture, cause: str) -> list[Constat]:
    """Return the findings of one cause on the sheet."""
    return [c for c in lecture.constats if c.feuille == FEUILLE and c.cause == cause]


@pytest.mark.parametrize("codes", [["population"], ["nom"], MILIEU, ["signature", "population"]], ids=str)
def test_translated_labels_lose_no_value(codes: list[str], classeur: ClasseurLu, origine: Lecture) -> None:
    """One label or several that follow one another, in another language: same identity, one information each."""
    for rang, code in enumerate(codes):
        poser(classeur, libelle(code), valeur=f"Translated label {rang}")
    lecture = Lecteur(classeur).lire()
    assert lecture.dossier.identite == origine.dossier.identite
    assert lecture.places == origine.places
    vus = dits(lecture, Cause.LIBELLE)
    assert {c.cellule for c in vus} == {libelle(code)[1] for code in codes}
    assert {c.gravite for c in vus} == {Gravite.INFORMATION}
    assert all("au lieu de" in c.message and "Translated label" in c.message for c in vus)
    assert graves(juger(classeur)) == []


def test_a_row_inserted_above_changes_nothing_to_it(classeur: ClasseurLu, origine: Lecture) -> None:
    """The place among the others is what counts, not the number of the row."""
    poser(classeur, libelle("population"), valeur="Inhabitants")
    inserer(classeur, FEUILLE, 3)
    assert Lecteur(classeur).lire().dossier.identite == origine.dossier.identite


@pytest.mark.parametrize("mot", [None, "", IDENTITE_CALCULS[0][1]])
def test_a_label_erased_or_replaced_by_ours_is_missing(mot: str | None, classeur: ClasseurLu) -> None:
    """No word, or one of our other words, designates nothing: the value is not taken for granted."""
    poser(classeur, libelle("population"), valeur=mot)
    lecture = Lecteur(classeur).lire()
    assert "population" not in lecture.dossier.identite
    (constat,) = dits(lecture, "rubrique absente")
    assert "Population" in constat.message


def test_a_row_of_notes_among_translated_labels_leaves_them_missing(classeur: ClasseurLu) -> None:
    """Two rows of unknown words for one missing label: nobody can tell which is which."""
    poser(classeur, libelle("population"), valeur="Inhabitants")
    rang = int(libelle("population")[1][1:])
    inserer(classeur, FEUILLE, rang)
    poser(classeur, (FEUILLE, f"A{rang}"), valeur="Ma note")
    assert "population" not in Lecteur(classeur).lire().dossier.identite
