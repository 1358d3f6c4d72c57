"""The report as a PDF: tagged, with its outline, in French; as an archive (PDF/A-2b) for the transmission."""

from __future__ import annotations

from cpts_xl.report.pagination.bureautique import DELAI, convertir
from cpts_xl.report.pagination.figures import decrire
from cpts_xl.report.pagination.fixe import fixer

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


def en_pdf(docx: bytes, *, archive: bool = False, delai: float = DELAI) -> bytes:
    """Return the document as a tagged PDF, as PDF/A-2b when ``archive``; same document, same bytes.

    Raises:
        MoteurIndisponible: LibreOffice is missing, failed or took too long.
    """
    reglages = {**_REGLAGES, "SelectPdfVersion": _PDF_A_2 if archive else "0"}
    pdf = convertir(docx, "pdf:writer_pdf_Export", [(_EXPORT, *un) for un in reglages.items()], delai=delai)
    return fixer(decrire(pdf, docx), docx)
