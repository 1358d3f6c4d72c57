"""What a folder holds: the workbooks to read, in one order for every machine, and how many files were left aside."""

from __future__ import annotations

import itertools
import os
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from cpts_xl.campaign.sorties import (
    CONSOLIDE,
    DONNEES,
    DOSSIER,
    RAPPORTS,
    REVUE,
    TRAVAIL,
    ecrit_par_nous,
    est_une_sortie,
)
from cpts_xl.errors import SaisieInvalide, raison

CLASSEURS = frozenset((".xlsx", ".xlsm", ".xltx", ".xltm", ".xlsb", ".xls", ".ods", ".ots", ".fods"))
"""What a CPTS may have sent as its workbook: those that the guard refuses are told, never passed over in silence."""

VERROU = "fichier de verrou d'un tableur ouvert"
CACHE = "fichier caché"
DITS = 3
"""How many of what cannot be reached a refusal names."""

LIEN_ROMPU = "C'est un raccourci, et ce qu'il désigne n'existe pas, ou n'est pas accessible d'ici."
LIEN_DOSSIER = (
    "C'est un raccourci vers un dossier : il n'est pas suivi, pour ne pas tourner en rond ni lire deux fois le même "
    "classeur."
)
PAS_UN_FICHIER = "Ce n'est pas un fichier ordinaire : il n'a pas été ouvert."
COPIER_FICHIER = "Mettre à sa place le classeur lui-même, puis relancer."
COPIER_DOSSIER = "Mettre à sa place le dossier lui-même, avec ses classeurs, puis relancer."
NOM_ILLISIBLE = (
    "Son nom porte un caractère que l'ordinateur ne sait pas lire, montré ici par « \ufffd » ; une archive ZIP mal "
    "extraite en donne. Il n'a pas été ouvert."
)
RENOMMER_FICHIER = "Renommer ce fichier, puis relancer."
RENOMMER_DOSSIER = "Renommer ce dossier, puis relancer : ses classeurs n'ont pas été lus."
OUVRIR = "Demander le droit de lire ce dossier, ou en copier les classeurs ailleurs, puis relancer."


_HORS_UNICODE = re.compile("[\ud800-\udfff]")
"""What Python puts in a name for a byte that is no text: such a name can be neither written nor shown."""


@dataclass(frozen=True, slots=True)
class Recu:
    """One workbook found: its path inside the folder, with « / », and where the report on it would go."""

    relatif: str
    rapport: str


@dataclass(frozen=True, slots=True)
class Ecarte:
    """What is there and could not be read as a workbook or as a folder: its path, why, what to do."""

    relatif: str
    motif: str
    remede: str


@dataclass(frozen=True, slots=True)
class Inventaire:
    """The workbooks of a folder in order, what was left aside, counted by kind, and what cannot be reached."""

    dossier: Path
    recus: tuple[Recu, ...]
    ignores: dict[str, int]
    ecartes: tuple[Ecarte, ...] = ()


def inventorier(dossier: Path, sortie: Path) -> Inventaire:
    """Return the workbooks of a folder and of its sub-folders; what a campaign wrote is never read as an input.

    Raises:
        SaisieInvalide: the folder is not there, or holds no workbook.
    """
    if not dossier.is_dir():
        raise SaisieInvalide(f"« {dossier} » n'est pas un dossier : donner celui qui contient les classeurs reçus.")
    parcours = _Parcours(dossier, sortie.resolve())
    parcours.faire()
    if not parcours.relatifs:
        raise SaisieInvalide(_vide(dossier, parcours))
    relatifs = sorted(parcours.relatifs, key=_ordre)  # le même ordre sur tout disque, sensible ou non à la casse
    ecartes = tuple(sorted(parcours.ecartes, key=lambda ecarte: _ordre(ecarte.relatif)))
    return Inventaire(dossier, tuple(_rapports(relatifs)), dict(sorted(parcours.ignores.items())), ecartes)


def _ordre(relatif: str) -> tuple[str, str]:
    return relatif.casefold(), relatif


def _vide(dossier: Path, parcours: _Parcours) -> str:
    """Return why there is nothing to do: no workbook at all, or only what cannot be reached or was written here."""
    motif = f"« {dossier} » ne contient aucun classeur (.xlsx ou .xlsm), ni dans ses sous-dossiers."
    dits = [f" « {ecarte.relatif} » : {ecarte.motif} {ecarte.remede}" for ecarte in parcours.ecartes[:DITS]]
    notres = [sorte for sorte in (CONSOLIDE, REVUE, DOSSIER) if parcours.ignores[sorte]]
    if notres:
        dits.append(f" Ce que l'outil a écrit ne compte pas ({', '.join(notres)}) : donner le dossier reçu.")
    return motif + "".join(dits)


class _Parcours:
    """One walk through a folder: what is found at each place goes where it will be told."""

    def __init__(self, dossier: Path, interdit: Path) -> None:
        self.dossier, self.interdit = dossier, interdit
        self.relatifs: list[str] = []
        self.ignores: Counter[str] = Counter()
        self.ecartes: list[Ecarte] = []

    def faire(self) -> None:
        """Go through the folder and its sub-folders, in order."""
        for racine, dossiers, fichiers in os.walk(self.dossier, onerror=self._ferme):
            ici = Path(racine)
            notres = {TRAVAIL, DONNEES, RAPPORTS} if est_une_sortie(ici) else set()
            self.ignores.update([DOSSIER] if notres else [])
            dossiers[:] = [nom for nom in sorted(dossiers) if nom not in notres and self._entre(ici / nom)]
            for nom in sorted(fichiers):
                self._fichier(ici / nom)

    def _relatif(self, chemin: Path) -> str:
        return chemin.relative_to(self.dossier).as_posix()

    def _ecarter(self, chemin: Path, motif: str, remede: str) -> None:
        self.ecartes.append(Ecarte(_montrable(self._relatif(chemin)), motif, remede))

    def _ferme(self, erreur: OSError) -> None:
        """Tell a folder that the system refuses to open: os.walk would pass it over."""
        self._ecarter(Path(erreur.filename), f"Ce dossier n'a pas pu être ouvert ({raison(erreur)}).", OUVRIR)

    def _entre(self, dossier: Path) -> bool:
        """Return whether a sub-folder is gone through; a link to a folder is not, for it may turn in a circle."""
        if dossier.resolve() == self.interdit:
            return False
        if _HORS_UNICODE.search(dossier.name):
            self._ecarter(dossier, NOM_ILLISIBLE, RENOMMER_DOSSIER)
            return False
        if dossier.is_symlink():
            self._ecarter(dossier, LIEN_DOSSIER, COPIER_DOSSIER)
            return False
        return True

    def _fichier(self, chemin: Path) -> None:
        nom, suffixe = chemin.name, chemin.suffix.casefold()
        if nom.startswith(("~$", ".~lock.")):
            self.ignores[VERROU] += 1
        elif nom.startswith("."):
            self.ignores[CACHE] += 1
        elif suffixe not in CLASSEURS and (suffixe or not _casse(chemin)):
            self.ignores[f"fichier « {_montrable(suffixe)} »" if suffixe else "fichier sans extension"] += 1
        elif _HORS_UNICODE.search(nom):
            self._ecarter(chemin, NOM_ILLISIBLE, RENOMMER_FICHIER)
        elif _casse(chemin):  # sans extension, ce pouvait être un dossier
            self._ecarter(chemin, LIEN_ROMPU, COPIER_FICHIER)
        elif not _ordinaire(chemin):
            self._ecarter(chemin, PAS_UN_FICHIER, COPIER_FICHIER)
        elif notre := ecrit_par_nous(chemin):
            self.ignores[notre] += 1
        else:
            self.relatifs.append(self._relatif(chemin))


def _montrable(nom: str) -> str:
    """Return a name that can be written: what is no text in it is replaced."""
    return _HORS_UNICODE.sub("\ufffd", nom)


def _casse(chemin: Path) -> bool:
    """Return whether a link leads nowhere."""
    return chemin.is_symlink() and not os.path.exists(chemin)  # noqa: PTH110  (Path.exists lève, l'accès refusé)


def _ordinaire(chemin: Path) -> bool:
    """Return whether this is a file that can be read; reading a pipe would wait for ever."""
    return os.path.isfile(chemin)  # noqa: PTH113  (Path.is_file lève, l'accès refusé)


def _rapports(relatifs: list[str]) -> Iterator[Recu]:
    """Yield each workbook with the name of its report: its own, its extension kept when two would be one.

    No two are the same, even where « A » and « a » are: on a disk of Windows, one would replace the other.
    """
    racines = Counter(_racine(relatif).casefold() for relatif in relatifs)
    pris: set[str] = set()
    for relatif in relatifs:
        racine = _racine(relatif)
        seule = [racine] if racines[racine.casefold()] == 1 else []
        noms = itertools.chain(seule, [relatif], (f"{relatif} ({rang})" for rang in itertools.count(2)))
        nom = next(nom for nom in noms if nom.casefold() not in pris)
        pris.add(nom.casefold())
        yield Recu(relatif, f"{nom}.docx")


def _racine(relatif: str) -> str:
    return relatif[: -len(Path(relatif).suffix)]
