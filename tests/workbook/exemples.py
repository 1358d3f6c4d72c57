"""The example CPTS, computed, and the two workbooks made from it: what the tests of this room start from."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from cpts_xl.engine.dossier import Dossier
from cpts_xl.engine.fichier import lire_dossier
from cpts_xl.engine.resultat import Resultat, calculer
from cpts_xl.engine.schema import PLURIELS
from cpts_xl.law.in_force import en_vigueur
from cpts_xl.ressources import ressource
from cpts_xl.workbook.build import construire
from cpts_xl.workbook.inks import Encre
from cpts_xl.workbook.layout import Layout


@cache
def dossier_exemple() -> Dossier:
    """Return the example's dossier."""
    return lire_dossier(ressource("workbooks", "exemple.toml"))


def resultat(dossier: Dossier | None = None) -> Resultat:
    """Return a computed dossier, the example by default."""
    return _exemple() if dossier is None else calculer(dossier, en_vigueur(dossier.debut))


@cache
def _exemple() -> Resultat:
    return calculer(dossier_exemple(), en_vigueur(dossier_exemple().debut))


@cache
def octets(encre: Encre) -> bytes:
    """Return the example's workbook in one ink."""
    return construire(resultat(), encre)


@cache
def octets_sans_calculs(encre: Encre) -> bytes:
    """Return the same without the sheet that repeats every number: another program opens it four times sooner."""
    return construire(resultat(), encre, calculs=False)


def ecrire(dossier: Path, encre: Encre = Encre.NATIVE, nom: str = "classeur.xlsx", *, calculs: bool = True) -> Path:
    """Write the example's workbook in a folder and return its path."""
    chemin = dossier / nom
    chemin.write_bytes(octets(encre) if calculs else octets_sans_calculs(encre))
    return chemin


def avec_identite(**champs: Any) -> Dossier:
    """Return the example with some identity fields changed."""
    exemple = dossier_exemple()
    return exemple.avec(identite={**exemple.identite, **champs})


def avec_ligne(tableau: str, rang: int, **champs: Any) -> Dossier:
    """Return the example with one row of a free table, named by its plural, changed (rank from 1)."""
    exemple = dossier_exemple()
    lignes = list(exemple.liste(PLURIELS[tableau]))
    lignes[rang - 1] = {**lignes[rang - 1], **champs}
    return exemple.avec(**{tableau: tuple(lignes)})


@cache
def adresses() -> dict[str, tuple[str, str]]:
    """Return where each input and step of the example stands: sheet and address."""
    return {ident: (case.feuille, case.adresse) for ident, case in Layout(resultat()).cases.items()}


def ou(ident: str) -> tuple[str, str]:
    """Return the sheet and the address of an input or a step of the example: « identite.population »."""
    return adresses()[ident]
