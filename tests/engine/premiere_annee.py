"""A first contract year, declared plainly or with every sort of dated row: shared by the tests of the activity."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

from cpts_xl.absence import Absent
from cpts_xl.engine.dossier import Dossier
from cpts_xl.engine.fichier import depuis_dict
from cpts_xl.engine.resultat import Resultat, calculer
from cpts_xl.engine.schema.activite import NB_PRIORITES, NB_PROCHAINES
from cpts_xl.law import en_vigueur

IDENTITE: dict[str, Any] = {
    "nom": "CPTS d'essai",
    "signature": date(2025, 3, 15),
    "debut": date(2025, 3, 15),
    "arrete": date(2025, 9, 1),
    "dialogue": date(2026, 2, 20),
    "exercice_cloture": date(2025, 12, 31),
    "population": 92_000,
    "taille_contrat": 3,
    "plan_crise": "mise à jour",
    "crise_reconnue": "Non",
}
MISSIONS: dict[str, Any] = {
    "acces": {"engagee": "Oui", "demarrage": date(2025, 6, 1)},
    "parcours": {"engagee": "Oui"},
    "prevention": {"engagee": "Oui", "demarrage": date(2025, 10, 1)},
    "crise": {"engagee": "Non"},
    "qualite": {"engagee": "Non"},
    "accompagnement": {"engagee": "Oui"},
}
INDICATEURS: list[dict[str, Any]] = [
    {"id": "A1", "mission": "acces", "libelle": "Premier", "mode": "réalisé", "montant_en_jeu": 700, "realise": "Non"},
    {"id": "A2", "mission": "acces", "libelle": "Deuxième", "mode": "réalisé", "montant_en_jeu": 900, "realise": "Oui"},
    {"id": "P1", "mission": "parcours", "libelle": "Troisième", "mode": "réalisé", "montant_en_jeu": 1500,
     "realise": "Non"},
    {"id": "P2", "mission": "parcours", "libelle": "Quatrième", "mode": "réalisé", "montant_en_jeu": 700,
     "realise": "Non"},
    {"id": "V1", "mission": "prevention", "libelle": "Sans euros", "mode": "réalisé", "realise": "Non"},
]  # fmt: skip


def dossier(identite: dict[str, Any] | None = None, missions: dict[str, Any] | None = None, **tables: Any) -> Dossier:
    """Return a first contract year, some of it declared otherwise."""
    brut = {
        "identite": {**IDENTITE, **(identite or {})},
        "missions": {code: {**fiche, **(missions or {}).get(code, {})} for code, fiche in MISSIONS.items()},
        **tables,
    }
    return depuis_dict(brut, "essai")


def calcul(declare: Dossier) -> Resultat:
    """Return it computed under the law of its first day."""
    return calculer(declare, en_vigueur(declare.debut))


@cache
def base() -> Resultat:
    """Return the plain first year, with five indicators."""
    return calcul(dossier(indicateurs=INDICATEURS))


def prochaines(resultat: Resultat) -> list[tuple[date, str]]:
    """Return the next dates as the sheet lists them, « sans objet » left out."""
    lues = [
        (resultat.valeur(f"prochaine.{rang}.jour"), resultat.valeur(f"prochaine.{rang}.libelle"))
        for rang in range(1, NB_PROCHAINES + 1)
    ]
    return [(quand, libelle) for quand, libelle in lues if isinstance(quand, date)]


def priorites(resultat: Resultat, champ: str = "indicateur") -> list[Any]:
    """Return a column of the priorities, « sans objet » left out."""
    lues = [resultat.valeur(f"priorite.{rang}.{champ}") for rang in range(1, NB_PRIORITES + 1)]
    return [valeur for valeur in lues if not isinstance(valeur, Absent)]


def professionnel(ident: str, profession: str, debut: date, fin: date | None = None) -> dict[str, Any]:
    """Return a member, with the days between which he is one."""
    fiche = {"id": ident, "profession": profession, "adhesion_debut": debut, "adhesion_fin": fin}
    return {cle: valeur for cle, valeur in fiche.items() if valeur is not None}


PROFESSIONNELS = [
    professionnel("P01", "médecin", date(2024, 1, 1)),
    professionnel("P02", "médecin", date(2024, 1, 1), date(2025, 8, 31)),
    professionnel("P03", "médecin", date(2024, 1, 1), date(2025, 9, 1)),
    professionnel("P04", "médecin", date(2025, 9, 2)),
    professionnel("P05", "infirmier", date(2025, 9, 1)),
]
PIECES = [
    {"numero": "PJ1", "type": "document signé", "intitule": "Charte", "valable_jusqu_au": date(2025, 12, 1)},
    {"numero": "PJ2", "type": "document signé", "intitule": "Bail", "valable_jusqu_au": date(2025, 8, 31)},
]
CONVENTIONS = [
    {"partenaire": "EHPAD", "objet": "Astreinte", "date": date(2024, 1, 1), "fin": date(2025, 10, 1)},
    {"partenaire": "EHPAD", "objet": "Astreinte", "date": date(2025, 1, 1), "fin": date(2026, 10, 1)},
    {"partenaire": "Hôpital", "date": date(2024, 1, 1)},
]
POINTS = [
    {"date": date(2025, 5, 1), "suite": "Envoyer la requête", "echeance": date(2025, 10, 15), "etat": "ouvert"},
    {"date": date(2025, 5, 1), "suite": "Fixer la date", "echeance": date(2025, 10, 15)},
    {"date": date(2025, 5, 1), "suite": "Écrire", "echeance": date(2025, 10, 15), "etat": "fait"},
    {"date": date(2025, 5, 1), "suite": "Appeler", "echeance": date(2025, 7, 15), "etat": "ouvert"},
]


def plein(**changements: Any) -> Resultat:
    """Return a year with every sort of dated row."""
    tables = {"pieces": PIECES, "conventions": CONVENTIONS, "dialogue": POINTS, "indicateurs": INDICATEURS}
    return calcul(dossier(**{**tables, **changements}))
