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


def test_nothing_stray_lies_at_the_top() -> None:
    """The top of the project holds its rooms and pages, and no workbook that someone made there and left."""
    if not (RACINE / ".git").exists():
        pytest.skip("ce dossier n'est pas un dépôt git")
    sous_suivi = subprocess.run(["git", "ls-files"], cwd=RACINE, capture_output=True, text=True, check=True).stdout
    assert {chemin.split("/")[0] for chemin in sous_suivi.splitlines()} <= {
        ".ci", ".gitignore", "bench", "CHANGELOG.md", "cpts_xl", "docs", "LICENSE", "Makefile", "pyproject.toml",
        "README.md", "report_templates", "tests", "workbooks",
    }  # fmt: skip
