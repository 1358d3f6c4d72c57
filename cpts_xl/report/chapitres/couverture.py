"""How many indicators of each mission rest on a proof of each strength (table T11 bis)."""

from __future__ import annotations

from typing import Any

from cpts_xl.engine.schema import TOTAL
from cpts_xl.report.lecteur import Lecteur
from cpts_xl.report.typographie import composer

_MESURES = ("indicateurs", "couverts", "force_0", "force_1", "force_2", "force_3", "force_4", "sans_piece", "part")


def couverture(lecteur: Lecteur) -> dict[str, Any]:
    """Return one row per mission that has indicators, and the total."""
    return {
        "couverture": [
            _rang(lecteur, mission.code)
            for mission in lecteur.droit.missions
            if lecteur.valeurs[f"couverture.{mission.code}.indicateurs"] != 0
        ],
        "couverture_total": _rang(lecteur, TOTAL),
    }


def _rang(lecteur: Lecteur, code: str) -> dict[str, Any]:
    c = f"couverture.{code}"
    return {
        "libelle": composer(lecteur.valeurs[f"{c}.libelle"]),
        **{mesure: lecteur.chiffre(f"{c}.{mesure}") for mesure in _MESURES},
    }
