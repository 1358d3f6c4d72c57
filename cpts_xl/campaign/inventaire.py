"""What a folder holds: the workbooks to read, in one order for every machine, and how many files were left aside."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from cpts_xl.errors import SaisieInvalide

CLASSEURS = frozenset((".xlsx", ".xlsm", ".xltx", ".xltm", ".xlsb", ".xls", ".ods", ".ots", ".fods"))
"""What a CPTS may have sent as its workbook: those that the guard refuses are told, never passed over in silence."""

VERROU = "fichier de verrou d'un tableur ouvert"
CACHE = "fichier caché"


@dataclass(frozen=True, slots=True)
class Recu:
    """One workbook found: its path inside the folder, with « / », and where the report on it would go."""

    relatif: str
    rapport: str


@dataclass(frozen=True, slots=True)
class Inventaire:
    """The workbooks of a folder in order, and what was left aside, counted by kind."""

    dossier: Path
    recus: tuple[Recu, ...]
    ignores: dict[str, int]


def inventorier(dossier: Path, sortie: Path) -> Inventaire:
    """Return the workbooks of a folder and of its sub-folders; the output folder is never read as an input.

    Raises:
        SaisieInvalide: the folder is not there, or holds no workbook.
    """
    if not dossier.is_dir():
        raise SaisieInvalide(f"« {dossier} » n'est pas un dossier : donner celui qui contient les classeurs reçus.")
    relatifs: list[str] = []
    ignores: Counter[str] = Counter()
    for chemin in _parcourir(dossier, sortie):
        nom, suffixe = chemin.name, chemin.suffix.casefold()
        if nom.startswith(("~$", ".~lock.")):
            ignores[VERROU] += 1
        elif nom.startswith("."):
            ignores[CACHE] += 1
        elif suffixe in CLASSEURS:
            relatifs.append(chemin.relative_to(dossier).as_posix())
        else:
            ignores[f"fichier « {suffixe} »" if suffixe else "fichier sans extension"] += 1
    if not relatifs:
        raise SaisieInvalide(f"« {dossier} » ne contient aucun classeur (.xlsx ou .xlsm), ni dans ses sous-dossiers.")
    relatifs.sort(key=lambda r: (r.casefold(), r))  # le même ordre sur tout disque, sensible ou non à la casse
    return Inventaire(dossier, tuple(_rapports(relatifs)), dict(sorted(ignores.items())))


def _parcourir(dossier: Path, sortie: Path) -> Iterator[Path]:
    """Yield the files below a folder; links to folders are not followed, for they may turn in a circle."""
    interdit = sortie.resolve()
    for racine, dossiers, fichiers in os.walk(dossier):
        ici = Path(racine)
        dossiers[:] = sorted(d for d in dossiers if (ici / d).resolve() != interdit and not (ici / d).is_symlink())
        yield from (ici / nom for nom in sorted(fichiers) if (ici / nom).is_file())


def _rapports(relatifs: list[str]) -> Iterator[Recu]:
    """Yield each workbook with the name of its report: its own, its extension kept when two would be one."""
    racines = Counter(_racine(relatif).casefold() for relatif in relatifs)
    for relatif in relatifs:
        racine = _racine(relatif)
        yield Recu(relatif, f"{racine if racines[racine.casefold()] == 1 else relatif}.docx")


def _racine(relatif: str) -> str:
    return relatif[: -len(Path(relatif).suffix)]
