from __future__ import annotations

import re
from fractions import Fraction
from pathlib import Path

import docx
import pytest

from cpts_xl import __version__
from cpts_xl.engine.empreinte import empreinte_saisies
from cpts_xl.errors import GabaritInvalide
from cpts_xl.report import comparer, rediger
from cpts_xl.workbook.layout import Layout
from tests.workbook.exemples import avec_ligne, resultat


@pytest.fixture
def rapport(tmp_path: Path) -> Path:
    """Return the example's report, with the cells of its workbook."""
    calcule = resultat()
    chemin = tmp_path / "rapport.docx"
    adresses = Layout(calcule).adresses()
    empreinte = empreinte_saisies(calcule.dossier)
    chemin.write_bytes(rediger(calcule, adresses=adresses, empreinte=empreinte, version=__version__))
    return chemin


def _change(chemin: Path, ancien: str, nouveau: str) -> int:
    """Rewrite a text wherever one run holds it whole, as a person would in Word; return how many times."""
    document = docx.Document(str(chemin))
    fois = 0
    for tableau in document.tables:
        for ligne in tableau.rows:
            for cellule in ligne.cells:
                for paragraphe in cellule.paragraphs:
                    for morceau in paragraphe.runs:
                        if morceau.text == ancien:
                            morceau.text = nouveau
                            fois += 1
    document.save(str(chemin))
    return fois


def test_the_report_of_a_workbook_agrees_with_it(rapport: Path) -> None:
    """Nothing differs between a report and the dossier it was made from."""
    calcule = resultat()
    assert comparer(rapport, calcule, adresses=Layout(calcule).adresses()) == []


def test_a_changed_amount_is_named_with_its_line_and_cell(rapport: Path) -> None:
    """One amount rewritten in Word is found wherever it stands, with its reference and its cell."""
    calcule = resultat()
    assert _change(rapport, "331\u202f497,47\u00a0€", "341\u202f497,47\u00a0€") >= 2
    constats = comparer(rapport, calcule, adresses=Layout(calcule).adresses())
    assert constats
    assert all(c.lu == "341\u202f497,47\u00a0€" and c.attendu == "331\u202f497,47\u00a0€" for c in constats)
    place = Layout(calcule).cases["perimetre.tout.droit"].nommee
    assert any("annexe B" in c.message and place in c.message for c in constats)


def test_the_report_of_another_dossier_is_named(rapport: Path) -> None:
    """A report that was not made from this workbook is told so by its fingerprint, and its gaps are listed."""
    autre = resultat(avec_ligne("versements", 1, montant=Fraction(1)))
    constats = comparer(rapport, autre, adresses=Layout(autre).adresses())
    assert "empreintes diffèrent" in constats[0].message
    assert constats[0].lu == f"empreinte {empreinte_saisies(resultat().dossier)[:8]} au rapport"
    assert constats[0].attendu == f"empreinte {empreinte_saisies(autre.dossier)[:8]} au classeur"
    assert len(constats) > 3


def _remplace(chemin: Path, motif: str, nouveau: str) -> None:
    """Rewrite what a pattern finds in the paragraphs of a report, as a person would in Word."""
    document = docx.Document(str(chemin))
    fois = 0
    for paragraphe in document.paragraphs:
        if re.search(motif, paragraphe.text):
            texte = re.sub(motif, nouveau, paragraphe.text)
            for morceau in paragraphe.runs[1:]:
                morceau.text = ""
            paragraphe.runs[0].text = texte
            fois += 1
    document.save(str(chemin))
    assert fois, motif


def test_what_a_report_says_of_its_origin_is_compared(rapport: Path) -> None:
    """No fingerprint, other texts, another version: each is told by name, none passes for a wrong amount."""
    calcule = resultat()
    adresses = Layout(calcule).adresses()
    _remplace(rapport, r"(?<=Version de l.outil\u00a0: )\S+", "0.2.0")
    _remplace(rapport, r"(?<=Empreinte des textes appliqués\u00a0: )[0-9a-f]{64}", "f" * 64)
    constats = comparer(rapport, calcule, adresses=adresses)
    assert [(str(c.gravite), c.lu) for c in constats] == [
        ("à regarder", "textes ffffffff"),
        ("information", "cpts_xl 0.2.0"),
    ]
    _remplace(rapport, r"Empreinte du classeur\u00a0: [0-9a-f]{64}", "")
    sans = comparer(rapport, calcule, adresses=adresses)
    assert "ne porte pas l'empreinte d'un classeur" in sans[0].message
    assert sans[0].attendu == f"empreinte {empreinte_saisies(calcule.dossier)[:8]}"
    assert len(sans) == 3


def test_a_missing_line_of_annex_b_is_named(rapport: Path) -> None:
    """A line taken out of annex B is missed."""
    document = docx.Document(str(rapport))
    tableau = next(t for t in document.tables if t.rows[0].cells[0].text == "Réf.")
    tableau._tbl.remove(tableau.rows[1]._tr)
    document.save(str(rapport))
    assert any("1 ligne manque, à commencer" in c.message for c in comparer(rapport, resultat()))


def test_what_is_not_a_word_document_is_refused(tmp_path: Path) -> None:
    """A missing file, or something else than Word, is refused in French."""
    faux = tmp_path / "rapport.docx"
    faux.write_bytes(b"bonjour")
    for chemin in (faux, tmp_path / "absent.docx"):
        with pytest.raises(GabaritInvalide, match=chemin.name):
            comparer(chemin, resultat())
