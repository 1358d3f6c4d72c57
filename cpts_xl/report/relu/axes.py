"""How the charts of a report tell their numbers: axes cut, turned round, divided or taken away, bars piled up.

A chart that is not one of the tool, or that is dressed otherwise, accuses nobody.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import Any, NamedTuple

from cpts_xl.constats import Cause, Constat, Gravite
from cpts_xl.formats import nombre
from cpts_xl.report.graphiques.relations import GRAPHIQUE, Relations
from cpts_xl.report.moteur.nettoyage import lire_partie
from cpts_xl.report.relu.styles import vaut_oui
from cpts_xl.report.relu.traces import texte

_C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
LARGE = 5
"""How many times the largest number a fixed axis may measure: beyond, bars are too short to be compared."""
REMEDE = (
    "Clic droit sur l'axe, Mise en forme de l'axe : bornes automatiques, unité « Aucun » ; ou refaire le rapport à "
    "partir du classeur."
)
_DANS_LE_TEMPS = frozenset({"lineChart", "areaChart"})


class Axe(NamedTuple):
    """One axis of values: its bounds when they are fixed, and what changes the way it is read."""

    minimum: float | None
    maximum: float | None
    logarithme: bool
    inverse: bool
    unites: bool
    retire: bool


class Dessin(NamedTuple):
    """One chart: its title, its kinds and how its series stand together, its axes, whether it writes its numbers."""

    titre: str
    sortes: frozenset[str]
    groupements: frozenset[str]
    axes: tuple[Axe, ...]
    noms_inverses: bool
    chiffres: bool
    bornes: tuple[float, float]


def dessins(parties: Mapping[str, bytes], principale: str) -> Iterator[Dessin]:
    """Yield the charts that a document shows, those without a title apart: the parts are sound XML (``ouvrir``)."""
    relations = Relations.lire(parties, principale)
    montres = {cible for ident, cible in relations.internes() if relations.sorte(ident) == GRAPHIQUE}
    for partie in sorted(montres & parties.keys()):
        racine = lire_partie(parties[partie])
        aire, titre = racine.find(f"{_C}chart/{_C}plotArea"), texte(racine.find(f"{_C}chart/{_C}title"))
        if aire is not None and titre:
            yield _dessin(titre, aire)


def _dessin(titre: str, aire: Any) -> Dessin:
    groupes = [groupe for groupe in aire if groupe.find(f"{_C}ser") is not None]
    groupements = frozenset(_val(groupe, "grouping", "standard") for groupe in groupes)
    noms = [axe for sorte in ("catAx", "dateAx") for axe in aire.iterfind(f"{_C}{sorte}")]
    return Dessin(
        titre, frozenset(groupe.tag.rpartition("}")[2] for groupe in groupes), groupements,
        tuple(_axe(axe) for axe in aire.iterfind(f"{_C}valAx")),
        any(_val(axe.find(f"{_C}scaling"), "orientation") == "maxMin" for axe in noms),
        any(vaut_oui(b.get("val", "1")) for groupe in groupes for b in groupe.iter(f"{_C}showVal")),
        _bornes(groupes, empilees=bool(groupements & {"stacked", "percentStacked"})),
    )  # fmt: skip


def _axe(axe: Any) -> Axe:
    echelle = axe.find(f"{_C}scaling")
    return Axe(
        _nombre(_val(echelle, "min")), _nombre(_val(echelle, "max")), axe.find(f"{_C}scaling/{_C}logBase") is not None,
        _val(echelle, "orientation") == "maxMin", axe.find(f"{_C}dispUnits") is not None,
        vaut_oui(_val(axe, "delete", "0")),
    )  # fmt: skip


def _val(balise: Any, enfant: str, defaut: str = "") -> str:
    trouve = None if balise is None else balise.find(f"{_C}{enfant}")
    return defaut if trouve is None else str(trouve.get("val", "1"))


def _nombre(lu: str) -> float | None:
    try:
        trouve = float(lu)
    except ValueError:
        return None
    return trouve if math.isfinite(trouve) else None


def _bornes(groupes: Iterable[Any], *, empilees: bool) -> tuple[float, float]:
    """Return the ends of what is drawn, 0 included."""
    vus: list[float] = [0.0]
    sommes: defaultdict[str, float] = defaultdict(float)
    for groupe in groupes:
        for point in (p for place in groupe.iter(f"{_C}val", f"{_C}yVal") for p in place.iter(f"{_C}pt")):
            if (lu := _nombre(point.findtext(f"{_C}v") or "")) is not None:
                vus.append(lu)
                sommes[point.get("idx", "")] += lu
    if empilees:
        vus += sommes.values()
    return min(vus), max(vus)


def axes_faux(nom: str, lus: Iterable[Dessin], attendus: Iterable[Dessin]) -> Iterator[Constat]:
    """Yield what makes the charts of the tool read as other numbers than theirs, in a report whose name is given."""
    dus = {dessin.titre: dessin for dessin in attendus}
    for lu in lus:
        for quoi, dit in _torts(lu, dus[lu.titre]) if lu.titre in dus else ():
            yield Constat(
                Gravite.A_REGARDER, f"{nom}, graphique « {lu.titre} » : {quoi}.", lu=dit, cause=Cause.RAPPORT,
                remede=REMEDE,
            )  # fmt: skip


def _torts(lu: Dessin, du: Dessin) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with a chart, and how a reader is told what it is."""
    for axe in lu.axes:
        yield from _torts_d_un_axe(axe, du)
    if lu.axes and all(axe.retire for axe in lu.axes) and not lu.chiffres:
        yield "son axe et ses nombres ont été retirés : rien n'en dit plus l'échelle", "axe retiré"
    if len(lu.axes) > max(len(du.axes), 1):
        yield "ses séries suivent deux axes, dont les longueurs ne se comparent pas", "deux axes"
    if lu.noms_inverses and not du.noms_inverses and lu.sortes & _DANS_LE_TEMPS:
        yield "le temps y va à l'envers", "catégories en ordre inverse"
    if (lu.groupements - du.groupements) & {"stacked", "percentStacked"}:
        yield "ses séries s'empilent, alors que leurs nombres ne s'additionnent pas", "séries empilées"


def _torts_d_un_axe(axe: Axe, du: Dessin) -> Iterator[tuple[str, str]]:
    bas, haut = du.bornes
    ampleur = max(haut, -bas) * LARGE
    for borne, coupe, quoi in (
        (axe.minimum, axe.minimum is not None and axe.minimum > bas, "minimum"),
        (axe.maximum, axe.maximum is not None and axe.maximum < haut, "maximum"),
    ):
        if borne is not None and ampleur and (coupe or abs(borne) > ampleur):
            effet = "coupe son dessin" if coupe else "l'écrase"
            yield f"le {quoi} de son axe {effet}", f"{quoi} {nombre(Fraction(borne))}"
    if axe.logarithme:
        yield "son axe est logarithmique : les longueurs ne suivent plus les nombres", "échelle logarithmique"
    if axe.inverse and not any(autre.inverse for autre in du.axes):
        yield "son axe va à l'envers", "valeurs en ordre inverse"
    if axe.unites:
        yield "son axe divise les nombres qu'il montre", "unité d'affichage"
