"""The diagnostic, on a played Windows: each thing that can be wrong is put wrong, alone, and must be found."""

from __future__ import annotations

import io
import shutil
import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from cpts_xl import __version__
from cpts_xl.poste.controle import Etat, code_de_sortie
from cpts_xl.poste.diagnostic import diagnostiquer
from cpts_xl.poste.installation import executer, planifier
from cpts_xl.poste.lieux import lieux
from cpts_xl.udf.vba.complement import complement_xlam
from cpts_xl.udf.vba.lecture import version_des_macros
from cpts_xl.udf.vba.projet import projet
from tests.poste.fausse_machine import FausseMachine, copier_machine

SECURITE = "Microsoft\\Office\\16.0\\Excel\\Security"
REGLES = "HKLM\\SOFTWARE\\Policies\\Microsoft\\Windows Defender\\Windows Defender Exploit Guard\\ASR\\Rules"


@pytest.fixture(scope="module")
def installee(tmp_path_factory):
    """Install once."""
    machine = FausseMachine(tmp_path_factory.mktemp("poste"))
    roue = tmp_path_factory.mktemp("recu") / f"cpts_xl-{__version__}-py3-none-any.whl"
    roue.touch()
    executer(planifier(machine, roue), lambda _: None)
    return machine


@pytest.fixture
def poste(installee, tmp_path):
    """Return a machine of one's own, installed."""
    return copier_machine(installee, tmp_path)


def classeur(dossier, nom="suivi.xlsm", *, macros=True, formule="=CPTS_VERSION()", version=__version__, noms=()):
    """Write a small workbook."""
    chemin = dossier / nom
    fichier = xlsxwriter.Workbook(str(chemin))
    fichier.add_worksheet().write_formula("A1", formule)
    for cle, valeur in noms:
        fichier.define_name(cle, valeur)
    if macros:
        fichier.add_vba_project(io.BytesIO(projet(["Un"])), is_stream=True)
    fichier.set_custom_property("cpts_xl_version", version)
    fichier.close()
    return chemin


def a_mettre(controles):
    """Return the checks that found something, as the user reads them."""
    return [controle.phrase() for controle in controles if controle.etat is Etat.REMEDE]


def test_a_machine_in_order_has_nothing_to_mend(poste, tmp_path):
    """Every check says what it saw; what only Excel knows is said to be so; the exit code is 0."""
    controles = diagnostiquer(poste, str(classeur(tmp_path, "suivi de l'été.xlsm")))
    assert a_mettre(controles) == []
    assert code_de_sortie(controles) == 0
    assert len(controles) >= 16
    assert len({controle.titre for controle in controles}) == len(controles)
    assert all(controle.constat for controle in controles)
    [seul] = [controle for controle in controles if controle.etat is Etat.INCONNU]
    assert "Activer le contenu" in seul.remede


def _sans_python(machine, _dossier):
    shutil.rmtree(lieux(machine).environnement)


def _autre_python(machine, _dossier):
    ici = lieux(machine)
    ailleurs = ici.dossier.parent / "autre.exe"
    ailleurs.touch()
    ici.reglages.write_bytes(b"INTERPRETER_WIN=%LOCALAPPDATA%\\autre.exe\r\n")


def _python_efface(machine, _dossier):
    lieux(machine).reglages.write_bytes(b"INTERPRETER_WIN=C:\\Python39\\pythonw.exe\r\n")


def _sans_reglages(machine, _dossier):
    lieux(machine).reglages.unlink()


def _python_casse(machine, _dossier):
    for lien in (lieux(machine).environnement / "bin").iterdir():
        lien.unlink()
    lieux(machine).interprete.unlink()
    lieux(machine).interprete.write_text("#!/bin/sh\nexit 3\n")
    lieux(machine).interprete.chmod(0o755)


def _paquets(machine):
    [paquets] = (lieux(machine).environnement / "lib").glob("python*/site-packages")
    return paquets


def _sans_pywin32(machine, _dossier):
    shutil.rmtree(_paquets(machine) / "win32com")


def _autre_version(machine, _dossier):
    notice = _paquets(machine) / "cpts_xl-0.dist-info" / "METADATA"
    notice.write_text("Metadata-Version: 2.1\nName: cpts-xl\nVersion: 0.0.9\n", "utf-8")


def _sans_dll(machine, _dossier):
    lieux(machine).dll(64).unlink()


def _dll_d_avant(machine, _dossier):
    lieux(machine).dll(64).write_bytes(b"liaison d'avant")


def _excel_32(machine, _dossier):
    machine.registres["HKLM\\SOFTWARE\\Microsoft\\Office\\ClickToRun\\Configuration", "Platform"] = "x86"
    lieux(machine).dll(32).unlink()


def _complement_d_avant(machine, _dossier):
    lieux(machine).complement.write_bytes(complement_xlam()[:-100])


def _second_complement(machine, _dossier):
    (lieux(machine).demarrage / "copie de cpts_xl.xlam").write_bytes(complement_xlam())


def _complement_ouvert(machine, dossier):
    ailleurs = dossier / "ailleurs.xlam"
    ailleurs.write_bytes(complement_xlam())
    machine.registres["HKCU\\Software\\Microsoft\\Office\\16.0\\Excel\\Options", "OPEN1"] = f'/R "{ailleurs}"'


def _registre(cle, valeur, contenu):
    return lambda machine, _dossier: machine.registres.__setitem__((cle, valeur), contenu)


def _sans_excel(machine, _dossier):
    machine.registres.clear()


def _variable(machine, _dossier):
    machine.variables["XLWINGS_ON_SERVER"] = "true"


POSTES = {
    "no environment": (_sans_python, "Environnement Python de l'outil : absent", "cpts-xl installer"),
    "another interpreter": (_autre_python, "un autre Python que celui de l'outil", "cpts-xl installer"),
    "an interpreter that is gone": (
        _python_efface,
        "qui n'y est plus, « C:\\Python39\\pythonw.exe »",
        "cpts-xl installer",
    ),
    "no settings": (_sans_reglages, "reglages.conf » est absent", "cpts-xl installer"),
    "a broken interpreter": (_python_casse, "il ne répond pas", "--desinstaller"),
    "no pywin32": (_sans_pywin32, "il y manque pywin32", "cpts-xl installer"),
    "another version of the tool": (_autre_version, "Excel emploie cpts_xl 0.0.9", ".whl"),
    "no library": (_sans_dll, "Excel 64 bits : absente", "cpts-xl installer"),
    "a library of before": (_dll_d_avant, "elle n'est pas celle d'« xlwings64-0.37.8.dll »", "cpts-xl installer"),
    "a 32-bit Excel": (_excel_32, "Excel 32 bits : absente", "cpts-xl installer"),
    "a damaged add-in": (_complement_d_avant, "il est de la version", "cpts-xl installer"),
    "a second add-in beside": (_second_complement, "copie de cpts_xl.xlam", "Compléments"),
    "a second add-in elsewhere": (_complement_ouvert, "ailleurs.xlam", "Compléments"),
    "macros off": (_registre(f"HKCU\\Software\\{SECURITE}", "VBAWarnings", 4), "désactivées", "Centre de gestion"),
    "macros off, imposed": (
        _registre(f"HKCU\\Software\\Policies\\{SECURITE}", "VBAWarnings", 4),
        "par une règle de l'établissement",
        "informatique",
    ),
    "signed macros only": (
        _registre(f"HKLM\\SOFTWARE\\Policies\\{SECURITE}", "VBAWarnings", 3),
        "signées",
        "informatique",
    ),
    "no trusted place": (
        _registre(f"HKCU\\Software\\Policies\\{SECURITE}\\Trusted Locations", "AllLocationsDisabled", 1),
        "approuvé",
        "informatique",
    ),
    "no call to Windows": (
        _registre(REGLES, "92E97FA1-2EDF-4476-BDD6-9DD0B4DDDC7B", "1"),
        "appeler Windows",
        "informatique",
    ),
    "no program from Excel": (
        _registre(REGLES, "D4F940AB-401B-4EFC-AADC-AD5F3C50688A", 1),
        "lancer d'autre programme",
        "informatique",
    ),
    "no Excel": (_sans_excel, "Excel de bureau : introuvable", "LibreOffice"),
    "a variable of xlwings": (_variable, "XLWINGS_ON_SERVER", "l'ôter"),
}


@pytest.mark.parametrize("cas", POSTES)
def test_what_is_wrong_on_the_machine_is_found(poste, tmp_path, cas):
    """The check that is concerned says it, and how to mend it; the exit code is 1."""
    abimer, constat, remede = POSTES[cas]
    abimer(poste, tmp_path)
    controles = diagnostiquer(poste)
    trouves = [phrase for phrase in a_mettre(controles) if constat in phrase]
    assert len(trouves) == 1, a_mettre(controles)
    assert remede in trouves[0]
    assert code_de_sortie(controles) == 1


def _bloque(machine, dossier):
    chemin = classeur(dossier)
    machine.zones[chemin] = "[ZoneTransfer]\r\nZoneId=3\r\n"
    return str(chemin)


def _illisible(_machine, dossier):
    (dossier / "abime.xlsm").write_bytes(b"PK\x03\x04 rien")
    return str(dossier / "abime.xlsm")


CLASSEURS = {
    "marked as downloaded": (_bloque, "Excel y bloquera les macros", "Débloquer"),
    "an address": (
        lambda _m, _d: "https://cpts.sharepoint.com/sites/cpts/suivi.xlsm",
        "adresse sur Internet",
        "dossier du poste",
    ),
    "an address made a path": (
        lambda _m, _d: "https:\\cpts.sharepoint.com\\suivi.xlsm",
        "adresse sur Internet",
        "dossier du poste",
    ),
    "too long a path": (
        lambda _m, d: str(d / ("a" * 120) / ("b" * 120) / "suivi.xlsm"),
        "caractères, Excel en admet 218",
        "raccourcir",
    ),
    "not there": (lambda _m, d: str(d / "absent.xlsm"), "ce fichier n'existe pas", "chemin"),
    "unreadable": (_illisible, "n'est pas un classeur", "chemin"),
    "functions without macros": (
        lambda _m, d: str(classeur(d, "suivi.xlsx", macros=False)),
        "n'a pas de macros",
        ".xlsm",
    ),
    "linked to another machine": (
        lambda _m, d: str(classeur(d, formule="=[1]!CPTS_VERSION()")),
        "liées au complément d'un autre poste",
        "Modifier la source",
    ),
    "macros and names": (
        lambda _m, d: str(classeur(d, noms=[("CPTS_TAILLE", "=_xlfn.LAMBDA(_xlpm.a,_xlpm.a)")])),
        "à la fois",
        "d'une seule encre",
    ),
    "of another version": (lambda _m, d: str(classeur(d, version="0.1.0")), "le classeur 0.1.0", "mettre-a-niveau"),
}


@pytest.mark.parametrize("cas", CLASSEURS)
def test_what_is_wrong_in_the_workbook_is_found(poste, tmp_path, cas):
    """On a machine in order, only the workbook is to be mended."""
    ecrire, constat, remede = CLASSEURS[cas]
    trouves = a_mettre(diagnostiquer(poste, ecrire(poste, tmp_path)))
    assert any(constat in phrase and remede in phrase for phrase in trouves), trouves


@pytest.mark.parametrize(
    ("nom", "options", "mots"),
    [
        ("relecture.xlsx", {"macros": False, "formule": "=1+1"}, "il calcule sans Python"),
        ("lambda.xlsx", {"macros": False, "noms": [("CPTS_VERSION", "=_xlfn.LAMBDA(1)")]}, "il calcule sans Python"),
        ("CPTS de l'Étang & du Bois.xlsm", {}, "ses macros portent les fonctions"),
    ],
)
def test_a_workbook_in_order_is_said_so(poste, tmp_path, nom, options, mots):
    """Native copy, LAMBDA copy, workbook with its macros: nothing to mend, even in OneDrive."""
    poste.variables["OneDrive"] = str(tmp_path)
    controles = diagnostiquer(poste, str(classeur(tmp_path, nom, **options)))
    assert a_mettre(controles) == []
    phrases = [controle.phrase() for controle in controles]
    assert any(mots in phrase for phrase in phrases)
    assert any("OneDrive, ce qui convient" in phrase for phrase in phrases)


def test_without_the_add_in_it_is_a_choice(poste):
    """Said, and how to have it; nothing to mend."""
    lieux(poste).complement.unlink()
    controles = diagnostiquer(poste)
    assert code_de_sortie(controles) == 0
    assert any("il n'est pas posé" in controle.constat for controle in controles)


@pytest.mark.parametrize("systeme", ["linux", "darwin"])
def test_elsewhere_than_windows_the_workbook_is_still_read(tmp_path, systeme):
    """What cannot be checked here is said; what can be is checked."""
    machine = FausseMachine(tmp_path, systeme)
    controles = diagnostiquer(machine, str(classeur(tmp_path, version="0.1.0")))
    assert controles[0].etat is Etat.INCONNU
    assert "cpts_xl.oxt" in controles[0].remede
    assert len(a_mettre(controles)) == 1
    assert code_de_sortie(diagnostiquer(machine)) == 0


def test_a_machine_never_installed_says_it_without_a_crash(tmp_path):
    """Nothing is there: each check has its sentence."""
    controles = diagnostiquer(FausseMachine(tmp_path))
    assert code_de_sortie(controles) == 1
    assert sum("cpts-xl installer" in phrase for phrase in a_mettre(controles)) >= 3


@pytest.mark.parametrize("contenu", [b"", b"rien", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)])
def test_a_project_of_anyone_is_read_without_a_crash(contenu):
    """Not ours, or damaged: no version."""
    assert version_des_macros(contenu) == ""


def test_the_version_of_our_macros_is_read_in_the_file(tmp_path):
    """From the workbook as from the add-in."""
    with zipfile.ZipFile(classeur(tmp_path)) as archive:
        assert version_des_macros(archive.read("xl/vbaProject.bin")) == __version__
    chemin = Path(tmp_path / "a.xlam")
    chemin.write_bytes(complement_xlam())
    with zipfile.ZipFile(chemin) as archive:
        assert version_des_macros(archive.read("xl/vbaProject.bin")) == __version__
