"""The report as a PDF: tagged, with its outline, in French; as an archive (PDF/A-2b) for the transmission."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile

from cpts_xl.report.pagination.bureautique import DELAI, convertir

_EXPORT = "/org.openoffice.Office.Common/Filter/PDF/Export"
_PDF_A_2 = "2"
# par le profil et non par la ligne de commande : ces noms sont compris de toutes les versions
_REGLAGES = {
    "UseTaggedPDF": "true",
    "ExportBookmarks": "true",
    "ExportBookmarksToPDFDestination": "true",
    "DisplayPDFDocumentTitle": "true",
    "InitialView": "1",
    "ExportFormFields": "false",
}
_MODIFIE = re.compile(rb"<dcterms:modified[^>]*>(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)Z<")
_EPOQUE = (b"2000", b"01", b"01", b"00", b"00", b"00")
_DATE_INFO = re.compile(rb"(?<=/CreationDate\(D:)\d{14}(?=Z)|(?<=/ModDate\(D:)\d{14}(?=Z)")
_DATE_XMP = re.compile(rb"(?<=Date>)\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ(?=</xmp:)")
_XMP = re.compile(rb"<x:xmpmeta.*?</x:xmpmeta>", re.DOTALL)
_ENTITE = re.compile(rb"&amp;(apos|quot|lt|gt|amp);")
_IDENTITE = re.compile(rb"(?<=<)[0-9A-F]{32}(?=>)|(?<=/DocChecksum /)[0-9A-F]{32}")
_FIN = 1_000


def en_pdf(docx: bytes, *, archive: bool = False, delai: float = DELAI) -> bytes:
    """Return the document as a tagged PDF, as PDF/A-2b when ``archive``; same document, same bytes.

    Raises:
        MoteurIndisponible: LibreOffice is missing, failed or took too long.
    """
    reglages = {**_REGLAGES, "SelectPdfVersion": _PDF_A_2 if archive else "0"}
    pdf = convertir(docx, "pdf:writer_pdf_Export", [(_EXPORT, *un) for un in reglages.items()], delai=delai)
    return _fixer(pdf, _jour(docx))


def _jour(docx: bytes) -> tuple[bytes, ...]:
    """Return the date that the document itself bears, in six pieces."""
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        if "docProps/core.xml" not in archive.namelist():
            return _EPOQUE
        trouve = _MODIFIE.search(archive.read("docProps/core.xml"))
    return trouve.groups() if trouve else _EPOQUE


def _fixer(pdf: bytes, jour: tuple[bytes, ...]) -> bytes:
    """Return the PDF with the date of its document and an identity drawn from its content; no byte moves."""
    annee, mois, quantieme, heure, minute, seconde = jour
    pdf = _DATE_INFO.sub(b"".join(jour), pdf)
    pdf = _DATE_XMP.sub(b"%b-%b-%bT%b:%b:%bZ" % (annee, mois, quantieme, heure, minute, seconde), pdf)
    pdf = _XMP.sub(lambda trouve: _sans_double_echappement(trouve[0]), pdf)
    corps, fin = pdf[:-_FIN], pdf[-_FIN:]
    neutre = _IDENTITE.sub(b"0" * 32, fin)
    empreinte = hashlib.sha256(corps + neutre).hexdigest()[:32].upper().encode()
    return corps + _IDENTITE.sub(empreinte, fin)


def _sans_double_echappement(xmp: bytes) -> bytes:
    """Return the metadata with its entities escaped once, padded to their former length.

    La version 7.4 écrit « d&amp;apos;activité » : le titre y différerait de celui du document, ce que PDF/A interdit.
    """
    juste = _ENTITE.sub(rb"&\1;", xmp)
    return juste + b" " * (len(xmp) - len(juste))
