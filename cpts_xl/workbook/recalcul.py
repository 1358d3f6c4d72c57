"""Recalculating a workbook with an independent spreadsheet engine, each in a process of its own with limits.

Three engines, because each has silent errors that the others lack; none may repeat the results already stored.
"""

from __future__ import annotations

import contextlib
import importlib.util
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cpts_xl.errors import ClasseurIllisible, MoteurIndisponible
from cpts_xl.workbook.recalcul_enfant import resultats
from cpts_xl.workbook.xlsx_lu import ErreurCellule, lire

if TYPE_CHECKING:
    from collections.abc import Iterable

ValeurRecalculee = float | str | bool | ErreurCellule
Recalcul = dict[tuple[str, str], ValeurRecalculee]

MOTEURS = ("libreoffice", "ironcalc", "formualizer")
NOMS = {"libreoffice": "LibreOffice", "ironcalc": "IronCalc", "formualizer": "formualizer"}
LANGUE = "fr-FR"  # LibreOffice relit les textes dans la langue du profil : celle de nos utilisateurs
_MEMOIRE_LIBREOFFICE = 6 << 30  # des adresses réservées, dont il use largement, plus que de la mémoire
_REDEMARRER = 81  # soffice.bin demande ainsi à être relancé quand il vient de créer son profil
_PROFIL = (
    # sans ces deux réglages, LibreOffice fait confiance aux résultats stockés et ne recalcule presque rien
    ("/org.openoffice.Office.Calc/Formula/Load", "OOXMLRecalcMode", "0"),
    ("/org.openoffice.Office.Calc/Formula/Load", "ODFRecalcMode", "0"),
    ("/org.openoffice.Setup/L10N", "ooSetupSystemLocale", LANGUE),
    ("/org.openoffice.Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("/org.openoffice.Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("/org.openoffice.Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("/org.openoffice.Office.Calc/Content/Update", "Link", "2"),
    # un mandataire qui n'existe pas : la version 7.4 va chercher sur le réseau les images liées
    ("/org.openoffice.Inet/Settings", "ooInetProxyType", "2"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPSProxyPort", "9"),
)


def disponibles() -> tuple[str, ...]:
    """Return the engines installed on this machine, in the order of ``MOTEURS``."""
    return tuple(moteur for moteur in MOTEURS if _installe(moteur))


def recalculer(chemin: Path, moteur: str, delai: float = 60) -> Recalcul:
    """Return the value of each non-empty cell, by (sheet, address), as the engine computes it from the formulas.

    Dates come as serial numbers. Every formula of the workbook is in the answer, or there is no answer.

    Raises:
        ClasseurIllisible: the guard refuses the workbook.
        MoteurIndisponible: the engine is missing, crashed, refused, answered in part, or took over ``delai`` s.
    """
    if moteur not in MOTEURS:
        raise MoteurIndisponible(f"Moteur « {moteur} » inconnu : choisir parmi {', '.join(MOTEURS)}.")
    recu = lire(chemin, dates=False)
    if not _installe(moteur):
        raise MoteurIndisponible(_comment_installer(moteur))
    # une copie, sous un nom simple : ni verrou à côté du fichier de l'utilisateur, ni accents, ni « & » dans une URL
    with tempfile.TemporaryDirectory(prefix="cpts-recalcul-", ignore_cleanup_errors=True) as dossier:
        travail = Path(dossier)
        copie = travail / "classeur.xlsx"
        shutil.copyfile(chemin, copie)
        if moteur == "libreoffice":
            cellules = _par_libreoffice(copie, chemin.name, delai)
        else:
            cellules = _par_enfant(moteur, copie, chemin.name, delai)
    valeurs: Recalcul = {
        (feuille, adresse): ErreurCellule(str(valeur)) if sorte == "e" else valeur
        for feuille, adresse, sorte, valeur in cellules
    }
    manquantes = [
        f"{feuille.nom}!{cellule.adresse}"
        for feuille in recu.feuilles.values()
        for cellule in feuille.cellules.values()
        if cellule.formule and (feuille.nom, cellule.adresse) not in valeurs
    ]
    if manquantes:
        # LibreOffice ouvre certains fichiers comme une feuille vide, sans rien dire
        motif = f"{len(manquantes)} formule(s) sans résultat, la première en {manquantes[0]}"
        raise _refus(moteur, chemin.name, motif)
    return valeurs


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


def _installe(moteur: str) -> bool:
    return trouver_soffice() is not None if moteur == "libreoffice" else importlib.util.find_spec(moteur) is not None


def _comment_installer(moteur: str) -> str:
    if moteur == "libreoffice":
        remede = "l'installer depuis https://fr.libreoffice.org, ou donner son chemin dans CPTS_XL_SOFFICE"
    else:
        remede = 'l\'installer par « pip install "cpts-xl[recalcul]" »'
    return f"{NOMS[moteur]} n'est pas installé sur ce poste : {remede}."


def _refus(moteur: str, nom: str, motif: str) -> MoteurIndisponible:
    return MoteurIndisponible(f"« {nom} » n'a pas pu être recalculé par {NOMS[moteur]} : {motif}.")


def _par_enfant(moteur: str, copie: Path, nom: str, delai: float) -> Iterable[Any]:
    racine = str(Path(__file__).resolve().parents[2])
    chemins = [racine, *filter(None, [os.environ.get("PYTHONPATH")])]
    environnement = os.environ | {"PYTHONPATH": os.pathsep.join(chemins), "PYTHONUTF8": "1"}
    commande = [sys.executable, "-m", "cpts_xl.workbook.recalcul_enfant", moteur, str(copie)]
    code, sortie, erreurs = _lancer(commande, copie.parent, time.monotonic() + delai, environnement)
    if code is None:
        raise _refus(moteur, nom, f"pas de réponse en {delai:g} s")
    if code:
        derniere = (erreurs.strip().splitlines() or [""])[-1]
        arret = f"signal {-code}" if code < 0 else f"code {code}"
        raise _refus(moteur, nom, f"le programme s'est arrêté ({arret}) {derniere}".rstrip())
    reponse = json.loads(sortie)
    if "refus" in reponse:
        raise _refus(moteur, nom, f"refus du moteur, {reponse['refus']}")
    cellules: list[Any] = reponse["cellules"]
    return cellules


def _par_libreoffice(copie: Path, nom: str, delai: float) -> Iterable[Any]:
    soffice = trouver_soffice()
    profil, sortie = copie.parent / "profil", copie.parent / "sortie"
    _ecrire_profil(profil)
    commande = [
        str(soffice),
        *("--headless", "--invisible", "--norestore", "--nologo", "--nolockcheck", "--nodefault"),
        f"-env:UserInstallation={profil.as_uri()}",
        # xlsx plutôt que csv : le csv perd les types (texte, booléen, erreur) et n'écrit que les chiffres affichés ;
        # xlsx garde 15 chiffres, ce que nous lisons d'un nombre de toute façon
        *("--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(sortie), str(copie)),
    ]
    limite = time.monotonic() + delai
    code: int | None = _REDEMARRER
    for _ in range(3):
        code, _sortie, erreurs = _lancer(commande, copie.parent, limite, dict(os.environ), _MEMOIRE_LIBREOFFICE)
        if code != _REDEMARRER:
            break
    if code is None:
        raise _refus("libreoffice", nom, f"pas de réponse en {delai:g} s")
    calcule = sortie / copie.name
    if code or not calcule.is_file():
        derniere = (erreurs.strip().splitlines() or [f"code {code}"])[-1]
        raise _refus("libreoffice", nom, f"aucun résultat ({derniere})")
    try:
        return list(resultats(calcule))
    except ClasseurIllisible as erreur:
        raise _refus("libreoffice", nom, f"résultat illisible, {erreur}") from erreur


def _ecrire_profil(profil: Path) -> None:
    lignes = "".join(
        f'<item oor:path="{chemin}"><prop oor:name="{cle}" oor:op="fuse"><value>{valeur}</value></prop></item>\n'
        for chemin, cle, valeur in _PROFIL
    )
    (profil / "user").mkdir(parents=True)
    (profil / "user" / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n<oor:items xmlns:oor="http://openoffice.org/2001/registry" '
        'xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">\n'
        f"{lignes}</oor:items>\n",
        encoding="utf-8",
    )


def _lancer(
    commande: list[str], dossier: Path, limite: float, environnement: dict[str, str], memoire: int = 0
) -> tuple[int | None, str, str]:
    """Return (exit code, stdout, stderr); the code is None when time ran out and the whole group was killed."""
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
