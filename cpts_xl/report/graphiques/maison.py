"""The look of the house: one accent colour, greys and patterns told apart on grey paper, values written on the bars."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from cpts_xl.formats import INSECABLE
from cpts_xl.report.graphiques.caches import categories, nom_de_serie, valeurs
from cpts_xl.report.graphiques.donnees import Graphique, Sorte, Valeur
from cpts_xl.report.graphiques.ecriture import format_nombre, lignes_de_titre, xml
from cpts_xl.report.graphiques.places import etroites, places
from cpts_xl.report.modele.styles import ACCENT, GRIS, LANGUE, POLICE

RELATION = "rId1"

_ASSEZ = 4  # au-delà, les graduations d'un axe sont entières
# aucun texte ne contient ce signe (typographie.propre) : la couleur prend sa place à la fin
_ACCENT = "\ue001"
_NOIR, _CLAIR, _MOYEN, _BLANC = "262626", "CFCFCF", "8C8C8C", "FFFFFF"
_UNI = '<a:solidFill><a:srgbClr val="{}"/></a:solidFill>'
_CONTOUR = '<a:ln w="9525"><a:solidFill><a:srgbClr val="{}"/></a:solidFill></a:ln>'
_MOTIF = (
    '<a:pattFill prst="{}"><a:fgClr><a:srgbClr val="{}"/></a:fgClr><a:bgClr><a:srgbClr val="FFFFFF"/></a:bgClr>'
    "</a:pattFill>"
)
_PLEIN = (_UNI.format(_ACCENT) + _CONTOUR.format(_BLANC), _BLANC)
_PALE = (_UNI.format(_CLAIR) + _CONTOUR.format(_BLANC), _NOIR)
# remplissage, puis couleur de l'étiquette posée dessus : l'ordre alterne foncé et clair, la trame lève le doute
_EMPILEES = (
    _PLEIN,
    _PALE,
    (_UNI.format(_MOYEN) + _CONTOUR.format(_BLANC), _NOIR),
    (_MOTIF.format("wdUpDiag", GRIS) + _CONTOUR.format(GRIS), _NOIR),
    (_UNI.format(_BLANC) + _CONTOUR.format(GRIS), _NOIR),
    (_MOTIF.format("pct25", _ACCENT) + _CONTOUR.format(_ACCENT), _NOIR),
)
_MESURES = (_PALE, _EMPILEES[3], _EMPILEES[4], _EMPILEES[2], _EMPILEES[5])
_TRAITS = (
    # le trait des séries qui servent de mesure : leur tireté, leur repère
    ("sysDash", "diamond"), ("sysDot", "square"), ("lgDash", "triangle"), ("dashDot", "x"), ("lgDashDot", "star"),
)  # fmt: skip
_SANS_RETOUR = '<a:bodyPr wrap="none"/>'
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


@lru_cache(maxsize=64)
def _txpr(taille: float, couleur: str, *, gras: bool = False, corps: str = "<a:bodyPr/>") -> str:
    return (
        f"<c:txPr>{corps}<a:lstStyle/><a:p><a:pPr>{_texte(taille, couleur, gras=gras)}</a:pPr>"
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
    f'{_txpr(8.5, GRIS)}<c:crossAx val="1001"/><c:crosses val="autoZero"/><c:crossBetween val="between"/></c:valAx>'
)
_GRILLE = (
    '<c:majorGridlines><c:spPr><a:ln w="6350"><a:solidFill><a:srgbClr val="E3E3E3"/></a:solidFill></a:ln></c:spPr>'
    "</c:majorGridlines>"
)


def partie_graphique(graphique: Graphique, *, titre: bool = True, modele: bool = False, accent: str = ACCENT) -> bytes:
    """Return the chart part in the look of the house, its data beside (relation ``rId1``). Same chart, same bytes.

    ``titre=False`` leaves the title to the caption of the page. ``modele`` makes a chart for a template: nothing in
    its look depends on these very values, which others will replace. ``accent`` is the one colour, in six digits.
    """
    plusieurs = len(graphique.series) > 1
    if graphique.sorte is Sorte.COURBE:
        dessin, legende = _courbe(graphique, modele=modele), plusieurs
    else:
        dessin = _barres(graphique, modele=modele)
        # chaque barre d'un groupe est nommée sur place ; LibreOffice lirait la légende à l'envers
        legende = plusieurs and (modele or graphique.sorte is Sorte.EMPILEES)
    tete = f'{_titre(graphique)}<c:autoTitleDeleted val="0"/>' if titre else '<c:autoTitleDeleted val="1"/>'
    return (
        (
            f"{_DEBUT}{tete}<c:plotArea><c:layout/>{dessin}<c:spPr><a:noFill/></c:spPr></c:plotArea>"
            f"{_LEGENDE if legende else ''}{_FIN}"
        )
        .replace(_ACCENT, accent)
        .encode()
    )


def _titre(graphique: Graphique) -> str:
    style = _texte(10.5, _ACCENT, gras=True)
    lignes = "".join(
        f'<a:p><a:pPr algn="l">{style}</a:pPr><a:r><a:rPr lang="{LANGUE}" sz="1050" b="1"><a:solidFill>'
        f'<a:srgbClr val="{_ACCENT}"/></a:solidFill><a:latin typeface="{POLICE}"/></a:rPr>'
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
    connues = [v for s in graphique.series for v in s.valeurs if v is not None]
    seuil = _ASSEZ / 100 if graphique.unite == "%" else _ASSEZ
    grand = any(v.numerator >= seuil * v.denominator for v in connues)
    noms = _AXE_DES_NOMS.format(sens="maxMin" if couches else "minMax", cote="l" if couches else "b")
    return noms + _AXE_DES_VALEURS.format(
        zero="" if any(v.numerator < 0 for v in connues) else '<c:min val="0"/>',
        cache=int(couches),  # les barres portent leur valeur : un axe la répéterait
        cote="t" if couches else "l",
        grille="" if couches else _GRILLE,
        forme=xml(format_nombre(graphique.unite, 0 if grand else graphique.decimales)),
    )


@dataclass(frozen=True, slots=True)
class _Etiquettes:
    """The labels of a series; ``encre`` and ``gras`` are their look, ``fond`` a white ground over a pattern."""

    forme: str
    position: str
    encre: str = _NOIR
    gras: bool = False
    fond: bool = False

    def ecrire(
        self, nommee: int | None = None, places: dict[int, str] | None = None, courtes: frozenset[int] = frozenset()
    ) -> str:
        """Return the labels; the point ``nommee`` also says the name of its series, ``places`` moves some.

        Those of ``courtes`` are longer than their bar: dark on a white ground, they are read over any neighbour.
        """
        a_part = {rang: place for rang, place in (places or {}).items() if place != self.position}
        for rang in (*courtes, *(() if nommee is None else (nommee,))):
            a_part.setdefault(rang, self.position)
        points = "".join(
            f'<c:dLbl><c:idx val="{rang}"/>{self._corps(place, nom=rang == nommee, lisible=rang in courtes)}</c:dLbl>'
            for rang, place in sorted(a_part.items())
        )
        return f"<c:dLbls>{points}{self._corps(self.position, nom=False)}</c:dLbls>"

    def _corps(self, position: str, *, nom: bool, lisible: bool = False) -> str:
        fond = _UNI.format(_BLANC) if self.fond or lisible else "<a:noFill/><a:ln><a:noFill/></a:ln>"
        encre = _NOIR if lisible else self.encre
        return (
            f'<c:numFmt formatCode="{self.forme}" sourceLinked="0"/><c:spPr>{fond}</c:spPr>'
            f'{_txpr(8.5, encre, gras=self.gras, corps=_SANS_RETOUR)}<c:dLblPos val="{position}"/>'
            '<c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/>'
            f'<c:showSerName val="{int(nom)}"/><c:showPercent val="0"/><c:showBubbleSize val="0"/>'
            + (f"<c:separator>{INSECABLE}: </c:separator>" if nom else "")
        )


def _barres(graphique: Graphique, *, modele: bool) -> str:
    empilees = graphique.sorte is Sorte.EMPILEES
    derniere = len(graphique.series) - 1
    forme = xml(format_nombre(graphique.unite, graphique.decimales, taire_zero=empilees))
    noms = categories(graphique)
    series = []
    for rang, serie in enumerate(graphique.series):
        if empilees:
            remplissage, encre = _EMPILEES[rang]
            courtes = frozenset() if modele else etroites(graphique, rang)
            etiquettes = _Etiquettes(forme, "ctr", encre, fond="pattFill" in remplissage).ecrire(courtes=courtes)
        else:
            remplissage, _ = _PLEIN if rang == derniere else _MESURES[rang]
            nommee = None if modele or not derniere else _premiere(serie.valeurs)
            etiquettes = _Etiquettes(forme, "outEnd", gras=rang == derniere).ecrire(nommee)
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


def _premiere(valeurs_: tuple[Valeur, ...]) -> int | None:
    return next((rang for rang, valeur in enumerate(valeurs_) if valeur is not None), None)


def _courbe(graphique: Graphique, *, modele: bool) -> str:
    derniere = len(graphique.series) - 1
    forme = xml(format_nombre(graphique.unite, graphique.decimales))
    noms = categories(graphique)
    series = []
    for rang in range(len(graphique.series)):
        if rang == derniere:
            couleur, epais, tirete, repere, place = _ACCENT, 31750, "solid", "circle", "t"
        else:
            tirete, repere = _TRAITS[rang]
            couleur, epais, place = GRIS, 19050, "b"
        trait = f'<a:ln w="{epais}" cap="rnd">{_UNI.format(couleur)}<a:prstDash val="{tirete}"/><a:round/></a:ln>'
        encre = _NOIR if rang == derniere else GRIS
        etiquettes = _Etiquettes(forme, place, encre, gras=rang == derniere)
        series.append(
            f'<c:ser><c:idx val="{rang}"/><c:order val="{rang}"/>{nom_de_serie(graphique, rang)}'
            f'<c:spPr>{trait}</c:spPr><c:marker><c:symbol val="{repere}"/><c:size val="7"/><c:spPr>'
            f"{_UNI.format(couleur if rang == derniere else _BLANC)}{_CONTOUR.format(couleur)}</c:spPr></c:marker>"
            f"{etiquettes.ecrire(places=None if modele else places(graphique, rang))}"
            f'{noms}{valeurs(graphique, rang)}<c:smooth val="0"/></c:ser>'
        )
    return (
        f'<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>{"".join(series)}<c:marker val="1"/>'
        f'<c:axId val="1001"/><c:axId val="1002"/></c:lineChart>{_axes(graphique, couches=False)}'
    )
