"""Shared by the tests: the three spreadsheets, all of them or none."""

from __future__ import annotations

import os

import pytest

from cpts_xl.workbook.recalcul import MOTEURS, disponibles


@pytest.fixture(scope="session")
def moteurs() -> tuple[str, ...]:
    """Return the three engines; skip when one is missing, but fail when CI_MOTEURS=1 promises it."""
    manquants = [moteur for moteur in MOTEURS if moteur not in disponibles()]
    if manquants:
        if os.environ.get("CI_MOTEURS") == "1":
            pytest.fail(f"{', '.join(manquants)} : absent, alors que CI_MOTEURS=1 le promet")
        pytest.skip(f"{', '.join(manquants)} : non installé")
    return MOTEURS
