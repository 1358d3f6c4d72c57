"""The two published examples, computed once, and what their checks point at: shared by the tests of both."""

from __future__ import annotations

from functools import cache

from cpts_xl.absence import Absent, Sorte
from cpts_xl.engine.dossier import Dossier
from cpts_xl.engine.fichier import lire_dossier
from cpts_xl.engine.resultat import Resultat, calculer
from cpts_xl.engine.schema import TABLEAUX
from cpts_xl.law import en_vigueur
from cpts_xl.ressources import ressource

VIVANTE, PREMIERE = "exemple", "exemple-premiere-annee"
EXEMPLES = (VIVANTE, PREMIERE)
A_REGARDER = "À regarder"


@cache
def calcul(nom: str) -> Resultat:
    """Return one of the examples, computed under the law of its first day."""
    dossier = lire_dossier(ressource("workbooks", f"{nom}.toml"))
    return calculer(dossier, en_vigueur(dossier.debut))


def a_completer(resultat: Resultat) -> set[str]:
    """Return the computed cells that still wait for something."""
    attendent = {Sorte.A_COMPLETER, Sorte.A_REPRENDRE, Sorte.REFUS}
    return {e.etape.id for e in resultat.pleines if isinstance(e.valeur, Absent) and e.valeur.sorte in attendent}


def a_regarder(resultat: Resultat) -> set[str]:
    """Return the checks that point at something."""
    return {c for c, v in resultat.valeurs.items() if c.startswith("controle.") and v == A_REGARDER}


def lignes_a_regarder(resultat: Resultat, tableau: str, colonne: str) -> list[str]:
    """Return the identifiers of the rows that a column of verdicts points at."""
    cle = TABLEAUX[tableau].cle
    return [
        resultat.valeurs[f"{tableau}.{rang}.{cle}"]
        for rang, _ in enumerate(resultat.dossier.liste(tableau), 1)
        if resultat.valeurs[f"{tableau}.{rang}.{colonne}"] == A_REGARDER
    ]


def rangs(dossier: Dossier, tableau: str) -> dict[str, int]:
    """Return the rank of each row by its identifier."""
    return {str(fiche[TABLEAUX[tableau].cle]): rang for rang, fiche in enumerate(dossier.liste(tableau), 1)}
