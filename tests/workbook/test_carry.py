"""Carrying what a user added: all of it is carried or told, and their sheets keep their values, never a formula."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from cpts_xl.workbook.extras import Ajouts, CelluleAjoutee, Divers, NomAjoute, inventaire
from cpts_xl.workbook.reprise import carry_pose
from cpts_xl.workbook.xlsx.lu import ErreurCellule, lire
from tests.workbook.ajouts import LONG, dresser, par_libreoffice, par_xlsxwriter
from tests.workbook.reprises import feuille, neuf
from tests.workbook.saisie import resauver

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.mark.parametrize("auteur", ["xlsxwriter", pytest.param("libreoffice", marks=pytest.mark.moteur)])
def test_all_is_carried_or_told(auteur: str, tmp_path: Path, exiger_moteur: Callable[[str], str]) -> None:
    """From a real workbook: each addition has its line, and what is said to be carried is in the new workbook."""
    if auteur == "libreoffice":
        exiger_moteur("libreoffice")
    source = {"xlsxwriter": par_xlsxwriter, "libreoffice": par_libreoffice}[auteur](tmp_path / "vieux.xlsx")
    repris, lu = neuf(tmp_path / "neuf.xlsx", dresser(source))
    zoe = "Note" if auteur == "libreoffice" else "Note de Zoé"
    zone = "Forme" if auteur == "libreoffice" else "Zone de texte"
    assert {(r.quoi, r.lieu) for r in repris if r.repris} == {
        ("Feuille « Mes calculs »", "le classeur"),
        ("Feuille « Brouillon »", "le classeur"),
        (zoe, "feuille « Dépenses », cellule B1"),
        ("Note", "feuille « Mes calculs », cellule A1"),
        ("Image « Logo »", "feuille « Dépenses », cellule J2"),
        next((r.quoi, r.lieu) for r in repris if r.lieu == "feuille « Mes calculs », cellule C4"),
        ("Lien « https://exemple.fr/page?a=1#b »", "feuille « Mes calculs », cellule A8"),
    }
    perdus = {(r.quoi, r.lieu): r.devenir for r in repris if not r.repris}
    assert perdus.pop(("Graphique « Mon graphique »", "feuille « Dépenses », cellule D20")) == (
        "non repris : le refaire dans le nouveau classeur"
    )
    assert perdus.pop((f"{zone} « Zone à moi »", "feuille « Mes calculs », cellule C12")).startswith("non reprise")
    formule = perdus.pop(("Formule « =SOMME(A5;0,5) »", "feuille « Mes calculs », cellule A6"))
    assert formule == "non reprise : sa dernière valeur (0,75) est écrite"
    assert perdus.pop(("Nom « LE_MIEN »", "le classeur")).startswith("non repris")
    perdus.pop(("Formule « =TRUE() »", "feuille « Mes calculs », cellule A7"), None)  # LibreOffice écrit ainsi VRAI
    assert {lieu for _, lieu in perdus} == {
        "feuille « Dépenses », cellule C1", "feuille « Dépenses », cellule C2", "feuille « Dépenses », cellule H20",
        "feuille « Dépenses », cellules B1:B2", "feuille « Mes calculs », cellule F1",
    }  # fmt: skip
    connues = {"Dépenses 2": frozenset({"C7"}), "Calculs": frozenset[str]()}
    relu = inventaire(tmp_path / "neuf.xlsx", lu, connues)
    assert [(f.nom, f.masquee) for f in relu.feuilles] == [("Mes calculs", False), ("Brouillon", True)]
    assert [c.valeur for c in relu.feuilles[0].cellules][1:4] == ["fusion", dt.datetime(2026, 3, 15, 18, 30), "=1+1"]  # noqa: DTZ001
    assert {c.adresse: c.valeur for c in relu.feuilles[0].cellules}["A4"] == LONG
    assert not any(c.formule for f in relu.feuilles for c in f.cellules)
    assert relu.feuilles[0].fusionnees == ("D1:E2",)
    assert 9 in relu.feuilles[0].lignes_masquees
    assert {c.adresse: c.format for c in relu.feuilles[0].cellules}["A5"] == "0%"
    assert {c.adresse: c.format for c in relu.feuilles[0].cellules}["A1"] == "dd/mm/yyyy"
    largeurs = {premiere: (largeur, cachee) for premiere, _, largeur, cachee in relu.feuilles[0].largeurs}
    assert largeurs[1] == (pytest.approx(30.7, abs=0.3), False)
    assert largeurs[2][1]
    assert [(n.feuille, n.adresse) for n in relu.notes] == [("Dépenses 2", "C7"), ("Mes calculs", "A1")]
    assert relu.notes[0].texte == "Vérifié avec l'été — œuvre\nsur deux lignes"
    assert [(d.feuille, d.ancre) for d in relu.images] == [("Dépenses 2", "J2"), ("Mes calculs", "C4")]
    assert relu.images[1].taille == pytest.approx((120, 90), abs=1)
    assert [d.detail for d in relu.divers] == ["https://exemple.fr/page?a=1#b"]


@pytest.mark.moteur
def test_the_new_workbook_opens_elsewhere(tmp_path: Path, exiger_moteur: Callable[[str], str]) -> None:
    """LibreOffice opens the new workbook and finds in it what was carried."""
    exiger_moteur("libreoffice")
    neuf(tmp_path / "neuf.xlsx", dresser(par_xlsxwriter(tmp_path / "vieux.xlsx")))
    (tmp_path / "lo").mkdir()
    lu = lire(resauver(tmp_path / "neuf.xlsx", tmp_path / "lo"))
    assert lu.feuilles["Mes calculs"].cellules["A1"].valeur == dt.date(2026, 3, 15)
    assert lu.feuilles["Mes calculs"].cellules["A3"].valeur == "=1+1"
    assert lu.feuilles["Mes calculs"].cellules["A3"].formule is None


TEXTES = (
    "=cmd|' /C calc'!A0",
    "+1",
    "@x",
    "<r><b></r>",
    "<r><t>x</t></r>",
    "_x0041_",
    "a\ud83d\x01\nb",
    " x ",
    "é" * 20_000,
)


def test_texts_stay_texts(tmp_path: Path) -> None:
    """No text becomes a formula, a link or a piece of XML, and none stops the writing."""
    _, lu = neuf(tmp_path / "n.xlsx", Ajouts(feuilles=(feuille("Textes", *TEXTES, "https://exemple.fr"),)))
    cellules = lu.feuilles["Textes"].cellules.values()
    attendus = [texte.replace("\ud83d", "\ufffd") for texte in TEXTES]
    assert [c.valeur for c in cellules] == [*attendus, "https://exemple.fr"]
    assert not any(c.formule for c in cellules)


def test_values_of_every_kind(tmp_path: Path) -> None:
    """Numbers, truths, errors and nothing at all are carried as they are."""
    valeurs = (Fraction(1, 3), False, ErreurCellule("#N/A"), None, dt.date(1900, 1, 1), dt.date(9999, 12, 31))
    repris, lu = neuf(tmp_path / "n.xlsx", Ajouts(feuilles=(feuille("F", *valeurs),)))
    assert [c.valeur for c in lu.feuilles["F"].cellules.values()] == [
        Fraction("0.333333333333333"), False, "#N/A", dt.date(1900, 1, 1), dt.date(9999, 12, 31),
    ]  # fmt: skip
    assert [r.devenir for r in repris] == ["reprise en valeurs, sans sa mise en forme"]


def test_a_text_too_long_is_kept_whole_in_the_list(tmp_path: Path) -> None:
    """What a cell cannot hold is cut there, and whole in the list."""
    texte = "é" * 40_000
    repris, lu = neuf(tmp_path / "n.xlsx", Ajouts(feuilles=(feuille("F", texte),)))
    assert lu.feuilles["F"].cellules["A1"].valeur == texte[:32_767]
    assert [texte in r.devenir for r in repris if not r.repris] == [True]


@pytest.mark.parametrize(
    ("code", "attendu"),
    [("0.00%", "0.00%"), ('#,##0.00 [$€-40C];"x"', '#,##0.00 [$€-40C];"x"'), ("#27", "General"), ("x" * 300, "General"),
     ('"ouvert', "General"), ("h:mm", "h:mm")],
)  # fmt: skip
def test_formats_of_numbers(code: str, attendu: str, tmp_path: Path) -> None:
    """An ordinary format of numbers is kept, a strange one is not."""
    cellule = CelluleAjoutee("F", "A1", Fraction(1, 2), None, code)
    _, lu = neuf(tmp_path / "n.xlsx", Ajouts(feuilles=(feuille("F", cellules=(cellule,)),)))
    assert lu.feuilles["F"].cellules["A1"].format == attendu


def test_names_of_sheets(tmp_path: Path) -> None:
    """A name already taken, whatever its case, is numbered; a forbidden or long one is mended; the list says so."""
    long = "Une feuille au nom de 31 signes"
    noms = ("CALCULS", "calculs (2)", long, long[:30] + "X", "a/b:c", "'entre'", "History", "À venir", "😀" * 16, "''")
    ajouts = Ajouts(feuilles=tuple(feuille(nom, Fraction(1)) for nom in (*noms, long.upper())))
    repris, lu = neuf(tmp_path / "n.xlsx", ajouts, noms_pris=("À VENIR",))
    assert list(lu.feuilles)[2:] == [
        "CALCULS (2)", "calculs (2) (2)", long, long[:30] + "X", "a_b_c", "entre", "History (2)", "À venir (2)",
        "😀" * 15, "Feuille", long.upper()[:27] + " (2)",
    ]  # fmt: skip
    assert repris[0].devenir == "reprise en valeurs, sans sa mise en forme, sous le nom « CALCULS (2) »"
    assert repris[0].quoi == "Feuille « CALCULS »"


@pytest.mark.parametrize("plage", ["A1", "A1:B2:C3", "A0:B1", "B2:A1", "A:B", "", "C1:D1048577", "A2:B3"])
def test_strange_merged_cells(plage: str, tmp_path: Path) -> None:
    """Merged cells that overlap or make no sense are told, and the file stays sound."""
    lui = feuille("F", "x", fusionnees=("A1:B2", plage))
    repris, _ = neuf(tmp_path / "n.xlsx", Ajouts(feuilles=(lui,)))
    assert [r.quoi for r in repris if not r.repris] == ([] if plage == "A1" else ["Cellules fusionnées"])


def test_merged_cells_are_bounded_and_keep_what_they_hide(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond a total, merged cells are told; a value hidden under a merge is still written."""
    monkeypatch.setattr(carry_pose, "CELLULES_FUSIONNEES", 5)
    lui = feuille("F", "x", "sous la fusion", fusionnees=("A1:B2", "D1:E2"))
    repris, lu = neuf(tmp_path / "n.xlsx", Ajouts(feuilles=(lui,)))
    assert [r.lieu for r in repris if not r.repris] == ["feuille « F », cellules D1:E2"]
    assert lu.feuilles["F"].cellules["A2"].valeur == "sous la fusion"


def test_columns_out_of_reach(tmp_path: Path) -> None:
    """Widths beyond what a sheet can have do not stop the writing."""
    largeurs = (
        (0, 3, 9.0, False),
        (1, 16_384, 12.0, False),
        (5, 4, 1.0, True),
        (2, 2, 900.0, False),
        (3, 3, 0.0, True),
    )
    _, lu = neuf(tmp_path / "n.xlsx", Ajouts(feuilles=(feuille("F", "x", largeurs=largeurs),)))
    assert lu.feuilles["F"].colonnes_masquees == {3}


def test_links(tmp_path: Path) -> None:
    """A link to the web is put back on the cell of the user's sheet; any other is told in full."""
    bons = ("https://exemple.fr/é?a=1#b", "mailto:a@exemple.fr")
    mauvais = ("file:///C:/x.xlsx", "javascript:alert(1)", "#Feuil1!A1", "https://" + "x" * 3_000, "http://")
    cibles = (*bons, *mauvais)
    divers = tuple(Divers("F", "lien", f"A{n}", cible) for n, cible in enumerate(cibles, 1))
    divers += (Divers("F", "lien", "A99", "https://exemple.fr/vide"), Divers("Dépenses", "lien", "A1", bons[0]))
    valeurs = (Fraction(1), *("mot" for _ in cibles[1:]))
    repris, lu = neuf(tmp_path / "n.xlsx", Ajouts(feuilles=(feuille("F", *valeurs),), divers=divers))
    assert [r.repris for r in repris[1:]] == [True, True] + [False] * 7
    assert all(d.detail in r.quoi for d, r in zip(divers, repris[1:], strict=True))
    assert lu.feuilles["F"].cellules["A1"].valeur == 1
    relus = [d.detail for d in inventaire(tmp_path / "n.xlsx", lu, {}).divers]
    assert [lien.replace("%C3%A9", "é") for lien in relus] == list(bons)


def test_everything_else_is_one_line_each(tmp_path: Path) -> None:
    """Names, chart sheets, rules and controls have each their line, in good French."""
    ajouts = Ajouts(
        feuilles=(feuille("Courbe", sorte="chartsheet"), feuille("Cachée", masquee=True)),
        noms=(NomAjoute("TAUX", "F!$A$1"),),
        divers=(Divers("F", "contrôle", "", "Cliquer"), Divers("F", "image de fond", "", "")),
    )
    repris, lu = neuf(tmp_path / "n.xlsx", ajouts)
    assert [(r.quoi, r.lieu, r.devenir) for r in repris] == [
        ("Feuille « Courbe »", "le classeur", "non reprise : elle ne contient pas de cellules ; la refaire au besoin"),
        ("Feuille « Cachée »", "le classeur",
         "reprise en valeurs, sans sa mise en forme ; elle reste masquée"),
        ("Contrôle « Cliquer »", "feuille « F »", "non repris : le refaire dans le nouveau classeur"),
        ("Image de fond", "feuille « F »", "non reprise : la refaire dans le nouveau classeur"),
        ("Nom « TAUX »", "le classeur", "non repris : le redéfinir s'il sert encore ; il désignait F!$A$1"),
    ]  # fmt: skip
    assert lu.feuilles["Cachée"].visible == "hidden"


def test_nothing_added_nothing_said(tmp_path: Path) -> None:
    """An empty inventory leaves the workbook as it is."""
    repris, lu = neuf(tmp_path / "n.xlsx", replace(Ajouts()))
    assert repris == []
    assert list(lu.feuilles) == ["Dépenses 2", "Calculs"]
