"""The name of the CPTS at the foot of every page, whatever its characters."""

from __future__ import annotations

import warnings

import pytest
import xlsxwriter

from cpts_xl.workbook.textes import NOM_PIED, pied_de


@pytest.mark.parametrize(
    ("nom", "attendu"),
    [
        ("4 Rivières", "&L&8 4 Rivières"),  # sans l'espace : le corps 84, et « Rivières »
        ("Étang & Bois", "&L&8 Étang && Bois"),
        ("Gers &Gard", "&L&8 Gers && Gard"),  # « &G » est la place d'une image
    ],
)
def test_the_name_is_shown_as_it_is(nom: str, attendu: str, tmp_path) -> None:
    """No letter is taken for a code of the footer; XlsxWriter has nothing to say of it."""
    assert pied_de(nom) == attendu
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with xlsxwriter.Workbook(tmp_path / "pied.xlsx") as classeur:
            classeur.add_worksheet().set_footer(f"{pied_de(nom)}&C&8&A&R&8Page &P sur &N")


def test_a_long_name_is_cut() -> None:
    """Excel refuses a footer of more than 255 characters."""
    assert len(pied_de("&" * 500)) <= 2 * NOM_PIED + len("&L&8 ")
