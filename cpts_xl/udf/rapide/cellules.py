"""From a raw cell to a whole number, a folded word or the rank of a day; and from the compiled answer to a cell."""

from __future__ import annotations

from datetime import date
from typing import Any

from cpts_xl.rules.entiers import ABANDON, ECHELLE, LIMITE, Jour, Nombre, Programme
from cpts_xl.rules.lectures import Argument
from cpts_xl.udf.frontiere import absence_de, entrer, vide
from cpts_xl.udf.rapide.memoire import Memoire
from cpts_xl.udf.reference import LE


def _plie(mot: str) -> str | None:
    """Return a word as it is compared, None for one of our answers or an error."""
    return mot.casefold() if absence_de(mot) is None else None


PLIES = Memoire(_plie)


def mot(brut: Any) -> str | None:
    """Return the folded word of a cell that must hold one, None when it holds something else."""
    return PLIES[brut] if isinstance(brut, str) and brut else None


def mot_ou_vide(brut: Any) -> str | None:
    """Return the same, "" for an empty cell."""
    return "" if vide(brut) else mot(brut)


def _ordinal(brut: Any) -> int | None:
    """Return the rank of a day in the calendar, or None when the cell is not plainly a day."""
    lu = entrer(LE.genre, brut)
    return lu.toordinal() if isinstance(lu, date) else None


ORDINAUX = Memoire(_ordinal)


def lecture(argument: Argument) -> list[str]:
    """Return the lines that read the cell of an argument: its whole number, its folded word or the rank of its day."""
    genre, a = argument.genre, f"a_{argument.nom}"
    vide = f'elif {a} is None or {a} == "":'
    fin = [vide, f"    {{}}_{argument.nom} = {{}}", "else:", f"    {ABANDON}"] if genre.facultatif else [
        "else:", f"    {ABANDON}"]  # fmt: skip
    if genre.code == "jour":
        n = f"j_{argument.nom}"
        lignes = [f"if type({a}) is DATE or type({a}) is float:", f"    {n} = ORDINAL({a})", f"    if {n} is None:",
                  f"        {ABANDON}"]  # fmt: skip
        return lignes + [ligne.format("j", "None") for ligne in fin]
    if genre.numerique or genre.code == "libre":
        n = f"n_{argument.nom}"
        lignes = [f"if type({a}) is float and -{LIMITE} < {a} < {LIMITE}:", f"    {n} = round({a} * {ECHELLE}.0)",
                  f"    if {n} / {ECHELLE}.0 != {a}:", f"        {ABANDON}"]  # fmt: skip
        return lignes + [ligne.format("n", "None") for ligne in fin]
    m, lire = f"m_{argument.nom}", "MOT_OU_VIDE" if genre.facultatif else "MOT"
    return [f"{m} = CONNU({a})", f"if {m} is None:", f"    {m} = {lire}({a})", f"    if {m} is None:",
            f"        {ABANDON}"]  # fmt: skip


def sortie(programme: Programme) -> str:
    """Return the expression of what the cell shows: the float nearest to the quotient, the day, or the word."""
    rendu = programme.rendu
    if isinstance(rendu, Nombre):
        return f"{rendu.code} / {rendu.den}"
    return f"JOUR({rendu.code})" if isinstance(rendu, Jour) else rendu.brut
