"""What a command says when its reader leaves, or when there is no room for it: its exit code stays true."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.cli.relecteur import classeur_recu, falsifie, place

if TYPE_CHECKING:
    from tests.sabotage.paquet import Paquet

RACINE = Path(__file__).resolve().parents[2]
PLEIN = Path("/dev/full")


def _fauter(paquet: Paquet) -> None:
    paquet.stocker(*place("ligne.fonctionnement.droit"), 12345.0)


@pytest.fixture(scope="module")
def ici(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a healthy workbook and one that holds a finding."""
    dossier = tmp_path_factory.mktemp("rompue")
    (dossier / "sain.xlsx").write_bytes(classeur_recu())
    (dossier / "faux.xlsx").write_bytes(falsifie(classeur_recu(), _fauter))
    return dossier


def _verifier(ici: Path, nom: str, sortie: int) -> tuple[int, str]:
    """Run « verifier » on a file, its answer sent to a descriptor; return the exit code and what went to the errors."""
    commande = [sys.executable, "-m", "cpts_xl.cli", "verifier", str(ici / nom), "--sans-recalcul"]
    enfant = subprocess.run(
        commande, cwd=RACINE, stdout=sortie, stderr=subprocess.PIPE, check=False, text=True, encoding="utf-8"
    )
    return enfant.returncode, enfant.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="un tube fermé s'y dit autrement")
@pytest.mark.parametrize(("nom", "code"), [("faux.xlsx", 1), ("sain.xlsx", 0), ("absent.xlsx", 2)])
def test_who_stops_reading_does_not_change_the_exit_code(ici: Path, nom: str, code: int) -> None:
    """« verifier … | head »: findings are still 1, none is still 0, and no English word of Python on the way out."""
    lecture, ecriture = os.pipe()
    os.close(lecture)
    try:
        rendu, erreurs = _verifier(ici, nom, ecriture)
    finally:
        os.close(ecriture)
    assert rendu == code
    for mot in ("Broken", "Exception", "Erreur interne"):
        assert mot not in erreurs


@pytest.mark.skipif(not PLEIN.exists(), reason="/dev/full n'existe que sous Linux")
def test_no_room_for_the_answer_is_told_in_french(ici: Path) -> None:
    """Exit 2, one sentence that says what to do; not an internal error, not 0."""
    with PLEIN.open("w") as plein:
        for nom in ("sain.xlsx", "faux.xlsx"):
            code, erreurs = _verifier(ici, nom, plein.fileno())
            assert code == 2
            assert "la réponse n'a pas pu être écrite en entier (le disque est plein) : libérer de la place" in erreurs
            assert "Erreur interne" not in erreurs
            assert "Errno" not in erreurs
