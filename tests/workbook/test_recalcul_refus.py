"""An engine that is missing, slow, broken or refuses: it is told in French, and never passes for a result."""

from __future__ import annotations

import sys
import time
import zipfile
from typing import TYPE_CHECKING

import pytest
import xlsxwriter

from cpts_xl.errors import ClasseurIllisible, MoteurIndisponible
from cpts_xl.workbook.moteurs import recalcul
from cpts_xl.workbook.moteurs.recalcul import MOTEURS, disponibles, recalculer

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.mark.moteur
@pytest.mark.parametrize("moteur", MOTEURS)
def test_time_limit(menteur: Path, moteur: str, exiger_moteur: Callable[[str], str]) -> None:
    """An engine that takes too long is killed and told, never waited for."""
    exiger_moteur(moteur)
    debut = time.monotonic()
    with pytest.raises(MoteurIndisponible, match=r"pas de réponse en 0\.01 s"):
        recalculer(menteur, moteur, delai=0.01)
    assert time.monotonic() - debut < 20


@pytest.mark.moteur
def test_refusal_of_an_engine_is_told(tmp_path: Path, exiger_moteur: Callable[[str], str]) -> None:
    """A workbook that formualizer refuses gives its reason, in a French sentence that names the file."""
    exiger_moteur("formualizer")
    chemin = tmp_path / "trois dimensions.xlsx"
    with xlsxwriter.Workbook(chemin) as classeur:
        classeur.add_worksheet("A").write("A1", 1)
        classeur.add_worksheet("B").write("A1", 2)
        classeur.add_worksheet("C").write_formula("A1", "=SUM(A:B!A1)")
    with pytest.raises(MoteurIndisponible, match=r"« trois dimensions\.xlsx » .* formualizer : refus du moteur, \w+"):
        recalculer(chemin, "formualizer")


@pytest.mark.moteur
def test_panic_of_ironcalc_is_a_refusal(tmp_path: Path, exiger_moteur: Callable[[str], str]) -> None:
    """A panic of the native code, which is no Exception, is told like any refusal."""
    exiger_moteur("ironcalc")
    chemin, abime = tmp_path / "sain.xlsx", tmp_path / "sans styles.xlsx"
    with xlsxwriter.Workbook(chemin) as classeur:
        classeur.add_worksheet("F").write_formula("A1", "=1+1")
    espace = b'<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>'
    with zipfile.ZipFile(chemin) as lu, zipfile.ZipFile(abime, "w") as ecrit:
        for info in lu.infolist():
            ecrit.writestr(info, espace if info.filename == "xl/styles.xml" else lu.read(info))
    with pytest.raises(MoteurIndisponible, match="IronCalc : refus du moteur"):
        recalculer(abime, "ironcalc")


def test_unknown_and_missing_engines(menteur: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """An engine that does not exist, or is not installed, says so and how to install it."""
    with pytest.raises(MoteurIndisponible, match="choisir parmi libreoffice, ironcalc, formualizer"):
        recalculer(menteur, "excel")
    monkeypatch.setattr(recalcul.importlib.util, "find_spec", lambda _: None)
    monkeypatch.setenv("CPTS_XL_SOFFICE", str(tmp_path / "absent"))
    assert disponibles() == ()
    with pytest.raises(MoteurIndisponible, match="pip install"):
        recalculer(menteur, "ironcalc")
    with pytest.raises(MoteurIndisponible, match=r"fr\.libreoffice\.org"):
        recalculer(menteur, "libreoffice")


def test_guard_comes_first(tmp_path: Path) -> None:
    """A file that the guard refuses reaches no engine."""
    (tmp_path / "a.xlsx").write_bytes(b"a;b\n1;2\n")
    with pytest.raises(ClasseurIllisible, match="CSV"):
        recalculer(tmp_path / "a.xlsx", "ironcalc")


def faux_soffice(tmp_path: Path, corps: str) -> str:
    """Return the path of a program that takes the place of LibreOffice."""
    programme = tmp_path / "faux_soffice"
    programme.write_text(f"#!{sys.executable}\nimport os, pathlib, shutil, subprocess, sys, time\n{corps}\n")
    programme.chmod(0o755)
    return str(programme)


SORTIE = "sortie = pathlib.Path(sys.argv[sys.argv.index('--outdir') + 1])\nsortie.mkdir()\n"


@pytest.mark.skipif(sys.platform == "win32", reason="programme à croisillon-point d'exclamation")
@pytest.mark.parametrize(
    ("corps", "motif"),
    [
        ("", "aucun résultat"),
        ("os.abort()", "aucun résultat"),
        ("sys.exit('source file could not be loaded')", "source file could not be loaded"),
        (SORTIE + "(sortie / 'classeur.xlsx').write_bytes(b'')", "résultat illisible"),
        (SORTIE + "shutil.copy(os.environ['VIDE'], sortie / 'classeur.xlsx')", "formules sans résultat"),
        ("time.sleep(60)", "pas de réponse"),
    ],
)
def test_broken_libreoffice_never_passes_for_a_result(
    menteur: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, corps: str, motif: str
) -> None:
    """No result, a crash, an empty workbook given back in silence, an endless wait: each is a refusal."""
    with xlsxwriter.Workbook(tmp_path / "vide.xlsx") as classeur:
        classeur.add_worksheet("Étape n°1 & co")
    monkeypatch.setenv("VIDE", str(tmp_path / "vide.xlsx"))
    monkeypatch.setenv("CPTS_XL_SOFFICE", faux_soffice(tmp_path, corps))
    with pytest.raises(MoteurIndisponible, match=motif):
        recalculer(menteur, "libreoffice", delai=1.5)


@pytest.mark.skipif(sys.platform == "win32", reason="groupes de processus POSIX")
def test_the_whole_group_is_killed(menteur: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When time is out, what the engine has started dies with it."""
    temoin = tmp_path / "temoin"
    petit = f"import time; time.sleep(2); open({str(temoin)!r}, 'w')"
    corps = f"subprocess.Popen([sys.executable, '-c', {petit!r}]); time.sleep(60)"
    monkeypatch.setenv("CPTS_XL_SOFFICE", faux_soffice(tmp_path, corps))
    with pytest.raises(MoteurIndisponible, match="pas de réponse"):
        recalculer(menteur, "libreoffice", delai=1)
    time.sleep(2)
    assert not temoin.exists()
