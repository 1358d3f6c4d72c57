"""The statement of one professional: what was worked, what was paid and when, against each civil year's ceiling."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from cpts_xl.engine.resultat import Resultat
from cpts_xl.engine.schema.personnes import NOMINATIFS
from cpts_xl.errors import SaisieInvalide


@dataclass(frozen=True, slots=True)
class LigneReleve:
    """One participation. Amounts are exact (Fraction), or the absence that says why there is none."""

    jour: Any
    reunion: str
    """Object of the meeting, or its identifier; empty for a function or an action."""
    nature: Any
    poste: Any
    heures: Any
    taux: Any
    montant: Any
    paye_le: Any
    """Day of the payment; None while it is due."""


@dataclass(frozen=True, slots=True)
class AnneeReleve:
    """One civil year: hours paid, amounts in euros, ceiling, what is left of it, share of it already used."""

    annee: Any
    heures: Any
    indemnites: Any
    remunerations: Any
    deja_verse: Any
    """Paid in this civil year before the contract year; None for the second one, which has no such part."""
    total: Any
    plafond: Any
    reste: Any
    part: Any


@dataclass(frozen=True, slots=True)
class Releve:
    """The statement of one professional. ``noms`` is empty unless names were asked for."""

    identifiant: str
    profession: Any
    cpts: str
    debut: Any
    fin: Any
    """First day that is no longer in the contract year."""
    alerte: Any
    lignes: tuple[LigneReleve, ...]
    annees: tuple[AnneeReleve, AnneeReleve]
    noms: dict[str, str]


def releve(resultat: Resultat, identifiant: str, *, nominatif: bool = False) -> Releve:
    """Return the statement of one professional, by his identifier; his name only if ``nominatif``.

    Nothing is computed here: every figure is a step of the result, and what is missing is its absence.

    Raises:
        SaisieInvalide: no professional has this identifier; those that exist are named.
    """
    pros = resultat.dossier.liste("professionnel")
    rang = next((n for n, fiche in enumerate(pros, 1) if _memes(fiche.get("id"), identifiant)), None)
    if rang is None:
        connus = ", ".join(str(fiche["id"]) for fiche in pros if fiche.get("id")) or "aucun"
        raise SaisieInvalide(
            f"« {identifiant} » n'est pas à la feuille Professionnels. Identifiants saisis : {connus}."
        )
    fiche, i = pros[rang - 1], f"indemnite.{rang}"
    noms = {champ: str(fiche[champ]) for champ in NOMINATIFS["professionnel"] if nominatif and fiche.get(champ)}
    return Releve(
        identifiant=str(fiche["id"]),
        profession=fiche.get("profession"),
        cpts=resultat.dossier.nom,
        debut=resultat.valeurs.get("identite.debut"),
        fin=resultat.valeurs.get("identite.fin"),
        alerte=resultat.valeurs[f"{i}.alerte"],
        lignes=tuple(_lignes(resultat, str(fiche["id"]))),
        annees=(_annee(resultat, i, 1), _annee(resultat, i, 2)),
        noms=noms,
    )


def _memes(saisi: Any, cherche: str) -> bool:
    return bool(saisi) and str(saisi).casefold() == cherche.casefold()


def _annee(resultat: Resultat, i: str, annee: int) -> AnneeReleve:
    champs = ("annee", "heures", "indemnites", "remunerations", "total", "plafond", "reste", "part")
    valeurs = {champ: resultat.valeurs[f"{i}.{champ}_{annee}"] for champ in champs}
    return AnneeReleve(deja_verse=resultat.valeurs[f"{i}.deja_verse"] if annee == 1 else None, **valeurs)


def _lignes(resultat: Resultat, identifiant: str) -> list[LigneReleve]:
    """Return the participations of one professional, by day; those without a readable day come last."""
    reunions = {str(fiche.get("id")).casefold(): fiche for fiche in resultat.dossier.liste("reunion")}
    trouvees = []
    for rang, fiche in enumerate(resultat.dossier.liste("participation"), 1):
        if _memes(fiche.get("professionnel"), identifiant):
            reunion = str(fiche.get("reunion") or "")
            objet = reunions.get(reunion.casefold(), {}).get("objet")
            p = f"participation.{rang}"
            trouvees.append(
                LigneReleve(
                    jour=fiche.get("date"),
                    reunion=str(objet or reunion),
                    nature=fiche.get("nature"),
                    poste=fiche.get("poste"),
                    heures=fiche.get("duree"),
                    taux=resultat.valeurs[f"{p}.taux"],
                    montant=resultat.valeurs[f"{p}.montant"],
                    paye_le=fiche.get("paye_le"),
                )
            )
    return sorted(trouvees, key=lambda ligne: ligne.jour if isinstance(ligne.jour, date) else date.max)
