"""What a review prints of its two long lists: what is to be looked at, first. On the screen, they stay whole."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from cpts_xl.absence import Absent
from cpts_xl.formats import INSECABLE, nombre
from cpts_xl.workbook.inks import serie
from cpts_xl.workbook.verification.modele import ValeurComparee, Verification
from cpts_xl.workbook.xlsx_types import ErreurCellule

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
RECALCUL_MAX, PROVENANCE_MAX = 320, 170
"""Lines printed at most, of each list: about ten pages of the first, about fifteen of the second."""
TOUT = (
    "La liste entière est à l'écran et se filtre. Pour l'imprimer toute : dans Excel, Fichier, Imprimer, Paramètres, "
    "« Ignorer la zone d'impression » ; dans LibreOffice, Format, Zones d'impression, effacer celle de la feuille."
)


@dataclass(frozen=True, slots=True)
class Papier:
    """Both long lists in one order: what differs, then what a reviewer wants on paper, then all the rest."""

    valeurs: tuple[ValeurComparee, ...]
    ecarts: int
    """How many differ: they come first."""
    a_lire: int
    """How many are printed if there is room: those that differ, then the essential ones."""

    def rangs(self) -> dict[str, int]:
        """Return the place of each number in the list, from 0, by identifier."""
        return {valeur.ident: rang for rang, valeur in enumerate(self.valeurs)}

    def lieux(self) -> dict[str, str]:
        """Return where each number was compared in the received file; one that it does not show is not there."""
        return {v.ident: f"{v.feuille}!{v.cellule}" for v in self.valeurs if v.feuille}

    def imprimees(self, au_plus: int) -> int:
        """Return how many lines are printed: at least one, so that a sheet without a number prints its headers."""
        return max(1, min(self.a_lire, au_plus))

    def phrase(self, au_plus: int) -> str:
        """Return the sentence that says what is printed, and how to print all."""
        total, papier = len(self.valeurs), min(self.a_lire, au_plus)
        if not papier:
            return "Aucun nombre dans cette liste."
        if self.ecarts >= papier:
            quoi = _accord(papier, "le seul écart", "premiers écarts" if self.ecarts > papier else "écarts")
            quoi += f" (il y en a {nombre(self.ecarts)})" if self.ecarts > papier else ""
        else:
            autres = _accord(papier - self.ecarts, "le nombre à relire d'abord", "nombres à relire d'abord")
            quoi = f"{_accord(self.ecarts, 'le seul écart', 'écarts')}, puis {autres}" if self.ecarts else autres
            quoi += f" ({DITS})"
        return f"Sur papier : {quoi}, sur {nombre(total)}. {TOUT}"


def _accord(combien: int, un: str, plusieurs: str) -> str:
    return un if combien == 1 else f"les {nombre(combien)}{INSECABLE}{plusieurs}"


def papier(verification: Verification) -> Papier:
    """Return the order of both lists, and what of it is printed."""
    voulus = essentiels(valeur.ident for valeur in verification.valeurs)

    def cle(valeur: ValeurComparee) -> tuple[bool, bool, int]:
        # les écarts du fichier d'abord, puis ceux des tableurs, et l'ordre des calculs gardé
        return valeur.concorde, ecart(valeur.stockee, due(valeur)) == 0, voulus.get(valeur.ident, len(voulus))

    cles = sorted(((cle(valeur), rang) for rang, valeur in enumerate(verification.valeurs)))
    ecarts = sum(1 for (concorde, nul, _), _ in cles if not (concorde and nul))
    a_lire = ecarts + sum(1 for (concorde, nul, rang), _ in cles if concorde and nul and rang < len(voulus))
    return Papier(tuple(verification.valeurs[rang] for _, rang in cles), ecarts, a_lire)


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


def ecart(stockee: Any, attendue: Any) -> float | str:
    """Return what the formula of the gap gives: a difference to the millionth, or a word."""
    a, b = (serie(v) if hasattr(v, "toordinal") else v for v in (stockee, attendue))
    if all(isinstance(v, Fraction | int) and not isinstance(v, bool) for v in (a, b)):
        return float(round(Fraction(a) - Fraction(b), 6))
    lu = a.code if isinstance(a, ErreurCellule) else "" if a is None else str(a)
    return 0 if lu.casefold() == ("" if b is None else str(b)).casefold() else "différent"


def due(v: ValeurComparee) -> Any:
    """Return what the tool gives, as the file would write it: of a missing value, the nature is enough."""
    if not isinstance(v.attendue, Absent):
        return v.attendue
    dit = isinstance(v.stockee, str) and v.stockee.startswith(str(v.attendue.sorte))
    return v.stockee if dit else v.attendue.texte_natif
