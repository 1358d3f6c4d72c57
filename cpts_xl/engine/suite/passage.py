"""One passage from a contract year to the next: the computed year, the first day of the next, what was done."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import Any

from cpts_xl.engine.dossier import Enregistrement
from cpts_xl.engine.resultat import Resultat
from cpts_xl.errors import SaisieInvalide
from cpts_xl.formats import pluriel
from cpts_xl.law.droit import Droit
from cpts_xl.law.in_force import en_vigueur

Lignes = tuple[Enregistrement, ...]


class Passage:
    """A computed year about to be followed by the next.

    Raises:
        SaisieInvalide: the year has no readable end, or it was the last of the contract.
    """

    def __init__(self, resultat: Resultat, population: Fraction | None) -> None:
        self.resultat = resultat
        self.dossier = resultat.dossier
        fin, annee = resultat.valeurs.get("identite.fin"), resultat.valeurs.get("identite.annee")
        if not isinstance(fin, date) or not isinstance(annee, Fraction):
            raise SaisieInvalide(
                "L'année ne peut pas être ouverte : la signature du contrat ou le début de l'année manque dans la "
                "feuille Identité. Les saisir, puis recommencer."
            )
        if annee >= resultat.droit.valeur("duree_contrat"):
            raise SaisieInvalide(
                f"L'année {annee} est la dernière du contrat. Pour un contrat renouvelé, partir de « cpts-xl nouveau » "
                "avec sa nouvelle date de signature."
            )
        self.debut, self.annee, self.population = fin, annee, population
        self.suites: list[tuple[str, str]] = []
        self.liberees: set[str] = set()

    @cached_property
    def droit_suivant(self) -> Droit:
        """Return the law of the first day of the new year: which missions and lines that year has."""
        return en_vigueur(self.debut)

    def lu(self, ident: str) -> Any:
        """Return a computed value when it is one, else None: an absence is not carried as a word."""
        valeur = self.resultat.valeurs.get(ident)
        return valeur if isinstance(valeur, Fraction | date) else None

    def dire(self, table: str, texte: str) -> None:
        """Note what was done with a table."""
        self.suites.append((table, texte))

    def liberer(self, table: str) -> None:
        """Note that the rows of a table are new ones: what was written beside the former must not follow them."""
        self.liberees.add(table)

    @cached_property
    def versements_reportes(self) -> tuple[tuple[Enregistrement, Fraction], ...]:
        """Return the payments that the next workbook holds, each with the year that it pays."""
        reportes = []
        for rang, ligne in enumerate(self.dossier.liste("versement"), 1):
            payee = self.lu(f"versement.{rang}.annee_payee") or self.annee
            if self.apres("date")(ligne) or payee > self.annee:
                reportes.append((ligne, payee))
        return tuple(reportes)

    def reporte(self, annee: Fraction, ligne: str = "") -> Fraction:
        """Return the money of those payments that pays a year, of one line or of all: it is not yet received."""
        montants = [
            fiche["montant"]
            for fiche, payee in self.versements_reportes
            if payee == annee and isinstance(fiche.get("montant"), Fraction) and ligne in {"", fiche.get("ligne")}
        ]
        return sum(montants, Fraction(0))

    def garder(self, table: str, titre: str, garde: Callable[[Enregistrement], bool], quoi: str) -> Lignes:
        """Return the rows of a table that still serve, and say how many, and of what kind, were."""
        lignes = self.dossier.liste(table)
        gardees = tuple(ligne for ligne in lignes if garde(ligne))
        if lignes:
            self.reprendre(titre, len(gardees), len(lignes), quoi)
        return gardees

    def reprendre(self, titre: str, reprises: int, toutes: int, quoi: str) -> None:
        """Note how many rows of a table were carried, and of what kind they are."""
        s = pluriel(reprises)
        self.dire(titre, f"{reprises} ligne{s} reprise{s} sur {toutes} ({quoi})")

    def apres(self, champ: str) -> Callable[[Enregistrement], bool]:
        """Return whether a row stands in the new year, by one of its days."""

        def garde(ligne: Enregistrement) -> bool:
            jour = ligne.get(champ)
            return isinstance(jour, date) and jour >= self.debut

        return garde
