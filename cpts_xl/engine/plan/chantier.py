"""What the chapters of the plan share: the dossier, the law, and how a step is written down."""

from __future__ import annotations

from typing import Any

from cpts_xl.engine.dossier import Dossier
from cpts_xl.engine.etapes import Entree, Etape, capacite, codes_rangees
from cpts_xl.engine.schema import LISTES_LIBRES, TOTAL, postes
from cpts_xl.rules import CATALOGUE


class Chantier:
    """The places of one dossier under the law of one day; each chapter of the plan puts its rules on them."""

    def __init__(self, dossier: Dossier, droit: Any) -> None:
        self.dossier = dossier
        self.droit = droit
        self.capacites = {code: capacite(dossier, code) for code in LISTES_LIBRES}
        self.postes: dict[str, str] = postes(droit)
        self._colonnes: dict[tuple[str, str], tuple[str, ...]] = {}

    @staticmethod
    def etape(ident: str, regle: str, libelle: str, presence: str = "", /, **entrees: Entree) -> Etape:
        """Return the step of a rule at a place. ``presence`` is the input whose emptiness empties the row."""
        return Etape(ident, CATALOGUE[regle], libelle, entrees, presence)

    def rangs(self, tableau: str) -> range:
        """Return the ranks of the rows of a free table, spare rows included."""
        return range(1, self.capacites[tableau] + 1)

    def colonne(self, tableau: str, champ: str) -> tuple[str, ...]:
        """Return the cells of one column of a table, in order: every row, a total row excepted."""
        # le même objet à chaque appel : qui lit une plage de mille lignes la reconnaît sans la comparer
        connue = self._colonnes.get((tableau, champ))
        if connue is None:
            rangs = [rang for rang in codes_rangees(tableau, self.dossier, self.droit) if rang != TOTAL]
            connue = self._colonnes[tableau, champ] = tuple(f"{tableau}.{rang}.{champ}" for rang in rangs)
        return connue

    def nom_poste(self, code: str) -> str:
        """Return the label of a post: « Fonctionnement », or that of the mission."""
        return self.postes[code or "fonctionnement"]
