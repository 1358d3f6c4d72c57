"""The charts of a report as numbers: series, categories, and the values that are drawn, or written on them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from cpts_xl.report.graphiques.relations import GRAPHIQUE, Relations
from cpts_xl.report.moteur.nettoyage import lire_partie
from cpts_xl.report.relu.lignes import Ligne

_C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
ENTETES = ("Série", "Point", "Valeur")
"""What the three cells of a point are: its line is told from that of a table by them."""
_ENTRE_GUILLEMETS = re.compile(r'"([^"]*)"')
_CALCULE = re.compile(r"[0#?@]|General|Standard", re.IGNORECASE)


def traces(parties: Mapping[str, bytes], principale: str) -> Iterator[Ligne]:
    """Yield a line for the title of each chart that the document shows, and one for each point of its series.

    The parts are sound XML (``ouvrir``).
    """
    relations = Relations.lire(parties, principale)
    montres = {cible for ident, cible in relations.internes() if relations.sorte(ident) == GRAPHIQUE}
    for partie in sorted(montres & parties.keys()):
        racine = lire_partie(parties[partie])
        titre = texte(racine.find(f"{_C}chart/{_C}title"))
        yield Ligne((titre,), "titres des graphiques")
        for serie in racine.iter(f"{_C}ser"):
            nom = texte(serie.find(f"{_C}tx"))
            sortes = _points(serie, "cat") or _points(serie, "xVal")
            etiquettes = _etiquettes(serie)
            for rang, valeur in (_points(serie, "val") or _points(serie, "yVal")).items():
                dite = etiquettes.get(rang, etiquettes.get("", ""))
                # la virgule de nos nombres, pour un décimal que le format écrit avec un point
                yield Ligne((nom, sortes.get(rang, ""), dite or valeur.replace(".", ",")), titre, ENTETES)


def _etiquettes(serie: Any) -> dict[str, str]:
    """Return what labels say instead of the value, by point; under "" what a constant format says of all of them."""
    dites: dict[str, str] = {}
    for reglages in serie.iterfind(f"{_C}dLbls"):
        if constante := _constante(reglages):
            dites[""] = constante
        for etiquette in reglages.iterfind(f"{_C}dLbl"):
            rang = etiquette.find(f"{_C}idx")
            dite = texte(etiquette.find(f"{_C}tx")) or _constante(etiquette)
            if dite and rang is not None:
                dites[rang.get("val", "")] = dite
    return dites


def _constante(reglages: Any) -> str:
    """Return the text of a number format that shows no number, empty for any other."""
    forme = reglages.find(f"{_C}numFmt")
    code = "" if forme is None else forme.get("formatCode", "")
    return "" if _CALCULE.search(_ENTRE_GUILLEMETS.sub("", code)) else "".join(_ENTRE_GUILLEMETS.findall(code)).strip()


def texte(element: Any) -> str:
    """Return what an element of a chart writes, on one line."""
    if element is None:
        return ""
    ecrits = [noeud.text or "" for noeud in element.iter(f"{_A}t", f"{_C}v")]
    return " ".join(" ".join(ecrits).split())


def _points(serie: Any, sorte: str) -> dict[str, str]:
    place = serie.find(f"{_C}{sorte}")
    if place is None:
        return {}
    return {point.get("idx", ""): texte(point) for point in place.iter(f"{_C}pt")}
