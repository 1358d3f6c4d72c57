"""The check of one value against its field, shared by every table."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from functools import lru_cache
from typing import Any

from cpts_xl.constats import Gravite
from cpts_xl.engine.dossier import Anomalie
from cpts_xl.engine.schema import Champ
from cpts_xl.formats import FINE, jour, lire_jour, lire_nombre, nombre

_IDENTIFIANT = re.compile(r"^[A-Za-zÀ-ÿ][\wÀ-ÿ.-]{0,19}$")


def examiner_champ(saisie: str, champ: Champ, valeur: Any) -> Iterator[Anomalie]:
    """Yield what is wrong in one value: there if it must be, of the right kind, in its closed list."""
    if valeur is None or valeur == "":
        if champ.obligatoire:
            yield Anomalie(saisie, f"« {champ.libelle} » n'est pas renseigné.", champ.aide, Gravite.A_REGARDER)
        return
    if champ.genre.code == "jour" and not isinstance(valeur, date):
        compris = lire_jour(str(valeur))
        remede = f"Retaper {jour(compris)} comme une date." if compris else "Saisir une date jj/mm/aaaa."
        yield Anomalie(saisie, f"« {champ.libelle} » doit être une date.", remede, lu=str(valeur))
    elif champ.genre.numerique and champ.genre.code != "jour" and not isinstance(valeur, Fraction | int):
        nombre_compris = lire_nombre(str(valeur))
        remede = (
            champ.aide
            if nombre_compris is None
            else f"Retaper {nombre(nombre_compris).replace(FINE, '')} sans unité ni espace."
        )
        yield Anomalie(saisie, f"« {champ.libelle} » doit être un nombre.", remede, lu=str(valeur))
    elif champ.genre.code == "montant" and 100 % valeur.denominator:
        remede = "Le ramener au centime, comme sur la pièce."
        yield Anomalie(
            saisie, f"« {champ.libelle} » a plus de deux décimales.", remede, Gravite.A_REGARDER, nombre(valeur)
        )
    elif champ.choix and str(valeur).casefold() not in _admis(champ.choix):
        yield Anomalie(
            saisie,
            f"« {champ.libelle} » n'est pas dans la liste.",
            f"Choisir : {', '.join(champ.choix)}.",
            lu=str(valeur),
        )


@lru_cache(maxsize=256)
def _admis(choix: tuple[str, ...]) -> frozenset[str]:
    return frozenset(mot.casefold() for mot in choix)


def examiner_identifiant(saisie: str, ident: str) -> Iterator[Anomalie]:
    """Yield what is wrong in a short identifier: it must be citable in a formula and in the report."""
    if ident and not _IDENTIFIANT.match(ident):
        yield Anomalie(
            saisie,
            f"L'identifiant « {ident} » n'est pas admis.",
            "Commencer par une lettre ; lettres, chiffres, point et tiret ensuite, 20 au plus.",
            lu=ident,
        )
