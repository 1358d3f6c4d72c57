"""The bench compares what it says it compares; nothing is timed here."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlsxwriter

from bench import charge, pair
from bench.__main__ import main
from bench.mesure import Rapport, dire_rapports
from cpts_xl.constats import Gravite
from cpts_xl.engine.examen import examiner
from cpts_xl.engine.schema import TABLEAUX
from cpts_xl.law.in_force import en_vigueur


def test_the_large_dossier_is_one_that_the_tool_accepts() -> None:
    """Rows made from the fields hold nothing that would stop a computation."""
    lignes = dict.fromkeys(charge.LIGNES, 200)
    dossier = charge.dossier_charge(lignes)
    remplies = [code for code in lignes if code in TABLEAUX and TABLEAUX[code].libre]
    assert "depense" in remplies
    assert all(len(dossier.liste(code)) == 200 for code in remplies)
    anomalies = [a for a in examiner(dossier, en_vigueur(dossier.debut)) if a.gravite is Gravite.BLOQUANT]
    assert [a for a in anomalies if a.saisie.partition(".")[0] in remplies] == []
    assert len({rangee["poste"] for rangee in dossier.liste("depense")}) > 3


def test_the_peer_writes_the_same_cells_and_looks(tmp_path: Path) -> None:
    """What openpyxl writes in the comparison is, cell for cell, what the workbook that it copies shows."""
    chemin = tmp_path / "modèle.xlsx"
    with xlsxwriter.Workbook(chemin) as classeur:
        style = {"bold": True, "bg_color": "#DCE9EC", "border": 1, "num_format": "0.00", "locked": False, "indent": 1}
        feuille = classeur.add_worksheet("Essai")
        feuille.write("A1", 12.5, classeur.add_format(style))
        feuille.write_string("A2", "=SI(A1;1;2)", classeur.add_format({"text_wrap": True, "italic": True}))
        feuille.write_formula("B2", "=A1*3", classeur.add_format({"font_color": "#1B3A8C", "underline": 1}), 3)
        feuille.write_blank("C3", None, classeur.add_format(style))
        feuille.set_column("B:B", 33)
        feuille.set_row(1, 41)
        feuille.freeze_panes(1, 0)
    pages = pair.contenu(chemin.read_bytes())
    assert [len(page.cases) for page in pages] == [4]
    assert pair.contenu(pair.ecrire(pages)) == pages


def test_a_goal_that_is_missed_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    """Each ratio with a goal is followed by whether it is met; a work that was not timed is passed over."""
    rapports = [Rapport("tenu", "a", "b", 0.5), Rapport("manqué", "b", "a", 0.5), Rapport("absent", "a", "c", 0.5)]
    dire_rapports(rapports, {"a": 1.0, "b": 4.0})
    lignes = capsys.readouterr().out.splitlines()
    assert len(lignes) == 2
    assert lignes[0].endswith("OK")
    assert lignes[1].endswith("à revoir")


def test_an_unknown_part_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    """A part that does not exist is named, with those that do."""
    with pytest.raises(SystemExit):
        main(["vitesse"])
    assert "partie inconnue : vitesse" in capsys.readouterr().err
