"""What a person sees in the console: sentences, findings, and progress where the work is long."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from cpts_xl.constats import Constat
from cpts_xl.formats import euros, nombre, pluriel

MAXIMUM = 60


def dire(texte: str) -> None:
    """Print a sentence."""
    print(texte)


def dire_constats(constats: list[Constat]) -> None:
    """Print the findings, the gravest first; say how many were not shown."""
    if not constats:
        return
    dire(f"{nombre(len(constats))} point{pluriel(len(constats))} à regarder :")
    for constat in sorted(constats, key=lambda c: c.gravite.rang)[:MAXIMUM]:
        enjeu = f" En jeu : {euros(constat.enjeu)}." if constat.enjeu else ""
        dire(f"  [{constat.gravite}] {constat.phrase()}{enjeu}")
    if len(constats) > MAXIMUM:
        reste = len(constats) - MAXIMUM
        dire(f"  … et {nombre(reste)} autre{pluriel(reste)}.")


@contextmanager
def avancement(etapes: int) -> Iterator[Callable[[str], None]]:
    """Give a function that announces each step; a live bar on a terminal, plain lines elsewhere."""
    if not sys.stderr.isatty():
        rang = 0

        def annonce(texte: str) -> None:
            nonlocal rang
            rang += 1
            print(f"({rang}/{etapes}) {texte}…", file=sys.stderr)

        yield annonce
        return
    from rich.console import Console  # noqa: PLC0415  (seulement sur un terminal)
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn  # noqa: PLC0415

    colonnes = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.completed}/{task.total}"),
        TimeElapsedColumn(),
    )
    with Progress(*colonnes, console=Console(stderr=True), transient=True) as barre:
        tache = barre.add_task("", total=etapes)
        commence = False

        def avance(texte: str) -> None:
            nonlocal commence
            barre.update(tache, description=texte, advance=1 if commence else 0)
            commence = True

        yield avance
