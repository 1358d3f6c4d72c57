"""The verbs of the calendar: days and whole months between two dates, the same date months later, the civil year."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

from cpts_xl.absence import Absent, refus
from cpts_xl.formats import pluriel
from cpts_xl.rules.symbol import Rang, Symbole, symbolique, texte_formule, texte_phrase, valeur_de, verbe
from cpts_xl.rules.verbs import appel, calcule, entoure, premier_absent

VERBES = ("jours_entre", "mois_entiers", "plus_mois", "plus_jours", "premier_du_mois", "annee_de", "mois_de")


def _intervalle(un: str, debut: object, fin: object, valeur: Any) -> str:
    if isinstance(valeur, Fraction):
        unite = f"{un}{pluriel(int(abs(valeur)))}"
        return f"{texte_phrase(valeur)} {unite} du {texte_phrase(valeur_de(debut))} au {texte_phrase(valeur_de(fin))}"
    return f"{un}s de {entoure(debut, Rang.ATOME)} à {entoure(fin, Rang.ATOME)}"


@verbe
def jours_entre(debut: Any, fin: Any) -> Any:
    """Nombre de jours de ``debut`` (compris) à ``fin`` (non comprise)."""
    if symbolique(debut, fin):
        valeur = calcule(jours_entre, debut, fin)
        phrase = _intervalle("jour", debut, fin, valeur)
        return Symbole(f"({texte_formule(fin)}-{texte_formule(debut)})", phrase, Rang.ATOME, valeur)
    if (manquant := premier_absent(debut, fin)) is not None:
        return manquant
    return Fraction((fin - debut).days)


@verbe
def mois_entiers(debut: Any, fin: Any) -> Any:
    """Nombre de mois entiers de ``debut`` à ``fin`` (DATEDIF en « M »), qui ne la précède pas."""
    if symbolique(debut, fin):
        valeur = calcule(mois_entiers, debut, fin)
        phrase = _intervalle("mois entier", debut, fin, valeur)
        d, f = texte_formule(debut), texte_formule(fin)
        return Symbole(f'DATEDIF({d},{f},"M")', phrase, Rang.ATOME, valeur)
    if (manquant := premier_absent(debut, fin)) is not None:
        return manquant
    if fin < debut:
        return refus("dates dans le désordre")
    ecart = (fin.year - debut.year) * 12 + fin.month - debut.month - (fin.day < debut.day)
    return Fraction(ecart)


_DERNIER_JOUR = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


@verbe
def plus_mois(jour: Any, mois: Any) -> Any:
    """La même date ``mois`` mois plus tard (EDATE), ramenée au dernier jour du mois s'il le faut."""
    if symbolique(jour, mois):
        phrase = f"{entoure(jour, Rang.ATOME)} + {entoure(mois, Rang.ATOME)} mois"
        return Symbole(appel("EDATE", jour, mois), phrase, Rang.ATOME, calcule(plus_mois, jour, mois))
    if (manquant := premier_absent(jour, mois)) is not None:
        return manquant
    if isinstance(mois, str):  # « libre » : évalué avant que si_nombre ne l'écarte
        return refus("nombre de mois attendu")
    if not 0 < jour.year + int(mois) // 12 < date.max.year:
        return refus("date hors du calendrier")
    annee, rang = divmod(jour.year * 12 + jour.month - 1 + int(mois), 12)
    bissextile = annee % 4 == 0 and (annee % 100 != 0 or annee % 400 == 0)
    dernier = 29 if rang == 1 and bissextile else _DERNIER_JOUR[rang]
    return date(annee, rang + 1, min(jour.day, dernier))


def _mot_jour(nombre: Any) -> str:
    connu = valeur_de(nombre)
    return f"jour{pluriel(int(connu)) if isinstance(connu, int | Fraction) else 's'}"


@verbe
def plus_jours(jour: Any, jours: Any) -> Any:
    """Le jour qui vient ``jours`` jours plus tard."""
    if symbolique(jour, jours):
        recule = isinstance(jours, int | Fraction) and jours < 0
        signe, mot, nombre = ("-", "−", -jours) if recule else ("+", "+", jours)
        phrase = f"{entoure(jour, Rang.ATOME)} {mot} {entoure(nombre, Rang.ATOME)} {_mot_jour(nombre)}"
        formule = f"({texte_formule(jour)}{signe}{texte_formule(nombre)})"
        return Symbole(formule, phrase, Rang.ATOME, calcule(plus_jours, jour, jours))
    if (manquant := premier_absent(jour, jours)) is not None:
        return manquant
    rang = jour.toordinal() + int(jours)
    return date.fromordinal(rang) if 0 < rang <= date.max.toordinal() else refus("date hors du calendrier")


@verbe
def premier_du_mois(jour: Any) -> Any:
    """Le premier jour du mois où tombe ce jour."""
    if symbolique(jour):
        j = texte_formule(jour)
        phrase = f"premier jour du mois de {texte_phrase(jour)}"
        return Symbole(f"({j}-DAY({j})+1)", phrase, Rang.ATOME, calcule(premier_du_mois, jour))
    if isinstance(jour, Absent):
        return jour
    return jour.replace(day=1)


@verbe
def annee_de(jour: Any) -> Any:
    """L'année civile d'une date (YEAR)."""
    if isinstance(jour, Symbole):
        return Symbole(appel("YEAR", jour), f"année de {jour.phrase}", Rang.ATOME, calcule(annee_de, jour))
    return jour if isinstance(jour, Absent) else Fraction(jour.year)


@verbe
def mois_de(jour: Any) -> Any:
    """Le rang du mois d'une date dans l'année civile, de 1 à 12 (MONTH)."""
    if isinstance(jour, Symbole):
        return Symbole(appel("MONTH", jour), f"mois de {jour.phrase}", Rang.ATOME, calcule(mois_de, jour))
    return jour if isinstance(jour, Absent) else Fraction(jour.month)
