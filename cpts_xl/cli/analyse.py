"""The grammar of the commands, in French from the usage line to the refusals."""

from __future__ import annotations

import argparse

from cpts_xl import __version__
from cpts_xl.cli.analyse_campagne import commande_campagne
from cpts_xl.cli.analyse_porteurs import commandes_porteurs
from cpts_xl.cli.analyse_rapport import commandes_rapport
from cpts_xl.cli.analyse_revue import commandes_revue
from cpts_xl.cli.analyse_signature import cle_publique, commandes_signature
from cpts_xl.cli.grammaire import (
    IMPOSSIBLE,
    Analyseur,
    annee,
    chemin,
    classeur,
    decrire,
    encre,
    habitants,
    jour,
    malgre,
    remplacer,
)

TYPE_CHECKING = False  # rien de lourd au démarrage : l'aide doit être instantanée
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

FAIT, CONSTATS = 0, 1
"""Exit codes: done, findings; ``IMPOSSIBLE`` is wrong usage or unreadable input."""

__all__ = ["CONSTATS", "FAIT", "IMPOSSIBLE", "Analyseur", "analyser", "analyseur"]


def analyseur() -> Analyseur:
    """Return the parser of « cpts-xl »."""
    racine = Analyseur(
        prog="cpts-xl",
        description="Le financement ACI d'une CPTS : classeur de suivi, copie de relecture, rapport d'activité.\n"
        "Tout reste sur cet ordinateur.",
        epilog="Codes de sortie : 0 fait, 1 des points à regarder, 2 usage ou fichier illisible.",
    )
    racine.add_argument("--version", action="version", version=f"cpts_xl {__version__}", help="montrer la version")
    commandes = racine.add_subparsers(dest="commande", required=True, metavar="COMMANDE", title="Commandes\u00a0")

    demo = commandes.add_parser("demo", help="écrire les trois documents d'une CPTS d'exemple")
    demo.add_argument(
        "--vers", type=chemin, default="demo", metavar="DOSSIER", help="dossier à remplir ; « demo » si rien n'est dit"
    )

    nouveau = commandes.add_parser("nouveau", help="écrire un classeur de suivi vide pour votre contrat")
    nouveau.add_argument(
        "--vers", type=chemin, required=True, metavar="FICHIER", help="classeur à écrire (.xlsx ou .xlsm)"
    )
    nouveau.add_argument("--nom", default="", help="nom de la CPTS")
    nouveau.add_argument("--signature", type=jour, required=True, metavar="AAAA-MM-JJ", help="signature du contrat")
    nouveau.add_argument(
        "--annee", type=annee, default=1, metavar="N", help="année du contrat, de 1 à 5 ; 1 si rien n'est dit"
    )
    nouveau.add_argument("--population", type=habitants, metavar="N", help="habitants du territoire")
    nouveau.add_argument("--complet", action="store_true", help="montrer toutes les feuilles, et non les six premières")
    encre(nouveau, "python")
    remplacer(nouveau)
    _commandes_annee(commandes)

    relecture = commandes.add_parser(
        "relecture", help="écrire la copie de relecture d'un classeur, en formules ordinaires"
    )
    classeur(relecture)
    relecture.add_argument("--vers", type=chemin, required=True, metavar="FICHIER", help="copie à écrire (.xlsx)")
    relecture.add_argument("--avec-noms", action="store_true", help="garder les noms des professionnels")
    encre(relecture, "native")
    malgre(relecture)

    commandes_rapport(commandes)

    verifier = commandes.add_parser("verifier", help="recalculer un classeur reçu et comparer chaque cellule")
    classeur(verifier)
    verifier.add_argument("--rapport", type=chemin, metavar="FICHIER", help="rapport Word à comparer au classeur")
    verifier.add_argument("--annee-precedente", type=chemin, metavar="CLASSEUR", help="classeur de l'année précédente")
    verifier.add_argument("--avec-libreoffice", action="store_true", help="recalculer aussi avec LibreOffice")
    verifier.add_argument("--sans-recalcul", action="store_true", help="ne pas employer de tableur, seulement l'outil")
    cle_publique(verifier)
    commandes_revue(commandes)
    commande_campagne(commandes)
    commandes_signature(commandes)

    droit = commandes.add_parser("droit", help="montrer ce que disent les textes un jour donné")
    droit.add_argument("--le", type=jour, required=True, metavar="AAAA-MM-JJ", help="jour dont on veut le droit")
    droit.add_argument("--code", metavar="CODE", help="l'historique d'un paramètre, par exemple montant|acces_fixe|3")

    fonctions = commandes.add_parser("fonctions", help="montrer les fonctions CPTS_… du tableur")
    fonctions.add_argument("nom", nargs="?", metavar="FONCTION", help="une fonction, en détail")
    commandes_porteurs(commandes)
    decrire(commandes)
    return racine


def _commandes_annee(commandes: Any) -> None:
    """Declare the commands of the coordinator's year."""
    ouvrir = commandes.add_parser("ouvrir-annee", help="ouvrir l'année conventionnelle suivante depuis la dernière")
    classeur(ouvrir)
    ouvrir.add_argument(
        "--vers", type=chemin, required=True, metavar="FICHIER", help="classeur de la nouvelle année (.xlsx ou .xlsm)"
    )
    ouvrir.add_argument("--population", type=habitants, metavar="N", help="population renouvelée, si elle l'est")
    ouvrir.add_argument("--nouveau-contrat", type=jour, metavar="AAAA-MM-JJ",
                        help="signature du contrat renouvelé : en ouvrir la première année")  # fmt: skip
    malgre(ouvrir)

    niveau = commandes.add_parser("mettre-a-niveau", help="récrire un classeur d'une ancienne version, rien de perdu")
    classeur(niveau)
    niveau.add_argument(
        "--vers", type=chemin, required=True, metavar="FICHIER", help="classeur à écrire (.xlsx ou .xlsm)"
    )
    remplacer(niveau)

    importer = commandes.add_parser("importer", help="importer un FEC ou une balance du comptable dans un classeur")
    importer.add_argument("fichier", type=chemin, metavar="EXPORT", help="FEC (.txt) ou balance (.csv, .xlsx)")
    importer.add_argument("--dans", dest="classeur", type=chemin, required=True, metavar="CLASSEUR",
                          help="classeur de suivi, qui n'est que lu")  # fmt: skip
    importer.add_argument(
        "--vers", type=chemin, required=True, metavar="FICHIER", help="classeur à écrire (.xlsx ou .xlsm)"
    )
    importer.add_argument("--depenses", action="store_true", help="ajouter aussi les écritures de charges du FEC")
    malgre(importer)

    pieces = commandes.add_parser("pieces", help="vérifier que les pièces justificatives sont sur le disque")
    classeur(pieces)
    pieces.add_argument("--dossier", type=chemin, required=True, metavar="DOSSIER", help="où sont rangées les pièces")
    pieces.add_argument("--vers", type=chemin, metavar="FICHIER", help="classeur où l'inscrire (.xlsx ou .xlsm)")
    malgre(pieces)

    calendrier = commandes.add_parser("calendrier", help="écrire les échéances du contrat en fichier d'agenda")
    classeur(calendrier)
    calendrier.add_argument("--vers", type=chemin, required=True, metavar="FICHIER", help="agenda à écrire (.ics)")
    malgre(calendrier)

    releve = commandes.add_parser("releve", help="écrire le relevé d'un professionnel, par année civile")
    classeur(releve)
    releve.add_argument("professionnel", metavar="IDENTIFIANT", help="identifiant de la feuille Professionnels")
    releve.add_argument("--vers", type=chemin, required=True, metavar="FICHIER", help="relevé à écrire (.xlsx)")
    releve.add_argument("--avec-noms", action="store_true", help="y porter le nom du professionnel")
    malgre(releve)

    affichage = commandes.add_parser("affichage", help="montrer six feuilles (simple) ou toutes (complet)")
    classeur(affichage)
    affichage.add_argument("--mode", choices=("simple", "complet"), required=True, help="simple ou complet")
    affichage.add_argument(
        "--vers", type=chemin, required=True, metavar="FICHIER", help="classeur à écrire (.xlsx ou .xlsm)"
    )
    remplacer(affichage)


def analyser(arguments: Sequence[str] | None) -> argparse.Namespace:
    """Return the parsed arguments; exits with code 2 and a French message when they are wrong."""
    return analyseur().parse_args(arguments)
