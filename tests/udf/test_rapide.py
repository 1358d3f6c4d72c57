"""The fast reading gives what the exact one gives, on every input: seeded draws, one cell, columns, every mix."""

# ruff: noqa: S311 - des tirages à graine, pour être refaits, et non des secrets
from __future__ import annotations

import random
from datetime import datetime
from fractions import Fraction
from functools import cache

import pytest

from cpts_xl.rules import CATALOGUE
from cpts_xl.rules.catalogue import declarer
from cpts_xl.rules.choix import si_nombre
from cpts_xl.rules.entiers import HorsDePortee, Nombre, compiler
from cpts_xl.rules.genres import Montant, MontantFacultatif
from cpts_xl.rules.verbs import arrondi, plus_grand, rapport
from cpts_xl.udf import rapide as module
from cpts_xl.udf.appel import exactement, repondre
from cpts_xl.udf.rapide import lignes_laissees, rapide
from cpts_xl.udf.reference import par_nom
from tests.rules.cas import FORMULE_VIDE
from tests.rules.tirages import tirages
from tests.udf.cellules import brut, cas

GRAINE, PAR_REGLE = 41_122, 120
COMPILEES = 90
"""At least so many rules are compiled: the others read a range, or use a verb that is not."""


@cache
def compilees() -> tuple[str, ...]:
    """Return the published functions that compile."""
    return tuple(nom for nom in par_nom() if module.PRETS[nom] is not None)


def en_cellule(valeur):
    """Return a drawn value as a cell gives it."""
    if valeur == FORMULE_VIDE:
        return ""
    if isinstance(valeur, Fraction):
        return float(valeur)
    return datetime(valeur.year, valeur.month, valeur.day) if hasattr(valeur, "year") else valeur  # noqa: DTZ001


@cache
def appels():
    """Return drawn calls by function: rows of raw cells, ``le`` apart."""
    par_fonction = {}
    for tirage in tirages(random.Random(GRAINE), PAR_REGLE):
        nom = "CPTS_" + tirage.regle.nom.upper()
        if nom in compilees():
            ligne = [en_cellule(tirage.saisie.get(a.nom)) for a in tirage.regle.arguments]
            par_fonction.setdefault(nom, []).append((ligne, en_cellule(tirage.le)))
    return par_fonction


def complets(nom, ligne, le):
    """Return the arguments of a call."""
    return [*ligne, le] if par_nom()[nom].regle.lit_droit else ligne


def pareil(a, b):
    """Return whether two answers are the same to the last bit and to the type."""
    return repr(a) == repr(b)


def test_most_rules_without_a_range_compile():
    """The compilation is worth its place: it serves most rules that read single cells."""
    assert len(compilees()) >= COMPILEES
    assert set(appels()) == set(compilees())


@pytest.mark.parametrize("nom", compilees())
def test_one_cell_at_a_time(nom):
    """Each draw, scalar by scalar: the fast answer is the exact one, or there is none."""
    servis = 0
    for ligne, le in appels()[nom]:
        arguments = complets(nom, ligne, le)
        rendu = rapide(nom, arguments)
        exact = exactement(nom, arguments)
        servis += rendu is not None
        assert rendu is None or pareil(rendu, exact.valeurs), arguments
        assert pareil(repondre(nom, arguments), exact), arguments
    assert servis, "aucun tirage n'a pris la lecture rapide : elle ne sert à rien"


@pytest.mark.parametrize("nom", compilees())
def test_columns_in_every_mix(nom):
    """The same draws as columns, some arguments as single cells: rows given up are answered by the exact reading."""
    alea = random.Random(nom)
    lignes = [ligne for ligne, _ in appels()[nom]] + [[None] * len(appels()[nom][0][0])]
    le = next(le for _, le in appels()[nom])
    largeur = len(lignes[0])
    masques = {(1 << largeur) - 1, *(1 << rang for rang in range(largeur)), alea.randrange(1, 1 << largeur)}
    for masque in sorted(masques):
        fixe = alea.choice(lignes)
        arguments = [
            [[ligne[rang]] for ligne in lignes] if masque >> rang & 1 else fixe[rang] for rang in range(largeur)
        ]
        arguments = complets(nom, arguments, le)
        assert pareil(repondre(nom, arguments), exactement(nom, arguments)), (masque, fixe)


def test_the_whole_bench_of_cells():
    """Every case of the common bench, ranges and failures included."""
    rapides = 0
    for un in cas():
        arguments = [brut(argument) for argument in un.arguments]
        rapides += rapide(un.fonction, arguments) is not None
        assert pareil(repondre(un.fonction, arguments), exactement(un.fonction, arguments)), un.nom
    assert rapides > 300


@pytest.mark.parametrize(
    "cellule",
    [float("nan"), float("inf"), 1e8, -1e8, 1e300, 0.00005, 123456.78901, True, 3, "#N/A", "12", [], [[]], {}, -0.0],
    ids=repr,
)
def test_strange_cells_are_left_to_the_exact_reading_or_answered_alike(cellule):
    """Whatever a carrier hands over, the answer is the exact one, never an exception."""
    for arguments in ([cellule, 2.5], [2.5, cellule], [[[cellule], [1.0]], 2.5]):
        assert pareil(repondre("CPTS_SOLDE", arguments), exactement("CPTS_SOLDE", arguments))


def test_one_row_given_up_is_still_a_row_of_a_column():
    """An empty row of a column stays empty: it is not the sentence of a single empty cell."""
    rendus = rapide("CPTS_SOLDE", [[[5.0], [None]], [[2.0], [None]]])
    assert rendus == [[3.0], None]
    assert lignes_laissees(rendus, [[[5.0], [None]], [[2.0], [None]]]) == ([1], [[[None], [None]], [[None], [None]]])
    assert repondre("CPTS_SOLDE", [[[5.0], [None]], [[2.0], [None]]]).valeurs == [[3.0], [""]]


def test_a_law_that_is_not_there_is_left_to_the_exact_reading():
    """No day, or a day before any text: the exact reading says so."""
    assert rapide("CPTS_TAILLE", [103000.0, datetime(2015, 1, 1)]) is None  # noqa: DTZ001
    assert rapide("CPTS_TAILLE", [103000.0, None]) is None
    assert rapide("CPTS_TAILLE", [103000.0, datetime(2025, 3, 15)]) == [[3.0]]  # noqa: DTZ001


def test_half_cents_go_away_from_zero_exactly():
    """Sabotage of floats: 1.005 is one euro and half a cent, which a float would round down."""
    assert rapide("CPTS_MONTANT_ACQUIS", [1.005, 1.0]) == [[1.01]]
    assert rapide("CPTS_MONTANT_ACQUIS", [2.675, 1.0]) == [[2.68]]


def test_an_optional_cell_used_without_asking_gives_the_row_up():
    """An empty optional cell is never a number: the compiled rule gives up where the rule did not ask first."""

    def essai(a: Montant, b: MontantFacultatif) -> Montant:
        """Donne un essai.

        Args:
            a: Premier.
            b: Second.
        """
        return plus_grand(a, b) + rapport(a, arrondi(a - 1), si_nul=si_nombre(b, b, 0))

    regle = declarer(essai, libelle="x", texte="x", article="", statut="confirme", registre={})
    programme = compiler(regle)
    assert isinstance(programme.rendu, Nombre)
    assert "if not (n_b is not None):" in programme.lignes


def test_what_cannot_be_compiled_says_why():
    """A rule that reads a range stays with its first reading."""
    with pytest.raises(HorsDePortee, match="lit une plage"):
        compiler(CATALOGUE["total"])
