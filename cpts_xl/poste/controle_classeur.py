"""One workbook: where it is, whether Windows lets its macros run, and whether it agrees with the tool."""

from __future__ import annotations

import re
from pathlib import Path

from cpts_xl import __version__
from cpts_xl.poste.classeur import Recu, lire
from cpts_xl.poste.controle import Controle, a_mettre, inconnu, ordre
from cpts_xl.poste.controle_excel import inconnus
from cpts_xl.poste.machine import Machine

_ONEDRIVE = ("OneDrive", "OneDriveConsumer", "OneDriveCommercial")
_ADRESSE = re.compile(r"https?:[\\/]", re.IGNORECASE)
"""An address, even once Windows has made a path of it."""

_INTERNET = ("ZoneId=3", "ZoneId=4")
_LONG = 218
"""Excel opens no longer path."""


def examiner(machine: Machine, classeur: str) -> list[Controle]:
    """Return the checks of one workbook."""
    if _ADRESSE.match(classeur):
        return [
            a_mettre("Emplacement du classeur", "c'est une adresse sur Internet (SharePoint ou OneDrive)",
                     "L'enregistrer dans un dossier du poste, puis recommencer avec le chemin de ce fichier.")
        ]  # fmt: skip
    chemin = Path(classeur)
    recu = lire(chemin)
    controles = [_emplacement(machine, chemin)]
    if recu.panne:
        return [*controles, a_mettre("Contenu du classeur", recu.panne, "Donner le chemin d'un classeur de l'outil.")]
    return [
        *controles,
        _internet(machine, chemin),
        _encre(recu, chemin),
        *_versions(recu),
        *(inconnus() if recu.macros else []),
    ]


def _emplacement(machine: Machine, chemin: Path) -> Controle:
    titre = "Emplacement du classeur"
    absolu = str(chemin.absolute())
    if len(absolu) > _LONG:
        return a_mettre(titre, f"son chemin a {len(absolu)} caractères, Excel en admet {_LONG}",
                        "Le placer moins profondément, ou raccourcir les noms.")  # fmt: skip
    if absolu.startswith("\\\\"):
        return a_mettre(titre, "il est sur le réseau : Excel peut y bloquer les macros",
                        "Le copier dans un dossier du poste pour y travailler.")  # fmt: skip
    dossiers = [dossier for nom in _ONEDRIVE if (dossier := machine.variable(nom))]
    if any(absolu.casefold().startswith(dossier.casefold()) for dossier in dossiers):
        return ordre(titre, "un dossier OneDrive, ce qui convient : le classeur ne garde aucun chemin ; "
                            "couper l'enregistrement automatique pendant un grand recalcul")  # fmt: skip
    return ordre(titre, "un dossier du poste ; accents, espaces et apostrophes conviennent")


def _internet(machine: Machine, chemin: Path) -> Controle:
    titre = "Classeur venu d'Internet ou d'un courriel"
    if machine.systeme != "win32":
        return inconnu(titre, "la marque de Windows ne se voit que sous Windows")
    if any(zone in machine.marque_internet(chemin) for zone in _INTERNET):
        return a_mettre(
            titre, "Windows l'a marqué : Excel y bloquera les macros",
            "Dans l'explorateur, clic droit > Propriétés > cocher « Débloquer » > OK, puis rouvrir le classeur.",
        )  # fmt: skip
    return ordre(titre, "aucune marque : Windows ne bloque pas ses macros")


def _encre(recu: Recu, chemin: Path) -> Controle:
    titre = "Fonctions du classeur"
    if recu.lie:
        return a_mettre(
            titre, "des formules sont liées au complément d'un autre poste ([1]!CPTS_…)",
            "Excel, Données > Modifier les liens > Modifier la source : choisir cpts_xl.xlam de votre poste ; "
            "ou remplacer « [1]! » par rien.",
        )  # fmt: skip
    if recu.macros and recu.lambdas:
        return a_mettre(titre, "les mêmes noms y sont à la fois des macros et des noms LAMBDA",
                        "Repartir d'un classeur écrit par l'outil, d'une seule encre.")  # fmt: skip
    if recu.lambdas or not recu.appelle_cpts:
        return ordre(titre, "il calcule sans Python : rien n'est nécessaire sur ce poste")
    if not recu.macros:
        return a_mettre(
            titre, f"ses formules appellent CPTS_…, mais « {chemin.name} » n'a pas de macros pour les porter",
            "Le récrire en .xlsm par « cpts-xl mettre-a-niveau », ou en prendre une copie de relecture.",
        )  # fmt: skip
    if not recu.version_macros:
        return a_mettre(titre, "ses macros ne sont pas celles de l'outil",
                        "Repartir d'un classeur .xlsm écrit par l'outil.")  # fmt: skip
    return ordre(titre, "ses macros portent les fonctions CPTS_")


def _versions(recu: Recu) -> list[Controle]:
    titre = "Versions du classeur"
    lues = {nom: v for nom, v in (("le classeur", recu.version), ("ses macros", recu.version_macros)) if v}
    if not lues:
        return [inconnu(titre, "il ne dit pas quelle version l'a écrit")]
    autres = [f"{nom} {version}" for nom, version in lues.items() if version != __version__]
    if autres:
        return [
            a_mettre(titre, f"{', '.join(autres)} ; l'outil est en {__version__}",
                     "Réécrire le classeur par « cpts-xl mettre-a-niveau », ou installer la version qu'il attend.")
        ]  # fmt: skip
    return [ordre(titre, f"cpts_xl {__version__}")]
