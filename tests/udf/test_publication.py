"""Every published function through xlwings' own code: what Excel would send, what it would receive."""

from __future__ import annotations

import datetime as dt
import importlib
import re
import tomllib
from fractions import Fraction
from importlib.resources import files

import pytest

from cpts_xl.absence import Absent, Sorte
from cpts_xl.law import en_vigueur
from cpts_xl.rules import CATALOGUE
from cpts_xl.udf.reference import par_nom
from tests.udf.lancer_pipeline import OMIS, appel, entier, erreur, plage, publier, tableau

MODULE = "cpts_xl.udf.publication"
LE = dt.date(2025, 3, 15)
EXEMPLES = tomllib.loads((files("cpts_xl.udf") / "exemples.toml").read_text("utf-8"), parse_float=Fraction)
PHRASES = tuple(Sorte)
ABIMES = {
    "error": erreur("#DIV/0!"),
    "recent error": erreur("#SPILL!"),
    "unknown error": entier(-2146826200),
    "empty": None,
    "text": "abc",
    "boolean": True,
}


def saisies(nom):
    """Return the arguments of the example of a function, as written in its file."""
    return EXEMPLES[nom.removeprefix("CPTS_").lower()]["arguments"]


def en_excel(valeur):
    """Return an argument of an example as a reference to cells."""
    if isinstance(valeur, dict):
        lignes = [ligne if isinstance(ligne, list) else [ligne] for ligne in valeur["valeurs"]]
        return plage([[_case(case) for case in ligne] for ligne in lignes])
    return plage(_case(valeur))


def _case(valeur):
    return None if valeur == "" else float(valeur) if isinstance(valeur, Fraction) else valeur


def en_python(valeur):
    """Return an argument of an example as the rule takes it, without the boundary."""
    if isinstance(valeur, dict):
        plates = [c for ligne in valeur["valeurs"] for c in (ligne if isinstance(ligne, list) else [ligne])]
        return [en_python(case) for case in plates]
    if isinstance(valeur, str):
        sorte = next((s for s in Sorte if valeur == s), None)
        return Absent(sorte) if sorte else valeur or None
    return Fraction(valeur) if isinstance(valeur, int | Fraction) else valeur


def en_com(valeur):
    """Return the value of a rule as it goes back to VBA."""
    if isinstance(valeur, dt.date):
        return dt.datetime(valeur.year, valeur.month, valeur.day, tzinfo=dt.UTC)
    if isinstance(valeur, Absent):
        return valeur.texte
    return float(valeur) if isinstance(valeur, Fraction) else valeur


def normal(nom):
    """Return the arguments of the example for Excel, completed when the formula leaves some out."""
    arguments = [en_excel(valeur) for valeur in saisies(nom)]
    return arguments + [OMIS] * (len(par_nom()[nom].arguments) - len(arguments))


def abimee(argument, place):
    """Return one damaged cell: alone, or the first of the range that the example gives."""
    if isinstance(argument, dict) and isinstance(argument.get("plage"), list):
        lignes = [list(ligne) for ligne in argument["plage"]]
        lignes[0][0] = place
        return plage(lignes)
    return plage(place)


def appels():
    """Return every call of this file by a name: the example, then each argument damaged in each way."""
    nommes = {(nom, "normal", ""): appel(nom, *normal(nom)) for nom in par_nom()}
    for nom, publiee in par_nom().items():
        for rang, argument in enumerate(publiee.arguments):
            for defaut, place in ABIMES.items():
                arguments = normal(nom)
                arguments[rang] = abimee(arguments[rang], place)
                nommes[nom, argument.nom, defaut] = appel(nom, *arguments)
            if argument.omissible:
                arguments = normal(nom)
                arguments[rang] = OMIS
                nommes[nom, argument.nom, "omitted"] = appel(nom, *arguments)
    autres = {
        "column": appel("CPTS_TAILLE", plage([[1000], [None], [90000], ["abc"]]), plage(LE)),
        "typed array": appel("CPTS_ACOMPTE", tableau([100], [200]), 0.5),
        "shapes": appel("CPTS_ACOMPTE", plage([[1], [2]]), plage([[1], [2], [3]])),
        "dates": appel("CPTS_FIN_ANNEE", plage([[LE], [dt.date(2024, 2, 29)]])),
        "table": appel("CPTS_BAREME", 2, plage(LE)),
        "absent": appel("CPTS_MONTANT", "acces_fixe", 2, plage(LE)),
        "before": appel("CPTS_TAILLE", 103000, plage(dt.date(2018, 1, 1))),
        "serial": appel("CPTS_TAILLE", 103000, 45731),
    }
    return nommes | {("", cle, ""): valeur for cle, valeur in autres.items()}


@pytest.fixture(scope="module")
def publication():
    """Publish the functions once, with all the calls of this file."""
    return publier(MODULE, list(appels().values()))


@pytest.fixture(scope="module")
def reponses(publication):
    """Return the answers by name of call."""
    return dict(zip(appels(), publication.reponses, strict=True))


@pytest.fixture(scope="module")
def valeurs(reponses):
    """Return the values by name of call."""
    return {cle: reponse.valeur for cle, reponse in reponses.items()}


def test_no_call_raises(reponses):
    """Whatever comes in, no exception goes out: a cell would show a trace."""
    assert {cle: r.message for cle, r in reponses.items() if r.exception} == {}
    assert len(reponses) > 900


def test_catalogue_and_published_names_are_one_to_one(publication):
    """Each rule is one function of the VBA module, written once, and nothing else is but the declared tools."""
    ecrites = re.findall(r"^Function (\w+)\(", publication.vba, re.MULTILINE)
    attendues = {"CPTS_" + nom.upper() for nom in CATALOGUE}
    outils = {"CPTS_SOURCE", "CPTS_EXPLICATION", "CPTS_BAREME", "CPTS_MOTIF", "CPTS_VERSION"}
    assert len(ecrites) == len(set(ecrites))
    assert set(ecrites) == attendues | outils == set(publication.fonctions)


def test_the_vba_module_is_ascii_and_in_order(publication):
    """Arguments as published, optional ones last; no accent, which the locale could spoil."""
    assert publication.vba.isascii()
    for nom, publiee in par_nom().items():
        liste = ", ".join(("Optional " if a.omissible else "") + a.nom for a in publiee.arguments)
        assert f"Function {nom}({liste})\n" in publication.vba.replace("\r", "")


def test_the_wizard_has_french_help(publication):
    """Description, category, and one text per argument, as declared and not cut."""
    for nom, publiee in par_nom().items():
        options = publication.fonctions[nom]
        assert options["Description"] == publiee.aide
        assert options["Category"] == "CPTS"
        aides = options.get("ArgumentDescriptions") or []
        assert list(aides) == [a.aide for a in publiee.arguments]
        assert all("Python" not in texte for texte in (options["Description"], *aides))


@pytest.mark.parametrize("nom", [f.nom for f in par_nom().values() if f.regle])
def test_a_normal_call_gives_what_the_rule_gives(valeurs, nom):
    """The same arguments, through Excel and straight to the rule: the same value."""
    regle = par_nom()[nom].regle
    directs = [en_python(valeur) for valeur in saisies(nom)]
    droit = en_vigueur(directs[len(regle.arguments)]) if regle.lit_droit else None
    attendu = regle.evaluer(dict(zip([a.nom for a in regle.arguments], directs, strict=False)), droit)
    assert valeurs[nom, "normal", ""] == en_com(attendu)


def _cas(*defauts):
    return [cle for cle in appels() if cle[0] and cle[2] in defauts and cle[0] in par_nom() and par_nom()[cle[0]].regle]


def _argument(nom, court):
    return next(a for a in par_nom()[nom].arguments if a.nom == court)


@pytest.mark.parametrize("cle", _cas("error", "recent error", "unknown error", "boolean"), ids="-".join)
def test_a_cell_in_error_is_never_counted_as_nothing(valeurs, cle):
    """Required or in a column, it is named; optional, it is named or did not matter."""
    nom, court, _defaut = cle
    argument, valeur, usuelle = _argument(nom, court), valeurs[cle], valeurs[nom, "normal", ""]
    if argument.facultatif and not argument.genre.liste:
        assert valeur == usuelle or str(valeur).startswith(PHRASES), valeur
    elif argument.genre.code == "libre":
        assert valeur == usuelle or str(valeur).startswith(Sorte.A_COMPLETER), valeur
    else:
        assert str(valeur).startswith(Sorte.A_COMPLETER)
        assert argument.libelle in valeur


@pytest.mark.parametrize("cle", _cas("empty", "omitted"), ids="-".join)
def test_an_empty_cell_is_never_zero(valeurs, cle):
    """Required, it is asked for; optional or in a column, it may change the answer but not make it 0."""
    nom, court, _defaut = cle
    argument, valeur = _argument(nom, court), valeurs[cle]
    if argument.facultatif or argument.genre.liste:
        assert valeur != 0 or valeurs[nom, "normal", ""] == 0
    else:
        assert str(valeur).startswith(Sorte.A_COMPLETER)
        assert argument.libelle in valeur


@pytest.mark.parametrize("cle", _cas("text"), ids="-".join)
def test_text_where_a_number_is_due(valeurs, cle):
    """The text received is quoted; where a word is due, an unknown one never gives a number silently wrong."""
    nom, court, _defaut = cle
    argument, valeur, usuelle = _argument(nom, court), valeurs[cle], valeurs[nom, "normal", ""]
    if argument.genre.numerique and (argument.genre.liste or not argument.facultatif):
        assert "« abc »" in valeur
    elif argument.genre.numerique:
        assert valeur == usuelle or str(valeur).startswith(PHRASES)
    else:
        assert isinstance(valeur, str | float)


@pytest.mark.parametrize("nom", ["CPTS_SOURCE", "CPTS_EXPLICATION", "CPTS_BAREME", "CPTS_MOTIF", "CPTS_VERSION"])
def test_the_other_functions_answer(valeurs, nom):
    """Each gives a text or a table, and a text when an argument is damaged."""
    assert valeurs[nom, "normal", ""]
    for cle, valeur in valeurs.items():
        if cle[0] == nom and cle[2]:
            assert isinstance(valeur, str | list), cle


def test_no_cell_shows_an_internal_error(valeurs):
    """None of these calls meets a failure that was not foreseen."""
    assert [cle for cle, valeur in valeurs.items() if "erreur interne" in str(valeur)] == []


def test_ranges_in_and_tables_out(valeurs):
    """Columns, typed arrays, dates and a whole table."""
    colonne = valeurs["", "column", ""]
    assert colonne[:3] == [[1.0], [""], [3.0]]
    assert "« abc »" in colonne[3][0]
    assert valeurs["", "typed array", ""] == [[50.0], [100.0]]
    assert valeurs["", "shapes", ""].startswith("Refus")
    jours = [dt.datetime(2026, 3, 15, tzinfo=dt.UTC), dt.datetime(2025, 2, 28, tzinfo=dt.UTC)]
    assert valeurs["", "dates", ""] == [[jours[0]], [jours[1]]]
    assert valeurs["", "table", ""][0] == ["ligne", "libellé", "montant", "texte", "statut"]
    assert valeurs["", "serial", ""] == 3.0


def test_an_amount_that_no_text_establishes(valeurs):
    """Avenant 2, size 2, access to care: a sentence that sends to the contract, not 0 and not an error."""
    assert valeurs["", "absent", ""].startswith("À reprendre de l'annexe financière du contrat")
    assert valeurs["", "before", ""].startswith("Refus")


def test_off_windows_the_module_imports():
    """Without Excel, the published functions are plain Python."""
    module = importlib.import_module(MODULE)
    assert module.CPTS_TAILLE([[103000.0]], [[45731.0]]) == [[3.0]]
    assert {nom for nom in vars(module) if nom.startswith("CPTS_")} == set(par_nom())
