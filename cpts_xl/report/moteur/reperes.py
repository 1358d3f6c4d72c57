"""The marks that preparation leaves in a template and that finishing reads in the rendered text.

A mark is a private character, then a letter, then the rank of what it speaks of when it needs one. No value can hold
one: ``echappement`` removes private characters, and preparation those of the template itself.
"""

from __future__ import annotations

import re

MARQUE = "\ue001"
_RANG = 0xE100

# une lettre ouvre, sa minuscule ferme
TITRE, FIN_TITRE = "H", "h"
REPERE, FIN_REPERE = "R", "r"
RENVOI, FIN_RENVOI = "V", "v"
TABLE, FIN_TABLE = "G", "g"
LEGENDE, FIN_LEGENDE = "C", "c"
RANGEE = "L"
NOTE = "N"
NUMERO = "S"
DESSIN = "D"
RENVOI_SIMPLE = "X"
"""A reference written as one field: the value follows, up to the next mark; its run is kept by the plan."""
REPERE_SIMPLE = "P"
"""The same for a line of annex B that references lead to."""
SUITE, FIN_REPERE_SIMPLE = "x", "p"
SOMMAIRE = "M"
TABLEAUX = "T"

OUVRANTES = {
    TITRE: FIN_TITRE, REPERE: FIN_REPERE, RENVOI: FIN_RENVOI, TABLE: FIN_TABLE, LEGENDE: FIN_LEGENDE,
    RENVOI_SIMPLE: SUITE, REPERE_SIMPLE: FIN_REPERE_SIMPLE,
}  # fmt: skip
AVEC_RANG = {TITRE, NUMERO, SOMMAIRE, TABLEAUX, RENVOI_SIMPLE, REPERE_SIMPLE}
RESERVES = re.compile("[\ue000-\ue00f]")
"""The private characters that the house keeps for itself."""


def marque(lettre: str, rang: int | None = None) -> str:
    """Return a mark as it is written in the template."""
    return f"{MARQUE}{lettre}{'' if rang is None else chr(_RANG + rang)}"


def rang_de(morceau: str) -> int:
    """Return the rank said by a piece of text that starts with a letter and a rank."""
    return ord(morceau[1]) - _RANG
