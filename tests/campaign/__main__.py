"""``python -m tests.campaign [NOMBRE]``: a whole campaign on this machine, then the same one killed and taken up.

A thousand workbooks by default, twenty more that nobody can read; the command line itself is what runs. Exit 1 when
anything is not what a campaign promises.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from cpts_xl.campaign.conduite import TRAVAIL
from tests.campaign.casses import ecrire_casses
from tests.campaign.conftest import empreintes
from tests.campaign.fabrique import bases, fabriquer

BASES, PAUSE = 6, 0.2


def main(nombre: int) -> int:
    """Print what was done and how long; return the exit code."""
    with tempfile.TemporaryDirectory(prefix="cpts-campagne-") as racine:
        recus, entiere, reprise = (Path(racine) / nom for nom in ("CPTS de l'Étang & du Bois", "entière", "reprise"))
        depart = time.monotonic()
        fabriquer(recus, nombre, BASES)
        casses = ecrire_casses(recus / "à reprendre", bases(BASES)[0])
        fabrication = time.monotonic() - depart
        print(f"{nombre} classeurs fabriqués, et {len(casses)} cassés, en {fabrication:.0f} s", flush=True)
        depart = time.monotonic()
        _mener(recus, entiere)
        print(f"Campagne entière : {time.monotonic() - depart:.0f} s", flush=True)
        faits = _tuer_au_milieu(recus, reprise, (nombre + len(casses)) // 2)
        depart = time.monotonic()
        _mener(recus, reprise)
        print(f"Tuée (kill -9) à {faits} résultats, puis reprise : {time.monotonic() - depart:.0f} s", flush=True)
        une, autre = empreintes(entiere), empreintes(reprise)
        page = (entiere / "echecs.html").read_text("utf-8")
        oublies = [nom for nom, mots in casses.items() if Path(nom).name not in page or mots not in page]
        print(f"{len(une)} fichiers écrits, {sum(autre.get(nom) == octets for nom, octets in une.items())} identiques "
              f"à l'octet après la reprise ; {len(casses) - len(oublies)} cassés sur {len(casses)} dits avec leur "
              "motif")  # fmt: skip
        return 0 if une == autre and not oublies and faits else 1


def _mener(recus: Path, sortie: Path) -> None:
    """Lead a campaign to its end.

    Raises:
        SystemExit: it did not write its page of failures; what it said goes with it.
    """
    _, erreurs = _campagne(recus, sortie).communicate()
    if not (sortie / "echecs.html").is_file():
        raise SystemExit(erreurs.decode("utf-8", "replace")[-2000:])


def _campagne(recus: Path, sortie: Path) -> subprocess.Popen[bytes]:
    """Start the command, in a group of its own so that its workers die with it."""
    commande = [sys.executable, "-m", "cpts_xl.cli", "campagne", str(recus), "--vers", str(sortie)]
    return subprocess.Popen(commande, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True)


def _tuer_au_milieu(recus: Path, sortie: Path, milieu: int) -> int:
    """Return how many results stood when the campaign and its workers were killed."""
    enfant = _campagne(recus, sortie)
    resultats = sortie / TRAVAIL / "resultats"
    while enfant.poll() is None and len(list(resultats.glob("*/[0-9a-f]*.json"))) < milieu:
        time.sleep(PAUSE)
    if enfant.poll() is not None:
        return 0
    os.killpg(enfant.pid, signal.SIGKILL)
    enfant.wait()
    return len(list(resultats.glob("*/[0-9a-f]*.json")))


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000))
