"""All that « cpts-xl verifier » would tell of a file: the one place that follows the tool's interface."""

from __future__ import annotations

from pathlib import Path

from cpts_xl.cli.documents import comparer_rapport
from cpts_xl.cli.macros import situer_macros
from cpts_xl.constats import Constat, Gravite
from cpts_xl.errors import CptsError
from cpts_xl.workbook.empreinte.etat import etat_du_modele
from cpts_xl.workbook.recu.read import Lecture, lire_classeur
from cpts_xl.workbook.verification import passe_recrit, verifier
from cpts_xl.workbook.verification.modele import Verification
from tests.report.refaits import refaits_une_fois
from tests.sabotage.modele import REFUS
from tests.sabotage.une_fois import calculs_une_fois


def constats_de(
    chemin: Path, *, rapport: Path | None = None, precedente: Path | None = None, empreinte: bool = False
) -> tuple[list[Constat], Lecture | None]:
    """Return every finding of a verification, and the reading; a file refused gives one finding, and no reading.

    ``empreinte`` also asks for the state of the model,
     which costs more than all the rest on a workbook that was changed.
    """
    try:
        lecture, bilan, constats = verifie(chemin)
        if empreinte:
            constats += etat_du_modele(lecture, chemin).constats
        if rapport is not None:
            constats += constats_du_rapport(bilan, rapport)
        if precedente is not None:
            constats += passe_recrit(lecture, lire_classeur(precedente))
    except CptsError as erreur:
        return [refus(erreur)], None
    return constats, lecture


def verifie(chemin: Path) -> tuple[Lecture, Verification, list[Constat]]:
    """Return a workbook read, verified, and what is told of both.

    Raises:
        CptsError: the file is refused.
    """
    lecture = lire_classeur(chemin)
    with calculs_une_fois():
        bilan = verifier(lecture)
    return lecture, bilan, [*situer_macros(chemin, lecture.constats), *bilan.constats]


def constats_du_rapport(bilan: Verification, rapport: Path) -> list[Constat]:
    """Return what a report says otherwise than the workbook verified."""
    with refaits_une_fois():
        return comparer_rapport(rapport, bilan.layout, bilan.alors)


def refus(erreur: CptsError) -> Constat:
    """Return a file refused, as the one finding that it gives."""
    return Constat(Gravite.BLOQUANT, str(erreur), cause=REFUS)
