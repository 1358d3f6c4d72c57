"""What one line of the table is: a falsification with what must be said of it, an honest edit with what it declares."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from cpts_xl.constats import Gravite

if TYPE_CHECKING:
    from cpts_xl.engine.dossier import Dossier
    from tests.sabotage.gestes import Geste

REFUS = "fichier refusé"
"""Cause noted for a file that the tool refuses to open: its message stands for the finding."""
CONTENU = "contenu du fichier"
"""Cause that the reading gives to macros and links."""
SERIEUX = frozenset({Gravite.BLOQUANT, Gravite.A_REGARDER})
DIT = frozenset(Gravite)


class Qui(StrEnum):
    """Who must be told: the one who pays, the one who fills, or both."""

    RELECTEUR = "le relecteur"
    COORDINATION = "la coordination"
    TOUS = "l'un et l'autre"


@dataclass(frozen=True)
class Falsification:
    """One way to falsify or to damage a workbook, and what the tool must say of it.

    The finding expected is on ``feuille`` and ``cellule`` (both empty: the whole file), with one of ``causes``, and its
    sentence says ``cite``. ``geste`` changes the workbook; ``brut`` its bytes, ``rapport`` the bytes of its report.
    ``libreoffice`` is the lot of changes that are also presented together after a save by LibreOffice.
    """

    nom: str
    famille: str
    lieu: tuple[str, str]
    causes: tuple[str, ...]
    geste: Geste | None = None
    qui: Qui = Qui.RELECTEUR
    base: str = "native"
    cite: str = ""
    gravites: frozenset[Gravite] = SERIEUX
    recalcule: bool = False
    precedente: bool = False
    """Whether last year's workbook is given to the verification."""
    libreoffice: str = ""
    brut: Callable[[bytes], bytes] | None = None
    rapport: Callable[[bytes], bytes] | None = None
    fichier: str = "classeur.xlsx"

    @property
    def place(self) -> str:
        """Return the place as the table shows it."""
        return "!".join(part for part in self.lieu if part) or "le fichier"


@dataclass(frozen=True)
class Honnete:
    """One honest edit: how it is made, and what the workbook then declares (None: what it declared before).

    ``geste`` changes the parts,
     ``brut`` rewrites the bytes (another program did); ``admis`` are causes that may be told.
    """

    nom: str
    geste: Geste | None = None
    declare: Callable[[], Dossier] | None = None
    base: str = "native"
    recalcule: bool = False
    brut: Callable[[bytes], bytes] | None = None
    bureau: str = ""
    """Task of the LibreOffice pilot that makes the edit."""
    admis: tuple[str, ...] = field(default=())
    fichier: str = "classeur.xlsx"
