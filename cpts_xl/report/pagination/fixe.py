"""Making the bytes of a PDF depend on its document only: LibreOffice writes the hour into it, in four places."""

from __future__ import annotations

import hashlib
import io
import re
import struct
import zipfile
import zlib

_MODIFIE = re.compile(rb"<dcterms:modified[^>]*>(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)Z<")
_EPOQUE = (b"2000", b"01", b"01", b"00", b"00", b"00")
_DATE_INFO = re.compile(rb"(?<=/CreationDate\(D:)\d{14}(?=Z)|(?<=/ModDate\(D:)\d{14}(?=Z)")
_DATE_XMP = re.compile(rb"(?<=Date>)\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ(?=</xmp:)")
_XMP = re.compile(rb"<x:xmpmeta.*?</x:xmpmeta>", re.DOTALL)
_ENTITE = re.compile(rb"&amp;(apos|quot|lt|gt|amp);")
_IDENTITE = re.compile(rb"(?<=<)[0-9A-F]{32}(?=>)|(?<=/DocChecksum /)[0-9A-F]{32}")
_COULEURS = re.compile(rb"\n\d+ 0 obj\n<</N \d/Length (\d+) 0 R/Filter/FlateDecode>>\nstream\n")
_TABLE = re.compile(rb"(?:\d{10} \d{5} [nf] \n)+")
_DEPART = re.compile(rb"startxref\n(\d+)\n")
_DATE_ICC = slice(24, 36)
_FIN = 1_000

Echange = tuple[int, int, bytes]


def fixer(pdf: bytes, docx: bytes) -> bytes:
    """Return a PDF of LibreOffice with the date that its document bears, and an identity drawn from its content."""
    jour = _jour(docx)
    pdf = _DATE_INFO.sub(b"".join(jour), pdf)
    pdf = _DATE_XMP.sub(b"%b-%b-%bT%b:%b:%bZ" % jour, pdf)
    pdf = _XMP.sub(lambda trouve: _sans_double_echappement(trouve[0]), pdf)
    pdf = _dater_les_couleurs(pdf, jour)
    corps, fin = pdf[:-_FIN], pdf[-_FIN:]
    neutre = _IDENTITE.sub(b"0" * 32, fin)
    empreinte = hashlib.sha256(corps + neutre).hexdigest()[:32].upper().encode()
    return corps + _IDENTITE.sub(empreinte, fin)


def _jour(docx: bytes) -> tuple[bytes, ...]:
    """Return the date that the document itself bears, in six pieces."""
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        if "docProps/core.xml" not in archive.namelist():
            return _EPOQUE
        trouve = _MODIFIE.search(archive.read("docProps/core.xml"))
    return trouve.groups() if trouve else _EPOQUE


def _sans_double_echappement(xmp: bytes) -> bytes:
    """Return the metadata with its entities escaped once, padded to their former length.

    La version 7.4 écrit « d&amp;apos;activité » : le titre y différerait de celui du document, ce que PDF/A interdit.
    """
    juste = _ENTITE.sub(rb"&\1;", xmp)
    return juste + b" " * (len(xmp) - len(juste))


def _dater_les_couleurs(pdf: bytes, jour: tuple[bytes, ...]) -> bytes:
    """Return the PDF with the date of its colour profile (PDF/A has one) set; compressed, it changes of length."""
    echanges: list[Echange] = []
    for flux in _COULEURS.finditer(pdf):
        fin = pdf.find(b"\nendstream", flux.end())
        longueur = re.compile(rb"\n%b 0 obj\n(\d+)\nendobj" % flux[1]).search(pdf, fin)
        profil = bytearray(zlib.decompress(pdf[flux.end() : fin]))
        if longueur is None or profil[36:40] != b"acsp":
            continue
        profil[_DATE_ICC] = struct.pack(">6H", *map(int, jour))
        serre = zlib.compress(bytes(profil), 9)
        echanges += [(flux.end(), fin, serre), (*longueur.span(1), str(len(serre)).encode())]
    return echanger(pdf, echanges) if echanges else pdf


def echanger(pdf: bytes, echanges: list[Echange]) -> bytes:
    """Return the PDF with these bytes replaced, its table of places following."""
    depart = _DEPART.search(pdf, len(pdf) - _FIN)
    table = _TABLE.search(pdf, int(depart[1])) if depart else None
    if depart is None or table is None:
        return pdf  # une table d'une autre forme : mieux vaut une date vraie qu'un fichier faux

    def deplacee(place: int) -> int:
        return place + sum(len(neuf) - (fin - debut) for debut, fin, neuf in echanges if fin <= place)

    lignes = [
        b"%010d%b" % (deplacee(int(ligne[:10])) if ligne.endswith(b"n \n") else int(ligne[:10]), ligne[10:])
        for ligne in table[0].splitlines(keepends=True)
    ]
    tous = [
        *echanges,
        (*table.span(), b"".join(lignes)),
        (*depart.span(1), str(deplacee(int(depart[1]))).encode()),
    ]
    morceaux, place = [], 0
    for debut, fin, neuf in sorted(tous):
        morceaux += [pdf[place:debut], neuf]
        place = fin
    return b"".join((*morceaux, pdf[place:]))
