"""The check of what is declared in vain: a supplement or a plan that no line of the law in force waits for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from cpts_xl.constats import Gravite
from cpts_xl.engine.dossier import Anomalie, Dossier
from cpts_xl.engine.schema import champ_identite
from cpts_xl.formats import jour

CONDITIONS = {
    "supplement_snp": ("supplement_snp", "taux_acompte_snp"),
    "crise_reconnue": ("crise_reconnue",),
    "plan_redaction": ("plan_crise",),
    "plan_mise_a_jour": ("plan_crise",),
}
"""The inputs of the identity that only serve the lines of a condition, by this condition."""
FIN_DE_LA_MAJORATION = date(2022, 1, 1)
"""First day of signature that the majoration of the start does not reach, by default; the signed text was not read."""


def servies(droit: Any) -> frozenset[str]:
    """Return the inputs of ``CONDITIONS`` that some line of this law waits for."""
    ouvertes = {ligne.condition for ligne in droit.lignes}
    return frozenset(code for condition, codes in CONDITIONS.items() if condition in ouvertes for code in codes)


def en_vain(droit: Any) -> tuple[str, ...]:
    """Return the inputs of ``CONDITIONS`` that no line of this law waits for, in their order."""
    utiles = servies(droit)
    return tuple(dict.fromkeys(c for codes in CONDITIONS.values() for c in codes if c not in utiles))


def sans_objet(dossier: Dossier, droit: Any) -> Iterator[Anomalie]:
    """Yield what is declared and opens no right: without a line in the law, or beyond the contracts it was made for."""
    identite = dossier.identite
    for code in en_vain(droit):
        valeur = identite.get(code)
        if champ_identite(code).choix and valeur not in {None, "", "Non"}:
            yield Anomalie(
                f"identite.{code}",
                f"« {champ_identite(code).libelle} » ne sert pas : les textes en vigueur au premier jour de cette "
                "année n'ont aucune ligne qui en dépende, et rien n'est compté.",
                "Vider la case. Si le contrat paie encore ce montant, demander à la CPAM de quelle ligne il relève.",
                Gravite.A_REGARDER,
                str(valeur),
            )
    signature = identite.get("signature")
    if identite.get("majoration") == "Oui" and isinstance(signature, date) and signature >= FIN_DE_LA_MAJORATION:
        yield Anomalie(
            "identite.majoration",
            f"La majoration de démarrage est déclarée pour un contrat signé le {jour(signature)} : d'après le projet "
            "de l'avenant 2, elle va aux contrats signés jusqu'à la fin de 2021 (incertain : l'avenant signé n'a pas "
            "été lu).",
            "Répondre Non, sauf si la CPAM l'a notifiée : garder alors cette notification parmi les pièces.",
            Gravite.A_REGARDER,
            "Oui",
        )
