"""The plan of the work done: the rate of each professional, each participation, each meeting."""

from __future__ import annotations

from collections.abc import Iterator

from cpts_xl.engine.etapes import Etape
from cpts_xl.engine.plan.chantier import Chantier


def participations(c: Chantier) -> Iterator[Etape]:
    """Yield the steps of the professionals, of the participations, of the meetings."""
    for rang in c.rangs("professionnel"):
        i = f"professionnel.{rang}"
        yield c.etape(
            f"{i}.taux",
            "tarif_profession",
            f"Professionnel, ligne {rang} : taux horaire de sa profession",
            f"{i}.id",
            profession=f"{i}.profession",
            professions=c.colonne("tarif", "profession"),
            taux=c.colonne("tarif", "taux_horaire"),
        )
    for rang in c.rangs("participation"):
        yield from _participation(c, rang)
    for rang in c.rangs("reunion"):
        i = f"reunion.{rang}"
        yield c.etape(
            f"{i}.presents",
            "effectif",
            f"Réunion, ligne {rang} : présents",
            f"{i}.id",
            code=f"{i}.id",
            codes=c.colonne("participation", "reunion"),
        )
        yield c.etape(
            f"{i}.heures",
            "cumul_heures",
            f"Réunion, ligne {rang} : heures des présents",
            f"{i}.id",
            code=f"{i}.id",
            codes=c.colonne("participation", "reunion"),
            heures=c.colonne("participation", "duree"),
        )


def _participation(c: Chantier, rang: int) -> Iterator[Etape]:
    i, nom = f"participation.{rang}", f"Participation, ligne {rang}"
    cle = f"{i}.professionnel"
    yield c.etape(
        f"{i}.taux",
        "taux_participation",
        f"{nom} : taux horaire",
        cle,
        nature_paiement=f"{i}.nature",
        professionnel=cle,
        autre_taux=f"{i}.taux_saisi",
        forfait=f"{i}.montant_saisi",
        professionnels=c.colonne("professionnel", "id"),
        taux=c.colonne("professionnel", "taux"),
    )
    yield c.etape(
        f"{i}.montant",
        "montant_participation",
        f"{nom} : montant",
        cle,
        nature_paiement=f"{i}.nature",
        duree=f"{i}.duree",
        taux=f"{i}.taux",
        forfait=f"{i}.montant_saisi",
    )
    yield c.etape(
        f"{i}.annee",
        "annee_paiement",
        f"{nom} : année civile du paiement",
        cle,
        nature_paiement=f"{i}.nature",
        paye_le=f"{i}.paye_le",
    )
    yield c.etape(
        f"{i}.profession",
        "profession_de",
        f"{nom} : profession",
        cle,
        professionnel=cle,
        professionnels=c.colonne("professionnel", "id"),
        professions=c.colonne("professionnel", "profession"),
    )
    yield c.etape(
        f"{i}.presents",
        "presents_profession",
        f"{nom} : présents de la même profession à la réunion",
        cle,
        reunion=f"{i}.reunion",
        metier=f"{i}.profession",
        reunions=c.colonne("participation", "reunion"),
        professions=c.colonne("participation", "profession"),
    )
    yield c.etape(
        f"{i}.adherent",
        "adherent",
        f"{nom} : adhésion au jour dit",
        cle,
        professionnel=cle,
        jour=f"{i}.date",
        professionnels=c.colonne("professionnel", "id"),
        debuts=c.colonne("professionnel", "adhesion_debut"),
        fins=c.colonne("professionnel", "adhesion_fin"),
    )
