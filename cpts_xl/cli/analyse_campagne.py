"""The grammar of the campaign."""

from __future__ import annotations

import argparse

from cpts_xl.cli.grammaire import chemin, entier

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def commande_campagne(commandes: Any) -> None:
    """Declare the command."""
    campagne = commandes.add_parser("campagne", help="vérifier et consolider un dossier de classeurs reçus")
    campagne.add_argument("dossier", type=chemin, metavar="DOSSIER", help="classeurs reçus, sous-dossiers compris")
    campagne.add_argument("--vers", type=chemin, required=True, metavar="SORTIE",
                          help="dossier à remplir ; le même, pour reprendre une campagne interrompue")  # fmt: skip
    campagne.add_argument("--rapports", action="store_true", help="écrire aussi le rapport de chaque CPTS")
    campagne.add_argument("--avec-rapports", dest="modele", type=chemin, metavar="MODELE",
                          help="les écrire avec ce modèle Word (.docx)")  # fmt: skip
    campagne.add_argument("--recalcul", action="store_true", help="recalculer aussi avec les tableurs embarqués")
    campagne.add_argument("--executeur", dest="executor", default="processus", metavar="QUI",
                          help="qui fait le travail : processus, serie, dask=ADRESSE ou ray=ADRESSE ; processus si "
                          "rien n'est dit")  # fmt: skip
    # le premier nom de cette option, gardé pour qui l'a écrit dans un script
    campagne.add_argument("--executor", default=argparse.SUPPRESS, help=argparse.SUPPRESS)
    campagne.add_argument("--processus", type=entier, metavar="N", help="nombre de processus ; celui des processeurs "
                          "si rien n'est dit")  # fmt: skip
