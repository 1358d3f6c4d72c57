"""What the tests of the add-in need and may not find: Node, Chromium, and the packages of npm beside this file."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

ICI = Path(__file__).parent
MODULES = ICI / "node_modules"


def exiger(quoi: str, trouve: object) -> None:
    """Skip, visibly, when something is missing; fail when CI_MOTEURS=1 promises it."""
    if trouve:
        return
    if os.environ.get("CI_MOTEURS") == "1":
        pytest.fail(f"{quoi} : absent, alors que CI_MOTEURS=1 le promet")
    pytest.skip(f"{quoi} : non installé (voir .ci/navigateur)")


@pytest.fixture(scope="session")
def node() -> str:
    """Return the path of Node."""
    chemin = shutil.which("node")
    exiger("node", chemin)
    return str(chemin)


@pytest.fixture(scope="session")
def chromium() -> str:
    """Return the path of Chromium."""
    chemin = shutil.which("chromium") or shutil.which("chromium-browser")
    exiger("chromium", chemin)
    return str(chemin)


@pytest.fixture(scope="session")
def pyodide() -> Path:
    """Return the folder of the real Pyodide."""
    exiger("pyodide (npm)", (MODULES / "pyodide" / "pyodide.js").is_file())
    return MODULES / "pyodide"


@pytest.fixture(scope="session")
def module_de_microsoft() -> Path:
    """Return the real runtime of custom functions: used here, never shipped."""
    fichier = MODULES / "@microsoft" / "office-js" / "dist" / "custom-functions-runtime.js"
    exiger("@microsoft/office-js (npm)", fichier.is_file())
    return fichier
