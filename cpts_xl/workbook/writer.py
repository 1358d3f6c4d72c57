"""The pen: writes inputs, fixed words and steps in their cells, protects, validates, sets up the print."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date, datetime, time
from fractions import Fraction
from typing import Any

from cpts_xl.absence import Absent
from cpts_xl.engine.schema import Champ
from cpts_xl.rules.genres import Genre
from cpts_xl.workbook import sheets
from cpts_xl.workbook.domaine import domaine_de
from cpts_xl.workbook.inks import Encre, cache, formule
from cpts_xl.workbook.lambdas import PREFIXE
from cpts_xl.workbook.layout import LIGNE_ENTETE, Case, Layout, feuille_citee
from cpts_xl.workbook.styles import Styles
from cpts_xl.workbook.textes import ecrire_texte, pied_de
from cpts_xl.workbook.xlsx.types import lettres

A4 = 9
HAUTEUR_ENTETE = 42
"""Letters of the name of a CPTS that the footer keeps."""
TITRE_MESSAGE_MAX, MESSAGE_MAX = 32, 255
_PROTECTION = {
    "format_columns": True, "format_rows": True, "sort": True, "autofilter": True, "select_locked_cells": True,
    "select_unlocked_cells": True,
}  # fmt: skip


class Ecrivain:
    """What the pages share: the workbook, its layout, its ink and its styles."""

    def __init__(self, classeur: Any, layout: Layout, encre: Encre) -> None:
        self.classeur = classeur
        self.layout = layout
        self.resultat = layout.resultat
        self.encre = encre
        self.styles = Styles(classeur)
        self._feuilles: dict[str, Any] = {}
        self._formules = hashlib.sha256()
        self._textes: dict[str, str] = {}
        self._genre_de_feuille = _feuille_rapide()

    def feuille(self, nom: str) -> Any:
        """Return a sheet, made and set up (A4, footer, protection without password) at the first call."""
        if nom not in self._feuilles:
            feuille = self.classeur.add_worksheet(nom, worksheet_class=self._genre_de_feuille)
            feuille.set_paper(A4)
            feuille.set_landscape()
            feuille.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.7)
            feuille.fit_to_pages(1, 0)
            feuille.hide_gridlines(2)
            feuille.set_footer(f"{pied_de(self.resultat.dossier.nom)}&C&8&A&R&8Page &P sur &N")
            feuille.set_tab_color(sheets.COULEUR_ONGLET[nom])
            feuille.protect("", _PROTECTION)
            self._feuilles[nom] = feuille
        return self._feuilles[nom]

    def titre(self, nom: str, titre: str, aide: str) -> Any:
        """Write the title and the explanation at the top of a sheet, and return the sheet."""
        feuille = self.feuille(nom)
        feuille.set_row(0, 26)
        feuille.write_string(0, 0, titre, self.styles.titre)
        feuille.write_string(1, 0, aide, self.styles.aide)
        return feuille

    def valeur(self, case: Case, valeur: Any, style: Any) -> None:
        """Write a constant: number, date, text, or nothing (the cell keeps its look)."""
        feuille, ligne, colonne = self.feuille(case.feuille), case.ligne - 1, case.colonne - 1
        if valeur is None or valeur == "":
            feuille.write_blank(ligne, colonne, None, style)
        elif isinstance(valeur, Absent):
            feuille.write_string(ligne, colonne, valeur.texte, style)
        elif isinstance(valeur, date):
            feuille.write_datetime(ligne, colonne, datetime.combine(valeur, time()), style)
        elif isinstance(valeur, Fraction | int):
            feuille.write_number(ligne, colonne, float(valeur), style)
        else:
            ecrire_texte(feuille, ligne, colonne, str(valeur), style)

    def saisie(self, ident: str, champ: Champ, **style: Any) -> None:
        """Write an input cell: its value and its yellow, unlocked look."""
        case = self.layout.cases[ident]
        self.valeur(case, self.resultat.valeurs.get(ident), self.styles.case(champ.genre, saisie=True, **style))

    def etape(self, ident: str, genre: Genre, **style: Any) -> None:
        """Write a step in its cell, in the ink of the workbook, with its value stored beside the formula."""
        valeur = cache(self.resultat.par_id[ident].valeur, self.encre)
        self.formule(self.layout.cases[ident], self.texte_formule(ident), valeur, genre, **style)

    def texte_formule(self, ident: str) -> str:
        """Return the formula of a step, without its « = » sign, in the ink of the workbook; written once."""
        texte = self._textes.get(ident)
        if texte is None:
            texte = self._textes[ident] = formule(self.layout, self.resultat.par_id[ident].etape, self.encre)
        return texte

    def formule(self, case: Case, texte: str, valeur: float | str, genre: Genre, **style: Any) -> None:
        """Write a formula with its stored value."""
        self._formules.update(f"{case.feuille}!{case.adresse}={texte}\n".encode())
        feuille, ligne, colonne, vu = self.feuille(case.feuille), case.ligne - 1, case.colonne - 1, self.styles.case
        if self.encre is Encre.LAMBDA and PREFIXE in texte:
            # autrement, Excel ajouterait « @ » devant le nom
            feuille.write_dynamic_array_formula(ligne, colonne, ligne, colonne, texte, vu(genre, **style), valeur)
        else:
            feuille.write_formula(ligne, colonne, f"={texte}", vu(genre, **style), valeur)

    def empreinte_formules(self) -> str:
        """Return the sha256 (hex) of every formula written so far, each with its place."""
        return self._formules.hexdigest()

    def rappel(self, case: Case, ident: str, genre: Genre, **style: Any) -> None:
        """Write a cell that shows another: the text or the number of a step, never an empty cell turned into 0."""
        source = self.layout.reference(ident, case)
        self.formule(case, source, cache(self.resultat.valeurs[ident], self.encre), genre, **style)

    def validation(self, feuille: str, champ: Champ, premiere: Case, derniere: Case) -> None:
        """Restrict what may be typed in a column (or a cell), and say what to type when it is selected."""
        regle: dict[str, Any] = {
            "input_title": champ.libelle[:TITRE_MESSAGE_MAX],
            "input_message": champ.aide[:MESSAGE_MAX],
            "error_title": "Saisie refusée",
            "ignore_blank": True,
            **domaine_de(champ, feuille_citee(feuille), lettres(premiere.colonne)),
        }
        self.feuille(feuille).data_validation(
            premiere.ligne - 1, premiere.colonne - 1, derniere.ligne - 1, derniere.colonne - 1, regle
        )

    def note(self, feuille: str, colonne: int, champ: Champ) -> None:
        """Attach to the header of an input column a note that says what to type and where to find it."""
        self.feuille(feuille).write_comment(
            LIGNE_ENTETE - 1, colonne - 1, texte_note(champ),
            {"author": "cpts_xl", "width": 240, "height": 90, "font_size": 9},
        )  # fmt: skip

    def tableau(self, feuille: str, nom: str, entetes: Sequence[str], lignes: int, premiere: int) -> None:
        """Declare a real Excel table over cells already written; ``premiere`` is its header row, from 1."""
        self.feuille(feuille).set_row(premiere - 1, HAUTEUR_ENTETE)
        self.feuille(feuille).add_table(
            premiere - 1, 0, premiere - 1 + lignes, len(entetes) - 1,
            {"name": nom, "style": None,
             "columns": [{"header": e, "header_format": self.styles.entete} for e in entetes]},
        )  # fmt: skip

    def hauteur(self, feuille: str, ligne: int, textes: Sequence[tuple[str, float]], *, taille: int = 10) -> None:
        """Give a row the height that its longest wrapped text needs; viewers do not all compute it."""
        lignes = max((lignes_de(texte, largeur * 11.2 / taille) for texte, largeur in textes), default=1)
        if lignes > 1:
            self.feuille(feuille).set_row(ligne - 1, min(409, lignes * taille * 1.32 + 3))

    def impression(
        self, feuille: str, lignes: int, colonnes: int, *, entete: int, large: int = 1, repete: str = ""
    ) -> None:
        """Set what is printed: the area really filled, its header repeated, the panes frozen under the header."""
        page = self.feuille(feuille)
        page.print_area(0, 0, lignes - 1, colonnes - 1)
        page.repeat_rows(entete - 1)
        page.fit_to_pages(large, 0)
        page.freeze_panes(entete, 0)
        if repete:
            page.repeat_columns(repete)
            page.freeze_panes(entete, ord(repete[-1]) - 64)


def _feuille_rapide() -> Any:
    """Return XlsxWriter's sheet without its search, thirty times per formula, of functions that we never write."""
    from xlsxwriter.worksheet import Worksheet  # noqa: PLC0415  (lourd : seulement quand un classeur s'écrit)

    class Feuille(Worksheet):  # type: ignore[misc]
        def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:  # noqa: FBT001, FBT002, ARG002  (signature d'origine)
            return formula.removeprefix("=")

    return Feuille


def texte_note(champ: Champ) -> str:
    """Return the note of an input column: what to type, where to find it, the admitted words."""
    attendu = f" Au choix : {', '.join(champ.choix)}." if champ.choix else ""
    return f"{champ.libelle} : {champ.aide}{attendu}"


def lignes_de(texte: str, largeur: float) -> int:
    """Return on how many lines a text wraps in a column of that width, words kept whole."""
    total = 0
    for paragraphe in texte.split("\n"):
        reste, lignes = largeur - 1, 1
        for mot in paragraphe.split(" "):
            if len(mot) + 1 > reste:
                lignes += 1
                reste = largeur - 1
            reste -= len(mot) + 1
        total += lignes
    return total
