"""One fault of a template: where a reader finds it, what is wrong, what to do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from cpts_xl.constats import Cause, Constat, Gravite
from cpts_xl.errors import GabaritInvalide

_LONGUEUR = 70
_AUTOUR = 24


@dataclass(frozen=True, slots=True)
class Place:
    """One paragraph of a template: its text, and where a reader finds it."""

    partie: str
    rang: int
    """Rank of the paragraph in its part."""
    texte: str
    lieu: str
    element: Any

    def faute(self, motif: str, balise: str = "") -> Faute:
        """Return a fault of this paragraph, with the words around its tag."""
        return Faute(self.partie, self.rang, self.lieu, _extrait(self.texte, balise), balise, motif)


@dataclass(frozen=True, slots=True)
class Faute:
    """One fault; ``rang`` is -1 when it concerns the whole template."""

    partie: str
    rang: int
    lieu: str
    extrait: str
    balise: str
    motif: str

    def phrase(self) -> str:
        """Return the fault as one French paragraph."""
        if self.rang < 0:
            return self.motif
        return f"Modèle, {self.lieu}, paragraphe « {self.extrait} » : {self.motif}"

    def constat(self) -> Constat:
        """Return the fault as a finding."""
        return Constat(Gravite.BLOQUANT, self.phrase(), cause=Cause.GABARIT)

    def refus(self) -> GabaritInvalide:
        """Return the fault as what stops the filling."""
        return GabaritInvalide(self.phrase())


def _extrait(texte: str, balise: str) -> str:
    """Return what tells a paragraph: its beginning, or the words around a tag that comes later."""
    place = max(texte.find(balise), 0) if balise else 0
    debut = max(place - _AUTOUR, 0) if place + len(balise) > _LONGUEUR else 0
    fin = max(debut + _LONGUEUR, place + len(balise) if debut else 0)
    court = texte[debut:fin].strip()
    return f"{'…' if debut else ''}{court}{'…' if fin < len(texte) else ''}"
