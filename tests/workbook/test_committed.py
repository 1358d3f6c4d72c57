from __future__ import annotations

from pathlib import Path

import pytest

from cpts_xl.workbook.inks import Encre
from cpts_xl.workbook.xlsx_lu import ClasseurLu, lire
from tests.workbook.exemples import ecrire

CLASSEURS = Path(__file__).parents[2] / "workbooks"


def _texte(classeur: ClasseurLu) -> list[str]:
    """Return a workbook as text, one line a cell: sheet, address, formula or value, format, lock."""
    return [
        f"{nom}!{c.adresse} | {c.formule or ''} | {c.valeur} | {c.format} | {c.verrouillee}"
        for nom, feuille in classeur.feuilles.items()
        for c in feuille.cellules.values()
        if "Empreinte des textes" not in str(c.valeur)
    ]


@pytest.mark.parametrize(("nom", "encre"), [("suivi.xlsx", Encre.PYTHON), ("relecture.xlsx", Encre.NATIVE)])
def test_the_workbooks_kept_in_the_project_are_fresh(nom: str, encre: Encre, tmp_path: Path) -> None:
    """The example workbooks that a visitor downloads are those that the code writes today (else: make pages)."""
    assert _texte(lire(CLASSEURS / nom)) == _texte(lire(ecrire(tmp_path, encre)))
