"""The native charts of the dashboard: bars that stay legible in grey, French numbers, alternative texts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from cpts_xl.workbook import sheets
from cpts_xl.workbook.writer import Ecrivain

TRAIT = "#12404A"
GRIS = ("#C9D3D6", "#5C9AA6", "#12404A", "#8A6D1B", "#F2F5F6")
"""From light to dark: each series is told from its neighbour in black and white too."""
LARGEUR, HAUTEUR = 500, 330


@dataclass(frozen=True, slots=True)
class Serie:
    """One series: a column of cells on a sheet, under its header, from a first row to a last (counted from 0)."""

    feuille: str
    colonne: int
    premiere: int
    derniere: int


@dataclass(frozen=True, slots=True)
class Graphique:
    """A chart: what it shows, the cells of its categories and series, whether the series pile up, its unit."""

    titre: str
    description: str
    categories: Serie
    series: Sequence[Serie]
    empile: bool = False
    euros: bool = True


def inserer(e: Ecrivain, graphique: Graphique, ligne: int, colonne: int, decalage: int = 0) -> None:
    """Draw a chart on the dashboard, its top left corner in a cell counted from 0."""
    genre = {"type": "bar", "subtype": "stacked"} if graphique.empile else {"type": "bar"}
    natif = e.classeur.add_chart(genre)
    for rang, serie in enumerate(graphique.series):
        natif.add_series({
            "name": [serie.feuille, serie.premiere - 1, serie.colonne],
            "categories": _zone(graphique.categories),
            "values": _zone(serie),
            "fill": {"color": GRIS[rang % len(GRIS)]},
            "border": {"color": TRAIT, "width": 0.75},
            "gap": 50,
        })  # fmt: skip
    natif.set_title({"name": graphique.titre, "name_font": {"size": 11, "color": TRAIT}})
    natif.set_y_axis({"reverse": True, "num_font": {"size": 8}})
    # en milliers : six chiffres se touchent sur l'axe, ou s'y penchent
    format_axe = '[$-40C]#,##0,\\ "k€"' if graphique.euros else "[$-40C]0"
    natif.set_x_axis({
        "num_format": format_axe, "num_font": {"size": 8},
        "major_gridlines": {"visible": True, "line": {"color": "#D8DEE0"}},
    })  # fmt: skip
    natif.set_legend({"position": "bottom", "font": {"size": 8}})
    natif.set_size({"width": LARGEUR, "height": HAUTEUR})
    e.feuille(sheets.TABLEAU_DE_BORD).insert_chart(ligne, colonne, natif, {
        "description": graphique.description, "object_position": 1, "x_offset": decalage,
    })  # fmt: skip


def _zone(serie: Serie) -> list[Any]:
    return [serie.feuille, serie.premiere, serie.colonne, serie.derniere, serie.colonne]
