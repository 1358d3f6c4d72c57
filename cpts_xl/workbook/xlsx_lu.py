"""Reading a received workbook: formula, stored value, number format and lock of each cell, in one pass.

Numbers become exact: a stored double is read at 15 significant digits, as a spreadsheet shows it, so 0.1 is one tenth.
"""

from __future__ import annotations

import datetime as dt
import posixpath
import re
import zipfile
import zlib
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, Any, NamedTuple

from lxml import etree

from cpts_xl.workbook.garde import refuser, verifier_fichier

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_RELATIONS = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_RELATIONS_STRICT = "{http://purl.oclc.org/ooxml/officeDocument/relationships}"
_FORMATS = dict(
    enumerate("General|0|0.00|#,##0|#,##0.00|||||0%|0.00%|0.00E+00|# ?/?|# ??/??|mm-dd-yy|d-mmm-yy|d-mmm|mmm-yy".split("|"))
) | {
    18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "m/d/yy h:mm",
    37: "#,##0 ;(#,##0)", 38: "#,##0 ;[Red](#,##0)", 39: "#,##0.00;(#,##0.00)", 40: "#,##0.00;[Red](#,##0.00)",
    45: "mm:ss", 46: "[h]:mm:ss", 47: "mmss.0", 48: "##0.0E+0", 49: "@",
}  # fmt: skip
_HORS_CODE = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')  # ce qui, dans un format, n'est pas un code de date
_DUREE = re.compile(r"\[[hms]+\]", re.IGNORECASE)
_ECHAPPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_ADRESSE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_DERNIER_JOUR = 2_958_465  # 31 décembre 9999


class ErreurCellule(NamedTuple):
    """An error value, as a spreadsheet shows it: ``#N/A``, ``#VALUE!``…"""

    code: str


Valeur = Fraction | str | bool | dt.date | ErreurCellule | None


class Cellule(NamedTuple):
    """One non-empty cell. ``formule`` begins with ``=``, or is ``{=…}`` for an array formula, or is None."""

    adresse: str
    valeur: Valeur
    formule: str | None
    format: str
    verrouillee: bool


@dataclass(slots=True)
class FeuilleLue:
    """One sheet; ``dimensions`` is the last row and the last column that really hold something."""

    nom: str
    visible: str = "visible"
    cellules: dict[str, Cellule] = field(default_factory=dict)
    lignes_masquees: set[int] = field(default_factory=set)
    colonnes_masquees: set[int] = field(default_factory=set)
    protegee: bool = False
    dimensions: tuple[int, int] = (0, 0)
    lignes: dict[int, dict[int, Cellule]] = field(default_factory=dict, repr=False)

    def cellule(self, adresse: str) -> Cellule | None:
        """Return the cell at ``B7`` (``$`` allowed), or None when it is empty."""
        return self.cellules.get(adresse.replace("$", ""))

    def ligne(self, numero: int) -> dict[int, Cellule]:
        """Return the non-empty cells of one row, by column number (A is 1), in order."""
        return self.lignes.get(numero, {})


@dataclass(slots=True)
class ClasseurLu:
    """A workbook as it was received; sheets in order. A name of one sheet only is keyed ``Feuille!Nom``."""

    chemin: Path
    feuilles: dict[str, FeuilleLue] = field(default_factory=dict)
    noms: dict[str, str] = field(default_factory=dict)
    proprietes: dict[str, str] = field(default_factory=dict)
    date1904: bool = False


def lire(chemin: Path, *, dates: bool = True) -> ClasseurLu:
    """Return everything that the workbook stores; the file is checked by the guard first.

    With ``dates=False`` a date stays the serial number that a spreadsheet computes with.

    Raises:
        ClasseurIllisible: the guard refuses the file, or a part of it does not make sense.
    """
    verifier_fichier(chemin)
    try:
        with zipfile.ZipFile(chemin) as archive:
            return _Lecteur(chemin, archive, dates=dates).lire()
    except (etree.XMLSyntaxError, KeyError, IndexError, ValueError, zipfile.BadZipFile, zlib.error) as erreur:
        motif = f"contenu incohérent ({erreur}) ; l'ouvrir dans Excel, l'enregistrer de nouveau, puis recommencer"
        raise refuser(chemin, motif) from erreur
    except OSError as erreur:
        raise refuser(chemin, f"lecture impossible ({erreur.strerror or erreur})") from erreur


def position(adresse: str) -> tuple[int, int]:
    """Return (row, column) of an address such as ``C5``; raises ``ValueError`` when it is not one."""
    trouve = _ADRESSE.fullmatch(adresse)
    if not trouve:
        raise ValueError(f"adresse « {adresse} »")
    colonne = 0
    for lettre in trouve[1]:
        colonne = colonne * 26 + ord(lettre) - 64
    return int(trouve[2]), colonne


def lettres(colonne: int) -> str:
    """Return the letters of a column number: 1 is A, 27 is AA."""
    texte = ""
    while colonne:
        colonne, reste = divmod(colonne - 1, 26)
        texte = chr(65 + reste) + texte
    return texte


class _Lecteur:
    def __init__(self, chemin: Path, archive: zipfile.ZipFile, *, dates: bool) -> None:
        self.archive, self.dates = archive, dates
        self.classeur = ClasseurLu(chemin)
        self.chaines: list[str] = []
        self.styles: list[tuple[str, bool, bool]] = []

    def lire(self) -> ClasseurLu:
        racine = self._arbre("xl/workbook.xml")
        proprietes = racine.find("{*}workbookPr")
        self.classeur.date1904 = proprietes is not None and _vrai(proprietes.get("date1904"))
        cibles = self._cibles()
        self._styles(cibles.get("styles"))
        self._chaines(cibles.get("sharedStrings"))
        ordre = []
        for balise in racine.iterfind("{*}sheets/{*}sheet"):
            nom = balise.get("name", "")
            if nom in self.classeur.feuilles:
                raise ValueError(f"deux feuilles nommées « {nom} »")
            feuille = FeuilleLue(nom, balise.get("state", "visible"))
            identifiant = balise.get(_RELATIONS + "id") or balise.get(_RELATIONS_STRICT + "id") or ""
            self._feuille(feuille, cibles[identifiant])
            self.classeur.feuilles[nom] = feuille
            ordre.append(nom)
        for balise in racine.iterfind("{*}definedNames/{*}definedName"):
            rang, nom = balise.get("localSheetId"), balise.get("name", "")
            self.classeur.noms[nom if rang is None else f"{ordre[int(rang)]}!{nom}"] = balise.text or ""
        self._proprietes()
        return self.classeur

    def _arbre(self, partie: str) -> Any:
        return etree.fromstring(
            self.archive.read(partie),
            etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False),
        )

    def _elements(self, partie: str, *balises: str) -> Iterator[Any]:
        """Yield each element once complete, then forget it: memory stays flat whatever the sheet."""
        with self.archive.open(partie) as flux:
            analyse = etree.iterparse(
                flux,
                events=("end",),
                tag=["{*}" + balise for balise in balises],
                resolve_entities=False,
                no_network=True,
                huge_tree=False,
                load_dtd=False,
                remove_comments=True,  # « 1<!-- -->2 » se lit 12, comme dans Excel
                remove_pis=True,
            )
            for _, element in analyse:
                yield element
                element.clear(keep_tail=False)
                while (precedent := element.getprevious()) is not None:
                    precedent.getparent().remove(precedent)

    def _cibles(self) -> dict[str, str]:
        """Return the part of each relationship of the workbook, by its id and by its kind."""
        cibles = {}
        for lien in self._arbre("xl/_rels/workbook.xml.rels"):
            partie = posixpath.normpath(posixpath.join("/xl", lien.get("Target", ""))).lstrip("/")
            cibles[lien.get("Id", "")] = cibles[lien.get("Type", "").rsplit("/", 1)[-1]] = partie
        return cibles

    def _styles(self, partie: str | None) -> None:
        if not partie:
            return
        racine = self._arbre(partie)
        codes = dict(_FORMATS)
        for balise in racine.iterfind("{*}numFmts/{*}numFmt"):
            codes[int(balise.get("numFmtId"))] = balise.get("formatCode", "")
        for xf in racine.iterfind("{*}cellXfs/{*}xf"):
            numero = int(xf.get("numFmtId", "0"))
            code = codes.get(numero) or f"#{numero}"
            protection = xf.find("{*}protection")
            libre = protection is not None and not _vrai(protection.get("locked", "1"))
            # 27 à 36 et 50 à 58 : dates d'Asie, dont le code n'est écrit nulle part
            date = 27 <= numero <= 36 or 50 <= numero <= 58 or _est_date(code)  # noqa: PLR2004
            self.styles.append((code, not libre, date and self.dates))

    def _chaines(self, partie: str | None) -> None:
        if partie and partie in self.archive.namelist():
            self.chaines = [_texte(si) for si in self._elements(partie, "si")]

    def _feuille(self, feuille: FeuilleLue, partie: str) -> None:
        if not partie.endswith(".xml"):  # le garde n'a mesuré que les parties XML
            raise ValueError(f"feuille « {feuille.nom} » rangée dans {partie}")
        partagees: dict[str, Any] = {}
        ligne = 0
        for element in self._elements(partie, "row", "col", "sheetProtection"):
            genre = element.tag.rpartition("}")[2]
            if genre == "row":
                ligne = int(element.get("r") or ligne + 1)
                if _vrai(element.get("hidden")) or element.get("ht") == "0":
                    feuille.lignes_masquees.add(ligne)
                self._ligne(feuille, ligne, element, partagees)
            elif genre == "col":
                if _vrai(element.get("hidden")) or element.get("width") == "0":
                    feuille.colonnes_masquees.update(range(int(element.get("min")), int(element.get("max")) + 1))
            else:
                feuille.protegee = _vrai(element.get("sheet"))

    def _ligne(self, feuille: FeuilleLue, ligne: int, element: Any, partagees: dict[str, Any]) -> None:
        colonne = 0
        cases = feuille.lignes.setdefault(ligne, {})
        for balise in element.iterfind("{*}c"):
            if adresse := balise.get("r"):
                rang, colonne = position(adresse)
                if rang != ligne:
                    raise ValueError(f"cellule {adresse} rangée en ligne {ligne}")
            else:
                colonne += 1
                adresse = f"{lettres(colonne)}{ligne}"
            cellule = self._cellule(adresse, balise, partagees)
            if cellule is None:
                continue
            if adresse in feuille.cellules:
                raise ValueError(f"cellule {adresse} écrite deux fois dans « {feuille.nom} »")
            feuille.cellules[adresse] = cases[colonne] = cellule
            feuille.dimensions = (max(feuille.dimensions[0], ligne), max(feuille.dimensions[1], colonne))

    def _cellule(self, adresse: str, balise: Any, partagees: dict[str, Any]) -> Cellule | None:
        brut = texte = formule = None
        for enfant in balise:
            genre = enfant.tag.rpartition("}")[2]
            if genre == "v":
                brut = enfant.text or ""
            elif genre == "is":
                texte = _texte(enfant)
            elif genre == "f":
                formule = _formule(adresse, enfant, partagees)
        if brut is None and texte is None and formule is None:
            return None
        indice = int(balise.get("s", "0"))
        style = self.styles[indice] if indice < len(self.styles) else ("General", True, False)
        code, verrouillee, date = style
        valeur = self._valeur(balise.get("t", "n"), brut, date=date) if texte is None else texte
        if valeur is None and formule is None:
            return None
        return Cellule(adresse, valeur, formule, code, verrouillee)

    def _valeur(self, sorte: str, brut: str | None, *, date: bool) -> Valeur:
        if sorte == "str":
            return _ECHAPPE.sub(_caractere, brut or "")
        if not brut:
            return None
        if sorte == "s":
            return self.chaines[int(brut)]
        if sorte == "b":
            return _vrai(brut)
        if sorte == "e":
            return ErreurCellule(brut)
        if sorte == "d":
            return dt.date.fromisoformat(brut[:10])
        nombre = _nombre(brut)
        return self._date(nombre) if date else nombre

    def _date(self, nombre: Fraction) -> Valeur:
        """Return the day of a serial number (its hour is dropped); what is no day of this calendar stays a number."""
        jours = int(nombre)
        if self.classeur.date1904:
            return dt.date(1904, 1, 1) + dt.timedelta(jours) if 0 <= jours <= _DERNIER_JOUR - 1462 else nombre
        if jours == 60 or not 1 <= jours <= _DERNIER_JOUR:  # noqa: PLR2004 - 60 : le 29 février 1900, qui n'a pas existé
            return nombre
        return dt.date(1899, 12, 31 if jours < 60 else 30) + dt.timedelta(jours)  # noqa: PLR2004

    def _proprietes(self) -> None:
        noms = set(self.archive.namelist())
        proprietes = self.classeur.proprietes
        if "docProps/custom.xml" in noms:
            for balise in self._arbre("docProps/custom.xml"):
                proprietes[balise.get("name", "")] = "".join(balise.itertext())
        for partie, balise, cle in (
            ("docProps/core.xml", "{*}creator", "creator"),
            ("docProps/app.xml", "{*}Application", "application"),
        ):
            trouve = self._arbre(partie).find(balise) if partie in noms else None
            if trouve is not None and trouve.text:
                proprietes.setdefault(cle, trouve.text)


def _vrai(texte: str | None) -> bool:
    return texte in {"1", "true", "on"}


def _nombre(texte: str) -> Fraction:
    if len(texte) < 15 and texte.isdecimal():  # noqa: PLR2004 - 15 chiffres : ce qu'un tableur garde d'un nombre
        return Fraction(int(texte))
    return Fraction(f"{float(texte):.15g}")


def _texte(element: Any) -> str:
    """Return the text of a string item, its runs put together, its phonetic guide left out."""
    morceaux = []
    for enfant in element:
        genre = enfant.tag.rpartition("}")[2]
        if genre == "t":
            morceaux.append(enfant.text or "")
        elif genre == "r":
            morceaux.extend(t.text or "" for t in enfant.iterfind("{*}t"))
    texte = "".join(morceaux)
    return _ECHAPPE.sub(_caractere, texte) if "_x" in texte else texte


def _caractere(trouve: re.Match[str]) -> str:
    return chr(int(trouve[1], 16))


def _formule(adresse: str, balise: Any, partagees: dict[str, Any]) -> str | None:
    genre, texte = balise.get("t"), balise.text
    if genre == "shared":
        numero = balise.get("si", "")
        if texte:
            from openpyxl.formula.translate import Translator  # noqa: PLC0415 - lourd, rarement utile

            partagees[numero] = Translator("=" + texte, origin=adresse)
            return "=" + texte
        return str(partagees[numero].translate_formula(adresse))
    if genre == "array":
        return "{=" + (texte or "") + "}"
    if genre == "dataTable":
        return "{=TABLE(" + balise.get("r1", "") + ")}"
    return "=" + texte if texte else None


def _est_date(code: str) -> bool:
    """Tell whether a format shows a day: a day or a year, or a month without an hour."""
    if _DUREE.search(code):
        return False
    nu = _HORS_CODE.sub("", code.split(";")[0]).lower()
    if "general" in nu or "@" in nu:
        return False
    return "d" in nu or "y" in nu or ("m" in nu and not {"h", "s"} & set(nu))
