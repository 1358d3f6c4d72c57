"""Where the labels of a chart go, and which of them are longer than what they label."""

from __future__ import annotations

from cpts_xl.report.graphiques.cadre import CM, LARGEUR, LIGNE
from cpts_xl.report.graphiques.donnees import Graphique

_SIGNE = 0.16
"""Width of a sign of a label or of a name, in centimetres."""
_PART_DE_L_AXE = 0.8
"""How much of the axis the longest bar takes, at least: programs round the end of the axis up."""


def etroites(graphique: Graphique, rang: int) -> frozenset[int]:
    """Return the categories where the label of a series is longer than its piece of the stacked bar."""
    sommes = [sum(v for s in graphique.series if (v := s.valeurs[n])) for n in range(len(graphique.categories))]
    noms = min(max(len(e) for e in graphique.etiquettes), LIGNE)
    longueur = (LARGEUR / CM - noms * _SIGNE) * _PART_DE_L_AXE
    if not (haut := max(sommes)):
        return frozenset()
    return frozenset(
        n
        for n, valeur in enumerate(graphique.series[rang].valeurs)
        if valeur and float(valeur / haut) * longueur < (len(graphique.montrer(valeur)) + 1) * _SIGNE
    )


def places(graphique: Graphique, rang: int) -> dict[int, str]:
    """Return where the labels of a line go: above the highest point of each category, below the others."""
    lieux = {}
    for categorie, valeur in enumerate(graphique.series[rang].valeurs):
        autres = [s.valeurs[categorie] for r, s in enumerate(graphique.series) if r != rang]
        connues = [v for v in autres if v is not None]
        if valeur is not None and connues:
            lieux[categorie] = "t" if valeur > max(connues) or (valeur == max(connues) and rang) else "b"
    return lieux
