"""What the commands share: reading a workbook with its findings, writing whole or not at all, the exit code."""

from __future__ import annotations

import argparse
from pathlib import Path

from cpts_xl.cli.affichage import dire, dire_constats
from cpts_xl.cli.analyse import CONSTATS, FAIT
from cpts_xl.cli.macros import situer_macros
from cpts_xl.constats import Constat, Gravite, bloquants
from cpts_xl.errors import SaisieInvalide
from cpts_xl.workbook.atomique import ecriture
from cpts_xl.workbook.read import Lecture, lire_classeur


def ecrire(vers: Path, contenu: bytes, *, remplacer: bool) -> Path:
    """Write a file whole or not at all; return the path really written (another one if it was open)."""
    cible = ecriture(vers, remplacer=remplacer)
    with cible as provisoire:
        provisoire.write_bytes(contenu)
    return cible.ecrit


def lire(options: argparse.Namespace) -> tuple[Lecture, bool]:
    """Return the workbook read, and whether something unacceptable forbids writing."""
    lecture = lire_classeur(options.classeur)
    lecture.constats[:] = situer_macros(options.classeur, lecture.constats)
    dire_constats(lecture.constats)
    empeche = bool(bloquants(lecture.constats)) and not getattr(options, "malgre_tout", False)
    if empeche:
        dire("Rien n'a été écrit : corriger ces cellules, ou ajouter --malgre-tout.")
    return lecture, empeche


def code(constats: list[Constat]) -> int:
    """Return the exit code: what is only told for information is not a finding."""
    return CONSTATS if any(c.gravite is not Gravite.INFORMATION for c in constats) else FAIT


def pas_sur_place(classeur: Path, vers: Path) -> None:
    """Refuse to write over the workbook that is read.

    Raises:
        SaisieInvalide: both paths are the same file.
    """
    if vers.exists() and classeur.exists() and vers.samefile(classeur):
        raise SaisieInvalide(f"{vers.name} est un fichier lu : il n'est jamais récrit. Donner un autre nom à --vers.")


def nommer_sortie(vers: Path, extension: str, *lus: Path | None) -> None:
    """Refuse, before any work, an output that is one of the files read, or whose name says another nature.

    Raises:
        SaisieInvalide: the same file, or another extension.
    """
    for lu in filter(None, lus):
        pas_sur_place(lu, vers)
    if vers.suffix.lower() != extension:
        raise SaisieInvalide(f"{vers.name} : le fichier à écrire est un {extension}. Le renommer.")
