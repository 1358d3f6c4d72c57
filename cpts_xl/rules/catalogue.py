"""The catalogue: every rule, with what follows from its one text (arguments, guard, formula, sentence, source).

A rule is declared by ``@regle``. It is called with symbols at once: one that leaves the vocabulary of verbs
cannot be imported. Two rules of one name are refused.
"""

from __future__ import annotations

import inspect
import re
import typing
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from cpts_xl.absence import VIDE, Absent, Sorte, a_completer, refus
from cpts_xl.errors import CptsError, RegleInvalide
from cpts_xl.rules.droit import DroitSymbolique
from cpts_xl.rules.genres import Genre, afficher
from cpts_xl.rules.plages import Plage
from cpts_xl.rules.symbol import Symbole, texte_formule

STATUTS = {
    "confirme": "confirmé",
    "source_unique": "source unique",
    "incertain": "incertain",
    "convention": "convention de l'outil",
}
"""What a status is called, from the firmest to the weakest."""
_ARGUMENT = re.compile(r"^\s{4,}(\w+): (.+)$")


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument of a rule: name, kind, French help, and the short label used in sentences."""

    nom: str
    genre: Genre
    aide: str

    @property
    def libelle(self) -> str:
        """Return the help up to its first comma, as it reads inside a sentence."""
        court = re.split(r"[,.;(]", self.aide, maxsplit=1)[0].strip()
        return court[:1].lower() + court[1:]


@dataclass(frozen=True, slots=True)
class Regle:
    """One rule of the catalogue. ``texte``, ``article`` and ``statut`` say where it is written."""

    nom: str
    fonction: Callable[..., Any]
    libelle: str
    chapitre: str
    texte: str
    article: str
    statut: str
    arguments: tuple[Argument, ...]
    retour: Genre
    resume: str
    aide: str
    lit_droit: bool

    @property
    def reference(self) -> str:
        """Return the text and article on one line, with the word « convention » where no text decides."""
        lieu = f"{self.texte}, {self.article}" if self.article else self.texte
        return lieu if self.statut == "confirme" else f"{lieu} ({self.statut.replace('_', ' ')})"

    def _garde(self, argument: Argument, valeur: Any) -> Absent | None:
        """Return why this argument prevents the computation, exactly as the native guard decides it."""
        genre = argument.genre
        if genre.facultatif or genre.liste:
            return None
        if genre.code == "libre" and isinstance(valeur, Absent) and valeur is not VIDE:
            return None
        if genre.calcule and isinstance(valeur, Absent) and valeur.sorte is not Sorte.A_COMPLETER:
            return None
        if valeur is None or valeur == "" or isinstance(valeur, Absent):
            return a_completer(argument.libelle)
        attendu: tuple[type, ...] = (date,) if genre.code == "jour" else (Fraction, int)
        if genre.numerique and (not isinstance(valeur, attendu) or isinstance(valeur, bool)):
            nature = "une date" if genre.code == "jour" else "un nombre"
            return a_completer(f"« {afficher(genre, valeur)} » n'est pas {nature} ({argument.libelle})")
        return None

    def evaluer(self, valeurs: Mapping[str, Any], droit: Any = None) -> Any:
        """Return the exact value of the rule (Fraction, date or text), or an ``Absent`` that says why there is none.

        Raises:
            RegleInvalide: an argument is not one of the rule's.
        """
        self._noms_connus(valeurs)
        gardes = [self._garde(a, valeurs.get(a.nom)) for a in self.arguments]
        manques = [garde for garde in gardes if garde is not None]
        if manques:
            return a_completer(", ".join(dict.fromkeys(m.detail for m in manques)))
        lues = {a.nom: _normalise(a.genre, valeurs.get(a.nom)) for a in self.arguments}
        resultat = self._appelle(lues, _DroitPrudent(droit))
        return Fraction(resultat) if isinstance(resultat, int) and not isinstance(resultat, bool) else resultat

    def formule(self, references: Mapping[str, Any]) -> str:
        """Return the native formula, guarded: « À compléter » unless every required cell is filled.

        ``references`` maps each argument to a ``Symbole`` (a cell), a ``Plage`` (a range) or a constant.
        """
        self._noms_connus(references)
        admises = {
            a.nom: ref if isinstance(ref := references.get(a.nom), Symbole | Plage) else _normalise(a.genre, ref)
            for a in self.arguments
        }
        coeur = self._appelle(admises, DroitSymbolique())
        texte = coeur.formule if isinstance(coeur, Symbole) else texte_formule(coeur)
        cellules = [a for a in self.arguments if isinstance(references.get(a.nom), Symbole) and not a.genre.facultatif]
        nombres = [references[a.nom].formule for a in cellules if a.genre.numerique]
        mots = [references[a.nom].formule for a in cellules if not a.genre.numerique]
        conditions = [f"COUNT({','.join(nombres)})={len(nombres)}"] if nombres else []
        conditions += [f'{mot}<>""' for mot in mots]
        conditions += [
            f'{references[a.nom].formule}<>"{a_completer().texte_natif}"' for a in cellules if a.genre.calcule
        ]
        if not conditions:
            return texte
        garde = conditions[0] if len(conditions) == 1 else f"AND({','.join(conditions)})"
        return f'IF({garde},{texte},"{a_completer().texte_natif}")'

    def expliquer(
        self, valeurs: Mapping[str, Any], droit: Any = None, libelles: Mapping[str, str] | None = None
    ) -> str:
        """Return the French sentence of the computation, with its numbers."""
        resultat = self.evaluer(valeurs, droit)
        if isinstance(resultat, Absent):
            return f"{self.libelle} : {resultat.texte.rstrip('.')}."
        noms = libelles or {}
        symboles: dict[str, Any] = {}
        for argument in self.arguments:
            valeur, nom = valeurs.get(argument.nom), noms.get(argument.nom, argument.libelle)
            if argument.genre.liste:
                symboles[argument.nom] = Plage(argument.nom, nom, list(valeur or ()))
            else:
                affichee = f"{nom} ({afficher(argument.genre, valeur)})"
                symboles[argument.nom] = Symbole(argument.nom, affichee, valeur=_normalise(argument.genre, valeur))
        try:
            trace = self._appelle(symboles, DroitSymbolique(droit))
        except CptsError as erreur:  # la phrase ne doit jamais cacher le nombre
            return f"{self.libelle} : {afficher(self.retour, resultat)} ({erreur})."
        phrase = trace.phrase if isinstance(trace, Symbole) else afficher(self.retour, trace)
        affiche = afficher(self.retour, resultat)
        for redite in (affiche, f"« {affiche} »"):  # « Oui = « Oui » (car …) » se lit « Oui (car …) »
            if phrase == redite or phrase.startswith(f"{redite} (car"):
                return f"{self.libelle} : {affiche}{phrase.removeprefix(redite)}."
        return f"{self.libelle} : {affiche} = {phrase}."

    def _noms_connus(self, valeurs: Mapping[str, Any]) -> None:
        inconnus = set(valeurs) - {a.nom for a in self.arguments}
        if inconnus:
            raise RegleInvalide(f"{self.nom} : argument inconnu {', '.join(sorted(inconnus))}")

    def _appelle(self, valeurs: Mapping[str, Any], droit: Any) -> Any:
        nommes = {a.nom: valeurs.get(a.nom) for a in self.arguments}
        return self.fonction(droit, **nommes) if self.lit_droit else self.fonction(**nommes)


def _normalise(genre: Genre, valeur: Any) -> Any:
    """Return a value as the rule may meet it: an optional cell that holds no usable value is an absence."""
    if genre.liste:
        return list(valeur or ())
    if valeur is None or valeur == "":
        return VIDE
    if genre.calcule and isinstance(valeur, Absent):
        return valeur.texte_natif
    if genre.code == "jour" and isinstance(valeur, Fraction | int):
        return a_completer(f"« {afficher(genre, valeur)} » n'est pas une date")
    if isinstance(valeur, str) and (genre.code == "libre" or (genre.facultatif and genre.numerique)):
        return a_completer(f"« {valeur} » n'est pas un nombre")
    return valeur


class _DroitPrudent:
    """The law as a rule meets it: what the texts do not say is a refusal, left aside by a branch not taken."""

    def __init__(self, droit: Any) -> None:
        self._droit = droit

    def valeur(self, *cle: Any) -> Any:
        try:
            return self._droit.valeur(*cle)
        except CptsError as erreur:
            return refus(str(erreur))

    def palier(self, code: str, x: Any) -> Any:
        try:
            return self._droit.palier(code, x)
        except CptsError as erreur:
            return refus(str(erreur))


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
    nom = fonction.__name__
    if nom in registre:
        raise RegleInvalide(f"deux règles portent le nom « {nom} »")
    if statut not in STATUTS:
        raise RegleInvalide(f"{nom} : statut « {statut} » inconnu ; attendu : {', '.join(STATUTS)}")
    documentation = inspect.getdoc(fonction) or ""
    aides = _aides(documentation)
    annotations = typing.get_type_hints(fonction, include_extras=True)
    noms = list(inspect.signature(fonction).parameters)
    lit_droit = noms[:1] == ["droit"]
    arguments = []
    for argument in noms[1:] if lit_droit else noms:
        if argument not in aides:
            raise RegleInvalide(f"{nom} : l'argument « {argument} » n'a pas d'aide (section Args)")
        arguments.append(Argument(argument, _genre(nom, argument, annotations), aides[argument]))
    resume, _, suite = documentation.partition("\n")
    regle_ = Regle(
        nom, fonction, libelle, fonction.__module__.rpartition(".")[2], texte, article, statut,
        tuple(arguments), _genre(nom, "return", annotations), resume.strip(),
        suite.split("Args:")[0].strip(), lit_droit,
    )  # fmt: skip
    try:
        regle_.formule({a.nom: Plage("A1:A3") if a.genre.liste else Symbole("A1") for a in arguments})
    except RegleInvalide as erreur:
        raise RegleInvalide(f"règle « {nom} » : {erreur}") from erreur
    except TypeError as erreur:
        raise RegleInvalide(f"règle « {nom} » : hors du vocabulaire des verbes ({erreur})") from erreur
    registre[nom] = regle_
    return regle_


def _genre(regle_: str, argument: str, annotations: Mapping[str, Any]) -> Genre:
    for meta in getattr(annotations.get(argument), "__metadata__", ()):
        if isinstance(meta, Genre):
            return meta
    raise RegleInvalide(f"{regle_} : « {argument} » n'a pas de genre (Montant, Taux, Jour…)")


def regle(
    *, libelle: str, texte: str, article: str = "", statut: str = "confirme"
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Declare a rule of the house: label, text, article, and the status of what it says."""

    def enregistre(fonction: Callable[..., Any]) -> Callable[..., Any]:
        declarer(fonction, libelle=libelle, texte=texte, article=article, statut=statut, registre=CATALOGUE)
        return fonction

    return enregistre
