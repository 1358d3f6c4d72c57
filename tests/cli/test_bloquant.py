"""A blocking input stops every command that would write from it, the calendar too, unless the user insists."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path

import openpyxl
import pytest

from tests.cli.relecteur import classeur_recu, lancer

COMMANDES = {
    "rapport": ("rapport.docx", "--sans-pages"),
    "document synthese": ("synthese.docx",),
    "calendrier": ("dates.ics",),
}


@cache
def _bloque() -> bytes:
    """Return the received workbook once its population was typed with its unit."""
    classeur = openpyxl.load_workbook(io.BytesIO(classeur_recu()))
    feuille = classeur["Identité"]
    case = next(c for ligne in feuille.iter_rows() for c in ligne if c.value == 98450)
    case.value = "98 450 habitants"
    tampon = io.BytesIO()
    classeur.save(tampon)
    return tampon.getvalue()


@pytest.mark.parametrize("commande", COMMANDES)
def test_a_blocking_input_stops_what_would_be_written_from_it(tmp_path: Path, commande: str) -> None:
    """« Rien n'a été écrit » is true: no file appears, and the exit code says so; with --malgre-tout it is written."""
    classeur = tmp_path / "Suivi.xlsx"
    classeur.write_bytes(_bloque())
    sortie, *reste = COMMANDES[commande]
    ordre = (*commande.split(), classeur, "--vers", tmp_path / sortie, *reste)
    dit = lancer(*ordre)
    assert dit.code == 1
    assert "Rien n'a été écrit : corriger ces cellules, ou ajouter --malgre-tout." in dit.sortie
    assert not (tmp_path / sortie).exists()
    assert lancer(*ordre, "--malgre-tout").code in {0, 1}
    assert (tmp_path / sortie).is_file()
