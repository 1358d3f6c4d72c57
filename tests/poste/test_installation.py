"""The installer, on a played Windows: what it says, what it leaves, what it does when something is in the way."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from types import SimpleNamespace

import pytest

from cpts_xl import __version__
from cpts_xl.errors import CptsError, EcritureImpossible
from cpts_xl.poste import installation, reglages
from cpts_xl.poste.installation import deplanifier, executer, planifier, version_du_complement
from cpts_xl.poste.lieux import lieux
from cpts_xl.poste.machine import Fini, Machine
from tests.poste.fausse_machine import FausseMachine, copier_machine

ROUE = f"cpts_xl-{__version__}-py3-none-any.whl"


@pytest.fixture(scope="module")
def roue(tmp_path_factory):
    """Return the wheel received; what it holds is not looked at, pip is played."""
    chemin = tmp_path_factory.mktemp("CPTS de l'Étang & du Bois") / ROUE
    chemin.write_bytes(b"roue")
    return chemin


@pytest.fixture(scope="module")
def installee(tmp_path_factory, roue):
    """Install once, from nothing; return the machine and what was said."""
    machine = FausseMachine(tmp_path_factory.mktemp("poste"))
    dites: list[str] = []
    executer(planifier(machine, roue), dites.append)
    return machine, dites


@pytest.fixture
def poste(installee, tmp_path):
    """Return a machine of one's own, installed."""
    return copier_machine(installee[0], tmp_path)


def test_everything_is_put_in_the_profile(installee):
    """An environment, two libraries under stable names, settings, the add-in; nothing anywhere else."""
    machine, dites = installee
    ici = lieux(machine)
    assert ici.interprete_muet.exists()
    assert ici.dll(64).read_bytes() == b"liaison 64"
    assert ici.dll(32).read_bytes() == b"liaison 32"
    assert version_du_complement(machine, ici) == __version__
    with zipfile.ZipFile(ici.complement) as archive:
        assert "xl/vbaProject.bin" in archive.namelist()
    assert len(dites) == 6
    assert all(phrase.endswith(".") for phrase in dites)
    laisses = {chemin.name for chemin in ici.dossier.iterdir()}
    assert laisses == {"python", "cpts_xl64.dll", "cpts_xl32.dll", "reglages.conf"}


def test_the_settings_hold_no_name_and_no_version_of_xlwings(installee):
    """ASCII, the profile by its variable: the workbook finds Python for a name with an accent and an apostrophe."""
    machine, _ = installee
    ici = lieux(machine)
    contenu = ici.reglages.read_bytes()
    assert contenu.isascii()
    assert b"INTERPRETER_WIN=%LOCALAPPDATA%\\cpts_xl\\python\\Scripts\\pythonw.exe\r\n" in contenu
    assert b"LIAISON_64=%LOCALAPPDATA%\\cpts_xl\\cpts_xl64.dll\r\n" in contenu
    assert machine.version_xlwings.encode() not in contenu
    assert b"Orgeval" not in contenu
    lus = reglages.lire(machine, ici)
    assert lus["INTERPRETER_WIN"].startswith(str(ici.dossier.parent))
    assert lus["VERSION"] == __version__


def test_done_again_it_does_nothing_more(poste, roue):
    """Every step says « déjà fait », but for the trial of a function; no program is run but to look."""
    dites: list[str] = []
    executer(planifier(poste, roue), dites.append)
    assert [phrase.endswith("déjà fait") for phrase in dites] == [True] * 5 + [False]
    assert not any("pip" in commande or "venv" in commande for commande in poste.lances)


def test_a_trial_changes_nothing(tmp_path, roue):
    """The plan is shown; the disk is as it was."""
    machine = FausseMachine(tmp_path)
    dites: list[str] = []
    executer(planifier(machine, roue), dites.append, essai=True)
    assert dites[-1] == "Essai seulement : rien n'a été changé."
    assert list(tmp_path.iterdir()) == []
    assert machine.lances == []


def test_without_the_add_in(tmp_path, roue):
    """The functions live in the workbooks of the tool only; Excel's folder is not touched."""
    machine = FausseMachine(tmp_path)
    executer(planifier(machine, roue, complement=False), lambda _: None)
    assert not lieux(machine).complement.exists()
    assert lieux(machine).reglages.exists()


def test_what_was_damaged_is_mended(poste, roue):
    """A library erased by an antivirus, settings lost, an add-in of before: each comes back, and only it."""
    ici = lieux(poste)
    ici.dll(64).unlink()
    ici.reglages.write_bytes(b"INTERPRETER_WIN=C:\\ailleurs\\pythonw.exe\r\n")
    ici.complement.write_bytes(b"autre")
    dites: list[str] = []
    executer(planifier(poste, roue), dites.append)
    assert [phrase.endswith("déjà fait") for phrase in dites] == [True, True, False, False, False, False]
    assert ici.dll(64).read_bytes() == b"liaison 64"
    assert version_du_complement(poste, ici) == __version__


def test_a_new_version_of_xlwings_changes_no_name(poste, roue):
    """The workbook goes on with the same library name; its content is the one that pip brought."""
    ici = lieux(poste)
    for bits in (32, 64):
        (ici.environnement / f"xlwings{bits}-0.37.8.dll").unlink()
        (ici.environnement / f"xlwings{bits}-0.40.0.dll").write_bytes(b"liaison neuve")
    executer(planifier(poste, roue), lambda _: None)
    assert ici.dll(64).read_bytes() == b"liaison neuve"


@pytest.mark.parametrize("ouvert", ["cpts_xl.xlam", "cpts_xl64.dll"])
def test_excel_open_says_to_close_it(poste, roue, ouvert):
    """A file that Excel holds: what to do, and nothing half written."""
    ici = lieux(poste)
    ici.complement.write_bytes(b"autre")
    ici.dll(64).write_bytes(b"autre")
    poste.verrous.add(ouvert)
    with pytest.raises(EcritureImpossible, match="fermer toutes les fenêtres d'Excel") as refus:
        executer(planifier(poste, roue), lambda _: None)
    assert ouvert in str(refus.value)
    poste.verrous.clear()
    executer(planifier(poste, roue), lambda _: None)
    assert version_du_complement(poste, ici) == __version__


@pytest.mark.parametrize(
    ("programme", "mots"),
    [
        ("venv", "gigaoctet sur le disque"),
        ("pip", "accès à Internet"),
        ("-c", "n'ont pas pu être|n'a pas donné|répond pas"),
    ],
)
def test_a_program_that_fails_says_what_and_how_to_mend(tmp_path, roue, programme, mots):
    """The step, the remedy, and the end of what the program wrote."""
    machine = FausseMachine(tmp_path)
    machine.pannes[programme] = Fini(1, "ERROR: getaddrinfo failed")
    with pytest.raises(CptsError, match=mots) as refus:
        executer(planifier(machine, roue), lambda _: None)
    assert "recommencer" in str(refus.value)
    if programme != "-c":
        assert "getaddrinfo failed" in str(refus.value)


def test_xlwings_without_its_library_is_said(tmp_path, roue):
    """An antivirus that erases libraries as they come."""
    machine = FausseMachine(tmp_path)
    etapes = planifier(machine, roue)
    etapes[0].faire()
    etapes[1].faire()
    for dll in lieux(machine).environnement.glob("*.dll"):
        dll.unlink()
    with pytest.raises(CptsError, match="antivirus"):
        etapes[2].faire()


def test_taken_away_nothing_is_left(poste):
    """What was put is removed; what the user had beside is not."""
    ici = lieux(poste)
    (ici.demarrage / "mien.xlam").write_bytes(b"a moi")
    (ici.dossier / "notes.txt").write_bytes(b"a moi")
    executer(deplanifier(poste), lambda _: None)
    assert [chemin.name for chemin in ici.demarrage.iterdir()] == ["mien.xlam"]
    assert [chemin.name for chemin in ici.dossier.iterdir()] == ["notes.txt"]
    dites: list[str] = []
    executer(deplanifier(poste), dites.append)
    assert all(phrase.endswith("déjà fait") for phrase in dites)


@pytest.mark.parametrize("systeme", ["linux", "darwin"])
def test_elsewhere_than_windows_it_says_what_serves(tmp_path, systeme):
    """Nothing is done; LibreOffice and the Office add-in are named."""
    machine = FausseMachine(tmp_path, systeme)
    for faire in (planifier, deplanifier):
        with pytest.raises(CptsError, match=r"cpts_xl\.oxt.*complément Office"):
            faire(machine)


@pytest.mark.parametrize(
    "racine",
    ["C:\\Program Files\\WindowsApps\\PythonSoftwareFoundation.Python.3.11_qbz5n2kfra8p0", "D:\\WindowsApps\\x"],
)
def test_the_python_of_the_store_is_refused(tmp_path, roue, racine):
    """Windows hides from Excel what it writes in the profile."""
    machine = FausseMachine(tmp_path)
    machine.variables["RACINE_PYTHON"] = racine
    with pytest.raises(CptsError, match="Microsoft Store"):
        planifier(machine, roue)


def test_a_source_that_is_not_there_is_said(tmp_path):
    """A mistyped path."""
    with pytest.raises(CptsError, match=r"n'existe pas : donner le fichier \.whl"):
        planifier(FausseMachine(tmp_path), tmp_path / "absent.whl")


def test_without_a_source_the_one_already_installed_is_taken(tmp_path, roue, monkeypatch):
    """Pip notes where it took the tool from, accents and spaces as in an address; gone since, it is asked for."""
    note = json.dumps({"url": roue.as_uri(), "archive_info": {}})
    monkeypatch.setattr(installation, "distribution", lambda _: SimpleNamespace(read_text=lambda _: note))
    assert f"« {ROUE} »" in planifier(FausseMachine(tmp_path))[1].titre
    note = json.dumps({"url": roue.with_name("partie.whl").as_uri()})
    with pytest.raises(CptsError, match="n'est plus là : donner le fichier"):
        planifier(FausseMachine(tmp_path))


def test_a_session_without_profile_is_said(tmp_path, roue):
    """A service account."""
    machine = FausseMachine(tmp_path)
    machine.variables["LOCALAPPDATA"] = ""
    with pytest.raises(CptsError, match="LOCALAPPDATA"):
        planifier(machine, roue)


def test_it_does_not_cut_the_branch_it_sits_on(poste, monkeypatch):
    """Removing the environment that runs the command is refused, with the way to do it."""
    monkeypatch.setattr(FausseMachine, "python", property(lambda self: lieux(self).interprete))
    with pytest.raises(CptsError, match=r"py -3\.11 -m cpts_xl\.cli installer --desinstaller"):
        deplanifier(poste)


def test_the_real_machine_answers(tmp_path, monkeypatch):
    """Variables, programs, files: the object the command line uses, on the system at hand."""
    machine = Machine()
    monkeypatch.setenv("CPTS_ESSAI", "oui")
    assert machine.variable("CPTS_ESSAI") == "oui"
    assert machine.variable("CPTS_ABSENTE") == ""
    assert machine.lancer([machine.python, "-c", "print('é')"]) == Fini(0, "é\n")
    assert machine.lancer([tmp_path / "absent.exe"]).code == -1
    assert "sans réponse" in machine.lancer([machine.python, "-c", "import time; time.sleep(9)"], 0.2).texte
    machine.ecrire(tmp_path / "a" / "b.txt", b"oui")
    assert machine.lire(tmp_path / "a" / "b.txt") == b"oui"
    assert machine.lire(tmp_path / "c") is None
    machine.supprimer(tmp_path / "a")
    machine.supprimer(tmp_path / "a")
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "fichier").touch()
    with pytest.raises(EcritureImpossible, match="libérer ce fichier"):
        machine.ecrire(Path(tmp_path / "fichier" / "x"), b"")
