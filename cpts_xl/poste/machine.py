"""Everything asked of the machine, in one object: variables, registry, programs, files. Tests give another one."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cpts_xl.errors import EcritureImpossible, raison

DELAI = 900.0
"""Seconds given to a program: a slow download is not a failure."""


@dataclass(frozen=True, slots=True)
class Fini:
    """How a program ended, and what it wrote."""

    code: int
    texte: str


class Machine:
    """The machine this process runs on."""

    @property
    def systeme(self) -> str:
        """Return ``win32``, ``linux`` or ``darwin``."""
        return sys.platform

    @property
    def python(self) -> Path:
        """Return the interpreter of this process."""
        return Path(sys.executable)

    @property
    def racine_python(self) -> str:
        """Return where the Python that this process comes from is installed, environments set aside."""
        return sys.base_prefix

    def variable(self, nom: str) -> str:
        """Return an environment variable, "" when it is not set."""
        return os.environ.get(nom, "")

    def registre(self, cle: str, valeur: str) -> str | int | None:
        r"""Return a value of the registry, ``HKCU\…`` or ``HKLM\\…``; None when there is none, or no registry."""
        if self.systeme != "win32":
            return None
        import winreg  # noqa: PLC0415  (n'existe que sous Windows)

        registre: Any = winreg
        racine, _, chemin = cle.partition("\\")
        ruche = registre.HKEY_CURRENT_USER if racine == "HKCU" else registre.HKEY_LOCAL_MACHINE
        # un Python 32 bits ne verrait que sa moitié du registre
        droits = registre.KEY_READ | registre.KEY_WOW64_64KEY
        try:
            with registre.OpenKey(ruche, chemin, 0, droits) as ouverte:
                lue: str | int = registre.QueryValueEx(ouverte, valeur)[0]
                return lue
        except OSError:
            return None

    def lancer(self, commande: Sequence[str | Path], delai: float = DELAI) -> Fini:
        """Run a program to its end, without a window; a program that cannot start ends with code -1."""
        try:
            fin = subprocess.run(  # noqa: S603  (liste d'arguments, jamais une ligne d'interpréteur)
                [str(mot) for mot in commande],
                stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL,
                encoding="utf-8", errors="replace", timeout=delai, check=False,
                env={**os.environ, "PYTHONIOENCODING": "utf-8", "PYTHONUTF8": "1"},
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )  # fmt: skip
        except OSError as erreur:
            return Fini(-1, str(erreur))
        except subprocess.TimeoutExpired:
            return Fini(-1, f"sans réponse après {delai:.0f} secondes")
        return Fini(fin.returncode, fin.stdout)

    def lire(self, chemin: Path) -> bytes | None:
        """Return a file, None when it is not there or cannot be read."""
        try:
            return chemin.read_bytes()
        except OSError:
            return None

    def marque_internet(self, chemin: Path) -> str:
        """Return the mark that Windows leaves on a downloaded file, in a stream beside its content; "" without it."""
        if self.systeme != "win32":
            return ""
        lue = self.lire(Path(f"{chemin}:Zone.Identifier"))
        return lue.decode("utf-8", errors="replace") if lue else ""

    def ecrire(self, chemin: Path, contenu: bytes) -> None:
        """Write a file in one move; Excel never sees half of it.

        Raises:
            EcritureImpossible: the place is refused, or the file is open.
        """
        provisoire: Path | None = None
        try:
            chemin.parent.mkdir(parents=True, exist_ok=True)
            numero, nom = tempfile.mkstemp(prefix="~cpts-", dir=chemin.parent)
            provisoire = Path(nom)
            with os.fdopen(numero, "wb") as flux:
                flux.write(contenu)
            provisoire.replace(chemin)
        except OSError as erreur:
            raise self._refus(chemin, erreur) from erreur
        finally:
            if provisoire is not None:
                with contextlib.suppress(OSError):
                    provisoire.unlink(missing_ok=True)

    def supprimer(self, chemin: Path) -> None:
        """Remove a file or a whole folder of ours.

        Raises:
            EcritureImpossible: something in it is open.
        """
        try:
            if chemin.is_dir() and not chemin.is_symlink():
                shutil.rmtree(chemin)
            else:
                chemin.unlink(missing_ok=True)
        except OSError as erreur:
            raise self._refus(chemin, erreur) from erreur

    def _refus(self, chemin: Path, erreur: OSError) -> EcritureImpossible:
        if isinstance(erreur, PermissionError):
            remede = "fermer toutes les fenêtres d'Excel (même celles des autres classeurs), puis recommencer"
        else:
            remede = f"{raison(erreur)} : libérer ce fichier ou ce dossier, puis recommencer"
        return EcritureImpossible(f"« {chemin.name} » n'a pas pu être changé dans « {chemin.parent} » ; {remede}.")
