"""Native Word charts, with the workbook of their data: drawn in the look of the house, or in that of the template."""

from __future__ import annotations

from cpts_xl.report.graphiques.accent import accent_de
from cpts_xl.report.graphiques.cadre import cadre, hauteur_lisible
from cpts_xl.report.graphiques.classeur import classeur_incorpore
from cpts_xl.report.graphiques.donnees import Graphique, Serie, Sorte
from cpts_xl.report.graphiques.examen import FauteDeGraphique, fautes_des_graphiques
from cpts_xl.report.graphiques.maison import partie_graphique
from cpts_xl.report.graphiques.marque import MarqueDeGraphique
from cpts_xl.report.graphiques.pose import Pose, ajouter_graphiques, semer_graphiques
from cpts_xl.report.graphiques.remplissage import preparer

__all__ = [
    "FauteDeGraphique",
    "Graphique",
    "MarqueDeGraphique",
    "Pose",
    "Serie",
    "Sorte",
    "accent_de",
    "ajouter_graphiques",
    "cadre",
    "classeur_incorpore",
    "fautes_des_graphiques",
    "hauteur_lisible",
    "partie_graphique",
    "preparer",
    "semer_graphiques",
]
