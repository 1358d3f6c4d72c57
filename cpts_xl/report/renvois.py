"""Which steps annex B tells, and their numbers: the same place bears the same number from year to year.

A number is read « B-2106 »: the family (2, the lines of the grid), the measure (1, the ceiling), then the rank of the
row in its table. It never depends on what else the report shows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cpts_xl.engine.etapes import codes_rangees
from cpts_xl.engine.schema import TOTAL

if TYPE_CHECKING:
    from cpts_xl.engine.resultat import EtapeCalculee
    from cpts_xl.report.lecteur import Lecteur


@dataclass(frozen=True, slots=True)
class Famille:
    """One table of annex B: its digit, its title, and the measures that it tells, in the order of their digits."""

    chiffre: str
    table: str
    titre: str
    mesures: tuple[str, ...]
    premiere: int = 1


SUIVANTES = ("charges_suivant", "solde_suivant")
"""What next year's budget adds up to."""

FAMILLES = (
    Famille("1", "identite", "Année du contrat et taille", ("annee", "taille_calculee", "taille")),
    Famille("2", "ligne", "Lignes de financement",
            ("plafond", "droit", "acompte", "verse", "reste", "trop_percu")),
    Famille("3", "indicateur", "Indicateurs : taux d'atteinte et montants acquis", ("acquis",)),
    Famille("4", "mission", "Missions : prorata de l'année et montants acquis", ("prorata", "acquis")),
    Famille("5", "perimetre", "Totaux, par périmètre et de toutes les lignes", ("plafond", "droit", "verse")),
    Famille("5", "total", "Totaux, par périmètre et de toutes les lignes",
            ("acompte", "reste", "trop_percu"), premiere=4),
    Famille("6", "poste", "Enveloppes", ("droit", "depense")),
    # 7, et 1 à 3 de 8 : les scénarios de l'année, que le rapport ne montre plus ; un numéro ne sert pas deux fois
    Famille("8", "equilibre", "Budget de l'année suivante, dans les trois scénarios", SUIVANTES, premiere=4),
    Famille("9", "annee", "Évolution depuis l'année précédente",
            ("plafond_evolution", "droit_evolution", "verse_evolution", "reste_evolution", "depense_evolution")),
)  # fmt: skip
"""The families of annex B, in its order. A figure of another table is read in its cell of the workbook."""

_SEULS = {"identite", "total"}
"""Families without rows: one place by measure."""


def numerote(lecteur: Lecteur) -> Iterator[tuple[Famille, str, EtapeCalculee]]:
    """Yield family, number and step of each line of annex B, in the order of the numbers."""
    for famille in FAMILLES:
        for chiffre, mesure in enumerate(famille.mesures, famille.premiere):
            for rang, objet in enumerate(_objets(lecteur, famille), 1):
                ident = f"{famille.table}.{mesure}" if objet == "" else f"{famille.table}.{objet}.{mesure}"
                calculee = lecteur.resultat.par_id.get(ident)
                if calculee is not None and _montree(lecteur, famille.table, objet, mesure):
                    yield famille, f"B-{famille.chiffre}{chiffre}{rang:02d}", calculee


def _objets(lecteur: Lecteur, famille: Famille) -> tuple[str, ...]:
    """Return the rows of a family, in the order of the law or of the workbook, shown or not."""
    if famille.table in _SEULS:
        return ("",)
    if famille.table == "perimetre":
        return lecteur.perimetres
    return codes_rangees(famille.table, lecteur.dossier, lecteur.droit)


def _montree(lecteur: Lecteur, table: str, objet: str, mesure: str) -> bool:
    """Return whether a step has a line: what it stands on is shown, and it has something to say."""
    ident = f"{table}.{objet}.{mesure}" if objet else f"{table}.{mesure}"
    valeur = lecteur.valeurs[ident]
    if valeur is None or lecteur.sans_objet(ident) or (mesure == "trop_percu" and valeur == 0):
        return False
    if mesure in SUIVANTES:
        return any(fiche.get("sens") for fiche in lecteur.dossier.liste("budget_suivant"))
    montrer = _MONTRER.get(table)
    return montrer is None or montrer(lecteur, objet)


def _en_cours(lecteur: Lecteur, annee: str) -> bool:
    situation: object = lecteur.resultat.valeurs[f"annee.{annee}.situation"]
    return situation == "en cours"


_MONTRER: Mapping[str, Callable[[Lecteur, str], bool]] = {
    "annee": _en_cours,
    "ligne": lambda lecteur, objet: objet in lecteur.lignes_montrees,
    "mission": lambda lecteur, objet: lecteur.engagee(objet),
    "poste": lambda lecteur, objet: objet == TOTAL or lecteur.poste_montre(objet),
}
"""Which rows of a table the report shows; those of the other tables are all shown."""
