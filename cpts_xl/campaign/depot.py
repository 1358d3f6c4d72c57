"""The results already obtained, one small file each, named by what it was obtained from: nothing is done twice."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import tempfile
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from cpts_xl import __version__
from cpts_xl.campaign import schema
from cpts_xl.errors import EcritureImpossible, raison
from cpts_xl.law import empreinte as empreinte_des_textes
from cpts_xl.workbook.xlsx.garde import OCTETS_FICHIER

_PAQUET = Path(__file__).resolve().parents[1]
NOM = "⟨fichier⟩"
"""Stands for the name of the file in a stored message: the same content may be found under another name."""


def empreinte_fichier(chemin: Path) -> str:
    """Return the sha256 (hex) of a file; beyond what the guard admits, of its beginning and of its size.

    Raises:
        OSError: the file cannot be read.
    """
    with chemin.open("rb") as flux:
        debut = flux.read(OCTETS_FICHIER + 1)
    condense = hashlib.sha256(debut)
    if len(debut) > OCTETS_FICHIER:
        condense.update(str(chemin.stat().st_size).encode())
    return condense.hexdigest()


def clef(empreinte: str, moteurs: tuple[str, ...], outil: str = "") -> str:
    """Return the name of a result: content, tool, schema, texts, and the engines that recalculated."""
    recalculs = (f"{moteur} {_version(moteur)}" for moteur in sorted(moteurs))
    morceaux = (empreinte, __version__, outil, schema.VERSION, empreinte_des_textes(), *recalculs)
    return hashlib.sha256("\n".join(morceaux).encode()).hexdigest()


def empreinte_outil() -> str:
    """Return the sha256 (hex) of the program itself: a version being written changes without changing its number."""
    condense = hashlib.sha256()
    for module in sorted(_PAQUET.rglob("*.py")):
        condense.update(module.relative_to(_PAQUET).as_posix().encode() + b"\0" + module.read_bytes())
    return condense.hexdigest()


@cache
def _version(moteur: str) -> str:
    try:
        return version(moteur)
    except PackageNotFoundError:
        return "absent"


@dataclass(frozen=True, slots=True)
class Depot:
    """The folder of the results."""

    dossier: Path

    def chemin(self, nom: str) -> Path:
        """Return where a result is, or would be."""
        return self.dossier / nom[:2] / f"{nom}.json"

    def lire(self, nom: str) -> dict[str, Any] | None:
        """Return a result, or None when it is not there or not whole: it is then obtained again."""
        try:
            resultat = json.loads(self.chemin(nom).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None
        return resultat if isinstance(resultat, dict) and resultat.get("clef") == nom else None

    def ecrire(self, nom: str, resultat: dict[str, Any]) -> None:
        """Keep a result, whole or not at all.

        Raises:
            EcritureImpossible: the folder cannot be written to.
        """
        texte = json.dumps({"clef": nom, **resultat}, ensure_ascii=False, separators=(",", ":"))
        deposer(self.chemin(nom), texte)


def deposer(chemin: Path, texte: str) -> None:
    """Write a small file of ours in one move, without waiting for the disk: what a power cut loses is done again.

    Raises:
        EcritureImpossible: the folder cannot be written to.
    """
    provisoire = ""
    try:
        chemin.parent.mkdir(parents=True, exist_ok=True)
        numero, provisoire = tempfile.mkstemp(prefix="~cpts-", suffix=".json", dir=chemin.parent)
        with os.fdopen(numero, "w", encoding="utf-8") as flux:
            flux.write(texte)
        Path(provisoire).replace(chemin)
    except OSError as erreur:
        with contextlib.suppress(OSError):
            Path(provisoire).unlink(missing_ok=True)
        raise EcritureImpossible(
            f"« {chemin.name} » n'a pas pu être écrit dans « {chemin.parent} » ({raison(erreur)}) : "
            "vérifier la place du disque et les droits sur ce dossier, puis relancer ; ce qui est fait le reste."
        ) from erreur
