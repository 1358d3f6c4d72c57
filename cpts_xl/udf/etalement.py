"""One function, one cell or a whole range: the same call is spread over ranges of one shape, place by place."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cpts_xl.absence import refus
from cpts_xl.errors import CptsError, SaisieInvalide
from cpts_xl.formats import pluriel
from cpts_xl.udf.frontiere import TEXTE_MAX, entrer, sortir, vide
from cpts_xl.udf.reference import ArgumentPublie

Table = list[list[Any]]
Cellule = Callable[[Mapping[str, Any]], Any]

CELLULES_MAX = 200_000  # au-delà, une colonne entière a été désignée par mégarde et Excel serait figé
_SCALAIRE_MAX = 32_767  # ce qu'une cellule contient

journal = logging.getLogger("cpts_xl")


@dataclass(frozen=True, slots=True)
class Bloc:
    """The cells of one argument, always as rows; a single value is one row of one cell."""

    lignes: Sequence[Sequence[Any]]

    @property
    def hauteur(self) -> int:
        """Return how many rows."""
        return len(self.lignes)

    @property
    def largeur(self) -> int:
        """Return how many columns."""
        return len(self.lignes[0])

    @property
    def forme(self) -> tuple[int, int]:
        """Return rows and columns."""
        return self.hauteur, self.largeur

    @property
    def seul(self) -> bool:
        """Return whether there is one cell only."""
        return self.forme == (1, 1)

    @property
    def premier(self) -> Any:
        """Return the first cell."""
        return self.lignes[0][0]

    def cellules(self) -> list[Any]:
        """Return all the cells, row by row."""
        return [case for ligne in self.lignes for case in ligne]


def bloc(brut: Any) -> Bloc:
    """Return an argument as rows, whatever its carrier gave: a value, a row, or rows. Nothing is one empty cell."""
    if not isinstance(brut, list | tuple):
        return Bloc([[brut]])
    lignes = [ligne if isinstance(ligne, list | tuple) else [ligne] for ligne in brut]
    if not any(isinstance(ligne, list | tuple) for ligne in brut):
        lignes = [list(brut)]
    if not lignes or not lignes[0] or any(len(ligne) != len(lignes[0]) for ligne in lignes):
        return Bloc([[None]])
    return Bloc(lignes)


def etaler(nom: str, arguments: Sequence[ArgumentPublie], bruts: Sequence[Any], cellule: Cellule) -> Table:
    """Apply ``cellule`` to exact values at each place, and return what the cells show.

    Scalar arguments given as ranges must have one shape, which is that of the answer; single cells serve every
    place. A list argument gives its row to each row when it has as many rows and several columns; else it is
    whole at each place. A place whose ranges are all empty stays empty.

    Raises:
        SaisieInvalide: too many arguments, ranges of different shapes, or too many cells.
    """
    if any(brut is not None for brut in bruts[len(arguments) :]):
        raise SaisieInvalide(f"{nom} n'attend que {len(arguments)} argument{pluriel(len(arguments))}")
    blocs = {a.nom: bloc(bruts[rang] if rang < len(bruts) else None) for rang, a in enumerate(arguments)}
    genres = {a.nom: a.genre for a in arguments}
    etales = {n: b for n, b in blocs.items() if not genres[n].liste and not b.seul}
    hauteur, largeur = _forme(etales)
    if sum(b.hauteur * b.largeur for b in blocs.values()) > CELLULES_MAX:
        raise SaisieInvalide(
            f"plus de {CELLULES_MAX} cellules désignées ; choisir la plage utile, non des colonnes entières"
        )
    listes = {n: b for n, b in blocs.items() if genres[n].liste}
    par_ligne = {n for n, b in listes.items() if etales and b.hauteur == hauteur and b.largeur > 1}
    _paralleles({n: b.largeur if n in par_ligne else len(b.cellules()) for n, b in listes.items()})

    fixes: dict[str, Any] = {}
    for n, b in blocs.items():
        if n in listes and n not in par_ligne:
            fixes[n] = [entrer(genres[n], case) for case in b.cellules()]
        elif n not in listes and n not in etales:
            fixes[n] = entrer(genres[n], b.premier)
    longueur = TEXTE_MAX if etales else _SCALAIRE_MAX

    def une(rang: int, colonne: int) -> Any:
        bruts_ici = {n: b.lignes[rang][colonne] for n, b in etales.items()}
        lignes_ici = {n: listes[n].lignes[rang] for n in par_ligne}
        if (
            etales
            and all(map(vide, bruts_ici.values()))
            and all(vide(c) for ligne in lignes_ici.values() for c in ligne)
        ):
            return ""
        valeurs = fixes | {n: entrer(genres[n], brut) for n, brut in bruts_ici.items()}
        valeurs |= {n: [entrer(genres[n], case) for case in ligne] for n, ligne in lignes_ici.items()}
        return sortir(proteger(nom, lambda: cellule(valeurs)), longueur)

    return [[une(rang, colonne) for colonne in range(largeur)] for rang in range(hauteur)]


def _forme(etales: Mapping[str, Bloc]) -> tuple[int, int]:
    formes = {b.forme for b in etales.values()}
    if len(formes) > 1:
        tailles = ", ".join(f"« {n} » {b.hauteur} × {b.largeur}" for n, b in etales.items())
        raise SaisieInvalide(
            f"plages de tailles différentes ({tailles}) ; donner des plages de même taille, ou une cellule"
        )
    return formes.pop() if formes else (1, 1)


def _paralleles(tailles: Mapping[str, int]) -> None:
    """Refuse columns read side by side that have not the same number of cells: a row would be lost in silence."""
    if len(set(tailles.values())) > 1:
        detail = ", ".join(f"« {n} » {taille}" for n, taille in tailles.items())
        raise SaisieInvalide(
            f"colonnes de longueurs différentes ({detail} cellules) ; désigner les mêmes lignes dans chacune"
        )


def proteger(nom: str, calcul: Callable[[], Any]) -> Any:
    """Return the answer of a computation; whatever is raised becomes a sentence, and the unexpected is logged."""
    try:
        return calcul()
    except CptsError as erreur:
        return refus(str(erreur))
    except Exception as erreur:  # noqa: BLE001  (une trace dans une cellule n'apprend rien à personne)
        journal.exception("erreur interne dans %s", nom)
        return refus(f"erreur interne ({type(erreur).__name__}) dans {nom} ; signaler cette formule et ses arguments")
