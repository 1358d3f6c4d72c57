"""How the bench times and tells: medians of alternate rounds, then ratios with the goal beside each."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

REPETITIONS = 5

Mesure = tuple[str, Callable[[], Any]]


@dataclass(frozen=True, slots=True)
class Rapport:
    """Two works of one run to compare; ``cible`` is the goal, the greatest ratio that is right, when there is one."""

    libelle: str
    dessus: str
    dessous: str
    cible: float | None = None


def duree(travail: Callable[[], Any]) -> float:
    """Return how long one run lasts, in seconds; what ran before leaves nothing to collect."""
    gc.collect()
    depart = time.perf_counter()
    travail()
    return time.perf_counter() - depart


def alterner(mesures: Iterable[Mesure], repetitions: int = REPETITIONS, *, essai: bool = True) -> dict[str, float]:
    """Return the median of each work, in seconds, and print it; works take turns, so that a busy moment hits them all.

    ``essai`` runs each once before, for nothing: what is imported or remembered then is not measured.
    """
    travaux = list(mesures)
    if essai:
        for _, travail in travaux:
            travail()
    durees: dict[str, list[float]] = {nom: [] for nom, _ in travaux}
    for _ in range(repetitions):
        for nom, travail in travaux:
            durees[nom].append(duree(travail))
    medianes = {nom: statistics.median(tours) for nom, tours in durees.items()}
    for nom, mediane in medianes.items():
        dire_duree(nom, mediane)
    return medianes


def titre(texte: str) -> None:
    """Print the title of a part."""
    print(f"\n{texte}", flush=True)


def dire_duree(nom: str, secondes: float) -> None:
    """Print one duration, in the unit that suits it."""
    valeur, unite = (1000 * secondes, "ms") if secondes < 1 else (secondes, "s ")
    print(f"  {nom:68}{valeur:10.1f} {unite}", flush=True)


def dire_rapports(rapports: Iterable[Rapport], medianes: dict[str, float]) -> None:
    """Print each ratio whose two works were timed, and what is to be seen again."""
    for rapport in rapports:
        if {rapport.dessus, rapport.dessous} <= medianes.keys():
            juger(rapport.libelle, medianes[rapport.dessus] / medianes[rapport.dessous], rapport.cible)


def juger(libelle: str, mesure: float, cible: float | None = None, unite: str = "") -> None:
    """Print one figure, with its goal and whether it is met."""
    verdict = "" if cible is None else f"  ≤ {cible:g}{unite}  {'OK' if mesure <= cible else 'à revoir'}"
    print(f"  {libelle:68}{mesure:10.2f}{unite}{verdict}", flush=True)
