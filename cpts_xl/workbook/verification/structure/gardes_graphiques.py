"""What a chart keeps of its last drawing against its cells: a viewer that computes nothing shows the first."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from fractions import Fraction

from cpts_xl.constats import Cause, Constat
from cpts_xl.formats import nombre, pluriel
from cpts_xl.workbook.recu.locate import normaliser
from cpts_xl.workbook.verification.manifeste.modele import GraphiqueLu
from cpts_xl.workbook.verification.structure.contexte import information
from cpts_xl.workbook.verification.structure.plages_graphiques import Lieux, lire
from cpts_xl.workbook.xlsx.types import Cellule

OUVRIR = "Lire ce graphique dans Excel ou LibreOffice, non dans un aperçu (téléphone, messagerie), puis enregistrer."
ECART = 1e-6
"""Share of a number under which two writings of it are the same."""


def gardes(lieux: Lieux, feuille: str, lu: GraphiqueLu, titre: str) -> Iterator[Constat]:
    """Yield a word of a chart that keeps other numbers, or other names, than those of the cells that it calls.

    A program that computes the cells without drawing leaves it so: it accuses nobody.
    """
    faux = [
        (serie.mot, cellule, dit)
        for serie in lu.series
        for reference, gardees in ((serie.valeurs, serie.gardes), (serie.categories, serie.noms_gardes))
        for cellule, dit in _autres(lieux, reference, gardees)
    ]
    if faux:
        n, (serie_dite, cellule, dit) = len(faux), faux[0]
        message = (
            f"Graphique « {titre} », série « {serie_dite} » : un aperçu y montrerait {nombre(n)} nombre{pluriel(n)} ou "
            f"nom{pluriel(n)} d'un autre dessin, que le graphique a gardé{pluriel(n)}."
        )
        yield information(message, feuille, lu.cellule, Cause.PERIMEE, OUVRIR, lu=dit[:120], attendu=_vu(cellule))


def _autres(lieux: Lieux, reference: str, gardees: Mapping[int, str]) -> list[tuple[Cellule, str]]:
    """Return the cells that a series calls and that do not hold what it keeps of them, each with that."""
    plage = lire(reference)
    cellules = [] if plage is None else lieux.cellules(plage)
    vues = ((cellules[rang], dit) for rang, dit in gardees.items() if rang < len(cellules))
    return [(cellule, dit) for cellule, dit in vues if cellule is not None and not _meme(cellule, dit)]


def _meme(cellule: Cellule, dit: str) -> bool:
    """Return whether a cell holds what a chart keeps of it; only numbers and words are compared."""
    valeur = cellule.valeur
    if isinstance(valeur, str) and normaliser(valeur) == normaliser(dit):
        return True
    if not isinstance(valeur, Fraction | str):
        return True
    try:
        garde = float(dit)
    except ValueError:
        return False
    # un texte à la place d'un nombre se dessine comme un zéro
    return math.isclose(garde, 0 if isinstance(valeur, str) else float(valeur), rel_tol=ECART, abs_tol=ECART)


def _vu(cellule: Cellule) -> str:
    valeur = cellule.valeur
    return f"{nombre(valeur) if isinstance(valeur, Fraction) else valeur}, en {cellule.adresse}"
