"""What our Python environment holds, asked of its own interpreter."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from cpts_xl.poste.machine import Machine

_DELAI = 60.0
_QUESTION = """
import importlib.metadata as m, importlib.util as u, json, struct, sys
def version(nom):
    try: return m.version(nom)
    except m.PackageNotFoundError: return ""
print(json.dumps({"python": "%d.%d.%d" % sys.version_info[:3], "bits": 8 * struct.calcsize("P"),
    "cpts_xl": version("cpts-xl"), "xlwings": version("xlwings"), "pywin32": u.find_spec("win32com") is not None}))
"""


@dataclass(frozen=True, slots=True)
class Environnement:
    """The versions found; "" for a library that is not there. ``panne`` says why nothing could be asked."""

    python: str = ""
    bits: int = 0
    cpts_xl: str = ""
    xlwings: str = ""
    pywin32: bool = False
    panne: str = ""

    @property
    def complet(self) -> bool:
        """Return whether everything that a call from Excel needs is installed."""
        return bool(self.cpts_xl and self.xlwings and self.pywin32)


def sonder(machine: Machine, interprete: Path) -> Environnement:
    """Return what an environment holds."""
    if not interprete.exists():
        return Environnement(panne="absent")
    fin = machine.lancer([interprete, "-I", "-c", _QUESTION], _DELAI)
    try:
        return Environnement(**json.loads(fin.texte.strip().splitlines()[-1]))
    except (ValueError, IndexError, TypeError):
        return Environnement(panne=fin.texte.strip()[-200:] or f"fin {fin.code}")
