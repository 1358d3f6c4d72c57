"""The plan of the indicators: from a measured value to euros."""

from __future__ import annotations

from collections.abc import Iterator

from cpts_xl.engine.etapes import Etape
from cpts_xl.engine.plan.chantier import Chantier
from cpts_xl.engine.schema import NB_PALIERS


def indicateurs(c: Chantier) -> Iterator[Etape]:
    """Yield the steps of each indicator."""
    declares = c.dossier.liste("indicateur")
    for rang in c.rangs("indicateur"):
        i = f"indicateur.{rang}"
        fiche = declares[rang - 1] if rang <= len(declares) else {}
        nom = f"Indicateur {fiche.get('id') or rang}"
        cle = f"{i}.id"
        seuils = tuple(f"{i}.seuil_{n}" for n in range(1, NB_PALIERS + 1))
        montants = tuple(f"{i}.montant_{n}" for n in range(1, NB_PALIERS + 1))
        yield c.etape(
            f"{i}.palier",
            "palier",
            f"{nom} : palier atteint",
            cle,
            mode=f"{i}.mode",
            sens=f"{i}.sens",
            constate=f"{i}.constate",
            seuils=seuils,
        )
        yield c.etape(
            f"{i}.montant_palier",
            "montant_palier",
            f"{nom} : montant du palier",
            cle,
            palier=f"{i}.palier",
            montants=montants,
        )
        yield c.etape(
            f"{i}.avancement",
            "avancement",
            f"{nom} : chemin parcouru",
            cle,
            mode=f"{i}.mode",
            sens=f"{i}.sens",
            depart=f"{i}.depart",
            cible=f"{i}.cible",
            constate=f"{i}.constate",
        )
        yield c.etape(
            f"{i}.taux",
            "taux_atteinte",
            f"{nom} : taux d'atteinte",
            cle,
            mode=f"{i}.mode",
            realise=f"{i}.realise",
            montant_palier=f"{i}.montant_palier",
            montant_en_jeu=f"{i}.montant_en_jeu",
            avancement=f"{i}.avancement",
        )
        yield c.etape(
            f"{i}.acquis",
            "montant_acquis",
            f"{nom} : montant acquis",
            cle,
            montant_en_jeu=f"{i}.montant_en_jeu",
            taux_atteinte=f"{i}.taux",
        )
