"""A new workbook into which additions are carried, and additions made by hand: shared by the tests of carrying."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import xlsxwriter

from cpts_xl.workbook.extras import Ajouts, CelluleAjoutee, Dessin, FeuilleAjoutee
from cpts_xl.workbook.reprise.carry import Repris, reprendre
from cpts_xl.workbook.xlsx.lu import ClasseurLu, lire
from tests.workbook.ajouts import png

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

PLACES = {("Dépenses", "B1"): ("Dépenses 2", "C7"), ("Dépenses", "B2"): ("Dépenses 2", "C8")}


def neuf(
    chemin: Path,
    ajouts: Ajouts,
    places: Mapping[tuple[str, str], tuple[str, str]] = PLACES,
    noms_pris: tuple[str, ...] = (),
    preparer: Callable[[Any], None] = lambda _: None,
) -> tuple[list[Repris], ClasseurLu]:
    """Carry additions into a new workbook; return what is said of them, and the new workbook as it is read."""
    with xlsxwriter.Workbook(chemin, {"strings_to_formulas": False, "strings_to_urls": False}) as classeur:
        feuille = classeur.add_worksheet("Dépenses 2")
        feuille.write("C7", 100)
        feuille.protect()
        preparer(feuille)
        classeur.add_worksheet("Calculs")
        repris = reprendre(classeur, ajouts, places, noms_pris)
    return repris, lire(chemin)


def feuille(nom: str, *valeurs: Any, **champs: Any) -> FeuilleAjoutee:
    """Return a sheet of the user with these values down its first column."""
    cellules = tuple(CelluleAjoutee(nom, f"A{n}", v, None, "General") for n, v in enumerate(valeurs, 1))
    return FeuilleAjoutee(nom, "worksheet", cellules, (), (), (), masquee=False)._replace(**champs)


def image(**champs: Any) -> Dessin:
    """Return an image of the user."""
    return Dessin("Dépenses", "B1", "image", "Image 1", "Logo", png(), "png")._replace(**champs)
