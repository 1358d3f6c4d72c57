"""Which files of a folder the tool wrote itself: what a campaign leaves, and the reviews. They are never received."""

from __future__ import annotations

import json
import re
import zipfile
from html import unescape
from pathlib import Path

from cpts_xl.workbook.xlsx.garde import OCTETS_FICHIER

TRAVAIL, DONNEES, RAPPORTS = "travail", "donnees", "rapports"
TEMOIN = "campagne.json"
"""What stands in the working folder of a campaign, and says that the folder around it is an output."""
TITRE = "Campagne CPTS : classeur consolidé"
"""The title of the consolidated workbook, in its properties: it stays when somebody renames the file."""

CONSOLIDE = "classeur consolidé d'une campagne"
REVUE = "revue écrite par l'outil"
DOSSIER = "dossier écrit par une campagne"

_TEMOIN_MAX = 10_000
_PARTIE_MAX = 64_000
_TITRE = re.compile(r"<(?:\w+:)?title\b[^>]*>([^<]*)</")
_NATURE = re.compile(r'name="cpts_xl_nature".{0,300}?<vt:lpwstr\b[^>]*>revue<', re.DOTALL)


def est_une_sortie(dossier: Path) -> bool:
    """Return whether a campaign wrote in this folder: its witness is there, and says so."""
    temoin = dossier / TRAVAIL / TEMOIN
    try:
        if temoin.stat().st_size > _TEMOIN_MAX:
            return False
        dit = json.loads(temoin.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return False
    return isinstance(dit, dict) and dit.get("nature") == "campagne"


def ecrit_par_nous(chemin: Path) -> str:
    """Return what a workbook is when it is an output of the tool, in French; nothing for any other file."""
    try:
        if chemin.stat().st_size > OCTETS_FICHIER:
            return ""
        with zipfile.ZipFile(chemin) as archive:
            titre = _TITRE.search(_partie(archive, "docProps/core.xml"))
            if titre is not None and unescape(titre[1]).replace("\u00a0", " ") == TITRE:
                return CONSOLIDE
            return REVUE if _NATURE.search(_partie(archive, "docProps/custom.xml")) else ""
    except Exception:  # noqa: BLE001  (un fichier abîmé, quel qu'il soit, se dira à son tour, à sa lecture)
        return ""


def _partie(archive: zipfile.ZipFile, nom: str) -> str:
    """Return a small part as text, or nothing when it is not there or is not small."""
    try:
        info = archive.getinfo(nom)
    except KeyError:
        return ""
    if info.file_size > _PARTIE_MAX:
        return ""
    with archive.open(info) as flux:
        return flux.read(_PARTIE_MAX).decode("utf-8", "replace")
