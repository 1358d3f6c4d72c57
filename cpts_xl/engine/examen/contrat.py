"""The check of the missions, of the lines of money and of the past years."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import Any

from cpts_xl.constats import Gravite
from cpts_xl.engine.dossier import Anomalie, Dossier, Enregistrement
from cpts_xl.engine.examen.commun import examiner_champ
from cpts_xl.engine.examen.identite import fin_annee, rang_annee, suit_un_contrat
from cpts_xl.engine.schema import TABLEAUX
from cpts_xl.formats import jour
from cpts_xl.rules.genres import MONTANT, afficher

HISTOIRE = ("taille", "droit", "acompte", "solde", "verse")
"""What a past year must say for the five years to add up."""


def contrat(dossier: Dossier, droit: Any) -> Iterator[Anomalie]:
    """Yield what is wrong in the missions, in the amounts of the lines and in the years of the contract."""
    connues = {mission.code: mission for mission in droit.missions}
    # une mission reprise d'un contrat à l'autre a démarré sous l'ancien
    signature = None if suit_un_contrat(dossier) else dossier.identite.get("signature")
    for code, fiche in dossier.fiche("mission").items():
        if code not in connues:
            yield Anomalie(
                f"mission.{code}.engagee",
                f"La mission « {code} » n'existe pas dans le texte en vigueur.",
                f"Missions connues : {', '.join(sorted(connues))}.",
            )
            continue
        for champ in TABLEAUX["mission"].champs:
            yield from examiner_champ(f"mission.{code}.{champ.code}", champ, fiche.get(champ.code))
        yield from _depart(dossier, code, fiche, connues[code].depuis)
        demarrage, deploiement = fiche.get("demarrage"), fiche.get("deploiement")
        if fiche.get("engagee") == "Oui" and demarrage is None:
            yield Anomalie(
                f"mission.{code}.demarrage",
                "La mission est engagée sans date de démarrage.",
                "Saisir la date de démarrage retenue avec la CPAM.",
                Gravite.A_REGARDER,
            )
        if isinstance(demarrage, date) and isinstance(signature, date) and demarrage < signature:
            yield Anomalie(
                f"mission.{code}.demarrage",
                "La mission démarre avant la signature du contrat.",
                "Vérifier la date.",
                Gravite.A_REGARDER,
            )
        if isinstance(demarrage, date) and isinstance(deploiement, date) and deploiement < demarrage:
            yield Anomalie(f"mission.{code}.deploiement", "Le déploiement précède le démarrage.", "Vérifier les dates.")
    yield from _lignes(dossier, droit)
    yield from _annees(dossier)


def _depart(dossier: Dossier, code: str, fiche: Enregistrement, depuis: date) -> Iterator[Anomalie]:
    """Yield that no text says from when the delay of a mission younger than the contract runs (uncertain)."""
    signature = dossier.identite.get("signature")
    plus_ancien = isinstance(signature, date) and signature < depuis
    if plus_ancien and fiche.get("engagee") == "Oui" and fiche.get("depart_declare") is None:
        yield Anomalie(
            f"mission.{code}.depart_declare",
            f"Le contrat est signé avant le {jour(depuis)}, où cette mission est créée : aucun texte lu ne dit d'où "
            "part son délai, et aucune échéance n'est calculée.",
            "Saisir le départ du délai convenu avec la CPAM.",
            Gravite.INFORMATION,
        )


def _lignes(dossier: Dossier, droit: Any) -> Iterator[Anomalie]:
    """Yield what is wrong in the amounts of the lines: unknown line, kind, sign, amendment, former balance."""
    connues = {ligne.code for ligne in droit.lignes}
    for code, fiche in dossier.fiche("ligne").items():
        annexe = fiche.get("annexe")
        if code not in connues:
            if any(valeur is not None for valeur in fiche.values()):
                yield Anomalie(
                    f"ligne.{code}.annexe",
                    f"La ligne « {code} » n'existe pas dans le texte en vigueur : son montant n'est pas compté.",
                    f"Lignes connues : {', '.join(sorted(connues))}.",
                    lu=afficher(TABLEAUX["ligne"].champs[0].genre, annexe),
                )
            continue
        for champ in TABLEAUX["ligne"].champs:
            yield from examiner_champ(f"ligne.{code}.{champ.code}", champ, fiche.get(champ.code))
        if isinstance(annexe, Fraction) and annexe < 0:
            yield Anomalie(
                f"ligne.{code}.annexe", "Le montant de l'annexe est négatif.", "Reprendre le montant du contrat."
            )
        yield from _avenant(dossier, code, fiche)
        solde = fiche.get("solde_n1")
        if rang_annee(dossier) == 1 and isinstance(solde, Fraction) and solde != 0:
            yield Anomalie(
                f"ligne.{code}.solde_n1",
                "Un solde de l'année précédente est saisi la première année du contrat.",
                "Effacer cette case, ou vérifier la date de signature.",
                lu=afficher(MONTANT, solde),
            )


def _avenant(dossier: Dossier, code: str, fiche: Enregistrement) -> Iterator[Anomalie]:
    """Yield what is wrong in an amendment: half told, or outside the year."""
    effet, apres = fiche.get("effet"), fiche.get("annexe_apres")
    if (effet is None) != (apres is None):
        vide = "effet" if effet is None else "annexe_apres"
        yield Anomalie(
            f"ligne.{code}.{vide}",
            "L'avenant est donné à moitié : la date d'effet et le montant vont ensemble.",
            "Compléter la case vide, ou effacer l'autre.",
        )
    fin = fin_annee(dossier)
    if isinstance(effet, date) and fin is not None and not dossier.debut <= effet < fin:
        yield Anomalie(
            f"ligne.{code}.effet",
            f"L'avenant ne prend pas effet dans l'année (du {jour(dossier.debut)} à la veille du {jour(fin)}).",
            "Avant l'année : saisir le nouveau montant dans l'annexe. Après : attendre l'année suivante.",
            lu=jour(effet),
        )
    if isinstance(apres, Fraction) and apres < 0:
        yield Anomalie(
            f"ligne.{code}.annexe_apres",
            "Le montant après l'avenant est négatif.",
            "Reprendre le montant de l'avenant.",
        )


def _annees(dossier: Dossier) -> Iterator[Anomalie]:
    """Yield the past years told by halves, and what is typed for a year that is computed."""
    rang = rang_annee(dossier)
    if rang is None:
        return
    champs = {champ.code: champ for champ in TABLEAUX["annee"].champs}
    for code, fiche in dossier.fiche("annee").items():
        saisis = [champ for champ in champs if fiche.get(champ) is not None]
        vides = [champ for champ in HISTOIRE if champ not in saisis]
        if not code.isdigit() or not saisis:
            continue
        if int(code) < rang and vides:
            mots = ", ".join(champs[champ].libelle.lower() for champ in vides)
            yield Anomalie(
                f"annee.{code}.{vides[0]}",
                f"L'année {code} du contrat est incomplète : {mots}.",
                "Reprendre le classeur de cette année-là.",
                Gravite.A_REGARDER,
            )
        elif int(code) >= rang:
            yield Anomalie(
                f"annee.{code}.{saisis[0]}",
                f"L'année {code} n'est pas passée : ce qui y est saisi ne sert pas.",
                "Effacer ces cases ; cette année se calcule ici, ou reste à venir.",
                Gravite.A_REGARDER,
            )
