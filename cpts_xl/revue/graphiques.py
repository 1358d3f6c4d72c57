"""The native charts of a review: bars that stay legible in grey, named series, French numbers, alternative texts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from cpts_xl.revue.plume import Plume
from cpts_xl.workbook.pages.charts import GRIS, TRAIT

TAILLE = (620, 300)


@dataclass(frozen=True, slots=True)
class Graphique:
    """A chart of bars: title, alternative text, cells of the categories, series (sheet, column, rows, name)."""

    titre: str
    description: str
    categories: tuple[str, int, int, int]
    series: Sequence[tuple[str, int, int, int, str]]
    format: str = "[$-40C]#,##0"


def inserer(
    p: Plume, nom: str, graphique: Graphique, ligne: int, colonne: int, *, taille: tuple[int, int] = TAILLE
) -> None:
    """Draw a chart on a sheet, its top left corner in a cell counted from 0."""
    natif: Any = p.classeur.add_chart({"type": "bar"})
    feuille, place, premiere, derniere = graphique.categories
    for rang, (ou, colonne_, de, a, titre) in enumerate(graphique.series):
        natif.add_series({
            "name": titre, "categories": [feuille, premiere, place, derniere, place],
            "values": [ou, de, colonne_, a, colonne_], "fill": {"color": GRIS[rang % len(GRIS)]},
            "border": {"color": TRAIT, "width": 0.75}, "gap": 50,
        })  # fmt: skip
    natif.set_title({"name": graphique.titre, "name_font": {"size": 11, "color": TRAIT}})
    natif.set_y_axis({"reverse": True, "num_font": {"size": 8}})
    natif.set_x_axis({"num_format": graphique.format, "num_font": {"size": 8},
                      "major_gridlines": {"visible": True, "line": {"color": "#D8DEE0"}}})  # fmt: skip
    natif.set_legend({"none": True} if len(graphique.series) == 1 else {"position": "bottom", "font": {"size": 8}})
    natif.set_size({"width": taille[0], "height": taille[1]})
    p.feuille(nom).insert_chart(ligne, colonne, natif, {"description": graphique.description, "object_position": 1})
