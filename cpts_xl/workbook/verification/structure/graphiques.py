"""Our charts against those that the layout draws: the cells of their series, their title, how their numbers are read.

A chart taken away, moved, resized or dressed otherwise accuses nobody, nor does one that a user drew beside ours.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from cpts_xl.constats import Cause, Constat
from cpts_xl.workbook import sheets
from cpts_xl.workbook.extras.balises import plat
from cpts_xl.workbook.recu.locate import normaliser
from cpts_xl.workbook.verification.attendu import PagesDues
from cpts_xl.workbook.verification.manifeste.graphiques import ECRITES
from cpts_xl.workbook.verification.manifeste.modele import GraphiqueLu, SerieLue
from cpts_xl.workbook.verification.rappels import Trace
from cpts_xl.workbook.verification.structure.axes import mesures
from cpts_xl.workbook.verification.structure.contexte import Contexte, a_regarder, information
from cpts_xl.workbook.verification.structure.gardes_graphiques import gardes
from cpts_xl.workbook.verification.structure.libelles import Lexique
from cpts_xl.workbook.verification.structure.plages_graphiques import Lieux, Plage, dire, lire
from cpts_xl.workbook.xlsx.types import lettres

REPRENDRE = "Rétablir son titre (clic sur le titre du graphique), ou redemander le fichier."
LIRE = "Lire d'où viennent ses nombres : clic droit sur le graphique, Sélectionner des données."
_PARTS = (("values", "les nombres"), ("categories", "les noms des barres"), ("name", "les mots de la légende"))
"""The parts of a series: as ``xlsxwriter`` is asked for them, and what a reader sees of each."""


class Due(NamedTuple):
    """One series that the layout draws: its name as shown, and the ranges that may stand for each of its parts."""

    mot: str
    parts: Mapping[str, tuple[Plage, ...]]


def graphiques(c: Contexte, dues: PagesDues, lexique: Lexique) -> Iterator[Constat]:
    """Yield what our charts of the dashboard draw, or say, otherwise than the layout would."""
    nom = next((nom for nom, notre in c.a_nous.items() if notre == sheets.TABLEAU_DE_BORD), None)
    lus = c.manifeste.feuilles[nom].graphiques if nom is not None else []
    if nom is None or not lus:
        return
    lieux = Lieux(c, dues)
    restants = list(lus)
    for trace in dues.traces:
        series = [_due(lieux, serie) for serie in trace.series]
        candidats = _siens(restants, trace, dues.traces)
        constats = [(lu, list(_juger(lieux, nom, lu, trace, series, lexique))) for lu in candidats]
        # d'un graphique et de ses copies, le plus juste est le nôtre ; une copie qui garde son titre doit le tenir
        constats.sort(key=lambda paire: len(paire[1]))
        for rang, (lu, dits) in enumerate(constats):
            restants.remove(lu)
            if rang == 0:
                yield from dits
            elif normaliser(lu.titre) == normaliser(trace.titre):
                yield from (dit for dit in dits if dit.attendu or dit.lu)  # elle peut avoir moins de séries


def _siens(lus: Sequence[GraphiqueLu], trace: Trace, traces: Sequence[Trace]) -> list[GraphiqueLu]:
    """Return the charts that pass for one of ours: by its description, its title, or, both being lost, its place."""
    titres = {normaliser(autre.titre) for autre in traces}
    coin = f"{lettres(trace.place[1])}{trace.place[0]}"
    return [
        lu
        for lu in lus
        if normaliser(lu.titre) == normaliser(trace.titre)
        or (normaliser(lu.titre) not in titres and plat(lu.description) == plat(trace.description))
        or (not lu.description and lu.cellule == coin and normaliser(lu.titre) not in titres)
    ]


def _due(lieux: Lieux, serie: Mapping[str, Any]) -> Due:
    parts = {part: lieux.attendues(serie[part]) for part, _ in _PARTS}
    return Due(next((lieux.mot(plage) for plage in parts["name"]), ""), parts)


def _juger(  # noqa: PLR0917  (le graphique, où il est, ce qu'il devait être)
    lieux: Lieux, feuille: str, lu: GraphiqueLu, trace: Trace, series: Sequence[Due], lexique: Lexique
) -> Iterator[Constat]:
    yield from _titre(lieux, feuille, lu, trace, lexique)
    yield from _series(feuille, lu, trace, series)
    yield from gardes(lieux, feuille, lu, trace.titre)
    yield from mesures(lieux, feuille, lu, trace)


def _titre(lieux: Lieux, feuille: str, lu: GraphiqueLu, trace: Trace, lexique: Lexique) -> Iterator[Constat]:
    cible = lire(lu.titre_lie) if lu.titre_lie else None
    titre = lieux.mot(cible) if cible is not None else lu.titre
    if normaliser(titre) == normaliser(trace.titre):
        return
    dits = {"lu": f"« {titre[:120]} »" if titre else "vide", "attendu": f"« {trace.titre} »"}
    if titre and lexique.trompe(titre, trace.titre):
        message = "Le titre de ce graphique a été remplacé par un autre : ses barres ne sont plus ce qu'il annonce."
        yield a_regarder(message, feuille, lu.cellule, Cause.LIBELLE, REPRENDRE, **dits)
    else:
        message = f"Le titre de ce graphique a été {'récrit' if titre else 'effacé'}."
        yield information(message, feuille, lu.cellule, Cause.LIBELLE, **dits)


def _series(feuille: str, lu: GraphiqueLu, trace: Trace, series: Sequence[Due]) -> Iterator[Constat]:
    paires, manquantes, ajoutees = _apparier(lu.series, series)
    ici = f"Graphique « {trace.titre} »"
    for serie, due in paires:
        for part, quoi in _PARTS:
            if not _juste(serie, due, part, premiere=serie is lu.series[0]):
                reference = _part(serie, part)
                yield a_regarder(
                    f"{ici}, série « {due.mot} » : {quoi} ne se lisent plus dans les bonnes cellules.",
                    feuille, lu.cellule, Cause.FORMULE, _retablir(due.mot),
                    lu=f"« {serie.mot} »" if part == "name" and lire(reference) is None else dire(reference),
                    attendu=due.parts[part][0].phrase(),
                )  # fmt: skip
    for due in manquantes:
        message = f"{ici} : la série « {due.mot} » n'y est plus."
        yield a_regarder(message, feuille, lu.cellule, Cause.FORMULE, _retablir(due.mot))
    noms = {normaliser(due.mot) for due in series}
    for serie in ajoutees:
        nouvelle = normaliser(serie.mot) not in noms and bool(serie.mot)
        message = f"{ici} : une série y a été ajoutée, « {serie.mot or 'sans nom'} »."
        yield (information if nouvelle else a_regarder)(message, feuille, lu.cellule, Cause.FORMULE, LIRE,
                                                        lu=dire(serie.valeurs))  # fmt: skip


def _apparier(
    lues: Sequence[SerieLue], dues: Sequence[Due]
) -> tuple[list[tuple[SerieLue, Due]], list[Due], list[SerieLue]]:
    """Return each series with the one that it stands for, then those that are missing, then those that are added."""
    paires: list[tuple[SerieLue, Due]] = []
    restent, libres = list(dues), list(lues)
    toutes = tuple(part for part, _ in _PARTS)
    for parts in (toutes, ("name",), ("values",)):
        for due in list(restent):
            proches = (s for s in libres if all(_juste(s, due, part, premiere=False) for part in parts))
            if (serie := next(proches, None)) is not None:
                paires.append((serie, due))
                restent.remove(due)
                libres = [s for s in libres if s is not serie]
    if len(restent) == len(libres):  # autant de séries qu'il en faut : chacune tient la place d'une des nôtres
        paires += zip(libres, restent, strict=True)
        restent, libres = [], []
    return paires, restent, libres


def _part(serie: SerieLue, part: str) -> str:
    return {"values": serie.valeurs, "categories": serie.categories, "name": serie.nom}[part]


def _juste(serie: SerieLue, due: Due, part: str, *, premiere: bool) -> bool:
    """Return whether a part of a series is the one that the layout draws, wherever its cells now stand."""
    reference, dues = _part(serie, part), due.parts[part]
    if not dues or (part == "categories" and not reference and not premiere):
        return True  # une place que rien ne dit plus, ou des noms que la première série donne pour toutes
    lue = lire(reference)
    if lue is not None:
        return lue.cle in {plage.cle for plage in dues}
    # un programme peut écrire le nom d'une série au lieu de citer sa cellule
    return part == "name" and reference == ECRITES and normaliser(serie.mot) == normaliser(due.mot)


def _retablir(serie: str) -> str:
    return (
        f"Rétablir la plage de la série « {serie} » (clic droit sur le graphique, Sélectionner des données), ou "
        "redemander le fichier."
    )
