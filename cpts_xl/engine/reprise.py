"""From one year to the next: which indicator continues which, and what of last year exists no more."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from cpts_xl.engine.examen.identite import PREMIER_MILLESIME, rang_annee

if TYPE_CHECKING:
    from cpts_xl.engine.dossier import Dossier

ABROGEE, NOUVELLE = "ligne abrogée", "ligne nouvelle"
TERMINE, NOUVEL = "indicateur terminé", "nouvel indicateur"
"""Why a line of the money, or an indicator, stands in one year only."""
NOUVEAU_CONTRAT = "nouveau contrat"
"""Why the year of the contract is the first one again."""
INCONNUE = -(10**6)
"""Where a year that is not known stands among the others: before them."""


def code_precedent(fiche: Mapping[str, Any], fiches: Iterable[Mapping[str, Any]]) -> str:
    """Return the number that an indicator bore the year before, as typed; nothing when another one took it over.

    « Repris de » decides; without it, the indicator kept its number, unless a row of this year says to be taken over
    from that number.

    Args:
        fiche: The row of the indicator this year.
        fiches: All the rows of the indicators this year.
    """
    if repris := _lu(fiche.get("reporte_de")):
        return repris
    code = _lu(fiche.get("id"))
    # P2 devenu P1, puis P3 devenu P2 : le nouveau P3 n'a rien de l'ancien, que P2 continue
    pris = {_lu(autre.get("reporte_de")).casefold() for autre in fiches if _lu(autre.get("id"))}
    return "" if code.casefold() in pris else code


def annee_du_contrat(fiche: Mapping[str, Any], dossier: Dossier) -> int | None:
    """Return the rank of a row of the history in the contract of this year: 0 and less, an earlier contract.

    The sheet asks for the rank (« 3 »); the civil year in which the contract year began (« 2024 ») is understood too.
    None when the row says no year, or when the dates of the dossier do not place a civil year.
    """
    annee = fiche.get("annee")
    if not isinstance(annee, Fraction) or annee.denominator != 1:
        return None
    if annee < PREMIER_MILLESIME:
        return int(annee)
    rang = rang_annee(dossier)
    return None if rang is None else rang - (dossier.debut.year - int(annee))


def periode(annee: int, dossier: Dossier) -> str:
    """Return the civil years that a year of the contract covers, « 2024-2025 », or its rank when they are not known."""
    rang = rang_annee(dossier)
    if rang is None:
        return f"année {annee}"
    debut = dossier.debut.year - (rang - annee)
    return str(debut) if (dossier.debut.month, dossier.debut.day) == (1, 1) else f"{debut}-{debut + 1}"


def derniers_connus(dossier: Dossier) -> dict[str, Mapping[str, Any]]:
    """Return the last known year of each indicator of the history, by its number in lower case."""
    connus: dict[str, Mapping[str, Any]] = {}
    for fiche in dossier.liste("historique"):
        nom = _lu(fiche.get("indicateur")).casefold()
        if nom and (nom not in connus or _ordre(fiche, dossier) >= _ordre(connus[nom], dossier)):
            connus[nom] = fiche
    return connus


def termines(dossier: Dossier) -> tuple[Mapping[str, Any], ...]:
    """Return the rows of the history of the indicators of its last year that no indicator of this year continues.

    Without any indicator this year, nothing is said to have ended.
    """
    actuels = [fiche for fiche in dossier.liste("indicateur") if _lu(fiche.get("id"))]
    continues = {code_precedent(fiche, actuels).casefold() for fiche in actuels}
    connus = derniers_connus(dossier)
    derniere = max((_ordre(fiche, dossier) for fiche in connus.values()), default=INCONNUE)
    # terminé il y a deux ans, un indicateur l'était déjà l'an dernier : ce n'est pas un changement de cette année
    return tuple(
        ancien
        for nom, ancien in connus.items()
        if actuels and nom not in continues and _ordre(ancien, dossier) == derniere
    )


def lignes_abrogees(avant: Any, droit: Any) -> tuple[Any, ...]:
    """Return the lines of funding that the texts of last year opened and that those of this year do not.

    Args:
        avant: The law of last year.
        droit: The law of this year.
    """
    ouvertes = {ligne.code for ligne in droit.lignes}
    return tuple(ligne for ligne in avant.lignes if ligne.code not in ouvertes)


def _ordre(fiche: Mapping[str, Any], dossier: Dossier) -> int:
    annee = annee_du_contrat(fiche, dossier)
    return INCONNUE if annee is None else annee


def _lu(valeur: Any) -> str:
    return "" if valeur is None else str(valeur).strip()
