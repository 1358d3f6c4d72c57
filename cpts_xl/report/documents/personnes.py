"""One professional: what was done, what was paid, and what is left under the ceiling of each civil year."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from cpts_xl import formats
from cpts_xl.engine.schema.personnes import NATURES_PAYEES
from cpts_xl.report.chapitres.gouvernance import libelle_de_poste
from cpts_xl.report.lecteur import Lecteur
from cpts_xl.report.typographie import TIRET, composer

_ANNEES = (1, 2)
_MESURES = ("heures", "indemnites", "remunerations", "total", "plafond", "reste", "part")


def professionnel(lecteur: Lecteur, rang: int, *, nominatif: bool) -> dict[str, Any]:
    """Return a professional by number and profession; the name only if asked, both civil years in any case."""
    p, i = f"professionnel.{rang}", f"indemnite.{rang}"
    nom = f"{lecteur.saisie(f'{p}.prenom', '')} {lecteur.saisie(f'{p}.nom', '')}".strip() if nominatif else ""
    return {
        "numero": lecteur.saisie(f"{p}.id"),
        "nom": composer(nom),
        "designation": composer(nom or f"Professionnel {lecteur.saisie(f'{p}.id')}"),
        "profession": lecteur.saisie(f"{p}.profession"),
        "exercice": lecteur.saisie(f"{p}.exercice"),
        "adhesion": lecteur.saisie(f"{p}.adhesion_debut"),
        "taux": lecteur.chiffre(f"{p}.taux"),
        "heures": lecteur.chiffre(f"{i}.heures"),
        "heures_payees": _heures_payees(lecteur, f"{i}.heures"),
        "montant": lecteur.chiffre(f"{i}.montant"),
        "alerte": lecteur.chiffre(f"{i}.alerte"),
        "deja_verse": lecteur.chiffre(f"{i}.deja_verse"),
        "annees": [
            {
                "annee": lecteur.chiffre(f"{i}.annee_{n}"),
                **{mesure: lecteur.chiffre(f"{i}.{mesure}_{n}") for mesure in _MESURES},
            }
            for n in _ANNEES
        ],
    }


def _heures_payees(lecteur: Lecteur, ident: str) -> str:
    """Return the paid hours and their word, which agrees from two on: « 0 heure payée », « 1,5 heure payée »."""
    valeur = lecteur.valeurs[ident]
    if not isinstance(valeur, Fraction):
        return composer(f"heures payées : {lecteur.texte(ident)}")
    s = formats.pluriel(int(valeur))
    return composer(f"{lecteur.texte(ident)} heure{s} payée{s}")


def participations(lecteur: Lecteur, rang: int) -> list[dict[str, Any]]:
    """Return the participations of one professional, in the order of the days."""
    ident = str(lecteur.dossier.liste("professionnel")[rang - 1]["id"]).casefold()
    fiches = [
        (n, fiche)
        for n, fiche in enumerate(lecteur.dossier.liste("participation"), 1)
        if str(fiche.get("professionnel") or "").casefold() == ident
    ]
    return [
        {
            "date": lecteur.saisie(f"participation.{n}.date"),
            "reunion": lecteur.saisie(f"participation.{n}.reunion", TIRET),
            "poste": libelle_de_poste(lecteur, fiche),
            "nature": lecteur.saisie(f"participation.{n}.nature"),
            "duree": lecteur.saisie(f"participation.{n}.duree"),
            "taux": lecteur.chiffre(f"participation.{n}.taux"),
            "montant": lecteur.chiffre(f"participation.{n}.montant"),
            "paye_le": lecteur.saisie(f"participation.{n}.paye_le", _non_paye(fiche)),
        }
        for n, fiche in sorted(fiches, key=lambda ligne: str(ligne[1].get("date") or ""))
    ]


def _non_paye(fiche: Any) -> str:
    """Return what stands for the day of a payment that has not been made: nothing is due for an unpaid presence."""
    return "à payer" if fiche.get("nature") in NATURES_PAYEES else TIRET
