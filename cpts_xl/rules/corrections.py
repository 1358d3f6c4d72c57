"""The rules that a version of the tool corrected: since which one, and what they give now, in a French sentence.

No text changed there: a workbook of an older version is authentic, and shows what that version computed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Correction:
    """One correction: the first version that has it, and what it says since."""

    depuis: str
    phrase: str


_ECHEANCE = "une échéance n'est en retard que de ce qui reste à percevoir de sa ligne, et pas pour moins d'un euro"
CORRECTIONS: Mapping[str, Correction] = {
    "prorata": Correction(
        "0.5.0", "une mission menée dès le premier jour compte l'année entière, même en mois depuis un 29 février"
    ),
    "prorata_variable": Correction(
        "0.5.0", "une mission qui démarre après la fin de l'année n'y a pas de part variable"
    ),
    "retard_echeance": Correction("0.5.0", _ECHEANCE),
    "somme_en_retard": Correction("0.5.0", _ECHEANCE),
}
"""By name of rule. A version that changes what a rule gives, the law being the same, adds its line here."""


def corrigee_depuis(regle: str, version: str) -> Correction | None:
    """Return the correction of a rule that a workbook of this version could not have, or None.

    A version that cannot be read as numbers has every correction: nothing is excused by it.
    """
    correction = CORRECTIONS.get(regle)
    rang = _rang(version)
    return correction if correction is not None and rang and rang < _rang(correction.depuis) else None


def _rang(version: str) -> tuple[int, ...]:
    return tuple(int(n) for n in version.split(".")) if re.fullmatch(r"\d{1,4}(\.\d{1,4}){1,3}", version) else ()
