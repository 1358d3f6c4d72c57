"""The relations of a part and the table of types of a package, read and written as text."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape

from cpts_xl.report.graphiques.ecriture import xml
from cpts_xl.report.paquet import DOCUMENT

GRAPHIQUE = "/chart"
TYPES = "[Content_Types].xml"

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_OUVERTURE = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
)
_RELATION = re.compile(r"<Relationship\b[^>]*>")
_ATTRIBUT = re.compile(r"""([\w:]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_DEROGATION = re.compile(r"<Override\b[^>]*/>|<Override\b[^>]*>\s*</Override>")
_DEFAUT = re.compile(r"<Default\b[^>]*>")
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def attributs(balise: str) -> dict[str, str]:
    """Return the attributes of a tag."""
    return {nom: unescape(double or simple) for nom, double, simple in _ATTRIBUT.findall(balise)}


def nom_des_relations(partie: str) -> str:
    """Return the name of the part that holds the relations of another."""
    dossier, fichier = posixpath.split(partie)
    return f"{dossier}/_rels/{fichier}.rels" if dossier else f"_rels/{fichier}.rels"


@dataclass(slots=True)
class Relations:
    """The relations of one part: identifier to type, target and mode."""

    partie: str = ""
    liste: dict[str, tuple[str, str, str]] = field(default_factory=dict)

    @classmethod
    def lire(cls, parties: Mapping[str, bytes], partie: str) -> Relations:
        """Return the relations of a part; none when it has no such file."""
        octets = parties.get(nom_des_relations(partie), b"")
        lues = cls(partie)
        for balise in _RELATION.findall(octets.decode("utf-8")):
            un = attributs(balise)
            lues.liste[un.get("Id", "")] = (un.get("Type", ""), un.get("Target", ""), un.get("TargetMode", ""))
        return lues

    @property
    def nom(self) -> str:
        """Return the name of the part that holds these relations."""
        return nom_des_relations(self.partie)

    def sorte(self, ident: str) -> str:
        """Return the last word of a relation's type, with its slash; empty when there is no such relation."""
        return "/" + self.liste[ident][0].rpartition("/")[2] if ident in self.liste else ""

    def cible(self, ident: str) -> str:
        """Return the name of the part that a relation leads to."""
        cible = self.liste[ident][1]
        dossier = "/" + posixpath.dirname(self.partie)
        return posixpath.normpath(posixpath.join(dossier, cible)).lstrip("/")

    def internes(self) -> Iterator[tuple[str, str]]:
        """Yield identifier and target part of each relation inside the package."""
        for ident, (_, _, mode) in list(self.liste.items()):
            if mode != "External":
                yield ident, self.cible(ident)

    def libre(self) -> str:
        """Return an identifier that no relation bears."""
        return next(f"rId{rang}" for rang in range(1, len(self.liste) + 2) if f"rId{rang}" not in self.liste)

    def ajouter(self, sorte: str, cible: str) -> str:
        """Add a relation of the office family; return its identifier."""
        ident = self.libre()
        self.liste[ident] = (_OFFICE + sorte, cible, "")
        return ident

    def ecrire(self) -> bytes:
        """Return the part."""
        lignes = (
            f'<Relationship Id="{xml(ident)}" Type="{xml(sorte)}" Target="{xml(cible)}"'
            + (' TargetMode="External"/>' if mode == "External" else "/>")
            for ident, (sorte, cible, mode) in self.liste.items()
        )
        return f"{_OUVERTURE}{''.join(lignes)}</Relationships>".encode()


def orphelines(parties: Mapping[str, bytes], tetes: Iterable[str]) -> set[str]:
    """Return these parts, their relations and all that only they led to."""
    retirees: set[str] = set()
    a_voir = list(tetes)
    while a_voir:
        for partie in a_voir:
            retirees |= {partie, nom_des_relations(partie)} & parties.keys()
        menees = {c for p in a_voir for _, c in Relations.lire(parties, p).internes()} & parties.keys()
        gardees = {
            c for p in _porteuses(parties) if p not in retirees for _, c in Relations.lire(parties, p).internes()
        }
        a_voir = sorted(menees - gardees - retirees)
    return retirees


def _porteuses(parties: Mapping[str, bytes]) -> list[str]:
    return [nom.replace("_rels/", "", 1).removesuffix(".rels") for nom in parties if nom.endswith(".rels")]


def type_de(parties: Mapping[str, bytes], partie: str) -> str:
    """Return the content type of a part."""
    table = parties[TYPES].decode("utf-8")
    for balise in _DEROGATION.findall(table):
        un = attributs(balise)
        if un.get("PartName", "").lstrip("/") == partie:
            return un["ContentType"]
    extension = partie.rpartition(".")[2].lower()
    defauts = (attributs(balise) for balise in _DEFAUT.findall(table))
    return next((un["ContentType"] for un in defauts if un.get("Extension", "").lower() == extension), "")


def types_completes(table: bytes, ajoutes: Mapping[str, str], retirees: Iterable[str]) -> bytes:
    """Return the table of types with these parts, without those; workbooks are known by their extension."""
    sans = set(retirees)
    texte = _DEROGATION.sub(
        lambda b: "" if attributs(b.group()).get("PartName", "").lstrip("/") in sans else b.group(),
        table.decode("utf-8"),
    )
    if ajoutes and not any(attributs(b).get("Extension", "").lower() == "xlsx" for b in _DEFAUT.findall(texte)):
        fin = texte.index(">", texte.index("<Types")) + 1
        texte = f'{texte[:fin]}<Default Extension="xlsx" ContentType="{_XLSX}"/>{texte[fin:]}'
    neuves = "".join(f'<Override PartName="/{nom}" ContentType="{sorte}"/>' for nom, sorte in ajoutes.items())
    return texte.replace("</Types>", neuves + "</Types>").encode()


__all__ = ["DOCUMENT", "GRAPHIQUE", "TYPES", "Relations", "attributs", "orphelines", "type_de", "types_completes"]
