"""The verbs on numbers, and what all verbs share. Each says in one place what it computes, writes and tells.

Called with exact numbers, a verb computes; called with a ``Symbole``, it leaves the native formula and the
French sentence. A verb that receives an ``Absent`` gives it back: missing is never 0.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

from cpts_xl.absence import Absent
from cpts_xl.rules.symbol import (
    INCONNUE,
    Rang,
    Symbole,
    connue,
    lecture_de,
    rang_de,
    symbolique,
    texte_formule,
    texte_phrase,
    valeur_de,
    verbe,
)

VERBES = ("arrondi", "borne", "plus_petit", "plus_grand", "rapport")

NOMBRES = (Fraction, int, date)
"""What a spreadsheet counts as a number; a tuple, because an union is made anew at each call."""
_SANS_NOMBRE = frozenset({str, Absent, type(None)})


def est_nombre(x: object) -> bool:
    """Return whether a spreadsheet counts a value as a number: told by its type, which is quickly asked."""
    return type(x) not in _SANS_NOMBRE and isinstance(x, NOMBRES)


def appel(fonction: str, *operandes: object) -> str:
    """Return the call of a spreadsheet function, as a file stores it."""
    return f"{fonction}({','.join(texte_formule(operande) for operande in operandes)})"


def entoure(operande: object, seuil: Rang) -> str:
    """Return an operand as read in a sentence, between parentheses when it binds less than ``seuil``."""
    texte = texte_phrase(operande)
    return f"({texte})" if lecture_de(operande) > seuil else texte


def premier_absent(*valeurs: Any) -> Absent | None:
    """Return the first absence among the operands, whose cause will travel."""
    for valeur in valeurs:
        if isinstance(valeur, Absent):
            return valeur
    return None


def calcule(calcul: Any, *operandes: object) -> Any:
    """Return the value of a verb over symbols when every operand is known, else INCONNUE."""
    return calcul(*(valeur_de(operande) for operande in operandes)) if connue(*operandes) else INCONNUE


@verbe
def arrondi(x: Any, decimales: int = 2) -> Any:
    """Arrondir, le demi s'éloignant de zéro, comme ROUND. Le seul verbe qui arrondit."""
    if isinstance(x, Symbole):
        mention = {0: ", arrondi à l'unité", 2: ", arrondi au centime"}.get(decimales, "")
        phrase = f"{texte_phrase(x)}{mention}" if mention else entoure(x, Rang.ATOME)
        return Symbole(
            f"ROUND({x.formule},{decimales})",
            phrase,
            Rang.ATOME,
            calcule(lambda v: arrondi(v, decimales), x),
        )
    if isinstance(x, Absent):
        return x
    if decimales < 0:
        return arrondi(Fraction(x) * Fraction(10) ** decimales, 0) / Fraction(10) ** decimales
    pas = 10**decimales
    n, d = x.as_integer_ratio()
    if pas % d == 0:  # déjà rond, comme presque tous les montants
        return x if type(x) is Fraction else Fraction(x)
    crans = (2 * abs(n) * pas + d) // (2 * d)
    return Fraction(crans if n >= 0 else -crans, pas)


@verbe
def plus_petit(a: Any, b: Any) -> Any:
    """Le plus petit des deux (MIN)."""
    if symbolique(a, b):
        phrase = f"le plus petit entre {entoure(a, Rang.SOMME)} et {entoure(b, Rang.SOMME)}"
        return Symbole(appel("MIN", a, b), phrase, Rang.ATOME, calcule(plus_petit, a, b)).lue(Rang.COMPARAISON)
    if (manquant := premier_absent(a, b)) is not None:
        return manquant
    return min(a, b)


@verbe
def plus_grand(a: Any, b: Any) -> Any:
    """Le plus grand des deux (MAX), dates comprises."""
    if symbolique(a, b):
        phrase = f"le plus grand entre {entoure(a, Rang.SOMME)} et {entoure(b, Rang.SOMME)}"
        return Symbole(appel("MAX", a, b), phrase, Rang.ATOME, calcule(plus_grand, a, b)).lue(Rang.COMPARAISON)
    if (manquant := premier_absent(a, b)) is not None:
        return manquant
    return max(a, b)


@verbe
def borne(x: Any, bas: Any, haut: Any) -> Any:
    """Ramener ``x`` entre ``bas`` et ``haut`` (MAX(bas;MIN(haut;x)))."""
    if symbolique(x, bas, haut):
        formule = f"MAX({texte_formule(bas)},MIN({texte_formule(haut)},{texte_formule(x)}))"
        phrase = f"{entoure(x, Rang.SOMME)}, borné entre {texte_phrase(bas)} et {texte_phrase(haut)}"
        return Symbole(formule, phrase, Rang.ATOME, calcule(borne, x, bas, haut))
    return plus_grand(bas, plus_petit(haut, x))


@verbe
def rapport(n: Any, d: Any, *, si_nul: Any) -> Any:
    """Diviser ``n`` par ``d`` ; ``si_nul`` oblige à dire ce que vaut la règle quand ``d`` est nul."""
    if symbolique(n, d):
        quotient = f"{_serre(n, Rang.PRODUIT)}/{_serre(d, Rang.ATOME)}"
        formule = f"IF({texte_formule(d)}=0,{texte_formule(si_nul)},{quotient})"
        phrase = f"{entoure(n, Rang.PRODUIT)} ÷ {entoure(d, Rang.ATOME)}"
        return Symbole(
            formule,
            phrase,
            Rang.PRODUIT,
            calcule(lambda a, b: rapport(a, b, si_nul=valeur_de(si_nul)), n, d),
        )
    if (manquant := premier_absent(n, d)) is not None:
        return manquant
    return si_nul if d == 0 else Fraction(n) / d


def _serre(operande: object, seuil: Rang) -> str:
    texte = texte_formule(operande)
    return f"({texte})" if rang_de(operande) > seuil else texte
