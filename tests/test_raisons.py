"""What the system refuses is told in French, whatever the language of the machine."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from cpts_xl.cli import main
from cpts_xl.errors import raison

RACINE = Path(__file__).parents[1]
EXEMPLE = RACINE / "workbooks" / "relecture.xlsx"


@pytest.mark.parametrize(
    ("code", "mots"),
    [
        (errno.ENOENT, "introuvable"),
        (errno.EACCES, "ouvert dans un autre programme"),
        (errno.ENOSPC, "disque est plein"),
    ],
)
def test_a_refusal_of_the_system_is_in_french(code: int, mots: str) -> None:
    """Never the sentence of the system itself."""
    assert mots in raison(OSError(code, "No such file or directory"))


def test_an_unknown_refusal_gives_its_number() -> None:
    """A number can be looked up; an English sentence in the middle of a French one cannot be read."""
    assert raison(OSError(9_999, "Something else")) == "erreur 9999 du système"


def test_no_module_tells_what_the_system_says() -> None:
    """``strerror`` is in the language of the machine: only ``errors.raison`` looks at the error."""
    fautifs = [str(p) for p in (RACINE / "cpts_xl").rglob("*.py") if ".strerror" in p.read_text(encoding="utf-8")]
    assert fautifs == []


def test_a_missing_report_is_told_in_french(capsys: pytest.CaptureFixture[str]) -> None:
    """A wrong path after ``--rapport``: the file, and why."""
    assert main(["verifier", str(EXEMPLE), "--sans-recalcul", "--rapport", "absent.docx"]) == 2
    erreurs = capsys.readouterr().err
    assert "absent.docx" in erreurs
    assert "fichier ou dossier introuvable" in erreurs
