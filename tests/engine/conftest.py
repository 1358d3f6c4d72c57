"""What the tests that draw whole dossiers share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.engine.tirages_dossiers import petites_tables

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def tables_courtes() -> Iterator[None]:
    """Keep the free tables short while a test computes many dossiers."""
    with petites_tables():
        yield
