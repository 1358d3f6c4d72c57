"""The plan of the checks, which change no amount."""

from __future__ import annotations

from collections.abc import Iterator

from cpts_xl.engine.etapes import Etape
from cpts_xl.engine.plan.chantier import Chantier


def controles(c: Chantier) -> Iterator[Etape]:
    """Yield the checks, in the order of the sheet."""
    e = c.etape
    yield e(
        "controle.borne",
        "controle_borne",
        "Population sur la borne de 80 000 habitants",
        population="identite.population",
    )
    yield e(
        "controle.taille",
        "controle_egalite",
        "Taille retenue égale à la taille calculée",
        valeur_a="identite.taille",
        valeur_b="identite.taille_calculee",
    )
    yield e(
        "controle.plafonds_complets",
        "controle_complet",
        "Chaque ligne porte un plafond",
        montants=c.colonne("ligne", "plafond"),
    )
    yield e(
        "controle.droits_complets",
        "controle_complet",
        "Chaque ligne porte un droit ouvert",
        montants=c.colonne("ligne", "droit"),
    )
    codes = {ligne.code for ligne in c.droit.lignes}
    if "total_acces|1" in c.droit.parametres:
        yield e(
            "total.ecart_acces",
            "ecart_total_acces",
            "Accès aux soins : parts retenues moins total national",
            taille="identite.taille",
            due="ligne.acces_fixe.due",
            acces_fixe="ligne.acces_fixe.retenu",
            acces_variable="ligne.acces_variable.retenu",
        )
        yield e(
            "controle.total_acces",
            "controle_nul",
            "Accès aux soins : parts conformes au total national",
            ecart="total.ecart_acces",
        )
    for mission in c.droit.missions:
        m, nom = f"mission.{mission.code}", mission.libelle
        if f"{mission.code}_variable" in codes:
            yield e(
                f"controle.enveloppe_{mission.code}",
                "controle_nul",
                f"{nom} : somme des indicateurs égale à l'enveloppe",
                ecart=f"{m}.ecart",
            )
        for etape, mot in (("demarrage", "démarrage"), ("deploiement", "déploiement")):
            yield e(
                f"controle.{etape}_{mission.code}",
                "controle_retard",
                f"{nom} : échéance de {mot}",
                retard=f"{m}.retard_{etape}",
            )
    yield e("controle.trop_percu", "controle_nul", "Aucun trop-perçu", ecart="total.trop_percu")
