"""What a text stands on, and whether its colour can be told from it: shading, highlighting, cells, styles of tables."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from cpts_xl.report.moteur.nettoyage import W
from cpts_xl.report.relu.styles import Styles, entier, vaut_oui

BLANC, NOIR = "FFFFFF", "000000"
CONTRASTE, ECART = 1.4, 64
"""Contrast (1 to 21), and gap of the channels, below which nobody tells a text from what it stands on."""
PRESQUE_NOIR = 10
"""Channel up to which the luminance of a screen is proportional to it."""
_SURLIGNES = {
    "black": NOIR, "blue": "0000FF", "cyan": "00FFFF", "green": "00FF00", "magenta": "FF00FF", "red": "FF0000",
    "yellow": "FFFF00", "white": BLANC, "darkBlue": "000080", "darkCyan": "008080", "darkGreen": "008000",
    "darkMagenta": "800080", "darkRed": "800000", "darkYellow": "808000", "darkGray": "808080", "lightGray": "C0C0C0",
}  # fmt: skip
_BANDES = {"band1Horz": 0x200, "band2Horz": 0x200, "band1Vert": 0x400, "band2Vert": 0x400}
"""Striped rows and columns of a style of tables, with what says in a table that it has none."""
_CADRE = f"{W}txbxContent"
_FORME = "{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_REMPLIE = {f"{_A}solidFill", f"{_A}gradFill", f"{_A}pattFill", f"{_A}blipFill"}


@lru_cache(maxsize=1024)
def confondues(couleur: str, fond: str) -> bool:
    """Return whether a text of a colour cannot be read on another one."""
    une, autre = _canaux(couleur), _canaux(fond)
    clair, sombre = sorted((_luminance(une), _luminance(autre)), reverse=True)
    loin = max(abs(u - a) for u, a in zip(une, autre, strict=True))
    return (clair + 0.05) / (sombre + 0.05) < CONTRASTE and loin < ECART


def _canaux(couleur: str) -> tuple[int, ...]:
    return tuple(int(couleur[rang : rang + 2], 16) for rang in (0, 2, 4))


def _luminance(canaux: tuple[int, ...]) -> float:
    lineaires = [c / 255 / 12.92 if c <= PRESQUE_NOIR else ((c / 255 + 0.055) / 1.055) ** 2.4 for c in canaux]
    return sum(part * canal for part, canal in zip((0.2126, 0.7152, 0.0722), lineaires, strict=True))


def surlignage(element: Any) -> str:
    """Return the colour of a highlighting, empty for none."""
    return "" if element is None else _SURLIGNES.get(element.get(f"{W}val", ""), "")


def trame(element: Any, styles: Styles) -> str:
    """Return the colour of a shading, empty for none: a full or a partial pattern takes the colour of its dots."""
    if element is None or element.get(f"{W}val") == "nil":
        return ""
    fond = styles.couleur(element, "fill", "themeFill")
    motif = element.get(f"{W}val", "")
    part = 100 if motif == "solid" else entier(motif[3:]) if motif[:3] == "pct" else 0
    if part <= 0:
        return fond
    points, dessous = _canaux(styles.couleur(element, "color") or NOIR), _canaux(fond or BLANC)
    part = min(part, 100)
    return "".join(f"{(p * part + d * (100 - part)) // 100:02X}" for p, d in zip(points, dessous, strict=True))


class Fonds:
    """The colours on which the paragraphs of a part stand, each cell and table looked at once."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._cases: dict[Any, tuple[str, ...]] = {}
        self._de_tableau: dict[tuple[Any, frozenset[str]], tuple[str, ...]] = {}

    def sous(self, paragraphe: Any) -> tuple[str, ...]:
        """Return the colours that may be behind a paragraph, none when they cannot be known (a filled drawing)."""
        for ancetre in paragraphe.iterancestors(f"{W}tc", _CADRE):
            if ancetre.tag == _CADRE:
                if _est_rempli(ancetre):
                    return ()
                continue
            if ancetre not in self._cases:
                self._cases[ancetre] = self._de_case(ancetre)
            if self._cases[ancetre]:
                return self._cases[ancetre]
        return (BLANC,)

    def _de_case(self, case: Any) -> tuple[str, ...]:
        if posee := trame(case.find(f"{W}tcPr/{W}shd"), self._styles):
            return (posee,)
        tableau = next(case.iterancestors(f"{W}tbl"), None)
        if tableau is None:
            return ()
        reglages = tableau.find(f"{W}tblPr")
        cle = tableau, _places(case, reglages)
        if cle not in self._de_tableau:
            self._de_tableau[cle] = self._par_style(reglages, cle[1])
        return self._de_tableau[cle]

    def _par_style(self, reglages: Any, places: frozenset[str]) -> tuple[str, ...]:
        """Return the colours that a table and its style give to the cells of these places."""
        nom = None if reglages is None else reglages.find(f"{W}tblStyle")
        lignee = self._styles.lignee("table", None if nom is None else nom.get(f"{W}val"))
        partout: list[Any] = [None if reglages is None else reglages.find(f"{W}shd")]
        ici: list[Any] = []
        rayures: list[Any] = []
        for style in lignee:
            partout += [style.find(f"{W}tcPr/{W}shd"), style.find(f"{W}tblPr/{W}shd")]
            for partie in style.iterfind(f"{W}tblStylePr"):
                sorte = partie.get(f"{W}type", "")
                if sorte in places:
                    (rayures if sorte in _BANDES else ici).append(partie.find(f"{W}tcPr/{W}shd"))
        if couleurs := self._trames(ici):
            return couleurs
        dessous = self._trames(partout)[:1]
        # une rangée sur deux n'est pas rayée : elle garde le fond du tableau
        return (*rayees, *(dessous or (BLANC,))) if (rayees := self._trames(rayures)) else dessous

    def _trames(self, elements: list[Any]) -> tuple[str, ...]:
        return tuple(filter(None, (trame(element, self._styles) for element in elements)))


def _places(case: Any, reglages: Any) -> frozenset[str]:
    """Return the parts of a style of tables that apply to a cell."""
    rangee = next(case.iterancestors(f"{W}tr"))
    aspect = None if reglages is None else reglages.find(f"{W}tblLook")
    avant = next(rangee.itersiblings(f"{W}tr", preceding=True), None)
    repetee = rangee.find(f"{W}trPr/{W}tblHeader") is not None
    tenues = {
        ("firstRow", 0x20): avant is None or repetee,
        ("lastRow", 0x40): next(rangee.itersiblings(f"{W}tr"), None) is None,
        ("firstColumn", 0x80): next(case.itersiblings(f"{W}tc", preceding=True), None) is None,
        ("lastColumn", 0x100): next(case.itersiblings(f"{W}tc"), None) is None,
    }
    places = {nom.replace("Column", "Col") for (nom, bit), ici in tenues.items() if ici and _dit(aspect, nom, bit)}
    return frozenset(places) | {
        nom for nom, bit in _BANDES.items() if not _dit(aspect, "noHBand" if "Horz" in nom else "noVBand", bit)
    }


def _dit(aspect: Any, nom: str, bit: int) -> bool:
    """Return whether a table says that it uses a part of its style, in either way of writing it."""
    if aspect is None:
        return nom in {"firstRow", "firstColumn", "noVBand"}
    if (dit := aspect.get(f"{W}{nom}")) is not None:
        return vaut_oui(dit)
    ecrit = aspect.get(f"{W}val", "")
    return bool(int(ecrit, 16) & bit) if ecrit and all(c in "0123456789abcdefABCDEF" for c in ecrit) else False


def _est_rempli(cadre: Any) -> bool:
    """Return whether the drawing around a text box is filled, or may be by its style."""
    forme = next(cadre.iterancestors(f"{_FORME}wsp"), None)
    if forme is None:
        dessin = next((a for a in cadre.iterancestors() if a.get("fillcolor") or a.get("filled")), None)
        return dessin is not None and dessin.get("filled", "t")[:1] not in {"f", "0"}
    aspects = forme.find(f"{_FORME}spPr")
    sortes = {enfant.tag for enfant in aspects} if aspects is not None else set()
    reference = forme.find(f"{_FORME}style/{_A}fillRef")
    par_style = reference is not None and reference.get("idx", "0") != "0" and f"{_A}noFill" not in sortes
    return bool(sortes & _REMPLIE) or par_style
