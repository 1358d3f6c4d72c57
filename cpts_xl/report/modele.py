"""The starting template, built from code: its text and its tags, in the order of the report."""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import Any

from cpts_xl.report import NOM_DU_MODELE
from cpts_xl.report.modele_annexes import annexes_etroites, annexes_larges
from cpts_xl.report.modele_chapitres import chapitres
from cpts_xl.report.modele_pieces import Ecrivain, champ, course, styler
from cpts_xl.report.modele_reglages import poser_reglages
from cpts_xl.report.modele_styles import poser_styles
from cpts_xl.report.paquet import ranger

_MARGE, _LARGEUR, _HAUTEUR = 2.0, 21.0, 29.7


def construire() -> bytes:
    """Return the starting template as the bytes of a .docx; always the same ones."""
    from docx import Document  # noqa: PLC0415

    document = Document()
    poser_styles(document)
    poser_reglages(document)
    _page(document.sections[0], paysage=False)
    e = Ecrivain(document)
    _garde(e)
    chapitres(e)
    _section(e, paysage=True)
    annexes_larges(e)
    _section(e, paysage=False)
    annexes_etroites(e)
    _entetes(document)
    sortie = io.BytesIO()
    document.save(sortie)
    return ranger(sortie.getvalue())


def _page(section: Any, *, paysage: bool) -> None:
    from docx.enum.section import WD_ORIENT  # noqa: PLC0415
    from docx.shared import Cm  # noqa: PLC0415

    section.orientation = WD_ORIENT.LANDSCAPE if paysage else WD_ORIENT.PORTRAIT
    largeur, hauteur = (_HAUTEUR, _LARGEUR) if paysage else (_LARGEUR, _HAUTEUR)
    section.page_width, section.page_height = Cm(largeur), Cm(hauteur)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(_MARGE)
    section.header_distance = section.footer_distance = Cm(1.0)


def _section(e: Ecrivain, *, paysage: bool) -> None:
    from docx.enum.section import WD_SECTION  # noqa: PLC0415

    _page(e.document.add_section(WD_SECTION.NEW_PAGE), paysage=paysage)
    # le paragraphe qui porte la fin de section ne doit pas, à lui seul, demander une page
    styler(e.document.paragraphs[-1], "Balise")


def _entetes(document: Any) -> None:
    """Write header and footer once; the other sections follow the first, whose first page bears neither."""
    premiere = document.sections[0]
    premiere.different_first_page_header_footer = True
    for section in document.sections[1:]:
        section.different_first_page_header_footer = False
    entete = Ecrivain(premiere.header)
    pied = Ecrivain(premiere.footer)
    for partie in (premiere.header, premiere.footer):
        for paragraphe in list(partie.paragraphs):
            paragraphe._p.getparent().remove(paragraphe._p)  # noqa: SLF001
    entete.paragraphe("{{ cpts.nom }}", "Header")
    ligne = pied.paragraphe("Rapport d'activité, année {{ annee.libelle }} – page ", "Footer")
    champ(ligne, "PAGE", "1")
    course(ligne, " sur ")
    champ(ligne, "NUMPAGES", "1")


def _garde(e: Ecrivain) -> None:
    e.paragraphe("Rapport d'activité", "Title")
    e.paragraphe("{{ cpts.nom }}", "Subtitle")
    for ligne in (
        "Année conventionnelle n°\u00a0{{ annee.numero }}\u00a0: {{ annee.libelle }}",
        "Contrat conventionnel signé le {{ contrat.signature }}",
        "Caisse signataire\u00a0: {{ cpts.cpam }}",
        "Agence régionale de santé\u00a0: {{ cpts.ars }}",
        "État arrêté au {{ annee.arrete }}",
    ):
        e.paragraphe(ligne, "Garde")
    e.paragraphe("{{ statut }}", "Statut")
    e.balise("if provisoire")
    e.paragraphe("Ce qui manque pour une version complète\u00a0:", "Garde")
    e.boucle("raisons", "ListBullet")
    e.balise("endif")
    e.titre("Sommaire", "TitreSommaire", page=True)
    e.paragraphe("{{ sommaire }}", "Normal")


def principal() -> int:
    """Write the starting template in the repository; return 0."""
    vers = Path(__file__).resolve().parents[2] / "report_templates" / NOM_DU_MODELE
    vers.parent.mkdir(exist_ok=True)
    vers.write_bytes(construire())
    print(f"Modèle écrit : {vers}")
    return 0


if __name__ == "__main__":
    sys.exit(principal())
