"""How deep, how wide and how merged one part of a received workbook may be, and which of its formulas call outside."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cpts_xl import formats
from cpts_xl.workbook.xlsx.garde_comptes import CELLULES_ET_TEXTES, Comptes

if TYPE_CHECKING:
    from collections.abc import Callable
    from xml.parsers import expat

    from cpts_xl.errors import ClasseurIllisible

LIGNES, COLONNES, CELLULES = 200_000, 500, 2_000_000
FUSIONS, CELLULES_FUSIONNEES = 2_000, 100_000
DANS_UNE_LIGNE = 100_000
"""Elements of one row, or of one shared text: what a reader holds at once."""
PROFONDEUR = 64

TEXTE_CITE = re.compile(r'"[^"]*"')
"""What a formula quotes: a word there calls nothing."""
FORMULE_SUSPECTE = re.compile(r"\||\b(?:WEBSERVICE|RTD|CALL|REGISTER(?:\.ID)?)\s*\(|\[\d+\]", re.IGNORECASE)
"""What a formula that calls outside holds, its quotations apart."""
SUSPECTE = "Une formule appelle l'extérieur (lien, service web ou programme)."
_CONTENANTS = {"worksheet": "row", "sst": "si"}
_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


class Partie:
    """Limits of one XML part, checked while it streams by: depth for all, extent for worksheets."""

    def __init__(self, refus: Callable[[str], ClasseurIllisible], signalements: list[str]) -> None:
        self.refus, self.signalements = refus, signalements
        self.ligne = self.colonne = self.cellules = self.fusions = self.profondeur = 0
        self.feuille = False
        self.contenant, self.ouvert, self.dedans, self.textes = "", 0, 0, 0
        self.comptes = Comptes(refus)
        self.formule: list[str] = []

    def brancher(self, analyseur: expat.XMLParserType) -> None:
        """Have a parser tell each element that it opens and closes."""
        self.analyseur = analyseur
        analyseur.StartElementHandler = self._debut
        analyseur.EndElementHandler = self._fin

    def _debut(self, nom: str, attributs: dict[str, str]) -> None:
        self.profondeur += 1
        if self.profondeur > PROFONDEUR:
            raise self.refus("il est construit de façon anormale (éléments trop imbriqués) ; ne pas l'ouvrir")
        nom = nom.rpartition(":")[2]
        if self.profondeur == 1:
            # la racine, non le chemin : un classeur peut ranger ses feuilles où il veut
            self.feuille, self.contenant = nom == "worksheet", _CONTENANTS.get(nom, "")
        self._compter(nom)
        if self.feuille and self.profondeur > 1:
            self._element(nom, attributs)

    def _compter(self, nom: str) -> None:
        """Count an element; only what a row or a shared text holds is forgotten with it, and counted with it."""
        if self.ouvert:
            self.dedans += 1
            if self.dedans > DANS_UNE_LIGNE:
                quoi = "une ligne" if self.feuille else "un texte"
                raise self.refus(f"{quoi} y compte plus de {formats.nombre(DANS_UNE_LIGNE)} éléments ; ne pas l'ouvrir")
        elif nom == self.contenant:
            self.ouvert, self.dedans = self.profondeur, 0
            self.textes += nom == "si"
            if self.textes > CELLULES:
                raise self.refus(f"il compte plus de {formats.nombre(CELLULES)} textes, bien trop pour une CPTS")
        if not self.ouvert or nom not in CELLULES_ET_TEXTES:
            self.comptes.compter(nom)

    def _element(self, nom: str, attributs: dict[str, str]) -> None:
        if nom == "c":
            self.colonne += 1
            self.cellules += 1
            if reference := attributs.get("r"):
                self.colonne, self.ligne = _position(reference)
            if self.cellules > CELLULES:
                raise self.refus(f"une feuille compte plus de {CELLULES} cellules, bien trop pour une CPTS")
        elif nom in {"v", "f", "is"}:
            self._place()
            if nom == "f":
                self.formule.clear()
                self.analyseur.CharacterDataHandler = self.formule.append
        elif nom == "row":
            self.ligne = int(attributs.get("r") or self.ligne + 1)
            self.colonne = 0
        elif nom == "mergeCell":
            self._fusion(attributs.get("ref", "A1"))

    def _fin(self, nom: str) -> None:
        if self.profondeur == self.ouvert:
            self.ouvert = 0
        self.profondeur -= 1
        if self.feuille and nom.rpartition(":")[2] == "f":
            self.analyseur.CharacterDataHandler = None
            if FORMULE_SUSPECTE.search(TEXTE_CITE.sub("", "".join(self.formule))):
                self.signalements.append(SUSPECTE)

    def _place(self) -> None:
        if self.ligne > LIGNES or self.colonne > COLONNES:
            motif = (
                f"une cellule est remplie en ligne {self.ligne}, colonne {self.colonne} ; la limite est de "
                f"{LIGNES} lignes et {COLONNES} colonnes ; effacer les cellules éloignées"
            )
            raise self.refus(motif)

    def _fusion(self, plage: str) -> None:
        self.fusions += 1
        debut, _, fin = plage.partition(":")
        (gauche, haut), (droite, bas) = _position(debut), _position(fin or debut)
        if self.fusions > FUSIONS or (abs(droite - gauche) + 1) * (abs(bas - haut) + 1) > CELLULES_FUSIONNEES:
            raise self.refus("des cellules fusionnées couvrent une étendue démesurée ; défusionner ces cellules")


def _position(adresse: str) -> tuple[int, int]:
    """Return (column, row); a malformed address raises ``ValueError``, told as a damaged file."""
    trouve = _REFERENCE.fullmatch(adresse.replace("$", ""))
    if not trouve:
        raise ValueError(adresse)
    colonne = 0
    for lettre in trouve[1]:
        colonne = colonne * 26 + ord(lettre) - 64
    return colonne, int(trouve[2])
