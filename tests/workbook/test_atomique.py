from __future__ import annotations

import errno
import os
from typing import TYPE_CHECKING

import pytest

from cpts_xl.errors import EcritureImpossible
from cpts_xl.workbook.atomique import ecriture

if TYPE_CHECKING:
    from pathlib import Path


def test_file_appears_whole_and_nothing_else(tmp_path: Path) -> None:
    """The target does not exist before the end; then it is alone in its folder, which is created."""
    vers = tmp_path / "CPTS de l'Évrytanie & co" / "2026" / "Bilan d'été.xlsx"
    travail = ecriture(vers)
    with travail as provisoire:
        assert provisoire.parent == vers.parent
        assert provisoire.suffix == ".xlsx"
        provisoire.write_bytes(b"contenu")
        assert not vers.exists()
    assert travail.ecrit == vers
    assert vers.read_bytes() == b"contenu"
    assert list(vers.parent.iterdir()) == [vers]


def test_failure_leaves_nothing(tmp_path: Path) -> None:
    """An error in the block leaves neither a half file nor a temporary one, and the old file is intact."""
    vers = tmp_path / "a.xlsx"
    vers.write_bytes(b"ancien")

    def echouer() -> None:
        with ecriture(vers, remplacer=True) as provisoire:
            provisoire.write_bytes(b"moiti")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        echouer()
    assert vers.read_bytes() == b"ancien"
    assert list(tmp_path.iterdir()) == [vers]


def test_existing_file_is_kept_unless_asked(tmp_path: Path) -> None:
    """An existing file is replaced only when it is asked for, also when it appears during the work."""
    vers = tmp_path / "a.xlsx"
    vers.write_bytes(b"ancien")
    with pytest.raises(EcritureImpossible, match="existe déjà"), ecriture(vers):
        pytest.fail("le bloc ne doit pas être exécuté")
    with ecriture(vers, remplacer=True) as provisoire:
        provisoire.write_bytes(b"neuf")
    assert vers.read_bytes() == b"neuf"
    autre = tmp_path / "b.xlsx"
    with pytest.raises(EcritureImpossible, match="existe déjà"), ecriture(autre):
        autre.write_bytes(b"lui")
    assert autre.read_bytes() == b"lui"
    assert sorted(tmp_path.iterdir()) == [vers, autre]


def test_open_target_is_written_beside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When Excel holds the target, the work goes beside it, in the first free « nom (2) », and says where."""
    vers = tmp_path / "Bilan.xlsx"
    vers.write_bytes(b"ouvert")
    (tmp_path / "Bilan (2).xlsx").write_bytes(b"pris")

    def refuser(*_: object) -> None:
        raise PermissionError(errno.EACCES, "open in Excel")

    monkeypatch.setattr(os, "replace", refuser)
    travail = ecriture(vers, remplacer=True)
    with travail as provisoire:
        provisoire.write_bytes(b"neuf")
    assert travail.ecrit == tmp_path / "Bilan (3).xlsx"
    assert travail.ecrit.read_bytes() == b"neuf"
    assert vers.read_bytes() == b"ouvert"
    assert len(list(tmp_path.iterdir())) == 3


def test_disk_without_hard_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk without hard links still gets the file, and still refuses to replace."""

    def refuser(*_: object) -> None:
        raise OSError(errno.EOPNOTSUPP, "no links")

    monkeypatch.setattr(os, "link", refuser)
    with ecriture(tmp_path / "a.xlsx") as provisoire:
        provisoire.write_bytes(b"x")
    assert (tmp_path / "a.xlsx").read_bytes() == b"x"
    with pytest.raises(EcritureImpossible, match="existe déjà"), ecriture(tmp_path / "b.xlsx") as provisoire:
        (tmp_path / "b.xlsx").write_bytes(b"lui")
    assert (tmp_path / "b.xlsx").read_bytes() == b"lui"


def test_places_that_cannot_be_written(tmp_path: Path) -> None:
    """A folder as target, a file where a folder should be, a name too long: each says what to do."""
    with pytest.raises(EcritureImpossible, match="est un dossier"), ecriture(tmp_path):
        pass
    (tmp_path / "fichier").write_bytes(b"")
    with (
        pytest.raises(EcritureImpossible, match="choisir un autre dossier"),
        ecriture(tmp_path / "fichier" / "a.xlsx"),
    ):
        pass
    with (
        pytest.raises(EcritureImpossible, match="trop long"),
        ecriture(tmp_path / ("é" * 200 + ".xlsx")) as provisoire,
    ):
        provisoire.write_bytes(b"x")
    assert list(tmp_path.iterdir()) == [tmp_path / "fichier"]


def test_full_disk_is_told(tmp_path: Path) -> None:
    """A disk that fills up during the work is told in French, and nothing is left."""
    with pytest.raises(EcritureImpossible, match="le disque est plein"), ecriture(tmp_path / "a.xlsx"):
        raise OSError(errno.ENOSPC, "No space left on device")
    assert list(tmp_path.iterdir()) == []


def test_long_paths(tmp_path: Path) -> None:
    """A deep folder, as OneDrive makes them, is no obstacle."""
    vers = tmp_path.joinpath(*["OneDrive - Communauté professionnelle territoriale de santé"] * 5) / "Bilan.xlsx"
    with ecriture(vers) as provisoire:
        provisoire.write_bytes(b"x")
    assert vers.read_bytes() == b"x"


@pytest.mark.skipif(os.name == "nt", reason="droits POSIX")
def test_rights_are_those_of_an_ordinary_file(tmp_path: Path) -> None:
    """The file is not left private, as temporary files are."""
    temoin = tmp_path / "temoin"
    temoin.touch()
    with ecriture(tmp_path / "a.xlsx") as provisoire:
        provisoire.write_bytes(b"x")
    assert (tmp_path / "a.xlsx").stat().st_mode == temoin.stat().st_mode
