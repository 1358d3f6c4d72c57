"""One call and ten thousand rows, against the same rules written by hand in plain Decimal; and the exact reading.

The peer is what a careful developer writes for one cell: ``Decimal(str(x))`` for each number, the same refusals, one
``quantize``, a float given back. Both sides start from the same raw cells and end with the same floats, or it stops.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from decimal import ROUND_HALF_UP, Decimal
from functools import partial
from pathlib import Path
from typing import Any

from bench.mesure import Mesure, Rapport
from cpts_xl.udf.appel import appeler, exactement

TITRE = "Les fonctions : un appel, une plage de 10 000 lignes"
LIGNES, APPELS = 10_000, 2_000
UN_APPEL, UNE_PLAGE = 1.0, 0.4
CENTIME, ZERO, UN = Decimal("0.01"), Decimal(0), Decimal(1)
REGLES = ("CPTS_DROIT_VARIABLE", "CPTS_MONTANT_ACQUIS", "CPTS_AVANCEMENT")


def _droit_variable(plafond: float, acquis: float, prorata: float) -> float:
    p, a, r = Decimal(str(plafond)), Decimal(str(acquis)), Decimal(str(prorata))
    if p <= 0:
        return 0.0
    if not 0 <= r <= 1:
        raise ValueError("taux de 0 à 1 attendu")
    return float((min(a, p) * r).quantize(CENTIME, rounding=ROUND_HALF_UP))


def _montant_acquis(montant: float, taux: float) -> float:
    m, t = Decimal(str(montant)), Decimal(str(taux))
    if not 0 <= t <= 1:
        raise ValueError("taux de 0 à 1 attendu")
    return float((m * t).quantize(CENTIME, rounding=ROUND_HALF_UP))


def _avancement(mode: str, sens: str, depart: float, cible: float, constate: float) -> float | str:
    if mode != "linéaire":
        return "sans objet"
    d, c, x = Decimal(str(depart)), Decimal(str(cible)), Decimal(str(constate))
    if sens not in {"hausse", "baisse"} or (d >= c if sens == "hausse" else c >= d):
        raise ValueError("la cible ne va pas dans le sens déclaré")
    part = (x - d) / (c - d)
    return float(ZERO if part < 0 else UN if part > 1 else part)


PAIRS: dict[str, Callable[..., Any]] = dict(zip(REGLES, (_droit_variable, _montant_acquis, _avancement), strict=True))


def lignes(nom: str) -> list[tuple[Any, ...]]:
    """Return ten thousand rows of raw cells for a function, the same every time."""
    alea = random.Random(nom)  # noqa: S311  (des données à refaire, non un secret)
    tirer: dict[str, Callable[[], tuple[Any, ...]]] = {
        "CPTS_DROIT_VARIABLE": lambda: (_euros(alea), _euros(alea), round(alea.random(), 4)),
        "CPTS_MONTANT_ACQUIS": lambda: (_euros(alea), round(alea.random(), 4)),
        "CPTS_AVANCEMENT": lambda: ("linéaire", "hausse", round(alea.uniform(0, 40), 1),
                                    round(alea.uniform(60, 100), 1), round(alea.uniform(0, 100), 2)),
    }  # fmt: skip
    return [tirer[nom]() for _ in range(LIGNES)]


def _euros(alea: random.Random) -> float:
    return round(alea.uniform(0, 150_000), 2)


def _nous(nom: str) -> str:
    return f"{APPELS} appels d'une cellule : {nom}"


def _plage(nom: str) -> str:
    return f"une plage de {LIGNES} lignes : {nom}"


def _exact(nom: str) -> str:
    return f"{APPELS} appels, lecture exacte seule : {nom}"


RAPPORTS = (
    *(Rapport(f"un appel / Decimal : {nom}", _nous(nom), f"{_nous(nom)}, Decimal", UN_APPEL) for nom in REGLES),
    *(Rapport(f"la plage / Decimal : {nom}", _plage(nom), f"{_plage(nom)}, Decimal", UNE_PLAGE) for nom in REGLES),
    Rapport("lecture exacte / lecture compilée, un appel", _exact(REGLES[0]), _nous(REGLES[0])),
)


def mesures(_dossier: Path) -> Iterator[Mesure]:
    """Yield our calls and ranges, and those of the peer, on the same rows.

    Raises:
        RuntimeError: one row differs; the comparison would be worth nothing.
    """
    for nom in REGLES:
        rangees = lignes(nom)
        colonnes = [[[ligne[rang]] for ligne in rangees] for rang in range(len(rangees[0]))]
        pair = PAIRS[nom]
        attendus = [[pair(*ligne)] for ligne in rangees]
        if not _egaux(appeler(nom, colonnes), attendus) or exactement(nom, colonnes).valeurs != appeler(nom, colonnes):
            raise RuntimeError(f"{nom} : Decimal et la fonction ne donnent pas les mêmes montants")
        premieres = rangees[:APPELS]
        yield _nous(nom), partial(_un_par_un, nom, premieres)
        yield f"{_nous(nom)}, Decimal", partial(_decimal, pair, premieres)
        yield _plage(nom), partial(appeler, nom, colonnes)
        yield f"{_plage(nom)}, Decimal", partial(_decimal, pair, rangees)
    premieres = lignes(REGLES[0])[:APPELS]
    yield _exact(REGLES[0]), lambda: [exactement(REGLES[0], ligne) for ligne in premieres]


def _egaux(notres: list[list[Any]], siens: list[list[Any]]) -> bool:
    """Return whether both give the same floats; a rate of 28 digits is not always the nearest to the quotient."""
    return all(n == s or abs(n - s) < 1e-15 for (n,), (s,) in zip(notres, siens, strict=True))  # noqa: PLR2004


def _un_par_un(nom: str, rangees: list[tuple[Any, ...]]) -> list[Any]:
    return [appeler(nom, ligne) for ligne in rangees]


def _decimal(pair: Callable[..., Any], rangees: list[tuple[Any, ...]]) -> list[Any]:
    return [[pair(*ligne)] for ligne in rangees]
