"""Additions that cannot be trusted: entities and nonsense are refused, anchors out of bounds brought back."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest

from cpts_xl.errors import ClasseurIllisible
from cpts_xl.workbook import extras
from cpts_xl.workbook.extras import inventaire
from cpts_xl.workbook.xlsx.lu import lire
from tests.workbook.ajouts import CONNUES, avec_parties, dresser, par_xlsxwriter, png

if TYPE_CHECKING:
    from pathlib import Path

ENTITE = '<!DOCTYPE c [<!ENTITY e "x">]>'


@pytest.mark.parametrize(
    ("partie", "contenu"),
    [
        ("xl/comments1.xml", f"{ENTITE}<comments>&e;</comments>".encode()),
        ("xl/comments1.xml", f'<?xml version="1.0" encoding="UTF-16"?>{ENTITE}<comments/>'.encode("utf-16")),
        ("xl/drawings/vmlDrawing1.vml", f"{ENTITE}<xml>&e;</xml>".encode()),
        ("xl/drawings/drawing1.xml", f"{ENTITE}<d>&e;</d>".encode()),
    ],
)
def test_entities_are_refused(partie: str, contenu: bytes, tmp_path: Path) -> None:
    """Entities are refused in French in every part, also in those that the guard does not parse."""
    source = par_xlsxwriter(tmp_path / "c.xlsx")
    lu = lire(source)
    piege = avec_parties(source, tmp_path / "p.xlsx", {partie: contenu})
    with pytest.raises(ClasseurIllisible, match="entités XML"):
        inventaire(piege, lu, CONNUES)
    if partie.endswith(".xml"):
        with pytest.raises(ClasseurIllisible, match="entités XML"):
            lire(piege)


def test_nonsense_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A note nowhere, a missing part, parts too large or objects too many are refused in French."""
    source = par_xlsxwriter(tmp_path / "c.xlsx")
    lu = lire(source)
    ailleurs = {"xl/comments1.xml": lambda o: o.replace(b'ref="B1"', b'ref="B0"')}
    with pytest.raises(ClasseurIllisible, match="incohérent"):
        inventaire(avec_parties(source, tmp_path / "a.xlsx", ailleurs), lu, CONNUES)
    perdu = {"xl/worksheets/_rels/sheet1.xml.rels": lambda o: o.replace(b"../comments1.xml", b"../rien.xml")}
    with pytest.raises(ClasseurIllisible, match=r"rien\.xml manque"):
        inventaire(avec_parties(source, tmp_path / "b.xlsx", perdu), lu, CONNUES)
    with pytest.raises(ClasseurIllisible, match="incohérent"):
        inventaire(avec_parties(source, tmp_path / "d.xlsx", {"xl/comments1.xml": b"<comments>"}), lu, CONNUES)
    with pytest.raises(ClasseurIllisible, match="lecture impossible"):
        inventaire(tmp_path / "absent.xlsx", lu, CONNUES)
    monkeypatch.setattr(extras, "OBJETS", 3)
    with pytest.raises(ClasseurIllisible, match="plus de 3"):
        inventaire(source, lu, CONNUES)
    monkeypatch.setattr(extras.paquet, "OCTETS_PARTIE", 100)
    with pytest.raises(ClasseurIllisible, match="démesurée"):
        inventaire(source, lu, CONNUES)


@pytest.mark.parametrize(
    ("contenu", "extension"),
    [(png() + hashlib.shake_128(b"").digest(5_000_000), "png"), (b"", "png"), (b"<svg/>" * 20, "png"), (None, "png")],
    ids=["trop lourde", "vide", "autre format", "absente"],
)
def test_images_that_cannot_be_carried(contenu: bytes | None, extension: str, tmp_path: Path) -> None:
    """An image too large, absent or of another format is listed, without its bytes."""
    source = par_xlsxwriter(tmp_path / "c.xlsx")
    if contenu is None:
        perdue = {"xl/drawings/_rels/drawing1.xml.rels": lambda o: o.replace(b"media/image1.png", b"media/rien.png")}
        chemin = avec_parties(source, tmp_path / "i.xlsx", perdue)
    else:
        chemin = avec_parties(source, tmp_path / "i.xlsx", {"xl/media/image1.png": contenu})
    logo = next(d for d in inventaire(chemin, lire(source), CONNUES).images if d.description == "Logo")
    assert (logo.octets, logo.extension, logo.ancre) == (None, extension, "J2")


def test_a_drawing_placed_anywhere(tmp_path: Path) -> None:
    """An anchor on no cell, or on impossible cells, is brought back inside the sheet."""
    source = par_xlsxwriter(tmp_path / "c.xlsx")

    def ancres(octets: bytes) -> bytes:
        return octets.replace(b"<xdr:col>9</xdr:col>", b"<xdr:col>-3</xdr:col>").replace(
            b"<xdr:colOff>0<", b"<xdr:colOff>999999999999<"
        )

    chemin = avec_parties(source, tmp_path / "a.xlsx", {"xl/drawings/drawing1.xml": ancres})
    logo = next(d for d in dresser(chemin).images if d.description == "Logo")
    assert logo.ancre == "A2"
    assert logo.decalage == (extras.PIXELS, 0)
