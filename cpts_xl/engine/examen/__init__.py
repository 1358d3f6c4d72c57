"""The entry check of a dossier: everything wrong or doubtful, located, never corrected in silence."""

from __future__ import annotations

from typing import Any

from cpts_xl.engine.confidentialite import donnees_de_sante
from cpts_xl.engine.dossier import Anomalie, Dossier
from cpts_xl.engine.examen.activite import activite
from cpts_xl.engine.examen.argent import cles, depenses
from cpts_xl.engine.examen.budget import budget, comptes, exercice, produits
from cpts_xl.engine.examen.contrat import contrat
from cpts_xl.engine.examen.demarrage import demarrage
from cpts_xl.engine.examen.identite import identite
from cpts_xl.engine.examen.indicateurs import indicateurs
from cpts_xl.engine.examen.personnes import personnes
from cpts_xl.engine.examen.preuves import preuves
from cpts_xl.engine.examen.sans_objet import sans_objet
from cpts_xl.engine.examen.tables import tables
from cpts_xl.engine.examen.textes import textes
from cpts_xl.engine.examen.versements import versements

CHAPITRES = (
    identite, sans_objet, textes, exercice, contrat, indicateurs, tables, versements, demarrage, depenses, cles,
    produits, budget, comptes, preuves, personnes, activite,
)  # fmt: skip


def examiner(dossier: Dossier, droit: Any) -> list[Anomalie]:
    """Return what is wrong (bloquant) or to be looked at in a dossier, in the order of its chapters."""
    anomalies = [anomalie for chapitre in CHAPITRES for anomalie in chapitre(dossier, droit)]
    return [*anomalies, *donnees_de_sante(dossier)]
