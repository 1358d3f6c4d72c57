"""A workbook of an older version, read as it was written and told in the present tables."""

from __future__ import annotations

from pathlib import Path

from cpts_xl.workbook.recu import anciens
from cpts_xl.workbook.recu.absences import perdants
from cpts_xl.workbook.recu.anciens import Conversion
from cpts_xl.workbook.recu.read import Lecteur, Lecture, lire_classeur, version_de


def lire_ancien(chemin: Path) -> tuple[Lecture, Conversion, str]:
    """Return an older workbook read, its dossier in the present tables, and the version that wrote it.

    The findings of the reading concern the old workbook; what its version did not have is not one of them, but what was
    taken away from it is (``absences.perdants``).

    Raises:
        ClasseurIllisible: the file is not a workbook, or is dangerous.
        SaisieInvalide: no sheet « Identité », or no readable first day.
    """
    lecture = lire_classeur(chemin, ancien=True)
    version = version_de(lecture.classeur)
    if not version.startswith("0.1."):
        return lecture, Conversion(lecture.dossier), version
    lecteur = Lecteur(lecture.classeur, ancien=True)
    lignes = {feuille.prefixe: lecteur.liste(feuille) for feuille in anciens.FEUILLES_0_1}
    lecture.constats += [c for c in perdants(lecteur.constats) if c not in lecture.constats]
    lecture.places |= {i: place for i, place in lecteur.places.items() if i.split(".")[0] in lignes}
    return lecture, anciens.depuis_0_1(lecture.dossier, lignes), version
