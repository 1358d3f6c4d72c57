"""A workbook as its parts: cells read and rewritten one by one in their XML, every other part left as it is."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from functools import lru_cache
from typing import Any

from lxml import etree
from openpyxl.utils import column_index_from_string, get_column_letter

NS = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
NS_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
NS_LIEN = "{http://schemas.openxmlformats.org/package/2006/relationships}"
NS_TYPE = "{http://schemas.openxmlformats.org/package/2006/content-types}"
CLASSEUR, STYLES, PROPRIETES = "xl/workbook.xml", "xl/styles.xml", "docProps/custom.xml"
_DATE_FIXE = (1980, 1, 1, 0, 0, 0)
_ADRESSE = re.compile(r"([A-Z]+)(\d+)")

ORDRE_FEUILLE = (
    "sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr", "sheetProtection",
    "protectedRanges", "scenarios", "autoFilter", "sortState", "dataConsolidate", "customSheetViews", "mergeCells",
    "phoneticPr", "conditionalFormatting", "dataValidations", "hyperlinks", "printOptions", "pageMargins", "pageSetup",
    "headerFooter", "rowBreaks", "colBreaks", "customProperties", "cellWatches", "ignoredErrors", "smartTags",
     "drawing",
    "legacyDrawing", "legacyDrawingHF", "picture", "oleObjects", "controls", "webPublishItems", "tableParts", "extLst",
)  # fmt: skip
"""The order that the format imposes on the children of a sheet."""


def position(adresse: str) -> tuple[int, int]:
    """Return (row, column) of « L7 », both from 1."""
    trouve = _ADRESSE.fullmatch(adresse.replace("$", ""))
    assert trouve, adresse
    return int(trouve[2]), column_index_from_string(trouve[1])


def adresse(ligne: int, colonne: int) -> str:
    """Return « L7 » for (7, 12)."""
    return f"{get_column_letter(colonne)}{ligne}"


@lru_cache(maxsize=4)  # neuf millions d'octets par classeur : le classeur intact, et celui qu'on retouche
def _decompresse(octets: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(octets)) as archive:
        return {info.filename: archive.read(info) for info in archive.infolist()}


class Paquet:
    """The parts of one workbook; a part is parsed the first time it is touched, written back at the end."""

    def __init__(self, octets: bytes) -> None:
        self.parties = dict(_decompresse(octets))
        self._arbres: dict[str, Any] = {}
        self._cellules: dict[str, dict[str, Any]] = {}

    # ------------------------------------------------------------------------------------------ parts

    def arbre(self, partie: str) -> Any:
        """Return the parsed root of a part; what is changed in it is kept."""
        if partie not in self._arbres:
            self._arbres[partie] = etree.fromstring(self.parties[partie])
        return self._arbres[partie]

    def remplacer(self, partie: str, contenu: bytes) -> None:
        """Put other bytes in place of a part."""
        self._arbres.pop(partie, None)
        self._cellules.clear()
        self.parties[partie] = contenu

    def octets(self) -> bytes:
        """Return the workbook as a file; not compressed, so that writing costs nothing."""
        for racine in self._arbres.values():
            _etendue(racine)
        tampon = io.BytesIO()
        with zipfile.ZipFile(tampon, "w") as archive:
            for nom, contenu in self.parties.items():
                if nom in self._arbres:
                    ecrit = etree.tostring(self._arbres[nom], xml_declaration=True, encoding="UTF-8", standalone=True)
                else:
                    ecrit = contenu
                archive.writestr(zipfile.ZipInfo(nom, _DATE_FIXE), ecrit)
        return tampon.getvalue()

    def liens(self, partie: str) -> dict[str, tuple[str, str]]:
        """Return the relations of a part: identifier to (last word of the type, part aimed at)."""
        dossier, nom = posixpath.split(partie)
        liens = f"{dossier}/_rels/{nom}.rels"
        if liens not in self.parties:
            return {}
        return {
            lien.get("Id"): (
                lien.get("Type").rpartition("/")[2],
                posixpath.normpath(posixpath.join("/", dossier, lien.get("Target"))).lstrip("/"),
            )
            for lien in self.arbre(liens)
        }

    def lier(self, partie: str, identifiant: str, sorte: str, cible: str) -> None:
        """Add a relation from a part to another."""
        dossier, nom = posixpath.split(partie)
        liens = f"{dossier}/_rels/{nom}.rels"
        if liens not in self.parties:
            self.parties[liens] = f'<Relationships xmlns="{NS_LIEN[1:-1]}"/>'.encode()
        etree.SubElement(
            self.arbre(liens), f"{NS_LIEN}Relationship",
            Id=identifiant, Type=f"{NS_R[1:-1]}/{sorte}", Target=cible,
        )  # fmt: skip

    def declarer(self, partie: str, sorte: str, contenu: bytes) -> None:
        """Add a part with its content type."""
        self.parties[partie] = contenu
        etree.SubElement(
            self.arbre("[Content_Types].xml"), f"{NS_TYPE}Override", PartName=f"/{partie}", ContentType=sorte
        )

    # ------------------------------------------------------------------------------------------ sheets

    @property
    def feuilles(self) -> dict[str, str]:
        """Return the part of each sheet, by name, in order."""
        liens = self.liens(CLASSEUR)
        return {b.get("name"): liens[b.get(f"{NS_R}id")][1] for b in self.balises()}

    def balises(self) -> list[Any]:
        """Return the elements that declare the sheets."""
        return list(self.arbre(CLASSEUR).iter(f"{NS}sheet"))

    def balise(self, nom: str) -> Any:
        """Return the element that declares a sheet."""
        return next(b for b in self.balises() if b.get("name") == nom)

    def feuille(self, nom: str) -> Any:
        """Return the root of a sheet."""
        return self.arbre(self.feuilles[nom])

    def enfant(self, nom: str, balise: str) -> Any:
        """Return a child of a sheet, made at the place that the format wants when it is missing."""
        racine = self.feuille(nom)
        trouve = racine.find(f"{NS}{balise}")
        if trouve is not None:
            return trouve
        return self.inserer(nom, etree.Element(f"{NS}{balise}"))

    def inserer(self, nom: str, element: Any) -> Any:
        """Insert a child in a sheet, at the place that the format wants, and return it."""
        racine = self.feuille(nom)
        rang = ORDRE_FEUILLE.index(etree.QName(element).localname)
        place = sum(1 for e in racine if ORDRE_FEUILLE.index(etree.QName(e).localname) <= rang)
        racine.insert(place, element)
        return element

    # ------------------------------------------------------------------------------------------ cells

    def cellules(self, nom: str) -> dict[str, Any]:
        """Return the cell elements of a sheet by address."""
        if nom not in self._cellules:
            self._cellules[nom] = {c.get("r"): c for c in self.feuille(nom).iter(f"{NS}c")}
        return self._cellules[nom]

    def oublier(self, nom: str) -> None:
        """Forget the addresses of a sheet: its rows or columns have moved."""
        self._cellules.pop(nom, None)

    def ligne(self, nom: str, numero: int) -> Any:
        """Return a row of a sheet, made when it is missing."""
        donnees = self.feuille(nom).find(f"{NS}sheetData")
        for ligne in donnees:
            if int(ligne.get("r")) == numero:
                return ligne
        place = sum(1 for ligne in donnees if int(ligne.get("r")) < numero)
        neuve = etree.Element(f"{NS}row", r=str(numero))
        donnees.insert(place, neuve)
        return neuve

    def cellule(self, nom: str, lieu: str) -> Any:
        """Return a cell of a sheet, made when it is missing."""
        connues = self.cellules(nom)
        if lieu not in connues:
            numero, colonne = position(lieu)
            ligne = self.ligne(nom, numero)
            place = sum(1 for c in ligne if position(c.get("r"))[1] < colonne)
            neuve = etree.Element(f"{NS}c", r=lieu)
            ligne.insert(place, neuve)
            connues[lieu] = neuve
        return connues[lieu]

    def formule(self, nom: str, lieu: str) -> str | None:
        """Return the formula of a cell without its « = », or None."""
        cellule = self.cellules(nom).get(lieu)
        element = None if cellule is None else cellule.find(f"{NS}f")
        return None if element is None else element.text or ""

    def valeur(self, nom: str, lieu: str) -> str | float | None:
        """Return what a cell stores: text, number, or None."""
        cellule = self.cellules(nom).get(lieu)
        if cellule is None:
            return None
        sorte, contenu = cellule.get("t", "n"), cellule.findtext(f"{NS}v")
        if sorte == "inlineStr":
            return "".join(t.text or "" for t in cellule.iter(f"{NS}t"))
        if contenu is None:
            return None
        if sorte == "s":
            return self.communs[int(contenu)]
        return float(contenu) if sorte == "n" and contenu else contenu

    @property
    def communs(self) -> tuple[str, ...]:
        """Return the shared texts."""
        return _communs(self.parties["xl/sharedStrings.xml"])

    def poser(self, nom: str, lieu: str, valeur: str | float | None) -> None:
        """Put a constant in a cell, in the place of whatever it holds; its look stays."""
        cellule = self.cellule(nom, lieu)
        for enfant in list(cellule):
            cellule.remove(enfant)
        self._ecrire(cellule, valeur, "inlineStr")

    def stocker(self, nom: str, lieu: str, valeur: str | float) -> None:
        """Put another result beside the formula of a cell, which stays."""
        cellule = self.cellule(nom, lieu)
        for enfant in cellule.findall(f"{NS}v"):
            cellule.remove(enfant)
        self._ecrire(cellule, valeur, "str")

    def ecrire_formule(self, nom: str, lieu: str, formule: str) -> None:
        """Put a formula in a cell; the result stored beside it stays."""
        cellule = self.cellule(nom, lieu)
        element = cellule.find(f"{NS}f")
        if element is None:
            element = etree.Element(f"{NS}f")
            cellule.insert(0, element)
        element.text = formule

    @staticmethod
    def _ecrire(cellule: Any, valeur: str | float | None, sorte: str) -> None:
        cellule.attrib.pop("t", None)
        if isinstance(valeur, str) and sorte == "inlineStr":
            cellule.set("t", sorte)
            texte = etree.SubElement(etree.SubElement(cellule, f"{NS}is"), f"{NS}t")
            texte.text = valeur
            if valeur != valeur.strip():
                texte.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        elif valeur is not None:
            if isinstance(valeur, str):
                cellule.set("t", sorte)
            etree.SubElement(cellule, f"{NS}v").text = valeur if isinstance(valeur, str) else repr(valeur)

    # ------------------------------------------------------------------------------------------ names, styles

    def noms(self) -> dict[str, Any]:
        """Return the elements of the defined names, those of the workbook alone."""
        return {
            n.get("name"): n for n in self.arbre(CLASSEUR).iter(f"{NS}definedName") if n.get("localSheetId") is None
        }

    def format(self, nom: str, lieu: str) -> Any:
        """Return the style of a cell (element xf)."""
        xfs = self.arbre(STYLES).find(f"{NS}cellXfs")
        return xfs[int(self.cellule(nom, lieu).get("s", "0"))]

    def code_format(self, nom: str, lieu: str) -> str:
        """Return the number format code of a cell, or its built-in number."""
        numero = self.format(nom, lieu).get("numFmtId")
        codes = {n.get("numFmtId"): n.get("formatCode") for n in self.arbre(STYLES).iter(f"{NS}numFmt")}
        return str(codes.get(numero, numero))


def _etendue(racine: Any) -> None:
    """Say again how far a sheet goes, as a spreadsheet does when it saves; some programs refuse a cell beyond."""
    dimension = racine.find(f"{NS}dimension")
    places = [] if dimension is None else [position(c.get("r")) for c in racine.iter(f"{NS}c")]
    if places:
        (haut, bas), (gauche, droite) = ((min(rangs), max(rangs)) for rangs in zip(*places, strict=True))
        dimension.set("ref", f"{adresse(haut, gauche)}:{adresse(bas, droite)}")


@lru_cache(maxsize=4)
def _communs(partie: bytes) -> tuple[str, ...]:
    return tuple("".join(t.text or "" for t in si.iter(f"{NS}t")) for si in etree.fromstring(partie).iter(f"{NS}si"))
