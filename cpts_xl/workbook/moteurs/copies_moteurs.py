"""Copies of a workbook for the embedded engines: what no formula needs, and that an engine refuses or pays for, is out.

No formula, no value and no cited name changes: the engine computes what the received file holds.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from cpts_xl.workbook.xlsx.recopie import recopier

_FEUILLE = re.compile(r"xl/worksheets/[^/]+\.xml")
_TABLE = re.compile(r"xl/tables/[^/]+\.xml")
_VIDE = re.compile(
    rb"<((?:\w+:)?c)\b([^>]*?)\st=[\"']n[\"']([^>]*?)(?:/>|>\s*(?:<(?:\w+:)?v\s*(?:/>|></(?:\w+:)?v>))?\s*</\1>)"
)
_LIENS_PARTIE = re.compile(r"(xl(?:/[^/]+)*)/_rels/[^/]+\.rels")
_ABSOLUE = re.compile(rb"(\sTarget=[\"'])(/xl/[^\"']+)")
_LIENS_FEUILLE = re.compile(r"xl/worksheets/_rels/[^/]+\.rels")
_CLASSEUR, _LIENS, _TYPES = "xl/workbook.xml", "_rels/.rels", "[Content_Types].xml"

_PARTIES = re.compile(rb"<(?:\w+:)?tableParts\b(?:[^>]*/>|.*?</(?:\w+:)?tableParts>)", re.DOTALL)
_LIEN = re.compile(rb"<Relationship\b[^>]*/tables/[^>]*/>")
_LIEN_XML = re.compile(rb"<Relationship\b[^>]*/customXml\"[^>]*/>")
_TYPE = re.compile(rb"<Override\b[^>]*/tables/[^>]*/>")

_FORMULE = re.compile(rb"<(?:\w+:)?f\b[^>]*>([^<]*)<")
_MOT = re.compile(rb"[A-Za-z_\\\x80-\xff][\w.?\\\x80-\xff]*")
_NOM = re.compile(rb"<(?:\w+:)?definedName\b[^>]*?\sname=\"([^\"]*)\"[^>]*>([^<]*)</(?:\w+:)?definedName>")
_DEFINITION = re.compile(rb"<(?:\w+:)?definedName\b")
# un nom que fabrique le texte d'une autre cellule ne se lit pas dans la formule : alors, tous les noms restent
_NOM_FABRIQUE = b"INDIRECT("
_CROCHET = b"["


def sans_tables(source: Path, vers: Path) -> None:
    """Write a copy of ``source`` without its Excel tables, for an engine that refuses the large ones.

    Our formulas never cite a table (names and addresses only): without them, every value is computed all the same. The
    link to a custom XML part goes too: LibreOffice writes it as leaving the package, and the engine refuses the file.
    """
    with zipfile.ZipFile(source) as lu:
        noms = lu.namelist()
        neuves = {nom: lu.read(nom) for nom in noms if _FEUILLE.fullmatch(nom)}
        neuves |= {nom: lu.read(nom) for nom in noms if _LIENS_FEUILLE.fullmatch(nom) or nom == _TYPES}
        vers.write_bytes(recopier(lu, _decites(neuves) | _sans_partie_xml(lu), _tables(noms)))


def seuls_cites(source: Path, vers: Path) -> None:
    """Write a copy of ``source`` that defines only what a formula cites: names, the most cited first, and tables.

    An engine that looks a name up from the first to the last, for each formula, then loads four times faster. A name
    cited by the definition of a kept name is kept; a workbook that makes names from texts (INDIRECT) keeps them all.
    A formula that cites a table writes a bracket: without any, in a formula or a name, no table is needed.
    A link written from the root of the package (openpyxl: « /xl/tables/table1.xml ») is written from its part: the
    engine, which reads only those, refuses the file for want of the part. An empty cell that is said to be a number
    (openpyxl again) is only empty: the engine would compute with a zero.
    """
    with zipfile.ZipFile(source) as lu:
        noms = lu.namelist()
        feuilles = {nom: lu.read(nom) for nom in noms if _FEUILLE.fullmatch(nom)}
        formules = b"\n".join(formule for feuille in feuilles.values() for formule in _FORMULE.findall(feuille))
        neuves = {_CLASSEUR: _noms_cites(lu.read(_CLASSEUR), formules)} if _CLASSEUR in noms else {}
        for nom, feuille in feuilles.items():
            videe, combien = _VIDE.subn(rb"<\1\2\3/>", feuille)
            if combien:
                neuves[nom] = videe
        for nom in noms:
            if (place := _LIENS_PARTIE.fullmatch(nom)) and (proches := _rapprocher(lu.read(nom), place[1])):
                neuves[nom] = proches
        if any(_CROCHET in lue for lue in (formules, neuves.get(_CLASSEUR, b""))):
            vers.write_bytes(recopier(lu, neuves))
            return
        liees = [nom for nom in noms if _LIENS_FEUILLE.fullmatch(nom) or nom == _TYPES]
        neuves |= _decites(feuilles | {nom: lu.read(nom) for nom in liees} | neuves)
        vers.write_bytes(recopier(lu, neuves, _tables(noms)))


def _decites(parties: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return, of these parts, those that tie a table to its sheet or to the package, without that tie."""
    neuves = {}
    for nom, contenu in parties.items():
        motif = _TYPE if nom == _TYPES else _LIEN if _LIENS_FEUILLE.fullmatch(nom) else _PARTIES
        sans, combien = motif.subn(b"", contenu)
        if combien:
            neuves[nom] = sans
    return neuves


def _sans_partie_xml(lu: zipfile.ZipFile) -> dict[str, bytes]:
    return {_LIENS: _LIEN_XML.sub(b"", lu.read(_LIENS))} if _LIENS in lu.namelist() else {}


def _tables(noms: list[str]) -> list[str]:
    return [nom for nom in noms if _TABLE.fullmatch(nom)]


def _rapprocher(liens: bytes, dossier: str) -> bytes:
    """Return the links of a part of this folder, each written from that folder; nothing when they all were."""

    def proche(trouve: re.Match[bytes]) -> bytes:
        return trouve[1] + posixpath.relpath(trouve[2].decode(), f"/{dossier}").encode()

    neufs, combien = _ABSOLUE.subn(proche, liens)
    return neufs if combien else b""


def _noms_cites(classeur: bytes, formules: bytes) -> bytes:
    """Return the workbook part with the definitions that the formulas need, in the order of their use."""
    definis = [(_plie(nom[1]), _mots(nom[2]), nom) for nom in _NOM.finditer(classeur)]
    if len(definis) != len(_DEFINITION.findall(classeur)) or not definis or _NOM_FABRIQUE in formules.upper():
        return classeur
    usages = _mots(formules)
    reste = set(usages)
    while reste:  # un nom peut en citer un autre
        reste = {mot for nom, mots, _ in definis if nom in reste for mot in mots if mot not in usages}
        usages.update(reste)
    gardes = sorted((nom for nom in definis if nom[0] in usages), key=lambda nom: -usages[nom[0]])
    debut, fin = definis[0][2].start(), definis[-1][2].end()
    return classeur[:debut] + b"".join(nom[2][0] for nom in gardes) + classeur[fin:]


def _mots(texte: bytes) -> Counter[str]:
    """Return how many times each word is said, whatever its case."""
    usages: Counter[str] = Counter()
    for mot, nombre in Counter(_MOT.findall(texte)).items():
        usages[_plie(mot)] += nombre
    return usages


def _plie(nom: bytes) -> str:
    return nom.decode("utf-8", "replace").casefold()
