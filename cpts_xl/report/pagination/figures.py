"""The alternative texts of the charts, put back in the tagged PDF: LibreOffice drops them when it reads a .docx."""

from __future__ import annotations

import io
import re
import zipfile
from html import unescape

from cpts_xl.report.pagination.fixe import Echange, echanger
from cpts_xl.report.paquet import DOCUMENT

_FIGURE = re.compile(rb"\n\d+ 0 obj\n<</Type/StructElem\n/S/Figure\n(.*?)\nendobj", re.DOTALL)
_DESSIN = re.compile(r"<w:drawing[ >].*?</w:drawing>", re.DOTALL)
_TEXTE = re.compile(r'<wp:docPr\b[^>]*\bdescr="([^"]*)"')
_GRAPHIQUE = "drawingml/2006/chart"


def decrire(pdf: bytes, docx: bytes) -> bytes:
    """Return the PDF, each figure without words given those of its drawing; unchanged where one cannot tell which."""
    dessins = _dessins(docx)
    if not any(graphique for graphique, _ in dessins):
        return pdf
    figures = list(_FIGURE.finditer(pdf))
    muettes = [figure for figure in figures if b"/Alt" not in figure[1]]
    if len(figures) == len(dessins):
        paires = [(f, texte) for f, (_, texte) in zip(figures, dessins, strict=True) if b"/Alt" not in f[1]]
    else:
        textes = [texte for graphique, texte in dessins if graphique]
        # au moindre doute, aucun texte : le texte d'un autre graphique tromperait qui ne voit pas
        paires = list(zip(muettes, textes, strict=True)) if len(muettes) == len(textes) else []
    echanges: list[Echange] = [
        (figure.start(1), figure.start(1), b"/Alt<FEFF%b>\n" % texte.encode("utf-16-be").hex().upper().encode())
        for figure, texte in paires
        if texte
    ]
    return echanger(pdf, echanges) if echanges else pdf


def _dessins(docx: bytes) -> list[tuple[bool, str]]:
    """Return whether each drawing of the text is a chart, and its words; none when one floats beside the text.

    Un dessin flottant n'est pas lu à sa place dans le PDF : l'ordre ne dirait plus qui est qui.
    """
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        corps = archive.read(DOCUMENT).decode("utf-8")
    dessins = _DESSIN.findall(corps)
    if any("<wp:anchor" in dessin for dessin in dessins):
        return []
    return [(_GRAPHIQUE in d, unescape(trouve[1]) if (trouve := _TEXTE.search(d)) else "") for d in dessins]
