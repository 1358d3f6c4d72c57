"""The grammar of the commands, in French from the usage line to the refusals."""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

from cpts_xl import __version__

FAIT, CONSTATS, IMPOSSIBLE = 0, 1, 2
"""Exit codes: done, findings, wrong usage or unreadable input."""
_TRADUCTIONS = (
    (r"the following arguments are required: (.*)", r"il manque : \1"),
    (r"argument (.*): invalid choice: (.*) \(choose from (.*)\)", r"\1 : \2 n'est pas admis ; choisir parmi \3"),
    (r"argument (.*): expected one argument", r"\1 attend une valeur"),
    (r"argument (.*): (.*)", r"\1 : \2"),
    (r"unrecognized arguments: (.*)", r"argument inconnu : \1"),
    (r"ambiguous option: (.*) could match (.*)", r"option ambiguë : \1 peut être \2"),
)


class Analyseur(argparse.ArgumentParser):
    """An argument parser that speaks French, and never abbreviates."""

    def __init__(self, **reste: object) -> None:
        super().__init__(add_help=False, allow_abbrev=False, formatter_class=_Forme, **reste)  # type: ignore[arg-type]
        self._positionals.title, self._optionals.title = "Arguments\u00a0", "Options\u00a0"
        self.add_argument("-h", "--aide", "--help", action="help", help="montrer cette aide et s'arrêter")

    def error(self, message: str) -> NoReturn:
        """Refuse in French, with exit code 2."""
        for motif, remplacement in _TRADUCTIONS:
            if re.fullmatch(motif, message):
                message = re.sub(motif, remplacement, message)
                break
        self.exit(IMPOSSIBLE, f"Erreur : {message}.\n{self.format_usage()}Pour l'aide : {self.prog} --aide\n")


class _Forme(argparse.RawDescriptionHelpFormatter):
    def add_usage(self, usage: str | None, actions: object, groups: object, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, "Usage : " if prefix is None else prefix)  # type: ignore[arg-type]


def _jour(texte: str) -> date:
    try:
        return date.fromisoformat(texte)
    except ValueError:
        raise argparse.ArgumentTypeError(f"« {texte} » n'est pas une date AAAA-MM-JJ") from None


def _annee(texte: str) -> int:
    if texte.isdigit() and 1 <= int(texte) <= 5:  # noqa: PLR2004 (durée du contrat, vérifiée ensuite par la règle)
        return int(texte)
    raise argparse.ArgumentTypeError(f"« {texte} » n'est pas une année de contrat, de 1 à 5")


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
    demo.add_argument("--vers", type=Path, default=Path("demo"), metavar="DOSSIER", help="dossier à remplir (demo)")

    nouveau = commandes.add_parser("nouveau", help="écrire un classeur de suivi vide pour votre contrat")
    nouveau.add_argument("--vers", type=Path, required=True, metavar="FICHIER", help="classeur à écrire (.xlsx)")
    nouveau.add_argument("--nom", default="", help="nom de la CPTS")
    nouveau.add_argument("--signature", type=_jour, required=True, metavar="AAAA-MM-JJ", help="signature du contrat")
    nouveau.add_argument("--annee", type=_annee, default=1, metavar="N", help="année du contrat, de 1 à 5 (1)")
    nouveau.add_argument("--population", type=int, metavar="N", help="habitants du territoire")
    nouveau.add_argument("--complet", action="store_true", help="montrer toutes les feuilles, et non les six premières")
    _remplacer(nouveau)
    _commandes_annee(commandes)

    relecture = commandes.add_parser(
        "relecture", help="écrire la copie de relecture d'un classeur, en formules ordinaires"
    )
    _classeur(relecture)
    relecture.add_argument("--vers", type=Path, required=True, metavar="FICHIER", help="copie à écrire (.xlsx)")
    relecture.add_argument("--avec-noms", action="store_true", help="garder les noms des professionnels")
    _malgre(relecture)

    rapport = commandes.add_parser("rapport", help="écrire le rapport d'activité en Word")
    _classeur(rapport)
    rapport.add_argument("--vers", type=Path, required=True, metavar="FICHIER", help="rapport à écrire (.docx)")
    rapport.add_argument("--modele", type=Path, metavar="FICHIER", help="votre modèle Word (.docx)")
    _malgre(rapport)

    verifier = commandes.add_parser("verifier", help="recalculer un classeur reçu et comparer chaque cellule")
    _classeur(verifier)
    verifier.add_argument("--rapport", type=Path, metavar="FICHIER", help="rapport Word à comparer au classeur")
    verifier.add_argument("--avec-libreoffice", action="store_true", help="recalculer aussi avec LibreOffice")
    verifier.add_argument("--sans-recalcul", action="store_true", help="ne pas employer de tableur, seulement l'outil")

    droit = commandes.add_parser("droit", help="montrer ce que disent les textes un jour donné")
    droit.add_argument("--le", type=_jour, required=True, metavar="AAAA-MM-JJ", help="jour dont on veut le droit")
    droit.add_argument("--code", metavar="CODE", help="l'historique d'un paramètre, par exemple montant|acces_fixe|3")

    fonctions = commandes.add_parser("fonctions", help="montrer les fonctions CPTS_… du tableur")
    fonctions.add_argument("nom", nargs="?", metavar="FONCTION", help="une fonction, en détail")
    return racine


def _commandes_annee(commandes: Any) -> None:
    """Declare the commands of the coordinator's year."""
    ouvrir = commandes.add_parser("ouvrir-annee", help="ouvrir l'année conventionnelle suivante depuis la dernière")
    _classeur(ouvrir)
    ouvrir.add_argument("--vers", type=Path, required=True, metavar="FICHIER", help="classeur de la nouvelle année")
    ouvrir.add_argument("--population", type=int, metavar="N", help="population renouvelée, si elle l'est")
    _malgre(ouvrir)

    niveau = commandes.add_parser("mettre-a-niveau", help="récrire un classeur d'une ancienne version, rien de perdu")
    _classeur(niveau)
    niveau.add_argument("--vers", type=Path, required=True, metavar="FICHIER", help="classeur à écrire (.xlsx)")
    _remplacer(niveau)

    importer = commandes.add_parser("importer", help="importer un FEC ou une balance du comptable dans un classeur")
    importer.add_argument("fichier", type=Path, metavar="EXPORT", help="FEC (.txt) ou balance (.csv, .xlsx)")
    importer.add_argument("--dans", dest="classeur", type=Path, required=True, metavar="CLASSEUR",
                          help="classeur de suivi, qui n'est que lu")  # fmt: skip
    importer.add_argument("--vers", type=Path, required=True, metavar="FICHIER", help="classeur à écrire (.xlsx)")
    importer.add_argument("--depenses", action="store_true", help="ajouter aussi les écritures de charges du FEC")
    _malgre(importer)

    pieces = commandes.add_parser("pieces", help="vérifier que les pièces justificatives sont sur le disque")
    _classeur(pieces)
    pieces.add_argument("--dossier", type=Path, required=True, metavar="DOSSIER", help="où sont rangées les pièces")
    pieces.add_argument("--vers", type=Path, metavar="FICHIER", help="classeur où l'inscrire (.xlsx)")
    _malgre(pieces)

    calendrier = commandes.add_parser("calendrier", help="écrire les échéances du contrat en fichier d'agenda")
    _classeur(calendrier)
    calendrier.add_argument("--vers", type=Path, required=True, metavar="FICHIER", help="agenda à écrire (.ics)")
    _malgre(calendrier)

    releve = commandes.add_parser("releve", help="écrire le relevé d'un professionnel, par année civile")
    _classeur(releve)
    releve.add_argument("professionnel", metavar="IDENTIFIANT", help="identifiant de la feuille Professionnels")
    releve.add_argument("--vers", type=Path, required=True, metavar="FICHIER", help="relevé à écrire (.xlsx)")
    releve.add_argument("--avec-noms", action="store_true", help="y porter le nom du professionnel")
    _malgre(releve)

    affichage = commandes.add_parser("affichage", help="montrer six feuilles (simple) ou toutes (complet)")
    _classeur(affichage)
    affichage.add_argument("--mode", choices=("simple", "complet"), required=True, help="simple ou complet")
    affichage.add_argument("--vers", type=Path, required=True, metavar="FICHIER", help="classeur à écrire (.xlsx)")
    _remplacer(affichage)


def _classeur(commande: argparse.ArgumentParser) -> None:
    commande.add_argument(
        "classeur", type=Path, metavar="CLASSEUR", help="classeur de suivi ou copie de relecture (.xlsx)"
    )


def _remplacer(commande: argparse.ArgumentParser) -> None:
    commande.add_argument("--remplacer", action="store_true", help="écraser le fichier s'il existe déjà")


def _malgre(commande: argparse.ArgumentParser) -> None:
    _remplacer(commande)
    commande.add_argument("--malgre-tout", action="store_true", help="écrire même si une saisie est inacceptable")


def analyser(arguments: Sequence[str] | None) -> argparse.Namespace:
    """Return the parsed arguments; exits with code 2 and a French message when they are wrong."""
    return analyseur().parse_args(arguments)
