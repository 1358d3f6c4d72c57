"""Euros at stake: what a wrong cell changes to the money of the year, found by walking the steps that read it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import Any

from cpts_xl.absence import VIDE, Absent, Sorte
from cpts_xl.engine.etapes import Const, Entree, Etape
from cpts_xl.engine.resultat import EtapeCalculee, Resultat, calculer
from cpts_xl.errors import CptsError

DROIT_OUVERT = "perimetre.tout.droit"


def entrees_de(etape: Etape) -> Iterator[str]:
    """Yield the identifiers of every cell that a step reads, its presence included."""
    for entree in etape.entrees.values():
        if isinstance(entree, str):
            yield entree
        elif isinstance(entree, tuple):
            yield from entree
    if etape.presence:
        yield etape.presence


def evaluer(calculee: EtapeCalculee, valeurs: Mapping[str, Any], droit: Any) -> Any:
    """Return what a step gives with other inputs, as the engine would compute it."""
    etape = calculee.etape
    if etape.presence and valeurs[etape.presence] in {None, ""}:
        return None
    rendu = etape.regle.evaluer({nom: _lire(entree, valeurs) for nom, entree in etape.entrees.items()}, droit)
    return Absent(Sorte.A_COMPLETER) if rendu is VIDE else rendu


def _lire(entree: Entree, valeurs: Mapping[str, Any]) -> Any:
    if isinstance(entree, Const):
        return Fraction(entree.valeur) if isinstance(entree.valeur, int) else entree.valeur
    return [valeurs[ident] for ident in entree] if isinstance(entree, tuple) else valeurs[entree]


class _Touchees:
    """The cells that a change has reached so far, and which columns were already searched for them."""

    def __init__(self, changees: Iterable[str]) -> None:
        self.idents = set(changees)
        self._saines: dict[int, int] = {}  # les colonnes sont partagées : relues quand il y a du nouveau

    def lues_par(self, etape: Etape) -> bool:
        """Return whether a step reads one of them."""
        idents = self.idents
        if etape.presence in idents:
            return True
        for entree in etape.entrees.values():
            if isinstance(entree, str):
                if entree in idents:
                    return True
            elif isinstance(entree, tuple) and self._saines.get(id(entree)) != len(idents):
                if not idents.isdisjoint(entree):
                    return True
                self._saines[id(entree)] = len(idents)
        return False


class Propagation:
    """A computed year in which one cell may be given another value, and all that reads it computed again."""

    def __init__(self, resultat: Resultat) -> None:
        self.resultat = resultat

    def changer(self, changes: Mapping[str, Any]) -> dict[str, Any]:
        """Return the new value of each step that the given values change, themselves excepted."""
        valeurs, nouvelles = {**self.resultat.valeurs, **changes}, {}
        touchees = _Touchees(changes)
        for calculee in self.resultat.etapes:  # rangées : une entrée vient avant ce qui la lit
            ident = calculee.etape.id
            if ident in changes or not touchees.lues_par(calculee.etape):
                continue
            try:
                valeur = evaluer(calculee, valeurs, self.resultat.droit)
            except (CptsError, TypeError):  # une valeur qu'aucune règle n'admet : le tableur y montre une erreur
                valeur = Absent(Sorte.REFUS)
            if valeur != calculee.valeur:
                valeurs[ident] = nouvelles[ident] = valeur
                touchees.idents.add(ident)
        return nouvelles

    def effet(self, ident: str, montree: Any) -> Fraction | None:
        """Return what a cell that shows this instead of its value changes, in euros.

        Its own difference when it is an amount; else that of the total earned, or of the amount downstream that
        changes most. None when no amount reads it.
        """
        calculee = self.resultat.par_id[ident]
        if calculee.etape.regle.retour.code == "montant":
            return ecart(montree, calculee.valeur)
        return plus_grand(self.resultat, self.changer({ident: montree}))

    def sous_un_autre_droit(self, droit: Any) -> Fraction | None:
        """Return what other parameters of law change to the money of the year, in euros."""
        try:
            autre = calculer(self.resultat.dossier, droit, self.resultat.version)
        except (CptsError, TypeError):
            return None
        connues = self.resultat.valeurs
        return plus_grand(self.resultat, {i: v for i, v in autre.valeurs.items() if i in connues and v != connues[i]})


def ecart(une: Any, autre: Any) -> Fraction:
    """Return the difference of two amounts in euros; what is not a number counts for nothing."""
    montants = [valeur if isinstance(valeur, Fraction) else Fraction(0) for valeur in (une, autre)]
    return abs(montants[0] - montants[1])


def plus_grand(resultat: Resultat, nouvelles: Mapping[str, Any]) -> Fraction | None:
    """Return how much the total earned changes, else the amount that changes most; None when none does."""
    if DROIT_OUVERT in nouvelles:
        return ecart(nouvelles[DROIT_OUVERT], resultat.valeurs[DROIT_OUVERT])
    montants = [
        ecart(valeur, resultat.valeurs[ident])
        for ident, valeur in nouvelles.items()
        if ident in resultat.par_id and resultat.par_id[ident].etape.regle.retour.code == "montant"
    ]
    return max(montants, default=None)
