"""What describes open data: a table, its key, its columns, each with its kind, unit, meaning and perimeter."""

from __future__ import annotations

from dataclasses import dataclass

GENRES = {"texte": "string", "jour": "date", "entier": "integer", "nombre": "number", "montant": "number",
          "taux": "number"}  # fmt: skip
"""Each kind of column, and its type in a Table Schema."""


@dataclass(frozen=True, slots=True)
class Colonne:
    """One column: code, title, kind, unit, meaning; ``source`` is the step or input it is taken from, if it is one."""

    code: str
    titre: str
    genre: str
    sens: str
    source: str = ""
    unite: str = ""
    perimetre: str = ""
    choix: tuple[str, ...] = ()
    obligatoire: bool = False

    @property
    def entete(self) -> str:
        """Return the title as a reader sees it above a number: with its unit and its perimeter."""
        unite = f" ({self.unite})" if self.unite else ""
        return f"{self.titre}{unite}" + (f" – {self.perimetre}" if self.perimetre else "")


@dataclass(frozen=True, slots=True)
class Table:
    """One table: a line per CPTS-year, or several of them under the same key; ``cle`` makes each line unique."""

    code: str
    titre: str
    sens: str
    cle: tuple[str, ...]
    colonnes: tuple[Colonne, ...]

    def colonne(self, code: str) -> Colonne:
        """Return the column of this code; KeyError if there is none."""
        return {colonne.code: colonne for colonne in self.colonnes}[code]

    @property
    def codes(self) -> tuple[str, ...]:
        """Return the codes of the columns, in order."""
        return tuple(colonne.code for colonne in self.colonnes)
