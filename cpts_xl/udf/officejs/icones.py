"""The icons of the add-in, drawn here: a rounded square and a ring open on the right, as PNG of any size."""

from __future__ import annotations

import struct
import zlib
from functools import cache

TAILLES = (16, 32, 64, 80, 128)
_FOND, _TRAIT = (11, 110, 110), (255, 255, 255)
_FINESSE = 4  # points tirés par pixel et par axe : assez pour un bord sans escalier
_COIN = 0.22
_ANNEAU = (0.19, 0.32)
_OUVERTURE = 0.55  # pente sous laquelle l'anneau est ouvert, à droite


@cache
def dessiner(taille: int) -> bytes:
    """Return the icon of ``taille`` pixels as a PNG."""
    lignes = bytearray()
    for y in range(taille):
        lignes.append(0)  # aucun filtre
        for x in range(taille):
            lignes += _pixel(x, y, taille)
    entete = struct.pack(">IIBBBBB", taille, taille, 8, 6, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + _bloc(b"IHDR", entete)
        + _bloc(b"IDAT", zlib.compress(bytes(lignes), 9))
        + _bloc(b"IEND", b"")
    )


def _bloc(sorte: bytes, contenu: bytes) -> bytes:
    return struct.pack(">I", len(contenu)) + sorte + contenu + struct.pack(">I", zlib.crc32(sorte + contenu))


def _pixel(x: int, y: int, taille: int) -> bytes:
    """Return the four bytes of a pixel: the share of each colour among the points drawn in it."""
    fond = trait = 0
    for i in range(_FINESSE):
        for j in range(_FINESSE):
            u, v = (x + (i + 0.5) / _FINESSE) / taille - 0.5, (y + (j + 0.5) / _FINESSE) / taille - 0.5
            if _dans_anneau(u, v):
                trait += 1
            elif _dans_carre(u, v):
                fond += 1
    total = fond + trait
    if not total:
        return bytes(4)
    couleur = [(f * fond + t * trait) // total for f, t in zip(_FOND, _TRAIT, strict=True)]
    return bytes([*couleur, 255 * total // _FINESSE**2])


def _dans_anneau(u: float, v: float) -> bool:
    dedans, dehors = _ANNEAU
    return dedans**2 <= u * u + v * v <= dehors**2 and not (u > 0 and abs(v) < _OUVERTURE * u)


def _dans_carre(u: float, v: float) -> bool:
    cote = 0.5 - _COIN
    du, dv = max(abs(u) - cote, 0.0), max(abs(v) - cote, 0.0)
    return du * du + dv * dv <= _COIN**2
