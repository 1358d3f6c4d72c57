"""What Word does not show, taken out of a document that is read: hidden, struck out, of the colour of its ground, tiny.

So is what it shows otherwise: signs of a font of pictures, digits turned round, letters pressed to nothing.

The settings of a text come from itself, then from its styles; Word cumulates them, and so does this module.
"""

from __future__ import annotations

import re
from typing import Any

from cpts_xl.report.moteur.nettoyage import W
from cpts_xl.report.relu.fonds import Fonds, confondues, surlignage, trame
from cpts_xl.report.relu.serres import hors_page, serree
from cpts_xl.report.relu.styles import Styles, entier, vaut

_BASCULES = (f"{W}vanish", f"{W}strike")
"""What hides a text, or crosses it out, and that two styles cancel between them."""
_DOUBLE, _TAILLE = f"{W}dstrike", f"{W}sz"
_COULEUR, _TRAME, _SURLIGNE = f"{W}color", f"{W}shd", f"{W}highlight"
_MATHS = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_ECRITS = (f"{W}t", f"{W}sym", f"{W}tab", f"{W}br", f"{W}cr", f"{W}noBreakHyphen", f"{_MATHS}t")
_POLICE, _SENS = f"{W}rFonts", f"{W}bdo"
_SIGNES = frozenset({"wingdings", "wingdings 2", "wingdings 3", "webdings", "symbol", "marlett", "mt extra"})
_RETOURNE = re.compile("[\u202d\u202e]")
DEMI_POINTS, VINGTIEMES = 4, 40
"""Two points, as Word writes the size of a text and a height: nobody reads what is not higher."""
Reglages = dict[str, Any]


def effacer(racine: Any, styles: Styles) -> None:
    """Take out of a part the texts that Word does not show; fields, drawings and rows stay in their place."""
    regard = _Regard(styles)
    for course in list(racine.iter(f"{W}r", f"{_MATHS}r")):
        if regard.cache(course):
            for ecrit in [enfant for enfant in course if enfant.tag in _ECRITS]:
                course.remove(ecrit)


class _Regard:
    """What is shown of a part: the styles of each sort of text are cumulated once."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._fonds = Fonds(styles)
        self._cumules: dict[tuple[str | None, ...], tuple[Reglages, dict[str, bool]]] = {}
        self._ecrases: dict[Any, bool] = {}
        self._autour: dict[Any, tuple[str, ...]] = {}
        self._noms: dict[Any, tuple[str | None, ...]] = {}
        self._de_style: dict[tuple[str | None, str], list[Any]] = {}

    def cache(self, course: Any) -> bool:
        """Return whether nobody reads a run of text."""
        paragraphe = next(course.iterancestors(f"{W}p"), None)
        if paragraphe is None:
            return False
        if paragraphe not in self._ecrases:
            self._ecrases[paragraphe] = self._est_ecrase(paragraphe)
        if self._ecrases[paragraphe] or _retourne(course):
            return True
        directs = _par_nom(course.find(f"{W}rPr"))
        reglages, bascules = self._cumul(paragraphe, _valeur(directs.get(f"{W}rStyle")))
        if any(vaut(directs[nom]) if nom in directs else bascules[nom] for nom in _BASCULES):
            return True
        reglages = reglages | directs
        taille = reglages.get(_TAILLE)
        petite = taille is not None and 0 < entier(_valeur(taille), DEMI_POINTS + 1) <= DEMI_POINTS
        if petite or _en_signes(reglages) or vaut(reglages.get(_DOUBLE)) or serree(course, reglages):
            return True
        return self._est_confondue(paragraphe, reglages)

    def _est_confondue(self, paragraphe: Any, reglages: Reglages) -> bool:
        ecrite = reglages.get(_COULEUR)
        couleur = "" if ecrite is None else self._styles.couleur(ecrite)
        # une couleur automatique s'accorde au fond
        if not couleur:
            return False
        if pose := surlignage(reglages.get(_SURLIGNE)) or trame(reglages.get(_TRAME), self._styles):
            return confondues(couleur, pose)
        if paragraphe not in self._autour:
            self._autour[paragraphe] = self._derriere(paragraphe)
        fonds = self._autour[paragraphe]
        return bool(fonds) and all(confondues(couleur, fond) for fond in fonds)

    def _derriere(self, paragraphe: Any) -> tuple[str, ...]:
        propre = trame(self._du_paragraphe(paragraphe, "shd"), self._styles)
        return (propre,) if propre else self._fonds.sous(paragraphe)

    def _du_paragraphe(self, paragraphe: Any, nom: str) -> Any:
        """Return a setting of a paragraph, its own or that of its style."""
        return next(iter(self._poses(paragraphe, nom)), None)

    def _poses(self, paragraphe: Any, nom: str) -> list[Any]:
        """Return what a paragraph says of a setting, then what its styles say, the nearest first."""
        style = self._nommes(paragraphe)[0]
        if (style, nom) not in self._de_style:
            dits = (porteur.find(f"{W}pPr/{W}{nom}") for porteur in self._styles.lignee("paragraph", style))
            self._de_style[style, nom] = [dit for dit in dits if dit is not None]
        propre = paragraphe.find(f"{W}pPr/{W}{nom}")
        return self._de_style[style, nom] if propre is None else [propre, *self._de_style[style, nom]]

    def _nommes(self, paragraphe: Any) -> tuple[str | None, ...]:
        """Return the style of a paragraph and, inside a table, that of the table."""
        if paragraphe not in self._noms:
            style = _valeur(paragraphe.find(f"{W}pPr/{W}pStyle"))
            tableau = next(paragraphe.iterancestors(f"{W}tbl"), None)
            self._noms[paragraphe] = (
                (style,) if tableau is None else (style, _valeur(tableau.find(f"{W}tblPr/{W}tblStyle")))
            )
        return self._noms[paragraphe]

    def _est_ecrase(self, paragraphe: Any) -> bool:
        """Return whether the lines of a paragraph, or a row around it, have no height to be read in."""
        for rangee in paragraphe.iterancestors(f"{W}tr"):
            if rangee not in self._ecrases:
                self._ecrases[rangee] = _est_plate(rangee)
            if self._ecrases[rangee]:
                return True
        par_defaut = self._styles.paragraphes_par_defaut
        dernier = None if par_defaut is None else par_defaut.find(f"{W}spacing")
        interlignes = [*self._poses(paragraphe, "spacing"), *([] if dernier is None else [dernier])]
        dits = {}
        for nom in ("line", "lineRule"):
            ecrits = (interligne.get(f"{W}{nom}") for interligne in interlignes)
            dits[nom] = next((ecrit for ecrit in ecrits if ecrit is not None), None)
        if dits["lineRule"] == "exact" and 0 < entier(dits["line"]) < VINGTIEMES:
            return True
        return hors_page(self._poses(paragraphe, "ind"))

    def _cumul(self, paragraphe: Any, de_caractere: str | None) -> tuple[Reglages, dict[str, bool]]:
        """Return what the styles of a text set: the nearest of each setting, and the toggles of each kind of style."""
        cle = (de_caractere, *self._nommes(paragraphe))
        if cle not in self._cumules:
            sortes = ("character", "paragraph", "table")[: len(cle)]
            etages = [self._reglages(sorte, nom) for sorte, nom in zip(sortes, cle, strict=True)]
            documentaires = _par_nom(self._styles.documentaires)
            reglages = dict(documentaires)
            for etage in reversed(etages):
                reglages |= etage
            bascules = {
                nom: vaut(documentaires.get(nom)) or sum(vaut(etage.get(nom)) for etage in etages) % 2 == 1
                for nom in _BASCULES
            }
            self._cumules[cle] = reglages, bascules
        return self._cumules[cle]

    def _reglages(self, sorte: str, nom: str | None) -> Reglages:
        cumules: Reglages = {}
        for style in reversed(self._styles.lignee(sorte, nom)):
            cumules |= _par_nom(style.find(f"{W}rPr"))
        return cumules


def _retourne(course: Any) -> bool:
    """Return whether a run is read from its end: 12 would then show as 21."""
    sens = next(course.iterancestors(_SENS), None)
    if sens is not None and _valeur(sens) == "rtl":
        return True
    return any(_RETOURNE.search(texte.text or "") for texte in course.iterfind(f"{W}t"))


def _en_signes(reglages: Reglages) -> bool:
    """Return whether a text is drawn by a font of pictures."""
    police = reglages.get(_POLICE)
    return police is not None and any((police.get(f"{W}{nom}") or "").lower() in _SIGNES for nom in ("ascii", "hAnsi"))


def _par_nom(reglages: Any) -> Reglages:
    return {} if reglages is None else {reglage.tag: reglage for reglage in reglages}


def _valeur(element: Any) -> str | None:
    return None if element is None else element.get(f"{W}val")


def _est_plate(rangee: Any) -> bool:
    """Return whether Word does not show a row, or shows it without height."""
    hauteur = rangee.find(f"{W}trPr/{W}trHeight")
    exacte = hauteur is not None and hauteur.get(f"{W}hRule") == "exact"
    return vaut(rangee.find(f"{W}trPr/{W}hidden")) or (exacte and 0 < entier(_valeur(hauteur)) < VINGTIEMES)
