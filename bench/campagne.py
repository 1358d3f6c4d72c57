"""A campaign: one community from end to end against the naive chain, two processes against one, the memory of a worker.

Ours does all: guard, reading, rules, verification of every cell, record, report, writing. The naive chain
(``bench.campagne_pair``) needs pydantic and matplotlib, which are not in this environment, for they slow the start of
Excel: ``--python-pair`` names an interpreter that has openpyxl, docxtpl, pydantic and matplotlib. Works on one core are
told in processor time, that other programs do not lengthen.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.mesure import dire_duree, juger, titre
from cpts_xl.campaign.conduite import Demande, mener
from cpts_xl.campaign.equipe import Ouvrier
from cpts_xl.campaign.executeurs import en_serie, par_processus
from cpts_xl.campaign.traitement import Tache, traiter
from tests.campaign.fabrique import fabriquer

TITRE = "Une campagne, sur la fabrique des tests"
RACINE = Path(__file__).resolve().parents[1]
NAIF, MEMOIRE, GAIN = 1 / 40, 150, 1.5
CLASSEURS, BASES, TOURS_PAIR = 60, 6, 3


def mesurer(dossier: Path, python_pair: str = "") -> None:
    """Print the figures of a campaign; ``python_pair`` is the interpreter of the naive chain."""
    titre(TITRE)
    recus = fabriquer(dossier / "recus", CLASSEURS, BASES, falsifies=0)
    par_cpts = _une_communaute(dossier, recus)
    titre("  rapports de cette même exécution")
    if python_pair:
        naif = _naif(python_pair, recus[BASES - 2])
        dire_duree("la chaîne naïve : openpyxl deux fois, pydantic, docxtpl, 6 images", naif)
        juger("une communauté / chaîne naïve, un cœur", par_cpts / naif, NAIF)
    else:
        print("  la chaîne naïve n'est pas mesurée : donner --python-pair CHEMIN")
    _deux_processus(dossier, recus)
    if sys.platform == "linux":
        _memoire(dossier, recus)


def _tache(dossier: Path, depot: str, recu: Path, *, rapport: bool = True) -> Tache:
    racine, relatif = dossier / "recus", recu.relative_to(dossier / "recus").as_posix()
    ou = dossier / depot
    rapports = (str(ou / f"{recu.stem}.docx"), str(ou / "marques" / f"{recu.stem}.json")) if rapport else ("", "")
    return Tache(str(racine), relatif, str(ou), (), *rapports)


def _une_communaute(dossier: Path, recus: list[Path]) -> float:
    """Return the median processor time of one community, warm, with its report."""
    taches = [_tache(dossier, "une", recu) for recu in recus]
    for tache in taches[:BASES]:
        traiter(tache)
    durees = []
    for tache in taches[BASES:]:
        depart = time.process_time()
        traiter(tache)
        durees.append(time.process_time() - depart)
    sans = []
    for tache in (_tache(dossier, "sans", recu, rapport=False) for recu in recus[BASES:]):
        depart = time.process_time()
        traiter(tache)
        sans.append(time.process_time() - depart)
    dire_duree("une communauté : lire, calculer, vérifier, fiche, rapport, écrire", statistics.median(durees))
    dire_duree("la même, sans rapport", statistics.median(sans))
    demande = Demande(dossier / "recus", dossier / "sortie", en_serie)
    mener(demande)
    depart = time.process_time()
    mener(demande)
    dire_duree(f"consolider {CLASSEURS} communautés déjà vérifiées", time.process_time() - depart)
    return statistics.median(durees)


def _naif(python: str, recu: Path) -> float:
    environnement = {**os.environ, "PYTHONPATH": str(RACINE), "PYTHONUTF8": "1"}
    commande = [python, "-m", "bench.campagne_pair", str(recu), str(TOURS_PAIR)]
    fini = subprocess.run(commande, env=environnement, capture_output=True, text=True, check=False)  # noqa: S603  (nommé par qui lance le banc)
    if fini.returncode:
        raise SystemExit(f"La chaîne naïve n'a pas abouti avec {python} :\n{fini.stderr[-2000:]}")
    return float(fini.stdout.split()[-1])


def _deux_processus(dossier: Path, recus: list[Path]) -> None:
    """Print how much faster two workers are than one, start of the workers included, twice in turn."""
    durees: dict[int, list[float]] = {1: [], 2: []}
    for tour in range(2):
        for nombre, siennes in durees.items():
            taches = [_tache(dossier, f"p{tour}-{nombre}", recu) for recu in recus]
            depart = time.perf_counter()
            list(par_processus(taches, nombre))
            siennes.append(time.perf_counter() - depart)
    un, deux = (statistics.median(durees[nombre]) for nombre in (1, 2))
    dire_duree(f"{CLASSEURS} communautés, un processus", un)
    dire_duree(f"{CLASSEURS} communautés, deux processus", deux)
    juger("deux processus / un processus (plus petit : mieux)", deux / un, 1 / GAIN)


def _memoire(dossier: Path, recus: list[Path]) -> None:
    """Print the greatest memory of a worker after a third of the workbooks, then after all of them."""
    tiers, sommets = len(recus) // 3, []
    with Ouvrier() as ouvrier:
        for rang, recu in enumerate(recus, 1):
            ouvrier.traiter(_tache(dossier, "memoire", recu))
            assert ouvrier._enfant is not None  # noqa: SLF001  (le banc regarde à l'intérieur)
            if rang in {tiers, len(recus)}:
                sommets.append(_sommet(ouvrier._enfant.pid))  # noqa: SLF001
    juger(f"mémoire d'un ouvrier après {tiers} classeurs", sommets[0], MEMOIRE, " Mo")
    juger(f"mémoire d'un ouvrier après {len(recus)} classeurs", sommets[1], MEMOIRE, " Mo")
    juger("mémoire du processus qui mène", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, None, " Mo")


def _sommet(pid: int) -> float:
    lignes = Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
    return next(int(ligne.split()[1]) / 1024 for ligne in lignes if ligne.startswith("VmHWM"))


if __name__ == "__main__":
    analyse = argparse.ArgumentParser(prog="python -m bench.campagne", description=TITRE)
    analyse.add_argument("--python-pair", default="", metavar="CHEMIN", help="interpréteur de la chaîne naïve")
    with tempfile.TemporaryDirectory(prefix="cpts-bench-") as temporaire:
        mesurer(Path(temporaire), analyse.parse_args().python_pair)
