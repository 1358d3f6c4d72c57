"""How what a user had added is written into a page of XlsxWriter: values, links, images, merged cells."""

from __future__ import annotations

import datetime as dt
import io
import re
import struct
from fractions import Fraction
from typing import Any

from cpts_xl.workbook.extras import PIXELS, CelluleAjoutee, Dessin
from cpts_xl.workbook.textes import TEXTE_MAX, couper, ecrire_texte, longueur, propre
from cpts_xl.workbook.xlsx.lu import ErreurCellule, position

LIEN_MAX, FORMAT_MAX = 2_000, 200
CELLULES_FUSIONNEES = 200_000

_LIEN_SUR = re.compile(r"(?:https?://|mailto:)\S", re.IGNORECASE)
_FORMAT_SUR = re.compile(r'(?:"[^"]*"|\\.|_.|\*.|\[[^\[\]"]*\]|AM/PM|[#0?,.%;:/ ()+\-€@dmyhsE])+', re.IGNORECASE)
_DATE, _DATE_HEURE = "dd/mm/yyyy", "dd/mm/yyyy hh:mm"
_29_FEVRIER_1900 = 60  # un jour qui n'a pas existé, mais qu'un tableur compte


class Pose:
    """The formats made, and how many cells are merged, in one workbook not yet closed."""

    def __init__(self, classeur: Any) -> None:
        self.classeur, self.fusions = classeur, 0
        self._formats: dict[tuple[str, bool, bool], Any] = {}

    def ecrire(self, page: Any, adresse: str, c: CelluleAjoutee, *, libre: bool = False) -> str:
        """Write the value of a cell, never its formula; return the whole text when only its beginning could be."""
        (ligne, colonne), valeur = rangs(adresse), c.valeur
        if isinstance(valeur, bool):
            page.write_boolean(ligne, colonne, valeur, self._format("General", libre=libre))
        elif isinstance(valeur, dt.date):
            code = _DATE_HEURE if isinstance(valeur, dt.datetime) else _DATE
            page.write_number(ligne, colonne, _serie(valeur), self._format(code, libre=libre))
        elif isinstance(valeur, Fraction):
            page.write_number(ligne, colonne, float(valeur), self._format(c.format, libre=libre))
        elif valeur is not None:
            texte = propre(valeur.code if isinstance(valeur, ErreurCellule) else valeur)
            style = self._format("General", libre=libre, plis="\n" in texte)
            ecrire_texte(page, ligne, colonne, couper(texte, TEXTE_MAX), style)
            return texte if longueur(texte) > TEXTE_MAX else ""
        return ""

    def _format(self, code: str, *, libre: bool = False, plis: bool = False) -> Any:
        sur = code if len(code) <= FORMAT_MAX and _FORMAT_SUR.fullmatch(code) else "General"
        cle = (sur, libre, plis)
        if cle not in self._formats:
            self._formats[cle] = self.classeur.add_format({"num_format": sur, "locked": not libre, "text_wrap": plis})
        return self._formats[cle]

    def fusionner(self, page: Any, plage: str) -> bool:
        """Merge cells, and return whether they are: not when they overlap others, make no sense or are too many."""
        from xlsxwriter.exceptions import OverlappingRange  # noqa: PLC0415  (lourd)

        try:
            (haut, gauche), (bas, droite) = (rangs(coin) for coin in (plage.split(":") * 2)[:2])
            etendue = (bas - haut + 1) * (droite - gauche + 1)
            self.fusions += max(etendue, 0)
            if etendue == 1:
                return True
            if etendue > 1 and self.fusions <= CELLULES_FUSIONNEES:
                page.merge_range(haut, gauche, bas, droite, "")
                return True
        except (OverlappingRange, ValueError):
            pass
        return False


def lien_sur(cible: str) -> bool:
    """Return whether a link may be written: to a site or to an address of mail, and of an ordinary length."""
    return bool(_LIEN_SUR.match(cible)) and len(cible) <= LIEN_MAX


def poser_lien(page: Any, adresse: str, cible: str) -> bool:
    """Put a link under a cell, and return whether it is there."""
    try:
        return bool(page.write_url(*rangs(adresse), cible) == 0)
    except ValueError:
        return False


def poser_image(page: Any, adresse: str, d: Dessin, octets: bytes) -> bool:
    """Put an image at a cell, at its size or at the greatest that a sheet can hold; return False when it is damaged."""
    from xlsxwriter.exceptions import XlsxWriterException  # noqa: PLC0415  (lourd)
    from xlsxwriter.image import Image  # noqa: PLC0415

    try:
        image = Image(io.BytesIO(octets))
    except (XlsxWriterException, struct.error):
        return False
    naturelle = (image.width * 96 / image.x_dpi, image.height * 96 / image.y_dpi)
    if min(naturelle) <= 0:
        return False
    # XlsxWriter compte une à une les lignes et les colonnes couvertes : la taille est bornée
    voulue = [min(v or n, PIXELS) for v, n in zip(d.taille, naturelle, strict=True)]
    options = {
        "x_offset": d.decalage[0], "y_offset": d.decalage[1],
        "x_scale": voulue[0] / naturelle[0], "y_scale": voulue[1] / naturelle[1],
        "description": propre(d.description),
    }  # fmt: skip
    return bool(page.insert_image(*rangs(adresse), image, options) == 0)


def rangs(adresse: str) -> tuple[int, int]:
    """Return (row, column) from 0, as XlsxWriter counts."""
    ligne, colonne = position(adresse.replace("$", ""))
    return ligne - 1, colonne - 1


def _serie(jour: dt.date) -> float:
    """Return the serial number of a day, or of a day and its hour; XlsxWriter takes 1 January 1900 for an hour."""
    minuit = dt.datetime.combine(jour, dt.time())
    heure = (jour if isinstance(jour, dt.datetime) else minuit) - minuit
    rang = (minuit.date() - dt.date(1899, 12, 30)).days
    return rang - (rang <= _29_FEVRIER_1900) + heure / dt.timedelta(days=1)
