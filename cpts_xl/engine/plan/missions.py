"""The plan of the missions: deadlines, delays, share of the year."""

from __future__ import annotations

from collections.abc import Iterator

from cpts_xl.engine.etapes import Const, Etape
from cpts_xl.engine.plan.chantier import Chantier


def missions(c: Chantier) -> Iterator[Etape]:
    """Yield the steps of each mission."""
    for mission in c.droit.missions:
        m, nom = f"mission.{mission.code}", mission.libelle
        code = f"{m}.code"
        yield c.etape(
            f"{m}.depart_delai",
            "depart_delai",
            f"{nom} : départ du délai",
            signature="identite.signature",
            depart_declare=f"{m}.depart_declare",
            mission_depuis=Const(mission.depuis),
        )
        for etape, reelle in (("demarrage", f"{m}.demarrage"), ("deploiement", f"{m}.deploiement")):
            mot = "démarrage" if etape == "demarrage" else "déploiement"
            yield c.etape(
                f"{m}.echeance_{etape}",
                f"echeance_{etape}",
                f"{nom} : échéance de {mot}",
                mission=code,
                depart_delai=f"{m}.depart_delai",
            )
            yield c.etape(
                f"{m}.retard_{etape}",
                "retard",
                f"{nom} : retard de {mot}",
                engagee=f"{m}.engagee",
                echeance=f"{m}.echeance_{etape}",
                date_reelle=reelle,
                arrete="identite.arrete",
            )
        yield c.etape(
            f"{m}.prorata",
            "prorata",
            f"{nom} : prorata de l'année",
            engagee=f"{m}.engagee",
            unite="identite.unite",
            demarrage=f"{m}.demarrage",
            debut="identite.debut",
            fin="identite.fin",
        )
        yield c.etape(
            f"{m}.prorata_variable",
            "prorata_variable",
            f"{nom} : prorata de la part variable",
            prorata=f"{m}.prorata",
            choix="identite.prorata_variable",
        )
