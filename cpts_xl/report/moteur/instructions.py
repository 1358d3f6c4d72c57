"""The fields of a part of a Word document: what each one commands, and those that take something elsewhere.

Nothing is built: a parser tells its elements and its texts as they stream by.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

_TEXTES = {"instrText", "delInstrText"}
_AILLEURS = re.compile(
    r"(DDE|DDEAUTO|LINK|INCLUDETEXT|INCLUDEPICTURE|INCLUDE|IMPORT|DATABASE|DATA|RD|AUTOTEXT|AUTOTEXTLIST|GLOSSARY"
    r"|MACROBUTTON|PRINT)\b",
    re.IGNORECASE,
)
"""Those that read a file, or the template of whoever opens the document, or that run something.

GOTOBUTTON only moves inside the document, and HYPERLINK waits for a click: both are left.
"""


def vers_ailleurs(instruction: str) -> str:
    """Return the name of a field that takes something elsewhere or runs something; nothing for any other."""
    trouve = _AILLEURS.match(instruction.strip())
    return trouve[1].upper() if trouve else ""


@dataclass(slots=True)
class _Champ:
    """A field being read: its instruction, until its result begins."""

    textes: list[str] = field(default_factory=list)
    en_resultat: bool = False

    def finir(self) -> str:
        dite = "".join(self.textes)
        self.textes.clear()
        return dite


class Champs:
    """The instructions of the fields of a part; Word may cut one in several runs, and put a field inside another."""

    def __init__(self) -> None:
        self.calcule = False
        """Whether the name of a field is the result of another: nobody can tell what it commands."""
        self._dites: list[str] = []
        self._ouverts = [_Champ()]  # le premier reçoit ce qui n'est dans aucun champ
        self._dedans = False

    def ouvrir(self, balise: str, attributs: Mapping[str, str]) -> None:
        """Take note of an element that begins, its name without prefix."""
        self._dedans = balise in _TEXTES
        self._dites += (valeur for cle, valeur in attributs.items() if cle.rpartition(":")[2] == "instr")
        if balise == "fldChar":
            self._borne(next((v for cle, v in attributs.items() if cle.rpartition(":")[2] == "fldCharType"), ""))

    def fermer(self, _balise: str) -> None:
        """Take note of the end of an element."""
        self._dedans = False

    def lire(self, texte: str) -> None:
        """Take note of a text; only those of instructions count."""
        if self._dedans:
            self._ouverts[-1].textes.append(texte)

    def instructions(self) -> list[str]:
        """Return the instructions read so far, those of fields without an end included."""
        return [*self._dites, *("".join(champ.textes) for champ in self._ouverts)]

    def _borne(self, genre: str) -> None:
        dernier = self._ouverts[-1]
        if genre == "begin":
            profond = len(self._ouverts) > 1
            self.calcule |= profond and not dernier.en_resultat and not "".join(dernier.textes).strip()
            self._ouverts.append(_Champ())
            return
        self._dites.append(dernier.finir())
        dernier.en_resultat = True
        if genre == "end" and len(self._ouverts) > 1:
            self._ouverts.pop()
