"""The table judged by several processes at once: each line costs half a second, nothing is shared."""

from __future__ import annotations

import os
import traceback
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from tests.processeurs import combien
from tests.ramassage import espacer
from tests.sabotage.honnetes import HONNETES, fabriquer_honnete
from tests.sabotage.moteurs import ProgrammeManquant
from tests.sabotage.mutations import FALSIFICATIONS
from tests.sabotage.verdicts import Verdict, juger, juger_enregistre, juger_honnete, lots

FALSIFIEE, ENREGISTREE, HONNETE = "falsification", "libreoffice", "honnête"
Travail = tuple[str, str]
"""What is judged, and its name."""
PEU, PAQUET = 6, 8
"""Under this number of lines, no other process; how many lines go to one at a time."""


def tous() -> list[Travail]:
    """Return every line of the table."""
    return [
        *((FALSIFIEE, nom) for nom in FALSIFICATIONS),
        *((ENREGISTREE, nom) for noms in lots().values() for nom in noms),
        *((HONNETE, nom) for nom in HONNETES),
    ]


def juger_tous(travaux: Iterable[Travail]) -> Iterator[tuple[Travail, Verdict]]:
    """Yield the verdict of each line, in no given order."""
    voulus = list(travaux)
    if len(voulus) < PEU:
        yield from ((travail, faire(travail)) for travail in voulus)
        return
    # même seul, un processus à part rend à la fin le demi-gigaoctet qu'il a pris
    # « spawn » : les moteurs natifs ont des fils d'exécution, qu'un processus dupliqué ne retrouverait pas
    with ProcessPoolExecutor(combien(), mp_context=get_context("spawn"), initializer=espacer) as equipe:
        for rendus in equipe.map(_faire, _repartir(voulus)):
            yield from rendus


def _repartir(travaux: list[Travail]) -> list[tuple[Travail, ...]]:
    """Return the lines by parcel; those that need LibreOffice together, first: it starts once for all of them."""
    enregistrees = tuple(t for t in travaux if t[0] == ENREGISTREE)
    bureau = tuple(t for t in travaux if t[0] == HONNETE and HONNETES[t[1]].bureau)
    autres = [t for t in travaux if t not in {*enregistrees, *bureau}]
    paquets = [tuple(autres[rang : rang + PAQUET]) for rang in range(0, len(autres), PAQUET)]
    return [paquet for paquet in (enregistrees, bureau, *paquets) if paquet]


def _faire(paquet: tuple[Travail, ...]) -> list[tuple[Travail, Verdict]]:
    return [(travail, faire(travail)) for travail in paquet]


def faire(travail: Travail) -> Verdict:
    """Return the verdict of one line; what stopped it is said in the verdict."""
    sorte, nom = travail
    try:
        if sorte == HONNETE:
            return juger_honnete(HONNETES[nom], fabriquer_honnete(nom))
        return juger(nom) if sorte == FALSIFIEE else juger_enregistre(nom)
    except ProgrammeManquant as erreur:
        return Verdict(nom, "", "", _famille(travail), manque=str(erreur))
    except Exception as erreur:  # noqa: BLE001  (une ligne qui s'arrête est un défaut de plus, dit dans le tableau)
        derniere = traceback.extract_tb(erreur.__traceback__)[-1]
        fichier = os.path.basename(derniere.filename)  # noqa: PTH119  (un nom, non un chemin)
        arret = f"arrêt : {type(erreur).__name__} {erreur} ({fichier}, ligne {derniere.lineno})"
        return Verdict(nom, "", "", _famille(travail), fautes=[" ".join(arret.split())[:400]])


def _famille(travail: Travail) -> str:
    sorte, nom = travail
    return HONNETE if sorte == HONNETE else FALSIFICATIONS[nom].famille
