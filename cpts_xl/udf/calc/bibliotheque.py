"""The type library of the add-in: one UNO interface in the binary format of UNOIDL, written without any SDK.

Little-endian numbers, offsets from the start of the file; a key of a map ends with NUL, any other name follows its
length. Nothing is shared between two names: LibreOffice itself writes offsets there, we need not.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence

ENTETE = b"UNOIDL\xff\x00"
_BASE = "com.sun.star.uno.XInterface"
_INTERFACE, _ENTRANT = 5, 0

Methode = tuple[str, str, Sequence[tuple[str, str]]]
"""The name of a method, the UNO type that it returns, and its arguments: (name, UNO type)."""


def bibliotheque(module: Sequence[str], interface: str, methodes: Sequence[Methode]) -> bytes:
    """Return the type library of one interface, inside modules given from the outermost."""
    contenu = bytearray(ENTETE + bytes(8))
    cle, charge = interface, _ajouter(contenu, _interface(methodes))
    for nom in reversed(module):
        entree = _entree(contenu, cle, charge)
        cle, charge = nom, _ajouter(contenu, struct.pack("<BI", 0, 1) + entree)
    racine = _ajouter(contenu, _entree(contenu, cle, charge))
    struct.pack_into("<II", contenu, len(ENTETE), racine, 1)
    return bytes(contenu)


def _ajouter(contenu: bytearray, octets: bytes) -> int:
    """Append and return where it was put."""
    ou = len(contenu)
    contenu += octets
    return ou


def _entree(contenu: bytearray, cle: str, charge: int) -> bytes:
    """Return the entry of a map: where its key is, where what it names is."""
    return struct.pack("<II", _ajouter(contenu, cle.encode("ascii") + b"\x00"), charge)


def _nom(texte: str) -> bytes:
    octets = texte.encode("ascii")
    return struct.pack("<I", len(octets)) + octets  # sans le bit de poids fort, qui annoncerait un renvoi


def _interface(methodes: Sequence[Methode]) -> bytes:
    sans_base_facultative, sans_attribut, sans_exception = (struct.pack("<I", 0),) * 3
    morceaux = [struct.pack("<BI", _INTERFACE, 1), _nom(_BASE), sans_base_facultative, sans_attribut]
    morceaux.append(struct.pack("<I", len(methodes)))
    for nom, rendu, arguments in methodes:
        morceaux += [_nom(nom), _nom(rendu), struct.pack("<I", len(arguments))]
        for argument, genre in arguments:
            morceaux += [struct.pack("<B", _ENTRANT), _nom(argument), _nom(genre)]
        morceaux.append(sans_exception)
    return b"".join(morceaux)
