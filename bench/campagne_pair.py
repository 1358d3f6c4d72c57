"""The naive chain of one received workbook, in an interpreter of its own: what ``bench.campagne`` starts.

openpyxl twice (values, then formulas), every cell validated by pydantic and its numbers turned into Decimal and summed,
docxtpl on the house template, six matplotlib PNG. It checks nothing, compares nothing and applies no rule: it has less
to do than we have. The fields of the report are given to it ready.
"""

from __future__ import annotations

import io
import statistics
import sys
import time
from decimal import Decimal
from pathlib import Path
from typing import Any

import matplotlib as mpl

mpl.use("Agg")
import matplotlib.pyplot as plt
import openpyxl
from pydantic import BaseModel

from bench.rapport_seul import docxtpl

GRAPHIQUES = 6


class Cellule(BaseModel):
    """One cell, as a naive tool would declare it."""

    feuille: str
    adresse: str
    nombre: Decimal | None = None
    texte: str | None = None
    formule: str | None = None


def lire(chemin: Path) -> list[Cellule]:
    """Return every cell: its stored value and its formula, from two readings."""
    valeurs = openpyxl.load_workbook(chemin, data_only=True)
    formules = openpyxl.load_workbook(chemin)
    cellules = []
    for feuille in valeurs.worksheets:
        jumelle = formules[feuille.title]
        for rangee in feuille.iter_rows():
            for cellule in rangee:
                if cellule.value is None:
                    continue
                brute = jumelle[cellule.coordinate].value
                nombre = isinstance(cellule.value, int | float) and not isinstance(cellule.value, bool)
                cellules.append(Cellule(
                    feuille=feuille.title, adresse=cellule.coordinate,
                    nombre=Decimal(str(cellule.value)) if nombre else None,
                    texte=None if nombre else str(cellule.value),
                    formule=brute if isinstance(brute, str) and brute.startswith("=") else None,
                ))  # fmt: skip
    return cellules


def calculer(cellules: list[Cellule]) -> dict[str, Decimal]:
    """Return the sum of the numbers of each sheet, to the cent."""
    sommes: dict[str, Decimal] = {}
    for cellule in cellules:
        if cellule.nombre is not None:
            sommes[cellule.feuille] = sommes.get(cellule.feuille, Decimal(0)) + cellule.nombre.quantize(Decimal("0.01"))
    return sommes


def dessiner(sommes: dict[str, Decimal]) -> list[bytes]:
    """Return six charts of twelve categories and two series, 945 × 540."""
    noms = sorted(sommes)[:12]
    images = []
    for rang in range(GRAPHIQUES):
        figure, axe = plt.subplots(figsize=(9.45, 5.4), dpi=100)
        axe.bar(range(len(noms)), [float(sommes[nom]) for nom in noms], width=0.4)
        axe.bar([x + 0.4 for x in range(len(noms))], [float(sommes[nom]) / (rang + 2) for nom in noms], width=0.4)
        axe.set_xticks(range(len(noms)), noms, rotation=45)
        axe.set_title("Droit ouvert et versé")
        tampon = io.BytesIO()
        figure.savefig(tampon, format="png")
        plt.close(figure)
        images.append(tampon.getvalue())
    return images


def chaine(classeur: Path, modele: Path, champs: dict[str, Any], vers: Path) -> None:
    """Do one community from end to end."""
    sommes = calculer(lire(classeur))
    images = dessiner(sommes)
    vers.write_bytes(docxtpl(modele, champs) + b"".join(images))


if __name__ == "__main__":
    from cpts_xl.engine.fichier import lire_dossier
    from cpts_xl.engine.resultat import calculer as calculer_le_dossier
    from cpts_xl.law.in_force import en_vigueur
    from cpts_xl.report import modele_par_defaut
    from cpts_xl.report.contexte import contexte
    from cpts_xl.ressources import ressource

    source, tours = Path(sys.argv[1]), int(sys.argv[2])
    exemple = lire_dossier(ressource("workbooks", "exemple.toml"))
    prets = contexte(calculer_le_dossier(exemple, en_vigueur(exemple.debut)))
    sortie = source.parent / "naif.docx"
    chaine(source, modele_par_defaut(), prets, sortie)
    durees = []
    for _ in range(tours):
        depart = time.process_time()
        chaine(source, modele_par_defaut(), prets, sortie)
        durees.append(time.process_time() - depart)
    print(statistics.median(durees))
