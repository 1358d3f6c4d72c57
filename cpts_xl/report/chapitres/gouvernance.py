"""Governance and partnerships: meetings, members by profession, team, agreements (T4 to T7, annex D). No name."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from cpts_xl.report.lecteur import Lecteur
from cpts_xl.report.typographie import NON_RENSEIGNE, TIRET, composer, initiale

INSTANCES = ("AG", "CA", "bureau", "CPAM-ARS")
"""The meetings of governance, by their type; the others are told with their mission and in annex D."""

_EN_LETTRES = {
    "AG": "Assemblée générale",
    "CA": "Conseil d'administration",
    "bureau": "Bureau",
    "CPAM-ARS": "Rencontre avec la CPAM et l'ARS",
}


def reunions(lecteur: Lecteur, *, marquees: bool = True) -> list[dict[str, Any]]:
    """Return every meeting of the year, in the order of the days, with its professions and never a name (annex D).

    ``marquees`` says of a meeting dated after the day of the state that it is still to come.
    """
    fiches = [(rang, f) for rang, f in enumerate(lecteur.dossier.liste("reunion"), 1) if f.get("id")]
    return [_reunion(lecteur, rang, fiche, marquee=marquees) for rang, fiche in sorted(fiches, key=_jour)]


def instances(lecteur: Lecteur) -> list[dict[str, Any]]:
    """Return the meetings of the governance only, and only those held on the day of the state (T4)."""
    fiches = [
        (rang, fiche)
        for rang, fiche in enumerate(lecteur.dossier.liste("reunion"), 1)
        if fiche.get("type") in INSTANCES and not _prevue(lecteur, fiche)
    ]
    return [_reunion(lecteur, rang, fiche) for rang, fiche in sorted(fiches, key=_jour)]


def _prevue(lecteur: Lecteur, fiche: Mapping[str, Any]) -> bool:
    """Return whether a meeting is dated after the day of the state: planned, and not held yet."""
    jour, arrete = fiche.get("date"), lecteur.valeurs["identite.arrete"]
    return isinstance(jour, date) and isinstance(arrete, date) and jour > arrete


def _jour(ligne: tuple[int, Mapping[str, Any]]) -> str:
    return str(ligne[1].get("date") or "")


def _reunion(lecteur: Lecteur, rang: int, fiche: Mapping[str, Any], *, marquee: bool = True) -> dict[str, Any]:
    r, prevue = f"reunion.{rang}", _prevue(lecteur, fiche)
    sorte = str(fiche.get("type") or NON_RENSEIGNE)
    return {
        "numero": lecteur.saisie(f"{r}.id"),
        "date": lecteur.saisie(f"{r}.date"),
        "type": composer(f"{_EN_LETTRES.get(sorte, initiale(sorte))}{', à venir' if marquee and prevue else ''}"),
        "poste": libelle_de_poste(lecteur, fiche),
        "objet": lecteur.saisie(f"{r}.objet"),
        "lieu": lecteur.saisie(f"{r}.lieu"),
        "presents": lecteur.chiffre(f"{r}.presents"),
        "heures": lecteur.chiffre(f"{r}.heures"),
        "professions": composer(" ; ".join(_professions(lecteur, fiche))) or TIRET,
        "preuve": _preuve(fiche),
        "prevue": prevue,
    }


def libelle_de_poste(lecteur: Lecteur, fiche: Mapping[str, Any]) -> str:
    """Return the name of the post that a row of a table cites, or what was typed."""
    libelles = {mission.code: mission.libelle for mission in lecteur.droit.missions}
    poste = str(fiche.get("poste") or "")
    return composer(libelles.get(poste, initiale(poste))) or NON_RENSEIGNE


def _professions(lecteur: Lecteur, fiche: Mapping[str, Any]) -> list[str]:
    """Return the professions present at a meeting, each once with how many were: « Infirmière (3) »."""
    presents: dict[str, str] = {}
    for rang, p in enumerate(lecteur.dossier.liste("participation"), 1):
        if str(p.get("reunion") or "").casefold() == str(fiche.get("id") or "").casefold():
            profession = lecteur.texte(f"participation.{rang}.profession")
            presents.setdefault(
                profession.casefold(), f"{profession} ({lecteur.texte(f'participation.{rang}.presents')})"
            )
    return sorted(presents.values())


def _preuve(fiche: Mapping[str, Any]) -> str:
    pieces = dict.fromkeys(str(fiche[champ]) for champ in ("emargement", "compte_rendu") if fiche.get(champ))
    return composer(", ".join(pieces)) or "aucune pièce"


def adherents(lecteur: Lecteur) -> list[dict[str, Any]]:
    """Return the members by profession: this year, the year before, the territory, rate and change (T5)."""
    return [
        {
            "profession": lecteur.saisie(f"adherent.{rang}.profession"),
            "territoire": lecteur.saisie(f"adherent.{rang}.territoire"),
            "adherents": lecteur.chiffre(f"adherent.{rang}.adherents"),
            "precedent": lecteur.saisie(f"adherent.{rang}.precedent"),
            "taux": lecteur.chiffre(f"adherent.{rang}.taux"),
            "evolution": lecteur.ecart(f"adherent.{rang}.evolution"),
            "source": lecteur.saisie(f"adherent.{rang}.source"),
        }
        for rang, fiche in enumerate(lecteur.dossier.liste("adherent"), 1)
        if fiche.get("profession")
    ]


def adherents_total(lecteur: Lecteur) -> dict[str, Any]:
    """Return the totals of the members, every profession together, and the rate overall."""
    return {
        "territoire": lecteur.chiffre("vie.adherents.territoire"),
        "precedent": lecteur.chiffre("vie.adherents.precedent"),
        "adherents": lecteur.chiffre("vie.adherents.nombre"),
        "evolution": lecteur.ecart("vie.adherents.evolution"),
        "taux": lecteur.chiffre("vie.adherents.taux"),
    }


def reunions_total(lecteur: Lecteur) -> dict[str, Any]:
    """Return how many presences the meetings of the year add up to."""
    return {"presents": lecteur.chiffre("vie.presences.nombre")}


def sources_des_effectifs(lecteur: Lecteur) -> str:
    """Return where the numbers of professionals of the territory come from, each source once."""
    sources = dict.fromkeys(str(f["source"]) for f in lecteur.dossier.liste("adherent") if f.get("source"))
    return composer(" ; ".join(sources)) or "source non renseignée"


def equipe(lecteur: Lecteur) -> list[dict[str, Any]]:
    """Return the team by function, without any name (T6)."""
    return [
        {
            "fonction": lecteur.saisie(f"poste_equipe.{rang}.fonction"),
            "etp": lecteur.saisie(f"poste_equipe.{rang}.etp"),
            "employeur": lecteur.saisie(f"poste_equipe.{rang}.employeur"),
            "contrat": lecteur.saisie(f"poste_equipe.{rang}.contrat"),
            "cout": lecteur.montant(f"poste_equipe.{rang}.cout"),
            "cle": lecteur.saisie(f"poste_equipe.{rang}.cle", TIRET),
        }
        for rang, fiche in enumerate(lecteur.dossier.liste("poste_equipe"), 1)
        if fiche.get("fonction")
    ]


def conventions(lecteur: Lecteur) -> list[dict[str, Any]]:
    """Return the agreements with their state on the day of the report (T7)."""
    return [
        {
            "partenaire": lecteur.saisie(f"convention.{rang}.partenaire"),
            "objet": lecteur.saisie(f"convention.{rang}.objet"),
            "date": lecteur.saisie(f"convention.{rang}.date"),
            "fin": lecteur.saisie(f"convention.{rang}.fin", "sans terme"),
            "etat": lecteur.chiffre(f"convention.{rang}.etat"),
            "piece": lecteur.saisie(f"convention.{rang}.piece", TIRET),
        }
        for rang, fiche in enumerate(lecteur.dossier.liste("convention"), 1)
        if fiche.get("partenaire")
    ]
