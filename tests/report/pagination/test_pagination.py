"""Pages and PDF of the real report, as LibreOffice lays it out."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import time
import zipfile
from html import unescape
from pathlib import Path

import pytest
from pypdf import PdfReader

from cpts_xl.errors import MoteurIndisponible
from cpts_xl.report.pagination import bureautique as lanceur
from cpts_xl.report.pagination import en_pdf, pages_dans, pages_des_titres, signets, trouver_soffice
from cpts_xl.report.pagination.fixe import fixer
from tests.promesse import absent

ESPACES = re.compile(r"[\s\u00a0\u202f]+")


@pytest.fixture(scope="session")
def bureautique() -> None:
    """Skip where LibreOffice or poppler is missing, but fail when CI_MOTEURS=1 promises them."""
    presents = (("LibreOffice", trouver_soffice()), ("pdftotext", shutil.which("pdftotext")))
    manquants = [nom for nom, present in presents if not present]
    if manquants:
        absent(", ".join(manquants))


@pytest.fixture(scope="session")
def pdf(bureautique, rapport) -> bytes:
    """Return the report of the demonstration CPTS, as an archive."""
    return en_pdf(rapport, archive=True)


def _titres(docx: bytes) -> dict[str, str]:
    """Return the words of the paragraph that holds each bookmark of a heading."""
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        texte = archive.read("word/document.xml").decode()
    titres = {}
    for paragraphe in re.findall(r"<w:p[ >].*?</w:p>", texte, re.DOTALL):
        if trouve := re.search(r'w:name="(_Toc\d+)"', paragraphe):
            mots = "".join(re.findall(r"<w:t(?: [^>]*)?>([^<]*)</w:t>", paragraphe))
            titres[trouve[1]] = ESPACES.sub(" ", unescape(mots)).strip()
    return titres


def test_each_heading_is_on_the_page_that_is_told(rapport, pdf, tmp_path):
    """The page told for a heading is the one where its words are printed, for every heading of the report."""
    pages = pages_dans(pdf, signets(rapport))
    chemin = tmp_path / "rapport.pdf"
    chemin.write_bytes(pdf)
    lues = subprocess.run(["pdftotext", str(chemin), "-"], capture_output=True, check=True, timeout=60).stdout.decode()
    textes = [ESPACES.sub(" ", page) for page in lues.split("\f")]
    titres = _titres(rapport)
    assert len(titres) > 15
    for signet, titre in titres.items():
        assert titre in textes[pages[signet] - 1], (titre, pages[signet])
    assert next(iter(pages.values())) > 1
    assert len({pages[signet] for signet in titres}) > 10


def test_every_bookmark_has_its_page_and_the_two_ways_agree(rapport, pdf):
    """No bookmark is lost on the way, references to annex B included; an archive has the pages of the ordinary PDF."""
    pages = pages_des_titres(rapport)
    assert pages == pages_dans(pdf, signets(rapport))
    assert list(pages) == signets(rapport)
    assert any(nom.startswith("B_") for nom in pages)


@pytest.mark.parametrize("archive", [False, True], ids=["ordinaire", "archive"])
def test_the_pdf_is_tagged_in_french_with_its_outline_and_title(pdf, rapport, archive):
    """What a screen reader and a reader of long documents need."""
    lecteur = PdfReader(io.BytesIO(pdf if archive else en_pdf(rapport)))
    racine = lecteur.trailer["/Root"]
    assert racine["/MarkInfo"]["/Marked"]
    assert racine["/Lang"] == "fr-FR"
    assert "/StructTreeRoot" in racine
    assert racine["/ViewerPreferences"]["/DisplayDocTitle"]
    assert racine["/PageMode"] == "/UseOutlines"
    assert len([un for un in lecteur.outline if not isinstance(un, list)]) > 5
    assert lecteur.metadata.title.startswith("Rapport d'activité")


def test_the_archive_says_that_it_is_pdf_a(pdf, rapport):
    """PDF/A-2b is declared in the metadata, whose title is that of the document, fonts and colours embedded."""
    lecteur = PdfReader(io.BytesIO(pdf))
    xmp = lecteur.trailer["/Root"]["/Metadata"].get_object().get_data().decode()
    assert "<pdfaid:part>2</pdfaid:part>" in xmp
    assert "<pdfaid:conformance>B</pdfaid:conformance>" in xmp
    titre = re.search(r"<dc:title>.*?<rdf:li[^>]*>(.*?)</rdf:li>", xmp, re.DOTALL)[1]
    assert unescape(titre) == lecteur.metadata.title
    assert "/OutputIntents" in lecteur.trailer["/Root"]
    assert "/Encrypt" not in lecteur.trailer
    ordinaire = PdfReader(io.BytesIO(en_pdf(rapport)))
    assert "/OutputIntents" not in ordinaire.trailer["/Root"]


@pytest.mark.parametrize("archive", [False, True], ids=["ordinaire", "archive"])
def test_same_document_same_bytes(bureautique, rapport, archive):
    """The hour of the conversion shows nowhere; the file stays whole, each object at its place."""
    un = en_pdf(rapport, archive=archive)
    time.sleep(1.1)
    assert en_pdf(rapport, archive=archive) == un
    lecteur = PdfReader(io.BytesIO(un), strict=True)
    assert len(lecteur.pages) > 10
    assert all(page.get_contents().get_data() for page in lecteur.pages)
    assert str(lecteur.metadata["/CreationDate"]).startswith("D:20260314")


def test_what_is_no_pdf_of_libreoffice_is_left_as_it_is(rapport):
    """A later version that writes another form loses only the fixed date."""
    autre = b"%PDF-2.0 " + b"x" * 3_000
    assert fixer(autre, rapport) == autre


def test_without_libreoffice_pages_are_unknown_and_a_pdf_is_refused(monkeypatch, rapport):
    """No guess: None for the pages, and for the PDF a refusal that says where to find LibreOffice."""
    monkeypatch.setenv("CPTS_XL_SOFFICE", str(Path("nulle") / "part"))
    assert pages_des_titres(rapport) is None
    with pytest.raises(MoteurIndisponible, match=r"fr\.libreoffice\.org"):
        en_pdf(rapport)


def test_a_program_that_never_ends_is_killed(monkeypatch, tmp_path, rapport):
    """The time limit holds, with all that the program started; the message says that the Word file is complete."""
    if os.name == "nt":
        pytest.skip("le faux programme est un script de shell")
    temoin = tmp_path / "temoin"
    faux = tmp_path / "soffice.bin"
    faux.write_text(f"#!/bin/sh\n(sleep 3; touch '{temoin}') &\nsleep 60\n", encoding="utf-8")
    faux.chmod(0o755)
    monkeypatch.setenv("CPTS_XL_SOFFICE", str(faux))
    depart = time.monotonic()
    with pytest.raises(MoteurIndisponible, match=r"pas de réponse en 1 s.*Word, lui, est complet"):
        en_pdf(rapport, delai=1)
    assert time.monotonic() - depart < 10
    time.sleep(3)
    assert not temoin.exists()


def test_a_program_that_fails_is_told(monkeypatch, tmp_path, rapport):
    """Its last words are in the message."""
    if os.name == "nt":
        pytest.skip("le faux programme est un script de shell")
    faux = tmp_path / "soffice.bin"
    faux.write_text("#!/bin/sh\necho 'source file could not be loaded' >&2\nexit 1\n", encoding="utf-8")
    faux.chmod(0o755)
    monkeypatch.setenv("CPTS_XL_SOFFICE", str(faux))
    with pytest.raises(MoteurIndisponible, match="could not be loaded"):
        en_pdf(rapport)


def test_nothing_is_left_behind(bureautique, monkeypatch, tmp_path, rapport):
    """The working folder disappears with the profile."""
    monkeypatch.setattr(lanceur.tempfile, "tempdir", str(tmp_path))
    en_pdf(rapport)
    assert list(tmp_path.iterdir()) == []
