"""What Calc gives and takes, without LibreOffice: zeros that may be empty cells, days of 1904, tables."""

from __future__ import annotations

from datetime import date

import pytest

from cpts_xl.udf.calc.passage import AMBIGU, AUTRE_ORIGINE, ETALEE, repondre_calc
from cpts_xl.udf.frontiere import TEXTE_MAX
from cpts_xl.udf.reference import fonctions

JOUR = float((date(2025, 3, 15) - date(1899, 12, 30)).days)
DEPUIS_1904 = date(1904, 1, 1)


@pytest.mark.parametrize("zero", [0.0, -0.0])
def test_a_bare_zero_may_be_an_empty_cell(zero: float) -> None:
    """A number 0 alone is never computed with: the sentence says how to write it."""
    assert repondre_calc("CPTS_TAILLE", (zero, JOUR)) == f"À compléter : population du territoire ({AMBIGU})"


@pytest.mark.parametrize("vide", [None, "", (("",),)])
def test_what_is_certainly_empty_is_said_so(vide) -> None:
    """An omitted argument, an empty text, an empty cell given as a range: what Python says of nothing."""
    assert repondre_calc("CPTS_TAILLE", (vide, JOUR)) == "À compléter : population du territoire"


def test_a_true_zero_can_be_written() -> None:
    """A zero in a range or in braces is a zero."""
    assert repondre_calc("CPTS_RETARD", (((JOUR,),), None, (("",),), None)) != ""
    assert repondre_calc("CPTS_TAILLE", (((0.0,),), JOUR)) == "Refus : population entière et positive attendue"
    assert repondre_calc("CPTS_DIFFERENCE", (((100.0,),), ((0.0,),))) == 100.0


def test_the_reason_of_a_number_is_nothing() -> None:
    """CPTS_MOTIF has nothing to say of a zero nor of an empty cell: there is no doubt to tell."""
    assert repondre_calc("CPTS_MOTIF", (0.0,)) == ""


def test_every_sentence_of_doubt_fits_in_a_cell() -> None:
    """Whatever the function, the sentence of its zeros names them and is not longer than any other."""
    for fonction in fonctions():
        if fonction.arguments and fonction.nom != "CPTS_MOTIF":
            rendu = repondre_calc(fonction.nom, [0.0] * len(fonction.arguments))
            phrase = rendu[0][0] if fonction.tableau else rendu
            assert phrase.startswith(f"À compléter : {fonction.arguments[0].libelle}")
            assert len(phrase) <= TEXTE_MAX


def test_an_answer_is_never_spread() -> None:
    """Several cells for one value are refused: an ordinary formula would show the first answer on every row."""
    assert repondre_calc("CPTS_TAILLE", (((39000.0,), (103000.0,)), JOUR)) == ETALEE


def test_a_table_is_rows_even_when_it_fails() -> None:
    """CPTS_BAREME gives rows: LibreOffice expects nothing else from it."""
    assert repondre_calc("CPTS_BAREME", (2.0, JOUR))[0][:3] == ("ligne", "libellé", "montant")
    assert repondre_calc("CPTS_BAREME", (7.0, JOUR)) == (("Refus : taille de 1 à 4 attendue",),)
    assert repondre_calc("CPTS_BAREME", (0.0, JOUR)) == ((f"À compléter : taille de la CPTS ({AMBIGU})",),)


def test_days_of_a_workbook_of_1904() -> None:
    """A day received is counted from 1904, a day given too; a number is not touched."""
    decale = JOUR - 1462
    assert repondre_calc("CPTS_TAILLE", (103000.0, decale), DEPUIS_1904) == 3.0
    depuis_1900 = repondre_calc("CPTS_FIN_ANNEE", (JOUR,))
    assert repondre_calc("CPTS_FIN_ANNEE", (((decale,),),), DEPUIS_1904) == depuis_1900 - 1462
    assert repondre_calc("CPTS_EXPLICATION", ("CPTS_TAILLE", 103000.0, decale), DEPUIS_1904) == AUTRE_ORIGINE


def test_a_call_that_cannot_be_made_is_its_sentence() -> None:
    """An unknown function, ranges of different lengths: the sentence, never an exception."""
    assert repondre_calc("CPTS_INCONNUE", (1.0,)) == "Refus : fonction « CPTS_INCONNUE » inconnue"
    colonnes = (((1.0,), (2.0,)), ((1.0,), (2.0,), (3.0,)))
    assert repondre_calc("CPTS_TAILLE_RETENUE", colonnes).startswith("Refus : plages de tailles différentes")
