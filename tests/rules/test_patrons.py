"""The pattern of a formula: written once, it gives for any cell what the rule itself writes for that cell."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest

from cpts_xl.rules import CATALOGUE
from cpts_xl.rules.colonnes import Plage
from cpts_xl.rules.patrons import PATRONS, remplir
from cpts_xl.rules.symbol import Rang, Symbole

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


def _compte(dit: list[int]) -> Callable[[Mapping[str, Any]], str]:
    """Return something that writes a sum, and notes each time that it is asked."""

    def ecrire(references: Mapping[str, Any]) -> str:
        dit.append(1)
        a, b = references["a"], references.get("b")
        return f"{a.formule}+{b.formule if isinstance(b, Symbole | Plage) else b}"

    return ecrire


@pytest.mark.parametrize("nom", sorted(CATALOGUE))
def test_a_pattern_gives_what_the_rule_writes(nom: str) -> None:
    """Cells whose addresses contain one another, of another sheet, with quotes: each lands in its own place."""
    regle = CATALOGUE[nom]
    jeux = (
        {a.nom: f"'L''année {n}'!$A$1{n}" for n, a in enumerate(regle.arguments)},
        {a.nom: "A1" if n % 2 else "AA11" for n, a in enumerate(regle.arguments)},
    )
    for adresses in jeux:
        references = {a.nom: (Plage if a.genre.liste else Symbole)(adresses[a.nom]) for a in regle.arguments}
        assert regle.formule(references) == regle._ecrire(references)


def test_a_rule_is_asked_once_for_cells_of_one_sort() -> None:
    """Another cell, nothing to ask; a range, a constant, another constant: each is asked once."""
    dit: list[int] = []
    patrons: dict[tuple[Any, ...], tuple[str, ...]] = {}
    ecrire = _compte(dit)
    for b, attendu in (
        (Symbole("B1"), "A1+B1"), (Symbole("C7"), "A1+C7"), (Plage("B1:B9"), "A1+B1:B9"), (Fraction(1), "A1+1"),
        (Fraction(1, 2), "A1+1/2"), (Plage("D1:D2"), "A1+D1:D2"), (Fraction(1), "A1+1"), (None, "A1+None"),
    ):  # fmt: skip
        assert remplir(patrons, ("a", "b"), {"a": Symbole("A1"), "b": b}, ecrire) == attendu
    assert len(dit) == len(patrons) == 5


def test_one_and_true_are_two_constants() -> None:
    """They are the same key of a dictionary, and not the same thing for a rule."""
    patrons: dict[tuple[Any, ...], tuple[str, ...]] = {}
    ecrits = [remplir(patrons, ("a", "b"), {"a": Symbole("A1"), "b": b}, _compte([])) for b in (1, True, Fraction(1))]
    assert ecrits == ["A1+1", "A1+True", "A1+1"]
    assert len(patrons) == 3


@pytest.mark.parametrize(
    "reference", [Symbole("B1+C1", rang=Rang.SOMME), Symbole("B1", valeur=Fraction(2)), Symbole("B1") * 2, [1, 2]]
)
def test_what_is_more_than_a_cell_has_no_pattern(reference: Any) -> None:
    """A symbol that was computed, or whose value is known, and a list: the rule is asked each time."""
    dit: list[int] = []
    patrons: dict[tuple[Any, ...], tuple[str, ...]] = {}
    for _ in range(2):
        remplir(patrons, ("a", "b"), {"a": Symbole("A1"), "b": reference}, _compte(dit))
    assert (len(dit), patrons) == (2, {})


def test_patterns_do_not_pile_up() -> None:
    """However many constants a rule is called with, it keeps a bounded number of patterns."""
    patrons: dict[tuple[Any, ...], tuple[str, ...]] = {}
    for n in range(3 * PATRONS):
        assert remplir(patrons, ("a", "b"), {"a": Symbole("A1"), "b": n}, _compte([])) == f"A1+{n}"
    assert len(patrons) <= PATRONS
