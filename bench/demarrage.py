"""How long a command takes to say its help, against a bare interpreter of the same Python."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from bench.mesure import Mesure, Rapport

TITRE = "Le démarrage : l'aide d'une commande"
AIDE = 3.0
NU, COMMANDE = "un interpréteur nu", "cpts-xl --help"

RAPPORTS = (Rapport("cpts-xl --help / un interpréteur nu", COMMANDE, NU, AIDE),)


def mesures(_dossier: Path) -> Iterator[Mesure]:
    """Yield a bare start of Python and the help of the command, each as a whole process."""
    yield NU, partial(_lancer, "-c", "pass")
    yield COMMANDE, partial(_lancer, "-m", "cpts_xl.cli", "--help")


def _lancer(*arguments: str) -> None:
    subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL)  # noqa: S603  (nos arguments)
