"""The plan of the people: what each professional received, against the ceiling of the civil year."""

from __future__ import annotations

from collections.abc import Iterator

from cpts_xl.engine.etapes import Etape
from cpts_xl.engine.plan.chantier import Chantier


def indemnites(c: Chantier) -> Iterator[Etape]:
    """Yield the steps of each payment to a professional."""
    pros, annees = c.colonne("indemnite", "professionnel"), c.colonne("indemnite", "annee")
    for rang in c.rangs("indemnite"):
        i = f"indemnite.{rang}"
        yield c.etape(
            f"{i}.annee",
            "annee_civile",
            f"Indemnité, ligne {rang} : année civile",
            f"{i}.professionnel",
            versement=f"{i}.date",
        )
    for rang in c.rangs("indemnite"):
        i, cle = f"indemnite.{rang}", f"indemnite.{rang}.professionnel"
        nom = f"Indemnité, ligne {rang}"
        yield c.etape(
            f"{i}.cumul",
            "cumul_professionnel",
            f"{nom} : cumul de l'année",
            cle,
            professionnel=cle,
            annee=f"{i}.annee",
            professionnels=pros,
            annees=annees,
            montants=c.colonne("indemnite", "montant"),
        )
        yield c.etape(f"{i}.plafond", "plafond_professionnel", f"{nom} : plafond", cle, annee=f"{i}.annee")
        yield c.etape(
            f"{i}.reste",
            "plafond_restant",
            f"{nom} : plafond restant",
            cle,
            plafond_professionnel=f"{i}.plafond",
            cumul_professionnel=f"{i}.cumul",
        )
        yield c.etape(
            f"{i}.part",
            "part_plafond",
            f"{nom} : part du plafond",
            cle,
            plafond_professionnel=f"{i}.plafond",
            cumul_professionnel=f"{i}.cumul",
        )
