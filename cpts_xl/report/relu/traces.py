"""The charts of a report as numbers: title, series, categories and the values that the reader sees drawn."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from cpts_xl.report.moteur.nettoyage import lire_partie
from cpts_xl.report.relu.textes import Ligne

_C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
ENTETES = ("Graphique", "Série", "Point", "Valeur")
"""What the four cells of a point are: its line is told from that of a table by them."""
_RACINE = b"chartSpace"
_GRAPHIQUES = "word/charts/"


def traces(parties: Mapping[str, bytes]) -> Iterator[Ligne]:
    """Yield one line for each point drawn: chart, series, category, value. The parts are sound XML (``ouvrir``)."""
    for partie, octets in sorted(parties.items()):
        if not partie.startswith(_GRAPHIQUES) or not partie.endswith(".xml") or _RACINE not in octets[:2000]:
            continue
        racine = lire_partie(octets)
        titre = _texte(racine.find(f"{_C}chart/{_C}title"))
        for serie in racine.iter(f"{_C}ser"):
            nom_de_serie = _texte(serie.find(f"{_C}tx"))
            sortes = _points(serie, "cat") or _points(serie, "xVal")
            for rang, valeur in (_points(serie, "val") or _points(serie, "yVal")).items():
                # la virgule de nos nombres, pour un décimal que le format écrit avec un point
                yield Ligne((titre, nom_de_serie, sortes.get(rang, ""), valeur.replace(".", ",")), entetes=ENTETES)


def _texte(element: Any) -> str:
    if element is None:
        return ""
    ecrits = [noeud.text or "" for noeud in element.iter(f"{_A}t", f"{_C}v")]
    return " ".join(" ".join(ecrits).split())


def _points(serie: Any, sorte: str) -> dict[str, str]:
    place = serie.find(f"{_C}{sorte}")
    if place is None:
        return {}
    return {point.get("idx", ""): _texte(point) for point in place.iter(f"{_C}pt")}
