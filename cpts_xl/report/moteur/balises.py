"""Tags as they are written in the text of a paragraph: docxtpl's grammar, read once for the check and the engine."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from cpts_xl.report.moteur.limites import LONGUEUR_DE_BALISE

# une longueur bornée : un texte plein d'accolades sans fin se lit encore vite
_DANS = f".{{0,{LONGUEUR_DE_BALISE}}}?"
_BALISE = re.compile(rf"\{{\{{{_DANS}\}}\}}|\{{%{_DANS}%\}}|\{{#{_DANS}#\}}", re.DOTALL)
_RESTE = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}")
_FORME = re.compile(r"^(\{\{|\{%|\{#)(-?)(?:(tr|tc|p|r)\s+)?\s*(.*?)\s*(-?)(?:\}\}|%\}|#\})$", re.DOTALL)
_MOT = re.compile(r"\w+")
OUVRENT = frozenset({"for", "if"})
FERMENT = {"endfor": "for", "endif": "if"}
SUITES = frozenset({"else", "elif"})


@dataclass(frozen=True, slots=True)
class Balise:
    """One tag: its text, where it stands in its paragraph, and its pieces."""

    texte: str
    debut: int
    fin: int
    ouvrante: str
    prefixe: str
    """What docxtpl removes around it: « p » the paragraph, « tr » the row, « tc » the cell, « r » the run."""
    contenu: str

    @property
    def commande(self) -> bool:
        """Return whether it commands ({% %}) rather than shows ({{ }})."""
        return self.ouvrante == "{%"

    @property
    def commentaire(self) -> bool:
        """Return whether it is a comment ({# #})."""
        return self.ouvrante == "{#"

    @property
    def mot(self) -> str:
        """Return the first word of a command, empty for the rest."""
        trouve = _MOT.match(self.contenu) if self.commande else None
        return trouve[0] if trouve else ""


def balises(texte: str) -> Iterator[Balise]:
    """Yield every complete tag of a text, comments included."""
    for trouve in _BALISE.finditer(texte):
        forme = _FORME.match(trouve[0])
        assert forme is not None
        yield Balise(trouve[0], trouve.start(), trouve.end(), forme[1], forme[3] or "", forme[4])


def sans_balises(texte: str) -> str:
    """Return a text without its complete tags."""
    return _BALISE.sub("", texte)


def orphelin(texte: str) -> str:
    """Return the first brace pair that belongs to no complete tag, empty when there is none."""
    trouve = _RESTE.search(sans_balises(texte))
    return trouve[0] if trouve else ""
