"""How the consolidated workbook is written: its sheets, its looks, its formulas with their value beside them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from typing import Any

from cpts_xl.campaign import sorties

POLICE = "Calibri"
TITRE, ENTETE, FILET, PALE = "#12404A", "#DCE9EC", "#B8C4C8", "#EEF4F5"
FORMATS = {
    "montant": '[$-40C]#,##0.00\\ "€";[Red]\\-#,##0.00\\ "€"',
    "taux": "[$-40C]0.0\\ %",
    "jour": "dd/mm/yyyy",
    "entier": "[$-40C]0",
    "effectif": "[$-40C]#,##0",
    "nombre": "[$-40C]#,##0.00",
}
"""Number formats by kind: French, wherever the file is opened."""
PREMIERE = 4
"""Row of the first line of data, counted from 1: title, explanation, headers."""

Caches = Sequence[Any]


def colonne_en_lettres(rang: int) -> str:
    """Return the letters of a column counted from 0."""
    lettres = ""
    rang += 1
    while rang:
        rang, reste = divmod(rang - 1, 26)
        lettres = chr(65 + reste) + lettres
    return lettres


class Plume:
    """The workbook being written; rows of a sheet are written from top to bottom, for each goes to the disk at once."""

    def __init__(self, classeur: Any, ordre: Sequence[str]) -> None:
        self.classeur = classeur
        self._feuilles = {nom: classeur.add_worksheet(nom) for nom in ordre}
        self._formats: dict[tuple[tuple[str, Any], ...], Any] = {}

    def feuille(self, nom: str) -> Any:
        """Return a sheet."""
        return self._feuilles[nom]

    def style(self, **proprietes: Any) -> Any:
        """Return the format that has these properties, made once."""
        tout = {"font_name": POLICE, "font_size": 10, "valign": "vcenter", **proprietes}
        cle = tuple(sorted(tout.items()))
        if cle not in self._formats:
            self._formats[cle] = self.classeur.add_format(tout)
        return self._formats[cle]

    def case(self, genre: str, **reste: Any) -> Any:
        """Return the format of a cell of data of this kind."""
        proprietes: dict[str, Any] = {"border": 1, "border_color": FILET}
        if genre in FORMATS:
            proprietes |= {"num_format": FORMATS[genre], "align": "right"}
        return self.style(**proprietes | reste)

    @property
    def entete(self) -> Any:
        """Return the format of a header."""
        return self.style(bold=True, bg_color=ENTETE, border=1, border_color=FILET, text_wrap=True, align="center")

    def tete(self, nom: str, titre: str, aide: str) -> Any:
        """Write the title of a sheet and what it shows; return the sheet."""
        feuille = self.feuille(nom)
        feuille.hide_gridlines(2)
        feuille.write_string(0, 0, titre, self.style(bold=True, font_size=16, font_color=TITRE))
        feuille.write_string(1, 0, aide, self.style(italic=True, font_color="#4A5357"))
        return feuille

    def entetes(self, nom: str, ligne: int, titres: Sequence[str], *, haut: float = 45) -> None:
        """Write a row of headers; ``ligne`` counts from 0."""
        self.feuille(nom).set_row(ligne, haut)
        for rang, titre in enumerate(titres):
            self.feuille(nom).write_string(ligne, rang, titre, self.entete)

    def valeur(self, nom: str, ligne: int, colonne: int, valeur: Any, genre: str, **style: Any) -> None:
        """Write a value as its kind asks; nothing for a missing one, but the border of its cell."""
        feuille, forme = self.feuille(nom), self.case(genre, **style)
        if valeur is None:
            feuille.write_blank(ligne, colonne, None, forme)
        elif genre == "jour":
            feuille.write_datetime(ligne, colonne, date.fromisoformat(valeur), forme)
        elif isinstance(valeur, int | float):
            feuille.write_number(ligne, colonne, valeur, forme)
        else:
            feuille.write_string(ligne, colonne, str(valeur), forme)

    def formule(
        self, nom: str, place: tuple[int, int], texte: str, valeur: Any, genre: str, *, matrice: bool = False,
        **style: Any,
    ) -> None:  # fmt: skip
        """Write a formula with its value beside it; ``matrice`` for one that reads a whole column under a condition."""
        feuille, forme, stockee = self.feuille(nom), self.case(genre, **style), "" if valeur is None else valeur
        if matrice:
            feuille.write_array_formula(*place, *place, f"{{={texte}}}", forme, stockee)
        else:
            feuille.write_formula(*place, f"={texte}", forme, stockee)

    def impression(
        self,
        nom: str,
        lignes: int,
        colonnes: int,
        *,
        entete: int,
        large: int = 1,
        haut: int = 0,
        figees: int = 0,
        repetees: str = "",
    ) -> None:
        """Set what is printed: landscape, header repeated, panes frozen below it, page and sheet named at the foot."""
        feuille = self.feuille(nom)
        feuille.set_landscape()
        feuille.set_paper(8 if large > 1 else 9)  # A3 pour les données, A4 pour le reste
        feuille.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        feuille.print_area(0, 0, max(lignes, 1) - 1, colonnes - 1)
        feuille.fit_to_pages(large, haut)
        feuille.set_footer("&L&A&RPage &P sur &N")
        if entete:
            feuille.repeat_rows(entete - 1)
            feuille.freeze_panes(entete, figees)
        if repetees:
            feuille.repeat_columns(repetees)

    def nom(self, nom: str, feuille: str, colonne: int, premiere: int, derniere: int) -> None:
        """Name a column of data; rows count from 1."""
        lettres = colonne_en_lettres(colonne)
        self.classeur.define_name(nom, f"='{feuille}'!${lettres}${premiere}:${lettres}${derniere}")

    def proprietes(self, jour: date) -> None:
        """Set the properties of the file; its day is that of the data, never the clock."""
        self.classeur.set_properties({
            "title": sorties.TITRE, "author": "cpts_xl",
            "comments": "Écrit par cpts_xl. Aucune donnée personnelle.",
            "created": datetime.combine(jour, time(), UTC),
        })  # fmt: skip
