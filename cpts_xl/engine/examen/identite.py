"""The check of the identity sheet."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import Any

from cpts_xl.constats import Gravite
from cpts_xl.engine.dossier import Anomalie, Dossier
from cpts_xl.engine.examen.commun import examiner_champ
from cpts_xl.engine.schema import IDENTITE, champ_identite
from cpts_xl.errors import CptsError
from cpts_xl.formats import jour, nombre, pluriel
from cpts_xl.rules.dates import plus_mois
from cpts_xl.rules.genres import ENTIER, MONTANT, afficher

TAILLE_MAX = 4
MOIS_PAR_AN = 12
PREMIER_MILLESIME = 1900
"""From this number on, a year of the history is a civil year; under it, a rank in the contract."""
TAUX_DE_L_IDENTITE = (
    ("taux_acompte_variable", "les acomptes et les soldes ne peuvent être calculés", Gravite.BLOQUANT),
    ("taux_acompte_snp", "l'acompte de ces lignes ne peut être calculé", Gravite.BLOQUANT),
    ("alerte_plafond", "aucune alerte ne peut être donnée", Gravite.A_REGARDER),
)
"""The rates of the sheet Identité, with what waits for them when they are out of bounds."""
NUMEROS = (
    ("finess", 9, re.compile(r"[0-9AB]{9}"), "neuf caractères"),  # la Corse : 2A…, 2B…
    ("rna", 10, re.compile(r"W[0-9AB]{9}"), "dix caractères, un W puis neuf chiffres"),
    ("siret", 14, re.compile(r"[0-9]{14}"), "quatorze chiffres"),
)
"""The national numbers that have one length: code of the field, length, form, how it is told."""


def rang_annee(dossier: Dossier) -> int | None:
    """Return which year of the contract the dossier is about, or None when its dates do not say it."""
    signature, debut = dossier.identite.get("signature"), dossier.identite.get("debut")
    if not isinstance(signature, date) or not isinstance(debut, date) or debut < signature:
        return None
    ans = debut.year - signature.year
    return ans + 1 if plus_mois(signature, ans * MOIS_PAR_AN) == debut else None


def fin_annee(dossier: Dossier) -> date | None:
    """Return the first day that is no longer in the contract year, or None when no year is known."""
    rang = rang_annee(dossier)
    return None if rang is None else plus_mois(dossier.identite["signature"], rang * MOIS_PAR_AN)


def suit_un_contrat(dossier: Dossier) -> bool:
    """Return whether the history tells years of an earlier contract: civil years in which none of this one began."""
    rang = rang_annee(dossier)
    annees = [fiche.get("annee") for fiche in dossier.liste("historique")]
    civiles = [annee for annee in annees if isinstance(annee, Fraction) and annee >= PREMIER_MILLESIME]
    return rang is not None and any(annee <= dossier.debut.year - rang for annee in civiles)


def identite(dossier: Dossier, droit: Any) -> Iterator[Anomalie]:
    """Yield what is wrong in the identity of the contract year."""
    i = dossier.identite
    for champ in IDENTITE:
        yield from examiner_champ(f"identite.{champ.code}", champ, i.get(champ.code))
    population = i.get("population")
    if isinstance(population, Fraction) and (population <= 0 or population.denominator != 1):
        yield Anomalie(
            "identite.population",
            "La population doit être un nombre entier et positif.",
            "Reprendre le total de la source.",
            lu=afficher(ENTIER, population),
        )
    taille = i.get("taille_contrat")
    if isinstance(taille, Fraction) and taille not in {1, 2, 3, TAILLE_MAX}:
        yield Anomalie(
            "identite.taille_contrat", "La taille va de 1 à 4.", "Reprendre la taille du contrat.", lu=str(taille)
        )
    signature, debut = i.get("signature"), i.get("debut")
    if isinstance(signature, date) and isinstance(debut, date) and debut < signature:
        yield Anomalie(
            "identite.debut",
            "L'année conventionnelle commence avant la signature du contrat.",
            "Saisir le jour anniversaire de la signature.",
        )
    elif isinstance(signature, date) and isinstance(debut, date) and rang_annee(dossier) is None:
        yield Anomalie(
            "identite.debut",
            f"Le début de l'année n'est pas un anniversaire de la signature ({jour(signature)}).",
            "Saisir le jour anniversaire de la signature : sans lui, l'année du contrat n'est pas connue.",
            lu=jour(debut),
        )
    aide = i.get("aide_lettre")
    if isinstance(aide, Fraction) and aide < 0:
        yield Anomalie(
            "identite.aide_lettre",
            "L'aide à la lettre d'intention est négative.",
            "Reprendre le montant notifié.",
            Gravite.A_REGARDER,
            afficher(MONTANT, aide),
        )
    if isinstance(population, Fraction) and not i.get("population_source"):
        yield Anomalie(
            "identite.population_source",
            "La population est donnée sans sa source.",
            "Indiquer la source et le millésime : la taille en dépend.",
            Gravite.A_REGARDER,
        )
    yield from _exercice(dossier)
    yield from _taux(dossier)
    yield from _numeros(dossier)
    yield from _changement_de_taille(dossier, droit)


def _taux(dossier: Dossier) -> Iterator[Anomalie]:
    """Yield a rate that is not one: the rules refuse it, and what depends on it is then never computed."""
    for code, suite, gravite in TAUX_DE_L_IDENTITE:
        taux = dossier.identite.get(code)
        if isinstance(taux, Fraction) and not 0 <= taux <= 1:
            yield Anomalie(
                f"identite.{code}",
                f"« {champ_identite(code).libelle} » n'est pas un taux : {suite}.",
                "Un taux s'écrit de 0 à 1, ou en pourcentage : 0,75 ou 75 %.",
                gravite,
                nombre(taux),
            )


def _numeros(dossier: Dossier) -> Iterator[Anomalie]:
    """Yield a national number that has not its length: a spreadsheet may have dropped its first zeros."""
    for code, longueur, forme, mots in NUMEROS:
        saisi = dossier.identite.get(code)
        propre = "".join(str(saisi or "").split()).upper()
        if propre and not forme.fullmatch(propre):
            libelle, lus = champ_identite(code).libelle, len(propre)
            zeros = (
                "" if forme.pattern.startswith("W") else " Le saisir comme un texte, pour garder les zéros du début."
            )
            compte = f"{lus} caractère{pluriel(lus)}" if lus != longueur else "autre chose"
            yield Anomalie(
                f"identite.{code}",
                f"« {libelle} » devrait compter {mots} : il y a {compte}.",
                f"{champ_identite(code).aide}{zeros}",
                Gravite.A_REGARDER,
                str(saisi),
            )


def _exercice(dossier: Dossier) -> Iterator[Anomalie]:
    """Yield what is wrong in the accounting year: one bound without the other, or bounds the wrong way round."""
    debut, cloture = dossier.identite.get("exercice_debut"), dossier.identite.get("exercice_cloture")
    if isinstance(debut, date) and isinstance(cloture, date) and cloture < debut:
        yield Anomalie(
            "identite.exercice_cloture",
            "L'exercice comptable se clôt avant de commencer.",
            "Vérifier les deux dates de l'exercice.",
            lu=jour(cloture),
        )
    for present, absent, mot in ((debut, "exercice_cloture", "sa clôture"), (cloture, "exercice_debut", "son début")):
        if present is not None and dossier.identite.get(absent) is None:
            yield Anomalie(
                f"identite.{absent}",
                f"L'exercice comptable est donné sans {mot}.",
                "Saisir les deux dates : ce qui se compte par exercice en dépend.",
                Gravite.A_REGARDER,
            )
    yield from _exercice_ailleurs(dossier, debut, cloture)


def _exercice_ailleurs(dossier: Dossier, debut: Any, cloture: Any) -> Iterator[Anomalie]:
    """Yield an accounting year that has no day in the contract year."""
    fin = fin_annee(dossier)
    if fin is None or not isinstance(debut, date) or not isinstance(cloture, date) or cloture < debut:
        return
    if cloture < dossier.debut or debut >= fin:
        yield Anomalie(
            "identite.exercice_debut",
            f"L'exercice comptable (du {jour(debut)} au {jour(cloture)}) ne touche pas l'année conventionnelle, du "
            f"{jour(dossier.debut)} à la veille du {jour(fin)}.",
            "Vérifier ses deux dates : ce qui se compte par exercice porterait sur une autre année.",
            Gravite.A_REGARDER,
            jour(debut),
        )


def _changement_de_taille(dossier: Dossier, droit: Any) -> Iterator[Anomalie]:
    """Yield a population that changed the size since the year before."""
    rang, population = rang_annee(dossier), dossier.identite.get("population")
    if rang is None or not isinstance(population, Fraction):
        return
    avant = dossier.fiche("annee").get(str(rang - 1), {})
    ancienne, taille_avant = avant.get("population"), avant.get("taille")
    try:
        taille = dossier.identite.get("taille_contrat") or droit.palier("taille", population)
    except CptsError:
        return  # la population est déjà refusée
    if ancienne is not None and ancienne != population and taille_avant is not None and taille_avant != taille:
        yield Anomalie(
            "identite.population",
            f"La population a changé depuis l'année {rang - 1}, et la taille passe de {taille_avant} à {taille}.",
            "Vérifier dans le contrat ou son avenant la taille et le jour où elle change.",
            Gravite.A_REGARDER,
            nombre(population),
        )
