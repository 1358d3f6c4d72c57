"""The strict reading of a workbook, part by part, by a full XML parser: it takes every file, and it is the oracle.

Numbers become exact: a stored double is read at 15 significant digits, as a spreadsheet shows it: 0.1 is one tenth.
"""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from lxml import etree

from cpts_xl.errors import raison
from cpts_xl.workbook.xlsx.formats_nombre import FORMATS, est_date, jour, jour_iso
from cpts_xl.workbook.xlsx.garde import signaler
from cpts_xl.workbook.xlsx.garde_liens import verifier_nom
from cpts_xl.workbook.xlsx.signature import refuser
from cpts_xl.workbook.xlsx.types import Cellule, ClasseurLu, ErreurCellule, FeuilleLue, Valeur, lettres, position
from cpts_xl.workbook.xlsx.valeurs import Style, formule_de, nombre, reglage, sans_echappement, texte_de, vrai

INCOHERENCES = (etree.XMLSyntaxError, KeyError, IndexError, ValueError, zipfile.BadZipFile, zlib.error)
"""What a package that passes the guard may still raise when its parts do not make sense together."""
_MOTIFS: tuple[tuple[type[Exception], str], ...] = (
    (etree.XMLSyntaxError, "une de ses parties n'est pas écrite jusqu'au bout, ou pas en XML"),
    (KeyError, "une partie qu'il annonce n'y est pas"),
    (IndexError, "un renvoi d'une partie à une autre n'y mène à rien"),
    (zipfile.BadZipFile, "une de ses parties est abîmée"),
    (zlib.error, "une de ses parties est abîmée"),
)

_RELATIONS = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_RELATIONS_STRICT = "{http://purl.oclc.org/ooxml/officeDocument/relationships}"


def lire_strictement(chemin: Path, *, dates: bool = True) -> ClasseurLu:
    """Return everything that a workbook stores, by the slow road.

    Raises:
        ClasseurIllisible: the guard refuses the file, or a part of it does not make sense.
    """
    remarques = signaler(chemin)
    try:
        with zipfile.ZipFile(chemin) as archive:
            classeur = Lecteur(chemin, archive, dates=dates).lire()
    except INCOHERENCES as erreur:
        motif = _en_clair(erreur)
        motif = f"contenu incohérent ({motif}) ; l'ouvrir dans Excel, l'enregistrer de nouveau, puis recommencer"
        raise refuser(chemin, motif) from erreur
    except OSError as erreur:
        raise refuser(chemin, f"lecture impossible ({raison(erreur)})") from erreur
    classeur.remarques = remarques
    return classeur


def _en_clair(erreur: Exception) -> str:
    """Return why a package makes no sense: our own words, or French ones for what a library says in English."""
    motif = next((dit for genre, dit in _MOTIFS if isinstance(erreur, genre)), "")
    if motif:
        return motif
    dit = str(erreur).casefold()
    if "exceeds the limit" in dit:  # Python refuse les entiers de plus de 4 300 chiffres
        return "un nombre y a trop de chiffres"
    return "un mot y tient la place d'un nombre" if "invalid literal" in dit else str(erreur)


class Lecteur:
    """One reading of a package that the guard has accepted."""

    def __init__(self, chemin: Path, archive: zipfile.ZipFile, *, dates: bool) -> None:
        self.archive, self.dates = archive, dates
        self.classeur = ClasseurLu(chemin)
        self.chaines: list[str] = []
        self.styles: list[Style] = []

    def lire(self) -> ClasseurLu:
        """Return the workbook."""
        racine = self._arbre("xl/workbook.xml")
        proprietes = racine.find("{*}workbookPr")
        self.classeur.date1904 = proprietes is not None and vrai(proprietes.get("date1904"))
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

    def _flux(self, partie: str) -> IO[bytes]:
        """Return one part, to be read; raises ``KeyError`` when it is absent, ``ValueError`` when it is not XML."""
        verifier_nom(partie)
        return self.archive.open(partie)

    def _arbre(self, partie: str) -> Any:
        analyseur = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False)
        with self._flux(partie) as flux:
            return etree.fromstring(flux.read(), analyseur)

    def _elements(self, partie: str, *balises: str) -> Iterator[Any]:
        """Yield each element once complete, then forget it: memory stays flat whatever the sheet."""
        with self._flux(partie) as flux:
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
        codes = dict(FORMATS)
        for balise in racine.iterfind("{*}numFmts/{*}numFmt"):
            codes[int(balise.get("numFmtId", ""))] = balise.get("formatCode", "")
        for xf in racine.iterfind("{*}cellXfs/{*}xf"):
            numero = int(xf.get("numFmtId", "0"))
            code = codes.get(numero) or f"#{numero}"
            protection = xf.find("{*}protection")
            libre = protection is not None and not vrai(protection.get("locked", "1"))
            self.styles.append(Style(code, not libre, est_date(numero, code) and self.dates))

    def _chaines(self, partie: str | None) -> None:
        if partie and partie in self.archive.namelist():
            self.chaines = [texte_de(si) for si in self._elements(partie, "si")]

    def _feuille(self, feuille: FeuilleLue, partie: str) -> None:
        if not partie.endswith(".xml"):  # le garde n'a mesuré que les parties XML
            raise ValueError(f"feuille « {feuille.nom} » rangée dans {partie}")
        partagees: dict[str, Any] = {}
        ligne = 0
        for element in self._elements(partie, "row", "col", "sheetProtection"):
            genre = element.tag.rpartition("}")[2]
            if genre == "row":
                ligne = int(element.get("r") or ligne + 1)
                if vrai(element.get("hidden")) or element.get("ht") == "0":
                    feuille.lignes_masquees.add(ligne)
                self._ligne(feuille, ligne, element, partagees)
            else:
                reglage(feuille, genre, element.attrib)

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
            cellule = self._cellule(f"feuille « {feuille.nom} »", adresse, balise, partagees)
            if cellule is None:
                continue
            if adresse in feuille.cellules:
                raise ValueError(f"cellule {adresse} écrite deux fois dans « {feuille.nom} »")
            feuille.cellules[adresse] = cases[colonne] = cellule
            feuille.dimensions = (max(feuille.dimensions[0], ligne), max(feuille.dimensions[1], colonne))

    def _cellule(self, lieu: str, adresse: str, balise: Any, partagees: dict[str, Any]) -> Cellule | None:
        brut = texte = formule = None
        for enfant in balise:
            genre = enfant.tag.rpartition("}")[2]
            if genre == "v":
                brut = enfant.text or ""
            elif genre == "is":
                texte = texte_de(enfant)
            elif genre == "f":
                formule = formule_de(adresse, enfant.attrib, enfant.text, partagees)
        if brut is None and texte is None and formule is None:
            return None
        indice = int(balise.get("s", "0"))
        style = self.styles[indice] if indice < len(self.styles) else Style()
        try:
            valeur = self._valeur(balise.get("t", "n"), brut, date=style.date) if texte is None else texte
        except (ValueError, IndexError, OverflowError) as erreur:
            # la personne qui corrigera ouvre une feuille et une cellule, non un fichier
            raise ValueError(f"{lieu}, cellule {adresse} : « {(brut or '')[:40]} » n'est pas une valeur") from erreur
        if valeur is None and formule is None:
            return None
        return Cellule(adresse, valeur, formule, style.code, style.verrouillee)

    def _valeur(self, sorte: str, brut: str | None, *, date: bool) -> Valeur:
        brut = brut or ""
        valeur: Valeur = None
        if sorte == "str":
            valeur = sans_echappement(brut)
        elif not brut:
            valeur = None
        elif sorte == "s":
            valeur = self.chaines[int(brut)]
        elif sorte == "b":
            valeur = vrai(brut)
        elif sorte == "e":
            valeur = ErreurCellule(brut)
        elif sorte == "d":
            valeur = jour_iso(brut)
        else:
            valeur = jour(nombre(brut), date1904=self.classeur.date1904) if date else nombre(brut)
        return valeur

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
