"""The command line « cpts-xl »: arguments, progress and messages only. Heavy rooms are imported when needed."""

from __future__ import annotations

import os
import sys

from cpts_xl.cli.analyse import FAIT, IMPOSSIBLE, analyser
from cpts_xl.cli.console import accorder
from cpts_xl.errors import CptsError

TYPE_CHECKING = False  # « typing » coûterait, à chaque démarrage, autant que la grammaire des commandes
if TYPE_CHECKING:
    from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. Return 0 (done), 1 (findings), 2 (wrong usage or unreadable input)."""
    accorder(sys.stdout, sys.stderr)
    options = analyser(arguments)
    try:
        from cpts_xl.cli import commandes  # noqa: PLC0415  (l'aide doit s'afficher sans rien charger)

        return commandes.COMMANDES[options.commande](options)
    except CptsError as erreur:
        print(f"Erreur : {erreur}", file=sys.stderr)
        return IMPOSSIBLE
    except BrokenPipeError:  # « cpts-xl droit … | head » : le lecteur a fermé, ce n'est pas une erreur
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123  (vit jusqu'à la fin du programme)
        return FAIT
    except Exception:  # noqa: BLE001  (une personne lit ce message : jamais une trace)
        print(_journal(), file=sys.stderr)
        return IMPOSSIBLE
    except KeyboardInterrupt:
        print("Interrompu : aucun fichier n'a été laissé à moitié écrit.", file=sys.stderr)
        return IMPOSSIBLE


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
