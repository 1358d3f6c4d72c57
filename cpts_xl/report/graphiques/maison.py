"""The look of the house: one accent colour, greys and patterns told apart on grey paper, values written on the bars."""

from __future__ import annotations

import textwrap

from cpts_xl.report.graphiques.caches import categories, nom_de_serie, valeurs
from cpts_xl.report.graphiques.donnees import Graphique, Sorte
from cpts_xl.report.graphiques.ecriture import format_nombre, xml
from cpts_xl.report.modele_styles import ACCENT, GRIS, LANGUE, POLICE
from cpts_xl.report.typographie import composer

RELATION = "rId1"
LIGNE_DE_TITRE = 88
"""Signs on one line of title; LibreOffice does not break a long title by itself, Word does."""

_NOIR, _CLAIR, _MOYEN, _BLANC = "262626", "CFCFCF", "8C8C8C", "FFFFFF"
_UNI = '<a:solidFill><a:srgbClr val="{}"/></a:solidFill>'
_CONTOUR = '<a:ln w="9525"><a:solidFill><a:srgbClr val="{}"/></a:solidFill></a:ln>'
_MOTIF = (
    '<a:pattFill prst="{}"><a:fgClr><a:srgbClr val="{}"/></a:fgClr><a:bgClr><a:srgbClr val="FFFFFF"/></a:bgClr>'
    "</a:pattFill>"
)
_PLEIN = (_UNI.format(ACCENT) + _CONTOUR.format(_BLANC), _BLANC)
_PALE = (_UNI.format(_CLAIR) + _CONTOUR.format(_BLANC), _NOIR)
# remplissage, puis couleur de l'étiquette posée dessus : l'ordre alterne foncé et clair, la trame lève le doute
_EMPILEES = (
    _PLEIN,
    _PALE,
    (_UNI.format(_MOYEN) + _CONTOUR.format(_BLANC), _NOIR),
    (_MOTIF.format("wdUpDiag", GRIS) + _CONTOUR.format(GRIS), _NOIR),
    (_UNI.format(_BLANC) + _CONTOUR.format(GRIS), _NOIR),
    (_MOTIF.format("pct25", ACCENT) + _CONTOUR.format(ACCENT), _NOIR),
)
_MESURES = (_PALE, _EMPILEES[3], _EMPILEES[4], _EMPILEES[2], _EMPILEES[5])
_TRAITS = (
    # le trait des séries qui servent de mesure : leur tireté, leur repère
    ("sysDash", "diamond"), ("sysDot", "square"), ("lgDash", "triangle"), ("dashDot", "x"), ("lgDashDot", "star"),
)  # fmt: skip
_DEBUT = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><c:date1904 val="0"/>'
    f'<c:lang val="{LANGUE}"/><c:roundedCorners val="0"/><c:chart>'
)


def _texte(taille: float, couleur: str, *, gras: bool = False) -> str:
    return (
        f'<a:defRPr sz="{round(taille * 100)}" b="{int(gras)}"><a:solidFill><a:srgbClr val="{couleur}"/></a:solidFill>'
        f'<a:latin typeface="{POLICE}"/></a:defRPr>'
    )


def _txpr(taille: float, couleur: str, *, gras: bool = False) -> str:
    return (
        f"<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr>{_texte(taille, couleur, gras=gras)}</a:pPr>"
        f'<a:endParaRPr lang="{LANGUE}"/></a:p></c:txPr>'
    )


_FIN = (
    '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart><c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>'
    f'{_txpr(9, _NOIR)}<c:externalData r:id="{RELATION}"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>'
)
_LEGENDE = f'<c:legend><c:legendPos val="t"/><c:overlay val="0"/>{_txpr(9, _NOIR)}</c:legend>'
_AXE_DES_NOMS = (
    '<c:catAx><c:axId val="1001"/><c:scaling><c:orientation val="{sens}"/></c:scaling><c:delete val="0"/>'
    '<c:axPos val="{cote}"/><c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/>'
    '<c:minorTickMark val="none"/><c:tickLblPos val="low"/><c:spPr><a:ln w="9525"><a:solidFill>'
    f'<a:srgbClr val="{_MOYEN}"/></a:solidFill></a:ln></c:spPr>{_txpr(9, _NOIR)}'
    '<c:crossAx val="1002"/><c:crosses val="autoZero"/><c:auto val="0"/><c:lblAlgn val="ctr"/>'
    '<c:lblOffset val="100"/><c:noMultiLvlLbl val="1"/></c:catAx>'
)
_AXE_DES_VALEURS = (
    '<c:valAx><c:axId val="1002"/><c:scaling><c:orientation val="minMax"/>{zero}</c:scaling><c:delete val="{cache}"/>'
    '<c:axPos val="{cote}"/>{grille}<c:numFmt formatCode="{forme}" sourceLinked="0"/><c:majorTickMark val="none"/>'
    f'<c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/><c:spPr><a:ln><a:noFill/></a:ln></c:spPr>'
    f'{_txpr(8.5, GRIS)}<c:crossAx val="1001"/><c:crosses val="{{croise}}"/><c:crossBetween val="between"/></c:valAx>'
)
_GRILLE = (
    '<c:majorGridlines><c:spPr><a:ln w="6350"><a:solidFill><a:srgbClr val="E3E3E3"/></a:solidFill></a:ln></c:spPr>'
    "</c:majorGridlines>"
)


def partie_graphique(graphique: Graphique, *, titre: bool = True) -> bytes:
    """Return the chart part in the look of the house, its data beside (relation ``rId1``). Same chart, same bytes.

    ``titre=False`` leaves the title to the caption of the page.
    """
    dessin = _courbe if graphique.sorte is Sorte.COURBE else _barres
    legende = _LEGENDE if len(graphique.series) > 1 else ""
    tete = f'{_titre(graphique)}<c:autoTitleDeleted val="0"/>' if titre else '<c:autoTitleDeleted val="1"/>'
    return (
        f"{_DEBUT}{tete}<c:plotArea><c:layout/>{dessin(graphique)}<c:spPr><a:noFill/></c:spPr></c:plotArea>{legende}{_FIN}"
    ).encode()


def lignes_de_titre(titre: str) -> list[str]:
    """Return a title in lines that hold in the width of the page; a no-break space stays one."""
    propre = composer(titre)
    return textwrap.wrap(propre, LIGNE_DE_TITRE, break_long_words=False, break_on_hyphens=False) or [propre]


def _titre(graphique: Graphique) -> str:
    style = _texte(10.5, ACCENT, gras=True)
    lignes = "".join(
        f'<a:p><a:pPr algn="l">{style}</a:pPr><a:r><a:rPr lang="{LANGUE}" sz="1050" b="1"><a:solidFill>'
        f'<a:srgbClr val="{ACCENT}"/></a:solidFill><a:latin typeface="{POLICE}"/></a:rPr>'
        f"<a:t>{xml(ligne)}</a:t></a:r></a:p>"
        for ligne in lignes_de_titre(graphique.titre)
    )
    return (
        f"<c:title><c:tx><c:rich><a:bodyPr/><a:lstStyle/>{lignes}</c:rich></c:tx><c:layout><c:manualLayout>"
        '<c:xMode val="edge"/><c:yMode val="edge"/><c:x val="0.005"/><c:y val="0.01"/></c:manualLayout></c:layout>'
        '<c:overlay val="0"/></c:title>'
    )


def _axes(graphique: Graphique, *, couches: bool) -> str:
    """Return both axes; bars lie down (``couches``), names read from top to bottom, lengths start at zero."""
    negatif = any(v is not None and v < 0 for s in graphique.series for v in s.valeurs)
    noms = _AXE_DES_NOMS.format(sens="maxMin" if couches else "minMax", cote="l" if couches else "b")
    valeurs_ = _AXE_DES_VALEURS.format(
        zero="" if negatif else '<c:min val="0"/>',
        cache=int(couches),  # les barres portent leur valeur : un axe la répéterait
        cote="t" if couches else "l",
        grille="" if couches else _GRILLE,
        forme=xml(format_nombre(graphique.unite, graphique.decimales)),
        croise="autoZero",
    )
    return noms + valeurs_


def _etiquettes(forme: str, position: str, couleur: str, *, gras: bool = False, fond: bool = False) -> str:
    blanc = (
        f"<c:spPr>{_UNI.format(_BLANC)}</c:spPr>" if fond else "<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>"
    )
    return (
        f'<c:dLbls><c:numFmt formatCode="{forme}" sourceLinked="0"/>{blanc}{_txpr(8.5, couleur, gras=gras)}'
        f'<c:dLblPos val="{position}"/><c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/>'
        '<c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/></c:dLbls>'
    )


def _barres(graphique: Graphique) -> str:
    empilees = graphique.sorte is Sorte.EMPILEES
    derniere = len(graphique.series) - 1
    forme = xml(format_nombre(graphique.unite, graphique.decimales, taire_zero=empilees))
    noms = categories(graphique)
    series = []
    for rang in range(len(graphique.series)):
        if empilees:
            remplissage, encre = _EMPILEES[rang]
            etiquettes = _etiquettes(forme, "ctr", encre, fond="pattFill" in remplissage)
        else:
            remplissage, encre = _PLEIN if rang == derniere else _MESURES[rang]
            etiquettes = _etiquettes(forme, "outEnd", _NOIR, gras=rang == derniere)
        series.append(
            f'<c:ser><c:idx val="{rang}"/><c:order val="{rang}"/>{nom_de_serie(graphique, rang)}'
            f'<c:spPr>{remplissage}</c:spPr><c:invertIfNegative val="0"/>{etiquettes}{noms}'
            f"{valeurs(graphique, rang)}</c:ser>"
        )
    groupe, recouvre = ("stacked", 100) if empilees else ("clustered", 0)
    return (
        f'<c:barChart><c:barDir val="bar"/><c:grouping val="{groupe}"/><c:varyColors val="0"/>{"".join(series)}'
        f'<c:gapWidth val="55"/><c:overlap val="{recouvre}"/><c:axId val="1001"/><c:axId val="1002"/></c:barChart>'
        f"{_axes(graphique, couches=True)}"
    )


def _courbe(graphique: Graphique) -> str:
    derniere = len(graphique.series) - 1
    forme = xml(format_nombre(graphique.unite, graphique.decimales))
    noms = categories(graphique)
    series = []
    for rang in range(len(graphique.series)):
        if rang == derniere:
            couleur, epais, tirete, repere, place = ACCENT, 31750, "solid", "circle", "t"
        else:
            tirete, repere = _TRAITS[rang]
            couleur, epais, place = GRIS, 19050, "b"
        trait = f'<a:ln w="{epais}" cap="rnd">{_UNI.format(couleur)}<a:prstDash val="{tirete}"/><a:round/></a:ln>'
        series.append(
            f'<c:ser><c:idx val="{rang}"/><c:order val="{rang}"/>{nom_de_serie(graphique, rang)}'
            f'<c:spPr>{trait}</c:spPr><c:marker><c:symbol val="{repere}"/><c:size val="7"/><c:spPr>'
            f"{_UNI.format(couleur if rang == derniere else _BLANC)}{_CONTOUR.format(couleur)}</c:spPr></c:marker>"
            f"{_etiquettes(forme, place, _NOIR if rang == derniere else GRIS, gras=rang == derniere)}"
            f'{noms}{valeurs(graphique, rang)}<c:smooth val="0"/></c:ser>'
        )
    return (
        f'<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>{"".join(series)}<c:marker val="1"/>'
        f'<c:axId val="1001"/><c:axId val="1002"/></c:lineChart>{_axes(graphique, couches=False)}'
    )
