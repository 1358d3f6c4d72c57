"""What a plan is made of: steps, what feeds them, and the named perimeters of the totals."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

from cpts_xl.engine.dossier import Dossier
from cpts_xl.engine.schema import TABLEAUX, Rangees
from cpts_xl.rules import Regle


@dataclass(frozen=True, slots=True)
class Const:
    """A constant given to a rule by the plan, written as a literal in the formula."""

    valeur: Any


class Debut(tuple[str, ...]):
    """The cells of a column from its first row to that of the step: a range whose end follows the row when it moves."""

    __slots__ = ()


Entree = str | tuple[str, ...] | Const
"""What feeds an argument: one cell (its identifier), a range (identifiers in order), or a constant."""


class Etape(NamedTuple):
    """One rule at one place. ``presence`` names the input whose emptiness leaves the whole row empty."""

    # un n-uplet nommé : un plan en compte des milliers, et se refait à chaque dossier

    id: str
    regle: Regle
    libelle: str
    entrees: dict[str, Entree]
    presence: str = ""


@dataclass(frozen=True, slots=True)
class Perimetre:
    """A named perimeter: what a total contains, said in words; ``autrefois``, what versions before 0.5.4 called it."""

    code: str
    libelle: str
    fonctionnement: str
    supplement_snp: str
    crise_variable: str
    autrefois: str = ""


PERIMETRES = (
    Perimetre("tout", "Toutes lignes, avec fonctionnement, supplément SNP et part variable de crise",
              "Oui", "Oui", "Oui"),
    Perimetre("sans_snp", "Avec fonctionnement et crise variable, sans SNP",
              "Oui", "Non", "Oui", "Sans le supplément SNP"),
    Perimetre("sans_crise", "Avec fonctionnement et SNP, sans crise variable",
              "Oui", "Oui", "Non", "Sans la part variable de crise"),
    Perimetre("sans_snp_ni_crise", "Avec fonctionnement, sans SNP ni crise variable",
              "Oui", "Non", "Non", "Sans supplément SNP ni part variable de crise"),
    Perimetre("missions", "Sans fonctionnement, avec SNP et crise variable",
              "Non", "Oui", "Oui", "Missions seules, sans le fonctionnement"),
)  # fmt: skip

MESURES = (("plafond", "Plafond"), ("droit", "Droit ouvert"), ("verse", "Versé"))


def capacite(dossier: Dossier, tableau: str) -> int:
    """Return how many rows a free table has in the workbook: its usual size, or ten spare rows beyond the data."""
    menant = TABLEAUX[tableau].suit or tableau
    lignes = len(dossier.liste(menant))
    prevue = TABLEAUX[menant].capacite
    return prevue if lignes <= prevue - 5 else (lignes // 10 + 2) * 10


def rangees(tableau: str, droit: Any) -> Rangees:
    """Return the rows of a table whose rows are fixed: code of the row, then its fixed words."""
    fixes = TABLEAUX[tableau].rangees
    return {} if fixes is None else fixes(droit)


def codes_rangees(tableau: str, dossier: Dossier, droit: Any) -> tuple[str, ...]:
    """Return what designates each row of any table, in order: its code if the rows are fixed, else its rank."""
    if TABLEAUX[tableau].rangees is not None:
        return tuple(rangees(tableau, droit))
    return tuple(str(rang) for rang in range(1, capacite(dossier, tableau) + 1))
