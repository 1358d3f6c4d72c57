"""The number that Word shows before a heading, worked out as Word does, so that the contents can say it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_NIVEAUX = 9
_SANS_NUMERO = "0"


@dataclass(frozen=True, slots=True)
class Forme:
    """How the headings of one style are numbered: their list, their level, the text around the numbers."""

    liste: str
    rang: int
    modele: str
    ecritures: tuple[str, ...]
    """Form of the number of each level of the list: « decimal », « upperLetter »…"""
    departs: tuple[int, ...]
    """First number of each level."""


@dataclass(slots=True)
class Compteurs:
    """The counters of each list, as they stand at this point of the reading."""

    listes: dict[str, list[int]] = field(default_factory=dict)

    def suivant(self, forme: Forme | None) -> str:
        """Return the number of the next heading of this form (« 4.2 », « Annexe B »), empty when it has none."""
        if forme is None:
            return ""
        avant = [depart - 1 for depart in forme.departs]
        comptes = self.listes.setdefault(forme.liste, list(avant))
        comptes[forme.rang] += 1
        comptes[forme.rang + 1 :] = avant[forme.rang + 1 :]

        def valeur(trouve: re.Match[str]) -> str:
            autre = int(trouve[1]) - 1
            return _ecrit(forme.ecritures[autre], comptes[autre])

        return re.sub(r"%([1-9])", valeur, forme.modele)


def _romain(rang: int) -> str:
    chiffres = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
    texte = ""
    for valeur, lettre in chiffres:
        fois, rang = divmod(rang, valeur)
        texte += lettre * fois
    return texte


def _ecrit(forme: str, rang: int) -> str:
    if forme in {"upperLetter", "lowerLetter"}:
        lettre = chr(ord("A") + (rang - 1) % 26) * ((rang - 1) // 26 + 1)
        return lettre if forme == "upperLetter" else lettre.lower()
    if forme in {"upperRoman", "lowerRoman"}:
        return _romain(rang) if forme == "upperRoman" else _romain(rang).lower()
    return str(rang)


class Numerotation:
    """The outline levels and lists of a template, read from its parts ``styles.xml`` and ``numbering.xml``."""

    def __init__(self, styles: Any, listes: Any = None) -> None:
        self.styles = {s.get(f"{_W}styleId"): s for s in styles.findall(f"{_W}style")}
        # Word récrit les identifiants selon sa langue (Titre1, TM1) : seul le nom d'un style est sûr
        self.noms = {
            ident: nom.get(f"{_W}val")
            for ident, style in self.styles.items()
            if (nom := style.find(f"{_W}name")) is not None
        }
        self.identifiants = {nom: ident for ident, nom in self.noms.items()}
        self.listes: dict[str, tuple[str, Any]] = {}
        if listes is not None:
            abstraites = {a.get(f"{_W}abstractNumId"): a for a in listes.findall(f"{_W}abstractNum")}
            for liste in listes.findall(f"{_W}num"):
                lien = liste.find(f"{_W}abstractNumId").get(f"{_W}val")
                if lien in abstraites:
                    self.listes[liste.get(f"{_W}numId")] = (lien, abstraites[lien])

    def cherche(self, style: str, chemin: str) -> Any:
        """Return the element at a path of a style, or of the style that it is based on; None when there is none."""
        vus: set[str] = set()
        while style in self.styles and style not in vus:
            vus.add(style)
            trouve = self.styles[style].find(chemin)
            if trouve is not None:
                return trouve
            parent = self.styles[style].find(f"{_W}basedOn")
            style = "" if parent is None else parent.get(f"{_W}val")
        return None

    def niveau(self, style: str) -> int | None:
        """Return the outline level of a style (0 for a chapter), or None for body text."""
        trouve = self.cherche(style, f"{_W}pPr/{_W}outlineLvl")
        rang = _NIVEAUX if trouve is None else int(trouve.get(f"{_W}val"))
        return rang if rang < _NIVEAUX else None

    def forme(self, paragraphe: Any) -> Forme | None:
        """Return how this heading is numbered: by its own list, or by that of its style."""
        style = paragraphe.find(f"{_W}pPr/{_W}pStyle").get(f"{_W}val")
        chemin = f"{_W}pPr/{_W}numPr"
        num, rang = (
            _propre_ou(paragraphe.find(f"{chemin}/{_W}{nom}"), self.cherche(style, f"{chemin}/{_W}{nom}"))
            for nom in ("numId", "ilvl")
        )
        if num is None or num == _SANS_NUMERO or num not in self.listes:
            return None
        lien, abstraite = self.listes[num]
        niveaux = {int(n.get(f"{_W}ilvl")): n for n in abstraite.findall(f"{_W}lvl")}
        ici = int(rang or 0)
        if ici not in niveaux or (texte := niveaux[ici].find(f"{_W}lvlText")) is None:
            return None
        return Forme(
            lien, ici, texte.get(f"{_W}val", ""),
            tuple(_de(niveaux.get(n), "numFmt", "decimal") for n in range(_NIVEAUX)),
            tuple(int(_de(niveaux.get(n), "start", "1")) for n in range(_NIVEAUX)),
        )  # fmt: skip


def _propre_ou(propre: Any, du_style: Any) -> str | None:
    trouve = propre if propre is not None else du_style
    return None if trouve is None else str(trouve.get(f"{_W}val"))


def _de(niveau: Any, nom: str, defaut: str) -> str:
    trouve = None if niveau is None else niveau.find(f"{_W}{nom}")
    return defaut if trouve is None else str(trouve.get(f"{_W}val", defaut))
