"""The number that Word shows before a heading, worked out as Word does, so that the contents can say it."""

from __future__ import annotations

import re
from typing import Any

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_NIVEAUX = 9


def _romain(rang: int) -> str:
    chiffres = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
    texte = ""
    for valeur, lettre in chiffres:
        fois, rang = divmod(rang, valeur)
        texte += lettre * fois
    return texte


def _ecrit(forme: str, rang: int) -> str:
    if forme == "upperLetter":
        return chr(ord("A") + (rang - 1) % 26)
    if forme == "lowerLetter":
        return chr(ord("a") + (rang - 1) % 26)
    if forme == "upperRoman":
        return _romain(rang)
    return str(rang)


class Numerotation:
    """The outline levels and lists of a document, and the counters as they stand at this point of the reading."""

    def __init__(self, document: Any) -> None:
        self.styles = {s.get(f"{_W}styleId"): s for s in document.styles.element.findall(f"{_W}style")}
        # Word récrit les identifiants selon sa langue (Titre1, TM1) : seul le nom d'un style est sûr
        self.noms = {ident: s.find(f"{_W}name").get(f"{_W}val") for ident, s in self.styles.items()}
        self.identifiants = {nom: ident for ident, nom in self.noms.items()}
        self.listes: dict[str, Any] = {}
        self.abstraites: dict[str, str] = {}
        self.compteurs: dict[str, list[int]] = {}
        # sans cette partie, python-docx en créerait une : un document sans liste n'en a pas besoin
        for relation in document.part.rels.values():
            if relation.reltype.endswith("/numbering"):
                self._lire(relation.target_part.element)

    def _lire(self, racine: Any) -> None:
        abstraites = {a.get(f"{_W}abstractNumId"): a for a in racine.findall(f"{_W}abstractNum")}
        for liste in racine.findall(f"{_W}num"):
            lien = liste.find(f"{_W}abstractNumId").get(f"{_W}val")
            if lien in abstraites:
                self.listes[liste.get(f"{_W}numId")] = abstraites[lien]
                self.abstraites[liste.get(f"{_W}numId")] = lien

    def _chercher(self, style: str, chemin: str) -> str | None:
        """Return an attribute of a style, or of the style that it is based on."""
        vus: set[str] = set()
        while style in self.styles and style not in vus:
            vus.add(style)
            trouve = self.styles[style].find(chemin)
            if trouve is not None:
                return str(trouve.get(f"{_W}val"))
            parent = self.styles[style].find(f"{_W}basedOn")
            style = "" if parent is None else parent.get(f"{_W}val")
        return None

    def niveau(self, style: str) -> int | None:
        """Return the outline level of a style (0 for a chapter), or None for body text."""
        trouve = self._chercher(style, f"{_W}pPr/{_W}outlineLvl")
        return int(trouve) if trouve is not None and int(trouve) < _NIVEAUX else None

    def suivant(self, paragraphe: Any) -> str:
        """Return the number of this heading (« 4.2 », « Annexe B »), empty when its style has none."""
        style = paragraphe.find(f"{_W}pPr/{_W}pStyle").get(f"{_W}val")
        num = self._chercher(style, f"{_W}pPr/{_W}numPr/{_W}numId")
        if num is None or num not in self.listes:
            return ""
        rang = int(self._chercher(style, f"{_W}pPr/{_W}numPr/{_W}ilvl") or 0)
        compteurs = self.compteurs.setdefault(self.abstraites[num], [0] * _NIVEAUX)
        compteurs[rang] += 1
        compteurs[rang + 1 :] = [0] * (_NIVEAUX - rang - 1)
        niveaux = {int(n.get(f"{_W}ilvl")): n for n in self.listes[num].findall(f"{_W}lvl")}
        modele = niveaux[rang].find(f"{_W}lvlText").get(f"{_W}val")

        def valeur(trouve: re.Match[str]) -> str:
            autre = int(trouve[1]) - 1
            return _ecrit(niveaux[autre].find(f"{_W}numFmt").get(f"{_W}val"), compteurs[autre])

        return re.sub(r"%(\d)", valeur, modele)
