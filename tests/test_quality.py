from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

RACINE = Path(__file__).parents[1]


@pytest.mark.parametrize(
    "outil", [["ruff", "check", "."], ["ruff", "format", "--check", "."], ["mypy"]], ids=["ruff", "format", "mypy"]
)
def test_the_tools_have_nothing_to_say(outil: list[str]) -> None:
    """The linter, the formatter and strict typing are clean on the whole project."""
    fini = subprocess.run([sys.executable, "-m", *outil], cwd=RACINE, capture_output=True, text=True, check=False)
    assert fini.returncode == 0, fini.stdout + fini.stderr


def test_the_version_is_written_in_one_place() -> None:
    """The package that pip installs bears the version that the tool tells: an update is one for both."""
    projet = tomllib.loads((RACINE / "pyproject.toml").read_text(encoding="utf-8"))
    assert "version" not in projet["project"]
    assert projet["project"]["dynamic"] == ["version"]
    assert projet["tool"]["hatch"]["version"] == {"path": "cpts_xl/__init__.py"}
