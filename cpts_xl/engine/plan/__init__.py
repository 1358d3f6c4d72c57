"""The rules over their places, in order: one step is one cell. The plan wires the rules; rules never call rules."""

from __future__ import annotations

from typing import Any

from cpts_xl.engine.dossier import Dossier
from cpts_xl.engine.etapes import Etape
from cpts_xl.engine.plan.argent import postes
from cpts_xl.engine.plan.chantier import Chantier
from cpts_xl.engine.plan.controles import controles
from cpts_xl.engine.plan.financement import droits, plafonds, totaux, variables
from cpts_xl.engine.plan.identite import identite
from cpts_xl.engine.plan.indicateurs import indicateurs
from cpts_xl.engine.plan.missions import missions
from cpts_xl.engine.plan.ordre import ranger
from cpts_xl.engine.plan.personnes import indemnites

CHAPITRES = (
    identite, indicateurs, missions, plafonds, variables, droits, totaux, postes, indemnites, controles,
)  # fmt: skip


def plan(dossier: Dossier, droit: Any) -> tuple[Etape, ...]:
    """Return the ordered steps of one dossier under the law of one day."""
    chantier = Chantier(dossier, droit)
    return ranger(tuple(etape for chapitre in CHAPITRES for etape in chapitre(chantier)))
