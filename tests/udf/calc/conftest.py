"""The LibreOffice shared by these tests, with the add-in installed once."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import pytest

from cpts_xl.udf.calc.paquet import NOM, construire_oxt
from tests.promesse import absent
from tests.udf.calc.bureau import ouvrir


@pytest.fixture(scope="session")
def dossier_calc():
    """Return a folder that another user may enter: pytest's own are closed."""
    dossier = Path(tempfile.mkdtemp(prefix="cpts-calc-é-"))
    dossier.chmod(0o755)
    yield dossier
    shutil.rmtree(dossier, ignore_errors=True)


@pytest.fixture(scope="session")
def bureau_nu(dossier_calc):
    """Return a LibreOffice without the add-in; skip when it is missing, but fail when CI_MOTEURS=1 promises it."""
    dossier = dossier_calc / "nu"
    dossier.mkdir()
    return _exiger(dossier)


@pytest.fixture(scope="session")
def bureau(dossier_calc):
    """Return a LibreOffice where the add-in was installed as a user would."""
    dossier = dossier_calc / "bureau d'Éloïse & co"
    dossier.mkdir()
    ouvert = _exiger(dossier)
    (dossier / NOM).write_bytes(construire_oxt())
    ouvert.installer(dossier / NOM)
    return ouvert


def _exiger(dossier):
    ouvert = ouvrir(dossier)
    if ouvert is None:
        manque = "LibreOffice et son Python (python3-uno) manquent"
        absent(manque)
    return ouvert
