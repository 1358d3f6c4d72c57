"""What the reviewer decided of each finding, read back from the yellow column of the sheet of the findings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from cpts_xl.constats import Gravite
from cpts_xl.errors import SaisieInvalide
from cpts_xl.report.documents.decisions import ConstatDecide
from cpts_xl.revue.plume import Onglet
from cpts_xl.revue.sceau_constats import COLONNES, SUITE, exiger_constats
from cpts_xl.revue.tables import Tables, texte


@dataclass(frozen=True, slots=True)
class Suites:
    """The findings that were decided, in the order of the sheet; how many blocking ones there are, decided or not."""

    donnees: tuple[ConstatDecide, ...] = ()
    bloquants: int = 0

    @property
    def sans_suite(self) -> int:
        """Return how many blocking findings nobody decided."""
        return self.bloquants - sum(d.gravite == Gravite.BLOQUANT for d in self.donnees)

    @property
    def phrase(self) -> str:
        """Return that in words; "" when there is neither a blocking finding nor a decision."""
        if not self.bloquants and not self.donnees:
            return ""
        n = self.sans_suite
        if n:
            return (
                f"{n} constats bloquants sont sans suite écrite."
                if n > 1
                else "1 constat bloquant est sans suite écrite."
            )
        return "Aucun constat bloquant n'est sans suite écrite."


def lire_suites(tables: Tables, proprietes: Mapping[str, str]) -> Suites:
    """Return what was decided of the findings of a review.

    Raises:
        SaisieInvalide: a finding was changed, a decision stands beside none, or is a formula without a result.
    """
    rangees = list(tables.rangees(Onglet.CONSTATS, COLONNES, (SUITE,)))
    exiger_constats(tables.nom, proprietes, rangees)
    donnees, bloquants = [], 0
    for rangee in rangees:
        gravite, suite = texte(rangee["gravite"]), texte(rangee[SUITE])
        bloquants += gravite == Gravite.BLOQUANT
        if suite and not gravite:
            raise SaisieInvalide(
                f"{tables.nom}, feuille « {Onglet.CONSTATS} », cellule {rangee.adresses[SUITE]} : « {suite} » n'est "
                "sur la ligne d'aucun constat. La saisir sur la ligne du constat qu'elle concerne, ou dans la feuille "
                f"« {Onglet.RELEVE} », puis vider cette cellule."
            )
        if suite:
            enjeu = rangee["enjeu"]
            donnees.append(
                ConstatDecide(texte(rangee["lieu"]), texte(rangee["constat"]), gravite,
                              enjeu if isinstance(enjeu, Fraction) else None, suite)
            )  # fmt: skip
    return Suites(tuple(donnees), bloquants)
