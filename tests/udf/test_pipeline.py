"""What xlwings does with our functions, seen through its own code on a stubbed pywin32 (faux_windows)."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal

import pytest

from tests.udf.lancer_pipeline import OMIS, appel, entier, erreur, plage, publier, tableau
from tests.udf.modules_jetables import ecrire

ECHOS = '''
    """Throw-away functions: what arrives, and what leaves."""
    import datetime as dt
    from decimal import Decimal
    from fractions import Fraction

    import xlwings as xw

    RENDUS = {
        "texte": "974", "nombre": 2.5, "vrai": True, "rien": None, "ligne": [1, 2], "colonne": [[1], [2]],
        "table": [["é", 1.5], [None, True]], "case": [[7]], "vide": [], "date": dt.date(2024, 1, 31),
        "table de dates": [[dt.date(2024, 1, 31)], [dt.date(2024, 2, 29)]], "monnaie": Decimal("12.34"),
        "fraction": Fraction(1, 3), "bancale": [[1, 2], [3]],
    }


    @xw.func(category="CPTS essai")
    @xw.arg("x", doc="La valeur à redire, entière.", err_to_str=True)
    @xw.arg("y", doc="é" * 300, err_to_str=True, ndim=2)
    def CPTS_ECHO(x, y="974"):
        """Redit ce qui arrive."""
        return [[repr(x), repr(y)]]


    @xw.func
    @xw.arg("*valeurs", doc="Autant que l'on veut.", err_to_str=True)
    def CPTS_ECHOS(tete, *valeurs):
        return repr((tete, valeurs))


    @xw.func
    def CPTS_SOURD(x):
        return repr(x)


    @xw.func
    def CPTS_REND(cas):
        return RENDUS[cas]


    @xw.func
    def CPTS_RATE(x):
        raise ValueError(f"population illisible : {x}")
'''

UNE_DATE = dt.date(2024, 1, 31)

# argument de la formule, ce qui arrive sans ndim, ce qui arrive avec ndim=2
ARRIVEES = {
    "number": (5, "5.0", "[[5.0]]"),
    "text": ("974", "'974'", "[['974']]"),
    "boolean": (True, "True", "[[True]]"),
    "one cell": (plage(5), "5.0", "[[5.0]]"),
    "row": (plage([[1, 2]]), "[1.0, 2.0]", "[[1.0, 2.0]]"),
    "column": (plage([[1], [2]]), "[1.0, 2.0]", "[[1.0], [2.0]]"),
    "block": (plage([[1, 2], [3, 4]]), "[[1.0, 2.0], [3.0, 4.0]]", "[[1.0, 2.0], [3.0, 4.0]]"),
    "block with a hole": (
        plage([[1, None], ["a", 4]]),
        "[[1.0, None], ['a', 4.0]]",
        "[[1.0, None], ['a', 4.0]]",
    ),
    "typed array": (tableau(1, 2), "[1.0, 2.0]", "[[1.0, 2.0]]"),
    "typed column": (tableau([1], [2]), "[1.0, 2.0]", "[[1.0], [2.0]]"),
    "empty cell": (plage(None), "None", "[[None]]"),
    "empty text": ("", "None", "[[None]]"),
    "error cell": (plage(erreur("#DIV/0!")), "'#DIV/0!'", "[['#DIV/0!']]"),
    "error in a block": (plage([[1], [erreur("#N/A")]]), "[1.0, '#N/A']", "[[1.0], ['#N/A']]"),
    "recent error": (plage(erreur("#SPILL!")), "-2146826243", "[[-2146826243]]"),
    "date cell": (
        plage(UNE_DATE),
        "datetime.datetime(2024, 1, 31, 0, 0)",
        "[[datetime.datetime(2024, 1, 31, 0, 0)]]",
    ),
    "currency cell": (plage(Decimal("12.34")), "Decimal('12.34')", "[[Decimal('12.34')]]"),
    "raw integer": (entier(3), "3", "[[3]]"),
    "omitted": (OMIS, "None", "'974'"),
}

RETOURS = {
    "texte": "974",
    "nombre": 2.5,
    "vrai": True,
    "rien": "",
    "ligne": [1, 2],
    "colonne": [[1], [2]],
    "table": [["é", 1.5], ["", True]],
    "case": 7,
    "vide": [],
    "date": dt.datetime(2024, 1, 31, tzinfo=dt.UTC),
    "table de dates": [[dt.datetime(2024, mois, jour, tzinfo=dt.UTC)] for mois, jour in ((1, 31), (2, 29))],
    "monnaie": Decimal("12.34"),
}


@pytest.fixture(scope="module")
def publication(tmp_path_factory):
    """Publish the throw-away functions once, with all the calls of this file."""
    dossier = ecrire(tmp_path_factory.mktemp("udf"), "echos", ECHOS)
    appels = [appel("CPTS_ECHO", argument, argument) for argument, _, _ in ARRIVEES.values()]
    appels += [appel("CPTS_REND", cas) for cas in RETOURS]
    appels += [
        appel("CPTS_SOURD", plage(erreur("#DIV/0!"))),
        appel("CPTS_ECHOS", 1, 2, plage([[3, 4]]), erreur("#REF!")),
        appel("CPTS_ECHOS", 1),
        appel("CPTS_RATE", "beaucoup"),
        appel("CPTS_REND", "fraction"),
        appel("CPTS_REND", "bancale"),
    ]
    return publier("echos", appels, [dossier])


@pytest.mark.parametrize("cas", ARRIVEES)
def test_what_arrives(publication, cas):
    """Each kind of argument reaches Python in the known form, with and without ``ndim=2``."""
    _, simple, en_bloc = ARRIVEES[cas]
    assert publication.reponses[list(ARRIVEES).index(cas)].valeur == [simple, en_bloc]


@pytest.mark.parametrize("cas", RETOURS)
def test_what_leaves(publication, cas):
    """Each kind of result reaches VBA in the known form."""
    assert publication.reponses[len(ARRIVEES) + list(RETOURS).index(cas)].valeur == RETOURS[cas]


def test_an_error_cell_is_lost_without_err_to_str(publication):
    """Without ``err_to_str``, an error cell cannot be told from an empty one."""
    assert publication.reponses[-6].valeur == "None"


def test_variable_arguments(publication):
    """``*valeurs`` takes any number of arguments, its options applied to each."""
    assert [reponse.valeur for reponse in publication.reponses[-5:-3]] == [
        "(1.0, (2.0, [3.0, 4.0], '#REF!'))",
        "(1.0, ())",
    ]


def test_what_python_cannot_give_back(publication):
    """An exception, a value that COM does not know and a ragged table leave no value."""
    assert [(reponse.exception, reponse.message) for reponse in publication.reponses[-3:]] == [
        ("ValueError", "population illisible : beaucoup"),
        ("TypeError", "Objects of type 'Fraction' can not be converted to a COM VARIANT"),
        ("Exception", "All elements of a 2d list or tuple must be of the same length"),
    ]


def test_the_vba_module(publication):
    """The wrapper carries names only: no default value, no help, nothing outside ASCII."""
    assert re.findall(r"^Function .*", publication.vba, re.MULTILINE) == [
        "Function CPTS_ECHO(x, Optional y)",
        "Function CPTS_ECHOS(tete, ParamArray valeurs())",
        "Function CPTS_RATE(x)",
        "Function CPTS_REND(cas)",
        "Function CPTS_SOURD(x)",
    ]
    assert (
        'CPTS_ECHO = XLPy.CallUDF("echos", "CPTS_ECHO", Array(x, y), ThisWorkbook, Application.Caller)'
        in publication.vba
    )
    assert "CPTS_ECHO = Err.Description" in publication.vba
    assert publication.vba.isascii()


def test_the_wizard(publication):
    """The wizard receives the docstring, the category and the help of arguments, cut at 255 characters."""
    options = publication.fonctions["CPTS_ECHO"]
    assert options["macro"] == "'essai.xlsm'!CPTS_ECHO"
    assert options["Description"] == "Redit ce qui arrive."
    assert options["Category"] == "CPTS essai"
    assert options["ArgumentDescriptions"] == ["La valeur à redire, entière.", "é" * 255]


def test_no_docstring_shows_a_path(publication):
    """Without a docstring, the wizard shows where the file of the function is."""
    assert re.fullmatch(
        r"Python function 'CPTS_REND' defined in '.*echos\.py'\.",
        publication.fonctions["CPTS_REND"]["Description"],
    )
