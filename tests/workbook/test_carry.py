from __future__ import annotations

import datetime as dt
import io
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest
import xlsxwriter

from cpts_xl.workbook.extras import (
    Ajouts,
    CelluleAjoutee,
    Dessin,
    Divers,
    FeuilleAjoutee,
    NomAjoute,
    Note,
    inventaire,
)
from cpts_xl.workbook.reprise import carry_pose
from cpts_xl.workbook.reprise.carry import Repris, reprendre
from cpts_xl.workbook.xlsx.lu import ClasseurLu, ErreurCellule, lire
from tests.workbook.ajouts import LONG, dresser, par_libreoffice, par_xlsxwriter, png, resauver

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

PLACES = {("Dépenses", "B1"): ("Dépenses 2", "C7"), ("Dépenses", "B2"): ("Dépenses 2", "C8")}


def neuf(
    chemin: Path,
    ajouts: Ajouts,
    places: Mapping[tuple[str, str], tuple[str, str]] = PLACES,
    noms_pris: tuple[str, ...] = (),
    preparer: Callable[[Any], None] = lambda _: None,
) -> tuple[list[Repris], ClasseurLu]:
    """Carry additions into a new workbook; return what is said of them, and the new workbook as it is read."""
    with xlsxwriter.Workbook(chemin, {"strings_to_formulas": False, "strings_to_urls": False}) as classeur:
        feuille = classeur.add_worksheet("Dépenses 2")
        feuille.write("C7", 100)
        feuille.protect()
        preparer(feuille)
        classeur.add_worksheet("Calculs")
        repris = reprendre(classeur, ajouts, places, noms_pris)
    return repris, lire(chemin)


def feuille(nom: str, *valeurs: Any, **champs: Any) -> FeuilleAjoutee:
    """Return a sheet of the user with these values down its first column."""
    cellules = tuple(CelluleAjoutee(nom, f"A{n}", v, None, "General") for n, v in enumerate(valeurs, 1))
    return FeuilleAjoutee(nom, "worksheet", cellules, (), (), (), masquee=False)._replace(**champs)


def image(**champs: Any) -> Dessin:
    """Return an image of the user."""
    return Dessin("Dépenses", "B1", "image", "Image 1", "Logo", png(), "png")._replace(**champs)


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
