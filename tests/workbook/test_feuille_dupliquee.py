"""A sheet that the user duplicates doubles its names: nothing of ours reads them; a code is read whatever its case."""

from __future__ import annotations

import pytest

from cpts_xl.constats import Cause, Gravite
from cpts_xl.engine.schema import champ
from cpts_xl.workbook.empreinte.modele import empreinte_du_modele
from cpts_xl.workbook.inks import Encre
from cpts_xl.workbook.recu.read import Lecture, lire_classeur
from cpts_xl.workbook.recu.reader import Lecteur
from cpts_xl.workbook.recu.valeur_saisie import valeur_saisie
from cpts_xl.workbook.verification.causes import memes
from cpts_xl.workbook.xlsx.types import Cellule, ClasseurLu
from tests.workbook.exemples import ecrire, ou
from tests.workbook.test_verify_recu import copie, juger, poser


@pytest.fixture(scope="module")
def origine(tmp_path_factory: pytest.TempPathFactory) -> Lecture:
    """Return the example, read."""
    return lire_classeur(ecrire(tmp_path_factory.mktemp("dupliquee"), Encre.NATIVE))


def doubler(origine: Lecture, feuille: str) -> ClasseurLu:
    """Return the example with the names of Versements doubled on one sheet, which is made when it is missing."""
    classeur = copie(origine)
    siens = {nom: zone for nom, zone in classeur.noms.items() if zone.startswith("Versements!")}
    assert siens
    if feuille not in classeur.feuilles:
        classeur.feuilles[feuille] = classeur.feuilles["Versements"]
    classeur.noms |= {f"{feuille}!{nom}": zone.replace("Versements!", f"'{feuille}'!") for nom, zone in siens.items()}
    return classeur


def doublures(classeur: ClasseurLu) -> list[tuple[Gravite, str, str]]:
    """Return what is told of the names of one sheet only."""
    constats = juger(classeur).constats
    return [(c.gravite, c.feuille, c.cause) for c in constats if c.cause == Cause.NOM]


def test_the_names_of_a_duplicated_sheet_accuse_nobody(origine: Lecture) -> None:
    """A copy made in a spreadsheet, whatever its name, is neither a hidden name nor another model."""
    for nom in ("Versements (2)", "Versements_2", "Brouillon d'Anne"):
        classeur = doubler(origine, nom)
        assert doublures(classeur) == []
        assert empreinte_du_modele(classeur) == empreinte_du_modele(origine.classeur)


def test_the_same_names_on_a_sheet_of_ours_are_told(origine: Lecture) -> None:
    """On Financement, the formulas would read them: each is told, and the model is another."""
    classeur = doubler(origine, "Financement")
    trouves = doublures(classeur)
    assert trouves
    assert set(trouves) == {(Gravite.BLOQUANT, "Financement", Cause.NOM)}
    assert empreinte_du_modele(classeur) != empreinte_du_modele(origine.classeur)


@pytest.mark.parametrize(
    "ident",
    ["versement.1.ligne", "indicateur.1.mission", "action.1.mission", "participation.1.poste", "reunion.1.poste"],
)
def test_a_code_of_the_law_is_read_whatever_its_case(ident: str, origine: Lecture) -> None:
    """« Acces » is « acces » for every formula: the dossier is the same, and nothing is told."""
    classeur = copie(origine)
    ecrit = str(origine.dossier.saisies()[ident])
    poser(classeur, ou(ident), valeur=ecrit.capitalize())
    lecture = Lecteur(classeur).lire()
    assert lecture.dossier == origine.dossier
    assert lecture.constats == Lecteur(copie(origine)).lire().constats


def test_a_code_that_the_law_does_not_know_is_still_told(origine: Lecture) -> None:
    """Another word stays as it was typed, and the finding cites it."""
    classeur = copie(origine)
    poser(classeur, ou("versement.1.ligne"), valeur="Accès_fixe")
    lecture = Lecteur(classeur).lire()
    assert any("« Accès_fixe » n'est pas connu du texte en vigueur" in c.message for c in lecture.constats)


def test_before_the_law_is_known_a_code_is_read_as_typed() -> None:
    """Without codes, nothing is guessed."""
    mission = champ("mission", "Mission", "code", "", liste="LISTE_MISSIONS")
    cellule = Cellule("B5", "Acces", None, "@", verrouillee=False)
    assert valeur_saisie(cellule, mission) == "Acces"
    assert valeur_saisie(cellule, mission, frozenset({"acces"})) == "acces"


def test_a_word_shown_in_another_case_is_the_same_result() -> None:
    """A formula repeats « Acces » as it was typed; another word is another result."""
    assert memes("Acces", "acces", Encre.NATIVE)
    assert not memes("Accès", "acces", Encre.NATIVE)
    assert not memes(None, "acces", Encre.NATIVE)
