"""What a chart says: its title, the cells that each series draws, how its axes and its labels tell their numbers."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from cpts_xl.workbook.extras.balises import place, plat, relation
from cpts_xl.workbook.extras.paquet import Lien
from cpts_xl.workbook.verification.manifeste.modele import AxeLu, EtiquettesLues, GraphiqueLu, SerieLue
from cpts_xl.workbook.xlsx.valeurs import vrai

GRAPHIQUES, SERIES, POINTS = 100, 200, 2_000
"""Charts of one sheet, series of one chart, labels and texts of one series that are looked at."""
ECRITES = "="
"""What stands for cells when a series writes its numbers or its words itself."""


def graphiques(racine: Any, liens: Mapping[str, Lien], lire: Callable[[str], Any]) -> Iterator[GraphiqueLu]:
    """Yield the charts of a part of drawings that show; ``lire`` returns the tree of a part, or None."""
    nombre = 0
    for ancre in racine.iter("{*}twoCellAnchor", "{*}oneCellAnchor", "{*}absoluteAnchor"):
        for cadre in ancre.iter("{*}graphicFrame"):
            fiche = next(cadre.iter("{*}cNvPr"), None)
            parties = [liens[i] for b in cadre.iterfind("{*}graphic/{*}graphicData/*") if (i := relation(b)) in liens]
            if fiche is None or vrai(fiche.get("hidden")) or not parties or parties[0].genre != "chart":
                continue
            nombre += 1
            if nombre > GRAPHIQUES:
                return
            espace = lire(parties[0].cible)
            if espace is not None:
                yield _graphique(espace, place(ancre)[0], fiche.get("descr", ""))


def _graphique(espace: Any, cellule: str, description: str) -> GraphiqueLu:
    titre = espace.find("{*}chart/{*}title")
    aire = espace.find("{*}chart/{*}plotArea")
    series: list[SerieLue] = []
    groupements: set[str] = set()
    for groupe in () if aire is None else aire:
        # seules les séries dessinées : une extension garde aussi celles qu'un filtre a retirées
        dessinees = groupe.findall("{*}ser")[: SERIES - len(series)]
        if dessinees:
            groupements.add(_val(groupe, "grouping"))
            de_tous = groupe.find("{*}dLbls")
            series += [_serie(serie, de_tous) for serie in dessinees]
    return GraphiqueLu(
        cellule, description, _texte(titre), "" if titre is None else titre.findtext("{*}tx/{*}strRef/{*}f") or "",
        tuple(series), frozenset(groupements), *_axes(aire),
    )  # fmt: skip


def _texte(balise: Any) -> str:
    if balise is None:
        return ""
    mots = balise.find("{*}tx")
    return "" if mots is None else plat("".join(t.text or "" for t in mots.iter("{*}t", "{*}v")))


def _val(balise: Any, enfant: str, defaut: str = "") -> str:
    """Return the attribute ``val`` of a child, or the default when there is no such child."""
    trouve = None if balise is None else balise.find(f"{{*}}{enfant}")
    return defaut if trouve is None else str(trouve.get("val", "1"))


def _serie(serie: Any, de_tous: Any) -> SerieLue:
    formes = serie.find("{*}spPr")
    trait = None if formes is None else formes.find("{*}ln")
    sans_trait = trait is None or trait.find("{*}noFill") is not None
    siennes = serie.find("{*}dLbls")
    return SerieLue(
        _texte(serie), _reference(serie, "tx"), _reference(serie, "cat", "xVal"), _reference(serie, "val", "yVal"),
        formes is not None and formes.find("{*}noFill") is not None and sans_trait,
        _etiquettes(serie, de_tous if siennes is None else siennes), _gardes(serie, "val", "yVal"),
        _gardes(serie, "cat", "xVal"),
    )  # fmt: skip


def _reference(serie: Any, *enfants: str) -> str:
    """Return the formula of a part of a series, ``ECRITES`` when it holds words or numbers, empty for nothing."""
    trouve = next((b for nom in enfants if (b := serie.find(f"{{*}}{nom}")) is not None), None)
    if trouve is None:
        return ""
    return next((f.text for f in trouve.iterfind("{*}*/{*}f") if f.text), ECRITES)


def _gardes(serie: Any, *enfants: str) -> dict[int, str]:
    """Return what a part of a series keeps of the cells that it calls: a viewer that computes nothing draws it."""
    trouve = next((b for nom in enfants if (b := serie.find(f"{{*}}{nom}")) is not None), None)
    points = (
        ()
        if trouve is None
        else [p for cle in ("num", "str") for p in trouve.iterfind(f"{{*}}{cle}Ref/{{*}}{cle}Cache/{{*}}pt")]
    )
    return {
        int(point.get("idx", "")): point.findtext("{*}v") or ""
        for point in points[:POINTS]
        if point.get("idx", "").isdecimal()
    }


def _etiquettes(serie: Any, reglage: Any) -> EtiquettesLues:
    """Return what the labels of a series show: the formats of its numbers, and what is written in their place."""
    if reglage is None or vrai(_val(reglage, "delete", "0")):
        return EtiquettesLues()
    chacune = reglage.findall("{*}dLbl")[:POINTS]
    montrees = [b for b in (reglage, *chacune) if vrai(_val(b, "showVal", "0"))]
    codes = (code for b in montrees for code in _codes(b))
    mots = ("".join(t.text or "" for t in b.iterfind("{*}tx/{*}rich/{*}p/{*}r/{*}t")) for b in chacune)
    ailleurs = ""
    if any(vrai(b.get("val", "1")) for b in reglage.iter("{*}showDataLabelsRange")):
        ailleurs = next((f.text or "" for f in serie.iterfind(".//{*}datalabelsRange/{*}f")), "")
    return EtiquettesLues(tuple(dict.fromkeys(codes)), tuple(plat(mot) for mot in mots if mot.strip()), ailleurs)


def _codes(balise: Any) -> Iterator[str]:
    """Yield the format of an axis or of labels, unless it is that of the cells."""
    for code in balise.iterfind("{*}numFmt"):
        if not vrai(code.get("sourceLinked")):
            yield code.get("formatCode", "")


def _borne(balise: Any, enfant: str) -> float | None:
    """Return the number that a child holds, None when there is none."""
    lue = _val(balise, enfant)
    nombre = float(lue) if lue else math.nan
    return nombre if math.isfinite(nombre) else None


def _axes(aire: Any) -> tuple[tuple[AxeLu, ...], bool]:
    """Return the axes of values, and whether the bars start elsewhere than from 0."""
    if aire is None:
        return (), False
    axes = []
    for axe in aire.findall("{*}valAx")[:SERIES]:
        echelle = axe.find("{*}scaling")
        axes.append(AxeLu(
            _borne(echelle, "min"), _borne(echelle, "max"), axe.find("{*}scaling/{*}logBase") is not None,
            _val(echelle, "orientation") == "maxMin", axe.find("{*}dispUnits") is not None, next(_codes(axe), ""),
        ))  # fmt: skip
    noms = aire.findall("{*}catAx")[:SERIES]
    ailleurs = any(_val(axe, "crosses") == "max" or bool(_borne(axe, "crossesAt")) for axe in noms)
    return tuple(axes), ailleurs
