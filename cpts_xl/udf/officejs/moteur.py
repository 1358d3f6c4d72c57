"""Pyodide, the Python of the browser: its files are given by who hosts, checked here, copied as they are."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

from cpts_xl.errors import SaisieInvalide, raison

VERSION = "314.0.7"
OBTENIR = (
    f"L'obtenir par « npm install pyodide@{VERSION} » (dossier node_modules/pyodide), "
    f"ou par l'archive pyodide-core-{VERSION}.tar.bz2 des publications de Pyodide"
)
_MINIMUM = {
    "pyodide.js": 10_000,
    "pyodide.asm.mjs": 500_000,
    "pyodide.asm.wasm": 5_000_000,
    "python_stdlib.zip": 1_500_000,
    "pyodide-lock.json": 200,
}
FICHIERS = tuple(_MINIMUM)


def lire(dossier: Path) -> dict[str, bytes]:
    """Return the files of Pyodide that the page loads, by name.

    Raises:
        SaisieInvalide: a file is missing, cut short, of another kind or of another version.
    """
    if not dossier.is_dir():
        raise SaisieInvalide(f"« {dossier} » n'est pas un dossier. Donner celui de Pyodide. {OBTENIR}.")
    manquants = [nom for nom in FICHIERS if not (dossier / nom).is_file()]
    if manquants:
        raise SaisieInvalide(f"Dans « {dossier} », il manque de Pyodide : {', '.join(manquants)}. {OBTENIR}.")
    try:
        contenus = {nom: (dossier / nom).read_bytes() for nom in FICHIERS}
    except OSError as erreur:
        raise SaisieInvalide(f"« {dossier} » ne peut pas être lu ({raison(erreur)}). Vérifier vos droits.") from erreur
    for nom, contenu in contenus.items():
        if len(contenu) < _MINIMUM[nom] or not _NATURES[nom](contenu):
            raise SaisieInvalide(
                f"« {dossier / nom} » ({len(contenu)} octets) n'est pas le fichier attendu : "
                f"tronqué, ou d'une autre nature. {OBTENIR}."
            )
    if f'"{VERSION}"'.encode() not in contenus["pyodide.js"]:
        raise SaisieInvalide(
            f"« {dossier / 'pyodide.js'} » n'est pas de la version {VERSION}, la seule avec laquelle le complément "
            f"a été éprouvé. {OBTENIR}."
        )
    return contenus


def _est_lisible(contenu: bytes) -> bool:
    """Return whether this is the library of Python, whole."""
    try:
        with zipfile.ZipFile(io.BytesIO(contenu)) as archive:
            return any(nom.startswith("encodings/__init__.py") for nom in archive.namelist())
    except zipfile.BadZipFile:
        return False


def _est_un_verrou(contenu: bytes) -> bool:
    try:
        return "info" in json.loads(contenu)
    except ValueError:
        return False


_NATURES: dict[str, Callable[[bytes], bool]] = {
    "pyodide.js": lambda contenu: b"loadPyodide" in contenu,
    "pyodide.asm.mjs": lambda contenu: b"export default" in contenu or b"export{" in contenu,
    "pyodide.asm.wasm": lambda contenu: contenu.startswith(b"\0asm"),
    "python_stdlib.zip": _est_lisible,
    "pyodide-lock.json": _est_un_verrou,
}
