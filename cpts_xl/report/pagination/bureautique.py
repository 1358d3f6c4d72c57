"""Running LibreOffice on one document: a profile of its own, no macro, no network, a time limit."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from cpts_xl.errors import MoteurIndisponible

Reglage = tuple[str, str, str]
"""One setting of the profile: its path, its name, its value."""

DELAI = 120.0
_MEMOIRE = 6 << 30  # des adresses réservées, dont LibreOffice use largement, plus que de la mémoire
_REDEMARRER = 81  # soffice.bin demande ainsi à être relancé quand il vient de créer son profil
_ESSAIS = 3
_SECURITE: tuple[Reglage, ...] = (
    ("/org.openoffice.Setup/L10N", "ooSetupSystemLocale", "fr-FR"),
    ("/org.openoffice.Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("/org.openoffice.Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("/org.openoffice.Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("/org.openoffice.Office.Writer/Content/Update", "Link", "0"),
    # un mandataire qui n'existe pas : aucune image liée n'est cherchée sur le réseau
    ("/org.openoffice.Inet/Settings", "ooInetProxyType", "2"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPSProxyPort", "9"),
)
_ABSENT = (
    "LibreOffice n'est pas installé sur ce poste : l'installer depuis https://fr.libreoffice.org, ou donner son "
    "chemin dans CPTS_XL_SOFFICE."
)


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


def convertir(contenu: bytes, vers: str, reglages: Iterable[Reglage] = (), *, delai: float = DELAI) -> bytes:
    """Return a Word document converted by LibreOffice; ``vers`` is « extension:filter ».

    Raises:
        MoteurIndisponible: LibreOffice is missing, refused the document, crashed, or took over ``delai`` s.
    """
    soffice = trouver_soffice()
    if soffice is None:
        raise MoteurIndisponible(_ABSENT)
    # une copie, sous un nom simple, dans un dossier à nous : ni accents ni « & » dans une URL, rien d'écrit ailleurs
    with tempfile.TemporaryDirectory(prefix="cpts-document-", ignore_cleanup_errors=True) as dossier:
        travail = Path(dossier)
        source, sortie, profil = travail / "document.docx", travail / "sortie", travail / "profil"
        source.write_bytes(contenu)
        _ecrire_profil(profil, (*_SECURITE, *reglages))
        commande = [
            str(soffice),
            *("--headless", "--invisible", "--norestore", "--nologo", "--nolockcheck", "--nodefault"),
            f"-env:UserInstallation={profil.as_uri()}",
            *("--convert-to", vers, "--outdir", str(sortie), str(source)),
        ]
        limite = time.monotonic() + delai
        code, erreurs = _lancer(commande, travail, limite)
        for _ in range(_ESSAIS - 1):
            if code == _REDEMARRER:
                code, erreurs = _lancer(commande, travail, limite)
        converti = sortie / f"document.{vers.partition(':')[0]}"
        if code is None:
            raise _refus(f"pas de réponse en {delai:g} s")
        if code or not converti.is_file():
            raise _refus(f"aucun résultat ({(erreurs.strip().splitlines() or [f'code {code}'])[-1]})")
        return converti.read_bytes()


def _refus(motif: str) -> MoteurIndisponible:
    return MoteurIndisponible(
        f"LibreOffice n'a pas pu convertir le document : {motif}. Fermer LibreOffice, puis recommencer ; le document "
        "Word, lui, est complet."
    )


def _ecrire_profil(profil: Path, reglages: Iterable[Reglage]) -> None:
    lignes = "".join(
        f'<item oor:path="{chemin}"><prop oor:name="{cle}" oor:op="fuse"><value>{valeur}</value></prop></item>\n'
        for chemin, cle, valeur in reglages
    )
    (profil / "user").mkdir(parents=True)
    (profil / "user" / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n<oor:items xmlns:oor="http://openoffice.org/2001/registry" '
        'xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">\n'
        f"{lignes}</oor:items>\n",
        encoding="utf-8",
    )


def _lancer(commande: list[str], dossier: Path, limite: float) -> tuple[int | None, str]:
    """Return (exit code, stderr); the code is None when time ran out and the whole group was killed."""
    groupe: dict[str, Any] = {"start_new_session": True}
    if sys.platform == "win32":
        groupe = {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.CREATE_NO_WINDOW}
    # un fichier et non un tube : un petit-enfant oublié qui tient un tube ferait attendre sans fin
    with tempfile.TemporaryFile() as erreurs:
        try:
            enfant = subprocess.Popen(  # noqa: S603 - commande construite ici, sans interpréteur
                commande,
                cwd=dossier,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=erreurs,
                **groupe,
            )
        except OSError as erreur:
            return 127, str(erreur)
        _plafonner(enfant.pid)
        try:
            code: int | None = enfant.wait(max(0.01, limite - time.monotonic()))
        except subprocess.TimeoutExpired:
            code = None
        finally:
            if enfant.poll() is None:
                _tuer(enfant)
        erreurs.seek(0)
        return code, erreurs.read().decode("utf-8", "replace")


def _plafonner(pid: int) -> None:
    if sys.platform == "linux":
        import resource  # noqa: PLC0415 - absent de Windows

        with contextlib.suppress(OSError, ValueError):
            resource.prlimit(pid, resource.RLIMIT_AS, (_MEMOIRE, _MEMOIRE))


def _tuer(enfant: subprocess.Popen[bytes]) -> None:
    """Kill the program and all that it started."""
    if sys.platform == "win32":
        subprocess.run(["taskkill", "/T", "/F", "/PID", str(enfant.pid)], check=False, capture_output=True)  # noqa: S603, S607
    else:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(enfant.pid, signal.SIGKILL)
    enfant.wait()
