"""The check of what is typed on a mission said not to be engaged: the report tells nothing of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from cpts_xl.constats import Gravite
from cpts_xl.engine.dossier import Anomalie, Dossier
from cpts_xl.formats import pluriel

TEMOINS = (
    ("indicateur", "mission", "Cet indicateur"),
    ("action", "mission", "Cette action"),
    ("depense", "poste", "Cette dépense"),
    ("reunion", "poste", "Cette réunion"),
    ("participation", "poste", "Cette participation"),
    ("texte", "rubrique", "Ce texte"),
)
"""What shows that a mission is under way: table, field that names the mission, how a sentence begins."""


def sur_mission_non_engagee(dossier: Dossier, droit: Any) -> Iterator[Anomalie]:
    """Yield, once by table and mission, the rows of a mission whose answer to « Engagée » is no."""
    for mission in droit.missions:
        if dossier.fiche("mission").get(mission.code, {}).get("engagee") != "Non":
            continue
        for tableau, champ, sujet in TEMOINS:
            # un texte du rapport dit sa mission avant le point : « acces.actions »
            lignes = [
                (rang, str(fiche[champ]))
                for rang, fiche in enumerate(dossier.liste(tableau), 1)
                if fiche.get(champ) and str(fiche[champ]).partition(".")[0].casefold() == mission.code
            ]
            if lignes:
                (rang, lu), n = lignes[0], len(lignes) - 1
                autres = f", comme {n} autre{pluriel(n)}," if n else ""
                yield Anomalie(
                    f"{tableau}.{rang}.{champ}",
                    f"{sujet}{autres} est d'une mission qui n'est pas engagée (« {mission.libelle} ») : le rapport ne "
                    "dit de cette mission que cela.",
                    "Répondre Oui à « Engagée », feuille Missions, si la mission est en cours ; sinon, corriger ici la "
                    "mission, ou effacer.",
                    Gravite.A_REGARDER,
                    lu,
                )
