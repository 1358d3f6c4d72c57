from __future__ import annotations

from pathlib import Path

import pytest

from cpts_xl.cli.documents import classeur_de
from cpts_xl.engine.fichier import lire_dossier
from cpts_xl.workbook.inks import Encre
from cpts_xl.workbook.xlsx.lu import ClasseurLu, lire
from tests.workbook.exemples import resultat

CLASSEURS = Path(__file__).parents[2] / "workbooks"


def _texte(classeur: ClasseurLu) -> list[str]:
    """Return a workbook as text, one line a cell: sheet, address, formula or value, format, lock."""
    return [
        f"{nom}!{c.adresse} | {c.formule or ''} | {c.valeur} | {c.format} | {c.verrouillee}"
        for nom, feuille in classeur.feuilles.items()
        for c in feuille.cellules.values()
        if "Empreinte des textes" not in str(c.valeur)
    ]


CONSERVES = [
    ("suivi.xlsm", "exemple.toml", Encre.PYTHON),
    ("relecture.xlsx", "exemple.toml", Encre.NATIVE),
    ("premiere-annee/suivi.xlsm", "exemple-premiere-annee.toml", Encre.PYTHON),
    ("premiere-annee/relecture.xlsx", "exemple-premiere-annee.toml", Encre.NATIVE),
]


@pytest.mark.parametrize(("nom", "source", "encre"), CONSERVES, ids=[c[0] for c in CONSERVES])
def test_the_workbooks_kept_in_the_project_are_fresh(nom: str, source: str, encre: Encre, tmp_path: Path) -> None:
    """The example workbooks that a visitor downloads are those that the code writes today (else: make pages)."""
    neuf = tmp_path / "neuf.xlsx"
    neuf.write_bytes(classeur_de(resultat(lire_dossier(CLASSEURS / source)), encre))
    assert _texte(lire(CLASSEURS / nom)) == _texte(lire(neuf))
