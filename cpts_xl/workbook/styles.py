"""How cells look: inputs pale yellow and unlocked, formulas locked, money and dates as a French reader expects.

Meaning never hangs on colour alone: an input is also unlocked and explained when selected.
"""

from __future__ import annotations

from typing import Any

from cpts_xl.rules.genres import Genre

POLICE = "Calibri"
FOND_SAISIE, ENCRE_SAISIE = "#FFF8DC", "#1B3A8C"
FOND_TITRE, FOND_ENTETE, FOND_TOTAL, FILET = "#12404A", "#DCE9EC", "#EEF4F5", "#B8C4C8"
FOND_ALERTE, ENCRE_ALERTE = "#FDEBD0", "#7A3E00"

MILLIERS = "[$-40C]#,##0"

FORMATS = {
    "montant": '[$-40C]#,##0.00\\ "€";[Red]\\-#,##0.00\\ "€"',
    "taux": "[$-40C]0.00\\ %",
    "jour": "dd/mm/yyyy",
    "entier": "[$-40C]0",
    "nombre": "[$-40C]General",
}
"""Number formats by kind. « [$-40C] » asks for French display wherever the file is opened."""


def proprietes_centrees(proprietes: dict[str, Any]) -> bool:
    """Return whether a cell is centred: an indent would then push its text aside."""
    return proprietes.get("align") == "center"


class Styles:
    """The cell formats of one workbook, made once each."""

    def __init__(self, classeur: Any) -> None:
        self._classeur = classeur
        self._faits: dict[tuple[tuple[str, Any], ...], Any] = {}
        self._cases: dict[tuple[Any, ...], Any] = {}

    def __call__(self, **proprietes: Any) -> Any:
        """Return the format that has these properties, over the common ones."""
        tout = {"font_name": POLICE, "font_size": 10, "valign": "vcenter", **proprietes}
        cle = tuple(sorted(tout.items()))
        if cle not in self._faits:
            self._faits[cle] = self._classeur.add_format(tout)
        return self._faits[cle]

    def case(self, genre: Genre, *, saisie: bool = False, **reste: Any) -> Any:
        """Return the format of a table cell of this kind: an input to fill, or a locked result."""
        cle = (genre, saisie, *reste.items())
        if (faite := self._cases.get(cle)) is None:  # soixante mille cases, et une centaine d'apparences
            faite = self._cases[cle] = self._case(genre, saisie=saisie, **reste)
        return faite

    def _case(self, genre: Genre, *, saisie: bool, **reste: Any) -> Any:
        proprietes: dict[str, Any] = {"border": 1, "border_color": FILET}
        if genre.code in FORMATS:
            proprietes |= {"num_format": FORMATS[genre.code], "align": "right"}
            if not saisie:  # « À compléter : … » doit se lire en entier là où un nombre manque
                proprietes["text_wrap"] = True
        elif not proprietes_centrees(reste):
            proprietes |= {"indent": 1, "text_wrap": genre.code == "texte"}
        if saisie:
            proprietes |= {"bg_color": FOND_SAISIE, "font_color": ENCRE_SAISIE, "locked": False}
            if not genre.numerique:
                proprietes["num_format"] = "@"
        return self(**{**proprietes, **reste})

    @property
    def titre(self) -> Any:
        """Return the format of a sheet's title."""
        return self(bold=True, font_size=16, font_color=FOND_TITRE)

    @property
    def aide(self) -> Any:
        """Return the format of the explanation under a title."""
        return self(italic=True, font_color="#4A5357", indent=0)

    @property
    def aide_longue(self) -> Any:
        """Return the format of an explanation that wraps in its own column."""
        return self(italic=True, font_color="#4A5357", text_wrap=True, indent=1)

    @property
    def entete(self) -> Any:
        """Return the format of a header."""
        return self(bold=True, bg_color=FOND_ENTETE, border=1, border_color=FILET, text_wrap=True, align="center")

    @property
    def section(self) -> Any:
        """Return the format of a section title inside a sheet."""
        return self(bold=True, font_size=12, font_color=FOND_TITRE, bottom=2, bottom_color=FOND_TITRE)
