"""The desk of a reviewer: the example's received workbook in a folder such as users have, and the command itself."""

from __future__ import annotations

import contextlib
import hashlib
import io
import zipfile
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from cpts_xl.cli import main
from cpts_xl.cli.documents import classeur_de
from cpts_xl.engine.resultat import calculer
from cpts_xl.engine.suite import ouvrir
from cpts_xl.law.in_force import en_vigueur
from cpts_xl.revue.plume import Onglet
from cpts_xl.workbook.inks import Encre
from cpts_xl.workbook.layout import LIGNE_ENTETE, Layout
from cpts_xl.workbook.xlsx.lu import lire
from tests.revue.banc import dossier
from tests.sabotage.paquet import Paquet

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from cpts_xl.engine.dossier import Dossier
    from cpts_xl.engine.resultat import Resultat

LIEU = ("Éloïse D'Orgeval", "CPTS de l'Étang & du Bois")
ANGLAIS = ("None", "Traceback", "Error", "invalid", "required", "anomalie interne", "Erreur interne")
"""What no sentence of a command may hold."""


@dataclass(frozen=True)
class Dit:
    """What a command said and returned."""

    code: int
    sortie: str
    erreurs: str


def lancer(*arguments: object) -> Dit:
    """Run one command line; « Erreur » and « Usage » of the grammar included, as the program would end."""
    sortie, erreurs = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2))
    with contextlib.redirect_stdout(sortie), contextlib.redirect_stderr(erreurs):
        try:
            code = main([str(argument) for argument in arguments])
        except SystemExit as arret:
            code = arret.code if isinstance(arret.code, int) else 1
    return Dit(code, *(_lu(flux) for flux in (sortie, erreurs)))


def _lu(flux: io.TextIOWrapper) -> str:
    flux.seek(0)
    return flux.read()


def refuse(dit: Dit, *mots: str) -> bool:
    """Return whether a command was refused in French, saying these words and nothing on its output."""
    assert dit.code == 2, dit
    assert not dit.sortie, dit
    assert dit.erreurs.rpartition("Erreur : ")[2], dit
    assert [mot for mot in ANGLAIS if mot in dit.erreurs] == []
    assert [mot for mot in mots if mot not in dit.erreurs] == [], dit.erreurs
    return True


def bureau(racine: Path) -> Path:
    """Return the folder of a reviewer, made under another: spaces, accents, an apostrophe, an ampersand."""
    chemin = racine.joinpath(*LIEU)
    chemin.mkdir(parents=True)
    return chemin


def contenus(ou: Path) -> dict[str, str]:
    """Return the sha256 of every file of a folder: what a command must leave as it is."""
    return {
        chemin.relative_to(ou).as_posix(): hashlib.sha256(chemin.read_bytes()).hexdigest()
        for chemin in sorted(ou.rglob("*"))
        if chemin.is_file()
    }


def place(ident: str) -> tuple[str, str]:
    """Return the sheet and the address of an input or a step of the received workbook."""
    return _places(de_suite=False)[ident]


def place_suivante(ident: str) -> tuple[str, str]:
    """Return the same in the workbook of the year that follows."""
    return _places(de_suite=True)[ident]


@cache
def _places(*, de_suite: bool) -> dict[str, tuple[str, str]]:
    layout = Layout(_calcule(suivante() if de_suite else dossier()))
    return {ident: (case.feuille, case.adresse) for ident, case in layout.cases.items()}


@cache
def classeur_recu() -> bytes:
    """Return the received workbook: the example in ordinary formulas, without what a review does not judge."""
    return classeur_de(_calcule(dossier()), Encre.NATIVE)


@cache
def suivante() -> Dossier:
    """Return the year that follows the received one, as it opens: the past alone is filled."""
    return ouvrir(_calcule(dossier())).dossier


@cache
def classeur_suivant() -> bytes:
    """Return the workbook of that year."""
    return classeur_de(_calcule(suivante()), Encre.NATIVE)


def _calcule(declare: Dossier) -> Resultat:
    return calculer(declare, en_vigueur(declare.debut))


def falsifie(contenu: bytes, geste: Callable[[Paquet], None]) -> bytes:
    """Return a workbook after a gesture; fails when nothing has changed."""
    paquet = Paquet(contenu)
    geste(paquet)
    rendu = paquet.octets()
    assert parties(rendu) != parties(contenu)
    return rendu


def parties(contenu: bytes) -> dict[str, bytes]:
    """Return the parts of a file of Excel or Word."""
    with zipfile.ZipFile(io.BytesIO(contenu)) as archive:
        return {nom: archive.read(nom) for nom in archive.namelist()}


def textes(revue: Path, onglet: Onglet) -> str:
    """Return every text of a sheet of a review, with ordinary spaces."""
    feuille = lire(revue).feuilles[onglet]
    return ordinaire("\n".join(str(c.valeur) for c in feuille.cellules.values() if isinstance(c.valeur, str)))


def ordinaire(texte: object) -> str:
    """Return a text with ordinary spaces only."""
    return str(texte).replace("\u202f", " ").replace("\xa0", " ")


def constats(revue: Path) -> list[dict[str, object]]:
    """Return the findings of a review, by header of their sheet."""
    feuille = lire(revue).feuilles[Onglet.CONSTATS]
    entete = feuille.ligne(LIGNE_ENTETE)
    lignes = (feuille.ligne(numero) for numero in range(LIGNE_ENTETE + 1, feuille.dimensions[0] + 1))
    return [
        {str(titre.valeur): ligne[n].valeur if n in ligne else None for n, titre in entete.items()}
        for ligne in lignes
        if 1 in ligne and ligne[1].valeur
    ]
