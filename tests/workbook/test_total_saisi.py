"""A total typed among the rows of a table: it is to be erased, and nothing asks to complete it."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest

from cpts_xl.constats import Constat, Gravite
from cpts_xl.workbook.inks import Encre
from cpts_xl.workbook.recu.read import Lecture, lire_classeur
from cpts_xl.workbook.recu.reader import Lecteur
from tests.workbook.exemples import ecrire
from tests.workbook.test_verify_recu import copie, poser

if TYPE_CHECKING:
    from pathlib import Path

SANS_CLE = "Une ligne est remplie sans son identifiant : elle ne serait pas calculée."


@pytest.fixture(scope="module")
def origine(tmp_path_factory: pytest.TempPathFactory) -> Lecture:
    """Return the example, read."""
    dossier: Path = tmp_path_factory.mktemp("total")
    return lire_classeur(ecrire(dossier, Encre.NATIVE))


def nouveaux(origine: Lecture, **cases: Any) -> list[Constat]:
    """Return what is told of Dépenses beyond the untouched example, with cells of its first free row filled."""
    libre = 5 + len(origine.dossier.liste("depense"))
    classeur = copie(origine)
    for colonne, valeur in cases.items():
        poser(classeur, ("Dépenses", f"{colonne}{libre}"), valeur=valeur)
    lecture = Lecteur(classeur).lire()
    return [constat for constat in lecture.constats if constat not in origine.constats]


@pytest.mark.parametrize("mot", ["TOTAL", "Total général", "Sous-total", "Somme", "Cumul 2025"])
def test_a_total_among_the_rows_is_to_be_erased(origine: Lecture, mot: str) -> None:
    """One finding, at the empty key of the row: completing it would count the total; nothing else asks for it."""
    libre = 5 + len(origine.dossier.liste("depense"))
    assert nouveaux(origine, D=mot, H=Fraction(34_000)) == [
        Constat(
            Gravite.BLOQUANT,
            f"Cette ligne du tableau a l'air d'un total (« {mot} ») : complétée, elle compterait en plus des autres.",
            "Dépenses",
            f"A{libre}",
            remede="Effacer la ligne : l'outil fait ses totaux. Si ce n'en est pas un, compléter cette case.",
        )
    ]


@pytest.mark.parametrize(
    "cases",
    [
        {"C": "Total Énergies", "D": "Carburant", "H": Fraction(60)},
        {"D": "Loyer", "H": Fraction(700)},
        {"D": "TOTAL", "F": "fonctionnement", "H": Fraction(60)},
    ],
    ids=["un fournisseur", "un loyer", "un total qui a son poste"],
)
def test_a_row_that_is_perhaps_a_spending_is_still_to_be_completed(origine: Lecture, cases: dict[str, Any]) -> None:
    """It says more than a total: its date is what lacks."""
    assert SANS_CLE in {constat.message for constat in nouveaux(origine, **cases)}
