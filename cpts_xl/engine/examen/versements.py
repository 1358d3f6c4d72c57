"""The check of the payments: the year that each one pays, and money for a crisis that was not recognised."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from cpts_xl.constats import Gravite
from cpts_xl.engine.dossier import Anomalie, Dossier
from cpts_xl.engine.etapes import rangees
from cpts_xl.engine.examen.identite import rang_annee
from cpts_xl.formats import nombre


def versements(dossier: Dossier, droit: Any) -> Iterator[Anomalie]:
    """Yield what is wrong in the payments, beyond each value taken alone."""
    annees = [Fraction(code) for code in rangees("annee", droit)]
    crise = {ligne.code for ligne in droit.lignes if ligne.condition == "crise_reconnue"}
    reconnue = dossier.identite.get("crise_reconnue") == "Oui"
    for rang, fiche in enumerate(dossier.liste("versement"), 1):
        annee = fiche.get("annee")
        if isinstance(annee, Fraction) and annee not in annees:
            yield Anomalie(
                f"versement.{rang}.annee",
                f"L'année payée va de {annees[0]} à {annees[-1]}.",
                "Saisir le rang de l'année dans le contrat, et non l'année civile.",
                lu=nombre(annee),
            )
        courante = annee is None or annee == rang_annee(dossier)
        if fiche.get("ligne") in crise and courante and not reconnue:
            yield Anomalie(
                f"versement.{rang}.ligne",
                "Ce versement paie la part variable de crise, sans crise reconnue cette année.",
                "Déclarer la crise reconnue par l'ARS dans Identité, ou vérifier la ligne payée.",
                Gravite.A_REGARDER,
                str(fiche["ligne"]),
            )
