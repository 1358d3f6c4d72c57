"""A workbook of version 0.1, as it was delivered then and as a user annotated it: upgraded, nothing lost in silence."""

from __future__ import annotations

import hashlib
import re
import shutil
from datetime import date
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest

from cpts_xl.cli import main
from cpts_xl.engine.resultat import calculer
from cpts_xl.errors import SaisieInvalide
from cpts_xl.workbook import sheets
from cpts_xl.workbook.layout import Layout
from cpts_xl.workbook.recu.read import Lecture, lire_classeur
from cpts_xl.workbook.recu.upgrade import lire_ancien
from cpts_xl.workbook.xlsx.lu import lire

ANCIENS = Path(__file__).parent / "anciens"
INTACT, ANNOTE = ANCIENS / "suivi-0.1.0.xlsx", ANCIENS / "suivi-0.1.0-annote.xlsx"


@pytest.fixture(scope="module")
def niveau(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """Return the annotated workbook upgraded by the command, and what the command said."""
    import contextlib  # noqa: PLC0415
    import io  # noqa: PLC0415

    dossier = tmp_path_factory.mktemp("Éloïse D'Orgeval")
    ancien, neuf = dossier / ANNOTE.name, dossier / "à jour.xlsx"
    shutil.copy(ANNOTE, ancien)
    avant = hashlib.sha256(ancien.read_bytes()).hexdigest()
    sortie = io.StringIO()
    with contextlib.redirect_stdout(sortie):
        assert main(["mettre-a-niveau", str(ancien), "--vers", str(neuf)]) == 0
    assert hashlib.sha256(ancien.read_bytes()).hexdigest() == avant
    return neuf, sortie.getvalue()


@pytest.fixture(scope="module")
def lecture(niveau: tuple[Path, str]) -> Lecture:
    """Return the upgraded workbook, read."""
    return lire_classeur(niveau[0])


def test_an_older_workbook_is_refused_with_what_to_do() -> None:
    """Any other command names both versions and the command that upgrades."""
    with pytest.raises(SaisieInvalide, match=r"0\.1\.0.*mettre-a-niveau .suivi-0\.1\.0\.xlsx"):
        lire_classeur(INTACT)


def test_every_value_typed_in_the_old_workbook_is_in_the_new_one(lecture: Lecture) -> None:
    """Value by value: what stayed is at the same identifier, what moved is where the conversion says."""
    ancienne, conversion, version = lire_ancien(ANNOTE)
    assert version == "0.1.0"
    neuves = lecture.dossier.saisies()
    tenues = {i: v for i, v in ancienne.dossier.saisies().items() if v is not None}
    assert len(tenues) > 250
    assert {i: neuves.get(i) for i in tenues} == tenues
    assert conversion.deplaces


def test_evidence_and_payments_found_their_new_tables(lecture: Lecture) -> None:
    """By hand, from the old sheets: fifteen pieces beside indicators, six payments to three professionals."""
    pieces = lecture.dossier.liste("piece")
    assert len(pieces) == 15
    assert pieces[0]["intitule"] == "Requête CPAM du 20/02/2026"
    assert (pieces[0]["indicateur"], pieces[0]["type"]) == ("A1", "donnée d'un tiers")
    payees = lecture.dossier.liste("participation")
    assert len(payees) == 6
    premiere = payees[0]
    assert (premiere["professionnel"], premiere["montant_saisi"], premiere["paye_le"]) == (
        "P01", Fraction(9600), date(2025, 6, 30))  # fmt: skip
    assert {p["id"] for p in lecture.dossier.liste("professionnel")} == {"P01", "P02", "P03"}


def test_what_the_user_added_is_carried_over_or_listed(niveau: tuple[Path, str], lecture: Lecture) -> None:
    """Sheet, note, image and cells are there; the chart and the formula, which are not, are said one by one."""
    feuilles = lire(niveau[0]).feuilles
    mes_calculs = {a: c.valeur for a, c in feuilles["Mes calculs"].cellules.items()}
    assert mes_calculs["B2"] == Fraction(25, 2)
    assert mes_calculs["B7"] == date(2025, 11, 12)
    assert mes_calculs["A6"] == "=pas une formule"
    depenses = {c.valeur for c in feuilles["Dépenses"].cellules.values()}
    assert {"Mon repère", "à revoir"} <= depenses
    assert "Vérifié avec la trésorière" in {c.valeur for c in feuilles["Versements"].cellules.values()}
    reprise = " ".join(str(c.valeur) for c in feuilles[sheets.REPRISE].cellules.values())
    for mot in ("Mes calculs", "Graphique « Temps »", "SOMME(B2:B3)", "Image"):
        assert mot in reprise, mot
    constate = Layout(calculer(lecture.dossier, lecture.droit)).cases["indicateur.1.constate"]
    note = openpyxl.load_workbook(niveau[0])[constate.feuille][constate.adresse].comment
    assert "Chiffre reçu de la CPAM par courriel" in note.text
    assert "Graphique « Temps »" in niveau[1]
    assert lecture.dossier.liste("journal")[-1]["action"] == "mis à niveau depuis la version 0.1.0"


def test_an_upgraded_workbook_verifies(niveau: tuple[Path, str], capsys: pytest.CaptureFixture[str]) -> None:
    """Every computed cell of the new file is identical; findings only ask for what version 0.1 did not know."""
    assert main(["verifier", str(niveau[0]), "--sans-recalcul"]) == 1
    dit = capsys.readouterr().out
    assert "bloquant" not in dit
    trouve = re.search(r"([\d\u202f]+) valeurs recalculées par l'outil, ([\d\u202f]+) identiques", dit)
    assert trouve
    assert trouve[1] == trouve[2]
    assert int(trouve[1].replace("\u202f", "")) > 1000


def test_upgrading_twice_changes_nothing_more(niveau: tuple[Path, str], tmp_path: Path) -> None:
    """A workbook already at the present version comes out with the same values and the same additions."""
    encore = tmp_path / "encore.xlsx"
    assert main(["mettre-a-niveau", str(niveau[0]), "--vers", str(encore)]) in {0, 1}
    avant, apres = lire_classeur(niveau[0]), lire_classeur(encore)
    sans_journal = [{i: v for i, v in lecture.dossier.saisies().items() if v is not None and "journal" not in i}
                    for lecture in (avant, apres)]  # fmt: skip
    assert sans_journal[0] == sans_journal[1]
    assert "Mes calculs" in lire(encore).feuilles
