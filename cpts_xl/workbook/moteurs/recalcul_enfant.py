"""What runs in a process of its own: one engine, one workbook, the results as JSON on the standard output.

``python -m cpts_xl.workbook.moteurs.recalcul_enfant MOTEUR FICHIER``. The engines are young native code: they
may panic, crash or never end, and must not take the reader's work with them.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

MEMOIRE = 2 << 30

Resultat = tuple[str, str, str, float | str | bool]  # feuille, adresse, sorte (n, s, b, e), valeur


def main(arguments: list[str]) -> int:
    """Return the exit code after one JSON object: ``{"cellules": […]}``, or ``{"refus": raison}``."""
    moteur, fichier = arguments
    limiter()
    sortie = os.dup(1)
    os.dup2(2, 1)  # ironcalc bavarde sur la sortie standard : elle est gardée pour le résultat
    try:
        calcul = {"ironcalc": _ironcalc, "formualizer": _formualizer}[moteur]
        reponse: dict[str, object] = {"cellules": list(calcul(Path(fichier)))}
    except BaseException as erreur:  # noqa: BLE001 - les paniques de Rust ne sont pas des Exception
        reponse = {"refus": f"{type(erreur).__name__} : {erreur}"}
    with os.fdopen(sortie, "wb") as flux:
        flux.write(json.dumps(reponse).encode("ascii"))
    return 0


def limiter() -> None:
    """Cap the memory of this process and its core files, where the system knows how to."""
    try:
        import resource  # noqa: PLC0415 - absent de Windows
    except ImportError:
        return
    for limite, valeur in ((resource.RLIMIT_CORE, 0), (resource.RLIMIT_AS, MEMOIRE)):
        try:
            _, dure = resource.getrlimit(limite)
            resource.setrlimit(limite, (valeur if dure < 0 else min(valeur, dure), dure))
        except (ValueError, OSError):  # macOS refuse RLIMIT_AS selon les versions
            continue


def _ironcalc(fichier: Path) -> Iterator[Resultat]:
    import ironcalc  # noqa: PLC0415 - natif, lourd, et seulement dans cet enfant

    from cpts_xl.workbook.moteurs.copies_moteurs import seuls_cites  # noqa: PLC0415

    with tempfile.TemporaryDirectory(dir=fichier.parent) as dossier:
        cites = Path(dossier) / fichier.name
        seuls_cites(fichier, cites)
        # les formules d'un .xlsx sont écrites en anglais, quelle que soit la langue d'Excel
        modele = ironcalc.load_from_xlsx(str(cites), "en", "UTC", "en")
    modele.evaluate()
    feuilles = [feuille["name"] for feuille in modele.get_worksheets_properties()]
    for feuille, ligne, colonne in modele.get_all_cells():
        valeur = modele.get_cell_value(feuille, ligne, colonne)
        if valeur is None:
            continue
        if modele.get_cell_type(feuille, ligne, colonne) == ironcalc.CellType.ErrorValue:
            sorte = "e"
        else:
            sorte = "b" if isinstance(valeur, bool) else "s" if isinstance(valeur, str) else "n"
        yield feuilles[feuille], f"{ironcalc.column_name_from_number(colonne)}{ligne}", sorte, valeur


def _formualizer(fichier: Path) -> Iterator[Resultat]:
    import formualizer  # noqa: PLC0415 - natif, lourd, et seulement dans cet enfant

    from cpts_xl.workbook.moteurs.copies_moteurs import sans_tables  # noqa: PLC0415

    # « recalculate » remplit les résultats stockés d'une copie ; l'API de lecture, elle, ignore les tableaux
    with tempfile.TemporaryDirectory(dir=fichier.parent) as dossier:
        # il refuse les tableaux larges ou longs, dont nos formules ne se servent pas
        nu, calcule = Path(dossier) / "sans_tables.xlsx", Path(dossier) / fichier.name
        sans_tables(fichier, nu)
        formualizer.recalculate_xlsx_file(str(nu), str(calcule))
        yield from resultats(calcule)


def resultats(fichier: Path) -> Iterator[Resultat]:
    """Yield what a workbook stores, dates as the numbers that a spreadsheet computes with."""
    from fractions import Fraction  # noqa: PLC0415 - ironcalc n'en a pas besoin : l'enfant démarre plus vite

    from cpts_xl.workbook.xlsx.lu import ErreurCellule, lire  # noqa: PLC0415

    for feuille in lire(fichier, dates=False).feuilles.values():
        for cellule in feuille.cellules.values():
            valeur = cellule.valeur
            if isinstance(valeur, ErreurCellule):
                yield feuille.nom, cellule.adresse, "e", valeur.code
            elif isinstance(valeur, bool):
                yield feuille.nom, cellule.adresse, "b", valeur
            elif isinstance(valeur, str):
                yield feuille.nom, cellule.adresse, "s", valeur
            elif isinstance(valeur, Fraction):
                yield feuille.nom, cellule.adresse, "n", float(valeur)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
