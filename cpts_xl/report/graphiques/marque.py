"""What a template says to place a chart: a field, in the alternative text of a Word chart or in a line of its own."""

from __future__ import annotations

import re

from cpts_xl.report.graphiques.donnees import Graphique
from cpts_xl.report.typographie import composer

BORNE = "\ue000"
"""A private character, that no typed text can contain (``typographie.propre`` removes it)."""
MARQUE = re.compile(f"{BORNE}graphique:([A-Za-z0-9_.-]+){BORNE}")


class MarqueDeGraphique(str):  # noqa: SLOT000 - ces attributs sont le seul propos de cette classe
    """The field of one chart: written alone it becomes the chart; its attributes are texts for the lines around it."""

    titre: str
    source: str
    description: str
    vide: bool

    def __new__(cls, graphique: Graphique) -> MarqueDeGraphique:  # noqa: PYI034
        """Return the field of a chart."""
        marque = super().__new__(cls, f"{BORNE}graphique:{graphique.code}{BORNE}")
        marque.titre = composer(graphique.titre)
        marque.source = composer(graphique.source)
        marque.description = composer(graphique.description)
        marque.vide = graphique.vide
        return marque
