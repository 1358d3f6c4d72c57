"""A copy of a package where some parts are changed or left out; the others keep their very compressed bytes."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Collection, Mapping
from copy import copy
from typing import BinaryIO

_EN_TETE_LOCAL = struct.Struct("<26x2H")
_AVEC_DONNEES_APRES = 0x08


def recopier(source: zipfile.ZipFile, neuves: Mapping[str, bytes], sans: Collection[str] = ()) -> bytes:
    """Return the package, its parts in the same order, those of ``neuves`` that it had not last, ``sans`` left out.

    The same bytes give the same bytes.
    """
    tampon = io.BytesIO()
    _ecrire(source, tampon, neuves, sans)
    return tampon.getvalue()


def _ecrire(source: zipfile.ZipFile, vers: BinaryIO, neuves: Mapping[str, bytes], sans: Collection[str]) -> None:
    with zipfile.ZipFile(vers, "w") as cible:
        for info in source.infolist():
            if info.filename in neuves:
                cible.writestr(copy(info), neuves[info.filename])
            elif info.filename not in sans:
                _recopier_brut(source, copy(info), cible)
        connues = set(source.namelist())
        for nom in (nom for nom in neuves if nom not in connues):
            info = zipfile.ZipInfo(nom)  # sans date : celle d'un fichier neuf est 1980, comme les parties de XlsxWriter
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            cible.writestr(info, neuves[nom])


def _recopier_brut(source: zipfile.ZipFile, info: zipfile.ZipInfo, cible: zipfile.ZipFile) -> None:
    lu, ecrit = source.fp, cible.fp
    if lu is None or ecrit is None:
        raise ValueError("archive fermée")
    lu.seek(info.header_offset)
    nom, supplement = _EN_TETE_LOCAL.unpack(lu.read(_EN_TETE_LOCAL.size))
    lu.seek(nom + supplement, io.SEEK_CUR)
    comprimes = lu.read(info.compress_size)
    # la somme et les tailles sont connues : elles vont en tête, et le supplément qui les donnait n'a plus lieu d'être
    info.flag_bits &= ~_AVEC_DONNEES_APRES
    info.extra, info.header_offset = b"", cible.start_dir
    ecrit.seek(cible.start_dir)
    ecrit.write(info.FileHeader(zip64=False) + comprimes)
    cible.filelist.append(info)
    cible.NameToInfo[info.filename] = info
    cible.start_dir = ecrit.tell()
