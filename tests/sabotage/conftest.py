"""The verdicts of the lines that this session asks for, judged before the first of them."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from tests.sabotage.travaux import Travail, juger_tous
from tests.sabotage.verdicts import Verdict


@pytest.fixture(scope="session")
def verdicts(request: pytest.FixtureRequest) -> Mapping[Travail, Verdict]:
    """Return the verdict of each line that the collected tests name by their parameter « travail »."""
    demandes = [
        item.callspec.params["travail"]
        for item in request.session.items
        if hasattr(item, "callspec") and "travail" in item.callspec.params
    ]
    return dict(juger_tous(dict.fromkeys(demandes)))
