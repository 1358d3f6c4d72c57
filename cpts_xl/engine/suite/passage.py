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
from cpts_xl.rules.calendrier import MOIS_PAR_AN
from cpts_xl.rules.dates import plus_mois

Lignes = tuple[Enregistrement, ...]
FINIES = frozenset({"terminée", "abandonnée"})
"""States of an action that is not carried."""


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
                "avec sa nouvelle date de signature. Ce que l'ancien contrat doit encore se suit dans l'ancien "
                "classeur et ne se saisit pas dans le nouveau : le solde n-1 de la première année y reste vide. Pour "
                "le seuil du commissaire aux comptes, l'ajouter à la main à l'argent public de l'exercice qui le "
                "reçoit."
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
        """Return the payments that the next workbook holds, each with the year that it pays.

        A line that the texts of the new year do not have has no place in it: what pays it is told apart.
        """
        suivantes = {ligne.code for ligne in self.droit_suivant.lignes}
        finies = {ligne.code for ligne in self.resultat.droit.lignes} - suivantes
        return tuple((ligne, payee) for ligne, payee in self._encore_a_lire if ligne.get("ligne") not in finies)

    @property
    def versements_sans_place(self) -> tuple[Enregistrement, ...]:
        """Return the payments that would be carried, were their line still in the texts."""
        reportes = [ligne for ligne, _ in self.versements_reportes]
        return tuple(ligne for ligne, _ in self._encore_a_lire if ligne not in reportes)

    @cached_property
    def _encore_a_lire(self) -> tuple[tuple[Enregistrement, Fraction], ...]:
        """Return the payments received since the new first day, or that pay a later year."""
        suivis = []
        for rang, ligne in enumerate(self.dossier.liste("versement"), 1):
            payee = self.lu(f"versement.{rang}.annee_payee") or self.annee
            if self.apres("date")(ligne) or payee > self.annee:
                suivis.append((ligne, payee))
        return tuple(suivis)

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

    @cached_property
    def exercice(self) -> tuple[date, date] | None:
        """Return the first and last day of the accounting year that follows, twelve months; None when it is not known.

        The one just ended may have been shorter or longer: a first or a last one.
        """
        cloture = self.dossier.identite.get("exercice_cloture")
        if not isinstance(cloture, date) or cloture == date.max:
            return None
        debut = date.fromordinal(cloture.toordinal() + 1)
        suivant = plus_mois(debut, MOIS_PAR_AN)
        return (debut, date.fromordinal(suivant.toordinal() - 1)) if isinstance(suivant, date) else None

    def de_l_exercice(self, champ: str) -> Callable[[Enregistrement], bool]:
        """Return whether a row stands in the accounting year that follows, by one of its days."""

        def garde(ligne: Enregistrement) -> bool:
            jour = ligne.get(champ)
            return self.exercice is not None and isinstance(jour, date) and self.exercice[0] <= jour <= self.exercice[1]

        return garde

    def apres(self, champ: str) -> Callable[[Enregistrement], bool]:
        """Return whether a row stands in the new year, by one of its days."""

        def garde(ligne: Enregistrement) -> bool:
            jour = ligne.get(champ)
            return isinstance(jour, date) and jour >= self.debut

        return garde


def cle(identifiant: object) -> str:
    """Return an identifier as a spreadsheet compares it: capitals and small letters are the same."""
    return str(identifiant or "").casefold()


def sans_action_finie(p: Passage, titre: str, lignes: Lignes) -> Lignes:
    """Return rows that name no action left behind: a number of nothing would be told as a fault each time."""
    restees = {cle(ligne.get("id")) for ligne in p.dossier.liste("action") if ligne.get("etat") in FINIES} - {""}
    citent = sum(1 for ligne in lignes if cle(ligne.get("action")) in restees)
    if citent:
        s = pluriel(citent)
        p.dire(titre, f"{citent} renvoi{s} à une action terminée vidé{s} : elle reste dans l'ancien classeur")
    return tuple({**ligne, "action": None} if cle(ligne.get("action")) in restees else ligne for ligne in lignes)
