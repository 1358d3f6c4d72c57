"""The settings file: where Python and its libraries are on this machine, read by the macros of the workbook.

In plain ASCII and with ``%LOCALAPPDATA%`` left as it is: a profile with an accent or an apostrophe changes nothing.
"""

from __future__ import annotations

from cpts_xl.poste.lieux import BITS, Lieux
from cpts_xl.poste.machine import Machine
from cpts_xl.udf.vba.ecriture import coder, decoder

INTERPRETE = "INTERPRETER_WIN"
VERSION = "VERSION"
_PROFIL = "%LOCALAPPDATA%"
_EN_TETE = "# Ecrit par cpts-xl installer. Une feuille xlwings.conf du classeur l'emporte."


def rediger(endroits: Lieux, version: str) -> bytes:
    """Return the content of the settings file."""
    reglages = {INTERPRETE: str(endroits.interprete_muet), VERSION: version}
    reglages |= {cle_dll(bits): str(endroits.dll(bits)) for bits in BITS}
    profil = str(endroits.dossier.parent)
    lignes = [
        f"{cle}={coder(valeur.replace(profil, _PROFIL).replace('/', chr(92)))}" for cle, valeur in reglages.items()
    ]
    return "\r\n".join([_EN_TETE, *lignes, ""]).encode("ascii")


def cle_dll(bits: int) -> str:
    """Return the setting that names the library for an Excel of 32 or 64 bits."""
    return f"LIAISON_{bits}"


def lire(machine: Machine, endroits: Lieux) -> dict[str, str]:
    """Return the settings, the profile put in its place; empty when the file is not there."""
    contenu = machine.lire(endroits.reglages) or b""
    lus = {}
    for ligne in contenu.decode("ascii", errors="replace").splitlines():
        cle, egal, valeur = ligne.partition("=")
        if egal and not ligne.startswith("#"):
            lus[cle.strip().upper()] = decoder(valeur.strip()).replace(_PROFIL, str(endroits.dossier.parent))
    return lus
