"""A campaign in a process of its own, so that a test may kill it for real: by its own hand, after so many workbooks."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from cpts_xl.campaign import conduite
from cpts_xl.campaign.conduite import Demande, mener
from cpts_xl.campaign.executeurs import executeur
from cpts_xl.campaign.traitement import Bilan, Tache
from cpts_xl.errors import CptsError

if __name__ == "__main__":
    dossier, sortie, processus, outil, *tuer = sys.argv[1:]
    conduite.empreinte_outil = lambda: outil
    mener_taches = executeur("processus", int(processus))

    def mortel(taches: Sequence[Tache]) -> Iterator[Bilan]:
        """Yield what workers do, then die with the last one asked for: no machine is quick enough to be spared."""
        for faits, bilan in enumerate(mener_taches(taches), 1):
            if tuer and faits == int(tuer[0]):
                os.kill(os.getpid(), signal.SIGKILL)
            yield bilan

    try:
        mener(Demande(Path(dossier), Path(sortie), mortel))
    except CptsError as refus:
        sys.exit(f"Erreur : {refus}")
