"""The looks that a template may have: one family, one accent colour, sizes. The builders know nothing else of it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Charte:
    """One look. ``plein`` says whether the header row of a table is filled with the accent colour."""

    police: str
    secours: str
    accent: str
    fond: str
    filet: str
    texte: str
    gris: str
    corps: float
    cellule: float
    petite: float
    menue: float
    plein: bool

    @property
    def entete(self) -> str:
        """Return the colour of the text of a header row."""
        return "FFFFFF" if self.plein else self.texte


INSTITUTIONNELLE = Charte("Calibri", "Carlito", "0F5C63", "EAF2F2", "B7C6C8", "262626", "595959", 10, 8.5, 7.5, 7,
                          plein=True)  # fmt: skip
SOBRE = Charte("Calibri", "Carlito", "262626", "F2F2F2", "BFBFBF", "1A1A1A", "595959", 10, 8.5, 7.5, 7,
               plein=False)  # fmt: skip
