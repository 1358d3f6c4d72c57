"""The command line « cpts-xl »: arguments, progress and messages only. Heavy rooms are imported when needed."""

from __future__ import annotations

import contextlib
import sys

from cpts_xl.cli.analyse import IMPOSSIBLE, analyser
from cpts_xl.cli.console import accorder
from cpts_xl.cli.sortie import Tenace
from cpts_xl.errors import CptsError, raison

TYPE_CHECKING = False  # « typing » coûterait, à chaque démarrage, autant que la grammaire des commandes
if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterator, Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. Return 0 (done), 1 (findings), 2 (wrong usage or unreadable input)."""
    accorder(sys.stdout, sys.stderr)
    with _tenaces() as panne:
        rendu = _mener(analyser(arguments))
        if erreur := panne():
            print(_non_dit(erreur), file=sys.stderr)
            return max(rendu, IMPOSSIBLE)
        return rendu


def _mener(options: argparse.Namespace) -> int:
    """Run the command; return its exit code, whatever happens."""
    try:
        from cpts_xl.cli import commandes  # noqa: PLC0415  (l'aide doit s'afficher sans rien charger)

        return commandes.COMMANDES[options.commande](options)
    except CptsError as erreur:
        print(f"Erreur : {erreur}", file=sys.stderr)
        return IMPOSSIBLE
    except Exception:  # noqa: BLE001  (une personne lit ce message : jamais une trace)
        print(_journal(), file=sys.stderr)
        return IMPOSSIBLE
    except KeyboardInterrupt:
        print("Interrompu : aucun fichier n'a été laissé à moitié écrit.", file=sys.stderr)
        return IMPOSSIBLE


@contextlib.contextmanager
def _tenaces() -> Iterator[Callable[[], OSError | None]]:
    """Have both streams stand who stops reading; give what sends the rest, and returns why it could not be written."""
    anciens = sys.stdout, sys.stderr
    # un programme sans console n'a pas de flux
    tenaces = [flux if flux is None else Tenace(flux) for flux in anciens]

    def panne() -> OSError | None:
        sortie = tenaces[0]
        if sortie is None:
            return None
        sortie.flush()
        return sortie.panne

    sys.stdout, sys.stderr = tenaces
    try:
        yield panne
    finally:
        for flux in tenaces:
            if flux is not None:
                flux.flush()
        sys.stdout, sys.stderr = anciens


def _non_dit(erreur: OSError) -> str:
    """Return what to say when the answer of a command has no room where it was sent."""
    return (
        f"Erreur : la réponse n'a pas pu être écrite en entier ({raison(erreur)}) : libérer de la place sur ce disque, "
        "ou envoyer la réponse ailleurs, puis recommencer."
    )


def _journal() -> str:
    """Keep the technical trace of the exception in a file, and return what to tell the user."""
    import tempfile  # noqa: PLC0415  (lourds au démarrage, ne servent qu'ici)
    import traceback  # noqa: PLC0415

    with tempfile.NamedTemporaryFile("w", prefix="cpts_xl_", suffix=".log", delete=False, encoding="utf-8") as fichier:
        fichier.write(traceback.format_exc())
    return (
        "Erreur interne : l'outil s'est arrêté, aucun fichier n'a été laissé à moitié écrit. "
        f"Joindre ce journal à votre demande d'aide : {fichier.name}"
    )


def lancer() -> None:
    """Run the command line as a program."""
    raise SystemExit(main())
