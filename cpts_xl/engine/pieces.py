"""Where the pieces of evidence should be, inside their folder. Looks at no disk."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePosixPath, PureWindowsPath
from typing import Any

from cpts_xl.engine.dossier import Dossier

_PERIPHERIQUE = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)
"""Names that Windows keeps for a device: such a « file » always seems to be there."""


@dataclass(frozen=True, slots=True)
class FichierAttendu:
    """A file that the register of evidence names: the rank of its row from 1, and its path inside the folder."""

    rang: int
    chemin: PurePosixPath


def chemin_interne(texte: Any) -> PurePosixPath | None:
    r"""Return the path that a text names inside the folder of evidence; None when it could lead out of it.

    Both separators are read, whatever the machine: « acces\piece.pdf » is « acces/piece.pdf ». A drive, a share, a
    path from the root, a « .. » or a device name of Windows is refused.
    """
    lu = PureWindowsPath(str(texte).strip())
    morceaux = [morceau for morceau in lu.parts if morceau != "."]
    if lu.drive or lu.root or not morceaux or ".." in morceaux:
        return None
    if any(":" in morceau or "\0" in morceau or _PERIPHERIQUE.fullmatch(morceau) for morceau in morceaux):
        return None  # un flux NTFS, un nom coupé, un périphérique
    return PurePosixPath(*morceaux)


def fichiers_attendus(dossier: Dossier) -> list[FichierAttendu]:
    """Return the files that the register names, row by row; a path that could leave the folder is left out.

    The entry check says which ones were left out. Whoever opens a file must still refuse a link that leads elsewhere.
    """
    attendus = []
    for rang, fiche in enumerate(dossier.liste("piece"), 1):
        chemin = chemin_interne(fiche["fichier"]) if fiche.get("fichier") else None
        if chemin is not None:
            attendus.append(FichierAttendu(rang, chemin))
    return attendus
