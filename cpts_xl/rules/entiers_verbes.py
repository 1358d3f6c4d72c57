"""How each verb and each sign is written over whole numbers. A verb that is not here is not compiled."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from cpts_xl.rules.catalogue import Argument
from cpts_xl.rules.entiers import (
    ECHELLE,
    ECHELLE_DROIT,
    LECTURES,
    RIEN,
    Atelier,
    Code,
    Condition,
    HorsDePortee,
    Jour,
    Lecture,
    Mot,
    Nombre,
    Rien,
    fois,
    presence,
)
from cpts_xl.rules.symbol import Symbole


def _verbe(*noms: str) -> Callable[[Lecture], Lecture]:
    def inscrire(lecture: Lecture) -> Lecture:
        LECTURES.update(dict.fromkeys(noms, lecture))
        return lecture

    return inscrire


@_verbe("argument")
def _argument(_atelier: Atelier, argument: Argument) -> Code:
    genre, nom = argument.genre, argument.nom
    if genre.code == "jour":
        return Jour(f"j_{nom}", genre.facultatif)
    if genre.numerique or genre.code == "libre":
        return Nombre(f"n_{nom}", ECHELLE, genre.facultatif)
    return Mot(f"m_{nom}", f"a_{nom}", recu=True, peut_manquer=genre.facultatif)


def _meme_den(a: Nombre, b: Nombre) -> tuple[str, str, int | str]:
    """Return two numerators over one denominator."""
    if isinstance(a.den, int) and isinstance(b.den, int):
        den = math.lcm(a.den, b.den)
        return fois(a.code, den // a.den), fois(b.code, den // b.den), den
    if 1 in {a.den, b.den}:
        return fois(a.code, b.den), fois(b.code, a.den), b.den if a.den == 1 else a.den
    return fois(a.code, b.den), fois(b.code, a.den), f"({a.den} * {b.den})"


def _pose(atelier: Atelier, code: str, den: int | str) -> Nombre:
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
        x, y, den = _meme_den(a, b)
        return _pose(atelier, f"{x} {signe} {y}", den)

    return lire


LECTURES.update({"+": _somme("+"), "-": _somme("-")})


@_verbe("*")
def _produit(atelier: Atelier, gauche: Any, droite: Any) -> Code:
    a, b = atelier.nombre(gauche), atelier.nombre(droite)
    if isinstance(a, Rien) or isinstance(b, Rien):
        return RIEN
    den = a.den * b.den if isinstance(a.den, int) and isinstance(b.den, int) else f"({a.den} * {b.den})"
    return _pose(atelier, f"{a.code} * {b.code}", den)


@_verbe("/")
def _division(atelier: Atelier, gauche: Any, diviseur: Fraction) -> Code:
    a = atelier.nombre(gauche)
    if isinstance(a, Rien):
        return RIEN
    signe = 1 if diviseur > 0 else -1
    den = a.den * abs(diviseur.numerator) if isinstance(a.den, int) else f"({a.den} * {abs(diviseur.numerator)})"
    return _pose(atelier, fois(a.code, signe * diviseur.denominator), den)


def _comparer(signe: str) -> Lecture:
    def lire(atelier: Atelier, gauche: Any, droite: Any) -> Code:
        a, b = atelier.sur(atelier.lire(gauche)), atelier.sur(atelier.lire(droite))
        if isinstance(a, Rien) or isinstance(b, Rien):
            return RIEN
        if isinstance(a, Nombre) and isinstance(b, Nombre):
            x, y, _den = _meme_den(a, b)
            return Condition(f"{x} {signe} {y}")
        if type(a) is type(b) and (isinstance(a, Jour) or (signe == "==" and isinstance(a, Mot))):
            return Condition(f"{a.code} {signe} {b.code}")
        raise HorsDePortee("comparaison de deux genres différents")

    return lire


LECTURES.update({signe: _comparer(signe) for signe in ("<", "<=", ">", ">=")} | {"egal": _comparer("==")})


@_verbe("et")
def _et(atelier: Atelier, *conditions: Any) -> Code:
    codes = [atelier.condition(condition) for condition in conditions]
    return RIEN if None in codes else Condition(" and ".join(f"({code})" for code in codes))


@_verbe("non")
def _non(atelier: Atelier, condition: Any) -> Code:
    code = atelier.condition(condition)
    return RIEN if code is None else Condition(f"not ({code})")


@_verbe("si")
def _si(atelier: Atelier, condition: Any, alors: Any, sinon: Any) -> Code:
    code = atelier.condition(condition)
    return RIEN if code is None else atelier.choisir(code, alors, sinon)


@_verbe("si_nombre")
def _si_nombre(atelier: Atelier, x: Any, alors: Any, sinon: Any) -> Code:
    return _si_nombres(atelier, (x,), alors, sinon)


@_verbe("si_nombres")
def _si_nombres(atelier: Atelier, valeurs: tuple[Any, ...], alors: Any, sinon: Any) -> Code:
    codes = [atelier.lire(valeur) for valeur in valeurs]
    if RIEN in codes:
        return RIEN
    if not all(isinstance(code, Nombre | Jour) for code in codes):
        raise HorsDePortee("un mot n'est pas un nombre")
    return _selon_presence(atelier, valeurs, codes, alors, sinon)


@_verbe("si_renseigne")
def _si_renseigne(atelier: Atelier, x: Any, alors: Any, sinon: Any) -> Code:
    code = atelier.lire(x)
    return RIEN if isinstance(code, Rien) else _selon_presence(atelier, (x,), [code], alors, sinon)


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


@_verbe("selon")
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


@_verbe("exige")
def _exige(atelier: Atelier, condition: Any, valeur: Any, _message: str) -> Code:
    code = atelier.condition(condition)
    if code is None:
        return RIEN
    atelier.abandonner_si(f"not ({code})")
    return atelier.lire(valeur)


@_verbe("rapport")
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


@_verbe("arrondi")
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
        x, y, den = _meme_den(a, b)
        gauche_, droite_ = _pose(atelier, x, den), atelier.nouveau()
        atelier.ecrire(f"{droite_} = {y}")
        atelier.lignes += [f"if {droite_} {signe} {gauche_.code}:", f"    {gauche_.code} = {droite_}"]
        return gauche_

    return lire


LECTURES.update({"plus_petit": _extreme("<"), "plus_grand": _extreme(">")})


@_verbe("borne")
def _borne(atelier: Atelier, x: Any, bas: Any, haut: Any) -> Code:
    a, b, c = atelier.nombre(x), atelier.nombre(bas), atelier.nombre(haut)
    if isinstance(a, Rien) or isinstance(b, Rien) or isinstance(c, Rien):
        return RIEN
    if not (isinstance(b.den, int) and isinstance(c.den, int)):
        raise HorsDePortee("des bornes fractionnaires ne se compilent pas")
    rendu = _pose(atelier, a.code, a.den)
    for limite, signe in ((c, ">"), (b, "<")):  # le haut, puis le bas : MAX(bas;MIN(haut;x))
        x1, y1, den = _meme_den(rendu, limite)
        borne = atelier.nouveau()
        atelier.ecrire(f"{borne} = {y1}")
        rendu = _pose(atelier, x1, den)
        atelier.lignes += [f"if {rendu.code} {signe} {borne}:", f"    {rendu.code} = {borne}"]
    return rendu


@_verbe("jours_entre")
def _jours_entre(atelier: Atelier, debut: Any, fin: Any) -> Code:
    a, b = atelier.sur(atelier.lire(debut)), atelier.sur(atelier.lire(fin))
    if isinstance(a, Rien) or isinstance(b, Rien):
        return RIEN
    if not (isinstance(a, Jour) and isinstance(b, Jour)):
        raise HorsDePortee("un jour était attendu")
    return _pose(atelier, f"{b.code} - {a.code}", 1)


def _par_le_verbe(nom: str, rend: type[Nombre | Jour]) -> Lecture:
    """Return how a verb of the calendar is called as it is, on days; None of it gives the row up."""

    def lire(atelier: Atelier, *operandes: Any) -> Code:
        codes = [atelier.sur(atelier.lire(operande)) for operande in operandes]
        if RIEN in codes:
            return RIEN
        parties = []
        for code in codes:
            if isinstance(code, Jour):
                parties.append(code.code)
            elif isinstance(code, Nombre) and isinstance(code.den, int):
                parties += [code.code, str(code.den)]
            else:
                raise HorsDePortee("un jour ou un nombre était attendu")
        variable = atelier.nouveau()
        atelier.ecrire(f"{variable} = CALENDRIER_{nom}({', '.join(parties)})")
        atelier.abandonner_si(f"{variable} is None")
        return Nombre(variable) if rend is Nombre else Jour(variable)

    return lire


LECTURES.update({nom: _par_le_verbe(nom, Nombre) for nom in ("mois_entiers", "annee_de", "mois_de")})
LECTURES.update({nom: _par_le_verbe(nom, Jour) for nom in ("plus_mois", "plus_jours", "premier_du_mois")})


@_verbe("valeur")
def _valeur(atelier: Atelier, *cle: Any) -> Code:
    gabarit: list[Any] = []
    parties = []
    for partie in cle:
        lu = atelier.sur(atelier.lire(partie)) if isinstance(partie, Symbole) else None
        if isinstance(lu, Rien):
            return RIEN
        if isinstance(lu, Nombre) and isinstance(lu.den, str):
            raise HorsDePortee("un quotient n'est pas une clé")
        gabarit.append(str(partie) if lu is None else lu.den if isinstance(lu, Nombre) else None)
        parties += [] if lu is None else [lu.brut if isinstance(lu, Mot) else lu.code]
    nom = atelier.nouveau()
    atelier.ecrire(f"{nom} = DROIT{len(atelier.recherches)}[{''.join(f'{p}, ' for p in parties) or '()'}]")
    atelier.recherches.append(("valeur", tuple(gabarit)))
    atelier.abandonner_si(f"{nom} is None")
    return Nombre(nom, ECHELLE_DROIT)


@_verbe("palier")
def _palier(atelier: Atelier, code: str, x: Any) -> Code:
    lu = atelier.nombre(x)
    if isinstance(lu, Rien):
        return RIEN
    if not isinstance(lu.den, int):
        raise HorsDePortee("un quotient n'a pas de tranche")
    nom = atelier.nouveau()
    atelier.ecrire(f"{nom} = DROIT{len(atelier.recherches)}[{lu.code},]")
    atelier.recherches.append(("palier", (code, lu.den)))
    atelier.abandonner_si(f"{nom} is None")
    return Nombre(nom, ECHELLE_DROIT)
