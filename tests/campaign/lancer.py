"""A campaign in a process of its own, so that a test may kill it for real."""

from __future__ import annotations

import sys
from pathlib import Path

from cpts_xl.campaign import conduite
from cpts_xl.campaign.conduite import Demande, mener
from cpts_xl.campaign.executeurs import executeur
from cpts_xl.errors import CptsError

if __name__ == "__main__":
    dossier, sortie, processus, outil = sys.argv[1:]
    conduite.empreinte_outil = lambda: outil
    try:
        mener(Demande(Path(dossier), Path(sortie), executeur("processus", int(processus))))
    except CptsError as refus:
        sys.exit(f"Erreur : {refus}")
