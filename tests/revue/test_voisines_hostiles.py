"""The open data of a campaign, retouched: a number that none writes is refused with its file, line and column."""

from __future__ import annotations

import pytest

from cpts_xl.errors import SaisieInvalide
from cpts_xl.revue.voisines import lire_voisines
from tests.revue.banc import verification


def _ecrite(dossier, droit: str):
    (dossier / "cpts_annees.csv").write_text(
        f"identifiant,annee,nom,debut,droit\r\n750000001,2,CPTS de l'Est,2024-01-01,{droit}\r\n", encoding="utf-8"
    )
    return dossier


@pytest.mark.parametrize("droit", ["1e9000", "1E-9000", "9" * 41, "9" * 5_000, "0." + "1" * 5_000, "1/0", "inf", "1_0"])
def test_a_number_that_no_campaign_writes_is_refused(droit, tmp_path):
    """An exponent would be computed without end; five thousand digits, or a fraction, were not written by the tool."""
    with pytest.raises(SaisieInvalide) as attrape:
        lire_voisines(_ecrite(tmp_path, droit), verification().resultat)
    message = str(attrape.value)
    assert message.startswith(f"« cpts_annees.csv », ligne 2, colonne « droit » : « {droit[:40]} » n'est pas un nombre")
    assert "sans exposant" in message
    assert "Relancer la campagne." in message


@pytest.mark.parametrize("droit", ["250000.5", "-12.25", "0", "9" * 40])
def test_what_a_campaign_writes_is_read(droit, tmp_path):
    """Digits, a point, a sign."""
    (voisine,) = lire_voisines(_ecrite(tmp_path, droit), verification().resultat)
    assert str(voisine["droit"]) == droit or float(voisine["droit"]) == float(droit)
