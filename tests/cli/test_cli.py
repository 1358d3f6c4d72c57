from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from cpts_xl.cli import main
from cpts_xl.workbook.inks import Encre
from tests.workbook.exemples import ecrire

DOSSIER = "CPTS de l'Étang & du Bois"


@pytest.fixture
def dossier(tmp_path: Path) -> Path:
    """Return a folder such as users have: spaces, accents, an ampersand, an apostrophe."""
    chemin = tmp_path / "Éloïse D'Orgeval" / DOSSIER
    chemin.mkdir(parents=True)
    return chemin


def _lance(dossier: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command as a program, from a folder that is not the project's."""
    return subprocess.run(
        [sys.executable, "-W", "error", "-m", "cpts_xl.cli", *arguments],
        cwd=dossier, capture_output=True, text=True, timeout=120, check=False,
        env={"PYTHONPATH": str(Path(__file__).parents[2]), "PATH": "/usr/bin:/bin", "PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip


def test_the_whole_road_from_any_folder(dossier: Path) -> None:
    """demo, relecture, rapport, verifier: each says what it wrote and what to do next, and the three agree."""
    demo = _lance(dossier, "demo", "--vers", "essai")
    assert demo.returncode == 0, demo.stdout + demo.stderr
    documents = {"suivi.xlsm", "relecture.xlsx", "rapport.docx"}
    assert {f.name for f in (dossier / "essai").iterdir()} == {*documents, "premiere-annee"}
    assert {f.name for f in (dossier / "essai" / "premiere-annee").iterdir()} == documents
    assert "identiques" in demo.stdout
    assert "Ensuite :" in demo.stdout
    assert "(1/8)" in demo.stderr
    copie = _lance(dossier, "relecture", "essai/suivi.xlsm", "--vers", "à envoyer/copie d'août.xlsx")
    assert copie.returncode == 0, copie.stdout + copie.stderr
    rapport = _lance(dossier, "rapport", "essai/suivi.xlsm", "--vers", "à envoyer/rapport.docx")
    assert rapport.returncode == 0, rapport.stdout + rapport.stderr
    verdict = _lance(
        dossier, "verifier", "à envoyer/copie d'août.xlsx", "--rapport", "à envoyer/rapport.docx", "--sans-recalcul"
    )
    assert verdict.returncode == 0, verdict.stdout + verdict.stderr
    assert "Aucun écart" in verdict.stdout


def test_nouveau_writes_an_empty_workbook_that_reads_back(dossier: Path, capsys) -> None:
    """A new workbook computes what it can and asks for the rest; it is a valid input of every command."""
    vers = dossier / "suivi 2025.xlsx"
    options = ["nouveau", "--vers", str(vers), "--nom", DOSSIER, "--signature", "2023-03-15", "--annee", "3"]
    assert main(options) == 0
    assert "Identité" in capsys.readouterr().out
    assert main(["verifier", str(vers), "--sans-recalcul"]) == 1
    sortie = capsys.readouterr().out
    assert "« Population du territoire » n'est pas renseigné" in sortie
    assert "introuvable" not in sortie
    assert main(["rapport", str(vers), "--vers", str(dossier / "r.docx")]) == 1
    assert "provisoire" in capsys.readouterr().out
    assert (dossier / "r.docx").exists()


def test_an_existing_file_is_never_overwritten_unasked(dossier: Path, capsys) -> None:
    """Without --remplacer an existing file is kept; the workbook that is read can never be the output."""
    source = ecrire(dossier, Encre.PYTHON)
    garde = dossier / "copie.xlsx"
    garde.write_bytes(b"important")
    assert main(["relecture", str(source), "--vers", str(garde)]) == 2
    assert garde.read_bytes() == b"important"
    assert main(["relecture", str(source), "--vers", str(garde), "--remplacer"]) == 0
    assert garde.read_bytes() != b"important"
    assert main(["relecture", str(source), "--vers", str(source), "--remplacer"]) == 2
    assert "jamais récrit" in capsys.readouterr().err


def test_bad_input_writes_nothing_and_leaves_the_source(dossier: Path, capsys) -> None:
    """An unacceptable input: located findings, exit 1, no output, the user's file untouched to the byte."""
    source = ecrire(dossier, Encre.PYTHON)
    classeur = openpyxl.load_workbook(source)
    classeur["Identité"]["B16"] = -12
    classeur.save(source)
    avant = hashlib.sha256(source.read_bytes()).hexdigest()
    for commande, sortie in (("relecture", "c.xlsx"), ("rapport", "r.docx")):
        assert main([commande, str(source), "--vers", str(dossier / sortie)]) == 1
        dit = capsys.readouterr().out
        assert "feuille « Identité », cellule B16" in dit
        assert "Rien n'a été écrit" in dit
    assert {f.name for f in dossier.iterdir()} == {source.name}
    assert hashlib.sha256(source.read_bytes()).hexdigest() == avant


@pytest.mark.parametrize(
    ("arguments", "mots"),
    [
        (["verifier", "absent.xlsx"], "absent.xlsx"),
        (["droit", "--le", "2018-01-01"], "25/08/2019"),
        (["fonctions", "CPTS_RIEN"], "n'est pas une fonction"),
        (["droit", "--le", "2025-01-01", "--code", "montant|rien|3"], "aucun texte"),
    ],
)
def test_refusals_are_french_and_exit_2(arguments: list[str], mots: str, capsys) -> None:
    """What cannot be done is said in French on the error stream, with exit code 2."""
    assert main(arguments) == 2
    assert mots in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [[], ["inconnue"], ["relecture"], ["droit", "--le", "hier"], ["nouveau", "--annee", "9"], ["demo", "--vers"]],
)
def test_wrong_usage_is_said_in_french(arguments: list[str], capsys) -> None:
    """Wrong usage: exit 2, « Erreur », « Usage », and no English word of the library."""
    with pytest.raises(SystemExit) as arret:
        main(arguments)
    assert arret.value.code == 2
    dit = capsys.readouterr().err
    assert dit.startswith("Erreur : ")
    assert "Usage :" in dit
    for mot in ("required", "invalid", "expected", "unrecognized", "argument --", "choose"):
        assert mot not in dit


def test_droit_shows_the_absent_amount_and_the_statuses(capsys) -> None:
    """The command says « annexe » where no public text gives the amount, and marks what is uncertain."""
    assert main(["droit", "--le", "2025-03-15"]) == 0
    dit = capsys.readouterr().out
    ligne = next(texte for texte in dit.splitlines() if "Accès aux soins, volet fixe" in texte)
    assert ligne.count("annexe") == 3
    assert "90" in ligne
    assert "montant à reprendre de l'annexe financière du contrat" in dit


def test_droit_says_the_unit_of_each_number(capsys) -> None:
    """Months, years, inhabitants: « 6 » alone says nothing; a civil year, a rate and a word say themselves."""
    assert main(["droit", "--le", "2025-03-15"]) == 0
    dit = capsys.readouterr().out.replace("\u202f", " ").replace("\u00a0", " ")
    for attendu in (
        "signature du contrat, accès aux soins : 6 mois —",
        "qualité et pertinence : libre —",
        "Durée du contrat : 5 années —",
        "(compris) : 40 000 habitants —",
        "des indemnités s'applique : 2022 (",
        "première année : 100 % —",
    ):
        assert attendu in dit
    assert main(["droit", "--le", "2025-03-15", "--code", "duree_contrat"]) == 0
    assert " : 5 années — " in capsys.readouterr().out.replace("\u00a0", " ")


def test_help_loads_nothing_heavy() -> None:
    """« --help » answers without loading a spreadsheet, Word or XML library."""
    code = "import sys; from cpts_xl.cli.analyse import analyser\ntry: analyser(['--help'])\nexcept SystemExit: pass\n"
    lourds = ("lxml", "docx", "docxtpl", "xlsxwriter", "openpyxl", "xlwings", "rich", "jinja2")
    code += f"print([m for m in {lourds} if m in sys.modules])"
    fini = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert fini.stdout.strip().endswith("[]")
    assert "Usage : cpts-xl" in fini.stdout
