"""Copies of a workbook for the embedded engines: what no formula needs, and that an engine refuses or pays for, is out.

No formula, no value and no cited name changes: the engine computes what the received file holds.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections import Counter
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


def sans_tables(source: Path, vers: Path) -> None:
    """Write a copy of ``source`` without its Excel tables, for an engine that refuses the large ones.

    Our formulas never cite a table (names and addresses only): without them, every value is computed all the same. The
    link to a custom XML part goes too: LibreOffice writes it as leaving the package, and the engine refuses the file.
    """
    with zipfile.ZipFile(source) as lu:
        noms = lu.namelist()
        neuves = {nom: _PARTIES.sub(b"", lu.read(nom)) for nom in noms if _FEUILLE.fullmatch(nom)}
        neuves |= {nom: _LIEN.sub(b"", lu.read(nom)) for nom in noms if _LIENS_FEUILLE.fullmatch(nom)}
        neuves |= {
            nom: motif.sub(b"", lu.read(nom)) for nom, motif in ((_LIENS, _LIEN_XML), (_TYPES, _TYPE)) if nom in noms
        }
        vers.write_bytes(recopier(lu, neuves, [nom for nom in noms if _TABLE.fullmatch(nom)]))


def noms_cites(source: Path, vers: Path) -> None:
    """Write a copy of ``source`` that defines only the names cited by a formula, the most cited first, its links near.

    An engine that looks a name up from the first to the last, for each formula, then loads three times faster. A name
    cited by the definition of a kept name is kept; a workbook that makes names from texts (INDIRECT) keeps them all.
    A link written from the root of the package (openpyxl: « /xl/tables/table1.xml ») is written from its part: the
    engine, which reads only those, refuses the file for want of the part. An empty cell that is said to be a number
    (openpyxl again) is only empty: the engine would compute with a zero.
    """
    with zipfile.ZipFile(source) as lu:
        noms = lu.namelist()
        feuilles = {nom: lu.read(nom) for nom in noms if _FEUILLE.fullmatch(nom)}
        formules = b"\n".join(formule for feuille in feuilles.values() for formule in _FORMULE.findall(feuille))
        neuves = {_CLASSEUR: _seuls_cites(lu.read(_CLASSEUR), formules)} if _CLASSEUR in noms else {}
        for nom, feuille in feuilles.items():
            videe, combien = _VIDE.subn(rb"<\1\2\3/>", feuille)
            if combien:
                neuves[nom] = videe
        for nom in noms:
            if (place := _LIENS_PARTIE.fullmatch(nom)) and (proches := _rapprocher(lu.read(nom), place[1])):
                neuves[nom] = proches
        vers.write_bytes(recopier(lu, neuves))


def _rapprocher(liens: bytes, dossier: str) -> bytes:
    """Return the links of a part of this folder, each written from that folder; nothing when they all were."""

    def proche(trouve: re.Match[bytes]) -> bytes:
        return trouve[1] + posixpath.relpath(trouve[2].decode(), f"/{dossier}").encode()

    neufs, combien = _ABSOLUE.subn(proche, liens)
    return neufs if combien else b""


def _seuls_cites(classeur: bytes, formules: bytes) -> bytes:
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
