"""What a published function, its arguments and their help may be called."""

from __future__ import annotations

import pytest
from openpyxl.utils import FORMULAE

from cpts_xl.errors import NomInvalide
from cpts_xl.udf import noms


@pytest.mark.parametrize("nom", ["CPTS_TAILLE", "CPTS_VOLET_FIXE", "CPTS_A", "CPTS_PART_75", "CPTS_" + "A" * 59])
def test_good_function_names(nom):
    """Names of the house pass."""
    noms.verifier_fonction(nom)


@pytest.mark.parametrize(
    ("nom", "pourquoi"),
    [
        ("", "sans accents"),
        ("CPTS_majore", "sans accents"),
        ("CPTS_MAJORÉ", "sans accents"),
        ("CPTS.TAILLE", "ni point ni espace"),
        ("CPTS TAILLE", "ni point ni espace"),
        ("CPTS_TAILLE\n", "sans accents"),
        ("CPTS_٣", "sans accents"),
        ("ACI2019", "adresse"),
        ("R1C1", "adresse"),
        ("L1C1", "adresse"),
        ("SUM", "déjà une fonction"),
        ("SOMME", "déjà une fonction"),
        ("ALERT", "déjà une fonction"),
        ("CURRENCY", "réservé de VBA"),
        ("TAILLE", "sous CPTS_"),
        ("CPTS_", "suivi d'une lettre"),
        ("CPTS_1", "suivi d'une lettre"),
        ("CPTS__A", "suivi d'une lettre"),
        ("_CPTS_A", "sous CPTS_"),
        ("CPTS1", "sous CPTS_"),
        ("CPTS_" + "A" * 60, "65 caractères"),
    ],
)
def test_bad_function_names(nom, pourquoi):
    """Each refusal names the function, says why and what to do."""
    with pytest.raises(NomInvalide, match=pourquoi) as refus:
        noms.verifier_fonction(nom)
    debut, _, remede = str(refus.value).rpartition(" ; ")
    assert debut.startswith(f"nom de fonction « {nom} » : ")
    assert remede


def test_every_function_that_openpyxl_knows_is_taken():
    """The list of English functions is at least that of openpyxl."""
    assert {nom for nom in FORMULAE if nom.isalnum()} <= noms.FONCTIONS_EN


@pytest.mark.parametrize(
    "nom",
    ["A1", "a1", "A01", "ACI2019", "ACI1", "AVT3", "RL1", "XFD1048576", "R1C1", "L1C1", "r1c1", "RC", "LC",
     "R", "L", "C", "R5", "L5", "C3", "R1C", "LC2", "R1048576C16384"],
)  # fmt: skip
def test_addresses(nom):
    """Whatever a spreadsheet reads as a reference is seen, in both languages."""
    assert noms.est_une_adresse(nom)


@pytest.mark.parametrize(
    "nom",
    ["", "A", "A0", "XFE1", "A1048577", "CPTS1", "ACI_2019", "R1048577C1", "L1C16385", "R0C1", "RLC", "1A",
     "A1B", "A" + "9" * 5000, "C" + "9" * 5000, "A١", "ı1"],
)  # fmt: skip
def test_not_addresses(nom):
    """What lies outside the grid is a name like another."""
    assert not noms.est_une_adresse(nom)


def test_good_arguments():
    """The arguments that a rule has in French pass, and a function may have none."""
    noms.verifier_arguments(["population", "departement", "valeur_constatee", "cible_2", "date_effet"])
    noms.verifier_arguments([])


@pytest.mark.parametrize(
    ("nom", "pourquoi"),
    [
        *((mot, "mot de VBA") for mot in ("currency", "date", "type", "end", "next", "string", "loop", "name")),
        *((mot, "mot de VBA") for mot in ("property", "each", "with", "stop", "array", "rem", "me", "to", "seek")),
        *((mot, "écrit par xlwings") for mot in ("caller", "application", "err", "range", "thisworkbook")),
        *((mot, "de Python") for mot in ("class", "def", "lambda", "yield")),
        ("_cache", "souligné"),
        ("", "sans accents"),
        ("2024", "sans accents"),
        ("Population", "ne distingue pas les capitales"),
        ("majoré", "sans accents"),
        ("taux-fixe", "sans accents"),
        ("an1", "adresse"),
        ("c", "adresse"),
        ("cpts_taille", "confondrait avec une fonction"),
    ],
)
def test_bad_arguments(nom, pourquoi):
    """Each refusal names the argument, says why and what to do."""
    with pytest.raises(NomInvalide, match=pourquoi) as refus:
        noms.verifier_arguments(["population", nom])
    assert str(refus.value).startswith(f"argument « {nom} » : ")
    assert " ; " in str(refus.value)


def test_an_argument_twice():
    """Two arguments may not share a name."""
    with pytest.raises(NomInvalide, match="« taux » : il est donné deux fois"):
        noms.verifier_arguments(["taux", "taux"])


def test_the_limit_of_the_wizard():
    """Names and commas fill 254 characters at most."""
    au_plus = ["a" * 126, "b" * 126]
    noms.verifier_arguments(au_plus)
    with pytest.raises(NomInvalide, match="255 caractères en tout"):
        noms.verifier_arguments([*au_plus[:1], "b" * 127])


def test_the_limit_of_vba():
    """A VBA function takes 60 arguments at most."""
    nombreux = [f"p_{numero}" for numero in range(61)]
    with pytest.raises(NomInvalide, match="61 arguments"):
        noms.verifier_arguments(nombreux)


def test_help():
    """A help text has between 1 and 255 characters."""
    noms.verifier_aide("É" * 255)
    with pytest.raises(NomInvalide, match="aide vide"):
        noms.verifier_aide(" \n")
    with pytest.raises(NomInvalide, match=r"aide de 256 caractères.*Donne la tai"):
        noms.verifier_aide("Donne la taille ".ljust(256, "x"))
