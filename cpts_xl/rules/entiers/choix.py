"""Comparisons, conditions and branches: what is there, what is chosen, what gives the row up."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cpts_xl.rules.entiers.atelier import LECTURES, Atelier, Lecture, inscrire
from cpts_xl.rules.entiers.codes import RIEN, Code, Condition, HorsDePortee, Jour, Mot, Nombre, Rien, presence
from cpts_xl.rules.entiers.nombres import meme_den
from cpts_xl.rules.symbol import Symbole


def _comparer(signe: str) -> Lecture:
    def lire(atelier: Atelier, gauche: Any, droite: Any) -> Code:
        a, b = atelier.sur(atelier.lire(gauche)), atelier.sur(atelier.lire(droite))
        if isinstance(a, Rien) or isinstance(b, Rien):
            return RIEN
        if isinstance(a, Nombre) and isinstance(b, Nombre):
            x, y, _den = meme_den(a, b)
            return Condition(f"{x} {signe} {y}")
        if type(a) is type(b) and (isinstance(a, Jour) or (signe == "==" and isinstance(a, Mot))):
            return Condition(f"{a.code} {signe} {b.code}")
        raise HorsDePortee("comparaison de deux genres différents")

    return lire


LECTURES.update({signe: _comparer(signe) for signe in ("<", "<=", ">", ">=")} | {"egal": _comparer("==")})


@inscrire("et")
def _et(atelier: Atelier, *conditions: Any) -> Code:
    codes = [atelier.condition(condition) for condition in conditions]
    return RIEN if None in codes else Condition(" and ".join(f"({code})" for code in codes))


@inscrire("non")
def _non(atelier: Atelier, condition: Any) -> Code:
    code = atelier.condition(condition)
    return RIEN if code is None else Condition(f"not ({code})")


@inscrire("si")
def _si(atelier: Atelier, condition: Any, alors: Any, sinon: Any) -> Code:
    code = atelier.condition(condition)
    return RIEN if code is None else atelier.choisir(code, alors, sinon)


@inscrire("si_nombre")
def _si_nombre(atelier: Atelier, x: Any, alors: Any, sinon: Any) -> Code:
    return _si_nombres(atelier, (x,), alors, sinon)


@inscrire("si_nombres")
def _si_nombres(atelier: Atelier, valeurs: tuple[Any, ...], alors: Any, sinon: Any) -> Code:
    codes = [atelier.lire(valeur) for valeur in valeurs]
    if RIEN in codes:
        return RIEN
    if not all(isinstance(code, Nombre | Jour) for code in codes):
        raise HorsDePortee("un mot n'est pas un nombre")
    return _selon_presence(atelier, valeurs, codes, alors, sinon)


@inscrire("si_renseigne")
def _si_renseigne(atelier: Atelier, x: Any, alors: Any, sinon: Any) -> Code:
    code = atelier.lire(x)
    return RIEN if isinstance(code, Rien) else _selon_presence(atelier, (x,), [code], alors, sinon)


@inscrire("si_inconnu")
def _si_inconnu(atelier: Atelier, x: Any, alors: Any, sinon: Any) -> Code:
    return _si_renseigne(atelier, x, sinon, alors)


def _selon_presence(atelier: Atelier, valeurs: tuple[Any, ...], codes: list[Code], alors: Any, sinon: Any) -> Code:
    douteux = [
        (valeur, code)
        for valeur, code in zip(valeurs, codes, strict=True)
        if isinstance(code, Nombre | Mot | Jour) and code.peut_manquer and isinstance(valeur, Symbole)
    ]
    if not douteux:
        return atelier.lire(alors)
    condition = " and ".join(presence(code) for _, code in douteux)
    return atelier.choisir(condition, alors, sinon, [valeur for valeur, _ in douteux])


@inscrire("selon")
def _selon(atelier: Atelier, mot: Any, choix: Mapping[str, Any]) -> Code:
    lu = atelier.sur(atelier.lire(mot))
    if isinstance(lu, Rien):
        return RIEN
    if not isinstance(lu, Mot):
        raise HorsDePortee("un mot était attendu")

    def suite(restants: list[tuple[str, Any]]) -> Code:
        if not restants:
            atelier.abandonner_si("True")
            return RIEN
        cle, valeur = restants[0]
        return atelier.choisir(f"{lu.code} == {cle.casefold()!r}", valeur, lambda: suite(restants[1:]))

    return suite(list(choix.items()))


@inscrire("exige")
def _exige(atelier: Atelier, condition: Any, valeur: Any, _message: str) -> Code:
    code = atelier.condition(condition)
    if code is None:
        return RIEN
    atelier.abandonner_si(f"not ({code})")
    return atelier.lire(valeur)
