"""The statement of one professional, as a sheet to print: participations, then civil years against their ceiling."""

from __future__ import annotations

import io
from datetime import date, datetime, time
from fractions import Fraction
from typing import Any

from cpts_xl import formats
from cpts_xl.absence import Absent
from cpts_xl.engine.releve import Releve
from cpts_xl.rules.genres import JOUR, MONTANT, NOMBRE, TAUX, TEXTE, Genre
from cpts_xl.workbook.styles import FOND_TOTAL, Styles
from cpts_xl.workbook.textes import ecrire_texte, pied_de

COLONNES: tuple[tuple[str, str, Genre, float], ...] = (
    ("jour", "Date", JOUR, 13), ("reunion", "Réunion ou action", TEXTE, 44), ("nature", "Nature", TEXTE, 15),
    ("poste", "Poste", TEXTE, 17), ("heures", "Heures", NOMBRE, 10), ("taux", "Taux horaire", MONTANT, 14),
    ("montant", "Montant", MONTANT, 15), ("paye_le", "Payé le", JOUR, 13),
)  # fmt: skip
ANNEES: tuple[tuple[str, str, Genre], ...] = (
    ("annee", "Année civile", NOMBRE), ("heures", "Heures payées", NOMBRE), ("indemnites", "Indemnités", MONTANT),
    ("remunerations", "Rémunérations", MONTANT), ("deja_verse", "Déjà versé avant l'année conventionnelle", MONTANT),
    ("total", "Total de l'année civile", MONTANT), ("plafond", "Plafond annuel", MONTANT),
    ("reste", "Plafond restant", MONTANT), ("part", "Part du plafond", TAUX),
)  # fmt: skip
NOTE = (
    "Plafond : indemnités et rémunérations réunies, par professionnel et par année civile (décret n° 2022-375 du "
    "16/03/2022, CSP art. D. 1434-44)."
)


def construire_releve(releve: Releve) -> bytes:
    """Return the bytes of the statement, values only: a workbook of one page, ready to print."""
    import xlsxwriter  # noqa: PLC0415  (lourd : seulement quand un classeur s'écrit)

    tampon = io.BytesIO()
    classeur = xlsxwriter.Workbook(tampon, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    if isinstance(releve.debut, date):
        cree = datetime.combine(releve.debut, time())
        classeur.set_properties({"title": f"Relevé {releve.identifiant}", "created": cree})
    _Page(classeur, releve).ecrire()
    classeur.close()
    return tampon.getvalue()


class _Page:
    """The one sheet of a statement."""

    def __init__(self, classeur: Any, releve: Releve) -> None:
        self.releve = releve
        self.styles = Styles(classeur)
        self.feuille = classeur.add_worksheet("Relevé")

    def ecrire(self) -> None:
        f, r = self.feuille, self.releve
        f.set_landscape()
        f.set_paper(9)
        f.fit_to_pages(1, 0)
        f.hide_gridlines(2)
        f.set_footer(f"{pied_de(r.cpts)}&R&8Page &P sur &N")
        for colonne, (_code, _titre, _genre, largeur) in enumerate(COLONNES):
            f.set_column(colonne, colonne, largeur)
        qui = " ".join([*r.noms.values(), f"({r.identifiant})"]) if r.noms else f"Professionnel {r.identifiant}"
        f.write_string(0, 0, "Relevé des indemnités et rémunérations", self.styles.titre)
        periode = ""
        if isinstance(r.debut, date) and isinstance(r.fin, date):
            periode = f", année conventionnelle du {formats.jour(r.debut)} au {formats.jour(r.fin)} non compris"
        metier = r.profession or "profession non renseignée"
        ecrire_texte(f, 1, 0, f"{r.cpts} — {qui}, {metier}{periode}.", self.styles.aide)
        ligne = self._tableau(3)
        self._annees(ligne + 1)

    def _tableau(self, ligne: int) -> int:
        for colonne, (_code, titre, _genre, _largeur) in enumerate(COLONNES):
            self.feuille.write_string(ligne, colonne, titre, self.styles.entete)
        self.feuille.repeat_rows(ligne)
        for rang, participation in enumerate(self.releve.lignes, 1):
            for colonne, (code, _titre, genre, _largeur) in enumerate(COLONNES):
                self._valeur(ligne + rang, colonne, getattr(participation, code), genre)
        return ligne + len(self.releve.lignes) + 1

    def _annees(self, ligne: int) -> None:
        self.feuille.write_string(ligne, 1, "Par année civile", self.styles.section)
        for rang, (code, titre, genre) in enumerate(ANNEES, 1):
            total: dict[str, Any] = {"bold": True, "bg_color": FOND_TOTAL} if code == "total" else {}
            self.feuille.write_string(ligne + rang, 1, titre, self.styles.case(TEXTE, **total))
            for colonne, annee in enumerate(self.releve.annees, 2):
                self._valeur(ligne + rang, colonne, getattr(annee, code), genre, **total)
        bas = ligne + len(ANNEES) + 1
        ecrire_texte(self.feuille, bas, 1, f"Situation : {self.releve.alerte}.", self.styles.aide)
        self.feuille.write_string(bas + 1, 1, NOTE, self.styles.aide)

    def _valeur(self, ligne: int, colonne: int, valeur: Any, genre: Genre, **style: Any) -> None:
        case = self.styles.case(genre, **style)
        if valeur is None or valeur == "":
            self.feuille.write_blank(ligne, colonne, None, case)
        elif isinstance(valeur, Absent):
            ecrire_texte(self.feuille, ligne, colonne, valeur.texte_natif, case)
        elif isinstance(valeur, date):
            self.feuille.write_datetime(ligne, colonne, datetime.combine(valeur, time()), case)
        elif isinstance(valeur, Fraction | int):
            self.feuille.write_number(ligne, colonne, float(valeur), case)
        else:
            ecrire_texte(self.feuille, ligne, colonne, str(valeur), case)
