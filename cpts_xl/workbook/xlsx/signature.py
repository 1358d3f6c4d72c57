"""What a file really is, whatever its name says: told to the person who chose it, with what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

from cpts_xl.errors import ClasseurIllisible

if TYPE_CHECKING:
    import zipfile
    from pathlib import Path

_OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_XLSX = "l'ouvrir dans Excel, puis « Enregistrer sous » au format Classeur Excel (.xlsx)"
_SIGNATURES = (
    (b"%PDF", "un document PDF"),
    (b"{\\rtf", "un document RTF"),
    (b"\x89PNG", "une image PNG"),
    (b"\xff\xd8\xff", "une image JPEG"),
    (b"Rar!", "une archive RAR"),
    (b"7z\xbc\xaf", "une archive 7z"),
    (b"\x1f\x8b", "une archive gzip"),
)
_SORTES_OLE2 = (
    ("EncryptedPackage", "protégé par mot de passe : l'enregistrer en .xlsx sans mot de passe"),
    ("Workbook", "à l'ancien format .xls : l'enregistrer en .xlsx"),
    ("WordDocument", "un ancien document Word (.doc) : choisir le classeur Excel"),
)


def refuser(chemin: Path, motif: str) -> ClasseurIllisible:
    """Return the refusal of this file, worded the same way everywhere."""
    return ClasseurIllisible(f"« {chemin.name} » : {motif}.")


def verifier_signature(chemin: Path, tete: bytes, flux: BinaryIO) -> None:
    """Return nothing when the first bytes are those of a package; ``flux`` stands after them.

    Raises:
        ClasseurIllisible: the file is something else, which the message names.
    """
    if not tete:
        raise refuser(chemin, "le fichier est vide (0 octet) ; attendre la fin de la synchronisation, ou le redemander")
    if chemin.name.startswith("~$"):
        raise refuser(chemin, "c'est le fichier de verrouillage d'un classeur ouvert ; choisir le classeur lui-même")
    if tete.startswith(b"PK\x03\x04"):
        return
    if tete.startswith(_OLE2):
        contenu = tete + flux.read()
        for cle, motif in _SORTES_OLE2:
            if cle.encode("utf-16-le") in contenu:
                raise refuser(chemin, f"ce fichier est {motif}")
        motif = "protégé par mot de passe ou ancien format .xls : l'enregistrer en .xlsx sans mot de passe"
        raise refuser(chemin, motif)
    for signature, sorte in _SIGNATURES:
        if tete.startswith(signature):
            raise refuser(chemin, f"c'est {sorte}, pas un classeur ; choisir le fichier .xlsx")
    raise refuser(chemin, f"c'est {_sorte_de_texte(tete)}, pas un classeur .xlsx ; {_XLSX}")


def _sorte_de_texte(tete: bytes) -> str:
    if b"\x00" in tete:
        return "un fichier d'un format inconnu"
    debut = tete.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if debut.startswith((b"<!doctype html", b"<html", b"<table")):
        return "une page HTML"
    if debut.startswith(b"<?xml"):
        return "un fichier XML"
    return "un fichier de texte (CSV ?)"


def sorte_de_zip(archive: zipfile.ZipFile) -> str:
    """Return what a package without a workbook is, and what to do."""
    noms = archive.namelist()
    if any(nom.startswith("word/") for nom in noms):
        return "c'est un document Word, renommé ou choisi par erreur ; choisir le classeur .xlsx"
    if any(nom.startswith("ppt/") for nom in noms):
        return "c'est une présentation PowerPoint ; choisir le classeur .xlsx"
    if "xl/workbook.bin" in noms:
        return f"c'est un classeur binaire (.xlsb) ; {_XLSX}"
    if "mimetype" in noms:
        genre = archive.read("mimetype")[:80].decode("ascii", "replace")
        sorte = "un classeur LibreOffice (.ods)" if "spreadsheet" in genre else "un document LibreOffice"
        return f"c'est {sorte} ; l'enregistrer au format Excel (.xlsx)"
    if any(nom.startswith("xl/") for nom in noms):
        return "il manque des parties au classeur ; le demander ou le télécharger de nouveau"
    return "c'est une archive ZIP, pas un classeur ; en extraire d'abord le fichier .xlsx"
