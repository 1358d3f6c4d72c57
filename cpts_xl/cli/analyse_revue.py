"""The grammar of the reviewer's commands."""

from __future__ import annotations

from cpts_xl.cli.grammaire import chemin, classeur, entier, remplacer

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def niveaux(texte: str) -> int:
    """Return how many levels of a tree to tell; refuse anything else in French."""
    return entier(texte, "un nombre de niveaux")


def commandes_revue(commandes: Any) -> None:
    """Declare the review, the record of decisions, and the explanation of a number."""
    revue = commandes.add_parser("revue", help="écrire le classeur de revue d'un classeur reçu")
    classeur(revue)
    revue.add_argument("--vers", type=chemin, required=True, metavar="REVUE", help="revue à écrire (.xlsx)")
    revue.add_argument("--rapport", type=chemin, metavar="FICHIER", help="rapport Word à comparer au classeur")
    revue.add_argument("--annee-precedente", type=chemin, metavar="CLASSEUR", help="classeur de l'année précédente")
    revue.add_argument("--comparaison", type=chemin, metavar="DOSSIER", help="sortie de « cpts-xl campagne »")
    revue.add_argument("--avec-libreoffice", action="store_true", help="recalculer aussi avec LibreOffice")
    revue.add_argument("--sans-recalcul", action="store_true", help="ne pas employer de tableur, seulement l'outil")
    remplacer(revue)

    expliquer = commandes.add_parser("expliquer", help="dire d'où vient un nombre d'un classeur")
    classeur(expliquer)
    expliquer.add_argument("cellule", metavar="CELLULE", help="Financement!K7, un nom, ou l'intitulé d'un calcul")
    expliquer.add_argument(
        "--profondeur", type=niveaux, metavar="N", help="niveaux à dire sous le premier ; tous si rien n'est dit"
    )

    releve = commandes.add_parser("releve-decisions", help="écrire le relevé de décisions depuis une revue remplie")
    releve.add_argument("revue", type=chemin, metavar="REVUE", help="revue remplie (.xlsx)")
    releve.add_argument("--vers", type=chemin, required=True, metavar="FICHIER", help="relevé à écrire (.docx)")
    releve.add_argument("--modele", type=chemin, metavar="FICHIER", help="votre modèle Word (.docx)")
    remplacer(releve)
