"""The check of the money foreseen and of the money of the others: products, budget, accounts, accounting year."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import Any

from cpts_xl.constats import Gravite
from cpts_xl.engine.dossier import Anomalie, Dossier, Enregistrement
from cpts_xl.engine.schema.argent import ACI, CHARGES, NATURES
from cpts_xl.engine.schema.tresorerie import CHARGE
from cpts_xl.rules.dates import plus_mois
from cpts_xl.rules.genres import ENTIER, MONTANT, afficher

EXERCICE_MAX = 24
"""Months beyond which an accounting year is a slip of the keyboard: a first one may be long."""
MOIS_PAR_AN = 12


def produits(dossier: Dossier, _droit: Any) -> Iterator[Anomalie]:
    """Yield what is wrong in the products: the ACI, which has its own sheet; money without its day, or in excess."""
    for rang, fiche in enumerate(dossier.liste("produit"), 1):
        p = f"produit.{rang}"
        financeur = str(fiche.get("financeur") or "")
        if financeur.casefold() == ACI:
            yield Anomalie(
                f"{p}.financeur",
                "L'ACI se saisit dans la feuille Versements : ici, elle compterait deux fois.",
                "Effacer cette ligne, et saisir le versement ligne par ligne dans Versements.",
                lu=financeur,
            )
        yield from _recu(p, fiche)


def _recu(p: str, fiche: Enregistrement) -> Iterator[Anomalie]:
    attribue, recu, recu_le = fiche.get("attribue"), fiche.get("verse"), fiche.get("verse_le")
    if recu is not None and recu_le is None:
        yield Anomalie(
            f"{p}.verse_le",
            "De l'argent est reçu sans date : ni l'exercice ni la trésorerie ne peuvent le compter.",
            "Saisir la date du relevé bancaire.",
        )
    if recu is None and recu_le is not None:
        yield Anomalie(f"{p}.verse", "Une date d'encaissement est saisie sans montant.", "Saisir le montant reçu.")
    if isinstance(attribue, Fraction) and isinstance(recu, Fraction) and recu > attribue:
        yield Anomalie(
            f"{p}.verse",
            "Le montant reçu dépasse le montant attribué.",
            "Vérifier les deux montants ; une rallonge s'écrit sur sa propre ligne.",
            Gravite.A_REGARDER,
            afficher(MONTANT, recu),
        )


def budget(dossier: Dossier, _droit: Any) -> Iterator[Anomalie]:
    """Yield what is wrong in the budget, and in that of next year: nature against direction, charge without post."""
    for table in ("budget", "budget_suivant"):
        for rang, fiche in enumerate(dossier.liste(table), 1):
            yield from _ligne_de_budget(f"{table}.{rang}", fiche)


def _ligne_de_budget(b: str, fiche: Enregistrement) -> Iterator[Anomalie]:
    sens, nature, mois = fiche.get("sens"), str(fiche.get("nature") or ""), fiche.get("mois")
    if sens and nature in NATURES and (nature in CHARGES) is not (sens == CHARGE):
        yield Anomalie(
            f"{b}.nature",
            f"La nature {nature} ne va pas avec le sens « {sens} ».",
            "Charges : natures 60 à 69. Produits : natures 70 à 79.",
            lu=nature,
        )
    if sens == CHARGE and not fiche.get("poste"):
        yield Anomalie(
            f"{b}.poste",
            "La charge n'a pas de poste : le total du budget par poste reste à compléter.",
            "Choisir un poste ; une charge partagée s'écrit sur plusieurs lignes.",
            Gravite.A_REGARDER,
        )
    if isinstance(mois, Fraction) and not (1 <= mois <= MOIS_PAR_AN and mois.denominator == 1):
        yield Anomalie(
            f"{b}.mois", "Le mois va de 1 à 12.", "Laisser vide si la somme s'étale.", lu=afficher(ENTIER, mois)
        )


def comptes(dossier: Dossier, _droit: Any) -> Iterator[Anomalie]:
    """Yield the accounts whose nature is not their first two digits, and those that stand twice."""
    vus: dict[str, int] = {}
    for rang, fiche in enumerate(dossier.liste("compte"), 1):
        compte, nature = str(fiche.get("compte") or ""), str(fiche.get("nature") or "")
        if nature in NATURES and compte and not compte.startswith(nature):
            yield Anomalie(
                f"compte.{rang}.nature",
                f"Le compte « {compte} » n'est pas de la nature {nature}.",
                "La nature est faite des deux premiers chiffres du compte.",
                lu=nature,
            )
        if compte and compte in vus:
            yield Anomalie(
                f"compte.{rang}.compte",
                f"Le compte « {compte} » figure déjà à la ligne {vus[compte]}.",
                "Supprimer l'une des deux lignes, ou les additionner.",
                Gravite.A_REGARDER,
                compte,
                f"compte.{vus[compte]}.compte",
            )
        vus.setdefault(compte, rang)


def exercice(dossier: Dossier, _droit: Any) -> Iterator[Anomalie]:
    """Yield an accounting year too long to be one."""
    debut, cloture = dossier.identite.get("exercice_debut"), dossier.identite.get("exercice_cloture")
    limite = plus_mois(debut, EXERCICE_MAX) if isinstance(debut, date) else None
    if isinstance(limite, date) and isinstance(cloture, date) and cloture >= limite:
        yield Anomalie(
            "identite.exercice_cloture",
            "L'exercice comptable dure plus de vingt-quatre mois.",
            "Vérifier ses deux dates.",
            Gravite.A_REGARDER,
        )
