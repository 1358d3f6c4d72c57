"""The macros that each version has written, by their fingerprint: those of an older workbook are still ours.

``python -m cpts_xl.udf.vba.connues`` writes the entry of the present version; those of older ones never change again.
"""

from __future__ import annotations

import hashlib
import re
import sys
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path

from cpts_xl import __version__
from cpts_xl.udf.vba.modules import CLASSEUR, modules, ouverture

FICHIER = "macros_connues.toml"
_ENTETE = """\
# Les macros que l'outil a écrites : l'empreinte de leurs modules, par version.
# Page produite par « python -m cpts_xl.udf.vba.connues » ; ne pas la modifier à la main.
# Les lignes d'une version passée restent : elles font reconnaître les macros de ses classeurs.
"""
_MUETTE = re.compile(r"^(?:Attribute |Option |'|$)", re.IGNORECASE)


def lignes(source: str) -> list[str]:
    """Return the lines of code of a module, as they are read: attributes and ends of lines are those of the editor."""
    lues = (ligne.rstrip() for ligne in source.splitlines())
    return [ligne for ligne in lues if ligne and not ligne.startswith("Attribute ")]


def porte_du_code(source: str) -> bool:
    """Return whether a module does something: those of the sheets hold only attributes."""
    return any(_MUETTE.match(ligne.strip()) is None for ligne in source.splitlines())


def empreinte(sources: Mapping[str, str]) -> str:
    """Return the fingerprint of the modules that hold code: their names and their lines, in any order."""
    pleins = (f"{nom}\n" + "\n".join(lignes(texte)) for nom, texte in sorted(sources.items()) if porte_du_code(texte))
    return hashlib.sha256("\0".join(pleins).encode()).hexdigest()


@cache
def connues() -> dict[str, str]:
    """Return the version that wrote each known set of macros, by fingerprint."""
    contenu = tomllib.loads((files("cpts_xl.udf.vba") / FICHIER).read_text(encoding="utf-8"))
    return {une["empreinte"]: une["version"] for une in contenu["macros"]}


def refait() -> str:
    """Return the file as it should be: the entries of older versions kept, that of the present one made anew."""
    gardees = [(version, marque) for marque, version in connues().items() if version != __version__]
    presente = empreinte({**modules(), CLASSEUR: ouverture()})
    blocs = (f'[[macros]]\nversion = "{v}"\nempreinte = "{e}"\n' for v, e in [*gardees, (__version__, presente)])
    return "\n".join([_ENTETE, *blocs])


if __name__ == "__main__":
    Path(__file__).with_name(FICHIER).write_text(refait(), encoding="utf-8")
    connues.cache_clear()
    sys.stdout.write(f"{FICHIER} : {len(connues())} états des macros\n")
