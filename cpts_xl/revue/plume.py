"""The pen of a review: that of the workbooks, with the sheets of the review, its cells, its links and its charts."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from fractions import Fraction
from typing import Any

from cpts_xl import __version__
from cpts_xl.absence import Absent
from cpts_xl.engine.etapes import Const, Entree, Etape
from cpts_xl.engine.resultat import Resultat
from cpts_xl.rules.colonnes import Plage
from cpts_xl.rules.genres import ANNEES, TEXTE, Genre
from cpts_xl.rules.symbol import Symbole
from cpts_xl.workbook.feuilles.modele import AMBRE, BLEU, GRIS, OCRE, VERT
from cpts_xl.workbook.inks import Encre, cache
from cpts_xl.workbook.layout import LIGNE_ENTETE, Case, Layout, feuille_citee
from cpts_xl.workbook.styles import ENCRE_ALERTE, FOND_ALERTE, MILLIERS
from cpts_xl.workbook.textes import ecrire_texte, pied_de
from cpts_xl.workbook.writer import A4, HAUTEUR_ENTETE, Ecrivain
from cpts_xl.workbook.xlsx.types import ErreurCellule

LIEN, ENCRE_AIDE = "#1B3A8C", "#4A5357"
_PROTECTION = {"format_columns": True, "format_rows": True, "sort": True, "autofilter": True,
               "select_locked_cells": True, "select_unlocked_cells": True}  # fmt: skip


class Onglet(StrEnum):
    """The sheets of a review, in the order of the tabs."""

    SYNTHESE = "Synthèse"
    CONSTATS = "Constats"
    RECALCUL = "Recalcul"
    ECARTS = "Écarts CPTS et CPAM"
    DROIT = "Droit ouvert"
    RELEVE = "Relevé de décisions"
    PREUVES = "Pièces et force de preuve"
    FONDS = "Emploi des fonds"
    EVOLUTION = "Évolution"
    COMPARAISON = "Comparaison"
    PROVENANCE = "Provenance"
    PARAMETRES = "Paramètres"


COULEURS = {
    Onglet.SYNTHESE: VERT, Onglet.CONSTATS: AMBRE, Onglet.RECALCUL: AMBRE, Onglet.ECARTS: BLEU, Onglet.DROIT: BLEU,
    Onglet.RELEVE: BLEU, Onglet.PREUVES: OCRE, Onglet.FONDS: OCRE, Onglet.EVOLUTION: OCRE, Onglet.COMPARAISON: OCRE,
    Onglet.PROVENANCE: GRIS, Onglet.PARAMETRES: GRIS,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Colonne:
    """A column of a page: its header, its width, its kind."""

    titre: str
    largeur: float
    genre: Genre = TEXTE


class Plume(Ecrivain):
    """What the pages of a review share: the workbook, the cells of the steps of the review, their values."""

    def __init__(self, classeur: Any, resultat: Resultat) -> None:
        super().__init__(classeur, Layout(resultat), Encre.NATIVE)
        self.cases: dict[str, Case] = {}
        self.valeurs: Mapping[str, Any] = {}
        self.montrees: dict[Case, Any] = {}
        """The constants shown so far, as their cells hold them."""
        self._pages: dict[str, Any] = {}

    def feuille(self, nom: str) -> Any:
        """Return a sheet of the review, made and set up (A4, footer, protection without password) at the first call."""
        if nom not in self._pages:
            page = self.classeur.add_worksheet(nom, worksheet_class=self._genre_de_feuille)
            page.set_paper(A4)
            page.set_landscape()
            page.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.7)
            page.fit_to_pages(1, 0)
            page.hide_gridlines(2)
            page.set_footer(f"{pied_de(self.resultat.dossier.nom)}&C&8Revue : &A&R&8Page &P sur &N")
            page.set_tab_color(COULEURS[Onglet(nom)])
            page.protect("", _PROTECTION)
            self._pages[nom] = page
        return self._pages[nom]

    def page(self, nom: Onglet, titre: str, aide: str, colonnes: Sequence[Colonne], *, replie: int = 0) -> Any:
        """Write the title, the explanation and the widths of a page; return its sheet.

        An explanation of several lines is wrapped over the first ``replie`` columns.
        """
        page = self.titre(nom, titre, aide)
        for rang, colonne in enumerate(colonnes):
            page.set_column(rang, rang, colonne.largeur)
        if replie:
            page.merge_range(1, 0, 1, replie - 1, aide, self.styles(italic=True, font_color=ENCRE_AIDE, text_wrap=True))
            self.hauteur(nom, 2, [(aide, sum(colonne.largeur for colonne in colonnes[:replie]))])
        if nom is not Onglet.SYNTHESE:
            retour = "Retour" if nom is Onglet.RECALCUL else "Retour à la synthèse"  # là, un décompte tient la suite
            self.lien(Case(nom, 3, 1), Onglet.SYNTHESE, "A1", retour, cadre=False)
        return page

    def entetes(self, nom: Onglet, ligne: int, colonnes: Sequence[Colonne]) -> None:
        """Write a row of headers (row from 1)."""
        page = self.feuille(nom)
        page.set_row(ligne - 1, HAUTEUR_ENTETE)
        for rang, colonne in enumerate(colonnes):
            page.write_string(ligne - 1, rang, colonne.titre, self.styles.entete)

    def lister(self, nom: Onglet, table: str, colonnes: Sequence[Colonne], lignes: int, *, entete: int = 0) -> None:
        """Make of the rows already written an Excel table with its filter."""
        self.tableau(nom, table, [c.titre for c in colonnes], max(lignes, 1), entete or LIGNE_ENTETE)

    def lien(self, case: Case, feuille: str, adresse: str, texte: str, *, cadre: bool = True, **style: Any) -> None:
        """Write a link to a cell of the review."""
        vu = {"font_color": LIEN, "underline": 1, **style}
        vue = self.styles.case(TEXTE, **vu) if cadre else self.styles(**vu)
        cible = f"internal:{feuille_citee(feuille)}!{adresse}"
        self.feuille(case.feuille).write_url(case.ligne - 1, case.colonne - 1, cible, vue, string=texte)

    def montrer(self, case: Case, valeur: Any, genre: Genre = TEXTE, **style: Any) -> None:
        """Write a constant as a reader sees it, whatever a received cell may hold; nothing leaves the cell empty."""
        if isinstance(valeur, Absent):
            valeur = valeur.texte_natif
        elif isinstance(valeur, ErreurCellule):
            valeur = valeur.code
        elif isinstance(valeur, bool):
            valeur = "VRAI" if valeur else "FAUX"
        elif isinstance(valeur, float):
            valeur = Fraction(f"{valeur:.15g}")
        if isinstance(valeur, date) and genre.code != "jour":
            style = {"num_format": "dd/mm/yyyy", "align": "right", **style}
        elif (
            isinstance(valeur, Fraction)
            and genre.code in {"nombre", "entier"}
            and valeur.denominator == 1
            and abs(valeur) >= ANNEES
        ):
            style = {"num_format": MILLIERS, **style}
        self.montrees[case] = valeur
        self.valeur(case, valeur, self.styles.case(genre, **style))

    def montrer_note(self, nom: str, ligne: int, colonne: int, texte: str, **style: Any) -> None:
        """Write a line outside any table: a count, what an engine said."""
        ecrire_texte(self.feuille(nom), ligne - 1, colonne - 1, texte, self.styles(**(style or {"italic": True})))

    def reference(self, ident: str, vue_de: Case) -> str:
        """Return how a formula cites an input or a step of the review."""
        return self.cases[ident].vue_de(vue_de)

    def _entree(self, entree: Entree, case: Case) -> Any:
        if isinstance(entree, Const):
            return entree.valeur
        if isinstance(entree, tuple):
            premiere, derniere = self.cases[entree[0]], self.cases[entree[-1]]
            corps = f"{premiere.absolue}:{derniere.absolue}"
            ici = premiere.feuille == case.feuille
            return Plage(corps if ici else f"{feuille_citee(premiere.feuille)}!{corps}")
        return Symbole(self.reference(entree, case))

    def pas(self, etape: Etape, genre: Genre | None = None, **style: Any) -> None:
        """Write a step of the review: the native formula of its rule, and the value stored beside it."""
        case = self.cases[etape.id]
        texte = etape.regle.formule({nom: self._entree(entree, case) for nom, entree in etape.entrees.items()})
        if etape.presence:
            texte = f'IF({self.reference(etape.presence, case)}="","",{texte})'
        self.formule(case, texte, cache(self.valeurs[etape.id], Encre.NATIVE), genre or etape.regle.retour, **style)

    def redite(self, case: Case, ident: str, genre: Genre, **style: Any) -> None:
        """Show in a cell what another holds: an empty cell stays empty, and never becomes 0."""
        source = self.reference(ident, case)
        valeur = cache(self.valeurs[ident], Encre.NATIVE)
        self.formule(case, f'IF({source}="","",{source})', valeur, genre, **style)

    def alerter(self, nom: Onglet, premiere: Case, derniere: Case, commence: str) -> None:
        """Give the look of an alert to the cells whose text begins so: in words first, the colour comes after."""
        self.feuille(nom).conditional_format(
            premiere.ligne - 1, premiere.colonne - 1, derniere.ligne - 1, derniere.colonne - 1,
            {"type": "text", "criteria": "begins with", "value": commence,
             "format": self.styles(bg_color=FOND_ALERTE, font_color=ENCRE_ALERTE, bold=True)},
        )  # fmt: skip


def ouvrir(resultat: Resultat, titre: str) -> tuple[Plume, io.BytesIO]:
    """Return the pen of a new workbook, its sheets in order, and where its bytes will be once it is closed."""
    import xlsxwriter  # noqa: PLC0415  (lourd : seulement quand un classeur s'écrit)

    tampon = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    classeur = xlsxwriter.Workbook(tampon, options)
    arrete = resultat.dossier.identite.get("arrete")
    jour = arrete if isinstance(arrete, date) else resultat.dossier.debut
    classeur.set_properties({
        "title": f"{titre} — {resultat.dossier.nom}", "subject": "Relecture du financement ACI de la CPTS",
        "author": "cpts_xl", "created": datetime.combine(jour, time()),
        "comments": "Écrit d'après un classeur reçu, qui n'a pas été modifié. Les cases jaunes se remplissent.",
    })  # fmt: skip
    classeur.set_custom_property("cpts_xl_version", __version__)
    classeur.set_custom_property("cpts_xl_nature", "revue")
    plume = Plume(classeur, resultat)
    for onglet in Onglet:
        plume.feuille(onglet)
    return plume, tampon
