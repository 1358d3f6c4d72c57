"""What is written under a free table: a total or a memo is told and read as no row; an overflowing row still is one."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest

from cpts_xl.cli import main
from cpts_xl.constats import Cause, Constat, Gravite
from cpts_xl.formats import euros
from cpts_xl.workbook.empreinte.etat import etat_du_modele
from cpts_xl.workbook.inks import Encre
from cpts_xl.workbook.recu.read import Lecture, lire_classeur
from cpts_xl.workbook.recu.reader import Lecteur
from cpts_xl.workbook.recu.sous_tableau import fin_du_tableau
from cpts_xl.workbook.sheets import feuille_de
from cpts_xl.workbook.xlsx.lu import lire
from tests.workbook.exemples import ecrire
from tests.workbook.test_verify_recu import copie, poser

if TYPE_CHECKING:
    from pathlib import Path

VERSE = Fraction("311506.85")
"""What the payments of the example add up to, by hand."""
SOUS = {Cause.HORS_TABLE, Cause.LIGNE}


@pytest.fixture(scope="module")
def origine(tmp_path_factory: pytest.TempPathFactory) -> Lecture:
    """Return the example, read."""
    return lire_classeur(ecrire(tmp_path_factory.mktemp("sous"), Encre.NATIVE))


@pytest.fixture(scope="module")
def fin(origine: Lecture) -> int:
    """Return the last row of the table of payments."""
    return fin_du_tableau(origine.classeur, feuille_de("versement"), origine.classeur.feuilles["Versements"])


def lue(origine: Lecture, cases: dict[str, Any], formules: dict[str, str] | None = None) -> Lecture:
    """Return the example read with these cells of Versements added."""
    classeur = copie(origine)
    for adresse, valeur in cases.items():
        poser(classeur, ("Versements", adresse), valeur=valeur, formule=(formules or {}).get(adresse))
    return Lecteur(classeur).lire()


def nouveaux(origine: Lecture, lecture: Lecture) -> list[Constat]:
    """Return what is told beyond the untouched example."""
    return [constat for constat in lecture.constats if constat not in origine.constats]


def test_a_table_knows_its_last_row(origine: Lecture, fin: int) -> None:
    """The names of the columns say it: the row after is under the table."""
    assert origine.classeur.noms["VERSEMENT_MONTANT"] == f"Versements!$D$5:$D${fin}"


@pytest.mark.parametrize(
    ("cases", "formules"),
    [
        ({"A{bas}": "Vu avec la CPAM le 3 mars"}, {}),
        ({"F{bas}": "Relevés de mars et d'avril à demander"}, {}),
        ({"C{sous}": "Total", "D{sous}": VERSE}, {}),
        ({"A{sous}": "TOTAL GÉNÉRAL :", "D{sous}": VERSE}, {}),
        ({"B{bas}": "Sous-total 2025", "D{bas}": Fraction(10)}, {}),
        ({"D{bas}": VERSE}, {"D{bas}": "=SUM(D5:D34)"}),
        ({"D{bas}": VERSE}, {"D{bas}": "=SUBTOTAL(109,D5:D34)"}),
    ],
)
def test_a_total_or_a_memo_is_told_and_is_no_row(
    origine: Lecture, fin: int, cases: dict[str, Any], formules: dict[str, str]
) -> None:
    """One finding for information, with what is written; the inputs are those of the untouched workbook."""
    places = {"bas": fin + 3, "sous": fin + 1}
    lecture = lue(
        origine,
        {adresse.format(**places): valeur for adresse, valeur in cases.items()},
        {adresse.format(**places): formule for adresse, formule in formules.items()},
    )
    [constat] = nouveaux(origine, lecture)
    assert (constat.gravite, constat.cause) == (Gravite.INFORMATION, Cause.HORS_TABLE)
    assert "écrit sous le tableau" in constat.message
    assert constat.cellule in {adresse.format(**places) for adresse in cases}
    assert lecture.dossier.saisies() == origine.dossier.saisies()
    assert not [c for c in etat_du_modele(lecture).constats if c.cause in SOUS]


def test_a_total_that_is_not_that_of_its_column_is_told(origine: Lecture, fin: int) -> None:
    """The cell, both amounts, and the euros between them; a total said of a part is not judged."""
    lecture = lue(origine, {f"C{fin + 2}": "Total", f"D{fin + 2}": VERSE + Fraction("0.01")})
    [_, constat] = nouveaux(origine, lecture)
    assert (constat.gravite, constat.cellule) == (Gravite.A_REGARDER, f"D{fin + 2}")
    assert (constat.lu, constat.attendu, constat.enjeu) == (
        euros(VERSE + Fraction("0.01")),
        euros(VERSE),
        Fraction("0.01"),
    )
    assert "« Montant reçu »" in constat.message
    [seul] = nouveaux(origine, lue(origine, {f"C{fin + 2}": "Total de mars", f"D{fin + 2}": Fraction(1)}))
    assert seul.gravite == Gravite.INFORMATION


@pytest.mark.parametrize(
    "cases",
    [
        {"A{bas}": date(2025, 10, 20), "B{bas}": "acces_fixe", "C{bas}": "solde", "D{bas}": Fraction(100)},
        {"B{bas}": "acces_fixe", "D{bas}": Fraction(100)},
        {"B{bas}": "acces_fixe"},
        {"D{bas}": Fraction(100)},
        {"A{bas}": date(2025, 10, 20)},
        {"A{bas}": date(2025, 10, 20), "C{bas}": "Total", "D{bas}": Fraction(100)},
        {"D{bas}": Fraction(100), "F{bas}": "Virement de mars"},
    ],
)
def test_in_doubt_it_is_a_row_that_nothing_counts(origine: Lecture, fin: int, cases: dict[str, Any]) -> None:
    """A date, a code, an amount without a word: a row, that blocks as before."""
    deborde_de(origine, lue(origine, {a.format(bas=fin + 3): valeur for a, valeur in cases.items()}))


def test_right_under_a_full_table_words_are_a_row(origine: Lecture, fin: int) -> None:
    """The row after a full table is where a person goes on typing: what is there is a row, even of words."""
    remplies = {f"{c}{n}": v for n in range(5, fin + 1) for c, v in (("B", "acces_fixe"), ("C", "solde"))}
    deborde_de(origine, lue(origine, remplies | {f"F{fin + 1}": "Virement de mars"}))


def deborde_de(origine: Lecture, lecture: Lecture) -> None:
    """Hold that a row out of reach of the formulas is read and told, and nothing taken for a memo."""
    assert len(lecture.dossier.liste("versement")) > len(origine.dossier.liste("versement"))
    assert not [c for c in nouveaux(origine, lecture) if "sous le tableau" in c.message]
    [deborde] = [c for c in etat_du_modele(lecture).constats if c.cause == Cause.HORS_TABLE]
    assert deborde.gravite == Gravite.BLOQUANT


def test_an_upgrade_says_what_becomes_of_it(tmp_path: Path) -> None:
    """Nothing is lost without a word: the new workbook lists the memo, where it was, and what became of it."""
    import openpyxl  # noqa: PLC0415

    recu, neuf = ecrire(tmp_path, Encre.PYTHON), tmp_path / "neuf.xlsx"
    classeur = openpyxl.load_workbook(recu)
    classeur["Versements"]["A60"] = "Vu avec la CPAM le 3 mars"
    classeur.save(recu)
    assert main(["mettre-a-niveau", str(recu), "--vers", str(neuf)]) in {0, 1}
    dites = [str(c.valeur) for c in lire(neuf).feuilles["Reprise"].cellules.values()]
    [rang] = [n for n, dit in enumerate(dites) if "Vu avec la CPAM le 3 mars" in dit]
    assert "Versements" in dites[rang + 1]
    assert "A60" in dites[rang + 1]
