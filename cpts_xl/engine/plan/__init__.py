"""The rules over their places, in order: one step is one cell. The plan wires the rules; rules never call rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from cpts_xl.engine.dossier import Dossier
from cpts_xl.engine.etapes import Etape
from cpts_xl.engine.plan.activite import activite, priorites, rendezvous, vie
from cpts_xl.engine.plan.argent import calendriers, controles_argent, encaisses, financeurs, postes
from cpts_xl.engine.plan.budget import budget
from cpts_xl.engine.plan.budget_suivant import budget_suivant
from cpts_xl.engine.plan.chantier import Chantier
from cpts_xl.engine.plan.comptes import rapprochement
from cpts_xl.engine.plan.contrat import annees, previsions, scenarios
from cpts_xl.engine.plan.controles import controles
from cpts_xl.engine.plan.depenses import cles
from cpts_xl.engine.plan.financement import droits, plafonds, totaux, variables
from cpts_xl.engine.plan.identite import demarrage, identite
from cpts_xl.engine.plan.indicateurs import controles_indicateurs, indicateurs
from cpts_xl.engine.plan.missions import missions
from cpts_xl.engine.plan.ordre import ranger
from cpts_xl.engine.plan.paiements import controles_personnes, paiements
from cpts_xl.engine.plan.participations import participations
from cpts_xl.engine.plan.personnes import indemnites
from cpts_xl.engine.plan.preuves import couverture, pieces, preuves
from cpts_xl.engine.plan.tresorerie import tresorerie
from cpts_xl.engine.plan.versements import controles_versements, echeancier, total_echeancier, versements
from cpts_xl.rules import CATALOGUE

CHAPITRES = (
    identite, pieces, indicateurs, preuves, couverture, missions, plafonds, variables, droits, totaux, demarrage,
    versements, echeancier, total_echeancier, previsions, scenarios, annees, controles_versements, calendriers,
    encaisses, cles, postes, financeurs, budget, budget_suivant, tresorerie, rapprochement, participations, indemnites,
    paiements, controles, controles_personnes, activite, vie, rendezvous, priorites, controles_indicateurs,
    controles_argent,
)  # fmt: skip
_dernier: list[tuple[Any, tuple[Any, ...], tuple[Etape, ...]]] = []
"""The last plan made: its law, what it depends on, its steps; one at most."""


def plan(dossier: Dossier, droit: Any, version: str = "") -> tuple[Etape, ...]:
    """Return the ordered steps of one dossier under the law of one day, as a ``version`` of the tool read the rules.

    Without a version, the rules of today. The steps hold places, not values: whoever computes the same workbook again,
    with a value of the CPAM in place of another, finds those of the time before.
    """
    chantier = Chantier(dossier, droit)
    cle = (version, tuple(chantier.capacites.values()), _noms(dossier), tuple(CATALOGUE.values()))
    for loi, dependances, etapes_connues in _dernier[:]:  # un seul regard : un autre fil peut en faire un autre
        if loi is droit and dependances == cle:
            return etapes_connues
    etapes = (etape for chapitre in CHAPITRES for etape in chapitre(chantier))
    rangees = ranger(tuple(_alors(etapes, version) if version else etapes))
    _dernier[:] = [(droit, cle, rangees)]
    return rangees


def _noms(dossier: Dossier) -> tuple[str, ...]:
    """Return the names that the labels of the steps cite; two that are written alike make the same labels."""
    return tuple(str(fiche.get("id") or "") for fiche in dossier.liste("indicateur"))


def _alors(etapes: Iterable[Etape], version: str) -> Iterator[Etape]:
    """Yield the steps with the rules of an older version, which read no more than what they read then."""
    from cpts_xl.rules.anciennes import anciennes  # noqa: PLC0415  (rare : un classeur d'une version antérieure)

    connues = anciennes(version)
    for etape in etapes:
        ancienne = connues.get(etape.regle.nom)
        if ancienne is None:
            yield etape
            continue
        lues = {nom: entree for nom, entree in etape.entrees.items() if nom in ancienne.regle.noms}
        yield etape._replace(regle=ancienne.regle, entrees=lues)
