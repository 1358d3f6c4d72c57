"""What a rule receives when it is asked for its formula and its sentence: a symbol that records both.

A ``Symbole`` stands for a cell. Operators and verbs leave behind the native formula and, when the values are
known, the French sentence with the numbers in it. A symbol refuses what a formula could not say (``if``, ``and``,
``round``, ``==``, floats, division by a variable), each time naming the verb to use.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from fractions import Fraction
from functools import wraps
from typing import Any, NoReturn, TypeVar, cast

from cpts_xl.absence import Absent
from cpts_xl.errors import RegleInvalide
from cpts_xl.formats import jour, nombre


class Rang(IntEnum):
    """Binding strength of a text: what must be put between parentheses inside what."""

    ATOME = 0
    PRODUIT = 1
    SOMME = 2
    COMPARAISON = 3


class Inconnue:
    """The value of a symbol that only records a formula."""

    def __repr__(self) -> str:
        return "INCONNUE"


INCONNUE = Inconnue()


@dataclass(frozen=True, slots=True)
class Arbre:
    """What made a symbol: the verb, or the sign, and its operands. Read by the compilation to whole numbers."""

    verbe: str
    operandes: tuple[Any, ...]


class Symbole:
    """A cell, or what was computed from cells: formula, sentence, binding strength, value if known, and its tree."""

    __slots__ = ("arbre", "formule", "lecture", "phrase", "rang", "valeur")

    def __init__(self, formule: str, phrase: str = "", rang: Rang = Rang.ATOME, valeur: Any = INCONNUE) -> None:
        self.formule = formule
        self.phrase = phrase or formule
        self.rang = rang
        self.valeur = valeur
        self.lecture = rang
        """The binding strength of the sentence: « le plus petit entre a et b » binds less than MIN(a,b)."""
        self.arbre: Arbre | None = None

    def lue(self, lecture: Rang) -> Symbole:
        """Return this symbol, whose sentence binds as said."""
        self.lecture = lecture
        return self

    def __add__(self, autre: object) -> Symbole:
        return binaire("+", "+", Rang.SOMME, operator.add, self, autre)

    def __radd__(self, autre: object) -> Symbole:
        return binaire("+", "+", Rang.SOMME, operator.add, autre, self)

    def __sub__(self, autre: object) -> Symbole:
        return binaire("-", "−", Rang.SOMME, operator.sub, self, autre)

    def __rsub__(self, autre: object) -> Symbole:
        return binaire("-", "−", Rang.SOMME, operator.sub, autre, self)

    def __mul__(self, autre: object) -> Symbole:
        return binaire("*", "×", Rang.PRODUIT, operator.mul, self, autre)

    def __rmul__(self, autre: object) -> Symbole:
        return binaire("*", "×", Rang.PRODUIT, operator.mul, autre, self)

    def __truediv__(self, autre: object) -> Symbole:
        if not isinstance(autre, int | Fraction) or isinstance(autre, bool) or autre == 0:
            raise RegleInvalide("division par une variable : employer rapport(n, d, si_nul=…)")
        return binaire("/", "÷", Rang.PRODUIT, operator.truediv, self, Fraction(autre))

    def __rtruediv__(self, _autre: object) -> NoReturn:
        raise RegleInvalide("division par une variable : employer rapport(n, d, si_nul=…)")

    def __lt__(self, autre: object) -> Symbole:
        return binaire("<", "<", Rang.COMPARAISON, operator.lt, self, autre)

    def __le__(self, autre: object) -> Symbole:
        return binaire("<=", "≤", Rang.COMPARAISON, operator.le, self, autre)

    def __gt__(self, autre: object) -> Symbole:
        return binaire(">", ">", Rang.COMPARAISON, operator.gt, self, autre)

    def __ge__(self, autre: object) -> Symbole:
        return binaire(">=", "≥", Rang.COMPARAISON, operator.ge, self, autre)

    def __eq__(self, _autre: object) -> NoReturn:
        raise RegleInvalide("« == » ne laisse pas de formule : employer egal(a, b)")

    def __ne__(self, _autre: object) -> NoReturn:
        raise RegleInvalide("« != » ne laisse pas de formule : employer non(egal(a, b))")

    def __bool__(self) -> NoReturn:
        raise RegleInvalide(
            "« if », « and », « or », « not » et les comparaisons enchaînées ne laissent pas de formule : "
            "employer si(…), selon(…), et(…), non(…), borne(…)"
        )

    def __hash__(self) -> NoReturn:
        raise RegleInvalide("une cellule n'est pas une clé de dictionnaire : employer selon(…) ou droit.valeur(…)")

    def __round__(self, _decimales: int | None = None) -> NoReturn:
        raise RegleInvalide("« round » arrondit au pair : employer arrondi(x, decimales)")

    def __float__(self) -> NoReturn:
        raise RegleInvalide("un flottant n'est pas exact : garder des nombres exacts (int ou Fraction)")

    def __int__(self) -> NoReturn:
        raise RegleInvalide("« int » tronque : employer arrondi(x, 0)")

    def __iter__(self) -> NoReturn:
        raise RegleInvalide("une cellule ne se parcourt pas : employer cumul(…) ou compte_si(…)")


_Verbe = TypeVar("_Verbe", bound=Callable[..., Any])


def verbe(fonction: _Verbe) -> _Verbe:
    """Make a verb leave in its symbol the tree of the call, beside the formula; its answer is otherwise untouched."""

    @wraps(fonction)
    def suivi(*operandes: Any, **options: Any) -> Any:
        rendu = fonction(*operandes, **options)
        if type(rendu) is Symbole and rendu.arbre is None:
            rendu.arbre = Arbre(fonction.__name__, (*operandes, *options.values()))
        return rendu

    return cast("_Verbe", suivi)


def symbolique(*operandes: object) -> bool:
    """Return whether one operand at least is a symbol."""
    return Symbole in map(type, operandes)  # appelé à chaque verbe : « any » coûterait le triple


def texte_formule(operande: object) -> str:  # noqa: PLR0911  (une sorte d'opérande, une ligne)
    """Return an operand as it is written in a stored formula (English names, comma, point)."""
    if isinstance(operande, Symbole):
        return operande.formule
    if isinstance(operande, Absent):
        return guillemets(operande.texte_natif)
    if isinstance(operande, str):
        return guillemets(operande)
    if operande is None:
        return '""'
    if isinstance(operande, bool | float):
        raise RegleInvalide(f"{operande!r} dans une règle : employer 0, 1, une fraction ou « Oui » / « Non »")
    if isinstance(operande, date):
        return f"DATE({operande.year},{operande.month},{operande.day})"
    if isinstance(operande, int | Fraction):
        exact = Fraction(operande)
        if exact.denominator == 1:
            return str(exact.numerator)
        return f"({exact.numerator}/{exact.denominator})"
    raise RegleInvalide(f"{operande!r} ne s'écrit pas dans une formule")


def guillemets(texte: str) -> str:
    """Return a text as a literal of a formula, its own quotes doubled."""
    return '"' + texte.replace('"', '""') + '"'


def texte_phrase(operande: object) -> str:
    """Return an operand as it is read in a sentence."""
    if isinstance(operande, Symbole):
        return operande.phrase
    if isinstance(operande, Absent):
        return f"« {operande.texte} »"
    if isinstance(operande, date):
        return jour(operande)
    if isinstance(operande, int | Fraction):
        return nombre(operande)
    return "vide" if operande is None else f"« {operande} »"


def valeur_de(operande: object) -> Any:
    """Return the value of an operand: its own, or the one that the symbol carries."""
    return operande.valeur if isinstance(operande, Symbole) else operande


def connue(*operandes: object) -> bool:
    """Return whether every operand has a value, so that a sentence can tell which branch was taken."""
    return all(valeur_de(operande) is not INCONNUE for operande in operandes)


def rang_de(operande: object) -> Rang:
    """Return the binding strength of an operand."""
    return operande.rang if isinstance(operande, Symbole) else Rang.ATOME


def lecture_de(operande: object) -> Rang:
    """Return the binding strength of an operand in a sentence."""
    return operande.lecture if isinstance(operande, Symbole) else Rang.ATOME


def binaire(  # noqa: PLR0917  (se lit comme l'expression : signe, puis opérandes)
    signe: str, mot: str, rang: Rang, calcul: Callable[[Any, Any], Any], gauche: object, droite: object
) -> Symbole:
    """Return the symbol of « gauche signe droite », parenthesised where the binding strength asks for it."""
    for operande in (gauche, droite):
        if isinstance(operande, float):
            raise RegleInvalide(f"{operande!r} est un flottant : employer un entier ou une Fraction")
        if rang_de(operande) is Rang.COMPARAISON:
            raise RegleInvalide("une comparaison dans un calcul : employer si(…), et(…), exige(…)")

    def borde(texte: str, sien: Rang, *, a_droite: bool) -> str:
        serre = sien >= rang if a_droite and signe in "-/" else sien > rang
        return f"({texte})" if serre else texte

    resultat: Any = INCONNUE
    if connue(gauche, droite):
        resultat = calcul(valeur_de(gauche), valeur_de(droite))
    a = borde(texte_formule(gauche), rang_de(gauche), a_droite=False)
    b = borde(texte_formule(droite), rang_de(droite), a_droite=True)
    lu_a = borde(texte_phrase(gauche), lecture_de(gauche), a_droite=False)
    lu_b = borde(texte_phrase(droite), lecture_de(droite), a_droite=True)
    lue = f"{lu_a} {mot} {lu_b}"
    if signe in "+-" and isinstance(droite, Symbole) and droite.valeur == 0 and droite.phrase.startswith("0 (car"):
        lue = lu_a  # un terme nul choisi par une condition n'ajoute rien à la phrase
    rendu = Symbole(a + signe + b, lue, rang, resultat)
    rendu.arbre = Arbre(signe, (gauche, droite))
    return rendu
