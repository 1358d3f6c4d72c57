"""What preparation knows of a template: its patched parts, and what finishing needs. Plain data, kept as text."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from typing import Any

from cpts_xl.report.numerotation import Forme


@dataclass(frozen=True, slots=True)
class Titre:
    """A kind of heading: its outline level (0 for a chapter) and how it is numbered."""

    niveau: int
    forme: Forme | None


@dataclass(frozen=True, slots=True)
class Entree:
    """How the entries of one table of contents are written: run properties, width of a line in twentieths of point."""

    courses: str
    largeur: int


@dataclass(slots=True)
class Plan:
    """A prepared template. Ranks in the marks are ranks in these lists."""

    sources: dict[str, str] = field(default_factory=dict)
    """Parts to render: their Jinja source."""
    remplacees: dict[str, str] = field(default_factory=dict)
    """Parts that preparation changed, and that no report changes."""
    titres: list[Titre] = field(default_factory=list)
    legendes: list[str] = field(default_factory=list)
    renvois: list[tuple[str, str]] = field(default_factory=list)
    """What stands before and after the field of a reference or of the line it leads to, in its run."""
    cellules: bool = False
    """Whether a cell may be left without a paragraph, which Word does not admit."""
    entrees: list[Entree] = field(default_factory=list)
    styles: dict[str, str] = field(default_factory=dict)
    """Identifier of a style of the contents by its name: « toc 1 », « toc 2 », « table of figures »."""
    tabulations: list[str] = field(default_factory=list)
    """Names of those that already say where page numbers stand."""
    proprietes: str = "docProps/core.xml"
    signet: int = 0
    """Greatest number of a bookmark of the template."""

    def en_texte(self) -> str:
        """Return the plan as JSON."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def du_texte(cls, texte: str) -> Plan:
        """Return the plan that a JSON text holds.

        Raises:
            ValueError, TypeError, KeyError: it is not one of ours.
        """
        lu: dict[str, Any] = json.loads(texte)
        lu["titres"] = [Titre(un["niveau"], _forme(un["forme"])) for un in lu["titres"]]
        lu["renvois"] = [(avant, apres) for avant, apres in lu["renvois"]]
        lu["entrees"] = [Entree(**un) for un in lu["entrees"]]
        return cls(**lu)


def _forme(lue: dict[str, Any] | None) -> Forme | None:
    if lue is None:
        return None
    return Forme(**{**lue, "ecritures": tuple(lue["ecritures"]), "departs": tuple(lue["departs"])})
