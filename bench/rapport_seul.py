"""One report in one process, by one road: what ``bench.rapport`` starts. Each road loads only what it needs."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from typing import Any


def docxtpl(modele: Path, champs: dict[str, Any]) -> bytes:
    """Return the report as docxtpl's documentation makes it."""
    from docxtpl import DocxTemplate  # noqa: PLC0415

    gabarit, sortie = DocxTemplate(modele), io.BytesIO()
    gabarit.render(champs, autoescape=True)
    gabarit.save(sortie)
    return sortie.getvalue()


def oracle(modele: Path, champs: dict[str, Any]) -> bytes:
    """Return the report of docxtpl, with the contents, numbers and links of ours."""
    from tests.report.oracle import rendre_docxtpl  # noqa: PLC0415

    sortie = io.BytesIO()
    rendre_docxtpl(modele, champs).save(sortie)
    return sortie.getvalue()


def nous(modele: Path, champs: dict[str, Any]) -> bytes:
    """Return our report."""
    from cpts_xl.report.gabarit import rendre  # noqa: PLC0415

    return rendre(modele, champs)


def sortes() -> dict[str, type[str]]:
    """Return the classes of the fields that hold more than their text."""
    from cpts_xl.report.graphiques.marque import MarqueDeGraphique  # noqa: PLC0415
    from cpts_xl.report.typographie import Chiffre, Phrase  # noqa: PLC0415

    return {"chiffre": Chiffre, "graphique": MarqueDeGraphique, "phrase": Phrase}


def _du_fichier(chemin: str) -> dict[str, Any]:
    classes = sortes()

    def champ(lu: dict[str, Any]) -> Any:
        if "" not in lu:
            return lu
        texte = str.__new__(classes[lu[""]], lu["texte"])
        texte.__dict__.update(lu["parts"])
        return texte

    champs: dict[str, Any] = json.loads(Path(chemin).read_text("utf-8"), object_hook=champ)
    return champs


def _des_calculs() -> dict[str, Any]:
    from cpts_xl.engine.fichier import lire_dossier  # noqa: PLC0415
    from cpts_xl.engine.resultat import calculer  # noqa: PLC0415
    from cpts_xl.law.in_force import en_vigueur  # noqa: PLC0415
    from cpts_xl.report.contexte import contexte  # noqa: PLC0415
    from cpts_xl.ressources import ressource  # noqa: PLC0415

    dossier = lire_dossier(ressource("workbooks", "exemple.toml"))
    return contexte(calculer(dossier, en_vigueur(dossier.debut)))


def lecture(modele: Path, classeur: Path) -> bytes:
    """Return the oracle's report, once openpyxl has read the workbook twice; its inputs are those of the example."""
    from bench import pair  # noqa: PLC0415

    pair.lire(classeur)
    return oracle(modele, _des_calculs())


if __name__ == "__main__":
    voie, modele, fichier = sys.argv[1:]
    if voie == "lecture":
        lecture(Path(modele), Path(fichier))
    else:
        {"nous": nous, "docxtpl": docxtpl, "oracle": oracle}[voie](
            Path(modele), _du_fichier(fichier) if fichier else _des_calculs()
        )
