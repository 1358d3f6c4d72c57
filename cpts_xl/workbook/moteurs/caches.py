"""Copies of a workbook whose stored results lie, so that no engine under test can repeat what we wrote."""

from __future__ import annotations

import re
import zipfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

FAUX_NOMBRE = "987654.25"
FAUX_TEXTE = "valeur falsifiée"

_CELLULE = re.compile(rb"(<c\b[^>]*>)(<f\b[^>]*?(?:/>|>[^<]*</f>))(<v\b[^>]*?(?:/>|>[^<]*</v>))?")
_TYPE = re.compile(rb'\st="([^"]*)"')
_FEUILLE = re.compile(r"xl/worksheets/[^/]+\.xml")


def falsifier(chemin: Path, vers: Path) -> int:
    """Return how many stored results of formulas were replaced with a lie of the same type, in the copy ``vers``.

    Every other byte of every part is kept. A formula that has no stored result is given one.

    Raises:
        OSError, zipfile.BadZipFile: the file cannot be read or written; this is a tool of tests and benchmarks.
    """
    total = 0
    with zipfile.ZipFile(chemin) as source, zipfile.ZipFile(vers, "w") as copie:
        for info in source.infolist():
            contenu = source.read(info)
            if _FEUILLE.fullmatch(info.filename):
                contenu, nombre = _CELLULE.subn(_mentir, contenu)
                total += nombre
            copie.writestr(info, contenu)
    return total


def _mentir(trouve: re.Match[bytes]) -> bytes:
    ouverture, formule, stocke = trouve.groups()
    genre = _TYPE.search(ouverture)
    if genre is None or genre[1] == b"n" or not stocke:
        # une formule sans résultat stocké (openpyxl) peut annoncer t="str" : un nombre l'y ferait lire comme texte
        return ouverture + formule + f"<v>{FAUX_NOMBRE}</v>".encode()
    if genre[1] == b"b":
        mensonge = "0" if b">1<" in stocke else "1"
    elif genre[1] == b"e":
        mensonge = "#NULL!"
    else:
        mensonge = FAUX_TEXTE
        if genre[1] == b"s":
            ouverture = ouverture.replace(genre[0], b' t="str"')
    return ouverture + formule + f"<v>{mensonge}</v>".encode()
