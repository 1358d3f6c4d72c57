"""What a hand does to the look of cells: hidden, masked, covered, each gesture with its proof."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from copy import deepcopy
from typing import Any

from lxml import etree

from tests.sabotage.gestes import Geste
from tests.sabotage.paquet import NS, STYLES, Paquet, position


def etat(feuille: str, quel: str) -> Geste:
    """Hide a sheet: « hidden » or « veryHidden »."""
    return Geste(
        lambda p: p.balise(feuille).set("state", quel),
        lambda avant, apres: avant.balise(feuille).get("state") != quel == apres.balise(feuille).get("state"),
    )


def ligne_masquee(feuille: str, numero: int, hauteur: str = "") -> Geste:
    """Hide a row, or give it the height written (« 0 »)."""
    attributs = {"ht": hauteur, "customHeight": "1"} if hauteur else {"hidden": "1"}

    def applique(p: Paquet) -> None:
        for cle, valeur in attributs.items():
            p.ligne(feuille, numero).set(cle, valeur)

    def lu(p: Paquet) -> dict[str, Any]:
        return {cle: p.ligne(feuille, numero).get(cle) for cle in attributs}

    return Geste(applique, lambda avant, apres: lu(avant) != attributs == lu(apres))


def colonne(feuille: str, numero: int, **attributs: str) -> Geste:
    """Set a column of its own: ``hidden="1"``, or ``width="0"``; those that shared its description keep theirs."""

    def applique(p: Paquet) -> None:
        cols = p.enfant(feuille, "cols")
        for col in list(cols):
            debut, fin = int(col.get("min")), int(col.get("max"))
            if debut <= numero <= fin:
                place = list(cols).index(col)
                cols.remove(col)
                for bas, haut in ((debut, numero - 1), (numero, numero), (numero + 1, fin)):
                    if bas <= haut:
                        morceau = deepcopy(col)
                        morceau.set("min", str(bas))
                        morceau.set("max", str(haut))
                        for cle, valeur in attributs.items() if bas == numero else ():
                            morceau.set(cle, valeur)
                        cols.insert(place, morceau)
                        place += 1

    def lu(p: Paquet) -> list[dict[str, Any]]:
        return [
            {cle: col.get(cle) for cle in attributs}
            for col in p.enfant(feuille, "cols")
            if int(col.get("min")) <= numero <= int(col.get("max"))
        ]

    return Geste(applique, lambda avant, apres: lu(avant) != [attributs] == lu(apres))


def style(feuille: str, lieu: str, **quoi: str) -> Geste:
    """Give a cell a look of its own: ``code`` (number format), ``encre`` (of the letters), ``verrou``, ``fond``."""

    def applique(p: Paquet) -> None:
        racine = p.arbre(STYLES)
        xfs = racine.find(f"{NS}cellXfs")
        neuf = deepcopy(p.format(feuille, lieu))
        if "code" in quoi:
            neuf.set("numFmtId", _code(racine, quoi["code"]))
            neuf.set("applyNumberFormat", "1")
        if "encre" in quoi:
            neuf.set("fontId", _police(racine, neuf.get("fontId"), quoi["encre"]))
            neuf.set("applyFont", "1")
        if "fond" in quoi:
            neuf.set("fillId", _fond(racine, quoi["fond"]))
            neuf.set("applyFill", "1")
        if "verrou" in quoi:
            for ancien in neuf.findall(f"{NS}protection"):
                neuf.remove(ancien)
            etree.SubElement(neuf, f"{NS}protection", locked=quoi["verrou"])
            neuf.set("applyProtection", "1")
        xfs.append(neuf)
        xfs.set("count", str(len(xfs)))
        p.cellule(feuille, lieu).set("s", str(len(xfs) - 1))

    return Geste(
        applique,
        lambda avant, apres: (
            _vu(apres, feuille, lieu, quoi) == quoi
            and etree.tostring(apres.format(feuille, lieu)) != etree.tostring(avant.format(feuille, lieu))
        ),
    )


def d_office(feuille: str, lieu: str, numero: str) -> Geste:
    """Give a cell one of the formats that every spreadsheet knows by its number."""

    def applique(p: Paquet) -> None:
        xfs = p.arbre(STYLES).find(f"{NS}cellXfs")
        neuf = deepcopy(p.format(feuille, lieu))
        neuf.set("numFmtId", numero)
        xfs.append(neuf)
        xfs.set("count", str(len(xfs)))
        p.cellule(feuille, lieu).set("s", str(len(xfs) - 1))

    return Geste(applique, lambda _, apres: apres.format(feuille, lieu).get("numFmtId") == numero)


def _vu(p: Paquet, feuille: str, lieu: str, quoi: Mapping[str, str]) -> dict[str, str]:
    """Return what a cell now has of each thing asked for."""
    xf, racine = p.format(feuille, lieu), p.arbre(STYLES)
    lus: dict[str, Callable[[], str]] = {
        "code": lambda: p.code_format(feuille, lieu),
        "encre": lambda: racine.find(f"{NS}fonts")[int(xf.get("fontId"))].find(f"{NS}color").get("rgb"),
        "fond": lambda: racine.find(f"{NS}fills")[int(xf.get("fillId"))].find(f".//{NS}fgColor").get("rgb"),
        "verrou": lambda: xf.find(f"{NS}protection").get("locked"),
    }
    return {cle: lus[cle]() for cle in quoi}


def _code(racine: Any, code: str) -> str:
    groupe = racine.find(f"{NS}numFmts")
    numero = str(max(int(n.get("numFmtId")) for n in groupe) + 1)
    etree.SubElement(groupe, f"{NS}numFmt", numFmtId=numero, formatCode=code)
    groupe.set("count", str(len(groupe)))
    return numero


def _police(racine: Any, modele: str, encre: str) -> str:
    polices = racine.find(f"{NS}fonts")
    neuve = deepcopy(polices[int(modele)])
    for couleur in neuve.findall(f"{NS}color"):
        couleur.attrib.clear()
        couleur.set("rgb", encre)
    polices.append(neuve)
    polices.set("count", str(len(polices)))
    return str(len(polices) - 1)


def _fond(racine: Any, fond: str) -> str:
    fonds = racine.find(f"{NS}fills")
    plein = etree.SubElement(etree.SubElement(fonds, f"{NS}fill"), f"{NS}patternFill", patternType="solid")
    etree.SubElement(plein, f"{NS}fgColor", rgb=fond)
    fonds.set("count", str(len(fonds)))
    return str(len(fonds) - 1)


def mise_en_forme(feuille: str, plage: str, code: str = "", encre: str = "", fond: str = "") -> Geste:
    """Add a conditional format always true that changes the number format, the ink or the ground of a range."""

    def applique(p: Paquet) -> None:
        dxfs = p.arbre(STYLES).find(f"{NS}dxfs")
        dxf = etree.SubElement(dxfs, f"{NS}dxf")
        if encre:
            etree.SubElement(etree.SubElement(dxf, f"{NS}font"), f"{NS}color", rgb=encre)
        if code:
            etree.SubElement(dxf, f"{NS}numFmt", numFmtId="199", formatCode=code)
        if fond:
            motif = etree.SubElement(etree.SubElement(dxf, f"{NS}fill"), f"{NS}patternFill")
            etree.SubElement(motif, f"{NS}bgColor", rgb=fond)
        dxfs.set("count", str(len(dxfs)))
        groupe = etree.Element(f"{NS}conditionalFormatting", sqref=plage)
        regle = etree.SubElement(
            groupe, f"{NS}cfRule", type="expression", dxfId=str(len(dxfs) - 1), priority="1"
        )  # fmt: skip
        etree.SubElement(regle, f"{NS}formula").text = "TRUE"
        p.inserer(feuille, groupe)

    def lu(p: Paquet) -> int:
        return sum(1 for e in p.feuille(feuille).iter(f"{NS}conditionalFormatting") if e.get("sqref") == plage)

    return Geste(applique, lambda avant, apres: lu(apres) == lu(avant) + 1)


def nuances(feuille: str, plage: str, genre: str, couleur: str) -> Geste:
    """Lay a colour scale (« colorScale ») or bars (« dataBar ») of one colour under the numbers of a range."""

    def applique(p: Paquet) -> None:
        groupe = etree.Element(f"{NS}conditionalFormatting", sqref=plage)
        regle = etree.SubElement(groupe, f"{NS}cfRule", type=genre, priority="1")
        echelle = etree.SubElement(regle, f"{NS}{genre}")
        for borne in ("min", "max"):
            etree.SubElement(echelle, f"{NS}cfvo", type=borne)
        for _ in range(2 if genre == "colorScale" else 1):
            etree.SubElement(echelle, f"{NS}color", rgb=couleur)
        p.inserer(feuille, groupe)

    def lu(p: Paquet) -> int:
        return len(list(p.feuille(feuille).iter(f"{NS}{genre}")))

    return Geste(applique, lambda avant, apres: lu(apres) == lu(avant) + 1)


def fusion(feuille: str, plage: str) -> Geste:
    """Merge cells: only the first one is shown."""

    def applique(p: Paquet) -> None:
        groupe = p.enfant(feuille, "mergeCells")
        etree.SubElement(groupe, f"{NS}mergeCell", ref=plage)
        groupe.set("count", str(len(groupe)))

    def lu(p: Paquet) -> list[str]:
        return [e.get("ref") for e in p.feuille(feuille).iter(f"{NS}mergeCell")]

    return Geste(applique, lambda avant, apres: plage not in lu(avant) and plage in lu(apres))


_DESSIN = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
 xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><xdr:twoCellAnchor><xdr:from>
<xdr:col>{c0}</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>{l0}</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from><xdr:to>
<xdr:col>{c1}</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>{l1}</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:to>
<xdr:sp macro="" textlink=""><xdr:nvSpPr><xdr:cNvPr id="2" name="{nom}"/><xdr:cNvSpPr txBox="1"/></xdr:nvSpPr><xdr:spPr>
<a:xfrm><a:off x="0" y="0"/><a:ext cx="900000" cy="190500"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>
<a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill></xdr:spPr><xdr:txBody><a:bodyPr/><a:p><a:r><a:t>{texte}</a:t></a:r>
</a:p></xdr:txBody></xdr:sp><xdr:clientData/></xdr:twoCellAnchor></xdr:wsDr>"""


def zone_de_texte(feuille: str, debut: str, fin: str, texte: str) -> Geste:
    """Lay an opaque text box over cells of a sheet that had no drawing."""
    partie_dessin = "xl/drawings/drawing99.xml"

    def applique(p: Paquet) -> None:
        (l0, c0), (l1, c1) = position(debut), position(fin)
        corps = _DESSIN.format(c0=c0 - 1, l0=l0 - 1, c1=c1, l1=l1, nom="Zone de texte 1", texte=texte)
        p.declarer(partie_dessin, "application/vnd.openxmlformats-officedocument.drawing+xml", corps.encode())
        p.lier(p.feuilles[feuille], "rId99", "drawing", "../drawings/drawing99.xml")
        p.enfant(feuille, "drawing").set(
            "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id", "rId99"
        )

    return Geste(
        applique,
        lambda avant, apres: (
            avant.feuille(feuille).find(f"{NS}drawing") is None
            and apres.feuille(feuille).find(f"{NS}drawing") is not None
            and partie_dessin in apres.parties
        ),
    )
