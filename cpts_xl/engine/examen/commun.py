"""The check of one value against its field, shared by every table."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from functools import lru_cache
from math import floor
from typing import Any

from cpts_xl.constats import Gravite
from cpts_xl.engine.dossier import Anomalie
from cpts_xl.engine.examen.mots_lus import remede_du_nombre
from cpts_xl.engine.schema import Champ
from cpts_xl.formats import FINE, jour, lire_jour, nombre

DECIMALES_LUES = 30
"""Decimals of an amount told one by one; a spreadsheet keeps half as many."""
EUROS_DE_TROP, UNITES_DE_TROP = 10**8, 10**15
"""From there, an amount, then any other number, is not one that was meant."""
CHIFFRES_DITS = 15
"""Digits of such a number that a finding quotes."""
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
        remede = remede_du_nombre(str(valeur), champ)
        yield Anomalie(saisie, f"« {champ.libelle} » doit être un nombre.", remede, lu=str(valeur))
    elif _hors_mesure(champ, valeur):
        yield _demesure(saisie, champ, Fraction(valeur))
    elif champ.genre.code == "montant" and 100 % valeur.denominator:
        yield Anomalie(
            saisie,
            f"« {champ.libelle} » a plus de deux décimales : l'outil le compte tel quel, sans l'arrondir, et un "
            "tableur peut alors s'en écarter d'un centime.",
            _au_centime(Fraction(valeur)),
            Gravite.A_REGARDER,
            _en_entier(Fraction(valeur)),
        )
    elif champ.choix and str(valeur).casefold() not in _admis(champ.choix):
        yield Anomalie(
            saisie,
            f"« {champ.libelle} » n'est pas dans la liste.",
            f"Choisir : {', '.join(champ.choix)}.",
            lu=mot_lu(str(valeur)),
        )


def _hors_mesure(champ: Champ, valeur: Any) -> bool:
    if not champ.genre.numerique or champ.genre.code == "jour" or champ.choix:
        return False
    return bool(abs(valeur) >= (EUROS_DE_TROP if champ.genre.code == "montant" else UNITES_DE_TROP))


def _demesure(saisie: str, champ: Champ, valeur: Fraction) -> Anomalie:
    """Return what is told of a number that nobody meant: a digit held down, a number of account in place of a sum."""
    chiffres = len(str(abs(floor(valeur))))
    unite = "d'euros" if champ.genre.code == "montant" else "d'unités"
    return Anomalie(
        saisie,
        f"« {champ.libelle} » a {nombre(chiffres)} chiffres : aucune CPTS ne compte autant {unite}.",
        "Retaper le nombre ; au-delà de quinze chiffres, un tableur ne les garde pas tous.",
        Gravite.A_REGARDER,
        nombre(valeur, 0) if chiffres <= CHIFFRES_DITS else f"{str(abs(floor(valeur)))[:CHIFFRES_DITS]}…",
    )


def mot_lu(mot: str) -> str:
    """Return a word as it was read, with the letter that looks like one of ours, and is none: both words read alike."""
    lettre = next((c for c in mot if c.isalpha() and not unicodedata.name(c, "").startswith("LATIN")), "")
    return f"{mot} (« {lettre} » est une lettre d'un autre alphabet)" if lettre else mot


def _en_entier(montant: Fraction) -> str:
    """Return an amount with all its decimals when it has an end, as its cell holds it."""
    fin = next((rang for rang in range(DECIMALES_LUES + 1) if not 10**rang % montant.denominator), None)
    return nombre(montant, fin)


def _au_centime(montant: Fraction) -> str:
    """Return what to type in place of an amount that has more than two decimals: one cent, or the choice of two."""
    bas = floor(montant * 100)
    cents = (bas, bas + 1) if montant * 100 - bas == Fraction(1, 2) else (round(montant * 100),)
    admis = " ou ".join(nombre(Fraction(n, 100), 2).replace(FINE, "") for n in cents)
    choix = "selon la pièce" if len(cents) > 1 else "si c'est bien le montant de la pièce"
    return f"Retaper {admis}, {choix} : un montant en euros se saisit au centime."


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
