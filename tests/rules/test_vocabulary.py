"""The closed vocabulary: every escape is refused with its remedy, and a rule that leaves it cannot be declared."""

from __future__ import annotations

import ast
import inspect
import re
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import cpts_xl.rules
from cpts_xl.errors import RegleInvalide
from cpts_xl.rules import CATALOGUE, catalogue, choix, dates, lectures, plages, recherche, verbs
from cpts_xl.rules.choix import egal, et, non, si
from cpts_xl.rules.colonnes import Plage
from cpts_xl.rules.genres import Entier, Montant, Montants
from cpts_xl.rules.plages import cumul, si_complet
from cpts_xl.rules.symbol import Symbole, texte_formule
from cpts_xl.rules.verbs import arrondi, plus_grand, plus_petit

if TYPE_CHECKING:
    from collections.abc import Callable

A, B = Symbole("A1"), Symbole("B1")
COLONNE = Plage("A1:A9")
VERBES = {*verbs.VERBES, *choix.VERBES, *plages.VERBES, *dates.VERBES, *recherche.VERBES}
EVASIONS: dict[str, tuple[Callable[[], Any], str]] = {
    "if": (lambda: 1 if A > B else 0, "si(…)"),
    "and": (lambda: A > 0 and B > 0, "et(…)"),
    "or": (lambda: A > 0 or B > 0, "« or »"),
    "not": (lambda: not A, "non(…)"),
    "comparaison enchaînée": (lambda: 0 < A < B, "borne(…)"),
    "min": (lambda: min(A, B), "borne(…)"),
    "max": (lambda: max(0, A), "borne(…)"),
    "sorted": (lambda: sorted([A, B]), "si(…)"),
    "appartenance": (lambda: A in {1: 2}, "selon(…)"),
    "==": (lambda: A == B, "egal(a, b)"),
    "== une constante": (lambda: A == 0, "egal(a, b)"),
    "== à l'envers": (lambda: 0 == A, "egal(a, b)"),  # noqa: SIM300, YODA
    "!=": (lambda: A != B, "non(egal(a, b))"),
    "round": (lambda: round(A, 2), "arrondi(x, decimales)"),
    "round sans décimale": (lambda: round(A), "arrondi(x, decimales)"),
    "float()": (lambda: float(A), "Fraction"),  # type: ignore[arg-type]
    "int()": (lambda: int(A), "arrondi(x, 0)"),  # type: ignore[call-overload]
    "clé de dictionnaire": (lambda: {A: 1}, "selon(…)"),
    "ensemble": (lambda: {A}, "droit.valeur(…)"),
    "division par une variable": (lambda: A / B, "rapport(n, d, si_nul=…)"),
    "constante divisée par une variable": (lambda: 100 / A, "rapport(n, d, si_nul=…)"),
    "division par zéro": (lambda: A / 0, "rapport(n, d, si_nul=…)"),
    "division par un flottant": (lambda: A / 0.5, "rapport(n, d, si_nul=…)"),
    "produit par un flottant": (lambda: A * 0.75, "Fraction"),
    "somme d'un flottant": (lambda: 0.1 + A, "Fraction"),
    "comparaison à un flottant": (lambda: A > 0.5, "Fraction"),
    "flottant rendu": (lambda: si(A > 0, 0.5, 0), "fraction"),
    "booléen rendu": (lambda: si(A > 0, True, False), "« Oui »"),  # noqa: FBT003
    "comparaison dans un calcul": (lambda: (A > 0) * 100, "si(…)"),
    "comparaison d'une comparaison": (lambda: (A > 0) > (B > 0), "si(…)"),
    "boucle sur une cellule": (lambda: list(A), "cumul(…)"),
    "boucle sur une colonne": (lambda: [x for x in COLONNE], "cumul(…)"),  # noqa: C416
    "sum d'une colonne": (lambda: sum(COLONNE), "cumul(…)"),
    "longueur d'une colonne": (lambda: len(COLONNE), "compte_remplis(…)"),
    "colonne en condition": (lambda: 1 if COLONNE else 0, "compte_remplis(…)"),
}


@pytest.mark.parametrize("nom", EVASIONS)
def test_escape_is_refused_with_its_remedy(nom: str) -> None:
    """What a formula could not say is refused at once, and the refusal names what to write instead."""
    evasion, remede = EVASIONS[nom]
    with pytest.raises(RegleInvalide) as refus:
        evasion()
    assert remede in str(refus.value)


@pytest.mark.parametrize("nom", EVASIONS)
def test_remedy_exists(nom: str) -> None:
    """A refusal never sends to a verb that the house does not have."""
    with pytest.raises(RegleInvalide) as refus:
        EVASIONS[nom][0]()
    cites = set(re.findall(r"(\w+)\((?=…|[a-z])", str(refus.value))) - {"valeur"}
    assert cites <= VERBES


def test_an_unknown_operand_is_refused() -> None:
    """What is neither a number, a word nor a day does not enter a formula."""
    with pytest.raises(RegleInvalide, match="ne s'écrit pas dans une formule"):
        texte_formule(object())


def test_formula_keeps_the_order_of_the_computation() -> None:
    """Parentheses stand where the binding strength asks for them, and only there."""
    assert (A - (B - 1)).formule == "A1-(B1-1)"
    assert (A - B - 1).formule == "A1-B1-1"
    assert ((A + B) * 2).formule == "(A1+B1)*2"
    assert (A + B * 2).formule == "A1+B1*2"
    assert (A * Fraction(3, 4)).formule == "A1*(3/4)"
    assert (12 - A / 12).formule == "12-A1/12"
    assert ((A + 1) / 12).formule == "(A1+1)/12"
    assert texte_formule('dit "oui"') == '"dit ""oui"""'


@pytest.mark.parametrize("nom", sorted(VERBES))
def test_every_verb_says_what_it_does(nom: str) -> None:
    """Each verb of the closed list exists and has its French line."""
    verbe = next(getattr(m, nom) for m in (verbs, choix, plages, dates, recherche) if hasattr(m, nom))
    assert inspect.getdoc(verbe)


# ------------------------------------------------------------------------------------------ declaration


def _declare(fonction: Callable[..., Any], **ecarts: Any) -> dict[str, Any]:
    registre: dict[str, Any] = ecarts.pop("registre", {})
    reste = {"libelle": "Essai", "texte": "accord", "article": "art. 1", "statut": "confirme", **ecarts}
    catalogue.declarer(fonction, registre=registre, **reste)
    return registre


def bonne(montant: Montant, taille: Entier) -> Montant:
    """Donne un montant.

    Args:
        montant: Montant, en euros.
        taille: Taille.
    """
    return arrondi(montant * taille)


def compare(montant: Montant) -> Montant:
    """Sort du vocabulaire par « if ».

    Args:
        montant: Montant, en euros.
    """
    return montant if montant > 0 else 0  # noqa: FURB136  (le « if » est la faute)


def divise(montant: Montant, taille: Entier) -> Montant:
    """Divise par une variable.

    Args:
        montant: Montant, en euros.
        taille: Taille.
    """
    return montant / taille


def module(montant: Montant) -> Montant:
    """Emploie un opérateur sans formule.

    Args:
        montant: Montant, en euros.
    """
    return montant % 2


def parcourt(montants: Montants) -> Montant:
    """Parcourt une colonne.

    Args:
        montants: Colonne de montants.
    """
    return sum(montant for montant in montants)


def sans_aide(montant: Montant) -> Montant:
    """N'explique pas son argument."""
    return arrondi(montant)


def sans_genre(montant: Any) -> Montant:
    """N'a pas de genre.

    Args:
        montant: Montant, en euros.
    """
    return arrondi(montant)


def sans_retour(montant: Montant) -> Any:
    """Ne dit pas ce qu'elle rend.

    Args:
        montant: Montant, en euros.
    """
    return arrondi(montant)


@pytest.mark.parametrize(
    ("fonction", "mots"),
    [
        (compare, ("règle « compare »", "si(…)")),
        (divise, ("règle « divise »", "rapport(n, d, si_nul=…)")),
        (module, ("règle « module »", "hors du vocabulaire")),
        (parcourt, ("règle « parcourt »", "cumul(…)")),
        (sans_aide, ("sans_aide", "« montant »", "Args")),
        (sans_genre, ("sans_genre", "« montant »", "genre")),
        (sans_retour, ("sans_retour", "« return »", "genre")),
    ],
)
def test_planted_rule_cannot_be_declared(fonction: Callable[..., Any], mots: tuple[str, ...]) -> None:
    """A rule outside the vocabulary, without help or without kind is refused by name, and is not registered."""
    registre: dict[str, Any] = {}
    with pytest.raises(RegleInvalide) as refus:
        _declare(fonction, registre=registre)
    assert [mot for mot in mots if mot not in str(refus.value)] == []
    assert registre == {}


def test_a_good_rule_is_declared_whole() -> None:
    """A rule within the vocabulary enters its register with everything that follows from its one text."""
    regle = _declare(bonne)["bonne"]
    assert regle.formule({"montant": A, "taille": B}) == 'IF(COUNT(A1,B1)=2,ROUND(A1*B1,2),"À compléter")'
    assert [argument.nom for argument in regle.arguments] == ["montant", "taille"]
    assert regle.resume == "Donne un montant."
    assert regle.reference == "accord, art. 1"
    assert "bonne" not in CATALOGUE


def test_two_rules_of_one_name() -> None:
    """A second rule of the same name is refused: one name, one law."""
    registre = _declare(bonne)
    with pytest.raises(RegleInvalide, match="deux règles portent le nom « bonne »"):
        _declare(bonne, registre=registre)


def test_unknown_status() -> None:
    """A status that the house does not know is refused, with the list of those it knows."""
    with pytest.raises(
        RegleInvalide, match="« sûr » inconnu ; attendu : confirme, source_unique, incertain, convention"
    ):
        _declare(bonne, statut="sûr")


@pytest.mark.parametrize("nom", sorted(CATALOGUE))
def test_every_rule_takes_symbols_and_explains_itself(nom: str) -> None:
    """Each rule of the house leaves a formula, has a summary, an argument help ending as a sentence, and a status."""
    regle = CATALOGUE[nom]
    symboles = {a.nom: COLONNE if a.genre.liste else Symbole(f"B{n}") for n, a in enumerate(regle.arguments, 1)}
    assert regle.formule(symboles)
    assert regle.resume.endswith(".")
    assert all(argument.aide.endswith(".") for argument in regle.arguments)
    assert regle.statut in lectures.STATUTS
    with pytest.raises(RegleInvalide, match="argument inconnu zut"):
        regle.evaluer({"zut": 1})


def test_sentence_follows_the_branch_taken() -> None:
    """Symbols that carry values tell the branch that was taken, with its number and its reason."""
    grand = Symbole("A1", "population (100)", valeur=Fraction(100))
    assert si(grand > 40, "Oui", "Non").valeur == "Oui"
    assert "car population (100) > 40" in si(grand > 40, "Oui", "Non").phrase
    assert si(grand > 400, "Oui", "Non").valeur == "Non"
    assert et(grand > 1, non(egal(grand, 7))).valeur is True
    assert plus_petit(grand, 3).valeur == 3
    assert plus_grand(grand, 3).valeur == 100
    assert si_complet([1, 2], cumul([1, 2])) == 3


# ------------------------------------------------------------------------------------------ literals

CHAPITRES = (
    "taille", "dotation", "calendrier", "contrat", "indicateurs", "mesures", "enjeux", "preuves", "versements",
    "depenses", "budget", "tresorerie", "comptes", "participations", "personnes", "plafonds", "echeances", "controles",
    "echeancier", "echeancier_jours", "previsions", "adhesions",
)  # fmt: skip
LITTERAUX_ADMIS = {0, 1, 12}
DECIMALES = {0, 2, 6, 9}
EXCEPTIONS = {
    (
        "taille",
        4,
    ): "la plus grande taille que l'accord connaisse ; une taille de plus changerait le modèle, non un seuil",
    ("preuves", 2): "rang d'une échelle convenue de 0 à 4, document interne ; non un seuil",
    ("preuves", 3): "de même, document daté et signé",
    ("preuves", 4): "de même, donnée d'un tiers",
}


def litteraux(source: str) -> list[tuple[int, Any]]:
    """Return the numeric literals of a chapter, with their line, but the decimals of « arrondi »."""
    arbre = ast.parse(source)
    decimales = {
        id(appel.args[1])
        for appel in ast.walk(arbre)
        if isinstance(appel, ast.Call) and isinstance(appel.func, ast.Name) and appel.func.id == "arrondi"
        and len(appel.args) == 2 and isinstance(appel.args[1], ast.Constant) and appel.args[1].value in DECIMALES
    }  # fmt: skip
    return [
        (noeud.lineno, noeud.value)
        for noeud in ast.walk(arbre)
        if isinstance(noeud, ast.Constant)
        and isinstance(noeud.value, int | float | complex)
        and not isinstance(noeud.value, bool)
        and id(noeud) not in decimales
    ]


@pytest.mark.parametrize("chapitre", CHAPITRES)
def test_no_constant_of_law_in_a_chapter(chapitre: str) -> None:
    """Thresholds, rates and durations stand in the texts: a chapter has 0, 1, 12, decimals, and listed exceptions."""
    source = (Path(cpts_xl.rules.__file__).parent / f"{chapitre}.py").read_text(encoding="utf-8")
    inconnus = {
        (ligne, valeur)
        for ligne, valeur in litteraux(source)
        if valeur not in LITTERAUX_ADMIS and (chapitre, valeur) not in EXCEPTIONS
    }
    assert inconnus == set()


def test_literal_check_can_fail() -> None:
    """A threshold written in a rule is seen, as is a rate hidden in an argument of « arrondi »."""
    assert litteraux("def f(x):\n    return si(x > 40_000, arrondi(x * 3, 2), 0)") == [(2, 0), (2, 40_000), (2, 3)]
    assert litteraux("y = arrondi(x, 75)") == [(1, 75)]
    assert {chapitre for chapitre, _ in EXCEPTIONS} <= set(CHAPITRES)


def test_every_chapter_is_looked_at() -> None:
    """The chapters checked are those where the rules live."""
    assert {regle.chapitre for regle in CATALOGUE.values()} == set(CHAPITRES)
