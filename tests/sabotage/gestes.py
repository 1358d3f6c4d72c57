"""What a hand does to cells: each gesture with the proof, read back from the bytes, that it did it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.sabotage.paquet import Paquet

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True)
class Geste:
    """A change of a workbook, and what must be true of it afterwards (given the workbook before and after)."""

    applique: Callable[[Paquet], None]
    prouve: Callable[[Paquet, Paquet], bool]


def ensemble(*gestes: Geste) -> Geste:
    """Return several gestures made one after the other, each proved."""

    def applique(p: Paquet) -> None:
        for geste in gestes:
            geste.applique(p)

    return Geste(applique, lambda avant, apres: all(g.prouve(avant, apres) for g in gestes))


# ------------------------------------------------------------------------------------------ values and formulas


def constante(feuille: str, lieu: str, valeur: str | float | None = None) -> Geste:
    """Replace a formula by a constant: its own result, or the value given."""

    def applique(p: Paquet) -> None:
        p.poser(feuille, lieu, p.valeur(feuille, lieu) if valeur is None else valeur)

    return Geste(
        applique,
        lambda avant, apres: (
            avant.formule(feuille, lieu) is not None
            and apres.formule(feuille, lieu) is None
            and apres.valeur(feuille, lieu) == (avant.valeur(feuille, lieu) if valeur is None else valeur)
        ),
    )


def formule(feuille: str, lieu: str, motif: str, par: str, fois: int = 0) -> Geste:
    """Rewrite a formula by a regular expression; the result stored beside it stays."""

    def applique(p: Paquet) -> None:
        ancienne = p.formule(feuille, lieu)
        assert ancienne, (feuille, lieu)
        neuve = re.sub(motif, par, ancienne, count=fois)
        assert neuve != ancienne, ancienne
        p.ecrire_formule(feuille, lieu, neuve)

    def prouve(avant: Paquet, apres: Paquet) -> bool:
        attendue = re.sub(motif, par, avant.formule(feuille, lieu) or "", count=fois)
        return apres.formule(feuille, lieu) == attendue != avant.formule(feuille, lieu)

    return Geste(applique, prouve)


def ajout(feuille: str, lieu: str, suite: str) -> Geste:
    """Add something at the end of a formula: « +0.01 »."""
    return formule(feuille, lieu, r"(?s)^(.*)$", rf"\1{suite}", fois=1)


def formule_posee(feuille: str, lieu: str, texte: str) -> Geste:
    """Put a formula in a cell, whatever stood there."""
    return Geste(
        lambda p: p.ecrire_formule(feuille, lieu, texte),
        lambda avant, apres: avant.formule(feuille, lieu) != texte == apres.formule(feuille, lieu),
    )


def stockee(feuille: str, lieu: str, valeur: str | float) -> Geste:
    """Change the result stored beside a formula, and nothing else."""
    return Geste(
        lambda p: p.stocker(feuille, lieu, valeur),
        lambda avant, apres: (
            avant.formule(feuille, lieu) == apres.formule(feuille, lieu) is not None
            and avant.valeur(feuille, lieu) != valeur == apres.valeur(feuille, lieu)
        ),
    )


def saisie(feuille: str, lieu: str, valeur: str | float | None) -> Geste:
    """Type something in a cell that holds no formula."""
    return Geste(
        lambda p: p.poser(feuille, lieu, valeur),
        lambda avant, apres: (
            avant.formule(feuille, lieu) is None
            and avant.valeur(feuille, lieu) != valeur == apres.valeur(feuille, lieu)
        ),
    )


def echange(feuille: str, un: str, autre: str) -> Geste:
    """Exchange what two cells hold."""

    def applique(p: Paquet) -> None:
        a, b = p.valeur(feuille, un), p.valeur(feuille, autre)
        p.poser(feuille, un, b)
        p.poser(feuille, autre, a)

    return Geste(
        applique,
        lambda avant, apres: (
            avant.valeur(feuille, un) != avant.valeur(feuille, autre)
            and avant.valeur(feuille, un) == apres.valeur(feuille, autre)
            and avant.valeur(feuille, autre) == apres.valeur(feuille, un)
        ),
    )


def rien(avant: Paquet, apres: Paquet) -> bool:
    """Accept any change: what an honest edit must not do is told by the verification, not by its proof."""
    return avant.octets() != apres.octets()
