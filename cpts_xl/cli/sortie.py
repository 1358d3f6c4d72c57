"""What the commands say, when nobody reads it to the end or when there is no room left for it."""

from __future__ import annotations

import errno
import os
import sys

TYPE_CHECKING = False  # chargé par toutes les commandes, l'aide comprise : rien de lourd
if TYPE_CHECKING:
    from typing import Any, TextIO


class Tenace:
    """A stream that stands for another: who stops reading it does not stop the command, whose exit code stays its own.

    « cpts-xl verifier recu.xlsx | head » closes the pipe long before the end: the findings are there all the same.
    """

    def __init__(self, flux: TextIO) -> None:
        self.flux = flux
        self.panne: OSError | None = None
        """Why what was said could not be written, when that is not the choice of the reader."""

    def __getattr__(self, nom: str) -> Any:
        """Return what the stream has: its encoding, its number, whether it is a terminal."""
        return getattr(self.flux, nom)

    def write(self, texte: str) -> int:
        """Write a text; once the stream is broken, nothing is written any more."""
        try:
            self.flux.write(texte)
        except OSError as erreur:
            self._rompre(erreur)
        return len(texte)

    def flush(self) -> None:
        """Send what waits."""
        try:
            self.flux.flush()
        except OSError as erreur:
            self._rompre(erreur)

    def _rompre(self, erreur: OSError) -> None:
        # Windows dit EINVAL d'un tube que son lecteur a fermé
        ferme = isinstance(erreur, BrokenPipeError) or (sys.platform == "win32" and erreur.errno == errno.EINVAL)
        if not ferme and self.panne is None:
            self.panne = erreur
        nulle = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123  (vit jusqu'à la fin du programme)
        try:
            # ce qui attend dans le flux, et que Python voudra écrire en partant, s'y perd sans bruit
            os.dup2(nulle.fileno(), self.flux.fileno())
        except (OSError, ValueError, AttributeError):  # un flux sans numéro
            self.flux = nulle
