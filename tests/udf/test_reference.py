"""What is published: one function per rule, one convention, and no name that a carrier would refuse."""

from __future__ import annotations

import pytest

from cpts_xl.errors import NomInvalide
from cpts_xl.rules import CATALOGUE
from cpts_xl.rules.catalogue import declarer
from cpts_xl.rules.genres import Montant
from cpts_xl.udf.noms import AIDE_MAX
from cpts_xl.udf.outils import OUTILS
from cpts_xl.udf.reference import fonctions, par_nom


def test_one_function_per_rule_under_one_convention():
    """« CPTS_ » and the rule in capitals, its arguments in its order, then ``le`` where it reads the law.

    The workbooks form the calls of their cells by this convention, without asking this room.
    """
    publiees = {f.nom: f for f in fonctions() if f.regle is not None}
    assert set(publiees) == {"CPTS_" + nom.upper() for nom in CATALOGUE}
    for regle in CATALOGUE.values():
        publiee = publiees["CPTS_" + regle.nom.upper()]
        suite = ["le"] if regle.lit_droit else []
        assert [a.nom for a in publiee.arguments] == [a.nom for a in regle.arguments] + suite
        assert publiee.regle is regle
        assert (publiee.retour, publiee.texte, publiee.statut) == (regle.retour, regle.texte, regle.statut)


def test_the_others_are_declared_and_computed():
    """Each function that is no rule is declared once and has what computes it."""
    assert {f.nom for f in fonctions() if f.regle is None} == set(OUTILS)


def test_help_is_french_and_whole():
    """Every function and argument has a help that the wizard shows entirely."""
    for fonction in par_nom().values():
        for aide in (fonction.aide, *(a.aide for a in fonction.arguments)):
            assert 0 < len(aide) <= AIDE_MAX
            assert aide.endswith(".")


def test_only_the_last_arguments_may_be_left_out():
    """VBA wants its optional arguments last."""
    for fonction in par_nom().values():
        marques = [a.omissible for a in fonction.arguments]
        assert marques == sorted(marques)
        for argument in fonction.arguments:
            if argument.omissible:
                assert argument.facultatif or argument.nom == "le"


def test_each_function_has_an_example():
    """The example is written as in a French Excel, and starts with the function."""
    for fonction in par_nom().values():
        assert fonction.exemple.startswith(f"={fonction.nom}(")


def planter(nom, argument, aide="Montant, en euros."):
    """Return a catalogue of one planted rule."""
    registre = {}

    def regle_plantee(x: Montant) -> Montant:
        return x * 2

    regle_plantee.__name__ = nom
    regle_plantee.__doc__ = f"Double un montant.\n\nArgs:\n    {argument}: {aide}\n"
    regle_plantee.__annotations__ = {argument: Montant, "return": Montant}
    regle_plantee.__code__ = regle_plantee.__code__.replace(co_varnames=(argument,))
    declarer(regle_plantee, libelle="Double", texte="essai", article="", statut="convention", registre=registre)
    return registre


def test_a_planted_rule_is_published():
    """The planting itself works: a good name passes."""
    nommees = [f.nom for f in fonctions(planter("double_montant", "mise"))]
    assert nommees[0] == "CPTS_DOUBLE_MONTANT"


@pytest.mark.parametrize(
    ("nom", "argument", "mot"),
    [
        ("double_montant", "next", "mot de VBA"),
        ("double_montant", "date", "mot de VBA"),
        ("double_montant", "end", "mot de VBA"),
        ("double_montant", "aci2019", "adresse"),
        ("double_montant", "l1c1", "adresse"),
        ("double_montant", "caller", "xlwings"),
        ("double_montant", "majoré", "sans accents"),
        ("majoré", "mise", "sans accents"),
        ("double_" * 12, "mise", "abréger"),
        ("1_double", "mise", "suivi d'une lettre"),
        ("version", "mise", "publiée deux fois"),
        ("source", "mise", "publiée deux fois"),
    ],
)
def test_a_planted_bad_name_stops_the_build(nom, argument, mot):
    """A rule or an argument that Excel or VBA would refuse cannot be published."""
    registre = planter(nom, argument)
    with pytest.raises(NomInvalide, match=mot):
        fonctions(registre)


def test_a_planted_long_help_stops_the_build():
    """A help that the wizard would cut is refused."""
    with pytest.raises(NomInvalide, match="255"):
        fonctions(planter("double_montant", "mise", "é" * 256 + "."))
