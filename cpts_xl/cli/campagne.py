"""The campaign as a command: its progress, and what it says at the end. Nothing heavy is loaded for the help."""

from __future__ import annotations

from contextlib import contextmanager

TYPE_CHECKING = False  # rien de lourd au démarrage : l'aide doit être instantanée
if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterator

    from cpts_xl.campaign.conduite import Compte

PAS = 25
"""Outside a terminal, one line of progress for so many workbooks."""


def campagne(options: argparse.Namespace) -> int:
    """Run a campaign; exit 1 when files do not count, 2 when nothing could be done."""
    from cpts_xl.campaign.conduite import Demande, mener, processus_par_defaut  # noqa: PLC0415  (jamais pour l'aide)
    from cpts_xl.campaign.executeurs import executeur  # noqa: PLC0415
    from cpts_xl.cli.analyse import CONSTATS, FAIT  # noqa: PLC0415
    from cpts_xl.errors import SaisieInvalide  # noqa: PLC0415

    processus = options.processus if options.processus is not None else processus_par_defaut()
    if processus < 1:
        raise SaisieInvalide("--processus : donner un nombre de processus d'au moins 1.")
    demande = Demande(
        options.dossier, options.vers, executeur(options.executor, processus),
        options.rapports or options.modele is not None, options.modele, options.recalcul,
    )  # fmt: skip
    with _avancement() as annoncer:
        compte = mener(demande, annoncer)
    _dire(compte)
    return CONSTATS if compte.recueil.echecs else FAIT


def _dire(compte: Compte) -> None:
    """Say what was done, what was already done, what does not count, and what to open."""
    from cpts_xl.campaign.conduite import CONSOLIDE, ECHECS  # noqa: PLC0415
    from cpts_xl.campaign.parquet import disponible  # noqa: PLC0415
    from cpts_xl.campaign.sorties import DOSSIER  # noqa: PLC0415
    from cpts_xl.cli.affichage import dire  # noqa: PLC0415
    from cpts_xl.formats import pluriel  # noqa: PLC0415

    recueil = compte.recueil
    recus, faits, retenus = recueil.fichiers, compte.faits, len(recueil.retenus)
    anciens, copies = compte.deja - compte.copies, compte.copies
    deja = f", {anciens} déjà fait{pluriel(anciens)}" if anciens else ""
    de = "d'un même fichier" if compte.originaux == 1 else "de mêmes fichiers"
    lus = f"{faits} examiné{pluriel(faits)}{deja}" + (f", {copies} copie{pluriel(copies)} {de}" if copies else "")
    dire(f"{recus} classeur{pluriel(recus)} : {lus} ; {retenus} compté{pluriel(retenus)}.")
    if recueil.ignores:
        autres = sum(recueil.ignores.values())
        quoi = "fichiers ou dossiers" if autres > 1 and DOSSIER in recueil.ignores else f"fichier{pluriel(autres)}"
        if recueil.ignores == {DOSSIER: 1}:
            quoi = "dossier"
        nature = "ce ne sont pas des classeurs reçus" if autres > 1 else "ce n'est pas un classeur reçu"
        dire(f"  {autres} {quoi} laissé{pluriel(autres)} de côté : {nature}.")
    dire(f"Classeur consolidé : {compte.ecrits[CONSOLIDE]}")
    dire(f"Données ouvertes : {compte.ecrits['cpts_annees.csv'].parent}")
    if not disponible():
        dire('  Sans Parquet : il faut la bibliothèque arro3 (pip install "cpts-xl[campagne]").')
    if recueil.echecs:
        dire(f"{len(recueil.echecs)} fichier{pluriel(len(recueil.echecs))} à reprendre : {compte.ecrits[ECHECS]}")
        dire("Ensuite : remettre les fichiers corrigés dans le dossier et relancer ; ce qui est fait le reste.")


@contextmanager
def _avancement() -> Iterator[Callable[[int, int, str], None]]:
    """Give the function that announces each workbook; a live bar on a terminal, a few plain lines elsewhere."""
    import sys  # noqa: PLC0415

    if not sys.stderr.isatty():

        def annoncer(fait: int, total: int, _nom: str) -> None:
            if fait % PAS == 0 or fait == total:
                print(f"({fait}/{total}) classeurs…", file=sys.stderr, flush=True)

        yield annoncer
        return
    from rich.console import Console  # noqa: PLC0415  (seulement sur un terminal)
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn  # noqa: PLC0415

    colonnes = (BarColumn(), TextColumn("{task.completed}/{task.total}"), TimeElapsedColumn(), TimeRemainingColumn(),
                TextColumn("{task.description}", markup=False))  # fmt: skip
    with Progress(*colonnes, console=Console(stderr=True), transient=True) as barre:
        tache = barre.add_task("", total=None)
        yield lambda fait, total, nom: barre.update(tache, completed=fait, total=total, description=nom)
