"""The drawing that carries a chart in the text: its size, its name, what is said to who cannot see it."""

from __future__ import annotations

import re

from cpts_xl.report.graphiques.donnees import Graphique, Sorte
from cpts_xl.report.graphiques.ecriture import lignes_de_titre, xml
from cpts_xl.report.typographie import composer

LARGEUR = 6_120_000
"""17 cm, the text width of an A4 page with margins of 2 cm, in the unit of drawings (360 000 per centimetre)."""

CM = 360_000
_HAUTEUR_AU_PLUS = 22.0
_COURBE = 6.0
LIGNE = 42
"""Signs of a category's name on one line, left of its bars."""

_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
_ATTRIBUT = re.compile(r'\s+([\w:]+)="[^"]*"')


def hauteur_lisible(graphique: Graphique, *, titre: bool = True) -> int:
    """Return the least height at which each bar and each name of this chart can be read."""
    if graphique.sorte is Sorte.COURBE:
        return round(_COURBE * CM)
    par_rang = 0.42 * len(graphique.series) + 0.34 if graphique.sorte is Sorte.GROUPEES else 0.7
    rangs = sum(max(par_rang, 0.42 * (1 + len(e) // LIGNE) + 0.2) for e in graphique.etiquettes)
    tete = 0.25 + 0.5 * len(lignes_de_titre(graphique.titre)) if titre else 0.0
    legende = 0.8 if len(graphique.series) > 1 else 0.0
    return round(min(tete + legende + 0.5 + rangs, _HAUTEUR_AU_PLUS) * CM)


def cadre(
    graphique: Graphique, relation: str, numero: int, *, titre: bool = True, description: str | None = None
) -> str:
    """Return the inline drawing of a chart, across the text width; ``numero`` is unique in the document.

    ``description`` takes the place of the alternative text: the field that will fill the chart, in a template.
    """
    texte = graphique.texte_de_remplacement if description is None else description
    return (
        f'<w:drawing><wp:inline xmlns:wp="{_DRAWING}/wordprocessingDrawing" distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{LARGEUR}" cy="{hauteur_lisible(graphique, titre=titre)}"/>'
        '<wp:effectExtent l="0" t="0" r="0" b="0"/>'
        f'<wp:docPr id="{numero}" name="{xml(nom(graphique))}" descr="{xml(texte)}"/><wp:cNvGraphicFramePr/>'
        f'<a:graphic xmlns:a="{_DRAWING}/main"><a:graphicData uri="{_DRAWING}/chart">'
        f'<c:chart xmlns:c="{_DRAWING}/chart" '
        'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
        f'r:id="{relation}"/></a:graphicData></a:graphic></wp:inline></w:drawing>'
    )


def nom(graphique: Graphique) -> str:
    """Return the name of the drawing, as the selection pane of Word lists it."""
    return composer(f"Graphique {graphique.code}")


def renommer(balise: str, graphique: Graphique, numero: int) -> str:
    """Return a ``wp:docPr`` tag with this chart's number, name and text; its other attributes are the user's."""
    notres = {"id", "name", "descr", "title"}
    gardes = "".join(a[0] for a in _ATTRIBUT.finditer(balise) if a[1] not in notres)
    fin = "/>" if balise.endswith("/>") else ">"
    texte = xml(graphique.texte_de_remplacement)
    return f'<wp:docPr id="{numero}" name="{xml(nom(graphique))}" descr="{texte}"{gardes}{fin}'
