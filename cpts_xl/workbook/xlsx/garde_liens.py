"""What the relations of a received workbook may lead to: nothing outside, and XML only in parts that are measured."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from cpts_xl.paquets import chemin_de, est_xml
from cpts_xl.workbook.xlsx.garde_comptes import Comptes

if TYPE_CHECKING:
    from collections.abc import Callable
    from xml.parsers import expat

    from cpts_xl.errors import ClasseurIllisible

_GENRES_XML = frozenset({
    "officedocument", "worksheet", "chartsheet", "dialogsheet", "xlmacrosheet", "xlintlmacrosheet", "styles",
    "sharedstrings", "theme", "themeoverride", "table", "querytable", "connections", "comments", "threadedcomment",
    "person", "drawing", "chart", "chartex", "chartusershapes", "calcchain", "sheetmetadata", "externallink",
    "pivottable", "pivotcachedefinition", "pivotcacherecords", "slicer", "slicercache", "timeline", "timelinecache",
    "customxml", "customxmlprops", "ctrlprop", "control", "core-properties", "extended-properties",
    "custom-properties",
})  # fmt: skip
"""The kinds of parts that a program which opens the workbook reads as XML, whatever their name."""


def verifier_nom(partie: str) -> None:
    """Return nothing for a part that the guard has measured as XML.

    Raises:
        ValueError: the name of the part is not that of XML.
    """
    if not est_xml(partie):
        raise ValueError(f"la partie {partie} n'est pas nommée « .xml »")


class Liens:
    """The relations of one part: those that lead outside, or to XML under another name, are refused."""

    def __init__(self, refus: Callable[[str], ClasseurIllisible], signalements: list[str]) -> None:
        self.refus, self.signalements = refus, signalements
        self.comptes = Comptes(refus)

    def brancher(self, analyseur: expat.XMLParserType) -> None:
        """Have a parser tell each relation."""
        analyseur.StartElementHandler = self._debut

    def _debut(self, nom: str, attributs: dict[str, str]) -> None:
        self.comptes.compter(nom.rpartition(":")[2])
        sorte, cible = attributs.get("Type", ""), attributs.get("Target", "")
        if attributs.get("TargetMode") == "External":
            self._dehors(sorte, cible)
        elif sorte.rpartition("/")[2].lower() in _GENRES_XML and not est_xml(chemin_de(cible)):
            # elle serait lue comme du XML sans que le garde l'ait mesurée
            motif = (
                f"sa partie {posixpath.basename(cible)[:80]} n'est pas nommée « .xml », comme tout tableur l'aurait "
                "fait (fichier piégé ?) ; ne pas l'ouvrir"
            )
            raise self.refus(motif)

    def _dehors(self, sorte: str, cible: str) -> None:
        if sorte.endswith("/hyperlink"):
            return
        if "xternalLinkPath" in sorte and cible.lower().endswith((".xlam", ".xla")):
            # Excel note ainsi l'appel d'une fonction de macro complémentaire : ce n'est pas une donnée
            self.signalements.append("Le classeur appelle une macro complémentaire.")
            return
        lieu = posixpath.basename(cible.replace("\\", "/"))
        motif = f"il dépend d'un fichier extérieur (« {lieu} ») ; dans Excel, Données, Modifier les liens, Rompre"
        raise self.refus(motif)
