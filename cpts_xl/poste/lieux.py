"""Where things stand in a Windows profile; nothing there needs the rights of an administrator."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from cpts_xl.errors import CptsError
from cpts_xl.poste.machine import Machine

BITS = (64, 32)


@dataclass(frozen=True, slots=True)
class Lieux:
    """The folders of one user: our own, and the one whose files Excel opens and trusts at each start."""

    dossier: Path
    demarrage: Path

    @property
    def environnement(self) -> Path:
        """Return the folder of our own Python environment."""
        return self.dossier / "python"

    @property
    def interprete(self) -> Path:
        """Return the interpreter that writes to a console."""
        return self.environnement / "Scripts" / "python.exe"

    @property
    def interprete_muet(self) -> Path:
        """Return the interpreter without a window, the one Excel starts."""
        return self.environnement / "Scripts" / "pythonw.exe"

    @property
    def reglages(self) -> Path:
        """Return the file that the workbook reads."""
        return self.dossier / "reglages.conf"

    @property
    def complement(self) -> Path:
        """Return the add-in, where Excel opens it."""
        return self.demarrage / "cpts_xl.xlam"

    def dll(self, bits: int) -> Path:
        """Return the library that links Excel to Python, under a name that no version changes."""
        return self.dossier / f"cpts_xl{bits}.dll"


def lieux(machine: Machine) -> Lieux:
    """Return the places of the user of this machine.

    Raises:
        CptsError: Windows does not say where the profile is.
    """
    local, mobile = machine.variable("LOCALAPPDATA"), machine.variable("APPDATA")
    if not local or not mobile:
        raise CptsError(
            "Windows ne dit pas où est votre profil (variables LOCALAPPDATA et APPDATA vides) : "
            "ouvrir une session ordinaire, puis recommencer."
        )
    return Lieux(Path(local) / "cpts_xl", Path(mobile) / "Microsoft" / "Excel" / "XLSTART")
