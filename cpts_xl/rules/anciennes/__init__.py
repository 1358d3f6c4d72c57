"""What the rules said before a version corrected them, the law being the same: one module per version.

A workbook of an older version is judged by what that version wrote; what changed since is then told, with both numbers.
A correction moves the former function here, under its name, with a French sentence that says what the rule does now.
"""

from __future__ import annotations

import re
from functools import cache

from cpts_xl.rules import CATALOGUE, Regle
from cpts_xl.rules.anciennes import avant_0_5_0, avant_0_5_1, avant_0_5_4
from cpts_xl.rules.anciennes.registre import Ancienne

VERSIONS = {
    "0.5.0": avant_0_5_0.ANCIENNES,
    "0.5.1": avant_0_5_1.ANCIENNES,
    "0.5.4": avant_0_5_4.ANCIENNES,
}
"""By version that corrected, oldest first: the former rules by name."""


@cache
def anciennes(version: str) -> dict[str, Ancienne]:
    """Return the rules that were corrected since a version, as that version read them.

    A version that cannot be read as numbers has none: nothing is excused by it.
    """
    rang = _rang(version)
    lues: dict[str, Ancienne] = {}
    for corrigee, regles in VERSIONS.items():
        if rang and rang < _rang(corrigee):
            lues = {**regles, **lues}  # la plus ancienne correction que cette version n'avait pas
    return lues


def catalogue(version: str) -> dict[str, Regle]:
    """Return every rule as a version read it: those of today, but for the ones corrected since."""
    return {**CATALOGUE, **{nom: ancienne.regle for nom, ancienne in anciennes(version).items()}}


def _rang(version: str) -> tuple[int, ...]:
    return tuple(int(n) for n in version.split(".")) if re.fullmatch(r"\d{1,4}(\.\d{1,4}){1,3}", version) else ()
