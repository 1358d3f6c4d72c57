"""Putting the functions on a machine: a plan of steps that are seen before they are done, and can be done again."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, distribution
from json import loads
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

from cpts_xl import __version__
from cpts_xl.errors import CptsError
from cpts_xl.poste import reglages
from cpts_xl.poste.lieux import BITS, Lieux, lieux
from cpts_xl.poste.machine import Machine
from cpts_xl.poste.sonde import sonder

AILLEURS = (
    "Les fonctions CPTS_ d'Excel passent par Windows : rien n'est à installer ici pour elles. "
    "Avec LibreOffice, installer le complément cpts_xl.oxt ; avec Excel pour Mac ou sur le web, le complément Office "
    "(« cpts-xl complement ») ; partout, une copie de relecture calcule sans rien installer."
)
_COMPLEMENT = (
    "import pathlib, sys; from cpts_xl.udf.vba.complement import complement_xlam; "
    "pathlib.Path(sys.argv[1]).write_bytes(complement_xlam())"
)
_ESSAI = "from cpts_xl.udf.excel import CPTS_VERSION; import xlwings, win32com.client; print(CPTS_VERSION()[0][0])"
_DETAIL_MAX = 300


@dataclass(frozen=True, slots=True)
class Etape:
    """One step: what it does, in French; whether it is already done; how it is done, which may raise CptsError."""

    titre: str
    fait: bool
    faire: Callable[[], None]


def planifier(machine: Machine, source: Path | None = None, *, complement: bool = True) -> list[Etape]:
    """Return the steps, in order; ``source`` is the received wheel or folder, by default the one already installed.

    Raises:
        CptsError: not Windows, a Python that cannot serve, or no source.
    """
    if machine.systeme != "win32":
        raise CptsError(AILLEURS)
    if "WindowsApps" in machine.racine_python or "PythonSoftwareFoundation" in machine.racine_python:
        raise CptsError(
            "Ce Python vient du Microsoft Store : Windows cache à Excel les fichiers qu'il écrit dans votre profil. "
            "Installer celui de python.org (voir docs/installation-excel.md), puis recommencer avec lui."
        )
    recu = _source(source)
    ici = lieux(machine)
    pose = sonder(machine, ici.interprete)
    attendue = _version_de(recu)
    a_jour = pose.complet and bool(attendue) and pose.cpts_xl == attendue
    etapes = [
        Etape(f"Créer l'environnement Python de l'outil dans « {ici.environnement} ».", not pose.panne,
              lambda: _creer(machine, ici)),
        Etape(f"Y installer « {recu.name} » et ses bibliothèques (Internet est nécessaire).", a_jour,
              lambda: _installer(machine, ici, recu)),
        Etape("Copier la bibliothèque de liaison d'Excel sous un nom qui ne change pas.", _dll_en_place(machine, ici),
              lambda: _copier_dll(machine, ici)),
        Etape(f"Écrire les réglages que le classeur lira : « {ici.reglages} ».",
              a_jour and machine.lire(ici.reglages) == reglages.rediger(ici, attendue),
              lambda: machine.ecrire(ici.reglages, reglages.rediger(ici, sonder(machine, ici.interprete).cpts_xl))),
    ]  # fmt: skip
    if complement:
        etapes.append(
            Etape(f"Poser le complément qu'Excel ouvrira à chaque démarrage : « {ici.complement} ».",
                  a_jour and version_du_complement(machine, ici) == attendue, lambda: _poser(machine, ici))
        )  # fmt: skip
    etapes.append(Etape("Essayer une fonction, comme Excel le fera.", fait=False, faire=lambda: _essayer(machine, ici)))
    return etapes


def deplanifier(machine: Machine) -> list[Etape]:
    """Return the steps that take away what ``planifier`` put, and nothing else.

    Raises:
        CptsError: not Windows.
    """
    if machine.systeme != "win32":
        raise CptsError(AILLEURS)
    ici = lieux(machine)
    if machine.python.is_relative_to(ici.environnement):
        raise CptsError(
            "Cette commande tourne dans l'environnement à retirer : la lancer depuis le Python qui a installé l'outil, "
            "par « py -3.11 -m cpts_xl.cli installer --desinstaller »."
        )
    poses = [ici.complement, ici.reglages, *(ici.dll(bits) for bits in BITS), ici.environnement]
    return [
        Etape(f"Retirer « {chemin} ».", not chemin.exists(), lambda chemin=chemin: machine.supprimer(chemin))  # type: ignore[misc]
        for chemin in poses
    ]


def executer(etapes: Sequence[Etape], dire: Callable[[str], None], *, essai: bool = False) -> None:
    """Do the steps that are left, saying each; with ``essai``, say them only.

    Raises:
        CptsError: a step failed; what to do is said, and running again goes on from there.
    """
    for rang, etape in enumerate(etapes, 1):
        suffixe = " — déjà fait" if etape.fait else ""
        dire(f"{rang}. {etape.titre}{suffixe}")
        if not essai and not etape.fait:
            etape.faire()
    if essai:
        dire("Essai seulement : rien n'a été changé.")


def _source(source: Path | None) -> Path:
    """Return what pip is to install."""
    if source is not None:
        if not source.exists():
            raise CptsError(f"« {source} » n'existe pas : donner le fichier .whl reçu, ou le dossier qui le remplace.")
        return source.resolve()
    trouve = _installe_depuis()
    if trouve is None or not trouve.exists():
        raise CptsError(
            "Le fichier d'où l'outil a été installé n'est plus là : donner le fichier .whl reçu, "
            "par exemple « cpts-xl installer --depuis cpts_xl-" + __version__ + "-py3-none-any.whl »."
        )
    return trouve


def _installe_depuis() -> Path | None:
    """Return the file or folder that pip installed this tool from (PEP 610), None when it does not say."""
    try:
        note = distribution("cpts-xl").read_text("direct_url.json")
    except PackageNotFoundError:
        return None
    adresse = urlsplit(loads(note)["url"]) if note else None
    return Path(url2pathname(adresse.path)) if adresse is not None and adresse.scheme == "file" else None


def _version_de(recu: Path) -> str:
    """Return the version of a wheel, "" for a folder: what it holds may change under one number."""
    trouve = re.match(r"cpts_xl-([^-]+)-.*\.whl$", recu.name)
    return trouve[1] if trouve else ""


def _creer(machine: Machine, ici: Lieux) -> None:
    fin = machine.lancer([machine.python, "-I", "-m", "venv", "--clear", ici.environnement])
    if fin.code or not ici.interprete.exists():
        raise CptsError(
            f"L'environnement Python n'a pas pu être créé dans « {ici.environnement} » : fermer Excel, vérifier qu'il "
            f"reste un gigaoctet sur le disque, puis recommencer.{_detail(fin.texte)}"
        )


def _installer(machine: Machine, ici: Lieux, recu: Path) -> None:
    options = ("--upgrade", "--no-input", "--disable-pip-version-check")
    commande = (ici.interprete, "-I", "-m", "pip", "install", *options, recu)
    fin = machine.lancer(commande)
    if fin.code:
        raise CptsError(
            "L'outil ou ses bibliothèques n'ont pas pu être installés : vérifier l'accès à Internet (un pare-feu "
            f"d'établissement peut bloquer pypi.org : en parler au service informatique), puis recommencer."
            f"{_detail(fin.texte)}"
        )
    pose = sonder(machine, ici.interprete)
    if not pose.complet:
        absents = [nom for nom, la in (("cpts_xl", pose.cpts_xl), ("xlwings", pose.xlwings), ("pywin32", pose.pywin32))
                   if not la]  # fmt: skip
        raise CptsError(f"L'installation n'a pas donné {', '.join(absents)} : recommencer par « cpts-xl installer ».")


def origine_dll(ici: Lieux, bits: int) -> Path | None:
    """Return the library that pip installed with xlwings, whatever its version."""
    trouvees = sorted(ici.environnement.glob(f"xlwings{bits}-*.dll"))
    return trouvees[-1] if trouvees else None


def _dll_en_place(machine: Machine, ici: Lieux) -> bool:
    origines = {bits: origine_dll(ici, bits) for bits in BITS}
    return any(origines.values()) and all(
        machine.lire(origine) == machine.lire(ici.dll(bits)) for bits, origine in origines.items() if origine
    )


def _copier_dll(machine: Machine, ici: Lieux) -> None:
    origines = {bits: origine_dll(ici, bits) for bits in BITS}
    if not any(origines.values()):
        raise CptsError(
            f"xlwings est installé sans sa bibliothèque de liaison dans « {ici.environnement} » : un antivirus a pu "
            "l'ôter ; le vérifier, retirer l'installation (--desinstaller), puis recommencer."
        )
    for bits, origine in origines.items():
        contenu = machine.lire(origine) if origine else None
        if contenu is not None and machine.lire(ici.dll(bits)) != contenu:
            machine.ecrire(ici.dll(bits), contenu)


def _poser(machine: Machine, ici: Lieux) -> None:
    provisoire = ici.dossier / "complement.provisoire"
    fin = machine.lancer([ici.interprete, "-I", "-c", _COMPLEMENT, provisoire])
    contenu = machine.lire(provisoire)
    machine.supprimer(provisoire)
    if fin.code or contenu is None:
        raise CptsError(
            f"Le complément n'a pas pu être écrit : recommencer par « cpts-xl installer ».{_detail(fin.texte)}"
        )
    machine.ecrire(ici.complement, contenu)


def version_du_complement(machine: Machine, ici: Lieux) -> str:
    """Return the version that the add-in of this machine says it is; "" when there is none."""
    if machine.lire(ici.complement) is None:
        return ""
    try:
        with zipfile.ZipFile(ici.complement) as archive:
            texte = archive.read("docProps/core.xml").decode("utf-8", errors="replace")
    except (OSError, KeyError, zipfile.BadZipFile):
        return ""
    trouve = re.search(r"cpts_xl (\S+) :", texte)
    return trouve[1] if trouve else ""


def _essayer(machine: Machine, ici: Lieux) -> None:
    fin = machine.lancer([ici.interprete, "-I", "-c", _ESSAI])
    if fin.code or "cpts_xl" not in fin.texte:
        raise CptsError(
            "L'environnement est en place mais une fonction n'y répond pas : lancer « cpts-xl diagnostic », et joindre "
            f"son texte à votre demande d'aide.{_detail(fin.texte)}"
        )


def _detail(texte: str) -> str:
    """Return the end of what a program wrote, for whoever helps."""
    propre = " ".join(texte.split())
    return f" Détail : {propre[-_DETAIL_MAX:]}" if propre else ""
