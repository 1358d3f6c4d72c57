"""One campaign made and led once, for the tests that look at what it gave."""

from __future__ import annotations

import hashlib
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from cpts_xl.campaign.conduite import TRAVAIL, Compte, Demande, mener
from cpts_xl.campaign.executeurs import executeur
from tests.campaign.casses import ecrire_casses
from tests.campaign.fabrique import bases, deriver, fabriquer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SAINS, BASES, FALSIFIES = 11, 6, 2

OUTIL = "programme des tests"


@pytest.fixture(scope="session", autouse=True)
def _programme_fige() -> Iterator[None]:
    """Keep one fingerprint of the program for the whole session: a module edited meanwhile would do all again."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("cpts_xl.campaign.conduite.empreinte_outil", lambda: OUTIL)
        yield


@dataclass(frozen=True)
class Menee:
    """A campaign led: its folder, its output, what was done, the broken files with the words expected of each."""

    dossier: Path
    sortie: Path
    compte: Compte
    casses: dict[str, str]


def lancer(dossier: Path, sortie: Path, qui: str = "processus", nombre: int = 2, **options: object) -> Compte:
    """Lead a campaign."""
    return mener(Demande(dossier, sortie, executeur(qui, nombre), **options))  # type: ignore[arg-type]


def empreintes(sortie: Path) -> dict[str, str]:
    """Return the sha256 of every output, what only serves the work left aside."""
    return {
        chemin.relative_to(sortie).as_posix(): hashlib.sha256(chemin.read_bytes()).hexdigest()
        for chemin in sorted(sortie.rglob("*"))
        if chemin.is_file() and TRAVAIL not in chemin.relative_to(sortie).parts
    }


@pytest.fixture(scope="session")
def recus(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """Return a folder of received workbooks, healthy, falsified and broken, with an apostrophe in its name."""
    dossier = tmp_path_factory.mktemp("campagne") / "CPTS de l'Étang & du Bois"
    fabriquer(dossier, SAINS, BASES, falsifies=FALSIFIES)
    casses = ecrire_casses(dossier / "à reprendre", bases(BASES)[0])
    (dossier / "~$cpts 0001 – suivi.xlsx").write_bytes(b"verrou")
    (dossier / "lisez-moi.txt").write_text("bonjour", encoding="utf-8")
    (dossier / "copie.xlsx").write_bytes(deriver(bases(BASES)[5], 5))  # celui de « cpts 0005 – suivi.xlsx »
    return dossier, casses


@pytest.fixture(scope="session")
def menee(recus: tuple[Path, dict[str, str]]) -> Menee:
    """Return that campaign led by two processes."""
    dossier, casses = recus
    sortie = dossier.parent / "sortie"
    return Menee(dossier, sortie, lancer(dossier, sortie), casses)


@pytest.fixture(scope="session")
def modele_de_petite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a campaign of two workbooks, led once."""
    racine = tmp_path_factory.mktemp("petite")
    (racine / "reçus").mkdir()
    for rang in (4, 5):
        (racine / "reçus" / f"{rang}.xlsx").write_bytes(deriver(bases(BASES)[rang], rang))
    lancer(racine / "reçus", racine / "sortie", "serie")
    return racine


@pytest.fixture
def petite(modele_de_petite: Path, tmp_path: Path) -> tuple[Path, Path]:
    """Return a campaign of two workbooks, already led, of which one may do anything."""
    shutil.copytree(modele_de_petite, tmp_path / "petite")
    return tmp_path / "petite" / "reçus", tmp_path / "petite" / "sortie"
