"""The program of a worker: one task a line on its input, one answer a line on its output, until its input closes.

A process of its own, so that a file that crashes it, hangs it or fills its memory takes nothing else along.
"""

from __future__ import annotations

import json
import os
import sys

MEMOIRE = 1_500_000_000
"""The most addresses that a worker may reserve, in bytes; a campaign of ordinary workbooks uses a tenth of it."""


def main() -> None:
    """Serve until the input closes: the parent has finished, or is dead."""
    reponses = os.fdopen(os.dup(sys.stdout.fileno()), "wb", buffering=0)
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # un « print » d'une bibliothèque n'est pas une réponse
    _limiter()
    from cpts_xl.campaign.traitement import Tache, traiter  # noqa: PLC0415  (après la limite de mémoire)
    from cpts_xl.errors import EcritureImpossible  # noqa: PLC0415

    for ligne in sys.stdin.buffer:
        try:
            reponse = traiter(Tache.de(json.loads(ligne))).brut()
        except EcritureImpossible as erreur:
            reponse = {"arret": str(erreur)}
        reponses.write(json.dumps(reponse).encode() + b"\n")


def _limiter() -> None:
    if sys.platform == "linux":
        import resource  # noqa: PLC0415  (absent de Windows)

        _, plafond = resource.getrlimit(resource.RLIMIT_AS)
        limite = MEMOIRE if plafond == resource.RLIM_INFINITY else min(MEMOIRE, plafond)
        resource.setrlimit(resource.RLIMIT_AS, (limite, plafond))


if __name__ == "__main__":
    main()
