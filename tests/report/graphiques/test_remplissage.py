"""A chart that a user styled in Word: the data change, the look stays, nothing of the sample survives."""

from __future__ import annotations

import re

import pytest
from lxml import etree

from cpts_xl.errors import GabaritInvalide
from cpts_xl.report.graphiques import partie_graphique, preparer

from .conftest import ENVELOPPES, MISSIONS, SERIE, STATUTS

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
ETIQUETTE = (
    '<c:dLbl><c:idx val="0"/><c:tx><c:rich><a:bodyPr/><a:p><a:r><a:t>94 % exemple</a:t></a:r></a:p></c:rich></c:tx>'
    '<c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/><c:showSerName val="0"/>'
    '<c:showPercent val="0"/><c:showBubbleSize val="0"/></c:dLbl>'
)
# ce que Word écrit : couleurs du thème, extensions de la série, série masquée, titre en deux morceaux, impression
DE_WORD = f"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" \
xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" \
xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" \
xmlns:c16r2="http://schemas.microsoft.com/office/drawing/2015/06/chart"><c:date1904 val="0"/><c:lang val="fr-FR"/>\
<c:roundedCorners val="0"/><c:chart><c:title><c:tx><c:rich><a:bodyPr rot="0" anchor="ctr"/><a:lstStyle/>\
<a:p><a:pPr><a:defRPr sz="1400"/></a:pPr><a:r><a:rPr lang="fr-FR" i="1"><a:solidFill><a:schemeClr val="accent6"/>\
</a:solidFill></a:rPr><a:t>Titre d'</a:t></a:r><a:r><a:rPr lang="fr-FR"/><a:t>exemple</a:t></a:r></a:p></c:rich></c:tx>\
<c:overlay val="0"/></c:title><c:autoTitleDeleted val="0"/><c:plotArea><c:layout/><c:barChart><c:barDir val="col"/>\
<c:grouping val="clustered"/><c:varyColors val="0"/>\
<c:ser><c:idx val="0"/><c:order val="1"/><c:tx><c:strRef><c:f>Feuil1!$C$1</c:f><c:strCache><c:ptCount val="1"/>\
<c:pt idx="0"><c:v>Série exemple 2</c:v></c:pt></c:strCache></c:strRef></c:tx><c:spPr><a:solidFill>\
<a:schemeClr val="accent2"/></a:solidFill></c:spPr><c:invertIfNegative val="0"/><c:dLbls>{ETIQUETTE}<c:spPr/>\
<c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/><c:showSerName val="0"/>\
<c:showPercent val="0"/>\
<c:showBubbleSize val="0"/></c:dLbls><c:cat><c:strRef><c:f>Feuil1!$A$2</c:f><c:strCache><c:ptCount val="1"/>\
<c:pt idx="0"><c:v>Catégorie exemple</c:v></c:pt></c:strCache></c:strRef></c:cat><c:val><c:numRef>\
<c:f>Feuil1!$C$2</c:f><c:numCache><c:formatCode>General</c:formatCode><c:ptCount val="1"/><c:pt idx="0">\
<c:v>4.3</c:v></c:pt></c:numCache>\
</c:numRef></c:val><c:extLst><c:ext uri="{{C3380CC4-5D6E-409C-BE32-E72D297353CC}}" \
xmlns:c16="http://schemas.microsoft.com/office/drawing/2014/chart"><c16:uniqueId val="{{00000001-AAAA}}"/></c:ext>\
<c:ext uri="{{02D57815-91ED-43cb-92C2-25804820EDAC}}" \
xmlns:c15="http://schemas.microsoft.com/office/drawing/2012/chart"><c15:datalabelsRange><c15:f>Feuil1!$D$2</c15:f>\
<c15:dlblRangeCache><c:ptCount val="1"/><c:pt idx="0"><c:v>plage exemple</c:v></c:pt></c15:dlblRangeCache>\
</c15:datalabelsRange></c:ext></c:extLst></c:ser>\
<c:ser><c:idx val="1"/><c:order val="0"/><c:spPr><a:solidFill><a:schemeClr val="accent1"/></a:solidFill></c:spPr>\
<c:invertIfNegative val="0"/><c:val><c:numLit><c:ptCount val="1"/><c:pt idx="0"><c:v>7</c:v></c:pt></c:numLit></c:val>\
</c:ser><c:gapWidth val="219"/><c:axId val="5"/><c:axId val="6"/><c:extLst>\
<c:ext uri="{{02D57815-91ED-43cb-92C2-25804820EDAC}}" \
xmlns:c15="http://schemas.microsoft.com/office/drawing/2012/chart"><c15:filteredBarSeries><c15:ser><c:idx val="2"/>\
<c:order val="2"/><c:tx><c:strRef><c15:sqref>x</c15:sqref></c:strRef>\
</c:tx><c:val><c:numRef><c:f>masquée exemple</c:f></c:numRef></c:val><c:extLst>\
<c:ext uri="{{C3380CC4-5D6E-409C-BE32-E72D297353CC}}"/></c:extLst></c15:ser></c15:filteredBarSeries></c:ext></c:extLst>\
</c:barChart><c:catAx><c:axId val="5"/><c:scaling/><c:axPos val="b"/><c:crossAx val="6"/></c:catAx>\
<c:valAx><c:axId val="6"/><c:scaling/><c:axPos val="l"/><c:crossAx val="5"/></c:valAx></c:plotArea>\
<c:plotVisOnly val="1"/><c:dispBlanksAs val="zero"/></c:chart><c:externalData r:id="rId3"><c:autoUpdate val="0"/>\
</c:externalData><c:printSettings><c:headerFooter/></c:printSettings></c:chartSpace>""".encode()


def test_the_look_stays_and_the_data_change():
    """Colours, fonts, type and extensions are the user's; names, categories and values are ours, in his order."""
    racine = etree.fromstring(preparer(DE_WORD, "rId9").remplir(MISSIONS))
    deux, un = racine.iter(f"{C}ser")
    assert un.find(f"{C}spPr//{A}schemeClr").get("val") == "accent1"
    assert deux.find(f"{C}spPr//{A}schemeClr").get("val") == "accent2"
    assert [s.findtext(f"{C}tx//{C}v") for s in (un, deux)] == ["Cible", "Résultat"]
    assert [v.text for v in un.find(f"{C}val").iter(f"{C}v")] == ["120", "80", "55"]
    assert [v.text for v in deux.find(f"{C}val").iter(f"{C}v")] == ["95", "60.5"]
    assert [len(list(s.find(f"{C}cat").iter(f"{C}pt"))) for s in (un, deux)] == [3, 3]
    assert racine.find(f".//{C}barDir").get("val") == "col"
    assert b"00000001-AAAA" in etree.tostring(racine)


def test_nothing_of_the_sample_survives():
    """Titles, labels typed by hand, labels taken from cells and hidden series would all lie."""
    texte = preparer(DE_WORD, "rId9").remplir(MISSIONS).decode()
    assert "exemple" not in texte
    assert "Feuil1" not in texte
    assert 'dispBlanksAs val="gap"' in texte
    assert "zero" not in texte


def test_the_title_keeps_its_look():
    """The finding takes the place of the sample title, in the letters of its first words."""
    racine = etree.fromstring(preparer(DE_WORD, "rId9").remplir(MISSIONS))
    titre = racine.find(f".//{C}title")
    assert "".join(titre.itertext()) == "Deux missions sur trois atteignent leur cible"
    assert titre.find(f".//{A}rPr").get("i") == "1"
    assert titre.find(f".//{A}schemeClr").get("val") == "accent6"
    assert titre.find(f".//{A}bodyPr").get("rot") == "0"


def test_the_order_of_the_part_is_that_of_the_schema():
    """The new workbook is named where the schema wants it, before the settings of the printer."""
    racine = etree.fromstring(preparer(DE_WORD, "rId9").remplir(MISSIONS))
    assert [e.tag.removeprefix(C) for e in racine][-3:] == ["chart", "externalData", "printSettings"]
    assert (
        racine.find(f"{C}externalData").get("{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id")
        == "rId9"
    )
    un = list(racine.iter(f"{C}ser"))[1]
    assert [e.tag.removeprefix(C) for e in un] == ["idx", "order", "tx", "spPr", "invertIfNegative", "cat", "val"]


@pytest.mark.parametrize("graphique", [ENVELOPPES, MISSIONS, STATUTS, SERIE], ids=lambda g: g.code)
def test_filling_our_own_chart_with_its_own_data_changes_nothing(graphique):
    """The two ways of writing the same data agree to the byte."""
    partie = partie_graphique(graphique, modele=True)
    assert preparer(partie).remplir(graphique) == partie


def test_a_chart_without_title_stays_without():
    """The user who removed the title keeps his choice."""
    partie = partie_graphique(MISSIONS, titre=False, modele=True)
    assert b"<c:title>" not in preparer(partie).remplir(MISSIONS)
    assert not preparer(partie).titre


@pytest.mark.parametrize(
    ("partie", "mots"),
    [
        (re.sub(rb"barChart>", b"scatterChart>", DE_WORD), "scatter"),
        (b"<x/>", "forme est inconnue"),
        (DE_WORD.replace(b"</c:chartSpace>", b"<!--" + b"<c:ser>" * 200_000 + b"--></c:chartSpace>"), "inhabituel"),
        (DE_WORD.replace(b"</c:chartSpace>", b" " * 2_000_000 + b"</c:chartSpace>"), "démesuré"),
        (re.sub(rb"<c:ser>.*</c:ser>", b"", DE_WORD, flags=re.DOTALL), "aucune série"),
        (re.sub(rb"<c:val>.*?</c:val>", b"", DE_WORD, flags=re.DOTALL), "pas de valeurs"),
    ],
    ids=["nuage", "inconnu", "commentaire", "démesuré", "sans série", "sans valeurs"],
)
def test_what_cannot_be_filled_is_refused_with_the_remedy(partie, mots):
    """A cloud of points or a foreign form: said in French, with what to do."""
    with pytest.raises(GabaritInvalide, match=mots):
        preparer(partie)
