"""What an operand compiles to: a number over its denominator, a word, a day, a condition, or nothing."""

from __future__ import annotations

from dataclasses import dataclass, replace

from cpts_xl.errors import RegleInvalide


class HorsDePortee(RegleInvalide):
    """The rule uses something that is not compiled (a range, a word given back): it stays with its first reading."""


@dataclass(frozen=True, slots=True)
class Nombre:
    """A number: the expression of its numerator, its denominator (known now, or an expression), if it may be None."""

    code: str
    den: int | str = 1
    peut_manquer: bool = False


@dataclass(frozen=True, slots=True)
class Mot:
    """A word: the expression of its folded form and of the word itself; ``recu`` when it comes from a cell."""

    code: str
    brut: str
    recu: bool = False
    peut_manquer: bool = False


@dataclass(frozen=True, slots=True)
class Jour:
    """A day: the expression of its rank in the calendar."""

    code: str
    peut_manquer: bool = False


@dataclass(frozen=True, slots=True)
class Condition:
    """Something true or false."""

    code: str


@dataclass(frozen=True, slots=True)
class Rien:
    """What a branch that gives up leaves."""


RIEN = Rien()
Code = Nombre | Mot | Jour | Condition | Rien


def presence(code: Code) -> str:
    """Return the condition that a cell is filled."""
    if isinstance(code, Mot):
        return f"{code.code} != ''"
    return f"{code.code} is not None" if isinstance(code, Nombre | Jour) else "True"


def rempli(code: Code) -> Code:
    """Return the same code, known to be there."""
    return replace(code, peut_manquer=False) if isinstance(code, Nombre | Mot | Jour) else code


def fois(code: str, facteur: int | str) -> str:
    """Return the product of two expressions, computed now when it can be."""
    if code == "0":
        return code
    if isinstance(facteur, int) and code.lstrip("-").isdigit():
        return str(int(code) * facteur)
    if code == "1":
        return str(facteur)
    return code if facteur == 1 else f"{code} * {facteur}"
