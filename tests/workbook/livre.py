"""A workbook of ours as its parts, and what a hand or a forger does to them: shared by the tests of the structure."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

from cpts_xl.constats import Constat, Gravite
from cpts_xl.engine.dossier import Dossier
from cpts_xl.engine.resultat import Resultat
from cpts_xl.workbook import sheets
from cpts_xl.workbook.build import construire
from cpts_xl.workbook.inks import Encre
from cpts_xl.workbook.recu.read import lire_classeur
from cpts_xl.workbook.verification.manifeste.dressage import dresser
from cpts_xl.workbook.verification.structure.ecarts import ecarts_de_structure
from cpts_xl.workbook.xlsx.types import position
from tests.workbook.exemples import dossier_exemple, ou, resultat

CLASSEUR, STYLES = "xl/workbook.xml", "xl/styles.xml"
BLANC = "FFFFFFFF"
F = "Financement"
Geste = Callable[["Livre"], None]


GARDEES = {"depense": 5, "participation": 5, "professionnel": 6, "compte": 4, "budget": 5, "texte": 3, "reunion": 5}
"""Rows of the long tables of the example that are kept: each reading then costs half."""


@cache
def calcule() -> Resultat:
    """Return the example, its long tables shortened, computed."""
    exemple = dossier_exemple()
    listes = {table: lignes[: GARDEES.get(table, len(lignes))] for table, lignes in exemple.listes.items()}
    return resultat(Dossier(exemple.identite, exemple.fiches, listes))


@cache
def parties() -> dict[str, bytes]:
    """Return the parts of the example's reviewer's copy, without its page of computations, which only repeats."""
    octets = construire(calcule(), Encre.NATIVE, calculs=False)
    with zipfile.ZipFile(io.BytesIO(octets)) as archive:
        return {info.filename: archive.read(info) for info in archive.infolist()}


class Livre:
    """The workbook, to be changed part by part."""

    def __init__(self) -> None:
        self.parties = dict(parties())
        noms = re.findall(r'<sheet name="([^"]*)"', self.parties[CLASSEUR].decode())
        self.rangs = {nom: f"xl/worksheets/sheet{rang}.xml" for rang, nom in enumerate(noms, 1)}

    def changer(self, partie: str, motif: str, par: str | Callable[[re.Match[str]], str], fois: int = 1) -> None:
        """Rewrite a part by a regular expression; the test fails when nothing changes."""
        texte = self.parties[self.rangs.get(partie, partie)].decode()
        neuf = re.sub(motif, par, texte, count=fois, flags=re.DOTALL)
        assert neuf != texte, motif
        self.parties[self.rangs.get(partie, partie)] = neuf.encode()

    def inserer(self, feuille: str, xml: str, avant: str = "<pageMargins") -> None:
        """Insert an element in a sheet."""
        self.changer(feuille, avant, lambda trouve: xml + trouve[0])

    def balise(self, feuille: str, adresse: str) -> str:
        """Return the element of a cell."""
        texte = self.parties[self.rangs[feuille]].decode()
        trouve = re.search(rf'<c r="{adresse}"(?: [^>]*)?(?:/>|>.*?</c>)', texte)
        assert trouve, adresse
        return trouve[0]

    def ecrire(self, feuille: str, adresse: str, contenu: str, attributs: str = "") -> None:
        """Put XML in a cell, its style kept."""
        avant = self.balise(feuille, adresse)
        style = re.search(r' s="\d+"', avant)
        neuf = f'<c r="{adresse}"{style[0] if style else ""}{attributs}>{contenu}</c>'
        self.changer(feuille, re.escape(avant), lambda _: neuf)

    def mot(self, feuille: str, adresse: str, texte: str) -> None:
        """Put a text in a cell."""
        self.ecrire(feuille, adresse, f'<is><t xml:space="preserve">{texte}</t></is>', ' t="inlineStr"')

    def lu(self, feuille: str, adresse: str) -> str:
        """Return the text that a cell holds."""
        numero = int(re.search(r"<v>(\d+)</v>", self.balise(feuille, adresse))[1])  # type: ignore[index]
        textes = re.findall(r"<si>.*?</si>", self.parties["xl/sharedStrings.xml"].decode(), re.DOTALL)
        return re.sub(r"<[^>]*>", "", textes[numero])

    def style(self, feuille: str, adresse: str, *, code: str = "", encre: str = "", fond: str = "", verrou: str = "",
              cachee: str = "", corps: str = "11", police: str = "Calibri") -> None:  # fmt: skip
        """Give a cell a look of its own."""
        balise = self.balise(feuille, adresse)
        numero = int(re.search(r' s="(\d+)"', balise)[1])  # type: ignore[index]
        styles = self.parties[STYLES].decode()
        xf = re.findall(r"<xf [^>]*?(?:/>|>.*?</xf>)", re.search(r"<cellXfs.*?</cellXfs>", styles, re.DOTALL)[0])[
            numero
        ]  # type: ignore[index]
        ouvrante = re.match(r"<xf [^>]*?(?=/?>)", xf)[0]  # type: ignore[index]
        if code:
            echappe = code.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;").replace(">", "&gt;")
            self.changer(
                STYLES, "</numFmts>", f'<numFmt numFmtId="900" formatCode="{echappe}"/></numFmts>'.replace("\\", r"\\")
            )
            ouvrante = re.sub(r'numFmtId="\d+"', 'numFmtId="900"', ouvrante)
        if encre or corps != "11" or police != "Calibri":
            polices = len(re.findall(r"<font>", styles))
            neuve = (
                f'<font><sz val="{corps}"/><color rgb="{encre or "FF000000"}"/><name val="{police}"/></font></fonts>'
            )
            self.changer(STYLES, "</fonts>", neuve)
            ouvrante = re.sub(r'fontId="\d+"', f'fontId="{polices - styles.count("<dxf><font>")}"', ouvrante)
        if fond:
            fonds = len(re.findall(r"<fill>", re.search(r"<fills.*?</fills>", styles, re.DOTALL)[0]))  # type: ignore[index]
            neuf = f'<fill><patternFill patternType="solid"><fgColor rgb="{fond}"/></patternFill></fill></fills>'
            self.changer(STYLES, "</fills>", neuf)
            ouvrante = re.sub(r'fillId="\d+"', f'fillId="{fonds}"', ouvrante)
        protection = "".join(f' {cle}="{v}"' for cle, v in (("locked", verrou), ("hidden", cachee)) if v)
        nombre = len(re.findall(r"<xf ", re.search(r"<cellXfs.*?</cellXfs>", styles, re.DOTALL)[0]))  # type: ignore[index]
        self.changer(
            STYLES, "</cellXfs>", f"{ouvrante}>{f'<protection{protection}/>' if protection else ''}</xf></cellXfs>"
        )
        neuve = re.sub(r' s="\d+"', f' s="{nombre}"', balise, count=1)
        self.changer(feuille, re.escape(balise), lambda _: neuve)

    def octets(self) -> bytes:
        """Return the file."""
        tampon = io.BytesIO()
        with zipfile.ZipFile(tampon, "w") as archive:
            for nom, contenu in self.parties.items():
                archive.writestr(nom, contenu)
        return tampon.getvalue()


def dits(octets: bytes, dossier: Path) -> list[Constat]:
    """Return what the structure of a workbook is told for."""
    chemin = dossier / "reçu.xlsx"
    chemin.write_bytes(octets)
    lecture = lire_classeur(chemin)
    # le calcul de l'exemple n'est refait que si une saisie a changé
    connu = calcule() if lecture.dossier == calcule().dossier else None
    return ecarts_de_structure(lecture, dresser(chemin), connu)


def accuses(constats: list[Constat]) -> list[str]:
    """Return the findings that accuse somebody, as sentences."""
    return [f"[{c.gravite}] {c.phrase()}" for c in constats if c.gravite is not Gravite.INFORMATION]


DROIT, TAUX, SOLDE = ou("ligne.acces_fixe.droit"), ou("indicateur.2.taux"), ou("ligne.acces_fixe.solde")
LIGNE, COLONNE = position(DROIT[1])
LETTRE = DROIT[1].rstrip("0123456789")
LIBELLES = [ou(f"ligne.{code}.libelle")[1] for code in ("acces_fixe", "parcours_fixe")]
TITRES = [f"{ou(f'ligne.acces_fixe.{code}')[1].rstrip('0123456789')}4" for code in ("acompte", "solde")]
POPULATION = ou("identite.population")[1]
_DESSIN = (
    '<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" xmlns:a="http://schemas.'
    'openxmlformats.org/drawingml/2006/main"><xdr:{ancre}><xdr:from><xdr:col>{c}</xdr:col><xdr:colOff>0</xdr:colOff>'
    "<xdr:row>{l}</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from>{fin}<xdr:sp><xdr:nvSpPr><xdr:cNvPr id='2' name='Z'/>"
    "</xdr:nvSpPr><xdr:spPr>{fond}</xdr:spPr></xdr:sp><xdr:clientData/></xdr:{ancre}></xdr:wsDr>"
)
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def dessiner(livre: Livre, ligne: int, colonne: int, *, fond: str = "", une: bool = False) -> None:
    """Lay a shape over one cell of Financement (row and column from 1)."""
    fin = (
        '<xdr:ext cx="900000" cy="190000"/>'
        if une
        else f"<xdr:to><xdr:col>{colonne}</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>{ligne}</xdr:row>"
        "<xdr:rowOff>0</xdr:rowOff></xdr:to>"
    )
    ancre = "oneCellAnchor" if une else "twoCellAnchor"
    dessin = _DESSIN.format(ancre=ancre, c=colonne - 1, l=ligne - 1, fin=fin, fond=fond)
    livre.parties["xl/drawings/drawing77.xml"] = dessin.encode()
    livre.inserer(F, '<drawing r:id="rId77"/>', "<legacyDrawing")
    lien = f'<Relationship Id="rId77" Type="{_RELATIONS}/drawing" Target="../drawings/drawing77.xml"/></Relationships>'
    partie = livre.rangs[F].replace("worksheets/", "worksheets/_rels/") + ".rels"
    livre.changer(partie, "</Relationships>", lien)


def condition(livre: Livre, dxf: str, plage: str = DROIT[1], regle: str = 'type="expression"', f: str = "TRUE") -> None:
    """Add a conditional format to Financement."""
    livre.changer(STYLES, "</dxfs>", f"{dxf}</dxfs>")
    livre.inserer(
        F, f'<conditionalFormatting sqref="{plage}"><cfRule {regle} dxfId="1" priority="9">'
        f"<formula>{f}</formula></cfRule></conditionalFormatting>", "<dataValidations",
    )  # fmt: skip


def ligne(livre: Livre, feuille: str, rang: int, attributs: str) -> None:
    """Give attributes to a row."""
    livre.changer(feuille, rf'<row r="{rang}"', f'<row r="{rang}" {attributs}')


def colonne(livre: Livre, feuille: str, rang: int, attributs: str) -> None:
    """Give attributes to a column of its own, in place of the description of all."""
    livre.changer(feuille, r"<cols>.*?</cols>", f'<cols><col min="{rang}" max="{rang}" {attributs}/></cols>')


def echanger(livre: Livre, feuille: str, un: str, deux: str) -> None:
    """Exchange the texts of two cells."""
    textes = livre.lu(feuille, un), livre.lu(feuille, deux)
    livre.mot(feuille, un, textes[1])
    livre.mot(feuille, deux, textes[0])


def validation(livre: Livre, feuille: str, plage: str, motif: str, par: str) -> None:
    """Rewrite the validation of a range."""
    livre.changer(feuille, rf'<dataValidation [^>]*sqref="{plage}".*?(?:</dataValidation>|/>)',
                  lambda trouve: re.sub(motif, par, trouve[0], flags=re.DOTALL))  # fmt: skip


def _table_de(livre: Livre, feuille: str) -> str:
    liens = livre.parties[livre.rangs[feuille].replace("worksheets/", "worksheets/_rels/") + ".rels"].decode()
    return "xl/tables/" + re.search(r"tables/(table\d+\.xml)", liens)[1]  # type: ignore[index]


def filtrer(livre: Livre) -> None:
    """Filter a table as Excel does: a criterion in its part, and hidden rows."""
    critere = (
        '<autoFilter ref="A4:I34"><filterColumn colId="2"><filters><filter val="solde"/></filters></filterColumn>'
        "</autoFilter>"
    )
    livre.changer(_table_de(livre, "Versements"), "<autoFilter[^>]*/>", critere)
    for rang in (5, 6, 7):
        ligne(livre, "Versements", rang, 'hidden="1"')


def mode_simple(livre: Livre) -> None:
    """Hide what the simple mode hides."""
    for nom in sheets.ORDRE:
        if nom not in sheets.MODE_SIMPLE:
            echappe = re.escape(nom)
            livre.changer(CLASSEUR, f'<sheet name="{echappe}"', f'<sheet name="{nom}" state="hidden"')


# ------------------------------------------------------------------------------------------ gestures to be applied


def masquer(feuille: str, etat: str = "hidden") -> Geste:
    """Hide a sheet."""
    return lambda w: w.changer(CLASSEUR, f'<sheet name="{feuille}"', f'<sheet name="{feuille}" state="{etat}"')


def regler(balise: str, attributs: str, partie: str = CLASSEUR) -> Geste:
    """Give attributes to the first element of that name in a part."""
    return lambda w: w.changer(partie, f"<{balise} ", f"<{balise} {attributs} ")


def ranger(rang: int, attributs: str, feuille: str = F) -> Geste:
    """Give attributes to a row."""
    return lambda w: ligne(w, feuille, rang, attributs)


def etirer(rang: int, attributs: str, feuille: str = F) -> Geste:
    """Give attributes to a column, described alone."""
    return lambda w: colonne(w, feuille, rang, attributs)


def habiller(place: tuple[str, str], **quoi: str) -> Geste:
    """Give a cell a look of its own."""
    return lambda w: w.style(*place, **quoi)


def mot(feuille: str, adresse: str, texte: str) -> Geste:
    """Put a text in a cell."""
    return lambda w: w.mot(feuille, adresse, texte)


def troquer(feuille: str, un: str, deux: str) -> Geste:
    """Exchange the texts of two cells."""
    return lambda w: echanger(w, feuille, un, deux)


def valider(feuille: str, plage: str, motif: str, par: str) -> Geste:
    """Rewrite the validation of a range."""
    return lambda w: validation(w, feuille, plage, motif, par)


def conditionner(dxf: str, regle: str = 'type="expression"', f: str = "TRUE") -> Geste:
    """Add a conditional format to the first amount of Financement."""
    return lambda w: condition(w, f"<dxf>{dxf}</dxf>", regle=regle, f=f)


def fusionner(plage: str) -> Geste:
    """Merge cells of Financement."""
    return lambda w: w.inserer(F, f'<mergeCells><mergeCell ref="{plage}"/></mergeCells>', "<dataValidations")


def couvrir(rang: int, colonne_: int, **options: object) -> Geste:
    """Lay a shape over one cell of Financement."""
    return lambda w: dessiner(w, rang, colonne_, **options)  # type: ignore[arg-type]
