"""What the tests of the add-in need and may not find: Node, Chromium, and the packages of npm beside this file."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from cpts_xl.udf.officejs.complement import complement
from tests.promesse import absent
from tests.udf.officejs.hebergeur import servir
from tests.udf.officejs.lots import lots

ICI = Path(__file__).parent
MODULES = ICI / "node_modules"


def exiger(quoi: str, trouve: object) -> None:
    """Skip, visibly, when something is missing; fail when CI_MOTEURS=1 promises it."""
    if trouve:
        return
    absent(quoi, ou=".ci/navigateur")


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
def modules_de_microsoft() -> dict[str, bytes]:
    """Return what office.js loads in Excel, by platform, and the functions alone: used here, never shipped."""
    dossier = MODULES / "@microsoft" / "office-js" / "dist"
    noms = ("excel-mac-16.00.js", "excel-win32-16.01.js", "excel-web-16.00.js", "custom-functions-runtime.js")
    exiger("@microsoft/office-js (npm)", all((dossier / nom).is_file() for nom in noms))
    return {nom: (dossier / nom).read_bytes() for nom in noms}


@pytest.fixture(scope="session")
def hebergement(pyodide: Path, modules_de_microsoft: dict[str, bytes]) -> Iterator[str]:
    """Serve the folder as it would be hosted, with the modules of Microsoft beside it."""
    contenus = complement("https://outils.exemple.fr/cpts", pyodide)
    contenus |= {f"essai/{nom}": contenu for nom, contenu in modules_de_microsoft.items()}
    contenus["essai/o15apptofilemappingtable.js"] = b""  # qu'un module demande, et dont un faux Excel n'a que faire
    with servir(contenus) as adresse:
        yield adresse


@pytest.fixture(scope="session")
def seance(node: str, chromium: str, hebergement: str, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Return all that one session of the browser saw."""
    dossier = tmp_path_factory.mktemp("navigateur")
    demande, sortie = dossier / "demande.json", dossier / "rendu.json"
    demande.write_text(json.dumps({"chromium": chromium, "adresse": hebergement, "lots": lots()}), encoding="utf-8")
    fini = subprocess.run(
        [node, str(ICI / "conduire.mjs"), str(demande), str(sortie)],
        capture_output=True, text=True, encoding="utf-8", timeout=300, check=False,
    )  # fmt: skip
    assert fini.returncode == 0, fini.stderr[-3000:]
    return dict(json.loads(sortie.read_text(encoding="utf-8")))
