"""Retouching a workbook already read, as a program would: an inserted row, a moved column, a formula overwritten."""

from __future__ import annotations

import copy
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from cpts_xl.workbook.xlsx.lu import lire
from cpts_xl.workbook.xlsx.types import Cellule, ClasseurLu, FeuilleLue, lettres, position
from tests.workbook.exemples import octets, ou

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from cpts_xl.workbook.inks import Encre

_REF = re.compile(r"(?:('(?:[^']|'')+'|[^\W\d][\w.]*)!)?(\$?)([A-Z]{1,3})(\$?)([0-9]+)(?![\w.(])")
_TEXTE = re.compile(r'("(?:[^"]|"")*")')


@cache
def lu(encre: Encre, dossier: Path) -> ClasseurLu:
    """Return the example's workbook in one ink, read; not to be changed."""
    chemin = dossier / f"{encre}.xlsx"
    chemin.write_bytes(octets(encre))
    return lire(chemin)


def copie(classeur: ClasseurLu) -> ClasseurLu:
    """Return a copy whose names and sheets can be changed; a sheet is copied when one of its cells changes."""
    neuf = copy.copy(classeur)
    neuf.noms, neuf.proprietes = dict(classeur.noms), dict(classeur.proprietes)
    neuf.feuilles = dict(classeur.feuilles)
    return neuf


def refaite(feuille: FeuilleLue, cellules: dict[str, Cellule]) -> FeuilleLue:
    """Return a sheet with other cells."""
    neuve = copy.copy(feuille)
    neuve.cellules, neuve.lignes = cellules, {}
    for adresse, cellule in cellules.items():
        ligne, colonne = position(adresse)
        neuve.lignes.setdefault(ligne, {})[colonne] = cellule
    neuve.dimensions = max(neuve.lignes, default=0), max((max(n) for n in neuve.lignes.values()), default=0)
    return neuve


def changer(classeur: ClasseurLu, feuille: str, adresse: str, **champs: Any) -> None:
    """Change one cell, or make it: ``valeur``, ``formule``."""
    lue = copy.copy(classeur.feuilles[feuille])
    lue.cellules, lue.lignes = dict(lue.cellules), {rang: dict(cellules) for rang, cellules in lue.lignes.items()}
    classeur.feuilles[feuille] = lue
    ancienne = lue.cellules.get(adresse) or Cellule(adresse, None, None, "General", verrouillee=True)
    neuve = ancienne._replace(**champs)
    ligne, colonne = position(adresse)
    lue.cellules[adresse] = neuve
    lue.lignes.setdefault(ligne, {})[colonne] = neuve
    lue.dimensions = max(lue.dimensions[0], ligne), max(lue.dimensions[1], colonne)


def ecrire_formule(classeur: ClasseurLu, ident: str, change: Callable[[str], str]) -> None:
    """Rewrite the formula of a step of the example; fails when nothing changes."""
    feuille, adresse = ou(ident)
    avant = classeur.feuilles[feuille].cellules[adresse].formule
    assert avant is not None
    apres = change(avant)
    assert apres != avant, avant
    changer(classeur, feuille, adresse, formule=apres)


def inserer(classeur: ClasseurLu, feuille: str, *, ligne: int = 0, colonne: int = 0) -> ClasseurLu:
    """Return the workbook once a program has inserted a row, or a column, before the one given."""

    def place(rang: int, seuil: int) -> int:
        return rang + 1 if seuil and rang >= seuil else rang

    derniere = [""]

    def deplacer(texte: str, ici: str) -> str:
        def une(trouve: re.Match[str]) -> str:
            nom, d1, lettre, d2, rang = trouve.groups()
            # la fin d'une plage n'a pas de feuille à elle : elle suit celle de son début
            cite = (nom.strip("'") if nom else derniere[0] if trouve.string[trouve.start() - 1 : trouve.start()] == ":"
                    else ici)  # fmt: skip
            derniere[0] = cite
            if cite != feuille:
                return trouve[0]
            li, col = place(int(rang), ligne), place(position(f"{lettre}1")[1], colonne)
            return f"{nom + '!' if nom else ''}{d1}{lettres(col)}{d2}{li}"

        return "".join(m if m.startswith('"') else _REF.sub(une, m) for m in _TEXTE.split(texte))

    neuf = copie(classeur)
    for nom, lue in classeur.feuilles.items():
        if nom != feuille and not any(c.formule and feuille in c.formule for c in lue.cellules.values()):
            continue
        cellules = {}
        for adresse, cellule in lue.cellules.items():
            li, col = position(adresse)
            neuve = f"{lettres(place(col, colonne))}{place(li, ligne)}" if nom == feuille else adresse
            formule = cellule.formule
            if formule and (nom == feuille or feuille in formule):
                formule = deplacer(formule, nom)
            cellules[neuve] = cellule._replace(adresse=neuve, formule=formule)
        neuf.feuilles[nom] = refaite(lue, cellules)
    neuf.noms = {nom: deplacer(zone, "") for nom, zone in classeur.noms.items()}
    return neuf
