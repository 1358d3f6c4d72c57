"""The styles of a template: one family, one accent colour, headings numbered by their styles, tables by theirs."""

from __future__ import annotations

from typing import Any

from cpts_xl.report.charte import INSTITUTIONNELLE, Charte
from cpts_xl.report.modele.listes import poser_listes

POLICE = INSTITUTIONNELLE.police
ACCENT = INSTITUTIONNELLE.accent
GRIS = INSTITUTIONNELLE.gris
LANGUE = "fr-FR"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

_CONSERVES = {"Default Paragraph Font", "Normal Table", "No List"}

_DE_WORD = {"Heading1", "Heading2", "Heading3", "Title", "Subtitle", "TOC1", "TOC2", "Caption", "Header", "Footer",
            "ListBullet"}  # fmt: skip

_TITRES = (
    # nom, identifiant, parent, niveau, liste, rang, taille, avant, après
    ("heading 1", "Heading1", "Normal", 0, 1, 0, 18, 20, 6),
    ("heading 2", "Heading2", "Normal", 1, 1, 1, 13.5, 14, 4),
    ("heading 3", "Heading3", "Normal", 2, 0, 0, 11, 8, 2),
    ("Titre du document", "TitreDocument", "Normal", 0, 0, 0, 18, 0, 8),
    ("Annexe", "Annexe", "Heading1", 0, 2, 0, 18, 12, 6),
    ("Annexe 2", "Annexe2", "Heading2", 1, 2, 1, 13, 12, 4),
)

_PARAGRAPHES = (
    # identifiant, nom, écart au corps ou taille, gras, couleur, avant, après, alignement, autres propriétés
    ("Title", "Title", 34, True, "accent", 130, 6, "left", ""),
    ("Subtitle", "Subtitle", 18, False, "texte", 0, 24, "left", "souligne"),
    ("Logo", "Logo", "corps", False, "texte", 0, 0, "left", "simple"),
    ("Garde", "Page de garde", 12, False, "texte", 0, 4, "left", ""),
    ("Statut", "Statut du document", 13, True, "accent", 30, 6, "left", "encadre"),
    ("TitreSommaire", "Titre du sommaire", 18, True, "accent", 0, 10, "left", "suivant"),
    ("TOC1", "toc 1", 10.5, True, "texte", 4, 0, "left", "onglet"),
    ("TOC2", "toc 2", 10, False, "texte", 0, 0, "left", "retrait onglet"),
    ("Retenir", "À retenir", "corps", False, "texte", 0, 3, "left", "encadre"),
    ("Figure", "Figure", "corps", False, "texte", 6, 2, "left", "simple"),
    ("Chapeau", "Chapeau", "corps", False, "texte", 0, 4, "left", "suivant"),
    ("Lettre", "Corps de lettre", 11, False, "texte", 0, 9, "left", ""),
    ("Adresse", "Adresse de lettre", 11, False, "texte", 0, 0, "left", "colonne"),
    ("Caption", "caption", 9.5, True, "accent", 8, 3, "left", "suivant"),
    ("Source", "Source", 8.5, False, "gris", 2, 6, "left", ""),
    ("Header", "header", 9, False, "gris", 0, 0, "left", ""),
    ("Footer", "footer", 9, False, "gris", 0, 0, "right", ""),
    ("ListBullet", "List Bullet", "corps", False, "texte", 0, 2, "left", "puce"),
    ("Signature", "Ligne à remplir", 11, False, "texte", 0, 18, "left", ""),
    ("Balise", "Balise", 8, False, "gris", 0, 0, "left", ""),
    ("Cellule", "Cellule", "cellule", False, "texte", 1, 1, "left", "serre"),
    ("CelluleDroite", "Cellule à droite", "cellule", False, "texte", 1, 1, "right", "serre"),
    ("CelluleTitre", "Cellule de titre", "cellule", True, "entete", 2, 2, "left", "serre suivant"),
    ("CelluleTitreDroite", "Cellule de titre à droite", "cellule", True, "entete", 2, 2, "right", "serre suivant"),
    ("CelluleTotal", "Cellule de total", "cellule", True, "texte", 1, 1, "left", "serre"),
    ("CelluleTotalDroite", "Cellule de total à droite", "cellule", True, "texte", 1, 1, "right", "serre"),
    ("CelluleHaute", "Cellule à signer", "cellule", False, "texte", 8, 8, "left", "serre"),
    ("Petite", "Cellule petite", "petite", False, "texte", 0, 0, "left", "serre"),
    ("PetiteDroite", "Cellule petite à droite", "petite", False, "texte", 0, 0, "right", "serre"),
    ("Menue", "Cellule menue", "menue", False, "texte", 0, 0, "left", "serre"),
    ("MenueDroite", "Cellule menue à droite", "menue", False, "texte", 0, 0, "right", "serre"),
    ("Repere", "Repère", "menue", True, "gris", 0, 0, "left", "serre"),
)


_RETRAITS = {"retrait": 360, "colonne": 5103}
"""Left indents, in twentieths of a point: second level of the contents, address of a letter."""


def _complements(charte: Charte) -> dict[str, str]:
    """Return the paragraph properties that a word of the table of styles stands for, in the order of the schema."""
    return {
        "suivant": "<w:keepNext/>",
        # le filet du haut et celui du bas ont la couleur du fond : ils ne font que lui donner de l'air
        "encadre": f'<w:keepLines/><w:pBdr><w:top w:val="single" w:sz="24" w:space="2" w:color="{charte.fond}"/>'
        f'<w:left w:val="single" w:sz="24" w:space="8" w:color="{charte.accent}"/>'
        f'<w:bottom w:val="single" w:sz="24" w:space="2" w:color="{charte.fond}"/></w:pBdr>'
        f'<w:shd w:val="clear" w:color="auto" w:fill="{charte.fond}"/>',
        "souligne": f'<w:pBdr><w:bottom w:val="single" w:sz="12" w:space="10" w:color="{charte.accent}"/></w:pBdr>',
        "puce": '<w:numPr><w:numId w:val="3"/></w:numPr>',
        "onglet": '<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="9638"/></w:tabs>',
    }


def _element(xml: str) -> Any:
    """Return the element written by an XML text whose first tag does not declare its prefix."""
    from docx.oxml import parse_xml  # noqa: PLC0415

    ouvrante, _, suite = xml.partition(">")
    return parse_xml(f'{ouvrante} xmlns:w="{W}">{suite}')


def _caracteres(charte: Charte, taille: float, couleur: str, *, gras: bool) -> str:
    police = charte.police
    return (
        f'<w:rPr><w:rFonts w:ascii="{police}" w:hAnsi="{police}" w:eastAsia="{police}" w:cs="{police}"/>'
        f'<w:b w:val="{int(gras)}"/><w:bCs w:val="{int(gras)}"/><w:i w:val="0"/><w:iCs w:val="0"/>'
        f'<w:color w:val="{couleur}"/><w:spacing w:val="0"/><w:kern w:val="0"/>'
        f'<w:sz w:val="{round(taille * 2)}"/><w:szCs w:val="{round(taille * 2)}"/>'
        f'<w:lang w:val="{LANGUE}" w:eastAsia="{LANGUE}" w:bidi="{LANGUE}"/></w:rPr>'
    )


def _espacement(avant: float, apres: float, ligne: int = 269) -> str:
    return (
        f'<w:spacing w:before="{round(avant * 20)}" w:after="{round(apres * 20)}" w:line="{ligne}" w:lineRule="auto"/>'
    )


def _maison(ident: str) -> str:
    """Return the mark of a style that Word does not know by itself."""
    return "" if ident in _DE_WORD else ' w:customStyle="1"'


def poser_styles(document: Any, charte: Charte = INSTITUTIONNELLE) -> None:
    """Give a new python-docx document the styles, lists and language of a look; the others are removed."""
    styles = document.styles.element
    for style in list(styles.findall(f"{{{W}}}style")):
        if style.find(f"{{{W}}}name").get(f"{{{W}}}val") not in _CONSERVES:
            styles.remove(style)
    latents = styles.find(f"{{{W}}}latentStyles")
    if latents is not None:
        styles.remove(latents)
    corps = _caracteres(charte, charte.corps, charte.texte, gras=False)
    defauts = styles.find(f"{{{W}}}docDefaults")
    defauts.getparent().replace(
        defauts,
        _element(
            f"<w:docDefaults><w:rPrDefault>{corps}</w:rPrDefault>"
            f"<w:pPrDefault><w:pPr><w:widowControl/>{_espacement(0, 6)}</w:pPr></w:pPrDefault></w:docDefaults>"
        ),
    )
    styles.append(
        _element(
            '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
            f'<w:pPr><w:widowControl/>{_espacement(0, 6)}<w:jc w:val="left"/></w:pPr>{corps}</w:style>'
        )
    )
    for titre in _TITRES:
        styles.append(_titre(charte, titre))
    for paragraphe in _PARAGRAPHES:
        styles.append(_paragraphe(charte, paragraphe))
    for xml in (*_de_caracteres(charte), _de_tableau(charte)):
        styles.append(_element(xml))
    poser_listes(document)


def _titre(charte: Charte, titre: tuple[str, str, str, int, int, int, float, float, float]) -> Any:
    nom, ident, parent, niveau, liste, rang, taille, avant, apres = titre
    numero = f'<w:numPr><w:ilvl w:val="{rang}"/><w:numId w:val="{liste}"/></w:numPr>' if liste else ""
    saut = "<w:pageBreakBefore/>" if ident == "Annexe" else ""
    return _element(
        f'<w:style w:type="paragraph"{_maison(ident)} w:styleId="{ident}"><w:name w:val="{nom}"/>'
        f'<w:basedOn w:val="{parent}"/><w:next w:val="Normal"/><w:uiPriority w:val="9"/><w:qFormat/>'
        f"<w:pPr><w:keepNext/><w:keepLines/>{saut}{numero}{_espacement(avant, apres, 252)}"
        f'<w:outlineLvl w:val="{niveau}"/></w:pPr>{_caracteres(charte, taille, charte.accent, gras=True)}</w:style>'
    )


def _paragraphe(charte: Charte, style: tuple[str, str, float | str, bool, str, float, float, str, str]) -> Any:
    ident, nom, taille, gras, couleur, avant, apres, cote, autres = style
    mots = autres.split()
    complements = _complements(charte)
    plus = "".join(complements[mot] for mot in complements if mot in mots)
    retrait = next((f'<w:ind w:left="{gauche}"/>' for mot, gauche in _RETRAITS.items() if mot in mots), "")
    points = getattr(charte, taille) if isinstance(taille, str) else taille
    ligne = 240 if {"serre", "simple"} & set(mots) else 269
    return _element(
        f'<w:style w:type="paragraph"{_maison(ident)} w:styleId="{ident}"><w:name w:val="{nom}"/>'
        f'<w:basedOn w:val="Normal"/><w:qFormat/><w:pPr>{plus}{_espacement(avant, apres, ligne)}{retrait}'
        f'<w:jc w:val="{cote}"/></w:pPr>{_caracteres(charte, points, getattr(charte, couleur), gras=gras)}</w:style>'
    )


def _de_caracteres(charte: Charte) -> tuple[str, str]:
    """Return the two character styles: the reference to annex B, and the short remark beside a figure."""
    langue = f'<w:lang w:val="{LANGUE}"/>'
    renvoi = (
        '<w:style w:type="character" w:customStyle="1" w:styleId="Renvoi"><w:name w:val="Renvoi"/><w:qFormat/>'
        f'<w:rPr><w:b w:val="0"/><w:color w:val="{charte.gris}"/><w:sz w:val="13"/>'
        f'<w:szCs w:val="13"/>{langue}</w:rPr></w:style>'
    )
    mention = (
        '<w:style w:type="character" w:customStyle="1" w:styleId="Mention"><w:name w:val="Mention courte"/>'
        f'<w:qFormat/><w:rPr><w:i/><w:color w:val="{charte.gris}"/><w:sz w:val="15"/><w:szCs w:val="15"/>'
        f"{langue}</w:rPr></w:style>"
    )
    return renvoi, mention


def _de_tableau(charte: Charte) -> str:
    """Return the table style: rules above and below, header row, row of totals."""
    trait = f'w:val="single" w:sz="8" w:space="0" w:color="{charte.accent}"'
    fond = f'<w:shd w:val="clear" w:color="auto" w:fill="{charte.accent if charte.plein else charte.fond}"/>'
    return (
        '<w:style w:type="table" w:customStyle="1" w:styleId="TableauCPTS"><w:name w:val="Tableau CPTS"/>'
        '<w:basedOn w:val="TableNormal"/><w:qFormat/><w:tblPr><w:tblBorders>'
        f"<w:top {trait}/><w:bottom {trait}/>"
        f'<w:insideH w:val="single" w:sz="4" w:space="0" w:color="{charte.filet}"/></w:tblBorders>'
        '<w:tblCellMar><w:top w:w="15" w:type="dxa"/><w:left w:w="70" w:type="dxa"/>'
        '<w:bottom w:w="15" w:type="dxa"/><w:right w:w="70" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f'<w:tblStylePr w:type="firstRow"><w:tcPr><w:tcBorders><w:bottom {trait}/></w:tcBorders>{fond}</w:tcPr>'
        f'</w:tblStylePr><w:tblStylePr w:type="lastRow"><w:tcPr><w:tcBorders><w:top {trait}/></w:tcBorders></w:tcPr>'
        "</w:tblStylePr></w:style>"
    )
