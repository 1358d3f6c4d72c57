"""One rule and its readings from one text: its arguments, its guard, its value, its native formula, its sentence."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import cache
from typing import Any

from cpts_xl.absence import VIDE, Absent, Sorte, a_completer, illisible, refus
from cpts_xl.errors import CptsError, RegleInvalide
from cpts_xl.rules.colonnes import Colonne, Plage
from cpts_xl.rules.droit import DroitSymbolique
from cpts_xl.rules.genres import Genre, afficher
from cpts_xl.rules.mots import en_mots, mots_du_droit
from cpts_xl.rules.patrons import Patrons, remplir
from cpts_xl.rules.symbol import Symbole, texte_formule

STATUTS = {
    "confirme": "confirmé",
    "source_unique": "source unique",
    "incertain": "incertain",
    "convention": "convention de l'outil",
}
"""What a status is called, from the firmest to the weakest."""


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument of a rule: name, kind, French help, and the short label used in sentences."""

    nom: str
    genre: Genre
    aide: str
    franc: type = field(init=False, repr=False, compare=False)
    """The type of the values that need neither guard nor conversion: nearly all of them, told by one look."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "franc", _franc(self.genre))

    @property
    def libelle(self) -> str:
        """Return the help up to its first comma, as it reads inside a sentence."""
        return _court(self.aide)


def _franc(genre: Genre) -> type:
    if genre.liste:
        return Colonne
    if genre.code == "jour":
        return date
    return Fraction if genre.numerique or genre.code == "libre" else str


@cache
def _court(aide: str) -> str:
    court = re.split(r"[,.;(]", aide, maxsplit=1)[0].strip()
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
    lit_droit: bool
    noms: frozenset[str] = field(init=False, repr=False, compare=False)
    _ordre: tuple[str, ...] = field(init=False, repr=False, compare=False)
    _patrons: Patrons = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_ordre", ordre := tuple(a.nom for a in self.arguments))
        object.__setattr__(self, "noms", frozenset(ordre))
        object.__setattr__(self, "_patrons", {})

    @property
    def resume(self) -> str:
        """Return the first line of its help: what it gives."""
        return documentation(self.fonction).partition("\n")[0].strip()

    @property
    def aide(self) -> str:
        """Return what its help says between its first line and its arguments."""
        return documentation(self.fonction).partition("\n")[2].split("Args:")[0].strip()

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
        lues: dict[str, Any] = {}
        manques: list[str] = []
        for argument in self.arguments:
            valeur = valeurs.get(argument.nom)
            # cette boucle est parcourue pour chaque case : ce qui est franc n'y appelle rien
            if (sorte := type(valeur)) is argument.franc and (sorte is not str or valeur):
                lues[argument.nom] = valeur
            elif (garde := self._garde(argument, valeur)) is not None:
                manques.append(garde.detail)
            else:
                lues[argument.nom] = _normalise(argument.genre, valeur)
        if manques:
            return a_completer(", ".join(dict.fromkeys(manques)))
        resultat = self.fonction(_DroitPrudent(droit), **lues) if self.lit_droit else self.fonction(**lues)
        return Fraction(resultat) if type(resultat) is int else resultat

    def formule(self, references: Mapping[str, Any]) -> str:
        """Return the native formula, guarded: « À compléter » unless every required cell is filled.

        ``references`` maps each argument to a ``Symbole`` (a cell), a ``Plage`` (a range) or a constant.
        """
        self._noms_connus(references)
        return remplir(self._patrons, self._ordre, references, self._ecrire)

    def _ecrire(self, references: Mapping[str, Any]) -> str:
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
        garde = conditions[0] if len(conditions) == 1 else f"AND({','.join(conditions)})"
        return f'IF({garde},{texte},"{a_completer().texte_natif}")' if conditions else texte

    def expliquer(
        self,
        valeurs: Mapping[str, Any],
        droit: Any = None,
        libelles: Mapping[str, str] | None = None,
        *,
        connu: Any = None,
    ) -> str:
        """Return the French sentence of the computation, with its numbers; ``connu`` is its value, if it was kept."""
        resultat = self.evaluer(valeurs, droit) if connu is None or isinstance(connu, Absent) else connu
        if isinstance(resultat, Absent):
            return f"{self.libelle} : {resultat.texte.rstrip('.')}."
        noms, mots = libelles or {}, mots_du_droit(droit)
        symboles: dict[str, Any] = {}
        for argument in self.arguments:
            valeur, nom = valeurs.get(argument.nom), noms.get(argument.nom, argument.libelle)
            if argument.genre.liste:
                symboles[argument.nom] = Plage(argument.nom, nom, list(valeur or ()))
            else:
                dite = mots.get(valeur) if isinstance(valeur, str) else None
                affichee = f"{nom} ({dite or afficher(argument.genre, valeur)})"
                symboles[argument.nom] = Symbole(argument.nom, affichee, valeur=_normalise(argument.genre, valeur))
        try:
            trace = self._appelle(symboles, DroitSymbolique(droit))
        except CptsError as erreur:  # la phrase ne doit jamais cacher le nombre
            return f"{self.libelle} : {afficher(self.retour, resultat)} ({erreur})."
        phrase = en_mots(trace.phrase if isinstance(trace, Symbole) else afficher(self.retour, trace), mots)
        affiche = afficher(self.retour, resultat)
        for redite in (affiche, f"« {affiche} »"):  # « Oui = « Oui » (car …) » se lit « Oui (car …) »
            if phrase == redite or phrase.startswith(f"{redite} (car"):
                return f"{self.libelle} : {affiche}{phrase.removeprefix(redite)}."
        return f"{self.libelle} : {affiche} = {phrase}."

    def _noms_connus(self, valeurs: Mapping[str, Any]) -> None:
        if not valeurs.keys() <= self.noms:
            inconnus = valeurs.keys() - self.noms
            raise RegleInvalide(f"{self.nom} : argument inconnu {', '.join(sorted(inconnus))}")

    def _appelle(self, valeurs: Mapping[str, Any], droit: Any) -> Any:
        nommes = {a.nom: valeurs.get(a.nom) for a in self.arguments}
        return self.fonction(droit, **nommes) if self.lit_droit else self.fonction(**nommes)


def _normalise(genre: Genre, valeur: Any) -> Any:
    """Return a value as the rule may meet it: an optional cell that holds no usable value is an absence."""
    if genre.liste:
        return valeur if type(valeur) is Colonne else list(valeur or ())
    if valeur is None or valeur == "":
        return VIDE
    if genre.calcule and isinstance(valeur, Absent):
        return valeur.texte_natif
    if genre.code == "jour" and isinstance(valeur, Fraction | int):
        return illisible(f"« {afficher(genre, valeur)} » n'est pas une date")
    if isinstance(valeur, str) and (genre.code == "libre" or (genre.facultatif and genre.numerique)):
        return illisible(f"« {valeur} » n'est pas un nombre")
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


def documentation(fonction: Callable[..., Any]) -> str:
    """Return the help of a rule, without the indentation of its code."""
    return inspect.getdoc(fonction) or ""
