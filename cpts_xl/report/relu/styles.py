"""The styles of a Word document: what one sets, with what it is based on, and the document's own defaults."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

from cpts_xl.report.graphiques.relations import Relations
from cpts_xl.report.moteur.nettoyage import W, lire_partie

PARENTS_SUIVIS = 12
"""Styles followed upwards from one: Word itself stops there, and a loop goes nowhere."""
_NON = {"0", "false", "off", "none"}
_COULEUR = re.compile("[0-9A-F]{6}")
_PART = re.compile("[0-9A-Fa-f]{2}")
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_NOMS_DU_THEME = {"background1": "lt1", "light1": "lt1", "text1": "dk1", "dark1": "dk1", "background2": "lt2",
                  "light2": "lt2", "text2": "dk2", "dark2": "dk2", "hyperlink": "hlink",
                  "followedHyperlink": "folHlink"}  # fmt: skip
_THEME_PAR_DEFAUT = {"lt1": "FFFFFF", "dk1": "000000"}


def vaut(reglage: Any) -> bool:
    """Return whether a setting that is on by its mere presence is on."""
    return reglage is not None and reglage.get(f"{W}val", "1").lower() not in _NON


def entier(texte: str | None, defaut: int = 0) -> int:
    """Return a whole number that a part writes, another one when it is none."""
    try:
        return int(float(texte or ""))
    except (ValueError, OverflowError):
        return defaut


class Styles:
    """The styles, the numberings and the colours of theme that a document calls by name."""

    def __init__(self, parties: Mapping[str, bytes], principale: str) -> None:
        relations = Relations.lire(parties, principale)
        self._parties = {
            relations.sorte(ident): parties[cible] for ident, cible in relations.internes() if cible in parties
        }
        racine = self._racine("/styles")
        self._styles: dict[tuple[str, str], Any] = {}
        self._defauts: dict[str, str] = {}
        for style in racine.iterfind(f"{W}style") if racine is not None else ():
            sorte, ident = style.get(f"{W}type", "paragraph"), style.get(f"{W}styleId", "")
            self._styles.setdefault((sorte, ident), style)
            if vaut_oui(style.get(f"{W}default")):
                self._defauts[sorte] = ident
        self._niveaux: dict[tuple[str, str], Any] = {}
        # lues ici, comme les styles : une partie abîmée se dit à l'ouverture du document
        self._numerotes = self._listes()
        self._lignees: dict[tuple[str, str], tuple[Any, ...]] = {}
        self.documentaires = None if racine is None else racine.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
        self.paragraphes_par_defaut = None if racine is None else racine.find(f"{W}docDefaults/{W}pPrDefault/{W}pPr")

    def lignee(self, sorte: str, ident: str | None) -> tuple[Any, ...]:
        """Return a style and those that it is based on, the nearest first; those of the default style without name."""
        nom = (sorte, ident if ident and (sorte, ident) in self._styles else self._defauts.get(sorte, ""))
        if nom not in self._lignees:
            self._lignees[nom] = tuple(self._remonter(*nom))
        return self._lignees[nom]

    def _remonter(self, sorte: str, ident: str) -> Iterator[Any]:
        for _ in range(PARENTS_SUIVIS):
            style = self._styles.get((sorte, ident))
            if style is None:
                return
            yield style
            parent = style.find(f"{W}basedOn")
            ident = "" if parent is None else parent.get(f"{W}val", "")

    def couleur(self, element: Any, nom: str = "val", theme: str = "themeColor") -> str:
        """Return a colour as six hexadecimal digits, that of the theme first; empty for an automatic one."""
        teinte = element.get(f"{W}{theme}")
        if teinte is not None and (base := self.theme.get(_NOMS_DU_THEME.get(teinte, teinte))):
            devant = f"{W}{theme.removesuffix('Color')}"
            return nuancee(base, element.get(f"{devant}Shade"), element.get(f"{devant}Tint"))
        valeur = element.get(f"{W}{nom}", "").upper()
        return valeur if est_couleur(valeur) else ""

    @cached_property
    def theme(self) -> dict[str, str]:
        """Return the colours of the theme by their short names."""
        racine = self._racine("/theme")
        palette = None if racine is None else racine.find(f"{_A}themeElements/{_A}clrScheme")
        couleurs = dict(_THEME_PAR_DEFAUT)
        for nommee in palette if palette is not None else ():
            for ecrite in nommee:
                valeur = (ecrite.get("lastClr") or ecrite.get("val") or "").upper()
                if est_couleur(valeur):
                    couleurs[nommee.tag.rpartition("}")[2]] = valeur
        return couleurs

    def niveau(self, liste: Any) -> Any:
        """Return the level of list that a paragraph takes, None for none."""
        dits = {nom: e.get(f"{W}val", "") for nom in ("numId", "ilvl") if (e := liste.find(f"{W}{nom}")) is not None}
        cle = (dits.get("numId", "0"), dits.get("ilvl", "0"))
        if cle not in self._niveaux:
            self._niveaux[cle] = self._chercher_niveau(*cle)
        return self._niveaux[cle]

    def _chercher_niveau(self, numero: str, rang: str) -> Any:
        num = self._numerotes.get(("num", numero)) if numero != "0" else None
        modele = None if num is None else num.find(f"{W}abstractNumId")
        if num is None or modele is None:
            return None
        remplaces = (r.find(f"{W}lvl") for r in num.iterfind(f"{W}lvlOverride") if r.get(f"{W}ilvl") == rang)
        abstrait = self._numerotes.get(("abstractNum", modele.get(f"{W}val", "")))
        niveaux = () if abstrait is None else abstrait.iterfind(f"{W}lvl")
        siens = (niveau for niveau in niveaux if niveau.get(f"{W}ilvl") == rang)
        return next((niveau for niveau in (*remplaces, *siens) if niveau is not None), None)

    def _listes(self) -> dict[tuple[str, str], Any]:
        """Return the lists of the document, and their models, by their numbers."""
        racine = self._racine("/numbering")
        sortes = {f"{W}num": ("num", f"{W}numId"), f"{W}abstractNum": ("abstractNum", f"{W}abstractNumId")}
        enfants = [] if racine is None else [enfant for enfant in racine if enfant.tag in sortes]
        return {(sortes[e.tag][0], e.get(sortes[e.tag][1], "")): e for e in enfants}

    def _racine(self, sorte: str) -> Any:
        octets = self._parties.get(sorte)
        return None if octets is None else lire_partie(octets)


def vaut_oui(texte: str | None) -> bool:
    """Return whether an attribute says yes."""
    return texte is not None and texte.lower() not in _NON


def est_couleur(texte: str) -> bool:
    """Return whether a text is a colour of six hexadecimal digits."""
    return _COULEUR.fullmatch(texte) is not None


def nuancee(couleur: str, ombre: str | None, teinte: str | None) -> str:
    """Return a colour darkened, or lightened, as the two attributes of the theme say."""
    rendue = couleur
    for part, vers in ((ombre, 0), (teinte, 255)):
        if part and _PART.fullmatch(part):
            garde = int(part, 16) / 255
            canaux = (int(rendue[rang : rang + 2], 16) for rang in (0, 2, 4))
            rendue = "".join(f"{round(canal * garde + vers * (1 - garde)):02X}" for canal in canaux)
    return rendue
