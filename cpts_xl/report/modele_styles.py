"""The styles of a template: one family, one accent colour, headings numbered by their styles, tables by theirs."""

from __future__ import annotations

from typing import Any

from cpts_xl.report.charte import INSTITUTIONNELLE, Charte

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
    ("heading 1", "Heading1", "Normal", 0, 1, 0, 18, 22, 8),
    ("heading 2", "Heading2", "Normal", 1, 1, 1, 14, 16, 6),
    ("heading 3", "Heading3", "Normal", 2, 0, 0, 11.5, 10, 4),
    ("Annexe", "Annexe", "Heading1", 0, 2, 0, 18, 0, 8),
    ("Annexe 2", "Annexe2", "Heading2", 1, 2, 1, 13, 12, 4),
)

_PARAGRAPHES = (
    # identifiant, nom, taille, gras, couleur, avant, après, alignement, autres propriétés de paragraphe
    ("Title", "Title", 34, True, ACCENT, 150, 6, "left", ""),
    ("Subtitle", "Subtitle", 18, False, "262626", 0, 24, "left", "souligne"),
    ("Garde", "Page de garde", 12, False, "262626", 0, 4, "left", ""),
    ("Statut", "Statut du document", 13, True, ACCENT, 30, 6, "left", "encadre"),
    ("TitreSommaire", "Titre du sommaire", 18, True, ACCENT, 0, 10, "left", "suivant"),
    ("TOC1", "toc 1", 11, True, "262626", 6, 1, "left", ""),
    ("TOC2", "toc 2", 10.5, False, "262626", 0, 1, "left", "retrait"),
    ("Retenir", "À retenir", 10.5, False, "262626", 0, 4, "left", "encadre"),
    ("Chapeau", "Chapeau", 10.5, False, "262626", 0, 6, "left", "suivant"),
    ("Caption", "caption", 9.5, True, ACCENT, 10, 3, "left", "suivant"),
    ("Source", "Source", 8.5, False, GRIS, 3, 8, "left", ""),
    ("Header", "header", 9, False, GRIS, 0, 0, "left", ""),
    ("Footer", "footer", 9, False, GRIS, 0, 0, "right", ""),
    ("ListBullet", "List Bullet", 10.5, False, "262626", 0, 3, "left", "puce"),
    ("Balise", "Balise", 8, False, "7F7F7F", 0, 0, "left", ""),
    ("Cellule", "Cellule", 9, False, "262626", 1, 1, "left", "serre"),
    ("CelluleDroite", "Cellule à droite", 9, False, "262626", 1, 1, "right", "serre"),
    ("CelluleTitre", "Cellule de titre", 9, True, "FFFFFF", 2, 2, "left", "serre suivant"),
    ("CelluleTitreDroite", "Cellule de titre à droite", 9, True, "FFFFFF", 2, 2, "right", "serre suivant"),
    ("Petite", "Cellule petite", 8, False, "262626", 1, 1, "left", "serre"),
    ("PetiteDroite", "Cellule petite à droite", 8, False, "262626", 1, 1, "right", "serre"),
    ("Repere", "Repère", 8, True, GRIS, 1, 1, "left", "serre"),
)

_COMPLEMENTS = {
    "suivant": "<w:keepNext/>",
    # le filet du haut et celui du bas ont la couleur du fond : ils ne font que lui donner de l'air
    "encadre": f'<w:keepLines/><w:pBdr><w:top w:val="single" w:sz="24" w:space="2" w:color="{FOND}"/>'
    f'<w:left w:val="single" w:sz="24" w:space="8" w:color="{ACCENT}"/>'
    f'<w:bottom w:val="single" w:sz="24" w:space="2" w:color="{FOND}"/></w:pBdr>'
    f'<w:shd w:val="clear" w:color="auto" w:fill="{FOND}"/>',
    "souligne": f'<w:pBdr><w:bottom w:val="single" w:sz="12" w:space="10" w:color="{ACCENT}"/></w:pBdr>',
    "puce": '<w:numPr><w:numId w:val="3"/></w:numPr>',
}


def _element(xml: str) -> Any:
    """Return the element written by an XML text whose first tag does not declare its prefix."""
    from docx.oxml import parse_xml  # noqa: PLC0415

    ouvrante, _, suite = xml.partition(">")
    return parse_xml(f'{ouvrante} xmlns:w="{W}">{suite}')


def _caracteres(taille: float, couleur: str, *, gras: bool) -> str:
    return (
        f'<w:rPr><w:rFonts w:ascii="{POLICE}" w:hAnsi="{POLICE}" w:eastAsia="{POLICE}" w:cs="{POLICE}"/>'
        f'<w:b w:val="{int(gras)}"/><w:bCs w:val="{int(gras)}"/><w:i w:val="0"/><w:iCs w:val="0"/>'
        f'<w:color w:val="{couleur}"/><w:spacing w:val="0"/><w:kern w:val="0"/>'
        f'<w:sz w:val="{round(taille * 2)}"/><w:szCs w:val="{round(taille * 2)}"/>'
        f'<w:lang w:val="{LANGUE}" w:eastAsia="{LANGUE}" w:bidi="{LANGUE}"/></w:rPr>'
    )


def _espacement(avant: float, apres: float, ligne: int = 276) -> str:
    return (
        f'<w:spacing w:before="{round(avant * 20)}" w:after="{round(apres * 20)}" w:line="{ligne}" w:lineRule="auto"/>'
    )


def _maison(ident: str) -> str:
    """Return the mark of a style that Word does not know by itself."""
    return "" if ident in _DE_WORD else ' w:customStyle="1"'


def poser_styles(document: Any) -> None:
    """Give a new python-docx document the styles, lists and language of the report; the others are removed."""
    styles = document.styles.element
    for style in list(styles.findall(f"{{{W}}}style")):
        nom = style.find(f"{{{W}}}name").get(f"{{{W}}}val")
        if nom not in _CONSERVES:
            styles.remove(style)
    latents = styles.find(f"{{{W}}}latentStyles")
    if latents is not None:
        styles.remove(latents)
    defauts = styles.find(f"{{{W}}}docDefaults")
    defauts.getparent().replace(
        defauts,
        _element(
            f"<w:docDefaults><w:rPrDefault>{_caracteres(10.5, '262626', gras=False)}</w:rPrDefault>"
            f"<w:pPrDefault><w:pPr><w:widowControl/>{_espacement(0, 6)}</w:pPr></w:pPrDefault></w:docDefaults>"
        ),
    )
    ajouter = styles.append
    ajouter(
        _element(
            '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
            f'<w:pPr><w:widowControl/>{_espacement(0, 6)}<w:jc w:val="left"/></w:pPr>'
            f"{_caracteres(10.5, '262626', gras=False)}</w:style>"
        )
    )
    for nom, ident, parent, niveau, liste, rang, taille, avant, apres in _TITRES:
        numero = f'<w:numPr><w:ilvl w:val="{rang}"/><w:numId w:val="{liste}"/></w:numPr>' if liste else ""
        saut = "<w:pageBreakBefore/>" if ident == "Annexe" else ""
        ajouter(
            _element(
                f'<w:style w:type="paragraph"{_maison(ident)} w:styleId="{ident}"><w:name w:val="{nom}"/>'
                f'<w:basedOn w:val="{parent}"/><w:next w:val="Normal"/><w:uiPriority w:val="9"/><w:qFormat/>'
                f"<w:pPr><w:keepNext/><w:keepLines/>{saut}{numero}{_espacement(avant, apres, 252)}"
                f'<w:outlineLvl w:val="{niveau}"/></w:pPr>{_caracteres(taille, ACCENT, gras=True)}</w:style>'
            )
        )
    for ident, nom, taille, gras, couleur, avant, apres, cote, autres in _PARAGRAPHES:
        mots = autres.split()
        interligne = 240 if "serre" in mots else 276
        plus = "".join(_COMPLEMENTS[mot] for mot in ("suivant", "encadre", "souligne", "puce") if mot in mots)
        retrait = '<w:ind w:left="360"/>' if "retrait" in mots else ""
        ajouter(
            _element(
                f'<w:style w:type="paragraph"{_maison(ident)} w:styleId="{ident}"><w:name w:val="{nom}"/>'
                '<w:basedOn w:val="Normal"/>'
                f"<w:qFormat/><w:pPr>{plus}{_espacement(avant, apres, interligne)}{retrait}"
                f'<w:jc w:val="{cote}"/></w:pPr>{_caracteres(taille, couleur, gras=gras)}</w:style>'
            )
        )
    _styles_de_caracteres_et_de_tableau(ajouter)
    _listes(document)


def _styles_de_caracteres_et_de_tableau(ajouter: Any) -> None:
    langue = f'<w:lang w:val="{LANGUE}"/>'
    ajouter(
        _element(
            '<w:style w:type="character" w:customStyle="1" w:styleId="Renvoi"><w:name w:val="Renvoi"/><w:qFormat/>'
            f'<w:rPr><w:b w:val="0"/><w:color w:val="{GRIS}"/><w:sz w:val="13"/>'
            f'<w:szCs w:val="13"/>{langue}</w:rPr></w:style>'
        )
    )
    ajouter(
        _element(
            '<w:style w:type="character" w:customStyle="1" w:styleId="Mention"><w:name w:val="Mention courte"/>'
            "<w:qFormat/>"
            f'<w:rPr><w:i/><w:color w:val="{GRIS}"/><w:sz w:val="16"/><w:szCs w:val="16"/>{langue}</w:rPr></w:style>'
        )
    )
    trait = f'w:val="single" w:sz="8" w:space="0" w:color="{ACCENT}"'
    ajouter(
        _element(
            '<w:style w:type="table" w:customStyle="1" w:styleId="TableauCPTS"><w:name w:val="Tableau CPTS"/>'
            '<w:basedOn w:val="TableNormal"/><w:qFormat/><w:tblPr><w:tblBorders>'
            f"<w:top {trait}/><w:bottom {trait}/>"
            f'<w:insideH w:val="single" w:sz="4" w:space="0" w:color="{FILET}"/></w:tblBorders>'
            '<w:tblCellMar><w:top w:w="28" w:type="dxa"/><w:left w:w="85" w:type="dxa"/>'
            '<w:bottom w:w="28" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr>'
            f'<w:tblStylePr w:type="firstRow"><w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="{ACCENT}"/></w:tcPr>'
            "</w:tblStylePr></w:style>"
        )
    )


def _listes(document: Any) -> None:
    """Replace the lists of the document by ours: chapters, annexes, bullets."""
    racine = document.part.numbering_part.element
    for enfant in list(racine):
        racine.remove(enfant)
    titres = (("decimal", "%1.", "Heading1"), ("decimal", "%1.%2.", "Heading2"))
    annexes = (("upperLetter", "Annexe %1.", "Annexe"), ("decimal", "%1.%2.", "Annexe2"))
    puces = (("bullet", "•", "ListBullet"),)
    for numero, niveaux in enumerate((titres, annexes, puces), 1):
        lignes = "".join(
            f'<w:lvl w:ilvl="{rang}"><w:start w:val="1"/><w:numFmt w:val="{forme}"/><w:pStyle w:val="{style}"/>'
            f'<w:suff w:val="{"tab" if forme == "bullet" else "space"}"/><w:lvlText w:val="{texte}"/>'
            '<w:lvlJc w:val="left"/>'
            f'<w:pPr><w:ind w:left="{360 if forme == "bullet" else 0}" w:hanging="{360 if forme == "bullet" else 0}"/>'
            "</w:pPr></w:lvl>"
            for rang, (forme, texte, style) in enumerate(niveaux)
        )
        racine.append(
            _element(
                f'<w:abstractNum w:abstractNumId="{numero}"><w:multiLevelType w:val="multilevel"/>'
                f"{lignes}</w:abstractNum>"
            )
        )
    for numero in (1, 2, 3):
        racine.append(_element(f'<w:num w:numId="{numero}"><w:abstractNumId w:val="{numero}"/></w:num>'))
