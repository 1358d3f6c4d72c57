"""The check of the indicators: mode, direction, steps."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from cpts_xl.constats import Gravite
from cpts_xl.engine.dossier import Anomalie, Dossier, Enregistrement
from cpts_xl.engine.examen.commun import examiner_champ, examiner_identifiant
from cpts_xl.engine.schema import NB_PALIERS, TABLEAUX

FORCE_MAX = 4


def indicateurs(dossier: Dossier, droit: Any) -> Iterator[Anomalie]:
    """Yield what is wrong in each indicator."""
    connues = {mission.code for mission in droit.missions}
    vus: dict[str, int] = {}
    for rang, fiche in enumerate(dossier.liste("indicateur"), 1):
        i = f"indicateur.{rang}"
        for champ in TABLEAUX["indicateur"].champs:
            yield from examiner_champ(f"{i}.{champ.code}", champ, fiche.get(champ.code))
        ident = str(fiche.get("id") or "")
        yield from examiner_identifiant(f"{i}.id", ident)
        if ident and ident.casefold() in vus:
            yield Anomalie(
                f"{i}.id",
                f"L'identifiant « {ident} » sert déjà à la ligne {vus[ident.casefold()]}.",
                "Donner un identifiant propre à chaque indicateur.",
            )
        vus.setdefault(ident.casefold(), rang)
        mission = fiche.get("mission")
        if mission and mission not in connues:
            yield Anomalie(
                f"{i}.mission",
                f"La mission « {mission} » n'existe pas dans le texte en vigueur.",
                f"Missions connues : {', '.join(sorted(connues))}.",
                lu=str(mission),
            )
        yield from _mode(i, fiche)


def _mode(i: str, fiche: Enregistrement) -> Iterator[Anomalie]:
    mode, sens = fiche.get("mode"), fiche.get("sens")
    if mode in {"paliers", "linéaire"} and not sens:
        yield Anomalie(f"{i}.sens", "Le sens de l'indicateur manque.", "Choisir hausse ou baisse.")
    if mode == "linéaire" and fiche.get("constate") is not None and fiche.get("depart") is None:
        yield Anomalie(
            f"{i}.depart", "Un résultat est saisi sans valeur de départ.", "Saisir la valeur de départ du contrat."
        )
    depart, cible = fiche.get("depart"), fiche.get("cible")
    if mode == "linéaire" and isinstance(depart, Fraction) and isinstance(cible, Fraction):
        attendu = cible > depart if sens == "hausse" else cible < depart
        if sens in {"hausse", "baisse"} and not attendu:
            yield Anomalie(
                f"{i}.cible", f"La cible ne va pas dans le sens déclaré ({sens}).", "Vérifier cible et sens."
            )
    if mode == "paliers":
        yield from _paliers(i, fiche)
    force = fiche.get("force")
    if isinstance(force, Fraction) and not (0 <= force <= FORCE_MAX and force.denominator == 1):
        yield Anomalie(f"{i}.force", "La force de preuve va de 0 à 4.", TABLEAUX["indicateur"].champ("force").aide)


def _paliers(i: str, fiche: Enregistrement) -> Iterator[Anomalie]:
    paires = [(fiche.get(f"seuil_{n}"), fiche.get(f"montant_{n}")) for n in range(1, NB_PALIERS + 1)]
    remplies = [(s, m) for s, m in paires if s is not None or m is not None]
    if not remplies:
        yield Anomalie(f"{i}.seuil_1", "Aucun palier n'est saisi.", "Saisir au moins un seuil et son montant.")
        return
    if paires[: len(remplies)] != remplies or any(s is None or m is None for s, m in remplies):
        yield Anomalie(
            f"{i}.seuil_1", "Un palier est incomplet.", "Chaque seuil a son montant, sans case vide entre deux."
        )
        return
    seuils: list[Any] = [s for s, _ in remplies]
    montants: list[Any] = [m for _, m in remplies]
    if not all(isinstance(nombre_, Fraction | int) for nombre_ in (*seuils, *montants)):
        return  # un texte à la place d'un nombre : déjà dit, case par case
    ordre = seuils == sorted(set(seuils), reverse=fiche.get("sens") == "baisse")
    if not ordre or montants != sorted(montants):
        yield Anomalie(
            f"{i}.seuil_1",
            "Les paliers ne vont pas du plus facile au plus exigeant.",
            "Ranger les seuils dans le sens déclaré, montants croissants.",
        )
    if montants[-1] != fiche.get("montant_en_jeu"):
        yield Anomalie(
            f"{i}.montant_en_jeu",
            "Le dernier palier ne paie pas le montant en jeu.",
            "Les paliers se remplacent : le dernier vaut le montant entier.",
            Gravite.A_REGARDER,
        )
