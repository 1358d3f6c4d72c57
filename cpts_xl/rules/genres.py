"""What kind of thing an argument or a result is: amount, rate, count, day, word. Decides guard and display."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Annotated, Any

from cpts_xl import formats
from cpts_xl.absence import Absent

ANNEES = 10_000
"""A whole number below this is written without a space: it may be a year, a size, a rank."""


@dataclass(frozen=True, slots=True)
class Genre:
    """A kind of value: code, unit; whether its cell holds a number, may be empty, is a range, is a step's word."""

    code: str
    unite: str
    numerique: bool = True
    facultatif: bool = False
    liste: bool = False
    calcule: bool = False


MONTANT = Genre("montant", "€")
TAUX = Genre("taux", "taux de 0 à 1")
NOMBRE = Genre("nombre", "nombre")
ENTIER = Genre("entier", "nombre entier")
JOUR = Genre("jour", "date")
CODE = Genre("code", "code", numerique=False)
CHOIX = Genre("choix", "mot d'une liste", numerique=False)
TEXTE = Genre("texte", "texte", numerique=False)
_LIBRE = Genre("libre", "nombre ou texte", numerique=False)


def _facultatif(genre: Genre) -> Genre:
    return replace(genre, facultatif=True)


def _liste(genre: Genre) -> Genre:
    return replace(genre, liste=True)


Montant = Annotated[Any, MONTANT]
Taux = Annotated[Any, TAUX]
Nombre = Annotated[Any, NOMBRE]
Entier = Annotated[Any, ENTIER]
Jour = Annotated[Any, JOUR]
Code = Annotated[Any, CODE]
Choix = Annotated[Any, CHOIX]
Texte = Annotated[Any, TEXTE]
Libre = Annotated[Any, _LIBRE]

MontantFacultatif = Annotated[Any, _facultatif(MONTANT)]
TauxFacultatif = Annotated[Any, _facultatif(TAUX)]
NombreFacultatif = Annotated[Any, _facultatif(NOMBRE)]
EntierFacultatif = Annotated[Any, _facultatif(ENTIER)]
JourFacultatif = Annotated[Any, _facultatif(JOUR)]
ChoixFacultatif = Annotated[Any, _facultatif(CHOIX)]
ChoixCalcule = Annotated[Any, replace(CHOIX, calcule=True)]

Montants = Annotated[Any, _liste(MONTANT)]
Nombres = Annotated[Any, _liste(NOMBRE)]
Codes = Annotated[Any, _liste(CODE)]
Jours = Annotated[Any, _liste(JOUR)]
Parts = Annotated[Any, _liste(TAUX)]


def genre_de(unite: str) -> Genre:
    """Return the kind of a parameter of law, from the unit that its text gives: « € par an » is an amount."""
    par_debut = {"€": MONTANT, "taux": TAUX, "année civile": ENTIER}
    return next((genre for debut, genre in par_debut.items() if unite.startswith(debut)), NOMBRE)


def afficher(genre: Genre, valeur: Any) -> str:  # noqa: PLR0911  (un genre, une façon de lire)
    """Return a value as a French reader sees it, according to its kind; « vide » for nothing."""
    if valeur is None or valeur == "":
        return "vide"
    if isinstance(valeur, Absent):
        return valeur.texte
    if isinstance(valeur, date):
        return formats.jour(valeur)
    if isinstance(valeur, Fraction | int):
        if genre.code == "montant":
            return formats.euros(valeur)
        if genre.code == "taux":
            return formats.taux(valeur)
        exact = Fraction(valeur)
        court = genre.code == "entier" and exact.denominator == 1 and abs(exact) < ANNEES
        return str(exact) if court else formats.nombre(exact)
    return str(valeur)
