"""One formula in its canonical form: what it says, whatever the program that saved it.

Spaces, case, prefixes, quotes, array braces and useless parentheses are the habits of a program. A reference is handed
to whoever knows what it designates. Only the grammar of our formulas is analysed; anything else is kept as it is, so
that it can never pass for a formula of ours.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import NamedTuple

from cpts_xl.workbook.empreinte.parentheses import sans_parentheses_inutiles

LONGUEUR_MAX = 8_192
"""Characters beyond which a formula is not analysed: Excel goes no further."""

_CELLULE = r"\$?[A-Za-z]{1,3}\$?[0-9]{1,7}(?![\w.(])"
_REF = rf"(?:(?:'(?:[^']|'')+'|[^\W\d][\w.]*)!)?{_CELLULE}(?::{_CELLULE})?"
_CITE = r"'(?:[^']|'')*'?"
_TEXTE = r'"(?:[^"]|"")*"?'
_JETON = re.compile(
    rf"{_TEXTE}|{_REF}"
    r"|(?:\[\d+\]!|'[^']*\.xlam?'!|[^\W\d][\w.]*\.xlam?!)?[^\W\d][\w.]*\("
    r"|(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?"
    rf"|[^\W\d][\w.\\]*|<>|<=|>=|{_CITE}|.",
    re.DOTALL,
)
"""Whatever a file holds, each character is read a bounded number of times: a quote or a word is taken whole."""
SEULES_REFS = re.compile(rf"{_TEXTE}|({_REF})|[^\W\d][\w.\\]*|{_CITE}")
"""The references of a formula in the first group, which is empty for anything else."""
_NOMBRE = re.compile(r"(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?")
_PREFIXE = re.compile(r"_xl(?:fn|ws|pm|udf)\.", re.IGNORECASE)
_REFERENCE = re.compile(
    r"(?:(?P<feuille>.*)!)?\$?(?P<c1>[A-Z]{1,3})\$?(?P<l1>\d+)(?::\$?(?P<c2>[A-Z]{1,3})\$?(?P<l2>\d+))?",
    re.DOTALL | re.IGNORECASE,
)
_A_ANALYSER = frozenset({"(", "{", "TRUE(", "FALSE("})
_LIBREOFFICE, _NOTRE = "CPTS.", "CPTS_"


class Reference(NamedTuple):
    """Cells that a formula cites: sheet as written ("" is its own), then first and last column and row, from 1."""

    feuille: str
    colonne: int
    ligne: int
    derniere_colonne: int
    derniere_ligne: int


Designer = Callable[[Reference], str]
"""What gives the words that stand for a reference in the canonical form."""


class Mots(dict[str, str]):
    """The canonical spelling of each token, worked out at its first use.

    ``communs`` are those that mean the same everywhere; a reference may mean something else in another row.
    """

    def __init__(self, designer: Designer, communs: Mots | None = None) -> None:
        super().__init__()
        self.designer, self.communs = designer, communs

    def __missing__(self, jeton: str) -> str:
        lue = reference(jeton)
        if lue is not None:
            mot = self.designer(lue)
        else:
            mot = self.communs[jeton] if self.communs is not None else _mot(jeton)
        self[jeton] = mot
        return mot


def canonique(formule: str, mots: Mots) -> str:
    """Return the canonical form of a formula, with or without its « = » sign or array braces; never raises."""
    nue = formule
    if nue.startswith("{=") and nue.endswith("}"):
        nue = nue[1:-1]
    nue = nue.removeprefix("=")
    if len(nue) > LONGUEUR_MAX:
        return "démesurée:" + nue
    jetons = [mots[jeton] for jeton in _JETON.findall(nue)]
    return "".join(jetons) if _A_ANALYSER.isdisjoint(jetons) else sans_parentheses_inutiles(jetons)


def reference(texte: str) -> Reference | None:
    """Return a range or a cell as text, « Feuille!$A$5:$A$44 », in numbers; None when it is something else."""
    trouve = _REFERENCE.fullmatch(texte.removeprefix("="))
    if trouve is None:
        return None
    feuille, c1, l1, c2, l2 = trouve.groups()
    if feuille and feuille[0] == "'" == feuille[-1]:
        feuille = feuille[1:-1].replace("''", "'")
    colonne, ligne = _colonne(c1), int(l1)
    if c2 is None:
        return Reference(feuille or "", colonne, ligne, colonne, ligne)
    fin, derniere = _colonne(c2), int(l2)
    return Reference(feuille or "", min(colonne, fin), min(ligne, derniere), max(colonne, fin), max(ligne, derniere))


def references(formule: str) -> Iterable[Reference]:
    """Yield the references of a formula, those of its texts left aside."""
    for trouve in SEULES_REFS.finditer(formule):
        if trouve[1] and (lue := reference(trouve[1])) is not None:
            yield lue


def nombre(valeur: float) -> str:
    """Return a number as every program gives it back: 15 significant digits."""
    return f"{valeur:.15g}"


def _colonne(mot: str) -> int:
    rang = 0
    for lettre in mot.upper():
        rang = rang * 26 + ord(lettre) - 64
    return rang


def _mot(jeton: str) -> str:
    """Return the canonical spelling of a token that is not a reference."""
    if jeton[0] == '"':
        return jeton
    if jeton.isspace() or jeton == "@":  # « @ » : l'intersection qu'Excel montre, et que le fichier sous-entend
        return ""
    if _NOMBRE.fullmatch(jeton):
        return nombre(float(jeton))
    nu = _PREFIXE.sub("", jeton.rpartition("!")[2] if jeton[-1] == "(" else jeton).upper()
    return _NOTRE + nu[len(_LIBREOFFICE) :] if nu.startswith(_LIBREOFFICE) and nu[-1] == "(" else nu
