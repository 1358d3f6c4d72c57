"""The command: what may be typed, what it says, its exit code."""

from __future__ import annotations

import argparse
import shlex
from pathlib import Path

import pytest

from cpts_xl.cli.analyse_campagne import commande_campagne
from cpts_xl.cli.campagne import campagne
from cpts_xl.cli.grammaire import Analyseur
from cpts_xl.errors import SaisieInvalide


def _analyser(ligne: list[str]) -> argparse.Namespace:
    racine = Analyseur(prog="cpts-xl")
    commande_campagne(racine.add_subparsers(dest="commande", required=True))
    return racine.parse_args(["campagne", *ligne])


def test_every_option_is_explained(capsys: pytest.CaptureFixture[str]) -> None:
    """The help is in French and names each option."""
    with pytest.raises(SystemExit) as sortie:
        _analyser(["--aide"])
    assert sortie.value.code == 0
    aide = capsys.readouterr().out
    for option in ("--vers", "--rapports", "--avec-rapports", "--recalcul", "--executeur", "--processus"):
        assert option in aide


def test_a_clean_campaign_exits_0(petite: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    """What was done, what to open, and progress beside."""
    dossier, sortie = petite
    assert campagne(_analyser([str(dossier), "--vers", str(sortie), "--processus", "1"])) == 0
    dit = capsys.readouterr()
    assert "2 classeurs : 0 examiné, 2 déjà faits ; 2 comptés." in dit.out
    assert str(sortie / "consolide.xlsx") in dit.out
    assert "(2/2) classeurs" in dit.err


def test_a_campaign_with_failures_exits_1(petite: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    """The page of failures is named, and what to do next."""
    dossier, sortie = petite
    (dossier / "cassé.xlsx").write_bytes(b"")
    assert campagne(_analyser([str(dossier), "--vers", str(sortie), "--executor", "serie"])) == 1
    dit = capsys.readouterr().out
    assert f"1 fichier à reprendre : {sortie / 'echecs.html'}" in dit
    assert "relancer" in dit


@pytest.mark.parametrize("ligne", ["--processus 0", "--executor nuage"])
def test_a_wrong_choice_is_refused(petite: tuple[Path, Path], ligne: str) -> None:
    """Before anything is read."""
    dossier, sortie = petite
    with pytest.raises(SaisieInvalide):
        campagne(_analyser([str(dossier), "--vers", str(sortie), *shlex.split(ligne)]))
