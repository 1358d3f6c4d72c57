"""The plan of the posts: ceiling, earned, paid and spent side by side."""

from __future__ import annotations

from collections.abc import Iterator

from cpts_xl.engine.etapes import MESURES, Etape
from cpts_xl.engine.plan.chantier import Chantier
from cpts_xl.engine.schema import FONCTIONNEMENT


def postes(c: Chantier) -> Iterator[Etape]:
    """Yield the figures of each post and their total."""
    for code in (FONCTIONNEMENT, *(m.code for m in c.droit.missions)):
        p, nom = f"poste.{code}", c.nom_poste(code)
        for mesure, libelle in MESURES:
            yield c.etape(
                f"{p}.{mesure}",
                "cumul_ligne",
                f"{nom} : {libelle.lower()}",
                ligne=f"{p}.code",
                lignes=c.colonne("ligne", "poste"),
                montants=c.colonne("ligne", mesure),
            )
        yield c.etape(
            f"{p}.depense",
            "cumul_ligne",
            f"{nom} : dépensé",
            ligne=f"{p}.code",
            lignes=c.colonne("depense", "poste"),
            montants=c.colonne("depense", "montant"),
        )
    postes = [f"poste.{code}" for code in (FONCTIONNEMENT, *(m.code for m in c.droit.missions))]
    for mesure, libelle in (*MESURES, ("depense", "Dépensé")):
        yield c.etape(
            f"poste.total.{mesure}",
            "total",
            f"Total, {libelle.lower()}",
            montants=tuple(f"{p}.{mesure}" for p in postes),
        )
