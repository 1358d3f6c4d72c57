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
from tests.report.refaits import refaits_une_fois
from tests.sabotage.modele import REFUS


def constats_de(
    chemin: Path, *, rapport: Path | None = None, precedente: Path | None = None, empreinte: bool = False
) -> tuple[list[Constat], Lecture | None]:
    """Return every finding of a verification, and the reading; a file refused gives one finding, and no reading.

    ``empreinte`` also asks for the state of the model,
     which costs more than all the rest on a workbook that was changed.
    """
    try:
        lecture = lire_classeur(chemin)
        bilan = verifier(lecture)
        constats = [*situer_macros(chemin, lecture.constats), *bilan.constats]
        if empreinte:
            constats += etat_du_modele(lecture, chemin).constats
        if rapport is not None:
            with refaits_une_fois():
                constats += comparer_rapport(rapport, bilan.layout, bilan.alors)
        if precedente is not None:
            constats += passe_recrit(lecture, lire_classeur(precedente))
    except CptsError as erreur:
        return [Constat(Gravite.BLOQUANT, str(erreur), cause=REFUS)], None
    return constats, lecture
