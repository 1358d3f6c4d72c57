"""Records of the law: what a text says, with its article, its unit, its status and the day it was checked.

No arithmetic here. An amount that no public source confirms is ``None``; asked for, it is an ``Absent``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date
    from fractions import Fraction

# The accord knows four sizes of CPTS; every amount of its annex is a row of four.
TAILLES = ("1", "2", "3", "4")
MISSIONS = ("acces", "parcours", "prevention", "crise", "qualite", "accompagnement")
"""The missions that a text may create, in the order of their columns on the sheet of keys."""
UNITES = ("€ par an", "€", "mois", "années", "année civile", "habitants", "taux", "choix")
"""The units that a text may write: each says how its value is read and shown."""


class Statut(StrEnum):
    """How sure a number is; the text is what the files of the law write."""

    CONFIRME = "confirme"
    SOURCE_UNIQUE = "source_unique"
    INCERTAIN = "incertain"


@dataclass(frozen=True, slots=True)
class Texte:
    """One act: accord, avenant, decree, code. ``effet`` alone selects; ``signature`` is None for a code."""

    nom: str
    titre: str
    court: str
    signature: date | None
    effet: date
    effet_statut: Statut
    source: str
    fichier: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Parametre:
    """One value of the law: exact number, word, or None when no source gives it."""

    cle: tuple[str, ...]
    libelle: str
    valeur: Fraction | str | None
    unite: str
    texte: Texte
    article: str
    source: str
    statut: Statut
    verifie_le: date
    note: str = ""

    @property
    def code(self) -> str:
        """Return the key as one word, « montant|acces_fixe|3 »: what a formula looks up."""
        return "|".join(self.cle)

    @property
    def reference(self) -> str:
        """Return the text and its article on one line, or the source when the article was not read."""
        if self.article:
            return f"{self.texte.court}, {self.article}"
        return f"{self.texte.court} (source : {self.source})"


@dataclass(frozen=True, slots=True)
class Mission:
    """One mission of the accord; ``socle`` when it is mandatory, ``depuis`` the day when its text takes effect."""

    code: str
    libelle: str
    socle: bool
    depuis: date


@dataclass(frozen=True, slots=True)
class Ligne:
    """One line of the grid of amounts; ``mission`` and ``condition`` are empty when there is none."""

    code: str
    libelle: str
    mission: str
    volet: str
    famille: str
    condition: str = ""


@dataclass(frozen=True, slots=True)
class Seuil:
    """Lower bound of one size, in inhabitants; ``comprise`` says whether the bound itself belongs to it."""

    rang: int
    valeur: int
    comprise: bool
    parametre: Parametre

    @property
    def a_partir_de(self) -> int:
        """Return the first whole number of inhabitants of this size: what a sorted look-up needs."""
        return self.valeur if self.comprise else self.valeur + 1


@dataclass(frozen=True, slots=True)
class Maintien:
    """A later text is believed to keep an amount: the value stays, how sure we are of it changes."""

    code: str
    article: str
    source: str
    statut: Statut
    verifie_le: date
    note: str = ""


@dataclass(frozen=True, slots=True)
class Abrogation:
    """What a later text removes: ``codes`` of parameters, and the ``ligne`` they made, if any."""

    codes: tuple[str, ...]
    ligne: str
    texte: Texte
    article: str
    source: str
    statut: Statut
    verifie_le: date
    note: str = ""


@dataclass(frozen=True, slots=True)
class Acte:
    """One file, read: the text and everything it states. ``places`` tells after which code one stands."""

    texte: Texte
    missions: tuple[Mission, ...]
    lignes: tuple[Ligne, ...]
    seuils: tuple[Seuil, ...]
    parametres: tuple[Parametre, ...]
    maintiens: tuple[Maintien, ...]
    abrogations: tuple[Abrogation, ...]
    places: dict[str, str] = field(default_factory=dict)


def codes_de_ligne(ligne: str) -> tuple[str, ...]:
    """Return the codes of the four amounts of a line of the grid."""
    return tuple(f"montant|{ligne}|{taille}" for taille in TAILLES)


def en_clair(jour: date) -> str:
    """Return a day as a French reader writes it: « 25/08/2019 »."""
    return f"{jour:%d/%m/%Y}"
