"""The common bench as a workbook: each case on rows of its own, its formula as our workbooks hold it, and as typed.

Column A holds ``CPTS_TAILLE(D4,E4)``, that the copy for LibreOffice rewrites ``CPTS.TAILLE(D4:D4,E4:E4)``; column B
holds ``CPTS.TAILLE(D4,E4)``, what a user types in LibreOffice without thinking of empty cells.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_range, xl_rowcol_to_cell

from cpts_xl.udf.calc.noms import nom_calc
from cpts_xl.workbook.dialectes import copier_pour_calc
from tests.udf.cellules import Cas, Cellule, Erreur, Omis, Plage

FAUX = 987654.25
ERREURS = {"#N/A": "=NA()", "#DIV/0!": "=1/0"}
_PREMIERE = 3


def ecrire(chemin: Path, cas: tuple[Cas, ...], *, depuis_1904: bool = False) -> dict[str, int]:
    """Write the workbook for LibreOffice and return the row of each case, from 1; every stored result is false."""
    brut = chemin.with_name(f"brut-{chemin.name}")
    lignes: dict[str, int] = {}
    with xlsxwriter.Workbook(brut, {"date_1904": depuis_1904}) as classeur:
        feuille = classeur.add_worksheet("Cas")
        format_jour = classeur.add_format({"num_format": "dd/mm/yyyy"})
        ligne = 0
        for un in cas:
            textes = [_argument(feuille, format_jour, ligne, _PREMIERE + rang * 8, argument)
                      for rang, argument in enumerate(un.arguments) if not isinstance(argument, Omis)]  # fmt: skip
            for colonne, nom in enumerate((un.fonction, nom_calc(un.fonction))):
                feuille.write_formula(ligne, colonne, f"={nom}({','.join(textes)})", None, FAUX)
            lignes[un.nom] = ligne + 1
            ligne += max([1, *(len(a.lignes) for a in un.arguments if isinstance(a, Plage))])
    copier_pour_calc(brut, chemin)
    return lignes


def _argument(feuille: Any, format_jour: Any, ligne: int, colonne: int, argument: Any) -> str:
    """Write the cells of an argument and return how a formula gives it."""
    if isinstance(argument, Cellule):
        _case(feuille, format_jour, ligne, colonne, argument.valeur)
        return str(xl_rowcol_to_cell(ligne, colonne))
    if isinstance(argument, Plage):
        for i, rangee in enumerate(argument.lignes):
            for j, valeur in enumerate(rangee):
                _case(feuille, format_jour, ligne + i, colonne + j, valeur)
        derniere = (ligne + len(argument.lignes) - 1, colonne + len(argument.lignes[0]) - 1)
        return str(xl_range(ligne, colonne, *derniere))
    return _typee(argument.valeur)


def _typee(valeur: Any) -> str:
    if isinstance(valeur, date):
        return f"DATE({valeur.year},{valeur.month},{valeur.day})"
    if isinstance(valeur, bool):
        return str(valeur).upper()
    return '"' + valeur.replace('"', '""') + '"' if isinstance(valeur, str) else repr(valeur)


def _case(feuille: Any, format_jour: Any, ligne: int, colonne: int, valeur: Any) -> None:
    if isinstance(valeur, Erreur):
        feuille.write_formula(ligne, colonne, ERREURS[valeur.texte], None, valeur.texte)
    elif isinstance(valeur, bool):
        feuille.write_boolean(ligne, colonne, valeur)
    elif isinstance(valeur, date):
        feuille.write_datetime(ligne, colonne, valeur, format_jour)
    elif valeur == "":  # il ne vient que d'une formule
        feuille.write_formula(ligne, colonne, '=""', None, "")
    elif isinstance(valeur, str):
        feuille.write_string(ligne, colonne, valeur)
    elif valeur is not None:
        feuille.write_number(ligne, colonne, valeur)
