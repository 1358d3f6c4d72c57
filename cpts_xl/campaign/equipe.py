"""A worker as its parent sees it: a child process given one workbook at a time, killed when it is too long."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
from dataclasses import asdict
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from cpts_xl.campaign.traitement import SIGNALER, Bilan, Tache, echouer
from cpts_xl.errors import EcritureImpossible

DELAI = 60.0
DELAI_MOTEURS = 240.0
"""Seconds given to one workbook: alone, and with the embedded engines."""
RENOUVELER = 200
"""Workbooks after which a worker makes room for a new one: what a library keeps never piles up."""


class Ouvrier:
    """One child process and the workbook it is on; not shared between threads."""

    programme = "cpts_xl.campaign.ouvrier"

    def __init__(self, delai: float | None = None) -> None:
        self.delai = delai
        self._enfant: subprocess.Popen[bytes] | None = None
        self._faits = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, sorte: type[BaseException] | None, erreur: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.arreter(tuer=sorte is not None)

    def traiter(self, tache: Tache) -> Bilan:
        """Return what became of a workbook; a child that dies or is too long is a failure of that workbook alone.

        Raises:
            EcritureImpossible: the output folder cannot be written to.
        """
        if self._faits >= RENOUVELER:
            self.arreter()
        delai = self.delai or (DELAI_MOTEURS if tache.moteurs else DELAI)
        enfant = self._enfant or self._naitre()
        trop_long = threading.Event()

        def sonner() -> None:
            trop_long.set()
            _tuer(enfant)

        minuterie = threading.Timer(delai, sonner)
        minuterie.daemon = True
        minuterie.start()
        try:
            ligne = self._demander(enfant, tache)
        finally:
            minuterie.cancel()
        self._faits += 1
        if ligne:
            reponse: dict[str, Any] = json.loads(ligne)
            if "arret" in reponse:
                raise EcritureImpossible(reponse["arret"])
            return Bilan(**reponse)
        self.arreter(tuer=True)
        if trop_long.is_set():
            motif = f"Le classeur n'a pas été lu en {delai:g} secondes : sa lecture a été arrêtée."
            return echouer(tache, motif, SIGNALER)
        return echouer(tache, "Sa lecture a fait tomber le programme qui en était chargé.", SIGNALER)

    def _demander(self, enfant: subprocess.Popen[bytes], tache: Tache) -> bytes:
        assert enfant.stdin is not None
        assert enfant.stdout is not None
        try:
            enfant.stdin.write(json.dumps(asdict(tache)).encode() + b"\n")
            enfant.stdin.flush()
            ligne = enfant.stdout.readline()
        except OSError:  # le tube est rompu : l'enfant est mort
            return b""
        return ligne if ligne.endswith(b"\n") else b""

    def _naitre(self) -> subprocess.Popen[bytes]:
        racine = str(Path(__file__).resolve().parents[2])
        chemins = [racine, *filter(None, [os.environ.get("PYTHONPATH")])]
        options: dict[str, Any] = {"start_new_session": True}
        if sys.platform == "win32":
            options = {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.CREATE_NO_WINDOW}
        self._faits = 0
        self._enfant = subprocess.Popen(  # noqa: S603  (notre propre programme, sans interpréteur)
            [sys.executable, "-m", self.programme],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=os.environ | {"PYTHONPATH": os.pathsep.join(chemins), "PYTHONUTF8": "1"},
            **options,
        )
        return self._enfant

    def tuer(self) -> None:
        """Kill the child at once, from any thread: whoever was waiting for it is told that it is dead."""
        if (enfant := self._enfant) is not None:
            _tuer(enfant)

    def arreter(self, *, tuer: bool = False) -> None:
        """End the child: kindly, its input closed, or at once with all that it started."""
        enfant, self._enfant = self._enfant, None
        if enfant is None:
            return
        if tuer:
            _tuer(enfant)
        for flux in (enfant.stdin, enfant.stdout):
            if flux is not None:
                with contextlib.suppress(OSError):
                    flux.close()
        try:
            enfant.wait(10)
        except subprocess.TimeoutExpired:
            _tuer(enfant)
            enfant.wait()


def _tuer(enfant: subprocess.Popen[bytes]) -> None:
    """Kill a child and what it started: an engine that it was waiting for must not stay."""
    if sys.platform == "win32":
        subprocess.run(["taskkill", "/T", "/F", "/PID", str(enfant.pid)], check=False, capture_output=True)  # noqa: S603, S607
    elif enfant.returncode is None:  # déjà attendu, son numéro peut être celui d'un autre
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(enfant.pid, signal.SIGKILL)
