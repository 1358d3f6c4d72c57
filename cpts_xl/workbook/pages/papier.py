"""What goes to paper of a list with one row per number: what is to be read first, and a sentence that says so.

On the screen the list stays whole. The reviewer's copy and the review share this, to the word.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cpts_xl.engine.resultat import EtapeCalculee
from cpts_xl.formats import INSECABLE, nombre

ESSENTIELS = (
    ("identite", ("annee", "taille")),
    ("perimetre", ("plafond", "droit", "verse")),
    ("total", ("acompte", "solde", "reste", "trop_percu", "ecart_acces")),
    ("ligne", ("plafond", "droit", "verse")),
    ("indicateur", ("valeur", "taux", "acquis", "statut")),
    ("mission", ("prorata_variable", "acquis")),
)
"""What a reviewer wants on paper, by family and in this order: contract, totals, lines, indicators, missions."""
DITS = "contrat, totaux par périmètre, lignes, indicateurs, missions"
TOUT = (
    "La liste entière est à l'écran et se filtre. Pour l'imprimer toute : dans Excel, Fichier, Imprimer, Paramètres, "
    "« Ignorer la zone d'impression » ; dans LibreOffice, Format, Zones d'impression, effacer celle de la feuille."
)
ECHELLE, PETIT = 76, 9
"""Percent at which 175 letters hold in the width of a page lying down; size of the long texts, still read there."""


@dataclass(frozen=True, slots=True)
class SurPapier:
    """How much of a list is to be read on paper: the numbers that differ if it has any, then the essential ones."""

    total: int
    a_lire: int
    """How many are printed if there is room, those that differ included."""
    ecarts: int = 0

    def imprimees(self, au_plus: int) -> int:
        """Return how many lines are printed: at least one, so that a sheet without a number prints its headers."""
        return max(1, min(self.a_lire, au_plus))

    def phrase(self, au_plus: int) -> str:
        """Return the sentence that says what is printed, and how to print all."""
        papier = min(self.a_lire, au_plus)
        if not papier:
            return "Aucun nombre dans cette liste."
        if self.ecarts >= papier:
            quoi = _accord(papier, "le seul écart", "premiers écarts" if self.ecarts > papier else "écarts")
            quoi += f" (il y en a {nombre(self.ecarts)})" if self.ecarts > papier else ""
        else:
            quoi = f"{_accord(self.ecarts, 'le seul écart', 'écarts')}, puis " if self.ecarts else ""
            quoi += self._autres(papier - self.ecarts, self.a_lire - self.ecarts)
        return f"Sur papier : {quoi}, sur {nombre(self.total)}. {TOUT}"

    @staticmethod
    def _autres(combien: int, voulus: int) -> str:
        if combien < voulus:
            premiers = _accord(combien, "le premier nombre à relire", "premiers nombres à relire")
            return f"{premiers} (il y en a {nombre(voulus)} : {DITS})"
        tous = _accord(combien, "le nombre à relire d'abord", "nombres à relire d'abord")
        return f"{tous} ({DITS})"


def _accord(combien: int, un: str, plusieurs: str) -> str:
    return un if combien == 1 else f"les {nombre(combien)}{INSECABLE}{plusieurs}"


def essentiels(idents: Iterable[str]) -> dict[str, int]:
    """Return the rank on paper of each identifier that a reviewer wants there; the others are not in it."""
    familles = {famille: (place, codes) for place, (famille, codes) in enumerate(ESSENTIELS)}
    rangees: dict[str, int] = {}
    cles: dict[str, tuple[int, int, int]] = {}
    for ident in idents:
        rangee, _, code = ident.rpartition(".")
        place, codes = familles.get(rangee.partition(".")[0], (0, ()))
        if code in codes:  # une ligne du tableau après l'autre, ses nombres dans l'ordre dit
            cles[ident] = place, rangees.setdefault(rangee, len(rangees)), codes.index(code)
    return {ident: rang for rang, ident in enumerate(sorted(cles, key=lambda ident: cles[ident]))}


def ranger(calculees: Sequence[EtapeCalculee]) -> tuple[list[EtapeCalculee], SurPapier]:
    """Return the computations, the essential ones first and the others in their order, and how many go to paper."""
    voulus = essentiels(calculee.etape.id for calculee in calculees)
    rangees = sorted(calculees, key=lambda calculee: voulus.get(calculee.etape.id, len(voulus)))
    return rangees, SurPapier(len(calculees), len(voulus))
