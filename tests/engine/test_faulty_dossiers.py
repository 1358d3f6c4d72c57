"""A dossier with a fault in it: Python and a spreadsheet say the same thing of it, cell by cell."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from cpts_xl.engine.resultat import calculer
from cpts_xl.law import en_vigueur
from cpts_xl.workbook.build import construire
from cpts_xl.workbook.inks import Encre
from cpts_xl.workbook.xlsx.lu import ErreurCellule
from tests.engine.changements import BASE
from tests.engine.fautes import CAS
from tests.engine.tirages_dossiers import petites_tables
from tests.rules.banc import ecarts_de_copie, recalculer_tous

if TYPE_CHECKING:
    from pathlib import Path

FAUTES = (
    "population négative", "population en texte", "mot hors liste", "engagement hors liste", "engagement vide",
    "annexe en texte", "mode hors liste", "sens manquant", "case vide entre deux paliers", "seuil en texte",
    "constaté en texte", "versement sans date", "professionnel nommé",
)  # fmt: skip


@pytest.mark.moteur
def test_faults_are_told_alike(moteurs: tuple[str, ...], tmp_path: Path) -> None:
    """Each faulty dossier as a reviewer's copy: no difference on any formula cell, and not one error cell."""
    dossiers = {nom: change(BASE) for nom, change, *_ in CAS if nom in FAUTES}
    dossiers["sans signature"] = BASE.avec(identite={**BASE.identite, "signature": None})
    dossiers["sans unité ni prorata"] = BASE.avec(identite={**BASE.identite, "unite_prorata": "semaines"})
    assert len(dossiers) == len(FAUTES) + 2
    chemins = {nom: tmp_path / f"{rang}.xlsx" for rang, nom in enumerate(dossiers)}
    with petites_tables():  # des lignes vides ne changent rien à la faute
        for nom, dossier in dossiers.items():
            calcule = calculer(dossier, en_vigueur(date(2026, 4, 15)))
            chemins[nom].write_bytes(construire(calcule, Encre.NATIVE, calculs=False))
    recalculs = recalculer_tous(list(chemins.values()), [moteurs[1]])[moteurs[1]]
    for (nom, chemin), recalcul in zip(chemins.items(), recalculs, strict=True):
        assert list(ecarts_de_copie(chemin, recalcul)) == [], nom
        assert [lieu for lieu, valeur in recalcul.items() if isinstance(valeur, ErreurCellule)] == [], nom
