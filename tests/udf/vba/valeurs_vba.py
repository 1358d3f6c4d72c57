"""Values on their way: from VBA to what pywin32 hands to Python and back, from the bench to VBA, from VBA to rows."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from pyopenvba.interpreter import EMPTY, MISSING, VBAArray, VBADate, VBAErrorValue, VBAObject

from tests.udf.cellules import Argument, Cellule, Erreur, Omis, Plage
from tests.udf.faux_windows import ERREURS, OMIS, DateCom
from tests.udf.vba.faux_excel import FauxClasseur, FauxRange

_ORIGINE = dt.datetime(1899, 12, 30)  # noqa: DTZ001
_ERREUR_COM = -2146828288  # 0x800A0000 : le numéro d'erreur d'Excel s'y ajoute


def vers_com(valeur: object) -> Any:  # noqa: PLR0911  (une sorte de valeur, une ligne)
    """Return what pywin32 gives for a VBA value: integers for errors, aware dates, tuples of tuples."""
    if valeur is MISSING:
        return OMIS
    if valeur is EMPTY:
        return None
    if isinstance(valeur, VBAErrorValue):
        return _ERREUR_COM + valeur.number
    if isinstance(valeur, VBADate):
        jour = valeur.to_datetime()
        return DateCom(jour.year, jour.month, jour.day, jour.hour, jour.minute, jour.second, tzinfo=dt.UTC)
    if isinstance(valeur, VBAArray):
        lignes = [range(bas, haut + 1) for bas, haut in valeur.bounds]
        if len(lignes) == 1:
            return tuple(vers_com(valeur.get([n])) for n in lignes[0])
        return tuple(tuple(vers_com(valeur.get([n, c])) for c in lignes[1]) for n in lignes[0])
    if isinstance(valeur, VBAObject):
        raise TypeError(f"{valeur.vba_type_name} envoyé à Python : l'enveloppe devait en lire les valeurs")
    return valeur


def de_com(valeur: Any) -> object:
    """Return the VBA value of what pywin32 makes of an answer."""
    if isinstance(valeur, list | tuple):
        if not valeur or not isinstance(valeur[0], list | tuple):
            return VBAArray([(0, len(valeur) - 1)], items=[de_com(case) for case in valeur])
        return tableau([[de_com(case) for case in ligne] for ligne in valeur], 0)
    if isinstance(valeur, dt.datetime):
        assert valeur.tzinfo is not None, "pywin32 prendrait cette date pour une heure locale"
        return VBADate.from_datetime(valeur.astimezone(dt.UTC).replace(tzinfo=None))
    assert isinstance(valeur, bool | float | str | Decimal), f"pywin32 ne sait pas rendre {type(valeur).__name__}"
    return valeur


def tableau(lignes: list[list[object]], base: int = 1) -> VBAArray:
    """Return a 2-D VBA array of rows."""
    bornes = [(base, base + len(lignes) - 1), (base, base + len(lignes[0]) - 1)]
    return VBAArray(bornes, items=[ligne[c] for c in range(len(lignes[0])) for ligne in lignes])


def cellule_vba(valeur: Any) -> object:
    """Return what ``.Value`` gives for a cell of the bench."""
    if valeur is None:
        return EMPTY
    if isinstance(valeur, Erreur):
        return VBAErrorValue(ERREURS[valeur.texte] - _ERREUR_COM)
    if isinstance(valeur, dt.date):
        return VBADate.from_datetime(dt.datetime(valeur.year, valeur.month, valeur.day))  # noqa: DTZ001
    return float(valeur) if isinstance(valeur, int) and not isinstance(valeur, bool) else valeur


def argument_vba(argument: Argument, classeur: FauxClasseur) -> object:
    """Return what Excel hands to a function for an argument of the bench."""
    if isinstance(argument, Omis):
        return MISSING
    if isinstance(argument, Cellule):
        return FauxRange(cellule_vba(argument.valeur), classeur=classeur)
    if isinstance(argument, Plage):
        lignes = [[cellule_vba(case) for case in ligne] for ligne in argument.lignes]
        return FauxRange(tableau(lignes), classeur=classeur)
    if isinstance(argument.valeur, dt.date):  # DATE(…) : un numéro, du calendrier du classeur
        rang = float((dt.datetime.combine(argument.valeur, dt.time()) - _ORIGINE).days)
        return rang - 1462.0 if classeur.de_1904 else rang
    return cellule_vba(argument.valeur)


def de_vba(valeur: object) -> Any:
    """Return rows of values of what a wrapper gave to Excel, or the number of a true error."""
    if isinstance(valeur, VBAErrorValue):
        return valeur.number
    if isinstance(valeur, VBAArray):
        if valeur.dimensions == 1:
            return [[_simple(case) for case in valeur.elements()]]
        hauteur, largeur = (range(bas, haut + 1) for bas, haut in valeur.bounds)
        return [[_simple(valeur.get([n, c])) for c in largeur] for n in hauteur]
    return [[_simple(valeur)]]


def _simple(valeur: object) -> Any:
    return valeur.to_datetime().date() if isinstance(valeur, VBADate) else valeur
