"""Shared by the tests: the three spreadsheets, all of them or none."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from cpts_xl.workbook.moteurs.recalcul import MOTEURS, disponibles
from tests.promesse import absent

LONGS = ("workbook/test_parity_dossiers.py", "sabotage/", "cli/test_dix_moments.py", "campaign/", "revue/", "udf/",
         "engine/test_faulty_dossiers.py", "workbook/test_empreinte")  # fmt: skip
"""What takes minutes: begun first, so that two workers end together."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the long files first, in the order above; the others keep theirs."""

    def rang(item: pytest.Item) -> int:
        return next((n for n, debut in enumerate(LONGS) if item.nodeid.startswith(f"tests/{debut}")), len(LONGS))

    items.sort(key=rang)


@pytest.fixture(scope="session", autouse=True)
def _cache_des_modeles(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep the prepared templates of the tests, and of the commands that they launch, out of the user's cache."""
    avant = os.environ.get("CPTS_XL_CACHE")
    os.environ["CPTS_XL_CACHE"] = str(tmp_path_factory.mktemp("modeles"))
    yield
    if avant is None:
        del os.environ["CPTS_XL_CACHE"]
    else:
        os.environ["CPTS_XL_CACHE"] = avant


@pytest.fixture(scope="session")
def moteurs() -> tuple[str, ...]:
    """Return the three engines; skip when one is missing, but fail when CI_MOTEURS=1 promises it."""
    manquants = [moteur for moteur in MOTEURS if moteur not in disponibles()]
    if manquants:
        absent(", ".join(manquants))
    return MOTEURS
