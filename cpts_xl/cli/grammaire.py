"""The pieces of the grammar that the commands share: a parser that speaks French, its kinds of values, its options.

Nothing heavy is imported: the help must be instant.
"""

from __future__ import annotations

import argparse
import os
import re

TYPE_CHECKING = False  # « typing » coûterait, à chaque démarrage, autant que la grammaire des commandes
if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path
    from typing import Any, NoReturn

IMPOSSIBLE = 2
"""Exit code: wrong usage or unreadable input."""
ENCRES = ("native", "python", "lambda")
"""The inks of a workbook, as typed; not read from the room of workbooks, so that the help stays instant."""
CHIFFRES_MAX = 9
PREMIERE_ANNEE, DERNIERE_ANNEE = 1900, 2199
"""Digits of a whole number: beyond, « int » itself may refuse, in English."""
_TRADUCTIONS = (
    (r"the following arguments are required: (.*)", r"il manque : \1"),
    (
        r"argument (.*): invalid choice: ['\"]?(.*?)['\"]? \(choose from (.*)\)",
        r"\1 : « \2 » n'est pas admis ; choisir parmi \3",
    ),
    (r"argument (.*): expected one argument", r"\1 attend une valeur"),
    (r"argument (.*): not allowed with argument (.*)", r"\1 ne va pas avec \2 : choisir l'un des deux"),
    (r"argument (.*): ignored explicit argument ['\"]?(.*?)['\"]?", r"\1 n'attend aucune valeur : enlever « =\2 »"),
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
            if trouve := re.fullmatch(motif, message):
                message = trouve.expand(remplacement)
                break
        debut, choisir, choix = message.partition("choisir parmi ")
        message = debut + choisir + choix.replace("'", "")  # les choix de l'outil n'ont pas d'apostrophe
        self.exit(IMPOSSIBLE, f"Erreur : {message}.\n{self.format_usage()}Pour l'aide : {self.prog} --aide\n")


class _Forme(argparse.RawDescriptionHelpFormatter):
    def __init__(self, prog: str) -> None:
        super().__init__(prog, width=_largeur() - 2)

    def add_usage(self, usage: str | None, actions: object, groups: object, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, "Usage : " if prefix is None else prefix)  # type: ignore[arg-type]


def _largeur() -> int:
    """Return the width of the terminal; the library would import a heavy module to know it."""
    try:
        return int(os.environ["COLUMNS"])
    except (KeyError, ValueError):
        pass
    try:
        return os.get_terminal_size().columns
    except OSError:  # sortie redirigée
        return 80


def chemin(texte: str) -> Path:
    """Return a path; its module is imported only when a command is run."""
    from pathlib import Path  # noqa: PLC0415  (jamais pour l'aide)

    return Path(texte)


def jour(texte: str) -> date:
    """Return a day typed AAAA-MM-JJ; refuse anything else in French."""
    from datetime import date  # noqa: PLC0415  (jamais pour l'aide)

    try:
        lu = date.fromisoformat(texte)
    except ValueError:
        raise argparse.ArgumentTypeError(f"« {texte} » n'est pas une date AAAA-MM-JJ") from None
    if not PREMIERE_ANNEE <= lu.year <= DERNIERE_ANNEE:  # les mêmes bornes que les fonctions des cellules
        raise argparse.ArgumentTypeError(f"« {texte} » n'est pas une date de {PREMIERE_ANNEE} à {DERNIERE_ANNEE}")
    return lu


def annee(texte: str) -> int:
    """Return a contract year, from 1 to 5."""
    if texte in set("12345"):  # la durée du contrat, vérifiée ensuite par la règle
        return int(texte)
    raise argparse.ArgumentTypeError(f"« {texte} » n'est pas une année de contrat, de 1 à 5")


def entier(texte: str, nature: str = "un nombre entier") -> int:
    """Return a whole number, zero or more, typed with or without spaces; refuse anything else in French."""
    chiffres = "".join(texte.split())
    if chiffres.isdecimal() and len(chiffres) <= CHIFFRES_MAX:
        return int(chiffres)
    raise argparse.ArgumentTypeError(f"« {texte} » n'est pas {nature}")


def habitants(texte: str) -> int:
    """Return a population, one inhabitant or more."""
    if nombre := entier(texte, nature := "un nombre d'habitants"):
        return nombre
    raise argparse.ArgumentTypeError(f"« {texte} » n'est pas {nature}")


def classeur(commande: argparse.ArgumentParser) -> None:
    """Add the workbook that is read."""
    commande.add_argument(
        "classeur", type=chemin, metavar="CLASSEUR", help="classeur de suivi ou copie de relecture (.xlsx ou .xlsm)"
    )


def encre(commande: argparse.ArgumentParser, defaut: str) -> None:
    """Add the choice of the ink, and say which one is taken."""
    commande.add_argument(
        "--encre", choices=ENCRES, default=defaut,
        help="formules ordinaires (native), fonctions CPTS_ (python), noms LAMBDA pour Excel 365 et 2024 (lambda) ; "
        f"{defaut} si rien n'est dit",
    )  # fmt: skip


def decrire(commandes: Any) -> None:
    """Begin the help of each command by what it is for: the line that the list of commands gives."""
    for choix in commandes._choices_actions:  # noqa: SLF001  (la bibliothèque ne garde ces lignes que là)
        phrase = f"{choix.help[0].upper()}{choix.help[1:]}"
        commandes.choices[choix.dest].description = phrase if phrase.endswith("…") else f"{phrase}."


def remplacer(commande: argparse.ArgumentParser) -> None:
    """Add the leave to write over an existing file."""
    commande.add_argument("--remplacer", action="store_true", help="écraser le fichier s'il existe déjà")


def malgre(commande: argparse.ArgumentParser) -> None:
    """Add the leave to write in spite of unacceptable inputs, and over an existing file."""
    remplacer(commande)
    commande.add_argument("--malgre-tout", action="store_true", help="écrire même si une saisie est inacceptable")
