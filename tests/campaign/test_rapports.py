"""The reports of a campaign: written once, and never over what somebody typed in them."""

from __future__ import annotations

import json
from html import unescape
from typing import TYPE_CHECKING

import pytest

from cpts_xl.campaign.conduite import TRAVAIL
from tests.campaign.conftest import BASES, empreintes, lancer
from tests.campaign.fabrique import bases, deriver

if TYPE_CHECKING:
    from pathlib import Path

    from cpts_xl.campaign.conduite import Compte

NOTE = b"relu et annote"


def _rapports(petite: tuple[Path, Path]) -> Compte:
    dossier, sortie = petite
    return lancer(dossier, sortie, "serie", rapports=True)


def _noms(sortie: Path) -> list[str]:
    return sorted(chemin.name for chemin in (sortie / "rapports").iterdir())


def _changer(dossier: Path, rang: int) -> None:
    (dossier / "5.xlsx").write_bytes(deriver(bases(BASES)[5], rang))


@pytest.fixture
def annotee(petite: tuple[Path, Path]) -> tuple[Path, Path]:
    """Return a campaign with its reports, one of which somebody annotated."""
    _rapports(petite)
    (petite[1] / "rapports" / "5.docx").write_bytes(NOTE)
    return petite


def test_reports_are_written_once(petite: tuple[Path, Path]) -> None:
    """Asked for later, they are written; untouched by a second run; rewritten in place when the workbook changes."""
    dossier, sortie = petite
    assert _rapports(petite).deja == 0
    assert _noms(sortie) == ["4.docx", "5.docx"]
    avant = empreintes(sortie)
    assert _rapports(petite).deja == 2
    assert empreintes(sortie) == avant
    _changer(dossier, 50)
    assert _rapports(petite).recueil.echecs == ()
    assert _noms(sortie) == ["4.docx", "5.docx"]
    assert empreintes(sortie)["rapports/5.docx"] != avant["rapports/5.docx"]
    assert empreintes(sortie)["rapports/4.docx"] == avant["rapports/4.docx"]


def test_an_annotated_report_is_kept_when_its_workbook_changes(annotee: tuple[Path, Path]) -> None:
    """The new one is beside, the page says so, and goes on saying so as long as it is there."""
    dossier, sortie = annotee
    _changer(dossier, 50)
    for deja in (1, 2):
        compte = _rapports(annotee)
        assert compte.deja == deja
        (echec,) = compte.recueil.echecs
        assert echec.relatif == "5.xlsx"
        assert "n'est pas tel que l'outil l'avait écrit" in echec.motif
        assert "il a été gardé. Le nouveau est à côté : « 5 (nouveau).docx »." in echec.motif
        assert "Reporter dans le nouveau ce que vous aviez ajouté" in echec.remede
        assert _noms(sortie) == ["4.docx", "5 (nouveau).docx", "5.docx"]
        assert (sortie / "rapports" / "5.docx").read_bytes() == NOTE
        assert (sortie / "rapports" / "5 (nouveau).docx").read_bytes().startswith(b"PK")
    assert "5 (nouveau).docx" in unescape((sortie / "echecs.html").read_text(encoding="utf-8"))
    (sortie / "rapports" / "5 (nouveau).docx").replace(sortie / "rapports" / "5.docx")
    compte = _rapports(annotee)
    assert (compte.deja, compte.recueil.echecs) == (2, ())


def test_a_new_report_is_not_overwritten_either(annotee: tuple[Path, Path]) -> None:
    """Notes may be in it too: the next one has another number."""
    dossier, sortie = annotee
    _changer(dossier, 50)
    _rapports(annotee)
    (sortie / "rapports" / "5 (nouveau).docx").write_bytes(b"d'autres notes")
    _changer(dossier, 51)
    (echec,) = _rapports(annotee).recueil.echecs
    assert "« 5 (nouveau 2).docx »" in echec.motif
    assert _noms(sortie) == ["4.docx", "5 (nouveau 2).docx", "5 (nouveau).docx", "5.docx"]
    assert (sortie / "rapports" / "5.docx").read_bytes() == NOTE
    assert (sortie / "rapports" / "5 (nouveau).docx").read_bytes() == b"d'autres notes"


def test_another_version_of_the_tool_keeps_the_notes(
    annotee: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """All is done again, as by « --recalcul »: the report would be the same, so nothing is written, nothing is lost."""
    _, sortie = annotee
    monkeypatch.setattr("cpts_xl.campaign.conduite.empreinte_outil", lambda: "un autre programme")
    compte = _rapports(annotee)
    assert (compte.faits, compte.recueil.echecs) == (2, ())
    assert _noms(sortie) == ["4.docx", "5.docx"]
    assert (sortie / "rapports" / "5.docx").read_bytes() == NOTE


def test_another_version_that_writes_otherwise_puts_its_report_beside(
    annotee: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The report that nobody touched is replaced; the annotated one is kept, and the page says where the new one is."""
    _, sortie = annotee
    monkeypatch.setattr("cpts_xl.campaign.conduite.empreinte_outil", lambda: "un autre programme")
    monkeypatch.setattr("cpts_xl.report.rediger", lambda *_, **__: b"PK autrement")
    (echec,) = _rapports(annotee).recueil.echecs
    assert echec.relatif == "5.xlsx"
    assert (sortie / "rapports" / "4.docx").read_bytes() == b"PK autrement"
    assert (sortie / "rapports" / "5.docx").read_bytes() == NOTE
    assert (sortie / "rapports" / "5 (nouveau).docx").read_bytes() == b"PK autrement"


def test_a_report_of_which_nothing_is_known_is_kept(annotee: tuple[Path, Path]) -> None:
    """The note of a former version did not hold what was written: such a report may have been annotated."""
    dossier, sortie = annotee
    for marque in (sortie / TRAVAIL / "marques").iterdir():
        marque.write_text("a b", encoding="utf-8")
    _changer(dossier, 50)
    (echec,) = _rapports(annotee).recueil.echecs  # celui de « 4.xlsx » est le même, à l'octet près : rien à en dire
    assert echec.relatif == "5.xlsx"
    assert (sortie / "rapports" / "5.docx").read_bytes() == NOTE


def test_a_stop_between_the_report_and_its_note_is_mended(petite: tuple[Path, Path]) -> None:
    """The report is there, the note is not: the same bytes are recognised, and no second report is written."""
    _, sortie = petite
    _rapports(petite)
    for marque in (sortie / TRAVAIL / "marques").iterdir():
        marque.unlink()
    compte = _rapports(petite)
    assert (compte.faits, compte.recueil.echecs) == (2, ())
    assert _noms(sortie) == ["4.docx", "5.docx"]
    marques = [json.loads(marque.read_text("utf-8")) for marque in (sortie / TRAVAIL / "marques").iterdir()]
    assert [len(marque["sha256"]) for marque in marques] == [64, 64]


def test_a_bad_template_is_told_and_the_rest_is_done(petite: tuple[Path, Path], tmp_path: Path) -> None:
    """Records and consolidation are there; each missing report is on the page."""
    dossier, sortie = petite
    modele = tmp_path / "modele.docx"
    modele.write_bytes(b"pas un document")
    compte = lancer(dossier, sortie, "serie", rapports=True, modele=modele)
    assert len(compte.recueil.retenus) == 2
    assert [echec.motif[:30] for echec in compte.recueil.echecs] == ["Le rapport n'a pas été écrit. "] * 2
