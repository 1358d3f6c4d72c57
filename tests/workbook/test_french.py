from __future__ import annotations

import pytest

from cpts_xl.workbook.french import FONCTIONS, en_francais
from cpts_xl.workbook.inks import Encre, formule
from cpts_xl.workbook.layout import Layout
from cpts_xl.workbook.portable import FONCTIONS as PORTABLES
from tests.workbook.exemples import resultat


@pytest.mark.parametrize(
    ("stockee", "montree"),
    [
        ('=IF(COUNT($J6)=1,ROUND($J6*0.75,2),"À compléter")', '=SI(NB($J6)=1;ARRONDI($J6*0,75;2);"À compléter")'),
        ('=IF(A1="IF(a,b) 0.5",1,0)', '=SI(A1="IF(a,b) 0.5";1;0)'),
        ("=CPTS_TAILLE(POPULATION,ANNEE_DEBUT)", "=CPTS_TAILLE(POPULATION;ANNEE_DEBUT)"),
        ('=COUNTIF($M5:$P5,"<="&ROUND($K5,6))', '=NB.SI($M5:$P5;"<="&ARRONDI($K5;6))'),
        ("=SUM('Mes, données'!A1:A3)", "=SOMME('Mes, données'!A1:A3)"),
        ("=SOMETHING(A1,2)", "=SOMETHING(A1;2)"),
        ("=IF(TODAY()>46000,1,0)", "=SI(AUJOURDHUI()>46000;1;0)"),
    ],
)
def test_a_formula_reads_as_a_french_spreadsheet_shows_it(stockee: str, montree: str) -> None:
    """Names, separators and decimals are French; texts between quotes and sheet names are left alone."""
    assert en_francais(stockee) == montree


def test_every_portable_function_has_its_french_name() -> None:
    """No function that our formulas may use stays in English for want of a name."""
    assert set(FONCTIONS) == set(PORTABLES)


def test_no_english_function_is_left_in_what_a_reviewer_reads() -> None:
    """All the formulas of the example, in both inks, are shown without an English name or a comma between arguments."""
    calcule = resultat()
    layout = Layout(calcule)
    anglais = tuple(f"{nom}(" for nom, francais in FONCTIONS.items() if nom != francais)
    for encre in Encre:
        for etape in calcule.etapes:
            vue = en_francais("=" + formule(layout, etape.etape, encre))
            assert not [nom for nom in anglais if f";{nom}" in vue or f"({nom}" in vue or vue.startswith(f"={nom}")]
