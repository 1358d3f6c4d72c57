"""The data of a chart as its part holds them: references to the embedded workbook, and the values already read."""

from __future__ import annotations

from cpts_xl.report.graphiques.classeur import FEUILLE
from cpts_xl.report.graphiques.donnees import Graphique
from cpts_xl.report.graphiques.ecriture import colonne, format_nombre, xml


def nom_de_serie(graphique: Graphique, rang: int) -> str:
    """Return the ``c:tx`` element of a series."""
    return (
        f'<c:tx><c:strRef><c:f>{FEUILLE}!${colonne(rang + 1)}$1</c:f><c:strCache><c:ptCount val="1"/>'
        f'<c:pt idx="0"><c:v>{xml(graphique.noms[rang])}</c:v></c:pt></c:strCache></c:strRef></c:tx>'
    )


def categories(graphique: Graphique) -> str:
    """Return the ``c:cat`` element, the same for every series."""
    points = [f'<c:pt idx="{r}"><c:v>{xml(e)}</c:v></c:pt>' for r, e in enumerate(graphique.etiquettes)]
    return (
        f"<c:cat><c:strRef><c:f>{FEUILLE}!$A$2:$A${len(points) + 1}</c:f><c:strCache>"
        f'<c:ptCount val="{len(points)}"/>{"".join(points)}</c:strCache></c:strRef></c:cat>'
    )


def valeurs(graphique: Graphique, rang: int) -> str:
    """Return the ``c:val`` element of a series: what is missing has no point, hence a gap."""
    lettre = colonne(rang + 1)
    toutes = graphique.exactes[rang]
    points = [f'<c:pt idx="{r}"><c:v>{v}</c:v></c:pt>' for r, v in enumerate(toutes) if v is not None]
    forme = xml(format_nombre(graphique.unite, graphique.decimales))
    return (
        f"<c:val><c:numRef><c:f>{FEUILLE}!${lettre}$2:${lettre}${len(toutes) + 1}</c:f><c:numCache>"
        f'<c:formatCode>{forme}</c:formatCode><c:ptCount val="{len(toutes)}"/>{"".join(points)}'
        "</c:numCache></c:numRef></c:val>"
    )
