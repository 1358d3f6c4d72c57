"""Whose macros a workbook holds: those of a version of ours, to the line, or what else."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from cpts_xl import __version__
from cpts_xl.cli.macros import situer_macros
from cpts_xl.constats import Cause, Constat, Gravite
from cpts_xl.udf.vba import connues
from cpts_xl.udf.vba.lecture import Projet, examiner
from cpts_xl.udf.vba.modules import CLASSEUR, modules, ouverture
from cpts_xl.udf.vba.projet import projet
from cpts_xl.workbook.xlsx.garde import MACROS

ANCIEN = Path(__file__).parent / "anciens" / "vbaProject-0.5.0.bin"
NOTRES = {**modules(), CLASSEUR: ouverture()}


def _refait(monkeypatch: pytest.MonkeyPatch, changes: dict[str, str]) -> bytes:
    """Return a project like ours whose modules were changed."""
    monkeypatch.setattr("cpts_xl.udf.vba.projet.modules", lambda: {**modules(), **changes})
    return projet(["A"])


def test_the_page_is_up_to_date() -> None:
    """``python -m cpts_xl.udf.vba.connues`` would write the same file: the macros of this version are in it."""
    fichier = Path(connues.__file__).with_name(connues.FICHIER)
    assert fichier.read_text(encoding="utf-8") == connues.refait()
    assert connues.connues()[connues.empreinte(NOTRES)] == __version__


def test_the_macros_that_an_older_version_wrote_are_ours() -> None:
    """The project of a workbook that version 0.5.0 wrote: recognised, and named."""
    assert examiner(ANCIEN.read_bytes()) == Projet("0.5.0")


@pytest.mark.parametrize("nom", sorted(NOTRES))
def test_one_line_more_in_any_module_is_named(nom: str) -> None:
    """The fingerprint follows every module that holds code, and forgets what editors change."""
    marque = connues.empreinte(NOTRES)
    assert connues.empreinte({**NOTRES, nom: NOTRES[nom] + "Kill Environ(1)\r\n"}) != marque
    assert (
        connues.empreinte({**NOTRES, nom: 'Attribute VB_Name = "X"\r\n' + NOTRES[nom].replace("\r\n", "\n")}) == marque
    )
    assert connues.empreinte({**NOTRES, "Feuil9": 'Attribute VB_Name = "Feuil9"\r\n'}) == marque


def test_a_changed_module_and_an_added_one_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Under our names, one line more; beside our modules, one more: both named, no version granted."""
    change = _refait(monkeypatch, {"CptsAppel": modules()["CptsAppel"] + "\r\nSub Auto_Open()\r\nEnd Sub\r\n"})
    assert examiner(change) == Projet(etrangete="module CptsAppel changé ou absent")
    ajoute = _refait(monkeypatch, {"Module1": "Sub Auto_Open()\r\nEnd Sub\r\n"})
    assert examiner(ajoute) == Projet(etrangete="module Module1")
    assert examiner(b"PK").etrangete == "le projet ne se lit pas"


@pytest.mark.parametrize(
    ("lu", "gravite", "dit"),
    [
        (Projet(__version__), Gravite.INFORMATION, "celles des fonctions CPTS_, et elles seules."),
        (Projet("0.5.0"), Gravite.INFORMATION, "celles des fonctions CPTS_ de cpts_xl 0.5.0, et elles seules."),
        (Projet(etrangete="module Module1"), Gravite.A_REGARDER, "et pas seulement les nôtres : module Module1."),
    ],
)
def test_the_finding_says_whose_they_are(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, lu: Projet, gravite: Gravite, dit: str
) -> None:
    """One finding, exact; the others are left as they are."""
    monkeypatch.setattr("cpts_xl.udf.vba.lecture.examiner", lambda _projet: lu)
    autre = Constat(Gravite.BLOQUANT, "Autre.", cause=Cause.CONTENU)
    with zipfile.ZipFile(tmp_path / "suivi.xlsx", "w") as archive:
        archive.writestr("xl/vbaProject.bin", b"")
    [trouve, garde] = situer_macros(tmp_path / "suivi.xlsx", [Constat(Gravite.A_REGARDER, MACROS), autre])
    assert trouve.gravite is gravite
    assert trouve.message.endswith(dit)
    assert garde is autre


def test_our_macros_under_another_extension_are_still_ours(tmp_path: Path) -> None:
    """A .xlsm renamed .xlsx: the same project, and the reviewer learns why Excel will not open it."""
    for nom, dits in (("suivi.xlsx", 2), ("suivi", 2), ("suivi.xlsm", 1)):
        with zipfile.ZipFile(tmp_path / nom, "w") as archive:
            archive.writestr("xl/vbaProject.bin", projet(["Pièces"]))
            archive.writestr("[Content_Types].xml", "vnd.ms-excel.sheet.macroEnabled.main+xml")
        constats = situer_macros(tmp_path / nom, [Constat(Gravite.A_REGARDER, MACROS)])
        assert {c.gravite for c in constats} == {Gravite.INFORMATION}
        assert len(constats) == dits
        assert constats[0].message.endswith("celles des fonctions CPTS_, et elles seules.")
        assert all("Excel refusera de l'ouvrir" in c.message and ".xlsm" in c.remede for c in constats[1:])
