"""The templates of the annual report, built from code: text and tags in the order of the report. Three looks."""

from __future__ import annotations

import io
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cpts_xl.report import NOM_DU_MODELE
from cpts_xl.report import modele_annexes as annexes
from cpts_xl.report import modele_ouverture as ouverture
from cpts_xl.report import modele_suite as suite
from cpts_xl.report.charte import INSTITUTIONNELLE, SOBRE, Charte
from cpts_xl.report.modele_finances import bilan_financier
from cpts_xl.report.modele_missions import les_missions, vue_d_ensemble
from cpts_xl.report.modele_pieces import Ecrivain, champ, course, styler
from cpts_xl.report.modele_reglages import poser_reglages
from cpts_xl.report.modele_styles import poser_styles
from cpts_xl.report.paquet import ranger

DOSSIER = Path(__file__).resolve().parents[2] / "report_templates"
_MARGE, _MARGE_PAYSAGE, _LARGEUR, _HAUTEUR = 2.0, 1.5, 21.0, 29.7


@dataclass(frozen=True, slots=True)
class Galerie:
    """One template of the annual report: its file, its look, and whether it holds every chapter."""

    nom: str
    charte: Charte
    entier: bool
    sens: str


GALERIE = (
    Galerie(NOM_DU_MODELE, INSTITUTIONNELLE, entier=True, sens="institutionnel, par défaut"),
    Galerie("rapport_sobre.docx", SOBRE, entier=True, sens="sobre, noir et blanc, pour l'impression"),
    Galerie("rapport_court.docx", INSTITUTIONNELLE, entier=False, sens="court, sans le détail ni toutes les annexes"),
)


def construire(modele: Galerie = GALERIE[0]) -> bytes:
    """Return one template of the gallery as the bytes of a .docx; always the same ones."""
    document = nouveau(modele.charte, "Rapport d'activité")
    e = Ecrivain(document)
    ouverture.garde(e)
    ouverture.sommaire(e)
    ouverture.essentiel(e)
    if modele.entier:
        _entier(e)
    else:
        _court(e)
    annexe = "Annexe" if modele.entier else "Titre du document"
    entetes(document, "Rapport d'activité, année {{ annee.libelle }}", suite=annexe)
    return enregistrer(document)


def _entier(e: Ecrivain) -> None:
    """Write every chapter and annex, annexes A and B on landscape pages."""
    ouverture.presidence(e)
    ouverture.la_cpts(e)
    ouverture.gouvernance(e)
    ouverture.partenariats(e)
    les_missions(e)
    vue_d_ensemble(e)
    bilan_financier(e)
    suite.evolutions(e)
    suite.programme(e)
    suite.dialogue(e)
    suite.conclusion(e)
    section(e, paysage=True)
    annexes.annexe_a(e)
    annexes.annexe_b(e)
    section(e, paysage=False)
    annexes.annexe_c(e)
    annexes.annexe_d(e)
    annexes.annexe_e(e)
    annexes.annexe_f(e)
    annexes.annexe_g(e)


def _court(e: Ecrivain) -> None:
    """Write what a board reads: missions without their actions, money without its detail, attestation."""
    les_missions(e, detail=False)
    bilan_financier(e, detail=False)
    suite.programme(e, detail=False)
    suite.conclusion(e)
    section(e, paysage=True)
    annexes.annexe_b(e, "B")
    section(e, paysage=False)
    annexes.annexe_g(e, "G")


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


def principal() -> int:
    """Write every template of the repository; return 0."""
    from cpts_xl.report.documents import DOCUMENTS  # noqa: PLC0415
    from cpts_xl.report.documents.decisions import RELEVE_DECISIONS  # noqa: PLC0415
    from cpts_xl.report.modele_decisions import construire_decisions  # noqa: PLC0415
    from cpts_xl.report.modele_documents import construire_document  # noqa: PLC0415 - ces modèles reprennent nos pièces

    DOSSIER.mkdir(exist_ok=True)
    faits = {modele.nom: construire(modele) for modele in GALERIE}
    faits |= {document.modele: construire_document(document.code) for document in DOCUMENTS}
    faits[RELEVE_DECISIONS.modele] = construire_decisions()
    for nom, contenu in faits.items():
        (DOSSIER / nom).write_bytes(contenu)
        print(f"Modèle écrit : {DOSSIER / nom}")
    return 0


if __name__ == "__main__":
    sys.exit(principal())
