"""How a sentence calls what the law and the rules designate by a code: « Accès aux soins » for ``acces``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

FAMILLES = {"supplement_snp": "supplément SNP", "crise_variable": "part variable de crise"}
"""The families of lines that a rule cites by their code."""
_CITE = re.compile(r"« ([a-z_]+) »")


@lru_cache(maxsize=16)
def mots_du_droit(droit: Any) -> Mapping[str, str]:
    """Return how the texts call the missions and the lines of a law, by code; nothing without a law."""
    return {nomme.code: nomme.libelle for nomme in (*getattr(droit, "missions", ()), *getattr(droit, "lignes", ()))}


def en_mots(phrase: str, mots: Mapping[str, str]) -> str:
    """Return a sentence where each code that a rule cites between quotes is told in words."""
    return _CITE.sub(lambda cite: f"« {FAMILLES.get(cite[1]) or mots.get(cite[1], cite[1])} »", phrase)
