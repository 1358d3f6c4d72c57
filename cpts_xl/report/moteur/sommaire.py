"""The contents, already computed: one linked entry per heading, its page when it is known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from cpts_xl.report.moteur.echappement import echapper
from cpts_xl.report.moteur.plan import Entree, Plan

_DES_TABLEAUX = "table of figures"


@dataclass(frozen=True, slots=True)
class TitreEcrit:
    """One heading or caption as it is written in a report."""

    niveau: int
    xml: str
    """Its number and text, escaped."""
    signet: str
    """The bookmark that stands on it, to which its entry leads."""


def ecrire_entrees(titres: Iterable[TitreEcrit], plan: Plan, entree: Entree, pages: Mapping[str, int | str]) -> str:
    """Return the paragraphs of one table of contents."""
    return "".join(_paragraphe(titre, plan, entree, pages.get(titre.signet)) for titre in titres)


def _paragraphe(titre: TitreEcrit, plan: Plan, entree: Entree, page: int | str | None) -> str:
    nom = f"toc {titre.niveau + 1}"
    if titre.signet.startswith("_TocT"):
        nom = _DES_TABLEAUX if _DES_TABLEAUX in plan.styles else "toc 2"
    proprietes = f'<w:pStyle w:val="{plan.styles[nom]}"/>' if nom in plan.styles else ""
    courses = [f'<w:t xml:space="preserve">{titre.xml}</w:t>']
    if page is not None:
        if nom not in plan.tabulations:
            proprietes += f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{entree.largeur}"/></w:tabs>'
        # un champ au résultat déjà écrit : Word le tient à jour à l'impression, et ne demande rien
        courses += [
            "<w:tab/>",
            '<w:fldChar w:fldCharType="begin"/>',
            f'<w:instrText xml:space="preserve"> PAGEREF {titre.signet} \\h </w:instrText>',
            '<w:fldChar w:fldCharType="separate"/>',
            f"<w:t>{echapper(page)}</w:t>",
            '<w:fldChar w:fldCharType="end"/>',
        ]
    suite = "".join(f"<w:r>{entree.courses}{course}</w:r>" for course in courses)
    debut = f"<w:p><w:pPr>{proprietes}</w:pPr>" if proprietes else "<w:p>"
    return f'{debut}<w:hyperlink w:anchor="{titre.signet}" w:history="1">{suite}</w:hyperlink></w:p>'
