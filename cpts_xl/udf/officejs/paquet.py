"""The Python that goes to the browser: what the door of the browser imports, and the texts of law, in one zip."""

from __future__ import annotations

import ast
import io
import zipfile
from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable

PORTE = "cpts_xl.udf.officejs.lot"
_MAISON = "cpts_xl"
_DATE = (1980, 1, 1, 0, 0, 0)  # la même pour tous : mêmes textes, même fichier


def membres() -> dict[str, bytes]:
    """Return the files of the zip by path: the modules reached from the door, and the texts."""
    trouves = {chemin: fichier.read_bytes() for chemin, fichier in _atteints().items()}
    textes = files("cpts_xl.law") / "textes"
    for texte in textes.iterdir():
        if texte.name.endswith(".toml"):
            trouves[f"cpts_xl/law/textes/{texte.name}"] = texte.read_bytes()
    return {chemin: contenu.replace(b"\r\n", b"\n") for chemin, contenu in sorted(trouves.items())}


def archiver(contenus: dict[str, bytes]) -> bytes:
    """Return a zip of these files, the same for the same contents."""
    tampon = io.BytesIO()
    with zipfile.ZipFile(tampon, "w") as archive:
        for chemin, contenu in contenus.items():
            membre = zipfile.ZipInfo(chemin, _DATE)
            membre.compress_type = zipfile.ZIP_DEFLATED
            membre.external_attr = 0o644 << 16
            membre.create_system = 3  # sans quoi Windows et Linux écriraient deux fichiers différents
            archive.writestr(membre, contenu)
    return tampon.getvalue()


def _atteints() -> dict[str, Traversable]:
    """Return the modules imported, one by one, from the door: those that a call may load, and no other."""
    vus: dict[str, Traversable] = {}
    a_lire = [PORTE]
    while a_lire:
        morceaux = a_lire.pop().split(".")
        for longueur in range(1, len(morceaux) + 1):
            lieu = _module(morceaux[:longueur])
            if lieu is None or lieu[0] in vus:
                continue
            chemin, fichier = lieu
            vus[chemin] = fichier
            a_lire += _importes(fichier.read_text(encoding="utf-8"))
    return vus


def _module(morceaux: list[str]) -> tuple[str, Traversable] | None:
    """Return the path and the file of a module of the house; None for a name inside a module."""
    base = files(_MAISON)
    for nom in (f"{'/'.join(morceaux)}/__init__.py", f"{'/'.join(morceaux)}.py"):
        fichier = base.joinpath(*nom.split("/")[1:])
        if fichier.is_file():
            return nom, fichier
    return None


def _importes(source: str) -> Iterator[str]:
    """Give the modules of the house that a source imports when it is loaded.

    What is imported inside a function is left out: the computation imports nothing while it runs.
    """
    for noeud in ast.parse(source).body:
        if isinstance(noeud, ast.Import):
            yield from (alias.name for alias in noeud.names if alias.name.split(".")[0] == _MAISON)
        elif isinstance(noeud, ast.ImportFrom) and (noeud.module or "").split(".")[0] == _MAISON:
            yield from (f"{noeud.module}.{alias.name}" for alias in noeud.names)
