from __future__ import annotations

from cpts_xl.workbook import page, sheets


def test_the_page_of_the_workbook_is_fresh() -> None:
    """The page kept in docs is the one that the layout gives today (else: make pages)."""
    assert page.CHEMIN.read_text(encoding="utf-8") == page.texte()


def test_every_sheet_and_column_is_told() -> None:
    """No sheet, no column of a table is left out."""
    texte = page.texte()
    assert not [nom for nom in sheets.ORDRE if nom not in texte]
    for feuille in sheets.TABLEAUX_FEUILLES:
        assert not [c.titre for c in feuille.colonnes if f"| {c.titre} |" not in texte]
