"""« cpts-xl campagne --recalcul » as it is typed: the embedded engines recompute each workbook of the folder."""

from __future__ import annotations

import csv
import hashlib
import importlib.util
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

from cpts_xl.cli import main
from cpts_xl.constats import Cause
from cpts_xl.workbook.inks import Encre
from cpts_xl.workbook.moteurs import recalcul
from cpts_xl.workbook.xlsx.lu import lire
from tests.campaign.fabrique import batir, deriver, dossiers
from tests.promesse import absent
from tests.sabotage.paquet import Paquet

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.campaign.fabrique import Base

EMBARQUES = ("ironcalc", "formualizer")
DROIT = "ligne.fonctionnement.droit"
SAIN, PERIME, MOT, PYTHON = (f"99{rang:07d}" for rang in (1, 2, 3, 4))
"""The association of each workbook: healthy, stale, a fixed word of its formulas replaced, in CPTS_ functions."""


@pytest.fixture(scope="module")
def embarques() -> tuple[str, ...]:
    """Return the embedded engines; skip when one is missing, but fail when CI_MOTEURS=1 promises it."""
    manquants = [moteur for moteur in EMBARQUES if importlib.util.find_spec(moteur) is None]
    if manquants:
        absent(", ".join(manquants))
    return EMBARQUES


@dataclass(frozen=True)
class Recus:
    """The received folder, its files as they came, and the base of the native ones."""

    dossier: Path
    avant: dict[str, str]
    base: Base


def _sommes(dossier: Path) -> dict[str, str]:
    return {
        chemin.relative_to(dossier).as_posix(): hashlib.sha256(chemin.read_bytes()).hexdigest()
        for chemin in sorted(dossier.rglob("*"))
        if chemin.is_file()
    }


def _change(contenu: bytes, geste: Callable[[Paquet], None]) -> bytes:
    paquet = Paquet(contenu)
    geste(paquet)
    assert paquet.octets() != Paquet(contenu).octets()
    return paquet.octets()


@pytest.fixture(scope="module")
def recus(tmp_path_factory: pytest.TempPathFactory) -> Recus:
    """Return a folder of four workbooks and of a text that calls itself one; nothing here opens an engine."""
    dossier = tmp_path_factory.mktemp("recalcul") / "Éloïse D'Orgeval" / "CPTS de l'Étang & du Bois"
    dossier.mkdir(parents=True)
    nom, annee = next(dossiers())
    base, python = batir(nom, annee, Encre.NATIVE), batir(nom, annee, Encre.PYTHON)
    poste = base.places["ligne.acces_fixe.poste"]
    (dossier / "1 sain.xlsx").write_bytes(deriver(base, 1))
    (dossier / "2 périmé.xlsx").write_bytes(
        _change(deriver(base, 2), lambda p: p.stocker(*base.places[DROIT], 12345.0))
    )
    (dossier / "3 mot.xlsx").write_bytes(_change(deriver(base, 3), lambda p: p.poser(*poste, "autre")))
    (dossier / "4 fonctions.xlsx").write_bytes(deriver(python, 4))
    (dossier / "5 texte.xlsx").write_text("date;montant\n", encoding="utf-8")
    return Recus(dossier, _sommes(dossier), base)


def _constats(sortie: Path) -> dict[str, dict[str, dict[str, str]]]:
    """Return the serious findings of the open data: by association, by cause."""
    rendus: dict[str, dict[str, dict[str, str]]] = {}
    with (sortie / "donnees" / "constats.csv").open(encoding="utf-8-sig", newline="") as flux:
        for ligne in csv.DictReader(flux):
            if ligne["gravite"] == "bloquant":
                rendus.setdefault(ligne["identifiant"], {})[ligne["cause"]] = ligne
    return rendus


@pytest.fixture(scope="module")
def menee(recus: Recus, embarques: tuple[str, ...]) -> Path:
    """Return the output of that campaign with the option, led by worker processes as a user would."""
    sortie = recus.dossier.parent / "sortie"
    ligne = ["campagne", str(recus.dossier), "--vers", str(sortie), "--recalcul", "--processus", "2"]
    assert main(ligne) == 1  # un fichier n'est pas un classeur
    return sortie


def test_what_only_an_engine_sees_is_in_the_outputs(recus: Recus, menee: Path) -> None:
    """A word that formulas look up, replaced, results left: the engines' disagreement is counted, with its euros."""
    constats = _constats(menee)
    ecart = constats[MOT][str(Cause.RECALCUL)]
    assert ecart["nombre"] == "1"
    assert float(ecart["enjeu_maximal"]) == 17500
    assert [qui for qui in constats if str(Cause.RECALCUL) in constats[qui]] == [MOT]
    vus = {str(c.valeur) for f in lire(menee / "consolide.xlsx").feuilles.values() for c in f.cellules.values()}
    assert str(Cause.RECALCUL) in vus


def test_a_stale_value_is_told_and_the_healthy_ones_are_not_accused(menee: Path) -> None:
    """The stored result that is not that of its formula keeps its cause; the healthy and the CPTS_ ones have none."""
    constats = _constats(menee)
    assert constats[PERIME][str(Cause.PERIMEE)]["enjeu_maximal"] == "47655"
    assert set(constats) == {PERIME, MOT}


def test_the_rest_goes_on_and_nothing_received_is_touched(recus: Recus, menee: Path) -> None:
    """Four workbooks count, the text is on the page of failures, the received files are as they came."""
    with (menee / "donnees" / "cpts_annees.csv").open(encoding="utf-8-sig", newline="") as flux:
        assert {ligne["identifiant"] for ligne in csv.DictReader(flux)} == {SAIN, PERIME, MOT, PYTHON}
    page = (menee / "echecs.html").read_text(encoding="utf-8")
    assert "5 texte.xlsx" in page
    assert "1 sain.xlsx" not in page
    assert _sommes(recus.dossier) == recus.avant


def test_without_the_option_no_engine_runs_and_the_finding_is_not_there(
    recus: Recus, menee: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The same workbooks without --recalcul: nothing of the engines; asked for later, only then are they run.

    Every workbook is read again, since what is asked of it has changed; done here, the findings are those of workers.
    """
    dossier = tmp_path / "reçus"
    dossier.mkdir()
    natifs = ("1 sain.xlsx", "3 mot.xlsx")
    for nom in (*natifs, "4 fonctions.xlsx"):
        (dossier / nom).write_bytes((recus.dossier / nom).read_bytes())
    demandes: list[tuple[str, str, int]] = []
    vrai = recalcul.recalculer

    def temoin(chemin: Path, moteur: str, *reste: Any, **options: Any) -> recalcul.Recalcul:
        valeurs = vrai(chemin, moteur, *reste, **options)
        demandes.append((chemin.name, moteur, len(valeurs)))
        return valeurs

    monkeypatch.setattr(recalcul, "recalculer", temoin)
    sortie = tmp_path / "sortie"
    ligne = ["campagne", str(dossier), "--vers", str(sortie), "--executor", "serie"]
    assert main(ligne) == 0
    assert demandes == []
    assert str(Cause.RECALCUL) not in _constats(sortie)[MOT]
    capsys.readouterr()
    assert main([*ligne, "--recalcul"]) == 0
    assert "3 classeurs : 3 examinés ; 3 comptés." in capsys.readouterr().out
    # celui qui appelle les fonctions CPTS_ n'a pas de formules qu'un tableur recalcule
    assert sorted((nom, moteur) for nom, moteur, _ in demandes) == sorted((n, m) for n in natifs for m in EMBARQUES)
    formules = sum(1 for f in lire(dossier / natifs[0]).feuilles.values() for c in f.cellules.values() if c.formule)
    assert min(combien for *_, combien in demandes) >= formules > 1000
    assert _constats(sortie)[MOT] == _constats(menee)[MOT]


def test_without_engines_the_option_says_how_to_get_them(
    recus: Recus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """On a computer without the embedded engines, even with LibreOffice: exit 2, the command to type, no output."""
    for moteur in EMBARQUES:
        monkeypatch.setitem(sys.modules, moteur, None)
    sortie = tmp_path / "sortie"
    assert main(["campagne", str(recus.dossier), "--vers", str(sortie), "--recalcul", "--executor", "serie"]) == 2
    dit = capsys.readouterr()
    assert dit.out == ""
    assert 'Erreur : --recalcul demande un tableur embarqué : pip install "cpts-xl[recalcul]".' in dit.err
    assert not (sortie / "consolide.xlsx").exists()
    assert _sommes(recus.dossier) == recus.avant


def test_one_engine_is_enough(
    recus: Recus, embarques: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without formualizer, IronCalc alone recomputes, and what it sees is told."""
    monkeypatch.setitem(sys.modules, "formualizer", None)
    dossier = tmp_path / "reçus"
    dossier.mkdir()
    (dossier / "mot.xlsx").write_bytes((recus.dossier / "3 mot.xlsx").read_bytes())
    sortie = tmp_path / "sortie"
    assert main(["campagne", str(dossier), "--vers", str(sortie), "--recalcul", "--executor", "serie"]) == 0
    assert str(Cause.RECALCUL) in _constats(sortie)[MOT]
