"""What is checked of an .xlsx balance before a library sees it: its parts are streamed, nothing is built in memory.

The guard of the workbooks of the tool stands behind another wall, and its bounds are not those of accounts.
"""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Callable
from typing import IO
from xml.parsers import expat

from cpts_xl.errors import ClasseurIllisible
from cpts_xl.paquets import COMPRESSIONS, chemin_de, est_xml

OCTETS_DEPLIES = 200_000_000
ELEMENTS = 500_000
"""Elements of one part outside its rows and its shared texts: they stay in memory until the part is read."""
DANS_UNE_LIGNE = 100_000
"""Elements of one row, or of one shared text: they are forgotten together."""
CONTENUS = 2_000_000
"""Rows of a sheet, or shared texts: more than a sheet has rows, filled or not."""
_CONTENANTS = {"worksheet": "row", "sst": "si"}
_GENRES = frozenset({"officedocument", "worksheet", "chartsheet", "sharedstrings", "styles", "theme"})
_MORCEAU = 1 << 16
_DEMANDER = "demander l'export au format CSV"

Refus = Callable[[str], ClasseurIllisible]


def verifier_archive(archive: zipfile.ZipFile, refus: Refus) -> None:
    """Return nothing when a library may read the package; ``refus`` makes the refusal out of its reason.

    Raises:
        ClasseurIllisible: it unfolds too far, holds a DTD, or hides XML from this check.
        zipfile.BadZipFile: a part is damaged; so does ``zlib.error``, and ``expat.ExpatError`` for its XML.
    """
    infos = archive.infolist()
    if sum(info.file_size for info in infos) > OCTETS_DEPLIES:
        raise refus(f"déplié, il dépasse {OCTETS_DEPLIES // 1_000_000} Mo ; {_DEMANDER}")
    for info in infos:
        if info.compress_type not in COMPRESSIONS:
            nom = posixpath.basename(info.filename)
            raise refus(f"sa partie {nom} est comprimée d'une façon qu'aucun tableur n'emploie ; {_DEMANDER}")
    for info in infos:
        if est_xml(info.filename):
            with archive.open(info) as flux:
                _Partie(posixpath.basename(info.filename), refus).lire(flux)


class _Partie:
    """One XML part while it streams by: how many elements a reader would hold at once, and where it sends a reader."""

    def __init__(self, nom: str, refus: Refus) -> None:
        self.nom, self.refus = nom, refus
        self.contenant = ""
        self.profondeur = self.ouvert = self.dedans = self.dehors = self.contenus = 0

    def lire(self, flux: IO[bytes]) -> None:
        """Read the part to its end."""
        analyseur = expat.ParserCreate()
        analyseur.StartDoctypeDeclHandler = self._doctype
        analyseur.StartElementHandler, analyseur.EndElementHandler = self._debut, self._fin
        analyseur.ParseFile(flux)

    def _doctype(self, *_: object) -> None:
        raise self.refus(f"il déclare un DTD, ce qu'aucun classeur ne fait ; {_DEMANDER}")

    def _debut(self, nom: str, attributs: dict[str, str]) -> None:
        self.profondeur += 1
        nom = nom.rpartition(":")[2]
        if self.profondeur == 1:
            self.contenant = _CONTENANTS.get(nom, "")
        if self.ouvert:
            self.dedans += 1
        elif nom == self.contenant:
            self.ouvert, self.dedans = self.profondeur, 0
            self.contenus += 1
        else:
            self.dehors += 1
            self._lien(nom, attributs)
        if self.dehors > ELEMENTS or self.dedans > DANS_UNE_LIGNE or self.contenus > CONTENUS:
            raise self.refus(f"sa partie {self.nom} compte un nombre démesuré d'éléments ; {_DEMANDER}")

    def _fin(self, _nom: str) -> None:
        if self.profondeur == self.ouvert:
            self.ouvert = 0
        self.profondeur -= 1

    def _lien(self, nom: str, attributs: dict[str, str]) -> None:
        """Refuse what sends a reader to XML under another name: it would not have been looked at."""
        cible = ""
        if nom == "Relationship" and attributs.get("Type", "").rpartition("/")[2].lower() in _GENRES:
            cible = attributs.get("Target", "")
        elif nom == "Override" and attributs.get("ContentType", "").endswith("xml"):
            cible = attributs.get("PartName", "")
        if cible and not est_xml(chemin_de(cible)):
            dite = posixpath.basename(cible)[:80]
            raise self.refus(
                f"sa partie {dite} n'est pas nommée « .xml », comme tout tableur l'aurait fait ; {_DEMANDER}"
            )
