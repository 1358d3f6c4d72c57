"""The money of the start typed as fonctionnement: told, for it would pass for an overpayment to be taken back."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from cpts_xl.constats import Gravite
from cpts_xl.engine.dossier import Anomalie, Dossier
from cpts_xl.engine.examen import examiner
from cpts_xl.law.in_force import en_vigueur

JOUR = date(2024, 5, 1)


def dites(montants: tuple[int, ...], annexe: int | None = None, **identite: Any) -> list[Anomalie]:
    """Return what is told of the majoration of a first year that received these amounts as fonctionnement."""
    declaree = {"signature": JOUR, "debut": JOUR, "arrete": JOUR, "majoration": "Oui", **identite}
    versements = tuple({"ligne": "fonctionnement", "montant": Fraction(m), "date": JOUR} for m in montants)
    lignes = {"fonctionnement": {"annexe": None if annexe is None else Fraction(annexe)}}
    dossier = Dossier(declaree, {"ligne": lignes}, {"versement": versements})
    trouvees = [a for a in examiner(dossier, en_vigueur(JOUR)) if a.saisie == "identite.majoration"]
    return [a for a in trouvees if "est déclarée, et" in a.message]


@pytest.mark.parametrize("montants", [(105_000,), (60_000, 45_000), (87_500,), (131_250,), (157_500,), (91_000,)])
def test_the_majoration_received_as_fonctionnement_is_told(montants: tuple[int, ...]) -> None:
    """60 000 € and 75 % of it, for size 2: the words, the amount, and where to type it."""
    (anomalie,) = dites(montants)
    assert anomalie.gravite is Gravite.A_REGARDER
    assert "trop-perçu" in anomalie.message
    assert "Produits" in anomalie.remede


@pytest.mark.parametrize("montants", [(), (60_000,), (45_000, 15_000), (90_000,)])
def test_the_line_alone_is_not_told(montants: tuple[int, ...]) -> None:
    """What the grid gives to one size or another is what it is."""
    assert dites(montants) == []


def test_the_amount_of_the_annex_decides() -> None:
    """The contract gives 52 000 €: one euro more holds something else."""
    assert dites((52_000,), 52_000) == []
    assert len(dites((52_001,), 52_000)) == 1


@pytest.mark.parametrize("identite", [{"majoration": "Non"}, {"majoration": None}, {"signature": date(2023, 5, 1)}])
def test_without_a_majoration_or_after_the_first_year_nothing_is_told(identite: dict[str, Any]) -> None:
    """An overpayment of its own is another matter."""
    assert dites((105_000,), **identite) == []
