"""The custom XML part that carries the fingerprints: its text, its relationships, its place in a written package.

A part without relationship is dropped at the first save; one with relationships, Excel and LibreOffice keep.
"""

from __future__ import annotations

import io
import posixpath
import re
import uuid
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr

from cpts_xl.workbook.extras.paquet import Paquet
from cpts_xl.workbook.xlsx.recopie import recopier

ESPACE = "urn:cpts-xl:empreinte:1"
OCTETS_MAX = 64_000
PARTIES_MAX = 50
PROPRIETES = "docProps/custom.xml"
_TYPES, _LIENS_CLASSEUR, _LIENS = "[Content_Types].xml", "xl/_rels/workbook.xml.rels", "_rels/.rels"
_CHAMP = re.compile(r"[A-Za-z0-9.+_ -]{0,300}")
_PARTIE = re.compile(r"customXml/item([0-9]{1,4})\.xml")
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_PAQUET = "http://schemas.openxmlformats.org/package/2006"
_GENRE_PROPS = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
_GENRE_PROPRIETES = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_FMTID = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_ENTETE = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


@dataclass(frozen=True, slots=True)
class Empreintes:
    """What a workbook says of itself: who wrote it, its model, its inputs, its day of accounts; a signature if any."""

    version: str = ""
    encre: str = ""
    modele: str = ""
    saisies: str = ""
    textes: str = ""
    arrete: str = ""
    cle: str = ""
    signature: str = ""


CHAMPS = tuple(champ.name for champ in fields(Empreintes))


def texte_de_la_partie(empreintes: Empreintes) -> bytes:
    """Return the custom XML part: one empty element, one attribute per thing said."""
    dits = ((nom, getattr(empreintes, nom)) for nom in CHAMPS)
    attributs = "".join(f" {nom}={quoteattr(valeur)}" for nom, valeur in dits if valeur)
    return f'{_ENTETE}<empreintes xmlns="{ESPACE}"{attributs}/>'.encode()


def lire_la_partie(paquet: Paquet) -> tuple[str, Empreintes] | None:
    """Return the name of our part and what it says, or None: absent, damaged or too large is not there."""
    for nom in _parties(paquet):
        octets = paquet.octets(nom, OCTETS_MAX)
        if octets is None or ESPACE.encode() not in octets or b"<!DOCTYPE" in octets:
            continue
        racine = _arbre(octets)
        if racine is not None and racine.tag == f"{{{ESPACE}}}empreintes":
            dits = {nom: racine.get(nom, "") for nom in CHAMPS}
            # rien d'un fichier reçu n'est cru : un champ qui n'a pas la forme attendue n'est pas dit
            return nom, Empreintes(**{cle: v if _CHAMP.fullmatch(v) else "" for cle, v in dits.items()})
    return None


def poser_la_partie(octets: bytes, empreintes: Empreintes, proprietes: Mapping[str, str] | None = None) -> bytes:
    """Return the package with our part, new or replaced, and these document properties; the rest byte for byte.

    The same bytes give the same bytes.
    """
    with zipfile.ZipFile(io.BytesIO(octets)) as source:
        paquet = Paquet(Path("classeur.xlsx"), source)
        connue = lire_la_partie(paquet)
        neuves = {connue[0]: texte_de_la_partie(empreintes)} if connue else _creer(paquet, empreintes)
        if proprietes:
            neuves |= _proprietes(paquet, proprietes, neuves)
        return recopier(source, neuves)


def _parties(paquet: Paquet) -> Iterator[str]:
    noms = sorted(nom for nom in paquet.noms if nom.lower().startswith("customxml/") and nom.lower().endswith(".xml"))
    yield from noms[:PARTIES_MAX]


def _arbre(octets: bytes) -> Any:
    from lxml import etree  # noqa: PLC0415  (lourd : seulement quand une partie se lit)

    analyseur = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(octets, analyseur)
    except etree.XMLSyntaxError:
        return None


def _texte(racine: Any) -> bytes:
    from lxml import etree  # noqa: PLC0415

    return bytes(etree.tostring(racine, xml_declaration=True, encoding="UTF-8", standalone=True))


def _creer(paquet: Paquet, empreintes: Empreintes) -> dict[str, bytes]:
    """Return the parts that change when ours is added: itself, its properties, the two lists that name them."""
    pris = [int(trouve[1]) for nom in paquet.noms if (trouve := _PARTIE.fullmatch(nom))]
    rang = max(pris, default=0) + 1
    partie, props = f"customXml/item{rang}.xml", f"customXml/itemProps{rang}.xml"
    numero = str(uuid.uuid5(uuid.NAMESPACE_URL, ESPACE)).upper()
    return {
        _TYPES: _declarer(paquet, props, _GENRE_PROPS),
        _LIENS_CLASSEUR: _relier(paquet.arbre(_LIENS_CLASSEUR), "customXml", f"../{partie}"),
        partie: texte_de_la_partie(empreintes),
        props: (
            f'{_ENTETE}<ds:datastoreItem xmlns:ds="{_OFFICE}/customXml" ds:itemID="{{{numero}}}">'
            f'<ds:schemaRefs><ds:schemaRef ds:uri="{ESPACE}"/></ds:schemaRefs></ds:datastoreItem>'
        ).encode(),
        f"customXml/_rels/item{rang}.xml.rels": (
            f'{_ENTETE}<Relationships xmlns="{_PAQUET}/relationships"><Relationship Id="rId1" '
            f'Type="{_OFFICE}/relationships/customXmlProps" Target="{posixpath.basename(props)}"/></Relationships>'
        ).encode(),
    }


def _declarer(paquet: Paquet, partie: str, genre: str, deja: bytes | None = None) -> bytes:
    """Return the list of content types with one more part."""
    racine = _arbre(deja) if deja is not None else paquet.arbre(_TYPES)
    espace = racine.tag.rpartition("}")[0] + "}"
    if not any(balise.get("Extension", "").lower() == "xml" for balise in racine):
        racine.insert(0, racine.makeelement(f"{espace}Default", {"Extension": "xml", "ContentType": "application/xml"}))
    racine.append(racine.makeelement(f"{espace}Override", {"PartName": f"/{partie}", "ContentType": genre}))
    return _texte(racine)


def _relier(racine: Any, genre: str, cible: str) -> bytes:
    """Return a list of relationships with one more, under a number that none has."""
    espace = racine.tag.rpartition("}")[0] + "}"
    pris = {balise.get("Id") for balise in racine}
    numero = next(f"rId{rang}" for rang in range(1, len(pris) + 2) if f"rId{rang}" not in pris)
    attributs = {"Id": numero, "Type": f"{_OFFICE}/relationships/{genre}", "Target": cible}
    racine.append(racine.makeelement(f"{espace}Relationship", attributs))
    return _texte(racine)


def _proprietes(paquet: Paquet, valeurs: Mapping[str, str], neuves: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the parts that change when document properties are written."""
    vt = f"{_OFFICE}/docPropsVTypes"
    changees: dict[str, bytes] = {}
    if PROPRIETES in paquet.noms:
        racine = paquet.arbre(PROPRIETES)
    else:
        racine = _arbre(f'{_ENTETE}<Properties xmlns="{_OFFICE}/custom-properties" xmlns:vt="{vt}"/>'.encode())
        changees[_TYPES] = _declarer(paquet, PROPRIETES, _GENRE_PROPRIETES, neuves.get(_TYPES))
        changees[_LIENS] = _relier(paquet.arbre(_LIENS), "custom-properties", PROPRIETES)
    espace = racine.tag.rpartition("}")[0] + "}"
    for nom, valeur in valeurs.items():
        for ancienne in [p for p in racine if p.get("name") == nom]:
            racine.remove(ancienne)
        if not valeur:
            continue
        pris = {int(p.get("pid")) for p in racine if (p.get("pid") or "").isdigit()}
        propriete = racine.makeelement(
            f"{espace}property", {"fmtid": _FMTID, "pid": str(max(pris, default=1) + 1), "name": nom}
        )
        texte = propriete.makeelement(f"{{{vt}}}lpwstr", {})
        texte.text = valeur
        propriete.append(texte)
        racine.append(propriete)
    return {**changees, PROPRIETES: _texte(racine)}
