"""What the guides quote of the tool is what it says today: two faults told word for word, fingerprints, version."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from cpts_xl import __version__
from cpts_xl.cli import main
from cpts_xl.workbook.empreinte.etat import etat_du_modele
from cpts_xl.workbook.moteurs.recalcul import disponibles
from cpts_xl.workbook.recu.read import lire_classeur
from docs.deux_fautes import fauter
from tests.promesse import absent

RACINE = Path(__file__).parents[2]
RELECTURE = RACINE / "workbooks" / "relecture.xlsx"
GUIDES = sorted((RACINE / "docs").glob("*.md"))


def _nu(texte: str) -> str:
    """Return a text with ordinary spaces."""
    return " ".join(texte.split())


def test_the_two_faults_are_told_as_the_guide_says(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The whole answer of ``verifier`` on the file of the guide, word for word: cells, values, euros, fingerprints."""
    if not {"ironcalc", "formualizer"} <= set(disponibles()):
        absent("IronCalc ou formualizer")
    monkeypatch.chdir(tmp_path)
    fauter(RELECTURE, tmp_path / "recu.xlsx")
    assert main(["verifier", "recu.xlsx"]) == 1
    dit = capsys.readouterr().out
    guide = (RACINE / "docs" / "relecteur.md").read_text(encoding="utf-8")
    cites = re.findall(r"```text\n(.*?)```", guide, re.DOTALL)
    assert _nu(dit) in [_nu(cite) for cite in cites]


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.name)
def test_a_guide_quotes_the_present_version_and_its_models(guide: Path) -> None:
    """A version or a fingerprint of yesterday in a guide would make an honest workbook look altered."""
    texte = _nu(guide.read_text(encoding="utf-8"))
    assert set(re.findall(r"(?:dit|reconnu :) cpts_xl ([0-9.]+)", texte)) <= {__version__}
    if "Modèle reconnu : cpts_xl" in texte:
        etat = etat_du_modele(lire_classeur(RELECTURE))
        assert _nu(f"{etat.phrase} Empreintes : {etat.courtes}.") in texte
