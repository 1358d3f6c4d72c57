"""A contract year with one professional, two hours paid, and what the entry check says when something is changed."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

from cpts_xl.engine.dossier import Anomalie, Dossier
from cpts_xl.engine.examen import examiner
from cpts_xl.engine.fichier import lire_dossier
from cpts_xl.law import en_vigueur
from cpts_xl.ressources import ressource

EXEMPLE = lire_dossier(ressource("workbooks", "exemple.toml"))
VIDE = Dossier({**EXEMPLE.identite, "debut": date(2025, 3, 15)})
TARIFS = ({"profession": "Médecin", "taux_horaire": Fraction(75), "approuve_le": date(2025, 3, 27)},)
REUNION = {"id": "R01", "date": date(2025, 3, 20), "type": "CA", "poste": "fonctionnement", "duree": Fraction(2)}


def pro(ident: str = "P01", **champs: Any) -> dict[str, Any]:
    """Return a professional, member since 2023, paid nothing before the contract year."""
    return {
        "id": ident,
        "profession": "Médecin",
        "adhesion_debut": date(2023, 3, 15),
        "deja_verse": Fraction(0),
        **champs,
    }


def participation(paye_le: date | None, forfait: int | Fraction | None = None, **champs: Any) -> dict[str, Any]:
    """Return two hours of P01, paid at the rate of the profession or by a lump sum."""
    return {
        "professionnel": "P01", "date": date(2025, 3, 20), "duree": Fraction(2), "nature": "indemnité",
        "poste": "fonctionnement", "valide_par": "bureau", "paye_le": paye_le,
        "montant_saisi": None if forfait is None else Fraction(forfait), **champs,
    }  # fmt: skip


def dossier(
    *participations: dict[str, Any], debut: date = date(2025, 3, 15), pros: Any = None, **tables: Any
) -> Dossier:
    """Return a contract year with one professional and these participations."""
    return VIDE.avec(
        identite={**VIDE.identite, "debut": debut},
        professionnels=pros or (pro(),), tarifs=TARIFS, participations=participations, **tables,
    )  # fmt: skip


def trouvees(**tables: Any) -> list[Anomalie]:
    """Return what the entry check says of people and their time, in a sound year so changed."""
    ou = ("professionnel.", "participation.", "reunion.", "tarif.")
    base = dossier(participation(date(2025, 6, 30))).avec(**tables)
    return [a for a in examiner(base, en_vigueur(base.debut)) if a.saisie.startswith(ou)]
