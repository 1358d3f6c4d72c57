"""The name of a result: what it was obtained from, the program included."""

from __future__ import annotations

from pathlib import Path

import pytest

from cpts_xl.campaign import depot
from cpts_xl.campaign.depot import clef, empreinte_fichier, empreinte_outil


def test_the_name_of_a_result_follows_all_that_made_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Content, program, engines, version, schema: one changes, and the name changes."""
    noms = {clef("a", (), "p"), clef("b", (), "p"), clef("a", (), "q"), clef("a", ("ironcalc",), "p")}
    monkeypatch.setattr(depot, "__version__", "99")
    noms.add(clef("a", (), "p"))
    monkeypatch.setattr(depot.schema, "VERSION", "99")
    assert len({*noms, clef("a", (), "p")}) == 6


def test_the_fingerprint_of_the_program_sees_each_module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A line changed, or a module renamed, anywhere in the package."""
    monkeypatch.setattr(depot, "_PAQUET", tmp_path)
    (tmp_path / "regles").mkdir()
    (tmp_path / "regles" / "a.py").write_text("x = 1", encoding="utf-8")
    avant = empreinte_outil()
    (tmp_path / "regles" / "a.py").write_text("x = 2", encoding="utf-8")
    change = empreinte_outil()
    (tmp_path / "regles" / "a.py").rename(tmp_path / "regles" / "b.py")
    assert len({avant, change, empreinte_outil()}) == 3


def test_an_enormous_file_is_not_read_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond what the guard admits, its beginning and its size name it."""
    monkeypatch.setattr(depot, "OCTETS_FICHIER", 10)
    noms = set()
    for rang, contenu in enumerate((b"x" * 12, b"x" * 13, b"y" * 12, b"x" * 11 + b"z")):
        chemin = tmp_path / f"{rang}.xlsx"
        chemin.write_bytes(contenu)
        noms.add(empreinte_fichier(chemin))
    assert len(noms) == 3  # le dernier ne diffère du premier qu'au-delà de ce qui est lu
