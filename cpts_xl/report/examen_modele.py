"""The check of a template before it is filled: the first fault stops it. ``verification`` gives them all."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def examiner_modele(parties: Mapping[str, bytes], champs: Mapping[str, Any]) -> None:
    """Check every tag of the body, headers, footers and notes against the known fields.

    Raises:
        GabaritInvalide: the first fault, with the tag, the nearest field and its place.
    """
    from cpts_xl.report.verification.controle import fautes  # noqa: PLC0415 - rien à charger pour un modèle déjà connu

    for faute in fautes(parties, champs):
        raise faute.refus()
