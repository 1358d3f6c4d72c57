"""Ruses and accidents of a report: lines exchanged, hidden, doubled, put elsewhere; and edits that look like them."""

from __future__ import annotations

import copy
import io
import time
import zipfile
from pathlib import Path

import docx
import docx.document
import pytest
from docx.oxml import OxmlElement

from cpts_xl.report.relu.origine import dit_son_origine
from cpts_xl.report.relu.phrases import net
from tests.report.rapport_relu import (
    BLOQUANT,
    DOCUMENT,
    INFORMATION,
    TRACE,
    compare,
    ecrit,
    octets_du_rapport,
    relu,
)

BUDGET = ["Poste", "Budget retenu", "Dépensé", "Reste à dépenser"]
"""The headings of the table of the budget."""


def _swap(rapport: docx.document.Document, debut: str) -> None:
    """Exchange the texts of the first and of the third paragraph that begin alike, references with them."""
    memes = [p for p in rapport.paragraphs if p.text.startswith(debut)]
    une, autre = memes[0]._p, memes[2]._p
    place = autre.getprevious()
    une.addnext(autre)
    place.addnext(une)


@pytest.mark.parametrize("debut", ["Dépensé dans l'année", "Mission socle, engagée"])
def test_lines_exchanged_between_two_missions_are_told(tmp_path: Path, debut: str) -> None:
    """Each number agrees with its reference, yet one mission says what the other spent: both are told in place."""
    rapport = docx.Document(io.BytesIO(octets_du_rapport()))
    _swap(rapport, debut)
    faux = [c for c in compare(tmp_path, ecrit(rapport)) if str(c.gravite) != INFORMATION]
    for mission in ("Accès aux soins", "Actions territoriales de prévention"):
        assert any(mission in c.message for c in faux), mission


def test_columns_exchanged_with_their_headings_are_the_same_table(tmp_path: Path) -> None:
    """A column that goes elsewhere with its heading says what it said: the heading row alone is quoted."""
    rapport = docx.Document(io.BytesIO(octets_du_rapport()))
    tableau = next(t for t in rapport.tables if [c.text for c in t.rows[0].cells] == BUDGET)
    for rangee in tableau.rows:
        une, autre = rangee.cells[1]._tc, rangee.cells[2]._tc
        autre.addnext(une)
    assert {str(c.gravite) for c in compare(tmp_path, ecrit(rapport))} == {INFORMATION}


def test_a_false_row_beside_the_hidden_true_one_is_told(tmp_path: Path) -> None:
    """What Word does not show is not read: the row that a reader sees is the one compared."""
    rapport = docx.Document(io.BytesIO(octets_du_rapport()))
    tableau = next(t for t in rapport.tables if [c.text for c in t.rows[0].cells] == BUDGET)
    vraie = tableau.rows[1]._tr
    fausse = copy.deepcopy(vraie)
    vraie.addnext(fausse)
    proprietes = vraie.get_or_add_trPr()
    proprietes.append(OxmlElement("w:hidden"))
    cellule = tableau.rows[2].cells[1]
    cellule.paragraphs[0].runs[0].text = f"9{cellule.text}"
    constats = compare(tmp_path, ecrit(rapport))
    assert any("colonne « Budget retenu »" in c.message and str(c.gravite) == BLOQUANT for c in constats)


def test_a_sentence_said_twice_with_two_amounts_is_told(tmp_path: Path) -> None:
    """Next to the true sentence, the same words with another amount: quoted, with where they stand."""
    rapport = docx.Document(io.BytesIO(octets_du_rapport()))
    vraie = next(p for p in rapport.paragraphs if p.text.startswith("Total des produits"))
    vraie.insert_paragraph_before(vraie.text.replace("325\u202f421,20", "425 421,20"))
    dits = [c for c in compare(tmp_path, ecrit(rapport)) if "à côté d'elle" in c.message]
    assert "sous « Bilan financier, Rapprochement avec les comptes »" in dits[0].lu


@pytest.mark.parametrize("cache", ["w:vanish", "w:strike", "w:dstrike"])
def test_hidden_or_crossed_out_digits_are_not_read(tmp_path: Path, cache: str) -> None:
    """« 331 497,47 € » whose first digits Word hides says 497,47 €."""
    cachee = f'<w:r><w:rPr><{cache}/></w:rPr><w:t xml:space="preserve">331</w:t></w:r>'
    ouvert = "Le droit ouvert de l'année est de "
    neuf = f'{ouvert}</w:t></w:r>{cachee}<w:r><w:t xml:space="preserve">\u202f497,47\u00a0€'
    constats = relu(tmp_path, (f"{ouvert}331\u202f497,47\u00a0€", neuf))
    assert [(c.lu, c.attendu) for c in constats if str(c.gravite) == BLOQUANT] == [
        ("497,47\u00a0€", "331\u202f497,47\u00a0€")
    ]


def test_the_document_that_word_opens_is_the_one_that_is_read(tmp_path: Path) -> None:
    """An honest « document.xml » that nothing designates hides nothing: the part that the package names is read."""
    tampon = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(octets_du_rapport())) as source, zipfile.ZipFile(tampon, "w") as cible:
        for nom in source.namelist():
            octets = source.read(nom)
            if nom == DOCUMENT:
                cible.writestr("word/document2.xml", octets.replace("331\u202f497,47".encode(), b"431 497,47"))
            if nom == "word/_rels/document.xml.rels":
                cible.writestr("word/_rels/document2.xml.rels", octets)
            if nom == "_rels/.rels":
                octets = octets.replace(b"word/document.xml", b"word/document2.xml")
            if nom == "[Content_Types].xml":
                octets = octets.replace(b"/word/document.xml", b"/word/document2.xml")
            cible.writestr(nom, octets)
    assert any(c.lu == "431\u202f497,47\u00a0€" for c in compare(tmp_path, tampon.getvalue()))


def test_a_label_written_on_a_bar_is_what_the_reader_reads(tmp_path: Path) -> None:
    """A label typed over the value of a bar, or a format that shows no number, is quoted against the value."""
    etiquette = (
        '<c:dLbl><c:idx val="0"/><c:tx><c:rich><a:p><a:r><a:t>99 000 €</a:t></a:r></a:p></c:rich></c:tx></c:dLbl>'
    )
    ecrite = relu(tmp_path, ("<c:dLbls>", f"<c:dLbls>{etiquette}"), partie=TRACE)
    forme = '<c:numFmt formatCode="#,##0&quot;\u00a0€&quot;" sourceLinked="0"/><c:spPr>'
    constante = relu(tmp_path, (forme, forme.replace("#,##0&quot;\u00a0", "&quot;99 000 ")), partie=TRACE)
    for constats in (ecrite, constante):
        assert any("99 000 €" in c.lu and "35000" in c.attendu for c in constats)


def test_words_that_look_like_a_field_are_words(tmp_path: Path) -> None:
    """« Import des comptes » in a report that has fields (its pages) opens no file: nothing is told."""
    rapport = docx.Document(io.BytesIO(octets_du_rapport()))
    rapport.paragraphs[-1].insert_paragraph_before("Import des comptes dans le suivi. Link vers le registre.")
    assert compare(tmp_path, ecrit(rapport)) == []


def test_annex_b_may_be_split_and_titled(tmp_path: Path) -> None:
    """A row is known by its number: a table cut in two in Word, or with a title row, lacks nothing."""
    rapport = docx.Document(io.BytesIO(octets_du_rapport()))
    tableau = next(t for t in rapport.tables if t.rows[0].cells[0].text == "Réf." and len(t.rows) > 20)
    moitie = copy.deepcopy(tableau._tbl)
    for rangee in list(moitie.tr_lst)[:10]:
        moitie.remove(rangee)
    for rangee in list(tableau._tbl.tr_lst)[10:]:
        tableau._tbl.remove(rangee)
    paragraphe = rapport.paragraphs[-1]._p
    paragraphe.addnext(moitie)
    constats = compare(tmp_path, ecrit(rapport))
    assert not [c for c in constats if str(c.gravite) == BLOQUANT]


def test_her_own_table_of_actions_is_no_table_of_indicators(tmp_path: Path) -> None:
    """« N°, Action, Taux » of her own: « A1 » there is an action."""
    rapport = docx.Document(io.BytesIO(octets_du_rapport()))
    tableau = rapport.add_table(rows=2, cols=3)
    for rangee, textes in zip(tableau.rows, (("N°", "Action", "Taux"), ("A1", "Accueil", "45 %")), strict=True):
        for cellule, texte in zip(rangee.cells, textes, strict=True):
            cellule.text = texte
    assert compare(tmp_path, ecrit(rapport)) == []


def test_a_number_longer_than_any_amount_is_cut(tmp_path: Path) -> None:
    """Five thousand digits are no amount: nothing stops, and the finding does not quote them all."""
    constats = relu(tmp_path, ("Le droit ouvert de l'année", f"Somme de {'9' * 5_000} €. Le droit ouvert de l'année"))
    assert constats
    assert all(len(c.lu) < 400 for c in constats)


@pytest.mark.parametrize("texte", [" " * 200_000, "1" + " " * 200_000, "Empreinte du classeur" + " " * 100_000])
def test_long_runs_of_spaces_are_read_in_no_time(texte: str) -> None:
    """The reading of a line is linear in its length."""
    debut = time.perf_counter()
    assert not dit_son_origine(texte)
    net(texte)
    assert time.perf_counter() - debut < 5


def test_a_falsified_footer_is_told(tmp_path: Path) -> None:
    """Headers and footers are read without their page numbers: another year there is told."""
    (constat,) = relu(tmp_path, ("14\u00a0mars\u00a02026", "14 mars 2027"), partie="word/footer1.xml")
    assert (constat.lu, constat.attendu) == ("14/03/2027", "14/03/2026")
