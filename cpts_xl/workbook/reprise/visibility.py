"""Mode simple, mode complet: showing or hiding our sheets in a written workbook, every other part kept as it is."""

from __future__ import annotations

import io
import posixpath
import re
import struct
import zipfile
import zlib
from collections.abc import Collection
from pathlib import Path
from typing import Any

from lxml import etree

from cpts_xl.errors import EcritureImpossible, raison
from cpts_xl.workbook import sheets
from cpts_xl.workbook.xlsx.garde import OCTETS_PARTIE, verifier_fichier
from cpts_xl.workbook.xlsx.recopie import recopier
from cpts_xl.workbook.xlsx.signature import refuser

_CLASSEUR, _LIENS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
_VUE = re.compile(rb"<(?:[\w.-]+:)?sheetView\b[^>]*>")
_CHOISIE = re.compile(rb"""\stabSelected\s*=\s*(?:"(?:1|true)"|'(?:1|true)')""")
_DONNEES = re.compile(rb"<(?:[\w.-]+:)?sheetData\b")
_AVANT_LES_VUES = ("fileVersion", "fileSharing", "workbookPr", "AlternateContent", "revisionPtr", "absPath",
                   "workbookProtection")  # fmt: skip


def afficher(
    octets_ou_chemin: Path | bytes, visibles: Collection[str] | None, *, notres: Collection[str] = sheets.ORDRE
) -> bytes:
    """Return the workbook with only ``visibles`` shown among our sheets, or all of them when it is None.

    The user's own sheets, those whose name is not in ``notres``, are left as they are. No sheet is ever hidden so that
    Excel could not show it again. Names are compared as Excel does, without case.

    Raises:
        ClasseurIllisible: the guard refuses the file, or it does not make sense.
        EcritureImpossible: no sheet would stay visible.
    """
    chemin = octets_ou_chemin if isinstance(octets_ou_chemin, Path) else Path("classeur.xlsx")
    try:
        if isinstance(octets_ou_chemin, Path):
            verifier_fichier(chemin)
            octets_ou_chemin = chemin.read_bytes()
        with zipfile.ZipFile(io.BytesIO(octets_ou_chemin)) as source:
            neuves = _parties_neuves(source, chemin, visibles, frozenset(nom.casefold() for nom in notres))
            return recopier(source, neuves)
    except (etree.XMLSyntaxError, KeyError, ValueError, struct.error, zipfile.BadZipFile, zlib.error) as erreur:
        motif = f"contenu incohérent ({erreur}) ; l'ouvrir dans Excel, l'enregistrer de nouveau, puis recommencer"
        raise refuser(chemin, motif) from erreur
    except OSError as erreur:
        raise refuser(chemin, f"lecture impossible ({raison(erreur)})") from erreur


def _parties_neuves(
    source: zipfile.ZipFile, chemin: Path, visibles: Collection[str] | None, notres: frozenset[str]
) -> dict[str, bytes]:
    """Return the parts that change: the list of sheets, and the sheets wrongly left selected."""
    racine = _arbre(source, chemin, _CLASSEUR)
    balises = racine.findall("{*}sheets/{*}sheet")
    montrees = None if visibles is None else {nom.casefold() for nom in visibles}
    for balise in balises:
        nom = balise.get("name", "").casefold()
        if nom not in notres:
            continue
        if montrees is not None and nom not in montrees:
            balise.set("state", "hidden")
        elif balise.get("state", "visible") != "visible":
            del balise.attrib["state"]
    rangs = [rang for rang, balise in enumerate(balises) if balise.get("state", "visible") == "visible"]
    if not rangs:
        motif = "aucune feuille ne resterait visible, et un tableur refuserait de l'ouvrir ; en garder au moins une"
        raise EcritureImpossible(f"« {chemin.name} » : {motif}.")
    active = _regler_les_vues(racine, rangs)
    neuves = {_CLASSEUR: etree.tostring(racine, xml_declaration=True, encoding="UTF-8", standalone=True)}
    cibles = {lien.get("Id"): lien.get("Target", "") for lien in _arbre(source, chemin, _LIENS)}
    for rang, balise in enumerate(balises):
        liens = (valeur for cle, valeur in balise.attrib.items() if cle.endswith("relationships}id"))
        partie = posixpath.normpath(posixpath.join("/xl", cibles[next(liens, None)])).lstrip("/")
        if rang != active and (neuve := _deselectionner(_lire(source, chemin, partie))):
            neuves[partie] = neuve
    return neuves


def _regler_les_vues(racine: Any, rangs: list[int]) -> int:
    """Have each window open on a visible sheet; return the rank of the sheet that the first window opens on."""
    vues = racine.findall("{*}bookViews/{*}workbookView")
    if not vues:
        espace = racine.tag.rpartition("}")[0] + "}"
        groupe = etree.Element(f"{espace}bookViews")
        vues = [etree.SubElement(groupe, f"{espace}workbookView")]
        avant = [rang for rang, e in enumerate(racine) if etree.QName(e).localname in _AVANT_LES_VUES]
        racine.insert(max(avant, default=-1) + 1, groupe)
    for vue in vues:
        for reglage in ("activeTab", "firstSheet"):
            rang = int(vue.get(reglage) or 0)
            if rang not in rangs:
                vue.set(reglage, str(next((r for r in rangs if r > rang), rangs[0])))
    return int(vues[0].get("activeTab") or 0)


def _deselectionner(octets: bytes) -> bytes | None:
    """Return the sheet without its selection, or None when it had none.

    Two sheets selected at once are a group: what is typed in one would be typed in the other, hidden or not.
    """
    donnees = _DONNEES.search(octets)
    debut = donnees.start() if donnees else len(octets)
    neuve = _VUE.sub(lambda vue: _CHOISIE.sub(b"", vue[0]), octets[:debut]) + octets[debut:]
    return neuve if neuve != octets else None


def _lire(source: zipfile.ZipFile, chemin: Path, partie: str) -> bytes:
    with source.open(partie) as flux:
        octets = flux.read(OCTETS_PARTIE + 1)
    if len(octets) > OCTETS_PARTIE:
        raise refuser(chemin, "son contenu décompressé est démesuré (fichier piégé ?) ; ne pas l'ouvrir")
    return octets


def _arbre(source: zipfile.ZipFile, chemin: Path, partie: str) -> Any:
    analyseur = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False)
    racine = etree.fromstring(_lire(source, chemin, partie), analyseur)
    if racine.getroottree().docinfo.internalDTD is not None:
        raise refuser(chemin, "il contient des entités XML, absentes de tout classeur ordinaire ; ne pas l'ouvrir")
    return racine
