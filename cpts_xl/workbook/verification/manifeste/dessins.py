"""What lies over the cells of a sheet: pictures, shapes, charts, and the cells whose middle they cover."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from cpts_xl.workbook.verification.manifeste.modele import Dessin, Zone

DESSINS = 5_000
EMU_PAR_POINT, EMU_PAR_PIXEL = 12_700, 9_525
_HAUTEUR, _LARGEUR = 15 * EMU_PAR_POINT, 64 * EMU_PAR_PIXEL
"""The size of a row and of a column that nothing describes."""
_ANCRES = ("twoCellAnchor", "oneCellAnchor", "absoluteAnchor")
_NATURES = {"pic": "une image", "sp": "une forme ou une zone de texte", "graphicFrame": "un graphique",
            "grpSp": "un groupe de formes"}  # fmt: skip


class Grille:
    """The sizes of the rows and columns of one sheet, in EMU: where a length from a corner ends."""

    def __init__(self, lignes: Mapping[int, float], colonnes: list[tuple[int, int, float]]) -> None:
        self._lignes = {rang: hauteur * EMU_PAR_POINT for rang, hauteur in lignes.items()}
        self._colonnes = [(d, f, (largeur * 7 + 5) * EMU_PAR_PIXEL) for d, f, largeur in colonnes]

    def _taille(self, rang: int, *, en_ligne: bool) -> float:
        if en_ligne:
            return self._lignes.get(rang, _HAUTEUR)
        return next((largeur for d, f, largeur in self._colonnes if d <= rang <= f), _LARGEUR)

    def place(self, rang: int, decalage: float, *, en_ligne: bool) -> float:
        """Return a position counted in rows or columns: 4.5 is the middle of the fifth."""
        restant, limite = max(decalage, 0.0), rang + 2_000
        while rang < limite:
            taille = self._taille(rang + 1, en_ligne=en_ligne)
            if restant < taille:
                return rang + (restant / taille if taille else 0.0)
            restant -= taille
            rang += 1
        return float(rang)


def dessins(racine: Any, grille: Grille) -> Iterator[Dessin]:
    """Yield the drawings of one part that can hide a cell; lines, and shapes without a fill, hide nothing."""
    nombre = 0
    for ancre in racine.iter(*(f"{{*}}{nom}" for nom in _ANCRES)):
        for objet in ancre.iter(*(f"{{*}}{genre}" for genre in _NATURES)):
            nombre += 1
            if nombre > DESSINS:
                return
            if opaque(objet):
                nom = next((b.get("descr") or b.get("title") or b.get("name", "") for b in objet.iter("{*}cNvPr")), "")
                yield Dessin(_NATURES[objet.tag.rpartition("}")[2]], nom, _etendue(ancre, grille))
                break


def opaque(objet: Any) -> bool:
    """Tell whether a drawing hides what it lies over: not when it is said hidden, or without a fill."""
    if any(b.get("hidden") in {"1", "true"} for b in objet.iter("{*}cNvPr")):
        return False
    if objet.tag.rpartition("}")[2] != "sp":
        return True
    formes = objet.findall("{*}spPr")
    return not any(forme.find("{*}noFill") is not None for forme in formes)


def _coin(balise: Any, grille: Grille) -> tuple[float, float]:
    ligne, colonne, bas, droite = (int(balise.findtext(f"{{*}}{n}") or 0) for n in ("row", "col", "rowOff", "colOff"))
    return grille.place(ligne, bas, en_ligne=True), grille.place(colonne, droite, en_ligne=False)


def _etendue(ancre: Any, grille: Grille) -> Zone | None:
    """Return the cells whose middle is under a drawing."""
    debut, fin, taille, pos = (ancre.find(f"{{*}}{nom}") for nom in ("from", "to", "ext", "pos"))
    if debut is not None:
        haut, gauche = _coin(debut, grille)
        depart = tuple(int(debut.findtext(f"{{*}}{n}") or 0) for n in ("row", "col", "rowOff", "colOff"))
    elif pos is not None:
        depart = (0, 0, int(pos.get("y") or 0), int(pos.get("x") or 0))
        haut = grille.place(0, depart[2], en_ligne=True)
        gauche = grille.place(0, depart[3], en_ligne=False)
    else:
        return None
    if fin is not None:
        bas, droite = _coin(fin, grille)
    elif taille is not None:
        bas = grille.place(depart[0], depart[2] + int(taille.get("cy") or 0), en_ligne=True)
        droite = grille.place(depart[1], depart[3] + int(taille.get("cx") or 0), en_ligne=False)
    else:
        return None
    return couverte(haut, gauche, bas, droite)


def couverte(haut: float, gauche: float, bas: float, droite: float) -> Zone | None:
    """Return the cells whose middle stands between two corners counted in rows and columns; None: no cell does."""
    # le bord d'une image qui dépasse ne cache rien
    lieu = Zone(round(haut) + 1, round(gauche) + 1, round(bas), round(droite))
    return lieu if lieu.haut <= lieu.bas and lieu.gauche <= lieu.droite else None
