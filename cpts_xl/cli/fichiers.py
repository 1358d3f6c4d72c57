"""What the commands share: reading a workbook with its findings, writing whole or not at all, the exit code."""

from __future__ import annotations

import argparse
from pathlib import Path

from cpts_xl.cli.affichage import dire, dire_constats
from cpts_xl.cli.analyse import CONSTATS, FAIT
from cpts_xl.cli.macros import nature_de, situer_macros
from cpts_xl.constats import Constat, Gravite, bloquants
from cpts_xl.errors import SaisieInvalide
from cpts_xl.workbook.atomique import ecriture
from cpts_xl.workbook.recu.read import Lecture, lire_classeur


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


def pas_sur_place(classeur: Path, vers: Path, option: str = "--vers") -> None:
    """Refuse to write over the workbook that is read.

    Raises:
        SaisieInvalide: both paths are the same file.
    """
    try:
        meme = vers.samefile(classeur)
    except OSError:  # l'un des deux n'existe pas, ou ne se laisse pas regarder : qui le lira ou l'écrira le dira
        meme = False
    if meme:
        raise SaisieInvalide(f"{vers.name} est un fichier lu : il n'est jamais récrit. Donner un autre nom à {option}.")


def nommer_sortie(vers: Path, extension: str, *lus: Path | None, remplacer: bool, option: str = "--vers") -> None:
    """Refuse, before any work, an output that could not be written at its end, or whose name says another nature.

    Raises:
        SaisieInvalide: one of the files read, or another extension.
        EcritureImpossible: the file exists and ``remplacer`` is false, or its folder cannot be written to.
    """
    for lu in filter(None, lus):
        pas_sur_place(lu, vers, option)
    if vers.suffix.lower() != extension:
        raise SaisieInvalide(f"{vers.name} : le fichier à écrire est un {extension}. Le renommer.")
    ecriture(vers, remplacer=remplacer).admettre()


def nommer_classeur(vers: Path, *lus: Path | None, remplacer: bool) -> None:
    """Refuse, before any work, a workbook that could not be written at its end, or whose name is not of a workbook.

    Raises:
        SaisieInvalide: one of the files read, or another extension than .xlsx and .xlsm.
        EcritureImpossible: the file exists and ``remplacer`` is false, or its folder cannot be written to.
    """
    for lu in filter(None, lus):
        pas_sur_place(lu, vers)
    nommer_sortie(vers, nature_de(vers), remplacer=remplacer)


def nommer_copie(options: argparse.Namespace) -> None:
    """Refuse, before any work, a copy that could not be written at its end, or that would change of nature.

    Raises:
        SaisieInvalide: the workbook that is read, or another extension than its own.
        EcritureImpossible: the file exists without leave to replace it, or its folder cannot be written to.
    """
    pas_sur_place(options.classeur, options.vers)
    if options.vers.suffix.lower() != options.classeur.suffix.lower():
        raise SaisieInvalide(
            f"{options.vers.name} : la copie garde la nature du classeur ; donner un nom en {options.classeur.suffix}."
        )
    nommer_sortie(options.vers, options.vers.suffix.lower(), remplacer=options.remplacer)
