"""Between Excel and Python: what xlwings' pipeline costs around a range, and what a first import costs.

xlwings runs on stand-ins for pywin32, in a child process: the COM calls themselves are not measured. The import of
xlwings is measured where data libraries are present, since that is where it is slow: those of this environment, or
numpy and pandas put in a temporary folder when pip can bring them.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from bench.mesure import Mesure, Rapport

TITRE = "Le passage entre Excel et Python (xlwings sur des remplaçants de Windows)"
LIGNES, COLONNES = 10_000, 6
DONNEES = ("numpy", "pandas")

LIRE, NOUS = "lire 10 000 × 6 : convertisseur de xlwings", "passer 10 000 × 6 et rendre 10 000 × 1 : le nôtre"
XLWINGS, MODULE = "import xlwings, avec numpy et pandas", "import cpts_xl.udf.excel, avec numpy et pandas"

RAPPORTS = (
    Rapport("conversion autour d'une plage / lecture par défaut de xlwings", NOUS, LIRE, 0.02),
    Rapport("import de nos fonctions / import xlwings", MODULE, XLWINGS, 0.15),
)

RACINE = Path(__file__).resolve().parents[1]


def mesures(dossier_temporaire: Path) -> Iterator[Mesure]:
    """Yield the conversions, timed inside the child process, then the imports, each in a fresh interpreter.

    Raises:
        RuntimeError: the child process failed.
    """
    enfant = _Enfant()
    yield LIRE, partial(enfant.faire, "lire")
    yield NOUS, partial(enfant.faire, "nous")
    bibliotheques = _donnees(dossier_temporaire)
    if bibliotheques is None:
        print("  numpy et pandas absents et introuvables : l'import n'est pas comparé", flush=True)
        return
    yield XLWINGS, _import("xlwings", bibliotheques)
    yield MODULE, _import("cpts_xl.udf.excel", bibliotheques)


class _Enfant:
    """The process where xlwings believes it is on Windows; ``faire`` does one work there."""

    def __init__(self) -> None:
        self._processus = subprocess.Popen(
            [sys.executable, "-m", "bench.transport"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=RACINE, bufsize=1,
        )  # fmt: skip

    def __del__(self) -> None:
        """End the process with whoever asked for it."""
        self._processus.communicate()

    def faire(self, travail: str) -> None:
        """Do one work, and wait for it.

        Raises:
            RuntimeError: the child process failed.
        """
        entree, sortie = self._processus.stdin, self._processus.stdout
        if entree is None or sortie is None:
            raise RuntimeError("le processus de mesure n'a pas de tuyaux")
        entree.write(travail + "\n")
        if json.loads(sortie.readline() or "0") != travail:
            raise RuntimeError("le processus de mesure a échoué")


def _import(module: str, bibliotheques: str) -> Callable[[], None]:
    environnement = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, (str(RACINE), bibliotheques)))}

    def importer() -> None:
        subprocess.run([sys.executable, "-c", f"import {module}"], env=environnement, check=True)  # noqa: S603

    return importer


def _donnees(dossier: Path) -> str | None:
    """Return the folder to add so that the data libraries are importable, "" if they already are, None if never."""
    essai = [sys.executable, "-c", f"import {', '.join(DONNEES)}"]
    la = subprocess.run(essai, capture_output=True, check=False)  # noqa: S603
    if la.returncode == 0:
        return ""
    cible = dossier / "donnees"
    commande = [sys.executable, "-m", "pip", "install", "--quiet", "--target", str(cible), *DONNEES]
    pose = subprocess.run(commande, capture_output=True, check=False)  # noqa: S603
    return str(cible) if pose.returncode == 0 else None


def _travaux() -> dict[str, Callable[[], object]]:
    """Return the works of the child process, where xlwings is loaded as on Windows.

    « nous » is a whole ``CallUDF`` on our module, its answer ready: everything around the calculation, and only that.
    """
    from tests.udf import faux_windows  # noqa: PLC0415  (remplace des modules pour de bon : ici seulement)

    faux_windows.charger()
    from xlwings import conversion  # noqa: PLC0415
    from xlwings.com_server import XLPython  # noqa: PLC0415

    from cpts_xl.udf import appel  # noqa: PLC0415

    ligne = ("volet fixe", 103000.0, 0.75, 12.0, None, True)
    plage = (ligne,) * LIGNES
    assert len(ligne) == COLONNES
    rendue = appel.Reponse([[float(rang)] for rang in range(LIGNES)])
    appel.repondre = lambda _nom, _arguments: rendue
    serveur = XLPython()
    return {
        "lire": lambda: conversion.read(None, plage, {"ndim": 2}),
        "nous": lambda: serveur.CallUDF("cpts_xl.udf.excel", "CPTS_MONTANT_SCENARIO", (plage,)),
    }


def main() -> None:
    """Do the works asked for on the standard input, ten times each, so that the pipe weighs nothing."""
    travaux = _travaux()
    for demande in sys.stdin:
        travail = travaux[demande.strip()]
        for _ in range(10):
            travail()
        print(json.dumps(demande.strip()), flush=True)


if __name__ == "__main__":
    main()
