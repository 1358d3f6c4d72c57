"""The verbs that choose: comparisons, branches, what is there and what is not, what a rule refuses."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cpts_xl.absence import VIDE, Absent, Illisible, Sorte, a_completer, refus
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
from cpts_xl.rules.verbs import appel, calcule, est_nombre, premier_absent

VERBES = (
    "si", "selon", "egal", "et", "non", "si_nombre", "si_nombres", "si_renseigne", "si_inconnu",
    "exige", "exige_taux",
)  # fmt: skip


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
        if isinstance(condition, Absent):  # une case laissée vide par le plan : un autre verbe l'écarte
            return condition
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
def si_nombre(x: Any, alors: Any, sinon: Any) -> Any:
    """Choisir selon que ``x`` est un nombre (ou une date) : le seul regard permis sur une valeur absente."""
    if symbolique(x):
        formule = f"IF(ISNUMBER({x.formule}),{texte_formule(alors)},{texte_formule(sinon)})"
        phrase, resultat, lecture = (
            f"{texte_phrase(alors)}, si {x.phrase} est un nombre, sinon {texte_phrase(sinon)}",
            INCONNUE,
            rang_de(alors),
        )
        if x.valeur is not INCONNUE:
            branche = alors if est_nombre(x.valeur) else sinon
            phrase, resultat = texte_phrase(branche), valeur_de(branche)
            lecture = lecture_de(branche)
        rang = rang_de(alors) if rang_de(alors) < Rang.COMPARAISON else Rang.ATOME
        return Symbole(formule, phrase, rang, resultat).lue(lecture)
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
def si_inconnu(x: Any, alors: Any, sinon: Any) -> Any:
    """Choisir selon que ``x`` n'est pas encore connu : vide, ou « À compléter » ; ni une erreur ni un autre texte."""
    if symbolique(x):
        attente = texte_formule(a_completer())
        formule = f'IF(OR({x.formule}="",{x.formule}={attente}),{texte_formule(alors)},{texte_formule(sinon)})'
        phrase, resultat = (
            f"{texte_phrase(alors)}, si {x.phrase} n'est pas encore connu, sinon {texte_phrase(sinon)}",
            INCONNUE,
        )
        if x.valeur is not INCONNUE:
            branche = alors if _attendue(x.valeur) else sinon
            phrase, resultat = texte_phrase(branche), valeur_de(branche)
        return Symbole(formule, phrase, Rang.ATOME, resultat)
    return alors if _attendue(x) else sinon


def _attendue(x: object) -> bool:
    return isinstance(x, Absent) and x.sorte is Sorte.A_COMPLETER and not isinstance(x, Illisible)


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
        return Symbole(formule, phrase, rang_de(valeur), resultat).lue(lecture_de(valeur))
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
