"""From one year to the next: which indicator continues which, and what of last year exists no more."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

ABROGEE, NOUVELLE = "ligne abrogée", "ligne nouvelle"
TERMINE, NOUVEL = "indicateur terminé", "nouvel indicateur"
"""Why a line of the money, or an indicator, stands in one year only."""


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


def derniers_connus(historique: Iterable[Mapping[str, Any]]) -> dict[str, Mapping[str, Any]]:
    """Return the last known year of each indicator of a history, by its number in lower case."""
    connus: dict[str, Mapping[str, Any]] = {}
    for fiche in historique:
        nom = _lu(fiche.get("indicateur")).casefold()
        if nom and (nom not in connus or _annee(fiche) >= _annee(connus[nom])):
            connus[nom] = fiche
    return connus


def termines(
    historique: Iterable[Mapping[str, Any]], fiches: Iterable[Mapping[str, Any]]
) -> tuple[Mapping[str, Any], ...]:
    """Return the rows of the history of the indicators of its last year that no indicator of this year continues.

    Args:
        historique: The rows of the history.
        fiches: The rows of the indicators this year; without any, nothing is said to have ended.
    """
    actuels = [fiche for fiche in fiches if _lu(fiche.get("id"))]
    continues = {code_precedent(fiche, actuels).casefold() for fiche in actuels}
    connus = derniers_connus(historique)
    derniere = max(map(_annee, connus.values()), default=Fraction(0))
    # terminé il y a deux ans, un indicateur l'était déjà l'an dernier : ce n'est pas un changement de cette année
    return tuple(
        ancien for nom, ancien in connus.items() if actuels and nom not in continues and _annee(ancien) == derniere
    )


def lignes_abrogees(avant: Any, droit: Any) -> tuple[Any, ...]:
    """Return the lines of funding that the texts of last year opened and that those of this year do not.

    Args:
        avant: The law of last year.
        droit: The law of this year.
    """
    ouvertes = {ligne.code for ligne in droit.lignes}
    return tuple(ligne for ligne in avant.lignes if ligne.code not in ouvertes)


def _annee(fiche: Mapping[str, Any]) -> Fraction:
    annee = fiche.get("annee")
    return annee if isinstance(annee, Fraction) else Fraction(0)


def _lu(valeur: Any) -> str:
    return "" if valeur is None else str(valeur).strip()
