"""One sheet of a received workbook, in one pass: its rows' attributes, its columns, and all that follows its cells.

An ordinary part is cut around its rows, which patterns walk through; any other is streamed by a full parser.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Mapping, Sequence
from html import unescape
from typing import Any

from lxml import etree

from cpts_xl.workbook.verification.manifeste.courses import Courses
from cpts_xl.workbook.verification.manifeste.modele import Apparence, FeuilleManifeste
from cpts_xl.workbook.verification.manifeste.plages import DERNIERE_COLONNE, zone, zones
from cpts_xl.workbook.verification.manifeste.regles import REGLES, regles
from cpts_xl.workbook.verification.manifeste.styles import Couleurs
from cpts_xl.workbook.xlsx.types import lettres, position
from cpts_xl.workbook.xlsx.valeurs import vrai

HAUTEUR_MINIMALE, LARGEUR_MINIMALE = 2.0, 0.4
LARGEUR_D_UN_SIGNE = 1.7
"""Width of a column, margins included, under which Excel does not show one whole digit."""
HAUTEUR_LISIBLE = 5.0
"""Under these (points; characters), a row or a column does not show; under five points, a row is not read."""
OBJETS = 20_000
"""Rules, merges, rows or cells noted on one sheet, at most."""
PIEDS, SIGNES_D_UN_PIED = 6, 1_000
"""Headers and footers of one sheet (Excel has six), and characters of one of them, that are read."""
_ORDINAIRE = re.compile(rb"(?:<\?xml [^<>]*\?>\s*)?<worksheet[ >]")
_LIGNES = re.compile(rb"<row([^<>]*)>")
_PARLANTES = re.compile(rb'<row[^<>]* (?:hidden="(?:1|true|on)"|ht="(?:[0-4]?(?:\.[0-9]*)?|[^"]*[eE][^"]*)")[^<>]*>')
_RANG = re.compile(rb' r="([0-9]+)"')
_ATTRIBUT = re.compile(rb' ([A-Za-z]+)="([^"]*)"')
_LIENS = re.compile(rb"(?:<hyperlink [^<>]*/>)+")
_LIEN = re.compile(rb"<hyperlink( [^<>]*)/>")
_DEBUT, _FIN = b"<sheetData>", b"</sheetData>"
_SANS_ENTITE: dict[str, Any] = {
    "resolve_entities": False, "no_network": True, "huge_tree": False, "load_dtd": False,
    "remove_comments": True, "remove_pis": True,
}  # fmt: skip


class Suspects:
    """The styles that hide a text or a formula, or repeat what they show, by number."""

    def __init__(
        self,
        invisibles: Mapping[int, str],
        cachees: frozenset[int] = frozenset(),
        recopies: frozenset[int] = frozenset(),
        courses: Courses | None = None,
    ) -> None:
        self.invisibles, self.cachees, self.recopies, self.courses = invisibles, cachees, recopies, courses
        numeros = sorted({*invisibles, *cachees, *recopies})
        choix = "|".join(str(n) for n in numeros[:OBJETS])
        self.motif = re.compile(rf'<c(?=[^<>]* s="(?:{choix})")([^<>]*)>'.encode()) if numeros else None

    def noter(self, feuille: FeuilleManifeste, adresse: str, style: int) -> None:
        """Note a cell if its style hides or repeats something."""
        if style in self.invisibles and len(feuille.invisibles) < OBJETS:
            feuille.invisibles[adresse] = self.invisibles[style]
        if style in self.cachees and len(feuille.formules_cachees) < OBJETS:
            feuille.formules_cachees.append(adresse)
        if style in self.recopies and len(feuille.recopies) < OBJETS:
            feuille.recopies.append(adresse)

    def noter_courses(self, feuille: FeuilleManifeste, adresse: str, case: Any) -> None:
        """Note a cell if some words of its text hide."""
        cachee = None if self.courses is None else self.courses.cachee(case)
        if cachee is not None and len(feuille.courses) < OBJETS:
            feuille.courses[adresse] = cachee


def analyser(
    octets: bytes, feuille: FeuilleManifeste, suspects: Suspects, styles: Sequence[Apparence], couleurs: Couleurs
) -> None:
    """Fill a sheet from the bytes of its part.

    Raises:
        etree.XMLSyntaxError: the part is not well-formed.
        ValueError: one of its numbers is not one, or it holds entities.
    """
    debut, fin = octets.find(_DEBUT), octets.rfind(_FIN)
    corps = octets[debut + len(_DEBUT) : fin] if 0 <= debut < fin else b""
    courses = suspects.courses
    if corps and _ordinaire(octets, corps) and (courses is None or not courses.a_chercher(corps)):
        _lignes(corps, feuille, suspects)
        # un arbre de deux mille liens coûte plus que tout le reste : ils se lisent à part
        lus = ({cle: unescape(mot) for cle, mot in _attributs(lien).items()} for lien in _LIEN.findall(octets[fin:]))
        _noter_liens(feuille, lus)
        reste = octets[: debut + len(_DEBUT)] + _LIENS.sub(b"", octets[fin:])
        racine = etree.fromstring(reste, etree.XMLParser(**_SANS_ENTITE))
    else:
        racine = _en_flux(octets, feuille, suspects)
    if racine.getroottree().docinfo.internalDTD is not None:
        raise ValueError("entités XML")
    _reglages(racine, feuille)
    regles(racine, feuille, styles, couleurs)


def _ordinaire(octets: bytes, corps: bytes) -> bool:
    """Tell whether each « < » of the rows opens or closes an element without prefix: patterns then see all of them."""
    return (
        _ORDINAIRE.match(octets) is not None
        and b"<!" not in octets
        and b"<?" not in corps
        and b"='" not in corps
        and corps.count(b"<row") == len(_LIGNES.findall(corps))
        and b":row" not in corps
        and b":c " not in corps
    )


def _lignes(corps: bytes, feuille: FeuilleManifeste, suspects: Suspects) -> None:
    for balise in _PARLANTES.finditer(corps):
        if _RANG.search(balise[0]) is None:  # une ligne sans numéro : il faut compter depuis la première
            rang = 0
            for autre in _LIGNES.finditer(corps):
                attributs = _attributs(autre[1])
                rang = int(attributs.get("r") or rang + 1)
                _noter_ligne(feuille, rang, attributs)
            break
        attributs = _attributs(balise[0])
        _noter_ligne(feuille, int(attributs["r"]), attributs)
    for balise in () if suspects.motif is None else suspects.motif.finditer(corps):
        attributs = _attributs(balise[1])
        if "r" in attributs:
            suspects.noter(feuille, attributs["r"], int(attributs["s"]))


def _attributs(balise: bytes) -> dict[str, str]:
    return {cle.decode(): valeur.decode() for cle, valeur in _ATTRIBUT.findall(balise)}


def _en_flux(octets: bytes, feuille: FeuilleManifeste, suspects: Suspects) -> Any:
    """Return the tree of a sheet without its rows, each looked at then forgotten."""
    rang = 0
    analyse = etree.iterparse(io.BytesIO(octets), events=("end",), tag=["{*}row"], **_SANS_ENTITE)
    for _, element in analyse:
        rang = int(element.get("r") or rang + 1)
        _noter_ligne(feuille, rang, element.attrib)
        for colonne, case in enumerate(element.iterfind("{*}c"), 1):
            adresse = case.get("r") or f"{lettres(colonne)}{rang}"
            suspects.noter(feuille, adresse, int(case.get("s") or 0))
            suspects.noter_courses(feuille, adresse, case)
        element.clear(keep_tail=False)
        while (precedent := element.getprevious()) is not None:
            precedent.getparent().remove(precedent)
    return analyse.root


def _noter_ligne(feuille: FeuilleManifeste, rang: int, attributs: Mapping[str, str]) -> None:
    if vrai(attributs.get("hidden")):
        motif = "groupée" if int(attributs.get("outlineLevel") or 0) else "masquée"
    elif (hauteur := attributs.get("ht")) is not None and float(hauteur) < HAUTEUR_LISIBLE:
        motif = "de hauteur nulle" if float(hauteur) < HAUTEUR_MINIMALE else "de moins de cinq points de haut"
    else:
        return
    if len(feuille.lignes) < OBJETS:
        feuille.lignes[rang] = motif


def _reglages(racine: Any, feuille: FeuilleManifeste) -> None:
    """Note the look of the sheet: columns, default sizes, protection, merges, filters."""
    _tailles(racine, feuille)
    _autour(racine, feuille)
    _noter_liens(feuille, (lien.attrib for lien in racine.iterfind("{*}hyperlinks/{*}hyperlink")))
    for balise in racine.iterfind("{*}sheetPr"):
        feuille.comme_lotus = vrai(balise.get("transitionEvaluation"))
        feuille.sans_conditionnels = balise.get("enableFormatConditionsCalculation") in {"0", "false"}
    vues = racine.findall("{*}sheetViews/{*}sheetView")
    feuille.formules_montrees = any(vrai(vue.get("showFormulas")) for vue in vues)
    feuille.sans_zeros = any(vue.get("showZeros") in {"0", "false"} for vue in vues)
    for vue in vues:
        volets = vue.find("{*}pane")
        if volets is not None and volets.get("state") in {"frozen", "frozenSplit"}:
            ligne, colonne = position(vue.get("topLeftCell", "A1"))
            feuille.hors_volets = (ligne - 1 if volets.get("ySplit") else 0, colonne - 1 if volets.get("xSplit") else 0)
    for balise in racine.iterfind("{*}protectedRanges/{*}protectedRange"):
        feuille.ouvertes += zones(balise.get("sqref", ""))[:REGLES]
    for balise in racine.iterfind("{*}sheetProtection"):
        if vrai(balise.get("sheet")):
            feuille.protection = dict(balise.attrib)
    fusions = (zone(balise.get("ref", "")) for balise in racine.iterfind("{*}mergeCells/{*}mergeCell"))
    feuille.fusions = [lieu for lieu in fusions if lieu is not None][:OBJETS]
    for balise in racine.iter("{*}autoFilter"):
        if (lieu := filtre(balise)) is not None:
            feuille.filtres.append(lieu)


def _autour(racine: Any, feuille: FeuilleManifeste) -> None:
    """Note what is printed around the pages of the sheet, and what is spread behind its cells."""
    feuille.image_de_fond = racine.find("{*}picture") is not None
    pieds = (balise.text or "" for cadre in racine.iterfind("{*}headerFooter") for balise in cadre)
    feuille.pieds = tuple(pied[:SIGNES_D_UN_PIED] for pied in pieds if pied)[:PIEDS]


def _noter_liens(feuille: FeuilleManifeste, liens: Iterable[Mapping[str, str]]) -> None:
    for attributs in liens:
        if len(feuille.liens) >= OBJETS:
            return
        if lieu := attributs.get("ref"):
            feuille.liens[lieu] = attributs.get("location", "")


def _tailles(racine: Any, feuille: FeuilleManifeste) -> None:
    """Note the columns that do not show, and what a row or a column that nothing describes measures."""
    for balise in racine.iterfind("{*}cols/{*}col"):
        debut, fin = int(balise.get("min") or 1), min(int(balise.get("max") or 1), DERNIERE_COLONNE)
        largeur, motif = balise.get("width"), ""
        if vrai(balise.get("hidden")):
            motif = "groupée" if int(balise.get("outlineLevel") or 0) else "masquée"
        elif largeur is not None and float(largeur) < LARGEUR_D_UN_SIGNE:
            motif = "de largeur nulle" if float(largeur) < LARGEUR_MINIMALE else "de moins d'un signe de large"
        if motif and len(feuille.colonnes) < OBJETS:
            feuille.colonnes.append((debut, fin, motif))
    for balise in racine.iterfind("{*}sheetFormatPr"):
        hauteur = float(balise.get("defaultRowHeight") or HAUTEUR_MINIMALE)
        feuille.hauteur_nulle = vrai(balise.get("zeroHeight")) or hauteur < HAUTEUR_MINIMALE
        if float(balise.get("defaultColWidth") or LARGEUR_MINIMALE) < LARGEUR_MINIMALE:
            feuille.colonnes.append((1, DERNIERE_COLONNE, "de largeur nulle"))


def filtre(balise: Any) -> Any:
    """Return the range of a filter when it has a criterion, else None."""
    return zone(balise.get("ref", "")) if balise.find("{*}filterColumn") is not None else None
