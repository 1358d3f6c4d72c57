"""One campaign at a time in an output folder: a lock that the system gives back when the process dies, even killed."""

from __future__ import annotations

import contextlib
import os
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cpts_xl.errors import EcritureImpossible

NOM = "verrou"


@contextmanager
def verrou(dossier: Path) -> Iterator[None]:
    """Hold the lock of an output folder; the file stays, for only the hold on it counts.

    Raises:
        EcritureImpossible: another campaign holds it; the message says which process, on which machine.
    """
    chemin = dossier / NOM
    # un numéro de processus écrit dans un fichier survivrait à un arrêt brutal, et un autre programme peut le porter :
    # seul un verrou du système tombe avec son processus
    numero = os.open(chemin, os.O_RDWR | os.O_CREAT, 0o666)
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
            os.lseek(numero, 1, os.SEEK_SET)  # le premier octet est celui que Windows tient fermé
            os.write(numero, _moi())
        yield
    finally:
        os.close(numero)


def _tenir(numero: int) -> None:
    """Take the hold, or raise OSError at once."""
    if sys.platform == "win32":
        import msvcrt  # noqa: PLC0415  (propre à Windows)

        msvcrt.locking(numero, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl  # noqa: PLC0415  (absent de Windows)

        fcntl.flock(numero, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _moi() -> bytes:
    return f"processus {os.getpid()} sur {socket.gethostname()}".encode()


def _qui(chemin: Path) -> str:
    with contextlib.suppress(OSError):
        dit = chemin.read_bytes().strip(b"\0 ").decode("utf-8", "replace")
        if dit:
            return f" ({dit})"
    return ""
