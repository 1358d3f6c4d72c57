"""The parts of a received file: sizes bounded, no entity, nothing fetched."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from lxml import etree

from cpts_xl.workbook.xlsx.signature import refuser

OCTETS_PARTIE = 16_000_000
_SANS_ENTITE: dict[str, Any] = {
    "resolve_entities": False, "no_network": True, "huge_tree": False, "load_dtd": False,
    "remove_comments": True, "remove_pis": True,
}  # fmt: skip
_DOCTYPE = tuple("<!DOCTYPE".encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be"))


class Lien(NamedTuple):
    """A relationship: its kind, and the part it leads to."""

    genre: str
    cible: str


class Paquet:
    """The parts of a file: sizes bounded, no entity, nothing fetched."""

    def __init__(self, chemin: Path, archive: zipfile.ZipFile) -> None:
        self.chemin, self.archive, self.noms = chemin, archive, frozenset(archive.namelist())

    def octets(self, partie: str, limite: int) -> bytes | None:
        """Return the bytes of a part, or None when it is missing or larger than the limit."""
        if partie not in self.noms:
            return None
        with self.archive.open(partie) as flux:
            octets = flux.read(limite + 1)
        return octets if len(octets) <= limite else None

    def arbre(self, partie: str, *, tolerant: bool = False) -> Any:
        """Return the tree of a part; refused when it is missing, too large, or holds entities."""
        octets, nom = self.octets(partie, OCTETS_PARTIE), posixpath.basename(partie)
        if octets is None:
            raise refuser(self.chemin, f"sa partie {nom} manque ou est démesurée ; l'enregistrer de nouveau dans Excel")
        if any(marque in octets for marque in _DOCTYPE):
            raise refuser(self.chemin, f"sa partie {nom} contient des entités XML ; ne pas l'ouvrir")
        return etree.fromstring(octets, etree.XMLParser(recover=tolerant, **_SANS_ENTITE))

    def liens(self, partie: str) -> dict[str, Lien]:
        """Return the relationships of a part by id, the place of internal targets made whole."""
        dossier, nom = posixpath.split(partie)
        relations, liens = f"{dossier}/_rels/{nom}.rels", {}
        for balise in self.arbre(relations) if relations in self.noms else ():
            cible = balise.get("Target", "")
            if balise.get("TargetMode") != "External":
                cible = posixpath.normpath(posixpath.join("/", dossier, cible)).lstrip("/")
            liens[balise.get("Id", "")] = Lien(balise.get("Type", "").rpartition("/")[2], cible)
        return liens

    def elements(self, partie: str, balises: Iterable[str]) -> Iterator[tuple[str, Any]]:
        """Yield each element of a sheet once complete, with its name, then forget it."""
        with self.archive.open(partie) as flux:
            for _, element in etree.iterparse(flux, events=("end",), tag=["{*}" + b for b in balises], **_SANS_ENTITE):
                yield element.tag.rpartition("}")[2], element
                element.clear(keep_tail=False)
                while (precedent := element.getprevious()) is not None:
                    precedent.getparent().remove(precedent)
