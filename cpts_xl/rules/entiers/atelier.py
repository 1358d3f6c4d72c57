"""A fourth reading of a rule: the tree of its formula, compiled once to a loop over whole numbers.

Exact as the first one, and much faster: every number of a cell is a whole number of its ten-thousandth, every quotient
a pair of whole numbers. The compiled code never guesses: at the first thing that is not plain (an empty cell that is
due, a word, a refusal, too many decimals), it gives that row up, and the rule itself answers.
"""

from __future__ import annotations

import math
from collections import ChainMap
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from cpts_xl.absence import Absent
from cpts_xl.rules.droit import DroitSymbolique
from cpts_xl.rules.entiers.codes import (
    RIEN,
    Code,
    Condition,
    HorsDePortee,
    Jour,
    Mot,
    Nombre,
    Rien,
    fois,
    presence,
    rempli,
)
from cpts_xl.rules.lectures import Regle
from cpts_xl.rules.symbol import Arbre, Symbole

ECHELLE = 10_000
"""Cells are read to the ten-thousandth of a unit: the cent, the tenth of a percent of a rate."""
LIMITE = 1e8
"""Beyond, a cell would have more digits than the boundary takes for typed ones: left to the rule."""
ECHELLE_DROIT = 10**6
ABANDON = "<abandon>"

Lecture = Callable[..., Code]
LECTURES: dict[str, Lecture] = {}
"""How each verb is compiled; filled by the modules beside."""


def inscrire(*noms: str) -> Callable[[Lecture], Lecture]:
    """Declare how these verbs, or these signs, are compiled."""

    def ajouter(lecture: Lecture) -> Lecture:
        LECTURES.update(dict.fromkeys(noms, lecture))
        return lecture

    return ajouter


@dataclass(frozen=True, slots=True)
class Programme:
    """The compiled rule: the lines of the loop's body, what it leaves, and the questions that it asks the texts."""

    lignes: tuple[str, ...]
    rendu: Nombre | Mot | Jour
    recherches: tuple[tuple[str, tuple[Any, ...]], ...]


def compiler(regle: Regle) -> Programme:
    """Return the body of the loop of a rule; ``<abandon>`` stands where a row is given up.

    Raises:
        HorsDePortee: the rule cannot be read this way.
    """
    if any(argument.genre.liste for argument in regle.arguments):
        raise HorsDePortee(f"{regle.nom} lit une plage")
    feuilles = {}
    for argument in regle.arguments:
        feuilles[argument.nom] = Symbole(argument.nom)
        feuilles[argument.nom].arbre = Arbre("argument", (argument,))
    racine = regle.fonction(*([DroitSymbolique()] if regle.lit_droit else []), **feuilles)
    atelier = Atelier()
    rendu = atelier.lire(racine)
    if not isinstance(rendu, Nombre | Mot | Jour) or (isinstance(rendu, Mot) and rendu.recu):
        raise HorsDePortee(f"{regle.nom} ne rend ni un nombre, ni un jour, ni un mot de la règle")
    rendu = atelier.sur(rendu)
    return Programme(tuple(atelier.lignes), rendu, tuple(atelier.recherches))


class Atelier:
    """Writes the lines, branch by branch; a value met twice in one branch is computed once."""

    def __init__(self) -> None:
        self.lignes: list[str] = []
        self.recherches: list[tuple[str, tuple[Any, ...]]] = []
        self._connus: ChainMap[int, Code] = ChainMap()
        self._vivants: list[Any] = []  # l'identité d'un symbole ne vaut que tant qu'il vit
        self._rang = 0

    def ecrire(self, ligne: str) -> None:
        """Add a line to the branch being written."""
        self.lignes.append(ligne)

    def nouveau(self) -> str:
        """Return a name not used yet."""
        self._rang += 1
        return f"v{self._rang}"

    def lire(self, operande: Any) -> Code:
        """Return the code of an operand, after having written the lines that it needs."""
        if isinstance(operande, Absent):
            self.ecrire(ABANDON)
            return RIEN
        if isinstance(operande, str):
            return Mot(repr(operande.casefold()), repr(operande))
        if isinstance(operande, date):
            return Jour(str(operande.toordinal()))
        if isinstance(operande, int | Fraction):
            exact = Fraction(operande)
            return Nombre(str(exact.numerator), exact.denominator)
        if not isinstance(operande, Symbole) or operande.arbre is None:
            raise HorsDePortee(f"{operande!r} ne se compile pas")
        connu = self._connus.get(id(operande))
        if connu is None:
            lecture = LECTURES.get(operande.arbre.verbe)
            if lecture is None:
                raise HorsDePortee(f"le verbe « {operande.arbre.verbe} » ne se compile pas")
            connu = lecture(self, *operande.arbre.operandes)
            self._connus[id(operande)] = connu
            self._vivants.append(operande)
        return connu

    def sur(self, code: Any) -> Any:
        """Return the same code, the row given up where its cell is empty."""
        if isinstance(code, Nombre | Mot | Jour) and code.peut_manquer:
            self.abandonner_si(f"not ({presence(code)})")
            return rempli(code)
        return code

    def abandonner_si(self, condition: str) -> None:
        """Write the line that gives the row up on a condition."""
        self.lignes += [f"if {condition}:", f"    {ABANDON}"]

    def nombre(self, operande: Any) -> Nombre | Rien:
        """Return a number that is there."""
        code = self.sur(self.lire(operande))
        if isinstance(code, Nombre | Rien):
            return code
        raise HorsDePortee("un nombre était attendu")

    def condition(self, operande: Any) -> str | None:
        """Return a condition; None when the row is given up before it is known."""
        code = self.lire(operande)
        if isinstance(code, Rien):
            return None
        if isinstance(code, Condition):
            return code.code
        raise HorsDePortee("une condition était attendue")

    def choisir(self, condition: str, alors: Any, sinon: Any, presents: Sequence[Symbole] = ()) -> Code:
        """Write « if … else … » and return what both branches leave, under one name and one denominator.

        ``presents`` are the cells that the condition tells to be filled in the first branch. A branch is an operand,
        or what writes its lines and returns its code.
        """
        blocs = []
        for branche, gardes in ((alors, presents), (sinon, ())):
            dehors, connus = self.lignes, self._connus
            self.lignes, self._connus = [], connus.new_child()
            for garde in gardes:
                self._connus[id(garde)] = rempli(self.lire(garde))
            rendu = branche() if callable(branche) else self.lire(branche)
            blocs.append((self.lignes, self.sur(rendu)))
            self.lignes, self._connus = dehors, connus
        (lignes_oui, oui), (lignes_non, non) = blocs
        rendu, fin_oui, fin_non = self._joindre(oui, non)
        self.ecrire(f"if {condition}:")
        self.lignes += [f"    {ligne}" for ligne in [*lignes_oui, *fin_oui] or ["pass"]]
        if [*lignes_non, *fin_non]:
            self.ecrire("else:")
            self.lignes += [f"    {ligne}" for ligne in [*lignes_non, *fin_non]]
        return rendu

    def _joindre(self, oui: Any, non: Any) -> tuple[Code, list[str], list[str]]:
        """Return one code for two branches, and the line that each adds to leave its value there."""
        if isinstance(oui, Rien) or isinstance(non, Rien):
            return (non if isinstance(oui, Rien) else oui), [], []
        nom = self.nouveau()
        if isinstance(oui, Nombre) and isinstance(non, Nombre):
            if isinstance(oui.den, int) and isinstance(non.den, int):
                den = math.lcm(oui.den, non.den)
                return (
                    Nombre(nom, den),
                    [f"{nom} = {fois(oui.code, den // oui.den)}"],
                    [f"{nom} = {fois(non.code, den // non.den)}"],
                )
            fins = [[f"{nom} = {un.code}", f"{nom}d = {un.den}"] for un in (oui, non)]
            return Nombre(nom, f"{nom}d"), fins[0], fins[1]
        if type(oui) is not type(non) or isinstance(oui, Nombre):
            raise HorsDePortee("deux branches de genres différents")
        if isinstance(oui, Mot):
            recu = oui.recu or non.recu
            return Mot(f"{nom}.casefold()", nom, recu), [f"{nom} = {oui.brut}"], [f"{nom} = {non.brut}"]
        return type(oui)(nom), [f"{nom} = {oui.code}"], [f"{nom} = {non.code}"]
