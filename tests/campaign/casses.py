"""Twenty workbooks that nobody can read, each for its own reason, and what the failure page must say of each."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

from tests.campaign.fabrique import Base, deriver, partie_de

_OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def _zip(parties: dict[str, bytes]) -> bytes:
    sortie = io.BytesIO()
    with zipfile.ZipFile(sortie, "w", zipfile.ZIP_DEFLATED) as archive:
        for nom, contenu in parties.items():
            archive.writestr(nom, contenu)
    return sortie.getvalue()


def _parties(octets: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(octets)) as archive:
        return {info.filename: archive.read(info) for info in archive.infolist()}


def casses(base: Base) -> dict[str, tuple[bytes, str]]:
    """Return, by file name, the bytes of a broken workbook and words that its failure must hold."""
    sain = deriver(base, 9_000)
    parties = _parties(sain)
    identite, livre = partie_de(sain, "Identité"), parties["xl/workbook.xml"]

    def avec(**changes: bytes) -> bytes:
        return _zip({**parties, **{nom.replace("__", "/"): contenu for nom, contenu in changes.items()}})

    def change(nom: str, geste: Callable[[bytes], bytes]) -> bytes:
        neuf = geste(parties[nom])
        assert neuf != parties[nom], nom
        return _zip({**parties, nom: neuf})

    sans_livre = {nom: contenu for nom, contenu in parties.items() if nom != "xl/workbook.xml"}
    sans_identite = livre.replace('name="Identité"'.encode(), b'name="Autre chose"')
    entite = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><worksheet>&a;</worksheet>'
    return {
        "vide.xlsx": (b"", "vide"),
        "tronque.xlsx": (sain[: len(sain) // 2], "fichier"),
        "coupe-au-debut.xlsx": (sain[:40], "fichier"),
        "protege.xlsx": (_OLE2 + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "mot de passe"),
        "ancien.xls": (_OLE2 + b"\0" * 600 + "Workbook".encode("utf-16-le"), ".xls"),
        "libreoffice.ods": (
            _zip({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"<x/>"}), ".ods",
        ),
        "renomme-ods.xlsx": (
            _zip({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"<x/>"}), ".ods",
        ),
        "bombe.xlsx": (_zip({**parties, "xl/media/a.bin": b"\0" * 70_000_000}), "compress"),
        "tableur.csv.xlsx": (b"nom;montant\nA;1\n", "texte"),
        "page.xlsx": (b"<html><table></table></html>", "HTML"),
        "facture.xlsx": (b"%PDF-1.7\n%...", "PDF"),
        "photo.xlsx": (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "image"),
        "rapport-word.xlsx": (_zip({"[Content_Types].xml": b"<x/>", "word/document.xml": b"<x/>"}), "Word"),
        "archive.xlsx": (_zip({"lisez-moi.txt": b"bonjour"}), "ZIP"),
        "binaire.xlsb": (_zip({"[Content_Types].xml": b"<x/>", "xl/workbook.bin": b"\0"}), "xlsb"),
        "sans-livre.xlsx": (_zip(sans_livre), "manque"),
        "entites.xlsx": (avec(**{identite.replace("/", "__"): entite}), ""),
        "sans-identite.xlsx": (avec(**{"xl__workbook.xml": sans_identite}), "Identité"),
        "feuille-coupee.xlsx": (change(identite, lambda octets: octets[: len(octets) // 2]), ""),
        "sans-date.xlsx": (change(identite, _sans_dates), "début"),
    }  # fmt: skip


def _sans_dates(octets: bytes) -> bytes:
    """Return the sheet « Identité » without any number typed in its second column: no first day is left."""
    return re.sub(rb'(<c r="B\d+"[^>]*?)><v>4\d{4}</v></c>', rb"\1/>", octets)


def ecrire_casses(dossier: Path, base: Base) -> dict[str, str]:
    """Write them; return, by name, the words that the failure must hold."""
    dossier.mkdir(parents=True, exist_ok=True)
    attendus = {}
    for nom, (contenu, mots) in casses(base).items():
        (dossier / nom).write_bytes(contenu)
        attendus[nom] = mots
    return attendus
