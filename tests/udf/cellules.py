"""One bench for every carrier: formulas of one function each, with what their cells hold and what is expected.

A case says its arguments as a user would give them: a cell, a range, a constant typed in the formula, or nothing. The
expected answer is that of Python on those cells; what a carrier changes is in ``cpts_xl.udf.porteurs``, and each test
of a carrier says it from there.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from cpts_xl.udf.appel import Reponse, repondre
from cpts_xl.udf.exemples import lire
from cpts_xl.udf.reference import FonctionPubliee, fonctions, par_nom

JOUR = date(2025, 3, 15)
"""The day of the law of every case, but for those that try another: native formulas know one law only."""


@dataclass(frozen=True)
class Erreur:
    """An error cell, by its English text."""

    texte: str


@dataclass(frozen=True)
class Cellule:
    """One cell given by reference. None is an empty one; a ``date`` is a cell formatted as a date."""

    valeur: Any


@dataclass(frozen=True)
class Plage:
    """A block of cells given by reference: rows of values."""

    lignes: tuple[tuple[Any, ...], ...]


@dataclass(frozen=True)
class Typee:
    """A constant typed in the formula: number, text or boolean; a date is typed ``DATE(2025,3,15)``."""

    valeur: Any


@dataclass(frozen=True)
class Omis:
    """An argument left out at the end of the formula."""


OMIS = Omis()
Argument = Cellule | Plage | Typee | Omis


@dataclass(frozen=True)
class Cas:
    """One formula: ``nom`` is unique and says what is tried; ``essai`` is its kind."""

    nom: str
    essai: str
    fonction: str
    arguments: tuple[Argument, ...]

    @property
    def publiee(self) -> FonctionPubliee:
        """Return the published function."""
        return par_nom()[self.fonction]

    def reponse(self) -> Reponse:
        """Return what Python answers to these cells."""
        return repondre(self.fonction, [brut(argument) for argument in self.arguments])


def en_python(valeur: Any) -> Any:
    """Return a cell as Excel hands it to Python: floats, datetimes, errors by their text."""
    if isinstance(valeur, Erreur):
        return valeur.texte
    if isinstance(valeur, date):
        return datetime(valeur.year, valeur.month, valeur.day)  # noqa: DTZ001  (une cellule n'a pas de fuseau)
    return float(valeur) if isinstance(valeur, int) and not isinstance(valeur, bool) else valeur


def brut(argument: Argument) -> Any:
    """Return the raw value, or rows of raw values, of an argument."""
    if isinstance(argument, Omis):
        return None
    if isinstance(argument, Plage):
        return [[en_python(case) for case in ligne] for ligne in argument.lignes]
    return en_python(argument.valeur)


def _donnee(valeur: Any) -> Argument:
    """Return an argument of the examples: a range as a range, anything else in a cell."""
    if isinstance(valeur, list):
        return Plage(tuple(tuple(case.date() if isinstance(case, datetime) else case for case in ligne)
                           for ligne in valeur))  # fmt: skip
    return Cellule(valeur.date() if isinstance(valeur, datetime) else valeur)


def _autres(valeur: Any, genre: str) -> dict[str, Any]:
    """Return what may be found in a cell instead of what is due."""
    essais: dict[str, Any] = {"vide": None, "texte vide": "", "erreur": Erreur("#N/A"), "VRAI": True}
    if isinstance(valeur, date):
        return essais | {"date en texte": "15/03/2025", "nombre négatif": -1.0, "date et demie": 45731.5}
    if isinstance(valeur, float):
        return essais | {"texte": "douze", "nombre en texte": "1 000", "zéro": 0.0, "négatif": -1.0,
                         "trois décimales": 0.125, "très grand": 1e15}  # fmt: skip
    return essais | {"mot inconnu": "mot inconnu"} | ({} if genre == "code" else {"nombre": 3.0})


TOUJOURS = frozenset({
    "CPTS_DEBUT_RANG, rang : très grand", "CPTS_DEBUT_CIVIL, decalage : très grand",
    "CPTS_DEPART_DELAI, depart_declare : nombre", "CPTS_DATE_PREPARATION, mois : très grand",
})  # fmt: skip
"""Variants that a test calls by name: never left out, whatever rules come before theirs in the catalogue."""


@cache
def cas() -> tuple[Cas, ...]:
    """Return every case, in a fixed order."""
    return tuple(_exemples() + _variantes() + _plages() + _formes())


def _arguments(nom: str) -> tuple[Argument, ...]:
    return tuple(map(_donnee, lire()[nom].arguments))


def _exemples() -> list[Cas]:
    """Return each example of the page, in cells."""
    return [Cas(f"{f.nom}, exemple", "exemple", f.nom, _arguments(f.nom)) for f in fonctions()]


def _variantes() -> list[Cas]:
    """Return each example with one cell replaced; one in three of the less telling ones."""
    tous = []
    for tour, fonction in enumerate(fonctions()):
        base = _arguments(fonction.nom)
        for rang, argument in enumerate(base):
            if isinstance(argument, Plage):
                continue
            genre = fonction.arguments[rang].genre.code
            for place, (essai, valeur) in enumerate(_autres(argument.valeur, genre).items()):
                nom = f"{fonction.nom}, {fonction.arguments[rang].nom} : {essai}"
                if essai in {"vide", "erreur"} or nom in TOUJOURS or (tour + rang + place) % 3 == 0:
                    arguments = (*base[:rang], Cellule(valeur), *base[rang + 1 :])
                    tous.append(Cas(nom, essai, fonction.nom, arguments))
    return tous


def _plages() -> list[Cas]:
    """Return each example with its first scalar given as a column of three cells, the second one empty."""
    tous = []
    for fonction in fonctions():
        base = _arguments(fonction.nom)
        rang = next((r for r, a in enumerate(base) if isinstance(a, Cellule)), None)
        if rang is None or fonction.tableau or fonction.nom == "CPTS_EXPLICATION":
            continue
        valeur = base[rang].valeur  # type: ignore[union-attr]
        colonne = Plage(((valeur,), (None,), (valeur,)))
        arguments = (*base[:rang], colonne, *base[rang + 1 :])
        tous.append(
            Cas(f"{fonction.nom}, {fonction.arguments[rang].nom} : colonne", "colonne", fonction.nom, arguments)
        )
    return tous


def _formes() -> list[Cas]:
    """Return calls of other shapes: constants typed, arguments left out, ranges that do not go together."""
    deux = Plage(((103000.0,), (39000.0,)))
    carre = Plage(((39000.0, 40000.0), (80000.0, None)))
    fautive = Plage(((103000.0,), (Erreur("#DIV/0!"),)))
    trois = Plage(((1.0,), (2.0,), (3.0,)))
    return [
        Cas("constantes tapées", "constantes", "CPTS_TAILLE", (Typee(103000.0), Typee(JOUR))),
        Cas("constante décimale", "constantes", "CPTS_PRORATA_VARIABLE", (Typee(0.75), Typee("Oui"))),
        Cas("texte tapé pour un nombre", "constantes", "CPTS_TAILLE", (Typee("beaucoup"), Typee(JOUR))),
        Cas("guillemets dans un texte", "constantes", "CPTS_SOURCE", (Typee('acces_"fixe"'), Typee(2.0), Typee(JOUR))),
        Cas("jour laissé", "omis", "CPTS_TAILLE", (Cellule(103000.0), OMIS)),
        Cas("tous laissés", "omis", "CPTS_MOTIF", (OMIS,)),
        Cas("version", "constantes", "CPTS_VERSION", ()),
        Cas("bloc de deux colonnes", "bloc", "CPTS_TAILLE", (carre, Typee(JOUR))),
        Cas("deux plages de même forme", "bloc", "CPTS_TAILLE_RETENUE", (trois, Plage(((3.0,), (None,), (1.0,))))),
        Cas("plages de formes différentes", "échec", "CPTS_TAILLE_RETENUE", (deux, trois)),
        Cas("erreur dans une colonne", "erreur", "CPTS_TAILLE", (fautive, Typee(JOUR))),
        Cas("autre droit", "autre jour", "CPTS_TAILLE", (Cellule(103000.0), Cellule(date(2021, 6, 1)))),
        Cas("avant tout accord", "autre jour", "CPTS_TAILLE", (Cellule(103000.0), Cellule(date(2015, 6, 1)))),
        Cas("fonction expliquée inconnue", "échec", "CPTS_EXPLICATION", (Typee("CPTS_INCONNUE"), Typee(1.0))),
    ]  # fmt: skip
