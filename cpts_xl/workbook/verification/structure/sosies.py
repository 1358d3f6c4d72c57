"""Sheets that look like ours and are not: nothing in them is verified, and somebody may read them for ours."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from cpts_xl.constats import Cause, Constat
from cpts_xl.formats import nombre, pluriel
from cpts_xl.workbook.layout import LIGNE_ENTETE
from cpts_xl.workbook.verification.structure.contexte import Contexte, a_regarder, information, premiere
from cpts_xl.workbook.xlsx.types import FeuilleLue

MOTS_COMMUNS = 4
"""Words of its title and headers that a sheet shares with one of ours, at least, to be taken for a copy of it."""
REMEDE = "La supprimer, ou la renommer pour dire ce qu'elle est ; ne lire que la feuille d'origine."


def sosies(c: Contexte) -> Iterator[Constat]:
    """Yield the sheets added that bear the title and headers of one of ours; a number changed there is told."""
    notres = {nom: _tete(c.classeur.feuilles[nom]) for nom in c.a_nous}
    for nom, feuille in c.classeur.feuilles.items():
        if nom in c.a_nous or not (tete := _tete(feuille)):
            continue
        modele, communs = max(((n, len(tete & mots)) for n, mots in notres.items()), key=lambda paire: paire[1])
        if communs < MOTS_COMMUNS or 2 * communs < len(notres[modele]):
            continue
        dit = f"Cette feuille ressemble à « {modele} », qui seule est vérifiée"
        if autres := _autres_nombres(feuille, c.classeur.feuilles[modele]):
            combien = f"{nombre(len(autres))} nombre{pluriel(len(autres))} n'y {pluriel(len(autres), 'sont', 'est')}"
            yield a_regarder(f"{dit} : {combien} pas ce que montre l'original.", nom, premiere(autres), Cause.LIBELLE,
                             REMEDE)  # fmt: skip
        else:
            yield information(f"{dit}.", nom, "", Cause.LIBELLE, REMEDE)


def _tete(feuille: FeuilleLue) -> frozenset[tuple[int, int, str]]:
    """Return the words of the title and of the headers, with their places."""
    return frozenset(
        (ligne, colonne, cellule.valeur)
        for ligne in range(1, LIGNE_ENTETE + 1)
        for colonne, cellule in feuille.ligne(ligne).items()
        if isinstance(cellule.valeur, str) and cellule.valeur
    )


def _autres_nombres(feuille: FeuilleLue, modele: FeuilleLue) -> list[str]:
    return [
        adresse
        for adresse, cellule in feuille.cellules.items()
        if isinstance(cellule.valeur, Fraction)
        and (vraie := modele.cellules.get(adresse)) is not None
        and isinstance(vraie.valeur, Fraction)
        and vraie.valeur != cellule.valeur
    ]
