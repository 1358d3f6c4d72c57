"""The record of a filled review, with remarks on what was typed."""

from __future__ import annotations

from dataclasses import dataclass

from cpts_xl.report.documents.decisions import Releve


@dataclass(frozen=True, slots=True)
class ReleveRecu(Releve):
    """A record as it was read; ``remarques`` are sentences for whoever asks for it, none of them in the document."""

    remarques: tuple[str, ...] = ()


def remarque_texte(feuille: str, cellule: str, dit: str) -> str:
    """Return that a number typed as text is computed by the record alone."""
    return (
        f"feuille « {feuille} », cellule {cellule} : « {dit} » est un nombre rangé comme un texte. Le relevé le "
        "compte ; la revue, elle, affiche « À compléter » : l'y retaper, et les deux diront les mêmes euros."
    )
