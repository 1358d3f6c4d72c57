"""What every template begins and ends with: the document, its pages, its header and footer, its bytes."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

from cpts_xl.report.charte import Charte
from cpts_xl.report.modele.pieces import Ecrivain, champ, course, styler
from cpts_xl.report.modele.reglages import poser_reglages
from cpts_xl.report.modele.styles import poser_styles
from cpts_xl.report.paquet import ranger

DOSSIER = Path(__file__).resolve().parents[3] / "report_templates"
"""Where the templates stand."""
_MARGE, _MARGE_PAYSAGE, _LARGEUR, _HAUTEUR = 2.0, 1.5, 21.0, 29.7


def nouveau(charte: Charte, titre: str) -> Any:
    """Return an empty document with the styles, settings and page of the house."""
    from docx import Document  # noqa: PLC0415

    document = Document()
    poser_styles(document, charte)
    poser_reglages(document, charte, titre)
    _page(document.sections[0], paysage=False)
    return document


def enregistrer(document: Any) -> bytes:
    """Return the bytes of a template, the same for the same document."""
    sortie = io.BytesIO()
    document.save(sortie)
    return ranger(sortie.getvalue())


def _page(section_: Any, *, paysage: bool) -> None:
    from docx.enum.section import WD_ORIENT  # noqa: PLC0415
    from docx.shared import Cm  # noqa: PLC0415

    section_.orientation = WD_ORIENT.LANDSCAPE if paysage else WD_ORIENT.PORTRAIT
    largeur, hauteur = (_HAUTEUR, _LARGEUR) if paysage else (_LARGEUR, _HAUTEUR)
    section_.page_width, section_.page_height = Cm(largeur), Cm(hauteur)
    marge = Cm(_MARGE_PAYSAGE if paysage else _MARGE)
    section_.left_margin = section_.right_margin = section_.top_margin = section_.bottom_margin = marge
    section_.header_distance = section_.footer_distance = Cm(0.8)


def section(e: Ecrivain, *, paysage: bool) -> None:
    """Start a new section, portrait or landscape."""
    from docx.enum.section import WD_SECTION  # noqa: PLC0415

    _page(e.document.add_section(WD_SECTION.NEW_PAGE), paysage=paysage)
    # le paragraphe qui porte la fin de section ne doit pas, à lui seul, demander une page
    styler(e.document.paragraphs[-1], "Balise")


def entetes(document: Any, pied: str, *, premiere_page: bool = True, suite: str = "") -> None:
    """Write header and footer once; the other sections follow the first, whose first page may bear neither.

    ``suite`` is the style of the headings of the sections after the first: the header then tells the chapter, and a
    reader whose word processor does not follow headings reads « Rapport d'activité » and « Annexes ».
    """
    premiere, *autres = document.sections
    premiere.different_first_page_header_footer = premiere_page
    for section_ in autres:
        section_.different_first_page_header_footer = False
    for partie in (premiere.header, premiere.footer):
        _vider(partie)
    # « STYLEREF 1 » : le premier niveau de titre, quelle que soit la langue de Word
    _entete(premiere.header, "STYLEREF 1" if suite else "", "Rapport d'activité")
    if suite and autres:
        autres[0].header.is_linked_to_previous = False
        _vider(autres[0].header)
        _entete(autres[0].header, f'STYLEREF "{suite}"', "Annexes")
    ligne = Ecrivain(premiere.footer).paragraphe(f"{pied} – page ", "Footer")
    champ(ligne, "PAGE", "1")
    course(ligne, " sur ")
    champ(ligne, "NUMPAGES", "1")


def _vider(partie: Any) -> None:
    for paragraphe in list(partie.paragraphs):
        paragraphe._p.getparent().remove(paragraphe._p)  # noqa: SLF001


def _entete(partie: Any, instruction: str, ecrit: str) -> None:
    ligne = Ecrivain(partie).paragraphe("{{ cpts.nom }}" + (" – " if instruction else ""), "Header")
    if instruction:
        champ(ligne, instruction, ecrit)
