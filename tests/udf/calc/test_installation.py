"""The add-in installed as users do: once, twice, over an older one, removed; what the function wizard shows."""

from __future__ import annotations

import pytest
import xlsxwriter

from cpts_xl import __version__
from cpts_xl.udf.calc import descriptions
from cpts_xl.udf.calc.descriptions import IDENTIFIANT
from cpts_xl.udf.calc.paquet import NOM, construire_oxt
from cpts_xl.udf.reference import fonctions

pytestmark = pytest.mark.moteur


def test_installed_twice_then_over_an_older_one(bureau_nu, tmp_path, monkeypatch) -> None:
    """An older version is replaced, the same one may be put again, and removing leaves nothing."""
    oxt = tmp_path / NOM
    monkeypatch.setattr(descriptions, "__version__", "0.0.9")
    oxt.write_bytes(construire_oxt())
    bureau_nu.installer(oxt)
    assert "Version: 0.0.9" in bureau_nu.installes()
    monkeypatch.undo()
    oxt.write_bytes(construire_oxt())
    bureau_nu.installer(oxt, "-f")
    bureau_nu.installer(oxt, "-f")
    installes = bureau_nu.installes()
    assert installes.count(f"Identifier: {IDENTIFIANT}") == 1
    assert f"Version: {__version__}" in installes
    assert "is registered: no" not in installes
    bureau_nu.retirer(IDENTIFIANT)
    assert IDENTIFIANT not in bureau_nu.installes()


def test_wizard_of_every_function(bureau) -> None:
    """LibreOffice itself shows each function with its help, its arguments in order, and their help."""
    classeur = bureau.dossier / "version.xlsx"
    with xlsxwriter.Workbook(classeur) as ouvert:  # les arguments ne sont connus qu'au premier appel
        ouvert.add_worksheet().write_formula("A1", "=CPTS.VERSION()")
    _, fiches = bureau.piloter([classeur.as_uri()], "assistant")
    assert fiches == {f.nom: {"aide": f.aide, "arguments": [[a.nom, a.aide] for a in f.arguments]} for f in fonctions()}
    assert len(fiches) > 190
