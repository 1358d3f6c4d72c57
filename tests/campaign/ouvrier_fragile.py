"""The program of a worker that some file names bring down: it is the containment that is tested, with real deaths."""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path
from typing import Any

from cpts_xl.campaign import ouvrier, traitement

_VRAI = traitement._verifier


def _fragile(tache: traitement.Tache, empreinte: str) -> Any:
    nom = Path(tache.relatif).name
    if nom.startswith("tue"):
        os.kill(os.getpid(), signal.SIGKILL)
    if nom.startswith("dort"):
        time.sleep(60)
    if nom.startswith("bavarde"):
        print("une bibliothèque parle sur la sortie")
        sys.stdout.flush()
    if nom.startswith("memoire"):
        tas = []
        while True:
            tas.append(bytearray(200_000_000))
    if nom.startswith("profond"):
        return _fragile_sans_fin(0)
    if nom.startswith("bogue"):
        raise ZeroDivisionError
    return _VRAI(tache, empreinte)


def _fragile_sans_fin(rang: int) -> int:
    return _fragile_sans_fin(rang + 1)


if __name__ == "__main__":
    traitement._verifier = _fragile
    ouvrier.main()
