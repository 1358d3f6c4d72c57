"""The closed vocabulary of the rules. Each verb says in one place what it computes, writes and tells.

Called with exact numbers, a verb computes; called with a ``Symbole``, it leaves the native formula and the
French sentence. A verb that receives an ``Absent`` gives it back: missing is never 0.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from cpts_xl.absence import VIDE, Absent, Sorte, a_completer, refus
from cpts_xl.rules.symbol import (
    INCONNUE,
    Rang,
    Symbole,
    connue,
    rang_de,
    symbolique,
    texte_formule,
    texte_phrase,
    valeur_de,
    verbe,
)

VERBES = (
    "arrondi", "borne", "plus_petit", "plus_grand", "si", "selon", "egal", "et", "non", "rapport",
    "si_nombre", "si_nombres", "si_renseigne", "exige", "exige_taux",
)  # fmt: skip

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
    return f"({texte})" if rang_de(operande) > seuil else texte


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
        phrase = f"le plus petit de {entoure(a, Rang.SOMME)} et {entoure(b, Rang.SOMME)}"
        return Symbole(appel("MIN", a, b), phrase, Rang.ATOME, calcule(plus_petit, a, b))
    if (manquant := premier_absent(a, b)) is not None:
        return manquant
    return min(a, b)


@verbe
def plus_grand(a: Any, b: Any) -> Any:
    """Le plus grand des deux (MAX), dates comprises."""
    if symbolique(a, b):
        phrase = f"le plus grand de {entoure(a, Rang.SOMME)} et {entoure(b, Rang.SOMME)}"
        return Symbole(appel("MAX", a, b), phrase, Rang.ATOME, calcule(plus_grand, a, b))
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
def egal(a: Any, b: Any) -> Any:
    """Égalité de deux nombres ou de deux mots, sans égard aux majuscules, comme dans un tableur."""
    if symbolique(a, b):
        formule = f"{texte_formule(a)}={texte_formule(b)}"
        # « mode (paliers) » dit déjà l'égalité : on ne répète pas « = « paliers » »
        redit = isinstance(a, Symbole) and isinstance(b, str) and a.valeur == b
        phrase = texte_phrase(a) if redit else f"{texte_phrase(a)} = {texte_phrase(b)}"
        return Symbole(formule, phrase, Rang.COMPARAISON, calcule(egal, a, b))
    if (manquant := premier_absent(a, b)) is not None:
        return manquant
    if isinstance(a, str) and isinstance(b, str):
        return a.casefold() == b.casefold()
    return a == b


@verbe
def et(*conditions: Any) -> Any:
    """Toutes les conditions (AND)."""
    if symbolique(*conditions):
        phrase = " et ".join(texte_phrase(condition) for condition in conditions)
        return Symbole(appel("AND", *conditions), phrase, Rang.ATOME, calcule(et, *conditions))
    if (manquant := premier_absent(*conditions)) is not None:
        return manquant
    return all(conditions)


@verbe
def non(condition: Any) -> Any:
    """La condition contraire (NOT)."""
    if isinstance(condition, Symbole):
        return Symbole(appel("NOT", condition), f"non ({condition.phrase})", Rang.ATOME, calcule(non, condition))
    return condition if isinstance(condition, Absent) else not condition


def _motif(condition: Symbole, prise: object, laissee: object) -> str:
    """Return why a branch was taken; nothing when the condition only guards a computation that took place."""
    if isinstance(prise, Symbole) and not isinstance(laissee, Symbole):
        return ""
    motif = condition.phrase if condition.valeur else f"la condition « {condition.phrase} » n'est pas remplie"
    return f" (car {motif})"


@verbe
def si(condition: Any, alors: Any, sinon: Any) -> Any:
    """Choisir selon une condition (IF)."""
    if symbolique(condition, alors, sinon):
        if not isinstance(condition, Symbole):
            return alors if condition else sinon
        resultat: Any = INCONNUE
        phrase = f"si {condition.phrase} : {texte_phrase(alors)} ; sinon : {texte_phrase(sinon)}"
        if condition.valeur is not INCONNUE:
            if isinstance(condition.valeur, Absent):
                return Symbole(appel("IF", condition, alors, sinon), phrase, Rang.ATOME, condition.valeur)
            branche = alors if condition.valeur else sinon
            resultat = valeur_de(branche)
            phrase = texte_phrase(branche) + _motif(condition, branche, sinon if condition.valeur else alors)
        return Symbole(appel("IF", condition, alors, sinon), phrase, Rang.ATOME, resultat)
    if isinstance(condition, Absent):
        return condition
    return alors if condition else sinon


@verbe
def selon(mot: Any, choix: Mapping[str, Any]) -> Any:
    """Choisir selon un mot d'une liste fermée ; tout autre mot est refusé, jamais pris pour le dernier."""
    if symbolique(mot, *choix.values()):
        if not isinstance(mot, Symbole):
            return _choisie(mot, choix)
        formule = texte_formule(_hors_choix(choix))
        for cle, valeur in reversed(list(choix.items())):
            formule = f"IF({mot.formule}={texte_formule(cle)},{texte_formule(valeur)},{formule})"
        resultat: Any = INCONNUE
        phrase = " ; ".join(f"si {mot.phrase} = « {cle} » : {texte_phrase(v)}" for cle, v in choix.items())
        if mot.valeur is not INCONNUE:
            branche = _choisie(mot.valeur, choix)
            resultat = valeur_de(branche)
            phrase = f"{texte_phrase(branche)} (car {mot.phrase})"
        return Symbole(formule, phrase, Rang.ATOME, resultat)
    if isinstance(mot, Absent):
        return mot
    return _choisie(mot, choix)


def _hors_choix(choix: Mapping[str, Any]) -> Absent:
    return refus(f"valeur attendue : {' ou '.join(choix)}")


def _choisie(mot: object, choix: Mapping[str, Any]) -> Any:
    lu = str(mot).casefold()
    for cle, valeur in choix.items():
        if cle.casefold() == lu:
            return valeur
    return _hors_choix(choix)


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


@verbe
def si_nombre(x: Any, alors: Any, sinon: Any) -> Any:
    """Choisir selon que ``x`` est un nombre (ou une date) : le seul regard permis sur une valeur absente."""
    if symbolique(x):
        formule = f"IF(ISNUMBER({x.formule}),{texte_formule(alors)},{texte_formule(sinon)})"
        phrase, resultat = (
            f"{texte_phrase(alors)}, si {x.phrase} est un nombre, sinon {texte_phrase(sinon)}",
            INCONNUE,
        )
        if x.valeur is not INCONNUE:
            branche = alors if est_nombre(x.valeur) else sinon
            phrase, resultat = texte_phrase(branche), valeur_de(branche)
        return Symbole(formule, phrase, rang_de(alors) if rang_de(alors) < Rang.COMPARAISON else Rang.ATOME, resultat)
    return alors if est_nombre(x) else sinon


@verbe
def si_nombres(valeurs: tuple[Any, ...], alors: Any, sinon: Any) -> Any:
    """Choisir selon que toutes les cases portent un nombre (COUNT)."""
    if symbolique(*valeurs):
        formule = f"IF({appel('COUNT', *valeurs)}={len(valeurs)},{texte_formule(alors)},{texte_formule(sinon)})"
        phrase, resultat = f"{texte_phrase(alors)}, à défaut {texte_phrase(sinon)}", INCONNUE
        if connue(*valeurs):
            tous = all(est_nombre(valeur_de(v)) for v in valeurs)
            phrase, resultat = texte_phrase(alors if tous else sinon), valeur_de(alors if tous else sinon)
        return Symbole(formule, phrase, Rang.ATOME, resultat)
    return alors if all(map(est_nombre, valeurs)) else sinon


@verbe
def si_renseigne(x: Any, alors: Any, sinon: Any) -> Any:
    """Choisir selon que la saisie ``x`` est renseignée ; une erreur ou un texte compte comme renseigné."""
    if symbolique(x):
        formule = f'IF({x.formule}="",{texte_formule(sinon)},{texte_formule(alors)})'
        phrase, resultat = f"{texte_phrase(alors)}, à défaut {texte_phrase(sinon)}", INCONNUE
        if x.valeur is not INCONNUE:
            branche = sinon if x.valeur is VIDE else alors
            phrase, resultat = texte_phrase(branche), valeur_de(branche)
        return Symbole(formule, phrase, Rang.ATOME, resultat)
    return sinon if x is VIDE else alors


@verbe
def exige(condition: Any, valeur: Any, message: str) -> Any:
    """Donner ``valeur`` si la condition tient, sinon refuser avec le message."""
    if isinstance(condition, Symbole):
        formule = f"IF({texte_formule(condition)},{texte_formule(valeur)},{texte_formule(refus(message))})"
        tenue = valeur_de(condition)
        resultat: Any = INCONNUE
        phrase = texte_phrase(valeur)
        if tenue is not INCONNUE:
            resultat = tenue if isinstance(tenue, Absent) else valeur_de(valeur) if tenue else refus(message)
            if isinstance(resultat, Absent):
                phrase = resultat.texte
        return Symbole(formule, phrase, rang_de(valeur), resultat)
    if isinstance(condition, Absent):
        return condition
    return valeur if condition else refus(message)


def exige_taux(taux: Any, valeur: Any) -> Any:
    """Donner ``valeur`` si le taux va de 0 à 1 : 75 saisi pour 75 % multiplierait l'argent public par cent."""
    return exige(et(taux >= 0, taux <= 1), valeur, "taux de 0 à 1 attendu")


def sans_objet() -> Absent:
    """La case n'a pas lieu d'être : ni zéro, ni oubli."""
    return Absent(Sorte.SANS_OBJET)


def manque() -> Absent:
    """La règle ne peut pas conclure tant qu'une saisie manque."""
    return a_completer()
