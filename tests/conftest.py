"""Shared by the tests: the three spreadsheets, all of them or none."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import pytest

from cpts_xl.workbook.moteurs.recalcul import MOTEURS, disponibles
from tests.promesse import absent
from tests.ramassage import espacer

espacer()
UNE_SEANCE = "tests/udf/officejs/"
"""Tests that look at one session of the browser, a minute long: one worker takes them all."""
LONGS = ("workbook/test_parity_dossiers.py", "sabotage/", "cli/test_dix_moments.py", "campaign/", "revue/", "udf/",
         "engine/test_faulty_dossiers.py", "workbook/test_empreinte")  # fmt: skip
"""What takes minutes: begun first, so that the workers end together."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the long files first, in the order above; the others keep theirs."""

    def rang(item: pytest.Item) -> int:
        return next((n for n, debut in enumerate(LONGS) if item.nodeid.startswith(f"tests/{debut}")), len(LONGS))

    items.sort(key=rang)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Give each file to one worker, and the files of one session together."""
    from xdist.scheduler import LoadFileScheduling  # noqa: PLC0415  (absent quand un seul processus suffit)

    class ParSeance(LoadFileScheduling):
        def _split_scope(self, nodeid: str) -> str:
            return UNE_SEANCE if nodeid.startswith(UNE_SEANCE) else str(super()._split_scope(nodeid))

    return ParSeance(config, log)


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
