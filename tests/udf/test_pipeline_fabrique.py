"""Functions built from data, as our catalogue is: what xlwings publishes of them, and what it demands or refuses."""

from __future__ import annotations

import importlib
import re
import sys

import pytest

from tests.udf.lancer_pipeline import OMIS, appel, erreur, plage, publier
from tests.udf.modules_jetables import ecrire

FABRIQUE = '''
    """Functions built when the module is imported, as the catalogue will give them."""
    from inspect import Parameter, Signature

    import xlwings as xw

    def _somme(cases):
        textes = [case for case in cases if isinstance(case, str)]
        return f"À corriger : {textes[0]}" if textes else sum(case or 0 for case in cases)


    CATALOGUE = {
        "CPTS_ESSAI_PART": (
            "Donne une part d'un montant.",
            {"montant": "Montant à partager, en euros.", "taux": "Part, de 0 à 1.", "reserve": "À retirer."},
            {"reserve"},
            lambda montant, taux, reserve: montant[0][0] * taux[0][0] - (reserve[0][0] if reserve else 0),
        ),
        "CPTS_ESSAI_SOMME": (
            "Additionne une plage ; une cellule en erreur est dite.",
            {"montants": "Plage des montants."},
            set(),
            lambda montants: _somme([case for ligne in montants for case in ligne]),
        ),
    }


    def _publier(nom, aide, arguments, facultatifs, calcul):
        def fonction(*valeurs):
            return calcul(*valeurs)

        fonction.__name__ = fonction.__qualname__ = nom
        fonction.__doc__ = aide
        fonction.__module__ = __name__
        fonction.__annotations__ = {}
        fonction.__signature__ = Signature(
            [
                Parameter(
                    argument,
                    Parameter.POSITIONAL_OR_KEYWORD,
                    default=None if argument in facultatifs else Parameter.empty,
                )
                for argument in arguments
            ]
        )
        for argument, doc in arguments.items():
            fonction = xw.arg(argument, doc=doc, err_to_str=True, ndim=2)(fonction)
        return xw.func(category="CPTS")(fonction)


    globals().update({nom: _publier(nom, *reste) for nom, reste in CATALOGUE.items()})
'''


def test_generated_functions(tmp_path):
    """Functions built from data, with no source of their own, are published and called like the others."""
    publication = publier(
        "fabrique",
        [
            appel("CPTS_ESSAI_PART", plage(1000), 0.75, OMIS),
            appel("CPTS_ESSAI_PART", plage(1000), 0.75, plage(50)),
            appel("CPTS_ESSAI_SOMME", plage([[1, 2], [None, 4]])),
            appel("CPTS_ESSAI_SOMME", 5),
            appel("CPTS_ESSAI_SOMME", plage([[1], [erreur("#REF!")]])),
        ],
        [ecrire(tmp_path, "fabrique", FABRIQUE)],
    )
    assert publication.valeurs == [750.0, 700.0, 7.0, 5.0, "À corriger : #REF!"]
    assert re.findall(r"^Function .*", publication.vba, re.MULTILINE) == [
        "Function CPTS_ESSAI_PART(montant, taux, Optional reserve)",
        "Function CPTS_ESSAI_SOMME(montants)",
    ]
    assert publication.fonctions["CPTS_ESSAI_PART"]["Category"] == "CPTS"
    assert publication.fonctions["CPTS_ESSAI_PART"]["Description"] == "Donne une part d'un montant."
    assert publication.fonctions["CPTS_ESSAI_PART"]["ArgumentDescriptions"] == [
        "Montant à partager, en euros.",
        "Part, de 0 à 1.",
        "À retirer.",
    ]


def test_generated_functions_import_on_linux(tmp_path, monkeypatch):
    """Off Windows the same module imports, and its functions are plain Python."""
    monkeypatch.syspath_prepend(ecrire(tmp_path, "fabrique_ici", FABRIQUE))
    module = importlib.import_module("fabrique_ici")
    del sys.modules["fabrique_ici"]
    assert module.CPTS_ESSAI_PART([[1000]], [[0.75]], None) == 750.0
    assert not hasattr(module.CPTS_ESSAI_PART, "__xlfunc__")


def test_func_must_be_applied_last(tmp_path):
    """``xw.arg`` applied after ``xw.func`` puts the category back to that of xlwings."""
    texte = """
        import xlwings as xw

        @xw.arg("x", doc="x")
        @xw.func(category="CPTS")
        def CPTS_ORDRE(x):
            return x
    """
    assert publier("ordre", [], [ecrire(tmp_path, "ordre", texte)]).fonctions["CPTS_ORDRE"]["Category"] == "xlwings"


def test_a_second_name_repeats_the_function(tmp_path):
    """Any other global on a published function, a loop variable say, writes its VBA twice."""
    texte = """
        import xlwings as xw

        for nom in ("CPTS_A", "CPTS_B"):
            def fonction(x):
                return x
            fonction.__name__ = nom
            globals()[nom] = xw.func(fonction)
    """
    vba = publier("boucle", [], [ecrire(tmp_path, "boucle", texte)]).vba
    assert re.findall(r"^Function (\w+)", vba, re.MULTILINE) == ["CPTS_A", "CPTS_B", "CPTS_B"]


def test_copied_annotations_break_the_call(tmp_path):
    """``functools.wraps`` copies annotations, which xlwings takes for converters."""
    texte = """
        import functools
        from fractions import Fraction

        import xlwings as xw

        def regle(x: Fraction) -> Fraction:
            return x

        @xw.func
        @functools.wraps(regle)
        def CPTS_REGLE(*valeurs):
            return regle(*valeurs)

        CPTS_REGLE.__xlfunc__["name"] = "CPTS_REGLE"
    """
    (reponse,) = publier("copie", [appel("CPTS_REGLE", 1)], [ecrire(tmp_path, "copie", texte)]).reponses
    assert reponse.message == "type object 'Fraction' has no attribute 'reader'"


@pytest.mark.parametrize(
    ("parametres", "refus"),
    [
        ("x, *, y", "xlwings does not support UDFs with keyword arguments"),
        ("x=None, *y", "xlwings does not support UDFs with both optional and variable length arguments"),
    ],
)
def test_what_a_signature_may_not_hold(tmp_path, parametres, refus):
    """Keyword-only arguments, and optional with variable arguments, stop the import."""
    texte = f"""
        import xlwings as xw

        @xw.func
        def CPTS_REFUSEE({parametres}):
            return x
    """
    with pytest.raises(RuntimeError, match=refus):
        publier("refusee", [], [ecrire(tmp_path, "refusee", texte)])
