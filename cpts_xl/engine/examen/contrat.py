"""The check of the missions and of the lines of money."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import Any

from cpts_xl.constats import Gravite
from cpts_xl.engine.dossier import Anomalie, Dossier
from cpts_xl.engine.examen.commun import examiner_champ
from cpts_xl.engine.schema import TABLEAUX
from cpts_xl.rules.genres import afficher


def contrat(dossier: Dossier, droit: Any) -> Iterator[Anomalie]:
    """Yield what is wrong in the missions and in the amounts of the annex."""
    connues = {mission.code for mission in droit.missions}
    signature = dossier.identite.get("signature")
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
    lignes = {ligne.code for ligne in droit.lignes}
    for code, fiche in dossier.fiche("ligne").items():
        annexe = fiche.get("annexe")
        if code not in lignes:
            yield Anomalie(
                f"ligne.{code}.annexe",
                f"La ligne « {code} » n'existe pas dans le texte en vigueur : son montant n'est pas compté.",
                f"Lignes connues : {', '.join(sorted(lignes))}.",
                lu=afficher(TABLEAUX["ligne"].champs[0].genre, annexe),
            )
            continue
        yield from examiner_champ(f"ligne.{code}.annexe", TABLEAUX["ligne"].champs[0], annexe)
        if isinstance(annexe, Fraction) and annexe < 0:
            yield Anomalie(
                f"ligne.{code}.annexe", "Le montant de l'annexe est négatif.", "Reprendre le montant du contrat."
            )
