"""Sums, products, quotients, roundings and bounds, over numerators and denominators."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import Any

from cpts_xl.rules.entiers.atelier import LECTURES, Atelier, Lecture, inscrire
from cpts_xl.rules.entiers.codes import RIEN, Code, HorsDePortee, Jour, Nombre, Rien, fois


def meme_den(a: Nombre, b: Nombre) -> tuple[str, str, int | str]:
    """Return two numerators over one denominator."""
    if isinstance(a.den, int) and isinstance(b.den, int):
        den = math.lcm(a.den, b.den)
        return fois(a.code, den // a.den), fois(b.code, den // b.den), den
    if 1 in {a.den, b.den}:
        return fois(a.code, b.den), fois(b.code, a.den), b.den if a.den == 1 else a.den
    return fois(a.code, b.den), fois(b.code, a.den), f"({a.den} * {b.den})"


def poser(atelier: Atelier, code: str, den: int | str) -> Nombre:
    """Write a number under a name of its own, so that it is computed once."""
    nom = atelier.nouveau()
    atelier.ecrire(f"{nom} = {code}")
    if isinstance(den, str) and not den.isidentifier():
        atelier.ecrire(f"{nom}d = {den}")
        den = f"{nom}d"
    return Nombre(nom, den)


def _somme(signe: str) -> Lecture:
    def lire(atelier: Atelier, gauche: Any, droite: Any) -> Code:
        a, b = atelier.nombre(gauche), atelier.nombre(droite)
        if isinstance(a, Rien) or isinstance(b, Rien):
            return RIEN
        x, y, den = meme_den(a, b)
        return poser(atelier, f"{x} {signe} {y}", den)

    return lire


LECTURES.update({"+": _somme("+"), "-": _somme("-")})


@inscrire("*")
def _produit(atelier: Atelier, gauche: Any, droite: Any) -> Code:
    a, b = atelier.nombre(gauche), atelier.nombre(droite)
    if isinstance(a, Rien) or isinstance(b, Rien):
        return RIEN
    den = a.den * b.den if isinstance(a.den, int) and isinstance(b.den, int) else f"({a.den} * {b.den})"
    return poser(atelier, f"{a.code} * {b.code}", den)


@inscrire("/")
def _division(atelier: Atelier, gauche: Any, diviseur: Fraction) -> Code:
    a = atelier.nombre(gauche)
    if isinstance(a, Rien):
        return RIEN
    signe = 1 if diviseur > 0 else -1
    den = a.den * abs(diviseur.numerator) if isinstance(a.den, int) else f"({a.den} * {abs(diviseur.numerator)})"
    return poser(atelier, fois(a.code, signe * diviseur.denominator), den)


@inscrire("rapport")
def _rapport(atelier: Atelier, n: Any, d: Any, si_nul: Any) -> Code:
    a, b = atelier.nombre(n), atelier.nombre(d)
    if isinstance(a, Rien) or isinstance(b, Rien):
        return RIEN

    def quotient() -> Code:
        num, den = atelier.nouveau(), atelier.nouveau()
        commun = math.gcd(a.den, b.den) if isinstance(a.den, int) and isinstance(b.den, int) else 1
        fois_num, fois_den = (b.den // commun, a.den // commun) if commun > 1 else (b.den, a.den)  # type: ignore[operator]
        atelier.ecrire(f"{num} = {fois(a.code, fois_num)}")
        atelier.ecrire(f"{den} = {fois(b.code, fois_den)}")
        atelier.lignes += [f"if {den} < 0:", f"    {num} = -{num}", f"    {den} = -{den}"]
        return Nombre(num, den)

    return atelier.choisir(f"{b.code} != 0", quotient, si_nul)


@inscrire("arrondi")
def _arrondi(atelier: Atelier, x: Any, decimales: int = 2) -> Code:
    a = atelier.nombre(x)
    if isinstance(a, Rien):
        return RIEN
    if not isinstance(decimales, int) or decimales < 0:
        raise HorsDePortee("un arrondi à la dizaine ne se compile pas")
    pas = 10**decimales
    haut, demi, bas = _demi_vers_le_haut(pas, a.den)
    if bas == 1:  # déjà un nombre entier de ces pas
        return a
    nom = atelier.nouveau()
    atelier.ecrire(f"{nom} = {fois(a.code, haut)}")
    atelier.ecrire(f"{nom} = ({nom} + {demi}) // {bas} if {nom} >= 0 else -(({demi} - {nom}) // {bas})")
    return Nombre(nom, pas)


def _demi_vers_le_haut(pas: int, den: int | str) -> tuple[int, int | str, int | str]:
    """Return by what to multiply, what to add and by what to divide to round a positive numerator, half upwards."""
    if isinstance(den, str):
        return 2 * pas, den, f"(2 * {den})"
    commun = math.gcd(pas, den)
    haut, bas = pas // commun, den // commun
    if bas == 1:
        return haut, 0, 1
    return (haut, bas // 2, bas) if bas % 2 == 0 else (2 * haut, bas, 2 * bas)


def _extreme(signe: str) -> Lecture:
    def lire(atelier: Atelier, gauche: Any, droite: Any) -> Code:
        a, b = atelier.sur(atelier.lire(gauche)), atelier.sur(atelier.lire(droite))
        if isinstance(a, Rien) or isinstance(b, Rien):
            return RIEN
        if isinstance(a, Jour) and isinstance(b, Jour):
            return Jour(f"({a.code} if {a.code} {signe} {b.code} else {b.code})")
        if not (isinstance(a, Nombre) and isinstance(b, Nombre)):
            raise HorsDePortee("plus petit ou plus grand de deux genres différents")
        x, y, den = meme_den(a, b)
        gauche_, droite_ = poser(atelier, x, den), atelier.nouveau()
        atelier.ecrire(f"{droite_} = {y}")
        atelier.lignes += [f"if {droite_} {signe} {gauche_.code}:", f"    {gauche_.code} = {droite_}"]
        return gauche_

    return lire


LECTURES.update({"plus_petit": _extreme("<"), "plus_grand": _extreme(">")})


@inscrire("borne")
def _borne(atelier: Atelier, x: Any, bas: Any, haut: Any) -> Code:
    a, b, c = atelier.nombre(x), atelier.nombre(bas), atelier.nombre(haut)
    if isinstance(a, Rien) or isinstance(b, Rien) or isinstance(c, Rien):
        return RIEN
    if not (isinstance(b.den, int) and isinstance(c.den, int)):
        raise HorsDePortee("des bornes fractionnaires ne se compilent pas")
    rendu = poser(atelier, a.code, a.den)
    for limite, signe in ((c, ">"), (b, "<")):  # le haut, puis le bas : MAX(bas;MIN(haut;x))
        x1, y1, den = meme_den(rendu, limite)
        borne = atelier.nouveau()
        atelier.ecrire(f"{borne} = {y1}")
        rendu = poser(atelier, x1, den)
        atelier.lignes += [f"if {rendu.code} {signe} {borne}:", f"    {rendu.code} = {borne}"]
    return rendu
