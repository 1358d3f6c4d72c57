"""What a report establishes by a word or a row is held to the workbook; what a coordinator may change is not told."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.table import Table

from cpts_xl.constats import Constat
from cpts_xl.report.relu.face import FaceAFace
from cpts_xl.report.relu.lignes import Ligne
from cpts_xl.report.relu.verdicts import verdicts
from tests.report.rapport_relu import A_REGARDER, INFORMATION, compare, ecrit, octets_du_rapport
from tests.sabotage.f_verdicts import mot, sans


def _graves(constats: list[Constat]) -> list[Constat]:
    return [c for c in constats if str(c.gravite) != INFORMATION]


def _tableau(document: Document, titre: str) -> Table:
    return next(t for t in document.tables if t.rows[0].cells[0].text == titre)


def test_a_verdict_rewritten_is_told_in_its_cell(tmp_path: Path) -> None:
    """« expirée » made « valable »: where it stands, what was due, what to do."""
    (dit,) = _graves(compare(tmp_path, mot("N°", "expirée", "valable")(octets_du_rapport())))
    assert str(dit.gravite) == A_REGARDER
    assert "ligne « PJ04 », colonne « Validité »" in dit.message
    assert (dit.lu, dit.attendu) == ("valable", "expirée")
    assert dit.remede.startswith("Rétablir")


def test_rows_taken_out_are_told_table_by_table(tmp_path: Path) -> None:
    """An indicator erased from each of its tables is missing from each of them."""
    dits = compare(tmp_path, sans(lambda dites: dites[0] == "P3")(octets_du_rapport()))
    manquent = [c for c in dits if "1 ligne du tableau" in c.message and c.message.endswith("manque.")]
    assert len(manquent) > 3
    assert all("P3" in c.attendu and c.remede for c in manquent)


def test_one_line_absent_is_told_in_the_singular(tmp_path: Path) -> None:
    """« à sa place » for one line, « à leur place » for several."""
    rapport = docx.Document(io.BytesIO(octets_du_rapport()))
    (retire,) = [p for p in rapport.paragraphs if p.text.startswith("Ces périmètres s'emboîtent")]
    retire._p.getparent().remove(retire._p)
    (constat,) = compare(tmp_path, ecrit(rapport))
    assert "dit à sa place" in constat.remede


def _colonne(document: Document) -> None:
    tableau = _tableau(document, "Contrôle")
    for rangee in tableau.rows:
        rangee._tr.remove(rangee.cells[1]._tc)


def _remarque(document: Document) -> None:
    for cellule in (c for c in _tableau(document, "Contrôle")._cells if c.text == "À regarder"):
        cellule.paragraphs[0].add_run(" (écart expliqué au commissaire)")


def _glossaire(document: Document) -> None:
    for titre in ("Mot", "Sigle"):
        tableau = _tableau(document, titre)
        tableau._tbl.getparent().remove(tableau._tbl)


def _lignes(document: Document) -> None:
    for tableau in document.tables:
        for cellule, dit in zip(tableau.add_row().cells, ("À nous", "valable", "3", "fait"), strict=False):
            cellule.text = dit


def _prose(document: Document) -> None:
    for cellule in (c for c in _tableau(document, "N°")._cells if c.text.startswith("Patients en ALD")):
        cellule.paragraphs[0].add_run(" (territoire entier)")
    for paragraphe in [p for p in document.paragraphs if p.style.name == "Normal" and len(p.text) > 80][:3]:
        paragraphe.text = "Nous en parlons plus loin, à notre façon ; une version complète suivra."


HONNETES: dict[str, Callable[[Document], None]] = {
    "une colonne retirée": _colonne,
    "une remarque après un verdict": _remarque,
    "le glossaire et les sigles retirés": _glossaire,
    "des lignes à soi dans chaque tableau": _lignes,
    "des phrases et un libellé récrits": _prose,
}


@pytest.mark.parametrize("cas", HONNETES)
def test_what_a_coordinator_changes_is_at_most_for_information(tmp_path: Path, cas: str) -> None:
    """Her words, her rows, a column or a glossary less: nobody is accused."""
    rapport = docx.Document(io.BytesIO(octets_du_rapport()))
    HONNETES[cas](rapport)
    assert _graves(compare(tmp_path, ecrit(rapport))) == []


PIECE = Ligne(("PJ04", "Convention SAS", "expirée"), "Pièces", ("N°", "Intitulé", "Validité"))


def _face(absentes: tuple[Ligne, ...], *nouvelles: Ligne) -> FaceAFace:
    return FaceAFace((), absentes, nouvelles, (), 10)


def test_rows_of_another_version_may_be_absent() -> None:
    """Another version of the tool had other rows: what it lacks says nothing, what it judges otherwise is told."""
    for meme, attendus in ((True, 1), (False, 0)):
        constats, reste = verdicts("r.docx", [], _face((PIECE,)), lambda _: False, meme_version=meme)
        assert (len(constats), len(reste.absentes)) == (attendus, 1 - attendus)
    fausse = Ligne(("PJ04", "Convention SAS", "valable"), "Pièces", PIECE.entetes)
    constats, _ = verdicts("r.docx", [], _face((PIECE,), fausse), lambda _: False, meme_version=False)
    assert [c.lu for c in constats] == ["valable"]


def test_a_provisional_report_must_say_so() -> None:
    """Rewritten or taken out, the word « provisoire » is missed; said elsewhere in the report, it is not."""
    provisoire, complete = Ligne(("Version provisoire",)), Ligne(("Version complète, à soumettre",))
    for lues, vus in (([complete], "« Version complète, à soumettre »"), ([], "")):
        (constat,), _ = verdicts("r.docx", lues, _face((provisoire,), *lues), lambda _: False, meme_version=True)
        assert (constat.lu, constat.attendu) == (vus, "« Version provisoire »")
    ailleurs = Ligne(("Version provisoire du 3 mai",))
    assert verdicts("r.docx", [ailleurs], _face((provisoire,), ailleurs), lambda _: False, meme_version=True)[0] == []
