"""The catalogue: every rule, declared once, with its arguments, its text, its article and its status.

A rule is declared by ``@regle``: its signature and its help are read, nothing is computed. ``eprouver`` calls it with
symbols: the tests do so for every rule, so that none leaves the vocabulary of verbs. Two rules of one name are refused.
"""

from __future__ import annotations

import inspect
import re
import typing
from collections.abc import Callable, Mapping
from types import FunctionType
from typing import Any

from cpts_xl.errors import RegleInvalide
from cpts_xl.rules.colonnes import Plage
from cpts_xl.rules.genres import Genre
from cpts_xl.rules.lectures import STATUTS, Argument, Regle, documentation
from cpts_xl.rules.symbol import Symbole

_ARGUMENT = re.compile(r"^\s{4,}(\w+): (.+)$")
_ETOILES = inspect.CO_VARARGS | inspect.CO_VARKEYWORDS

CATALOGUE: dict[str, Regle] = {}


def _aides(docstring: str) -> dict[str, str]:
    """Return the help of each argument, read in the « Args: » section."""
    aides: dict[str, str] = {}
    dedans = False
    for ligne in docstring.splitlines():
        if ligne.strip() in {"Args:", "Exemple:", "Returns:"}:
            dedans = ligne.strip() == "Args:"
        elif dedans and (trouve := _ARGUMENT.match(ligne)):
            aides[trouve[1]] = trouve[2].strip()
    return aides


def declarer(
    fonction: Callable[..., Any],
    *,
    libelle: str,
    texte: str,
    article: str,
    statut: str,
    registre: dict[str, Regle],
) -> Regle:
    """Return the rule made from a function, after calling it with symbols; add it to ``registre``.

    Raises:
        RegleInvalide: duplicate name, missing help or kind, unknown status, or a body outside the vocabulary.
    """
    regle_ = lire(fonction, libelle=libelle, texte=texte, article=article, statut=statut, registre=registre)
    eprouver(regle_)
    registre[regle_.nom] = regle_
    return regle_


def eprouver(regle_: Regle) -> None:
    """Call a rule with symbols: every line of its body must leave a formula.

    Raises:
        RegleInvalide: its body leaves the vocabulary of verbs; the message says what to write instead.
    """
    try:
        regle_.formule({a.nom: Plage("A1:A3") if a.genre.liste else Symbole("A1") for a in regle_.arguments})
    except RegleInvalide as erreur:
        raise RegleInvalide(f"règle « {regle_.nom} » : {erreur}") from erreur
    except TypeError as erreur:
        raise RegleInvalide(f"règle « {regle_.nom} » : hors du vocabulaire des verbes ({erreur})") from erreur


def _noms(fonction: Callable[..., Any]) -> list[str]:
    """Return the names of the arguments, in order."""
    if isinstance(fonction, FunctionType) and not hasattr(fonction, "__wrapped__"):
        code = fonction.__code__
        if not code.co_flags & _ETOILES:  # « inspect » donnerait les mêmes noms en dix fois ce temps
            return list(code.co_varnames[: code.co_argcount + code.co_kwonlyargcount])
    return list(inspect.signature(fonction).parameters)


def _annotations(fonction: Callable[..., Any]) -> Mapping[str, Any]:
    """Return the annotations; a name is looked up where the function was written, all else is left to ``typing``."""
    ecrites, connus = fonction.__annotations__, getattr(fonction, "__globals__", {})
    lues = {nom: connus.get(mot) if isinstance(mot, str) else mot for nom, mot in ecrites.items()}
    return typing.get_type_hints(fonction, include_extras=True) if None in lues.values() else lues


def lire(
    fonction: Callable[..., Any],
    *,
    libelle: str,
    texte: str,
    article: str,
    statut: str,
    registre: Mapping[str, Regle],
) -> Regle:
    """Return the rule that a function declares; its body is not called, and ``registre`` is left as it is.

    Raises:
        RegleInvalide: duplicate name, missing help or kind, unknown status.
    """
    nom = fonction.__name__
    if nom in registre:
        raise RegleInvalide(f"deux règles portent le nom « {nom} »")
    if statut not in STATUTS:
        raise RegleInvalide(f"{nom} : statut « {statut} » inconnu ; attendu : {', '.join(STATUTS)}")
    aides = _aides(documentation(fonction))
    annotations = _annotations(fonction)
    noms = _noms(fonction)
    lit_droit = noms[:1] == ["droit"]
    arguments = []
    for argument in noms[1:] if lit_droit else noms:
        if argument not in aides:
            raise RegleInvalide(f"{nom} : l'argument « {argument} » n'a pas d'aide (section Args)")
        arguments.append(Argument(argument, _genre(nom, argument, annotations), aides[argument]))
    return Regle(
        nom, fonction, libelle, fonction.__module__.rpartition(".")[2], texte, article, statut,
        tuple(arguments), _genre(nom, "return", annotations), lit_droit,
    )  # fmt: skip


def _genre(regle_: str, argument: str, annotations: Mapping[str, Any]) -> Genre:
    for meta in getattr(annotations.get(argument), "__metadata__", ()):
        if isinstance(meta, Genre):
            return meta
    raise RegleInvalide(f"{regle_} : « {argument} » n'a pas de genre (Montant, Taux, Jour…)")


def regle(
    *, libelle: str, texte: str, article: str = "", statut: str = "confirme"
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Declare a rule of the house: label, text, article, and the status of what it says.

    Its body is called by the tests, not here: every command would wait for the symbols of two hundred rules.
    """

    def enregistre(fonction: Callable[..., Any]) -> Callable[..., Any]:
        lue = lire(fonction, libelle=libelle, texte=texte, article=article, statut=statut, registre=CATALOGUE)
        CATALOGUE[lue.nom] = lue
        return fonction

    return enregistre
