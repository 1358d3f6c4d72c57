"""The check of the people: identifiers without a name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from cpts_xl.engine.dossier import Anomalie, Dossier
from cpts_xl.engine.examen.commun import examiner_identifiant


def personnes(dossier: Dossier, _droit: Any) -> Iterator[Anomalie]:
    """Yield what is wrong in the identifiers of the professionals."""
    for rang, fiche in enumerate(dossier.liste("indemnite"), 1):
        yield from examiner_identifiant(f"indemnite.{rang}.professionnel", str(fiche.get("professionnel") or ""))
