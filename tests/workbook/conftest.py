"""Helpers shared by the tests of workbooks: which engines are here, and books to feed them."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from cpts_xl.workbook.moteurs.recalcul import disponibles

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.fixture(scope="session")
def exiger_moteur() -> Callable[[str], str]:
    """Return the engine asked for; skip when it is missing, but fail when CI_MOTEURS=1 promises it."""

    def exiger(moteur: str) -> str:
        if moteur not in disponibles():
            if os.environ.get("CI_MOTEURS") == "1":
                pytest.fail(f"{moteur} manque, alors que CI_MOTEURS=1 le promet")
            pytest.skip(f"{moteur} n'est pas installé")
        return moteur

    return exiger
