"""Helpers shared by the tests of workbooks: which engines are here, and books to feed them or to fingerprint."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cpts_xl.workbook.empreinte.modele import empreinte_du_modele
from cpts_xl.workbook.inks import Encre
from cpts_xl.workbook.moteurs.caches import falsifier
from cpts_xl.workbook.moteurs.recalcul import disponibles
from tests.promesse import absent
from tests.workbook.accord import ACCORD, ecrire
from tests.workbook.empreintes import lu

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from cpts_xl.workbook.xlsx.types import ClasseurLu


@pytest.fixture(scope="session")
def exiger_moteur() -> Callable[[str], str]:
    """Return the engine asked for; skip when it is missing, but fail when CI_MOTEURS=1 promises it."""

    def exiger(moteur: str) -> str:
        if moteur not in disponibles():
            absent(moteur)
        return moteur

    return exiger


@pytest.fixture(scope="session")
def menteur(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the workbook of agreement, every stored result false, in a folder as users have them."""
    dossier = tmp_path_factory.mktemp("agrément d'Évry & co")
    copie = dossier / "Classeur d'été (copie) #1 100%.xlsx"
    assert falsifier(ecrire(dossier / "vrai.xlsx"), copie) == len(ACCORD) + 4
    return copie


@pytest.fixture(scope="module")
def recu(tmp_path_factory: pytest.TempPathFactory) -> ClasseurLu:
    """Return the reviewer's copy of the example, read."""
    return lu(Encre.NATIVE, tmp_path_factory.getbasetemp())


@pytest.fixture(scope="module")
def empreinte(recu: ClasseurLu) -> str:
    """Return the fingerprint of its model."""
    return empreinte_du_modele(recu)
