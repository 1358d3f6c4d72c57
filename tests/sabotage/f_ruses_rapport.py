"""Falsifications of a report by its looks: axes of its charts, letters pressed together or pushed off the page."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from cpts_xl.constats import Cause
from tests.sabotage.f_rapports import _course_citee, _course_recrite, _document, _octets
from tests.sabotage.modele import DIT, Falsification

_AXE = r"(<c:valAx>.*?<c:scaling>)"
_BARRES, _LIGNES = "<c:barChart>", "<c:lineChart>"


def graphiques() -> Iterator[Falsification]:
    """Yield what makes a chart of the report read as other numbers than those of its points."""
    cas: tuple[tuple[str, str, str, str, str], ...] = (
        ("axe coupé par le bas", _LIGNES, rf'{_AXE}(.*?)<c:min val="0"/>', r'\1\2<c:min val="80"/>',
         "minimum de son axe coupe"),
        ("axe coupé par le haut", _BARRES, r'<c:min val="0"/>', '<c:max val="1000"/><c:min val="0"/>',
         "maximum de son axe coupe"),
        ("axe démesuré", _BARRES, r'<c:min val="0"/>', '<c:max val="90000000"/><c:min val="0"/>', "l'écrase"),
        ("axe renversé", _BARRES, rf'{_AXE}<c:orientation val="minMax"/>', r'\1<c:orientation val="maxMin"/>',
         "à l'envers"),
        ("temps renversé", _LIGNES, r'(<c:catAx>.*?)<c:orientation val="minMax"/>',
         r'\1<c:orientation val="maxMin"/>', "le temps y va à l'envers"),
        ("axe logarithmique", _BARRES, _AXE, r'\1<c:logBase val="10"/>', "logarithmique"),
        ("axe divisé par mille", _BARRES, "</c:valAx>",
         '<c:dispUnits><c:builtInUnit val="thousands"/></c:dispUnits></c:valAx>', "divise les nombres"),
        ("axe et nombres retirés", _LIGNES, r'(<c:valAx>.*?)<c:delete val="0"/>', r'\1<c:delete val="1"/>',
         "ont été retirés"),
    )  # fmt: skip
    for nom, sorte, motif, par, cite in cas:
        yield Falsification(
            f"graphique du rapport : {nom}", "rapport", ("", ""), (Cause.RAPPORT,), cite=cite,
            rapport=partial(_graphique, sorte=sorte, motif=motif, par=par, muet="retirés" in nom),
        )  # fmt: skip


def lettres() -> Iterator[Falsification]:
    """Yield the amounts whose letters overlap, or stand elsewhere than on their line."""
    gestes: tuple[tuple[str, Callable[[bytes], bytes]], ...] = (
        ("montant serré au cinquième de sa largeur", partial(_habille, w="20")),
        ("montant aux lettres superposées", partial(_habille, spacing="-100")),
        ("montant aux lettres dispersées", partial(_habille, spacing="1500")),
        ("montant soulevé hors de sa ligne", partial(_habille, position="200")),
        ("montant ajusté à un point de large", partial(_habille, fitText="20")),
        ("montant poussé hors de la page", _pousse),
    )
    for nom, brut in gestes:
        cite = "récrite ou retirée" if brut is _pousse else "« L'essentiel"
        yield Falsification(nom, "rapport", ("", ""), (Cause.RAPPORT,), rapport=brut, cite=cite, gravites=DIT)


def _graphique(octets: bytes, sorte: str, motif: str, par: str, *, muet: bool) -> bytes:
    """Rewrite the first chart of a kind; ``muet`` takes the numbers at the end of its bars away too."""
    tampon, fois = io.BytesIO(), 0
    with zipfile.ZipFile(io.BytesIO(octets)) as source, zipfile.ZipFile(tampon, "w") as cible:
        for nom in source.namelist():
            partie = source.read(nom)
            if nom.startswith("word/charts/") and nom.endswith(".xml") and not fois and sorte.encode() in partie:
                texte = partie.decode()
                if muet:
                    texte = texte.replace('<c:showVal val="1"/>', '<c:showVal val="0"/>')
                texte, fois = re.subn(motif, par, texte, count=1, flags=re.DOTALL)
                partie = texte.encode()
            cible.writestr(nom, partie)
    assert fois, f"aucun graphique {sorte} du rapport n'a {motif}"
    return tampon.getvalue()


def _habille(octets: bytes, **reglages: str) -> bytes:
    """Give the run that says an amount some settings."""

    def pose(course: Any) -> None:
        for nom, valeur in reglages.items():
            reglage = OxmlElement(f"w:{nom}")
            reglage.set(qn("w:val"), valeur)
            course.get_or_add_rPr().append(reglage)

    return _course_recrite(octets, pose)


def _pousse(octets: bytes) -> bytes:
    """Push the paragraph that says an amount beyond the edge of the paper."""
    document = _document(octets)
    paragraphe = _course_citee(document).getparent()
    retrait = OxmlElement("w:ind")
    retrait.set(qn("w:left"), "12000")
    paragraphe.get_or_add_pPr().append(retrait)
    return _octets(document)
