"""What a sheet made of one table is: its columns, who fills them, its colour, whether a first look shows it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from cpts_xl.engine.schema import TABLEAUX, Champ
from cpts_xl.rules.genres import TEXTE, Genre

BLEU, GRIS, VERT, AMBRE = "#2F5D8C", "#7A7F87", "#2E6B4F", "#9A5B00"
OCRE, VIOLET = "#8A6D1B", "#6B4A7E"


class Groupe(StrEnum):
    """The group of a sheet, which gives its tab a colour and its line in the guide."""

    GUIDE = "Guide et synthèse"
    CONTRAT = "Contrat et indicateurs"
    ARGENT = "Argent"
    PERSONNES = "Personnes (nominatif)"
    ACTIVITE = "Activité et textes"
    CONTROLE = "Contrôle et relecture"


COULEURS = {
    Groupe.GUIDE: VERT,
    Groupe.CONTRAT: BLEU,
    Groupe.ARGENT: OCRE,
    Groupe.PERSONNES: VIOLET,
    Groupe.ACTIVITE: GRIS,
    Groupe.CONTROLE: AMBRE,
}


class Nature(StrEnum):
    """Who fills a cell: the user, the layout (a fixed word), or a rule."""

    SAISIE = "saisie"
    FIXE = "fixe"
    CALCUL = "calcul"


@dataclass(frozen=True, slots=True)
class Colonne:
    """One column of a table: identifier suffix, header, who fills it, kind, width, input field if any."""

    code: str
    titre: str
    nature: Nature
    genre: Genre
    largeur: float
    champ: Champ | None = None


@dataclass(frozen=True, slots=True)
class FeuilleTableau:
    """A sheet made of one table. ``prefixe`` is the code of its table: « indicateur » gives rows « indicateur.3 »."""

    nom: str
    titre: str
    aide: str
    prefixe: str
    nom_tableau: str
    colonnes: tuple[Colonne, ...]
    groupe: Groupe
    cle: str
    pages_de_large: int = 1
    repete: str = ""
    """Last column repeated on every printed page, when the table is wider than one."""
    simple: bool = False
    """Whether the simple mode shows it."""

    @property
    def saisies(self) -> tuple[Colonne, ...]:
        """Return the columns that the user fills."""
        return tuple(c for c in self.colonnes if c.nature is Nature.SAISIE)


def saisie(tableau: str, code: str, largeur: float, titre: str = "") -> Colonne:
    """Return the column of an input field; ``titre`` when the header must be shorter than the label."""
    champ = TABLEAUX[tableau].champ(code)
    return Colonne(code, titre or champ.libelle, Nature.SAISIE, champ.genre, largeur, champ)


def fixe(code: str, titre: str, largeur: float, genre: Genre = TEXTE) -> Colonne:
    """Return a column whose words the law or the calendar gives."""
    return Colonne(code, titre, Nature.FIXE, genre, largeur)


def calcul(code: str, titre: str, genre: Genre, largeur: float = 13) -> Colonne:
    """Return a column that a rule computes."""
    return Colonne(code, titre, Nature.CALCUL, genre, largeur)
