"""The commands that write in Word: the report with its pages, its PDF, the other documents, the check of a template."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from docx import Document

from cpts_xl.bureautique import trouver_soffice
from cpts_xl.cli import main
from cpts_xl.cli.analyse_rapport import MODELES, SORTES
from cpts_xl.cli.rapports import _GALERIE
from cpts_xl.report.documents import DOCUMENTS
from cpts_xl.ressources import ressource
from tests.promesse import LIBREOFFICE, absent

RACINE = Path(__file__).parents[2]
EXEMPLE = RACINE / "workbooks" / "suivi.xlsm"
POUR = {"emargement": ("--pour", "R02"), "releve": ("--pour", "P03")}


@pytest.fixture
def libreoffice():
    """Skip without LibreOffice, fail where CI_MOTEURS=1 promises it."""
    if trouver_soffice() is None:
        absent(LIBREOFFICE)


def textes(chemin):
    """Return the paragraphs of a document, and those of its tables."""
    document = Document(chemin)
    cellules = (case.text for table in document.tables for rangee in table.rows for case in rangee.cells)
    return [*(p.text for p in document.paragraphs), *cellules]


def test_the_report_and_its_archive_in_one_command(tmp_path, libreoffice, capsys):
    """A Word report whose contents bear pages, and a PDF/A of it."""
    word, pdf = tmp_path / "CPTS de l'Étang" / "rapport.docx", tmp_path / "CPTS de l'Étang" / "rapport.pdf"
    word.parent.mkdir()
    commande = ["rapport", str(EXEMPLE), "--vers", str(word), "--pdf", str(pdf), "--archive"]
    assert main(commande) == 0
    entrees = [t for t in textes(word) if "\t" in t and t.rpartition("\t")[2].isdigit()]
    assert len(entrees) > 30
    pages = [int(t.rpartition("\t")[2]) for t in entrees]
    assert pages == sorted(pages)
    assert pdf.read_bytes().startswith(b"%PDF-")
    assert b"pdfaid" in pdf.read_bytes()
    assert "PDF écrit" in capsys.readouterr().out


def test_without_pages_nothing_is_laid_out(tmp_path, monkeypatch):
    """The quick report asks nothing of LibreOffice; its entries bear no number."""
    monkeypatch.setenv("CPTS_XL_SOFFICE", str(tmp_path / "absent"))
    vers = tmp_path / "rapport.docx"
    assert main(["rapport", str(EXEMPLE), "--vers", str(vers), "--sans-pages"]) == 0
    assert not [t for t in textes(vers) if "\t" in t and t.rpartition("\t")[2].isdigit()]


def test_without_libreoffice_the_report_is_whole_and_the_lack_is_told(tmp_path, monkeypatch, capsys):
    """No page is guessed; a PDF is refused with what to do, and nothing is written."""
    monkeypatch.setenv("CPTS_XL_SOFFICE", str(tmp_path / "absent"))
    vers = tmp_path / "rapport.docx"
    assert main(["rapport", str(EXEMPLE), "--vers", str(vers)]) == 0
    assert "il faut LibreOffice" in capsys.readouterr().out
    autre = tmp_path / "autre.docx"
    assert main(["rapport", str(EXEMPLE), "--vers", str(autre), "--pdf", str(tmp_path / "r.pdf")]) == 2
    assert "LibreOffice n'est pas installé" in capsys.readouterr().err
    assert not autre.exists()


def test_an_archive_without_pdf_is_refused(tmp_path, capsys):
    """PDF/A is a kind of PDF."""
    assert main(["rapport", str(EXEMPLE), "--vers", str(tmp_path / "r.docx"), "--archive"]) == 2
    assert "--pdf" in capsys.readouterr().err


@pytest.mark.parametrize("galerie", MODELES)
def test_each_template_of_the_gallery_fills(tmp_path, galerie):
    """The same numbers in three dresses, without any left-over tag."""
    vers = tmp_path / "r.docx"
    assert main(["rapport", str(EXEMPLE), "--vers", str(vers), "--galerie", galerie, "--sans-pages"]) == 0
    tout = "\n".join(textes(vers))
    assert "{{" not in tout
    assert "331 497,47" in tout.replace("\u202f", " ").replace("\xa0", " ")


@pytest.mark.parametrize("sorte", SORTES)
def test_each_other_document_is_written(tmp_path, sorte):
    """One command a document; its title is told."""
    vers = tmp_path / f"{sorte}.docx"
    assert main(["document", sorte, str(EXEMPLE), "--vers", str(vers), *POUR.get(sorte, ())]) == 0
    tout = "\n".join(textes(vers))
    assert "{{" not in tout
    assert "None" not in tout


def test_the_kinds_typed_are_those_that_exist():
    """The grammar imports nothing heavy: its lists are held equal here."""
    assert tuple(d.code for d in DOCUMENTS) == SORTES
    assert set(_GALERIE) == set(MODELES)
    assert all(ressource("report_templates", nom).is_file() for nom in _GALERIE.values())


def test_a_document_about_someone_asks_whom(tmp_path, capsys):
    """An attendance sheet is that of one meeting."""
    assert main(["document", "emargement", str(EXEMPLE), "--vers", str(tmp_path / "e.docx")]) == 2
    assert "réunion" in capsys.readouterr().err.lower()
    assert not (tmp_path / "e.docx").exists()


@pytest.mark.parametrize("galerie", MODELES)
def test_our_templates_have_no_fault(galerie, capsys):
    """What we give passes the check that we ask of others."""
    assert main(["gabarit", "verifier", str(ressource("report_templates", _GALERIE[galerie]))]) == 0
    assert "aucune faute" in capsys.readouterr().out


@pytest.mark.parametrize("sorte", DOCUMENTS, ids=lambda d: d.code)
def test_the_templates_of_the_other_documents_have_no_fault(sorte):
    """Each is checked against the fields of its own document."""
    modele = ressource("report_templates", sorte.modele)
    assert main(["gabarit", "verifier", str(modele), "--pour", sorte.code]) == 0


def test_every_fault_of_a_template_is_told_and_commented(tmp_path, capsys):
    """Two faults, both located; the copy bears Word comments, the template is untouched."""
    modele = tmp_path / "mon modèle.docx"
    shutil.copy(ressource("report_templates", "rapport_court.docx"), modele)
    document = Document(modele)
    document.add_paragraph("Nom : {{ cpts.nomm }}")
    document.add_paragraph("{%p if provisoire %}")
    document.save(modele)
    avant, copie = modele.read_bytes(), tmp_path / "annotée.docx"
    assert main(["gabarit", "verifier", str(modele), "--vers", str(copie)]) == 1
    dit = capsys.readouterr().out
    assert "cpts.nomm" in dit
    assert "cpts.nom »" in dit
    assert "jamais fermé" in dit
    assert modele.read_bytes() == avant
    commentaires = [c.text for c in Document(copie).comments]
    assert len(commentaires) == 2
    assert main(["rapport", str(EXEMPLE), "--vers", str(tmp_path / "r.docx"), "--modele", str(modele)]) == 2
    assert not (tmp_path / "r.docx").exists()


@pytest.mark.parametrize(
    ("arguments", "mots"),
    [
        (("--modele", "modele.docx", "--vers", "modele.docx", "--remplacer"), "jamais récrit"),
        (("--vers", "rapport.xlsx"), "est un .docx"),
        (("--vers", "rapport.docx", "--pdf", "rapport.docx"), "est un .pdf"),
    ],
)
def test_an_output_never_takes_the_place_of_what_is_read(tmp_path, monkeypatch, capsys, arguments, mots):
    """The user's own template asked for as the output is left as it was; a wrong extension is told before any work."""
    monkeypatch.chdir(tmp_path)
    shutil.copyfile(EXEMPLE, "suivi.xlsm")
    shutil.copyfile(ressource("report_templates", "rapport_sobre.docx"), "modele.docx")
    avant = Path("modele.docx").read_bytes()
    assert main(["rapport", "suivi.xlsm", *arguments]) == 2
    assert mots in capsys.readouterr().err
    assert Path("modele.docx").read_bytes() == avant
    assert sorted(p.name for p in tmp_path.iterdir()) == ["modele.docx", "suivi.xlsm"]


def _guide(debut: str) -> list[str]:
    """Return the answers that the coordinator's guide quotes and that start so, each on one line."""
    texte = (RACINE / "docs" / "coordinateur.md").read_text(encoding="utf-8")
    cites = [" ".join(bloc.split()) for bloc in re.findall(r"```text\n(.*?)```", texte, re.DOTALL)]
    return [cite for cite in cites if cite.startswith(debut)]


def test_the_guide_quotes_the_answers_about_an_old_workbook(tmp_path, monkeypatch, capsys):
    """Refused by any other command, then upgraded: version, quotes and counts are those of the tool, word for word."""
    monkeypatch.chdir(tmp_path)
    ancien = "Suivi ACI 2026.xlsx"
    shutil.copy(RACINE / "tests" / "workbook" / "anciens" / "suivi-0.1.0.xlsx", ancien)
    assert main(["rapport", ancien, "--vers", "r.docx"]) == 2
    refus = capsys.readouterr()
    assert _guide("Erreur : « Suivi ACI") == [" ".join((refus.out + refus.err).split())]
    assert main(["mettre-a-niveau", ancien, "--vers", "Suivi année 2.xlsm"]) == 0
    assert _guide("Classeur mis à niveau (") == [" ".join(capsys.readouterr().out.split())]


def test_the_guide_quotes_the_calendar_of_its_empty_workbook(tmp_path, monkeypatch, capsys):
    """The calendar shown right after the empty workbook is the one that this workbook gives."""
    monkeypatch.chdir(tmp_path)
    nouveau = ["--nom", "CPTS de la Vallée", "--signature", "2025-09-01", "--population", "62000", "--complet"]
    assert main(["nouveau", "--vers", "Suivi année 1.xlsm", *nouveau]) == 0
    capsys.readouterr()
    assert main(["calendrier", "Suivi année 1.xlsm", "--vers", "Échéances.ics"]) == 0
    (cite,) = _guide("Calendrier écrit")
    assert " ".join(capsys.readouterr().out.split()).endswith(cite)


@pytest.mark.parametrize("sorte", DOCUMENTS, ids=lambda sorte: sorte.code)
def test_a_template_is_checked_for_the_document_that_the_guide_names(sorte, capsys):
    """``--pour`` takes the name of the command that writes the document; without it, the fields of the report."""
    modele = str(ressource("report_templates", sorte.modele))
    assert main(["gabarit", "verifier", modele, "--pour", sorte.code]) == 0
    assert "aucune faute" in capsys.readouterr().out
