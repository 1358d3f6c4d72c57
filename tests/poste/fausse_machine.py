"""A Windows machine made of a folder: a profile hard to name, a registry in a dictionary, programs that are played.

The environment it makes is a real one (``python -m venv --without-pip``), in which this checkout stands for the wheel;
so what the installer asks of it is really answered.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from cpts_xl.poste.machine import Fini, Machine

RACINE = Path(__file__).resolve().parents[2]
PROFIL = "Éloïse D'Orgeval"
EXCEL_64 = {
    (
        "HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\App Paths\\excel.exe",
        "Path",
    ): "C:\\Office\\root\\Office16\\",
    ("HKLM\\SOFTWARE\\Microsoft\\Office\\ClickToRun\\Configuration", "Platform"): "x64",
}


class FausseMachine(Machine):
    """``registres`` and ``variables`` may be changed; ``lances`` keeps the programs run; ``verrous`` are open files."""

    def __init__(self, dossier: Path, systeme: str = "win32") -> None:
        profil = dossier / "Users" / PROFIL / "AppData"
        self.variables = {"LOCALAPPDATA": str(profil / "Local"), "APPDATA": str(profil / "Roaming")}
        self.registres: dict[tuple[str, str], str | int] = dict(EXCEL_64)
        self.lances: list[list[str]] = []
        self.verrous: set[str] = set()
        self.zones: dict[Path, str] = {}
        self.pannes: dict[str, Fini] = {}
        self.version_xlwings = "0.37.8"
        self._systeme = systeme

    @property
    def systeme(self) -> str:
        """Return the system played."""
        return self._systeme

    @property
    def racine_python(self) -> str:
        """Return where Python is installed."""
        return self.variables.get(
            "RACINE_PYTHON", "C:\\Users\\Éloïse D'Orgeval\\AppData\\Local\\Programs\\Python\\Python311"
        )

    def variable(self, nom: str) -> str:
        """Return a variable of the played session."""
        return self.variables.get(nom, "")

    def registre(self, cle: str, valeur: str) -> str | int | None:
        """Return a value of the played registry."""
        return self.registres.get((cle, valeur))

    def marque_internet(self, chemin: Path) -> str:
        """Return the played mark of a downloaded file."""
        return self.zones.get(chemin, "")

    def lancer(self, commande: Sequence[str | Path], delai: float = 60.0) -> Fini:
        """Run what can be on this system; play what only Windows, or the network, could do."""
        mots = [str(mot) for mot in commande]
        self.lances.append(mots)
        for cle, panne in self.pannes.items():
            if cle in mots:
                return panne
        if "venv" in mots:
            return self._venv(Path(mots[-1]))
        if "pip" in mots:
            return self._pip(Path(mots[0]).parents[1])
        return super().lancer(commande, delai)

    def _venv(self, dossier: Path) -> Fini:
        subprocess.run([sys.executable, "-I", "-m", "venv", "--without-pip", str(dossier)], check=True)
        scripts = dossier / "Scripts"
        scripts.mkdir()
        for nom in ("python.exe", "pythonw.exe"):
            (scripts / nom).symlink_to(dossier / "bin" / "python")
        return Fini(0, "")

    def _pip(self, dossier: Path) -> Fini:
        """Play pip: this checkout, xlwings as it is here, and the two pieces that exist on Windows only."""
        [paquets] = (dossier / "lib").glob("python*/site-packages")
        ici = next(Path(chemin) for chemin in sys.path if (Path(chemin) / "xlwings").is_dir())
        for nom in ("xlwings", "pyopenvba"):
            (paquets / nom).symlink_to(ici / nom)
        for notice in [*ici.glob("xlwings-*.dist-info"), *ici.glob("pyopenvba-*.dist-info")]:
            (paquets / notice.name).symlink_to(notice)
        (paquets / "cpts_xl").symlink_to(RACINE / "cpts_xl")
        version = re.search(r'__version__ = "([^"]+)"', (RACINE / "cpts_xl" / "__init__.py").read_text("utf-8"))
        notice = paquets / "cpts_xl-0.dist-info"
        notice.mkdir()
        (notice / "METADATA").write_text(
            f"Metadata-Version: 2.1\nName: cpts-xl\nVersion: {version[1] if version else ''}\n", "utf-8"
        )
        (paquets / "win32com").mkdir()
        (paquets / "win32com" / "__init__.py").touch()
        (paquets / "win32com" / "client.py").touch()
        for bits in (32, 64):
            (dossier / f"xlwings{bits}-{self.version_xlwings}.dll").write_bytes(f"liaison {bits}".encode())
        return Fini(0, "Successfully installed cpts-xl")

    def ecrire(self, chemin: Path, contenu: bytes) -> None:
        """Write, unless Excel has the file open."""
        if chemin.name in self.verrous:
            raise self._refus(chemin, PermissionError(13, "refusé"))
        super().ecrire(chemin, contenu)

    def supprimer(self, chemin: Path) -> None:
        """Remove, unless Excel has the file open."""
        if chemin.name in self.verrous:
            raise self._refus(chemin, PermissionError(13, "refusé"))
        super().supprimer(chemin)


def copier_machine(machine: FausseMachine, vers: Path) -> FausseMachine:
    """Return another machine in the same state, elsewhere."""
    copie = FausseMachine(vers)
    profil = Path(machine.variables["LOCALAPPDATA"]).parent
    shutil.copytree(profil, Path(copie.variables["LOCALAPPDATA"]).parent, symlinks=True)
    return copie
