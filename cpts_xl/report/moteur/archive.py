"""The .docx written in one pass: parts that do not change keep the compressed bytes that they already have.

``zipfile`` cannot write bytes that are already compressed: hence these few lines. Dates are fixed: same parts, same
bytes.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_FIN = struct.Struct("<4s4H2LH")
_VERSION, _UTF8 = 20, 0x800
_HEURE, _JOUR = 0, 1 << 5 | 1  # le 1er janvier 1980, comme le reste de la maison
_STOCKE, _DEFLATE = zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED
_DEJA_COMPRESSES = (".png", ".jpg", ".jpeg", ".gif", ".xlsx", ".docx", ".zip", ".emz", ".wmz")
_PREMIERE = "[Content_Types].xml"
RAPIDE, SOIGNE = 2, 6
_MEMOIRE = 7
"""On the XML of a report, as fast as level 1 with zlib's own choice, and six per cent smaller."""


@dataclass(frozen=True, slots=True)
class Morceau:
    """One part, as it stands in the file."""

    nom: str
    methode: int
    somme: int
    octets: bytes
    taille: int


def comprimer(nom: str, octets: bytes, niveau: int = RAPIDE) -> Morceau:
    """Return a part ready to be written."""
    somme = zlib.crc32(octets)
    if nom.lower().endswith(_DEJA_COMPRESSES):
        return Morceau(nom, _STOCKE, somme, octets, len(octets))
    machine = zlib.compressobj(niveau, zlib.DEFLATED, -zlib.MAX_WBITS, _MEMOIRE)
    return Morceau(nom, _DEFLATE, somme, machine.compress(octets) + machine.flush(), len(octets))


def deja_comprimes(contenu: bytes, sauf: Iterable[str]) -> dict[str, Morceau]:
    """Return the parts of a package as they are in its file; ``sauf`` names those that are not wanted."""
    morceaux: dict[str, Morceau] = {}
    exclus = set(sauf)
    with zipfile.ZipFile(io.BytesIO(contenu)) as archive:
        for fiche in archive.infolist():
            nom = fiche.filename
            if fiche.is_dir() or nom in exclus:
                continue
            if fiche.compress_type not in {_STOCKE, _DEFLATE}:
                morceaux[nom] = comprimer(nom, archive.read(fiche), SOIGNE)
                continue
            longueurs = struct.unpack_from("<2H", contenu, fiche.header_offset + 26)
            debut = fiche.header_offset + _LOCAL.size + sum(longueurs)
            octets = contenu[debut : debut + fiche.compress_size]
            morceaux[nom] = Morceau(nom, fiche.compress_type, fiche.CRC, octets, fiche.file_size)
    return morceaux


def assembler(morceaux: Mapping[str, Morceau]) -> bytes:
    """Return the file that holds these parts; the table of types comes first, as Word expects."""
    sortie: list[bytes] = []
    repertoire: list[bytes] = []
    place = 0
    for nom in sorted(morceaux, key=lambda un: (un != _PREMIERE, un)):
        un = morceaux[nom]
        octets_du_nom = nom.encode()
        communs = (_UTF8, un.methode, _HEURE, _JOUR, un.somme, len(un.octets), un.taille, len(octets_du_nom), 0)
        entete = _LOCAL.pack(b"PK\3\4", _VERSION, *communs)
        repertoire.append(_CENTRAL.pack(b"PK\1\2", _VERSION, _VERSION, *communs, 0, 0, 0, 0, place) + octets_du_nom)
        sortie += (entete, octets_du_nom, un.octets)
        place += len(entete) + len(octets_du_nom) + len(un.octets)
    central = b"".join(repertoire)
    nombre = len(repertoire)
    return b"".join((*sortie, central, _FIN.pack(b"PK\5\6", 0, 0, nombre, nombre, len(central), place, 0)))
