"""One campaign at a time in an output folder: a lock that the system gives back when the process dies, even killed."""

from __future__ import annotations

import contextlib
import os
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cpts_xl.errors import EcritureImpossible, raison

NOM = "verrou"
TENU = 1
"""Bytes, from the first, that Windows forbids to others while the lock is held: who holds it is written after them."""


@contextmanager
def verrou(dossier: Path) -> Iterator[None]:
    """Hold the lock of an output folder; the file stays, for only the hold on it counts.

    Raises:
        EcritureImpossible: another campaign holds it, and the message says which process, on which machine; or the
            file of the lock cannot be opened.
    """
    chemin = dossier / NOM
    # un numéro de processus écrit dans un fichier survivrait à un arrêt brutal, et un autre programme peut le porter :
    # seul un verrou du système tombe avec son processus
    numero = _ouvrir(chemin)
    try:
        try:
            _tenir(numero)
        except OSError as erreur:
            raise EcritureImpossible(
                f"Une autre campagne écrit déjà dans « {dossier.parent} »{_qui(chemin)} : attendre qu'elle finisse, ou "
                "donner un autre dossier à --vers."
            ) from erreur
        with contextlib.suppress(OSError):
            os.ftruncate(numero, 0)
            os.lseek(numero, TENU, os.SEEK_SET)
            os.write(numero, _moi())
        yield
    finally:
        os.close(numero)


def _ouvrir(chemin: Path) -> int:
    """Return the file of the lock, open.

    Raises:
        EcritureImpossible: a folder stands in its place, or the system refuses.
    """
    try:
        return os.open(chemin, os.O_RDWR | os.O_CREAT, 0o666)
    except OSError as erreur:
        raise EcritureImpossible(
            f"Le fichier « {chemin} », qui empêche deux campagnes d'écrire ensemble, ne s'ouvre pas "
            f"({raison(erreur)}) : si aucune campagne n'est en cours, l'effacer puis relancer ; sinon, donner un autre "
            "dossier à --vers."
        ) from erreur


def _tenir(numero: int) -> None:
    """Take the hold, or raise OSError at once."""
    if sys.platform == "win32":
        import msvcrt  # noqa: PLC0415  (propre à Windows)

        msvcrt.locking(numero, msvcrt.LK_NBLCK, TENU)
    else:
        import fcntl  # noqa: PLC0415  (absent de Windows)

        fcntl.flock(numero, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _moi() -> bytes:
    return f"processus {os.getpid()} sur {socket.gethostname()}".encode()


def _qui(chemin: Path) -> str:
    """Return who holds the lock, between brackets, or nothing when its file does not say."""
    with contextlib.suppress(OSError), chemin.open("rb", buffering=0) as flux:  # sans tampon : rien n'est lu avant
        flux.seek(TENU)
        dit = flux.read().strip(b"\0 ").decode("utf-8", "replace")
        if dit:
            return f" ({dit})"
    return ""
