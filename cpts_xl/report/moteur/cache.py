"""Prepared templates, kept in memory and in the user's own cache folder.

Only text is kept on disk: the patched source of a template, never compiled code. Whoever could write in that folder
could then change the wording of a report, but run nothing: what is read there goes through the same sandbox and the
same limits as a template. Compiling that text anew costs a start some thirty milliseconds; Jinja's bytecode would save
them and run whatever the folder holds.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import stat
import sys
import tempfile
import zlib
from collections import OrderedDict
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from threading import Lock

from cpts_xl import __version__

DOSSIER = "CPTS_XL_CACHE"
"""Variable that names another folder; empty, nothing is kept on disk."""
_FICHIERS = 24
_OCTETS = 32_000_000
_SUFFIXE = ".gabarit"


@cache
def version_du_moteur() -> str:
    """Return what identifies the code that prepares: our own modules and docxtpl's, without importing it."""
    empreinte = hashlib.sha256(f"{__version__} {sys.version_info[:2]}".encode())
    with contextlib.suppress(OSError):
        ici = Path(__file__).parent
        for module in sorted([*ici.glob("*.py"), ici.parent / "numerotation.py", ici.parent / "champs" / "connus.py"]):
            empreinte.update(module.read_bytes())
    for nom in ("docxtpl", "jinja2"):
        trouve = find_spec(nom)
        if trouve is None or trouve.origin is None:
            continue
        for module in (Path(trouve.origin), Path(trouve.origin).with_name("template.py")):
            with contextlib.suppress(OSError):
                etat = module.stat()
                empreinte.update(f"{nom} {etat.st_size} {etat.st_mtime_ns}".encode())
    return empreinte.hexdigest()


def cle(contenu: bytes) -> str:
    """Return the key of a template: its bytes, and the code that prepares it."""
    return hashlib.sha256(hashlib.sha256(contenu).digest() + version_du_moteur().encode()).hexdigest()


def dossier_de_cache() -> Path | None:
    """Return the user's cache folder, or None when there is none to be trusted."""
    impose = os.environ.get(DOSSIER)
    if impose is not None:
        return Path(impose) if impose else None
    if sys.platform == "win32":
        racine = os.environ.get("LOCALAPPDATA")
        return Path(racine) / "cpts_xl" / "modeles" if racine else None
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "cpts_xl"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "cpts_xl"


def lire(cle_: str) -> str | None:
    """Return the text kept under a key; None when there is none, or when others could have written it."""
    try:
        dossier = dossier_de_cache()
        if dossier is None or not _a_nous(dossier):
            return None
        chemin = dossier / f"{cle_}{_SUFFIXE}"
        if not _a_nous(chemin):
            return None
        machine = zlib.decompressobj()
        texte = machine.decompress(chemin.read_bytes(), _OCTETS)
        return texte.decode() if machine.eof else None
    except (OSError, RuntimeError, zlib.error, UnicodeDecodeError):
        return None


def ecrire(cle_: str, texte: str) -> None:
    """Keep a text under a key, in one move; a folder that cannot be written to is no fault."""
    with contextlib.suppress(OSError, RuntimeError):
        dossier = dossier_de_cache()
        if dossier is None:
            return
        dossier.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not _a_nous(dossier):
            return
        numero, provisoire = tempfile.mkstemp(prefix="~", dir=dossier)
        try:
            with os.fdopen(numero, "wb") as flux:
                flux.write(zlib.compress(texte.encode(), 1))
            Path(provisoire).replace(dossier / f"{cle_}{_SUFFIXE}")
        except OSError:
            Path(provisoire).unlink(missing_ok=True)
        _elaguer(dossier)


def _a_nous(chemin: Path) -> bool:
    """Return whether a file is ours, and ours alone to write; Windows keeps its folder for its user by itself."""
    if not hasattr(os, "getuid"):
        return chemin.exists()
    etat = chemin.lstat()
    lien = stat.S_ISLNK(etat.st_mode)
    return not lien and etat.st_uid == os.getuid() and not etat.st_mode & (stat.S_IWGRP | stat.S_IWOTH)


def _elaguer(dossier: Path) -> None:
    fichiers = sorted(dossier.glob(f"*{_SUFFIXE}"), key=lambda un: un.stat().st_mtime)
    for ancien in fichiers[:-_FICHIERS]:
        ancien.unlink(missing_ok=True)


class Recents:
    """The last templates used by this process, the oldest forgotten first."""

    def __init__(self, combien: int = 8) -> None:
        self._combien = combien
        self._gardes: OrderedDict[str, object] = OrderedDict()
        self._verrou = Lock()

    def prendre(self, cle_: str) -> object | None:
        """Return what is kept under a key."""
        with self._verrou:
            if cle_ in self._gardes:
                self._gardes.move_to_end(cle_)
            return self._gardes.get(cle_)

    def garder(self, cle_: str, valeur: object) -> None:
        """Keep something under a key."""
        with self._verrou:
            self._gardes[cle_] = valeur
            while len(self._gardes) > self._combien:
                self._gardes.popitem(last=False)

    def vider(self) -> None:
        """Forget everything."""
        with self._verrou:
            self._gardes.clear()
