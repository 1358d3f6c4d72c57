"""A review from a received workbook: what each indicator and each line keeps, what each party said, and where."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from cpts_xl.engine.dossier import Dossier
from cpts_xl.engine.resultat import Resultat
from cpts_xl.revue.plan import CAS, CONVENU, CPAM, PALIERS, REALISE, Indicateur, Ligne, Revue

_REPRIS = ("mission", "libelle", "mode", "sens", "unite", "depart", "cible", "neutralisation")
AUCUN = Indicateur(1, "", "")
"""Stands on the only line of a contract that declares no indicator: it is of no mission, and pays nothing."""
_DITS = {CPAM: ("valeur_cpam", "realise_cpam"), CONVENU: ("valeur_retenue", "realise_retenu")}


_TOUS = (
    *_REPRIS, "code", "realise", "mesure", "enjeu", "statut", "neutralisation_convenue", CPAM, CONVENU,
    *(f"{code}_{n}" for code in ("seuil", "montant") for n in PALIERS),
)  # fmt: skip


def depuis(resultat: Resultat) -> Revue:
    """Return the review of a computed dossier; what the parties said comes from Indicateurs, else from Dialogue."""
    saisies: dict[str, Any] = {}
    indicateurs = []
    for rang, fiche in enumerate(resultat.dossier.liste("indicateur"), 1):
        if not fiche.get("id"):
            continue
        indicateur = Indicateur(rang, str(fiche["id"]), str(fiche.get("mode") or ""))
        indicateurs.append(indicateur)
        saisies |= _saisies(resultat, indicateur, fiche)
    if not indicateurs:  # les colonnes que lisent les règles ont au moins une ligne, comme dans un classeur vide
        indicateurs.append(AUCUN)
        saisies |= {f"{AUCUN.ident}.{code}": None for code in _TOUS}
    lignes = []
    for droit in resultat.droit.lignes:
        ligne = Ligne(droit.code, droit.volet == "variable")
        lignes.append(ligne)
        saisies |= _ligne(resultat, ligne, droit.mission)
    return Revue(tuple(indicateurs), tuple(lignes), saisies)


def _saisies(resultat: Resultat, indicateur: Indicateur, fiche: Mapping[str, Any]) -> dict[str, Any]:
    i, lu = indicateur.ident, f"indicateur.{indicateur.rang}"
    valeurs = {f"{i}.{code}": fiche.get(code) for code in _REPRIS}
    valeurs |= {f"{i}.code": indicateur.code, f"{i}.realise": fiche.get("realise")}
    for n in PALIERS:
        valeurs |= {f"{i}.{code}_{n}": fiche.get(f"{code}_{n}") for code in ("seuil", "montant")}
    for code in ("mesure", "enjeu", "statut"):
        valeurs[f"{i}.{code}"] = resultat.valeurs[f"{lu}.{code}"]
    valeurs[f"{i}.neutralisation_convenue"] = fiche.get("neutralisation")
    for cas in (CPAM, CONVENU):
        valeurs[f"{i}.{cas}"] = dit(resultat, indicateur, cas)[0]
    return valeurs


def dit(resultat: Resultat, indicateur: Indicateur, cas: str) -> tuple[Any, str]:
    """Return what a party said of an indicator this year, and the input that says it; (None, "") when nobody did.

    The sheet Indicateurs comes first: its value is the one that counts in the received workbook. A point of the year
    before, carried over because it is still open, says nothing of this year's value (see ``anterieurs``).
    """
    rang = indicateur.rang
    if indicateur is AUCUN:
        return None, ""
    champ = _DITS[cas][indicateur.mode == REALISE]
    valeur = resultat.dossier.liste("indicateur")[rang - 1].get(champ)
    if valeur is not None:
        return valeur, f"indicateur.{rang}.{champ}"
    if indicateur.realise:  # la feuille Dialogue ne porte que des nombres
        return None, ""
    trouve: tuple[Any, str] = (None, "")
    for n, point in _points(resultat.dossier, indicateur, _DITS[cas][0]):
        if not de_l_an_passe(resultat.dossier, point):
            trouve = point[_DITS[cas][0]], f"point.{n}.{_DITS[cas][0]}"
    return trouve


def anterieurs(resultat: Resultat, indicateur: Indicateur, cas: str) -> list[tuple[str, date]]:
    """Return the values that a party gave of an indicator before this year: the input of each, and its day."""
    champ, dossier = _DITS[cas][0], resultat.dossier
    return [
        (f"point.{n}.{champ}", point["date"])
        for n, point in _points(dossier, indicateur, champ)
        if de_l_an_passe(dossier, point)
    ]


def de_l_an_passe(dossier: Dossier, point: Mapping[str, Any]) -> bool:
    """Return whether a point was discussed before the contract year; one without a date belongs to this year."""
    jour, debut = point.get("date"), dossier.identite.get("debut")
    return isinstance(jour, date) and isinstance(debut, date) and jour < debut


def _points(dossier: Dossier, indicateur: Indicateur, champ: str) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """Yield the points of an indicator that give this value, with their rank from 1."""
    for n, point in enumerate(dossier.liste("point"), 1):
        meme = str(point.get("indicateur") or "").casefold() == indicateur.code.casefold()
        if meme and point.get(champ) is not None:
            yield n, point


def _ligne(resultat: Resultat, ligne: Ligne, mission: str) -> dict[str, Any]:
    i, lu, v = ligne.ident, f"ligne.{ligne.code}", resultat.valeurs
    valeurs = {f"{i}.{code}": v[f"{lu}.{code}"] for code in ("code", "libelle", "volet", "famille", "plafond", "verse")}
    valeurs |= {f"{i}.mission": mission or None, f"{i}.prorata": None}
    if ligne.variable:
        valeurs[f"{i}.prorata"] = v[f"mission.{mission}.prorata_variable"]
    else:
        valeurs |= {f"{i}.droit_{cas}": v[f"{lu}.droit"] for cas in CAS}
        valeurs |= {f"{i}.acquis_{cas}": None for cas in CAS}
    return valeurs
