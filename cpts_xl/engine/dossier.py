"""What a CPTS declares for one contract year, and what is wrong in it, place by place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

from cpts_xl.constats import Gravite
from cpts_xl.engine.schema import IDENTITE, LISTES_LIBRES, PLURIELS, TABLEAUX, TABLES_FIXES, Champ
from cpts_xl.errors import SaisieInvalide

Enregistrement = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Anomalie:
    """Something wrong or doubtful in a declared value. ``saisie`` is its identifier: « indicateur.3.depart »."""

    saisie: str
    message: str
    remede: str
    gravite: Gravite = Gravite.BLOQUANT
    lu: str = ""
    autre: str = ""
    """Identifier of the other input, of the same table, whose rank the message gives: « à la ligne 3 »."""

    def a_la_ligne(self, rangee: int) -> str:
        """Return the message, the other input being cited by the row of the sheet where it stands."""
        # le rang n'est une ligne que dans la liste : dans le classeur, le tableau commence sous ses titres
        avant, mot, apres = self.message.rpartition(f"ligne {self.autre.split('.')[1]}") if self.autre else ("", "", "")
        return f"{avant}ligne {rangee}{apres}" if mot else self.message


@dataclass(frozen=True, slots=True)
class Dossier:
    """The declared contract year. Values are exact: Fraction, date, str, or None for what is not typed.

    ``fiches`` holds the tables whose rows are fixed, by table then by code of the row; ``listes`` the free tables.
    """

    identite: Enregistrement
    fiches: Mapping[str, Mapping[str, Enregistrement]] = field(default_factory=dict)
    listes: Mapping[str, tuple[Enregistrement, ...]] = field(default_factory=dict)

    @property
    def debut(self) -> date:
        """Return the first day of the contract year, which selects the texts in force.

        Raises:
            SaisieInvalide: the day is missing or unreadable; nothing can then be computed.
        """
        debut = self.identite.get("debut")
        if not isinstance(debut, date):
            raise SaisieInvalide(
                "Le début de l'année conventionnelle manque ou n'est pas une date : sans lui, aucun texte ne peut être "
                "choisi. Saisir cette date (jj/mm/aaaa) dans la feuille Identité."
            )
        return debut

    @property
    def nom(self) -> str:
        """Return the name of the CPTS, or a neutral French word when it is not typed."""
        return str(self.identite.get("nom") or "CPTS sans nom")

    def liste(self, tableau: str) -> tuple[Enregistrement, ...]:
        """Return the rows of a free table (« indicateur », « versement »…)."""
        return self.listes.get(tableau, ())

    def fiche(self, tableau: str) -> Mapping[str, Enregistrement]:
        """Return the rows of a table whose rows are fixed (« mission », « ligne »…), by code."""
        return self.fiches.get(tableau, {})

    def avec(self, **tables: Any) -> Dossier:
        """Return a copy with another identity or other tables, each named by its plural: versements, missions…"""
        identite, fiches, listes = self.identite, dict(self.fiches), dict(self.listes)
        for pluriel, valeur in tables.items():
            if pluriel == "identite":
                identite = valeur
            elif TABLEAUX[PLURIELS[pluriel]].libre:
                listes[PLURIELS[pluriel]] = tuple(valeur)
            else:
                fiches[PLURIELS[pluriel]] = valeur
        return Dossier(identite, fiches, listes)

    def saisies(self) -> dict[str, Any]:
        """Return every declared value by its identifier: « identite.population », « indicateur.1.cible »…"""
        valeurs: dict[str, Any] = {f"identite.{c.code}": self.identite.get(c.code) for c in IDENTITE}
        for tableau in TABLES_FIXES:
            codes = TABLEAUX[tableau].codes
            for code, ligne in self.fiche(tableau).items():
                for champ in codes:
                    valeurs[f"{tableau}.{code}.{champ}"] = ligne.get(champ)
        for tableau in LISTES_LIBRES:
            codes = TABLEAUX[tableau].codes
            for rang, ligne in enumerate(self.liste(tableau), 1):
                for champ in codes:
                    valeurs[f"{tableau}.{rang}.{champ}"] = ligne.get(champ)
        return valeurs


def convertir(champ: Champ, brut: Any) -> Any:
    """Return a raw value (TOML, command line) as the exact value of a field: Fraction, date or text.

    Raises:
        SaisieInvalide: the value is not of the field's kind.
    """
    if brut is None or brut == "":
        return None
    genre = champ.genre
    if genre.code == "jour":
        if isinstance(brut, date):
            return brut
    elif genre.numerique:
        if isinstance(brut, int | Fraction) and not isinstance(brut, bool):
            return Fraction(brut)
    elif isinstance(brut, str):
        return brut
    raise SaisieInvalide(f"{champ.libelle} : « {brut} » n'est pas du genre attendu ({genre.unite}). {champ.aide}")
