"""LibreOffice as a servant: found, given a profile of its own, launched within limits. No macro, no network."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

Reglage = tuple[str, str, str]
"""One setting of the profile: its path, its name, its value."""

LANGUE = "fr-FR"  # LibreOffice relit les textes dans la langue du profil : celle de nos utilisateurs
MEMOIRE = 6 << 30  # des adresses réservées, dont LibreOffice use largement, plus que de la mémoire
_REDEMARRER = 81  # soffice.bin demande ainsi à être relancé quand il vient de créer son profil
_ESSAIS = 3
_SECURITE: tuple[Reglage, ...] = (
    ("/org.openoffice.Setup/L10N", "ooSetupSystemLocale", LANGUE),
    ("/org.openoffice.Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("/org.openoffice.Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("/org.openoffice.Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("/org.openoffice.Office.Calc/Content/Update", "Link", "2"),
    ("/org.openoffice.Office.Writer/Content/Update", "Link", "0"),
    # un mandataire qui n'existe pas : la version 7.4 va chercher sur le réseau les images liées
    ("/org.openoffice.Inet/Settings", "ooInetProxyType", "2"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPSProxyPort", "9"),
)
"""What every profile has: nothing runs, nothing is fetched."""


def trouver_soffice() -> Path | None:
    """Return the LibreOffice program to launch, or None; ``CPTS_XL_SOFFICE`` names another one."""
    if impose := os.environ.get("CPTS_XL_SOFFICE"):
        return Path(impose) if Path(impose).is_file() else None
    candidats: list[Path] = []
    if sys.platform == "win32":
        racines = [os.environ.get(nom) for nom in ("PROGRAMFILES", "PROGRAMFILES(X86)")]
        # soffice.com attend la fin du travail, soffice.exe rend la main aussitôt
        candidats += [Path(racine) / "LibreOffice/program/soffice.com" for racine in racines if racine]
    elif sys.platform == "darwin":
        candidats.append(Path("/Applications/LibreOffice.app/Contents/MacOS/soffice"))
    else:
        # soffice.bin et non soffice : ce lanceur survit à la mort du programme et ignore SIGTERM
        if lanceur := shutil.which("soffice") or shutil.which("libreoffice"):
            candidats.append(Path(lanceur).resolve().parent / "soffice.bin")
        candidats += [Path(d, "libreoffice/program/soffice.bin") for d in ("/usr/lib", "/usr/lib64", "/opt")]
        candidats += sorted(Path("/opt").glob("libreoffice*/program/soffice.bin"), reverse=True)
    return next((candidat for candidat in candidats if candidat.is_file()), None)


def convertir(
    soffice: Path, sources: Sequence[Path], vers: str, sortie: Path, reglages: Iterable[Reglage] = (), *, delai: float
) -> tuple[int | None, str]:
    """Convert files into the folder ``sortie``; return (exit code, errors), the code None when ``delai`` s ran out.

    ``vers`` is « extension:filter »; the profile is made beside the sources, which must stand in a folder of ours.
    """
    travail = sources[0].parent
    profil = travail / "profil"
    ecrire_profil(profil, reglages)
    commande = [
        str(soffice),
        *("--headless", "--invisible", "--norestore", "--nologo", "--nolockcheck", "--nodefault"),
        f"-env:UserInstallation={profil.as_uri()}",
        *("--convert-to", vers, "--outdir", str(sortie), *map(str, sources)),
    ]
    limite = time.monotonic() + delai
    for _ in range(_ESSAIS):
        code, _dit, erreurs = lancer(commande, travail, limite, memoire=MEMOIRE)
        if code != _REDEMARRER:
            break
    return code, erreurs


def ecrire_profil(profil: Path, reglages: Iterable[Reglage] = ()) -> None:
    """Write a new profile with our settings and these ones."""
    lignes = "".join(
        f'<item oor:path="{chemin}"><prop oor:name="{cle}" oor:op="fuse"><value>{valeur}</value></prop></item>\n'
        for chemin, cle, valeur in (*_SECURITE, *reglages)
    )
    (profil / "user").mkdir(parents=True)
    (profil / "user" / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n<oor:items xmlns:oor="http://openoffice.org/2001/registry" '
        'xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">\n'
        f"{lignes}</oor:items>\n",
        encoding="utf-8",
    )


def lancer(
    commande: list[str], dossier: Path, limite: float, environnement: dict[str, str] | None = None, memoire: int = 0
) -> tuple[int | None, str, str]:
    """Return (exit code, stdout, stderr) of a program; the code is None when time ran out and its group was killed.

    ``limite`` is a reading of the monotonic clock, ``memoire`` the most addresses it may reserve (Linux; 0: no limit).
    """
    groupe: dict[str, Any] = {"start_new_session": True}
    if sys.platform == "win32":
        groupe = {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.CREATE_NO_WINDOW}
    # des fichiers et non des tubes : un petit-enfant oublié qui tient un tube ferait attendre sans fin
    with tempfile.TemporaryFile() as sortie, tempfile.TemporaryFile() as erreurs:
        try:
            enfant = subprocess.Popen(  # noqa: S603 - commande construite ici, sans interpréteur
                commande,
                cwd=dossier,
                env=environnement,
                stdin=subprocess.DEVNULL,
                stdout=sortie,
                stderr=erreurs,
                **groupe,
            )
        except OSError as erreur:
            return 127, "", str(erreur)
        _plafonner(enfant.pid, memoire)
        try:
            code: int | None = enfant.wait(max(0.01, limite - time.monotonic()))
        except subprocess.TimeoutExpired:
            code = None
        finally:
            if enfant.poll() is None:
                _tuer(enfant)
        sortie.seek(0)
        erreurs.seek(0)
        return code, sortie.read().decode("utf-8", "replace"), erreurs.read().decode("utf-8", "replace")


def _plafonner(pid: int, memoire: int) -> None:
    if memoire and sys.platform == "linux":
        import resource  # noqa: PLC0415 - absent de Windows

        with contextlib.suppress(OSError, ValueError):
            resource.prlimit(pid, resource.RLIMIT_AS, (memoire, memoire))


def _tuer(enfant: subprocess.Popen[bytes]) -> None:
    """Kill the program and all that it started."""
    if sys.platform == "win32":
        subprocess.run(["taskkill", "/T", "/F", "/PID", str(enfant.pid)], check=False, capture_output=True)  # noqa: S603, S607
    else:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(enfant.pid, signal.SIGKILL)
    enfant.wait()
