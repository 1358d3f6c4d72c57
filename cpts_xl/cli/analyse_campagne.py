"""The grammar of the campaign."""

from __future__ import annotations

from cpts_xl.cli.grammaire import chemin

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
    campagne.add_argument("--executor", default="processus", metavar="QUI",
                          help="processus (défaut), serie, dask=ADRESSE ou ray=ADRESSE")  # fmt: skip
    campagne.add_argument("--processus", type=int, metavar="N", help="nombre de processus (celui des processeurs)")
