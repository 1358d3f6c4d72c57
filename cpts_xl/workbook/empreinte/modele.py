"""The fingerprint of the model of a workbook: what its formulas say, the parameters and the names that they read.

What the user types is no part of it, nor where things stand: an honest edit leaves it as it is. A formula, a name, a
fixed word or a parameter changed by one sign changes it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field

from cpts_xl.workbook.empreinte.releve import Releve
from cpts_xl.workbook.empreinte.reperes import Reperes
from cpts_xl.workbook.xlsx.types import ClasseurLu

CANON = "cpts_xl modèle, forme 1"
"""First line of what is hashed: another canonical form would be another number."""


@dataclass(frozen=True, slots=True)
class Modele:
    """The model of a workbook: its statement, one sorted line per thing, and where each line was first read."""

    lignes: tuple[str, ...]
    lieux: Mapping[str, tuple[str, str]] = field(default_factory=dict, compare=False, repr=False)

    @property
    def empreinte(self) -> str:
        """Return the sha256 (hex) of the statement."""
        return hashlib.sha256("\n".join((CANON, *self.lignes)).encode("utf-8", "surrogatepass")).hexdigest()


def modele_de(classeur: ClasseurLu, reperes: Reperes | None = None) -> Modele:
    """Return the model that a workbook already read really holds; what it does not know, it leaves aside."""
    lieux = Releve(reperes or Reperes(classeur)).relever()
    return Modele(tuple(sorted(lieux)), lieux)


def empreinte_du_modele(classeur: ClasseurLu) -> str:
    """Return the sha256 (hex) of the model of a workbook already read, wherever its cells now stand."""
    return modele_de(classeur).empreinte
