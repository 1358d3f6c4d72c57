from __future__ import annotations

import subprocess
import sys
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
