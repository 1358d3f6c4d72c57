"""Dask and Ray: the same function on a local cluster, the same result; and what is said when nobody answers."""

from __future__ import annotations

import builtins
import importlib.util
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from cpts_xl.campaign.executeurs import executeur, saluer
from cpts_xl.campaign.traitement import Tache
from cpts_xl.errors import MoteurIndisponible
from tests.campaign.conftest import empreintes, lancer
from tests.promesse import absent

RACINE = Path(__file__).resolve().parents[2]
TACHE = Tache("nulle part", "a.xlsx", "nulle part")


def _exiger(*modules: str) -> None:
    absents = [module for module in modules if importlib.util.find_spec(module) is None]
    if absents:
        absent(", ".join(absents), "CI_GRAPPES")


@pytest.fixture
def dask() -> Iterator[str]:
    """Return the address of a local Dask cluster of one worker process."""
    _exiger("dask", "distributed")
    from distributed import LocalCluster  # noqa: PLC0415

    with LocalCluster(n_workers=1, threads_per_worker=2, dashboard_address=None, silence_logs=50) as grappe:
        yield grappe.scheduler_address


@pytest.fixture
def ray(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Return the address of a local Ray cluster, started by its own program."""
    _exiger("ray")
    programme = Path(sys.executable).parent / "ray"
    environnement = {**os.environ, "PYTHONPATH": str(RACINE), "RAY_USAGE_STATS_ENABLED": "0"}
    commande = ["start", "--head", "--port=0", "--num-cpus=2", "--object-store-memory=100000000",
                "--include-dashboard=false", "--disable-usage-stats"]  # fmt: skip
    fini = subprocess.run([str(programme), *commande], env=environnement, capture_output=True, text=True, check=False)
    assert fini.returncode == 0, fini.stderr[-2000:]
    try:
        yield "auto"
    finally:
        subprocess.run([str(programme), "stop"], env=environnement, capture_output=True, check=False)


@pytest.mark.filterwarnings("default")  # leurs avertissements sont les leurs
@pytest.mark.parametrize("grappe", ["dask", "ray"])
def test_a_cluster_gives_the_same_bytes(
    grappe: str, petite: tuple[Path, Path], tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """A broken file and healthy ones: every output is the one that local processes give."""
    dossier, attendue = petite
    (dossier / "cassé.xlsx").write_bytes(b"%PDF-1.7")
    lancer(dossier, attendue, "serie")
    adresse = request.getfixturevalue(grappe)
    compte = lancer(dossier, tmp_path / "sortie", f"{grappe}={adresse}")
    assert (compte.faits, len(compte.recueil.echecs)) == (3, 1)
    assert empreintes(tmp_path / "sortie") == empreintes(attendue)


@pytest.mark.parametrize(("nom", "module"), [("dask", "distributed"), ("ray", "ray")])
def test_a_missing_library_is_told(nom: str, module: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """In French, with the command that installs it."""
    vrai = builtins.__import__

    def importer(demande: str, *reste: Any, **options: Any) -> Any:
        if demande.partition(".")[0] == module:
            raise ImportError(demande)
        return vrai(demande, *reste, **options)

    monkeypatch.setattr(builtins, "__import__", importer)
    with pytest.raises(MoteurIndisponible, match=f"cpts-xl\\[{nom}\\]"):
        list(executeur(f"{nom}=adresse:1", 1)([TACHE]))


@pytest.mark.filterwarnings("default")
def test_an_address_that_does_not_answer_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """After a short wait, in French, with the address."""
    _exiger("distributed")
    monkeypatch.setattr("cpts_xl.campaign.executeurs.ATTENTE", 1)
    with pytest.raises(MoteurIndisponible, match=r"tcp://127\.0\.0\.1:9"):
        list(executeur("dask=tcp://127.0.0.1:9", 1)([TACHE]))


@pytest.mark.parametrize(("salut", "mots"), [(("0.1.0", []), "même"), (saluer(["absent"]), "ne voit pas")])
def test_a_cluster_unfit_for_the_work_is_told(salut: tuple[str, list[str]], mots: str) -> None:
    """Another version, or folders that it does not see."""
    from cpts_xl.campaign.executeurs import _accueillir  # noqa: PLC0415

    with pytest.raises(MoteurIndisponible, match=mots):
        _accueillir("Dask", salut)
