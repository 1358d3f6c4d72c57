"""What the tests of imported accounts share."""

from __future__ import annotations

from pathlib import Path

import pytest

from cpts_xl.constats import Gravite
from cpts_xl.exchange.comptes import Comptes, lire_comptes
from tests.exchange.ecritures import ecrire, texte


def messages(comptes: Comptes, gravite: Gravite) -> list[str]:
    """Return the findings of one gravity, as a reader sees them."""
    return [constat.phrase() for constat in comptes.constats if constat.gravite is gravite]


@pytest.fixture
def comptes(tmp_path: Path) -> Comptes:
    """Return the example year, read from a FEC in UTF-8 parted by tabs."""
    return lire_comptes(ecrire(tmp_path, texte()))
