"""A tree of explanation as text: with box-drawing where the console knows it, with plain dashes elsewhere."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from dataclasses import dataclass

from cpts_xl.revue.explication import Arbre

LARGEUR = 110
LARGEUR_MIN = 40


@dataclass(frozen=True, slots=True)
class Traits:
    """The strokes of a tree: before a child, before the last one, under a child, under the last one."""

    enfant: str
    dernier: str
    sous_enfant: str
    sous_dernier: str


FILETS = Traits("├─ ", "└─ ", "│  ", "   ")
TIRETS = Traits("- ", "- ", "  ", "  ")


def rendre(arbre: Arbre, *, filets: bool = True, largeur: int = LARGEUR) -> str:
    """Return the text of a tree; without ``filets``, dashes in place of box-drawing."""
    return "\n".join(_lignes(arbre, FILETS if filets else TIRETS, "", "", max(largeur, LARGEUR_MIN)))


def connait_les_filets(encodage: str | None) -> bool:
    """Return whether a console of this encoding shows box-drawing."""
    return (encodage or "").lower().replace("-", "").replace("_", "") in {"utf8", "utf8sig", "utf16", "utf16le"}


def _lignes(arbre: Arbre, traits: Traits, devant: str, dessous: str, largeur: int) -> Iterator[str]:
    yield from _paragraphe(arbre.titre, devant, dessous, largeur)
    sous = dessous + (traits.sous_enfant if arbre.enfants else traits.sous_dernier)
    for phrase in arbre.phrases:
        yield from _paragraphe(phrase, sous, sous, largeur)
    for rang, enfant in enumerate(arbre.enfants, 1):
        dernier = rang == len(arbre.enfants)
        tete = traits.dernier if dernier else traits.enfant
        suite = traits.sous_dernier if dernier else traits.sous_enfant
        yield from _lignes(enfant, traits, dessous + tete, dessous + suite, largeur)


def _paragraphe(texte: str, premiere: str, suivantes: str, largeur: int) -> list[str]:
    """Return a sentence on lines of the width asked for, or of the least one where the tree is deep."""
    large = max(largeur, len(suivantes) + LARGEUR_MIN)
    return textwrap.wrap(texte, large, initial_indent=premiere, subsequent_indent=suivantes, break_long_words=False,
                         break_on_hyphens=False) or [premiere]  # fmt: skip
