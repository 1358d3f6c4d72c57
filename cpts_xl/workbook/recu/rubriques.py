"""The rows of the sheet Identité: each by its words, or by its place among the others when its words were rewritten."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cpts_xl.workbook.recu.locate import normaliser
from cpts_xl.workbook.xlsx.types import FeuilleLue, lettres


class Rubrique(NamedTuple):
    """Where a field of the identity stands; ``lu`` is what is written there when it is no longer its own words."""

    code: str
    rang: int
    lu: str = ""


def situer(
    feuille: FeuilleLue, colonne: int, entete: int, libelles: Sequence[tuple[str, str]], autres: Sequence[str]
) -> dict[str, Rubrique]:
    """Return the row of each (code, label) in the order of the sheet; those that nothing tells are left out.

    ``autres`` are our other words of that column: none of them is a rewritten label. Rewritten labels are taken in
    their order, where as many rows of unknown words stand between two known ones as there are labels missing.
    """
    rangs: dict[str, int] = {}
    for numero, ligne in feuille.lignes.items():
        if colonne in ligne:
            rangs.setdefault(normaliser(ligne[colonne].valeur), numero)
    trouvees = {
        code: Rubrique(code, rangs[normaliser(libelle)]) for code, libelle in libelles if normaliser(libelle) in rangs
    }
    connus = {normaliser(mot) for mot in (*(libelle for _, libelle in libelles), *autres)}
    for manquantes, haut, bas in _trous([code for code, _ in libelles], trouvees, entete):
        lus = [_mot(feuille, rang, colonne) for rang in range(haut + 1, bas)]
        if len(lus) == len(manquantes) and all(lu and normaliser(lu) not in connus for lu in lus):
            for decalage, (code, lu) in enumerate(zip(manquantes, lus, strict=True), 1):
                trouvees[code] = Rubrique(code, haut + decalage, lu)
    return trouvees


def adresse(colonne: int, rubrique: Rubrique) -> str:
    """Return the cell of a rubric in one column."""
    return f"{lettres(colonne)}{rubrique.rang}"


def _trous(codes: Sequence[str], trouvees: dict[str, Rubrique], entete: int) -> Iterator[tuple[list[str], int, int]]:
    """Yield each run of labels not found, with the rows of the known ones above and below it."""
    manquantes: list[str] = []
    haut = entete
    for code in codes:
        if code not in trouvees:
            manquantes.append(code)
            continue
        bas = trouvees[code].rang
        if manquantes and haut:
            yield manquantes, haut, bas
        manquantes, haut = [], bas


def _mot(feuille: FeuilleLue, rang: int, colonne: int) -> str:
    cellule = feuille.ligne(rang).get(colonne)
    return " ".join(cellule.valeur.split()) if cellule is not None and isinstance(cellule.valeur, str) else ""
