"""On which page each bookmark of a document falls, as LibreOffice lays it out."""

from __future__ import annotations

import io
import re
import zipfile
from html import unescape

from cpts_xl.bureautique import trouver_soffice
from cpts_xl.report.pagination.bureautique import DELAI
from cpts_xl.report.pagination.pdf import en_pdf
from cpts_xl.report.paquet import DOCUMENT

_SIGNET = re.compile(r'<w:bookmarkStart\b[^>]*\bw:name="([^"]+)"')


def pages_des_titres(docx: bytes, *, delai: float = DELAI) -> dict[str, int] | None:
    """Return the page (from 1) of each bookmark of the document, or None where LibreOffice is not installed.

    The page is the rank of the sheet: a template that starts its numbering elsewhere shows other numbers.

    Raises:
        MoteurIndisponible: LibreOffice failed or took too long.
    """
    if trouver_soffice() is None:
        return None
    return pages_dans(en_pdf(docx, delai=delai), signets(docx))


def signets(docx: bytes) -> list[str]:
    """Return the names of the bookmarks of a document, in order."""
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        texte = archive.read(DOCUMENT).decode("utf-8")
    return [unescape(nom) for nom in _SIGNET.findall(texte)]


def pages_dans(pdf: bytes, noms: list[str]) -> dict[str, int]:
    """Return the page of each of these bookmarks in a PDF made by ``en_pdf``; those that it lost are left out."""
    from pypdf import PdfReader  # noqa: PLC0415 - lourde, et pour cette seule lecture

    lecteur = PdfReader(io.BytesIO(pdf))
    destinations = {nom.lstrip("/"): cible for nom, cible in lecteur.named_destinations.items()}
    pages: dict[str, int] = {}
    for nom in noms:
        cible = destinations.get(_nom_pdf(nom)) or destinations.get(nom)
        rang = None if cible is None else lecteur.get_destination_page_number(cible)
        if rang is not None:
            pages[nom] = rang + 1
    return pages


def _nom_pdf(nom: str) -> str:
    """Return a bookmark's name as LibreOffice writes it in a PDF: other signs than letters and digits by their code."""
    return "".join(
        signe if signe.isascii() and (signe.isalnum() or signe == "-") else f"{ord(signe):02X}" for signe in nom
    )
