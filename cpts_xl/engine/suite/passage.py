"""One passage from a contract year to the next, or to a renewed contract: the computed year, the next first day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import Any

from cpts_xl.engine.dossier import Enregistrement
from cpts_xl.engine.resultat import Resultat
from cpts_xl.errors import SaisieInvalide
from cpts_xl.formats import jour, pluriel
from cpts_xl.law.droit import Droit
from cpts_xl.law.in_force import en_vigueur
from cpts_xl.rules.calendrier import MOIS_PAR_AN
from cpts_xl.rules.dates import plus_mois

Lignes = tuple[Enregistrement, ...]
FINIES = frozenset({"terminée", "abandonnée"})
"""States of an action that is not carried."""


class Passage:
    """A computed year about to be followed by the next, or by the first of a renewed contract.

    Raises:
        SaisieInvalide: the year has no readable end, it was the last of the contract, or the renewed contract would
            begin before its end.
    """

    def __init__(self, resultat: Resultat, population: Fraction | None, nouveau_contrat: date | None = None) -> None:
        self.resultat = resultat
        self.dossier = resultat.dossier
        fin, annee = resultat.valeurs.get("identite.fin"), resultat.valeurs.get("identite.annee")
        if not isinstance(fin, date) or not isinstance(annee, Fraction):
            raise SaisieInvalide(
                "L'année ne peut pas être ouverte : la signature du contrat ou le début de l'année manque dans la "
                "feuille Identité. Les saisir, puis recommencer."
            )
        if nouveau_contrat is None and annee >= resultat.droit.valeur("duree_contrat"):
            raise SaisieInvalide(_apres_la_derniere(annee, fin))
        if nouveau_contrat is not None and nouveau_contrat < fin:
            raise SaisieInvalide(_avant_la_fin(annee, fin, nouveau_contrat))
        self.debut = fin if nouveau_contrat is None else nouveau_contrat
        self.fin, self.annee, self.population = fin, annee, population
        self.renouvele = nouveau_contrat is not None
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

        A line that the texts of the new year do not have has no place in it: what pays it is told apart. What paid a
        former contract stays with it.
        """
        if self.renouvele:
            return ()
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
        payees = zip(self.dossier.liste("versement"), self.annees_payees, strict=True)
        return tuple((ligne, payee) for ligne, payee in payees if self.apres("date")(ligne) or payee > self.annee)

    @cached_property
    def annees_payees(self) -> tuple[Fraction, ...]:
        """Return the year of the contract that each payment pays."""
        rangs = range(1, len(self.dossier.liste("versement")) + 1)
        return tuple(self.lu(f"versement.{rang}.annee_payee") or self.annee for rang in rangs)

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

        The one just ended may have been shorter or longer: a first or a last one. After months without a contract, it
        is the first one that is not over when the renewed contract begins.
        """
        cloture = self.dossier.identite.get("exercice_cloture")
        if not isinstance(cloture, date) or cloture == date.max:
            return None
        debut = date.fromordinal(cloture.toordinal() + 1)
        suivant = plus_mois(debut, MOIS_PAR_AN)
        while self.renouvele and isinstance(suivant, date) and suivant <= self.debut:
            debut, suivant = suivant, plus_mois(suivant, MOIS_PAR_AN)
        return (debut, date.fromordinal(suivant.toordinal() - 1)) if isinstance(suivant, date) else None

    @property
    def exercice_saute(self) -> bool:
        """Return whether an accounting year stands between the one of this workbook and the one that follows."""
        cloture = self.dossier.identite.get("exercice_cloture")
        return isinstance(cloture, date) and self.exercice is not None and (self.exercice[0] - cloture).days > 1

    @property
    def civile_connue(self) -> bool:
        """Return whether this workbook tells all that was paid from 1 January to the eve of the new first day.

        Between two contracts, it does so only if it was kept up to that eve.
        """
        janvier, arrete = date(self.debut.year, 1, 1), self.dossier.identite.get("arrete")
        tenu = isinstance(arrete, date) and (self.debut - arrete).days <= 1
        return self.debut in {self.fin, janvier} or tenu

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


def _apres_la_derniere(annee: Fraction, fin: date) -> str:
    return (
        f"L'année {annee} est la dernière du contrat. Pour ouvrir la première année du contrat renouvelé, donner le "
        f"jour de sa signature : « cpts-xl ouvrir-annee CLASSEUR --vers FICHIER --nouveau-contrat {fin.isoformat()} ». "
        "Ce que l'ancien contrat doit encore se suit dans l'ancien classeur et ne se saisit pas dans le nouveau : le "
        "solde n-1 de la première année y reste vide."
    )


def _avant_la_fin(annee: Fraction, fin: date, nouveau_contrat: date) -> str:
    veille = date.fromordinal(fin.toordinal() - 1)
    return (
        f"Le nouveau contrat commencerait le {jour(nouveau_contrat)}, avant la fin de l'année {annee} de l'ancien, "
        f"dont le dernier jour est le {jour(veille)}. Une année ne se coupe pas : donner un jour à partir du "
        f"{jour(fin)}. Si le contrat est bien renouvelé en cours d'année, arrêter cette année à la main avec la CPAM, "
        f"et partir de « cpts-xl nouveau --vers FICHIER --signature {nouveau_contrat.isoformat()} »."
    )


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
