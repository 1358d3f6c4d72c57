"""Carrying what hangs at a cell: a note, a value, an image goes where its cell went, or is told whole."""

from __future__ import annotations

import datetime as dt
import io
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from cpts_xl.workbook.extras import Ajouts, CelluleAjoutee, Dessin, Note, inventaire
from cpts_xl.workbook.reprise import carry_pose
from tests.workbook.ajouts import png
from tests.workbook.reprises import feuille, image, neuf

if TYPE_CHECKING:
    from pathlib import Path


def test_notes_and_images_follow_a_renamed_sheet(tmp_path: Path) -> None:
    """What hangs on a sheet of the user follows it under its new name, never to ours of the same name."""
    ajouts = Ajouts(
        feuilles=(feuille("CALCULS", "x"),),
        notes=(Note("CALCULS", "A1", "Zoé", "suivie"),),
        images=(image(feuille="CALCULS", ancre="C3"),),
    )
    repris, lu = neuf(tmp_path / "n.xlsx", ajouts)
    relu = inventaire(tmp_path / "n.xlsx", lu, {})
    assert {n.feuille for n in relu.notes} | {d.feuille for d in relu.images} == {"CALCULS (2)"}
    assert [r.devenir for r in repris[1:]] == [
        "reprise en feuille « CALCULS (2) », cellule A1",
        "reprise en feuille « CALCULS (2) », cellule C3 ; vérifier sa place",
    ]


def test_notes_that_cannot_be_placed_keep_their_text(tmp_path: Path) -> None:
    """No place, a place already noted, a text too long: the list holds the whole text."""
    notes = (
        Note("Dépenses", "Z9", "", "sans place"), Note("Autre", "A1", "", "sans feuille"),
        Note("Dépenses", "B2", "Zoé", "déjà notée"), Note("Dépenses", "B1", "Zoé", "l" * 32_768),
    )  # fmt: skip
    repris, lu = neuf(
        tmp_path / "n.xlsx", Ajouts(notes=notes), preparer=lambda f: f.write_comment("C8", "aide de l'outil")
    )
    assert not any(r.repris for r in repris)
    assert all(note.texte in r.devenir for note, r in zip(notes, repris, strict=True))
    assert "déjà une note" in repris[2].devenir
    assert [n.texte for n in inventaire(tmp_path / "n.xlsx", lu, {}).notes] == ["aide de l'outil"]


def test_two_notes_for_one_place(tmp_path: Path) -> None:
    """Two old cells may lead to one new cell: the second note is told, not lost."""
    places = {("Dépenses", "B1"): ("dépenses 2", "C7"), ("Dépenses", "B2"): ("dépenses 2", "C7")}
    notes = (Note("Dépenses", "B1", "", "première"), Note("Dépenses", "B2", "\ud83d", "seconde"))
    repris, _ = neuf(tmp_path / "n.xlsx", Ajouts(notes=notes), places)
    assert [r.repris for r in repris] == [True, False]
    assert "« seconde »" in repris[1].devenir


def test_added_cells_go_to_a_free_place_only(tmp_path: Path) -> None:
    """A cell is written where the caller says, unless something of ours is there; else its value is in the list."""
    places = {("Dépenses", "D1"): ("Dépenses 2", "H1"), ("Dépenses", "D2"): ("Dépenses 2", "C7")}
    cellules = (
        CelluleAjoutee("Dépenses", "D1", Fraction(3, 2), "=A1*2", "0.00"),
        CelluleAjoutee("Dépenses", "D2", dt.date(2026, 3, 15), None, "dd/mm/yyyy"),
        CelluleAjoutee("Dépenses", "D3", True, "{=A1:A2*1}", "General"),  # noqa: FBT003
    )
    repris, lu = neuf(tmp_path / "n.xlsx", Ajouts(cellules=cellules), places)
    posee = lu.feuilles["Dépenses 2"].cellules["H1"]
    assert (posee.valeur, posee.formule, posee.verrouillee) == (Fraction(3, 2), None, False)
    assert lu.feuilles["Dépenses 2"].cellules["C7"].valeur == 100
    assert [(r.quoi, r.repris) for r in repris] == [
        ("Cellule ajoutée « 1,5 »", True), ("Formule « =A1*2 »", False), ("Cellule ajoutée « 15/03/2026 »", False),
        ("Cellule ajoutée « VRAI »", False), ("Formule « =A1:A2*1 »", False),
    ]  # fmt: skip
    assert "occupée" in repris[2].devenir


@pytest.mark.parametrize(
    ("dessin", "mots"),
    [
        (image(octets=None, extension="emf"), "plus de 5 Mo, absente du fichier, ou d'un format non repris (emf)"),
        (image(feuille="Autre"), "sa feuille n'existe plus"),
        (image(octets=b"\x89PNG" + b"\0" * 100), "abîmée"),
        (image(octets=b"\xff\xd8\xff\xe0" + b"\0\x04" * 30), "abîmée"),
        (image(octets=b"GIF8"), "abîmée"),
        (image(octets=b"BM" + b"\xff" * 60), "abîmée"),
        (image(octets=png(0, 5)), "abîmée"),
        (image(nature="forme", texte="mon texte", octets=None), "la refaire"),
        (image(nature="graphique", octets=None), "le refaire"),
    ],
)
def test_drawings_that_cannot_be_carried(dessin: Dessin, mots: str, tmp_path: Path) -> None:
    """A damaged, absent or foreign image, or a shape, never stops the writing: it is told."""
    repris, lu = neuf(tmp_path / "n.xlsx", Ajouts(images=(dessin,)))
    assert [r.repris for r in repris] == [False]
    assert mots in repris[0].devenir
    assert inventaire(tmp_path / "n.xlsx", lu, {}).images == ()


def test_monstrous_sizes_are_bounded(tmp_path: Path) -> None:
    """An image that claims four thousand million pixels is put back at a size that a sheet can hold."""
    octets = png()
    enorme = octets[:16] + b"\xff\xff\xff\xf0" * 2 + octets[24:]
    repris, lu = neuf(tmp_path / "n.xlsx", Ajouts(images=(image(octets=enorme), image(taille=(10**9, 5)))))
    assert all(r.repris for r in repris)
    assert all(max(d.taille) <= carry_pose.PIXELS for d in inventaire(tmp_path / "n.xlsx", lu, {}).images)


def test_two_images_at_one_place(tmp_path: Path) -> None:
    """Images at the same cell are both there, at the place that the cell now has."""
    autre = io.BytesIO(png(gris=7)).getvalue()
    repris, lu = neuf(tmp_path / "n.xlsx", Ajouts(images=(image(decalage=(5, 6)), image(octets=autre))))
    assert [r.repris for r in repris] == [True, True]
    relues = inventaire(tmp_path / "n.xlsx", lu, {}).images
    assert [(d.ancre, d.decalage) for d in relues] == [("C7", (5, 6)), ("C7", (0, 0))]
    assert {d.octets for d in relues} == {png(), autre}
