"""The functions of the bench of dossiers: formulas of a working workbook called with the cells that it stores."""

from __future__ import annotations

import datetime as dt
import re
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from cpts_xl.udf.appel import appeler
from cpts_xl.workbook.inks import Encre
from cpts_xl.workbook.layout import feuille_citee
from cpts_xl.workbook.verification import memes
from cpts_xl.workbook.xlsx.lu import ErreurCellule, lettres, position

if TYPE_CHECKING:
    from cpts_xl.workbook.xlsx.lu import ClasseurLu

_FORMULE = re.compile(r'=(?:IF\((?P<presence>[^,]+)="","",)?(?P<nom>CPTS_\w+)\((?P<arguments>.*)\)(?(presence)\))')
_ARGUMENT = re.compile(r"""((?:"(?:[^"]|"")*"|'(?:[^']|'')*'|DATE\([0-9,]*\)|[^,"'])*)(?:,|$)""")
_JOUR = re.compile(r"DATE\(([0-9]+),([0-9]+),([0-9]+)\)")
_NOMBRE = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")


class Appels:
    """A working workbook read back: its formulas called as a spreadsheet would, with the cells that it stores."""

    def __init__(self, classeur: ClasseurLu) -> None:
        self.classeur = classeur
        self._lues: dict[str, Any] = {}

    def cellule(self, feuille: str, adresse: str) -> tuple[Any, Any]:
        """Return the value stored in a cell, and what its function gives: the empty text on an empty row."""
        cellule = self.classeur.feuilles[feuille].cellules[adresse]
        trouve = _FORMULE.fullmatch(cellule.formule or "")
        assert trouve, f"{feuille}!{adresse} : {cellule.formule}"
        if trouve["presence"] and self.lire(trouve["presence"], feuille) in {None, ""}:
            return cellule.valeur, ""
        arguments = [self.argument(texte, feuille) for texte in _decouper(trouve["arguments"])]
        [[rendu]] = appeler(trouve["nom"], arguments)
        return cellule.valeur, rendu

    def argument(self, texte: str, feuille: str) -> Any:
        """Return what an argument of a formula brings: nothing, a literal, a cell, the cells of a range."""
        if not texte:
            return None
        if texte.startswith('"'):
            return texte[1:-1].replace('""', '"')
        if jour := _JOUR.fullmatch(texte):
            return dt.datetime(*map(int, jour.groups()))  # noqa: DTZ001  (comme xlwings le rend)
        return float(texte) if _NOMBRE.fullmatch(texte) else self.lire(texte, feuille)

    def lire(self, reference: str, feuille: str) -> Any:
        """Return the cell, or the rows of cells, that a reference or a name stands for."""
        cible = self.classeur.noms.get(reference, reference).replace("$", "")
        cle = cible if "!" in cible else f"{feuille_citee(feuille)}!{cible}"
        if cle not in self._lues:
            ou, _, zone = cle.rpartition("!")
            cellules = self.classeur.feuilles[ou.strip("'").replace("''", "'")].cellules
            debut, _, fin = zone.partition(":")
            self._lues[cle] = _en_lignes(cellules, debut, fin) if fin else _xlwings(cellules.get(debut))
        return self._lues[cle]


def _decouper(arguments: str) -> list[str]:
    trouves = _ARGUMENT.findall(arguments)
    return trouves if arguments.endswith(",") else trouves[:-1] if trouves[-1] == "" else trouves


def _en_lignes(cellules: Any, debut: str, fin: str) -> list[list[Any]]:
    (haut, gauche), (bas, droite) = position(debut), position(fin)
    return [
        [_xlwings(cellules.get(f"{lettres(c)}{ligne}")) for c in range(gauche, droite + 1)]
        for ligne in range(haut, bas + 1)
    ]


def _xlwings(cellule: Any) -> Any:
    """Return a cell as xlwings gives it: a float, a date and time, a text, nothing."""
    valeur = None if cellule is None else cellule.valeur
    if isinstance(valeur, Fraction):
        return float(valeur)
    if isinstance(valeur, dt.date):
        return dt.datetime(valeur.year, valeur.month, valeur.day)  # noqa: DTZ001
    return valeur.code if isinstance(valeur, ErreurCellule) else valeur


def _memes_rendues(stockee: Any, rendue: Any, calculee: Any) -> bool:
    """Return whether a function gives what its cell stores, which is what Python computed; an absence by its kind."""
    lue = Fraction(f"{rendue:.15g}") if isinstance(rendue, float) else rendue
    return memes(lue, calculee, Encre.PYTHON) and memes(stockee, calculee, Encre.PYTHON)
