"""The lock of an output folder: who holds it is told, and a lock that cannot be opened is not a mystery."""

from __future__ import annotations

import io
import os
from pathlib import Path
from typing import Any

import pytest

from cpts_xl.campaign import verrou as module
from cpts_xl.campaign.verrou import NOM, verrou
from cpts_xl.errors import EcritureImpossible


class _CommeWindows(io.FileIO):
    """A file whose first byte is locked by another process: Windows refuses any reading that touches it."""

    def readall(self) -> bytes:
        if self.tell() == 0:
            raise PermissionError(13, "Permission denied")
        return super().readall()

    def readinto(self, tampon: Any, /) -> int:
        if self.tell() == 0:
            raise PermissionError(13, "Permission denied")
        return super().readinto(tampon)


def test_who_holds_the_folder_is_told_even_where_the_first_byte_is_closed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On Windows, the held byte cannot be read by others: the name stands after it, and is read from there."""
    (tmp_path / "travail").mkdir()
    vrai = Path.open

    def ouvrir(chemin: Path, mode: str = "r", buffering: int = -1, **options: Any) -> Any:
        if chemin.name != NOM:
            return vrai(chemin, mode, buffering, **options)
        brut = _CommeWindows(str(chemin))
        return brut if buffering == 0 else io.BufferedReader(brut)

    def refuser(_: int) -> None:
        raise PermissionError(13, "Permission denied")

    with verrou(tmp_path / "travail"):
        monkeypatch.setattr(Path, "open", ouvrir)
        monkeypatch.setattr(module, "_tenir", refuser)
        with (
            pytest.raises(
                EcritureImpossible, match=rf"Une autre campagne écrit déjà .* \(processus {os.getpid()} sur "
            ),
            verrou(tmp_path / "travail"),
        ):
            pass


def test_a_folder_in_place_of_the_lock_is_told(tmp_path: Path) -> None:
    """Its name, why it does not open, what to do."""
    (tmp_path / NOM).mkdir()
    attendu = r"« .*verrou », qui empêche deux campagnes d'écrire ensemble, ne s'ouvre pas \(.+\).*l'effacer.*--vers"
    with pytest.raises(EcritureImpossible, match=attendu), verrou(tmp_path):
        pass


def test_a_lock_that_the_system_refuses_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file of a colleague, without the right to write in it."""

    def refuser(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", refuser)
    with pytest.raises(EcritureImpossible, match=r"ne s'ouvre pas \(accès refusé"), verrou(tmp_path):
        pass


def test_a_lock_is_free_once_given_back(tmp_path: Path) -> None:
    """Held twice, one after the other; its file stays, and says who held it last, after the held byte."""
    for _ in range(2):
        with verrou(tmp_path):
            assert (tmp_path / NOM).read_bytes()[1:].startswith(f"processus {os.getpid()} sur ".encode())
