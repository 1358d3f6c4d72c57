"""A received folder as it really comes: shortcuts, old outputs, copies, two states of one year. Nothing vanishes."""

from __future__ import annotations

import os
import re
import shutil
import sys
from html import unescape
from pathlib import Path

import pytest

from cpts_xl.campaign.inventaire import inventorier
from cpts_xl.campaign.recueil import _Candidat, _doublon
from cpts_xl.campaign.sorties import CONSOLIDE, DOSSIER, REVUE
from cpts_xl.cli import main
from cpts_xl.engine.fichier import lire_dossier
from cpts_xl.engine.resultat import calculer
from cpts_xl.errors import SaisieInvalide
from cpts_xl.law import en_vigueur
from cpts_xl.ressources import ressource
from cpts_xl.revue.plume import ouvrir
from tests.campaign.conftest import BASES, lancer
from tests.campaign.fabrique import bases, deriver, falsifier

liens = pytest.mark.skipif(sys.platform == "win32", reason="un lien demande, sous Windows, un droit particulier")


def _page(sortie: Path) -> str:
    return unescape((sortie / "echecs.html").read_text(encoding="utf-8")).replace("\u00a0", " ")


# ------------------------------------------------------------------------------------------------- shortcuts


@liens
def test_a_shortcut_never_vanishes(petite: tuple[Path, Path], tmp_path: Path) -> None:
    """To a file, it is read; to nothing, to another folder, to its own folder: told, with the reason and the remedy."""
    dossier, sortie = petite
    autre = tmp_path / "autre"
    autre.mkdir()
    (autre / "7.xlsx").write_bytes(deriver(bases(BASES)[5], 7))
    (dossier / "vers un fichier.xlsx").symlink_to(autre / "7.xlsx")
    (dossier / "perdu.xlsx").symlink_to(tmp_path / "absent.xlsx")
    (dossier / "disque retiré").symlink_to(tmp_path / "disque")
    (dossier / "autre CPTS").symlink_to(autre)
    (dossier / "boucle").symlink_to(dossier)
    compte = lancer(dossier, sortie, "serie")
    assert (compte.recueil.fichiers, len(compte.recueil.retenus)) == (3, 3)
    dits = {echec.relatif: (echec.motif, echec.remede) for echec in compte.recueil.echecs}
    assert set(dits) == {"perdu.xlsx", "disque retiré", "autre CPTS", "boucle"}
    for nom, motif, remede in (
        ("perdu.xlsx", "ce qu'il désigne n'existe pas", "le classeur lui-même"),
        ("disque retiré", "ce qu'il désigne n'existe pas", "le classeur lui-même"),
        ("autre CPTS", "il n'est pas suivi, pour ne pas tourner en rond", "le dossier lui-même, avec ses classeurs"),
        ("boucle", "il n'est pas suivi", "le dossier lui-même"),
    ):
        assert motif in dits[nom][0]
        assert remede in dits[nom][1]
        assert f"<td>{nom}</td>" in _page(sortie)
    assert "4 raccourcis, dossiers ou fichiers n'ont pas été ouverts." in _page(sortie)


@liens
def test_a_folder_of_shortcuts_alone_says_so(tmp_path: Path) -> None:
    """The refusal names what could not be followed: « no workbook » alone would be a riddle."""
    (tmp_path / "reçus").mkdir()
    (tmp_path / "reçus" / "CPTS du Bois").symlink_to(tmp_path)
    with pytest.raises(SaisieInvalide, match=r"aucun classeur .*« CPTS du Bois » : C'est un raccourci vers un dossier"):
        inventorier(tmp_path / "reçus", tmp_path / "sortie")


def test_a_folder_that_the_system_refuses_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A walk passes over it in silence: here it is told, with the right to ask for."""
    (tmp_path / "fermé").mkdir()
    (tmp_path / "a.xlsx").write_bytes(b"x")
    vrai = os.scandir

    def refuser(chemin: str) -> object:
        if str(chemin).endswith("fermé"):
            raise PermissionError(13, "Permission denied", chemin)
        return vrai(chemin)

    monkeypatch.setattr("os.scandir", refuser)
    (ecarte,) = inventorier(tmp_path, tmp_path / "sortie").ecartes
    assert ecarte.relatif == "fermé"
    assert "n'a pas pu être ouvert (accès refusé" in ecarte.motif
    assert "Demander le droit" in ecarte.remede


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pas de tube nommé sous Windows")
def test_a_pipe_is_never_waited_for(tmp_path: Path) -> None:
    """What bears the name of a workbook and is no file is told, not opened."""
    os.mkfifo(tmp_path / "tube.xlsx")
    (tmp_path / "a.xlsx").write_bytes(b"x")
    inventaire = inventorier(tmp_path, tmp_path / "sortie")
    assert [recu.relatif for recu in inventaire.recus] == ["a.xlsx"]
    assert [ecarte.relatif for ecarte in inventaire.ecartes] == ["tube.xlsx"]


# ----------------------------------------------------------------------------------------------- our own outputs


def test_an_old_output_is_recognised_and_what_was_dropped_in_it_is_read(petite: tuple[Path, Path]) -> None:
    """Moved among the received files, renamed or not: left aside with a line; a received workbook there is read."""
    dossier, sortie = petite
    shutil.copytree(sortie, dossier / "ancienne sortie")
    (dossier / "ancienne sortie" / "rapports").mkdir(exist_ok=True)
    (dossier / "ancienne sortie" / "rapports" / "brouillon.xlsx").write_bytes(b"x")
    shutil.copyfile(sortie / "consolide.xlsx", dossier / "à garder.xlsx")
    (dossier / "ancienne sortie" / "tardif.xlsx").write_bytes(deriver(bases(BASES)[5], 77))
    compte = lancer(dossier, sortie, "serie")
    assert compte.recueil.echecs == ()
    assert (compte.recueil.fichiers, len(compte.recueil.retenus)) == (3, 3)
    assert (compte.recueil.ignores[CONSOLIDE], compte.recueil.ignores[DOSSIER]) == (2, 1)
    assert f"<li>{CONSOLIDE} : 2</li>" in _page(sortie)
    assert f"<li>{DOSSIER} : 1</li>" in _page(sortie)


def test_a_folder_that_only_looks_like_an_output_is_read(petite: tuple[Path, Path]) -> None:
    """Its names are not enough, nor is a witness that says nothing."""
    dossier, sortie = petite
    for nom in ("travail", "donnees", "rapports"):
        (dossier / "CPTS du Val" / nom).mkdir(parents=True)
    (dossier / "CPTS du Val" / "travail" / "campagne.json").write_text("[1]", encoding="utf-8")
    (dossier / "4.xlsx").rename(dossier / "CPTS du Val" / "donnees" / "4.xlsx")
    recueil = lancer(dossier, sortie, "serie").recueil
    assert sorted(candidat.relatif for candidat in recueil.retenus) == ["5.xlsx", "CPTS du Val/donnees/4.xlsx"]
    assert recueil.ignores == {"fichier « .json »": 1}


def test_a_review_is_not_a_received_workbook(tmp_path: Path) -> None:
    """What « cpts-xl revue » wrote beside what it read is left aside."""
    exemple = lire_dossier(ressource("workbooks", "exemple.toml"))
    plume, tampon = ouvrir(calculer(exemple, en_vigueur(exemple.debut)), "Revue")
    plume.classeur.close()
    (tmp_path / "revue.xlsx").write_bytes(tampon.getvalue())
    (tmp_path / "recu.xlsx").write_bytes(b"x")
    inventaire = inventorier(tmp_path, tmp_path / "sortie")
    assert [recu.relatif for recu in inventaire.recus] == ["recu.xlsx"]
    assert inventaire.ignores == {REVUE: 1}


def test_an_output_given_as_the_received_folder_is_named(petite: tuple[Path, Path]) -> None:
    """Nothing to read there, and why."""
    _, sortie = petite
    with pytest.raises(SaisieInvalide, match=r"aucun classeur .*Ce que l'outil a écrit ne compte pas"):
        inventorier(sortie, sortie.parent / "autre")


# --------------------------------------------------------------------------------- two states of one year, copies


def test_of_two_states_of_one_day_the_sounder_counts_whatever_its_name(petite: tuple[Path, Path]) -> None:
    """The last name was the falsified one: it no longer wins, and the page says why, and that there is a doubt."""
    dossier, sortie = petite
    for nom in ("0 falsifié.xlsx", "9 falsifié.xlsx"):
        (dossier / nom).write_bytes(falsifier(bases(BASES)[4], 4, "ligne.fonctionnement.droit", 5 + len(nom)))
        recueil = lancer(dossier, sortie, "serie").recueil
        assert sorted(candidat.relatif for candidat in recueil.retenus) == ["4.xlsx", "5.xlsx"]
        (echec,) = recueil.echecs
        assert echec.relatif == nom
        trouve = re.search(
            r"que « 4\.xlsx », arrêté le même jour\. L'autre a moins de constats bloquants \((\d+) contre (\d+)\)",
            echec.motif,
        )
        assert trouve
        assert int(trouve[1]) + 1 == int(trouve[2])
        assert "plus tard" not in echec.motif
        assert "Demander à la CPTS lequel est le bon" in echec.remede
        (dossier / nom).unlink()


def test_of_two_states_that_nothing_tells_apart_the_doubt_is_told(petite: tuple[Path, Path]) -> None:
    """Same day, as sound: the last name counts, and the page does not call it the latest state."""
    dossier, sortie = petite
    autre = deriver(bases(BASES)[4], 4, lambda _, contenu: contenu.replace(b"CPAM de la Lyre", b"CPAM de la Lune"))
    (dossier / "9.xlsx").write_bytes(autre)
    recueil = lancer(dossier, sortie, "serie").recueil
    (echec,) = recueil.echecs
    assert echec.relatif == "4.xlsx"
    assert "rien ne dit lequel est le bon. L'autre, dernier dans l'ordre des noms, est compté." in echec.motif
    assert "plus tard" not in echec.motif


def test_a_later_state_counts_with_both_days_told() -> None:
    """The day of the accounts decides before anything else."""
    avant = _Candidat("990000004", 2, "2025-03-15", "2026-03-31", 0, 5, "z.xlsx", "a")
    apres = _Candidat("990000004", 2, "2025-03-15", "2026-06-30", -3, 1, "a.xlsx", "b")
    muet = _Candidat("990000004", 2, "2025-03-15", "", 0, 6, "m.xlsx", "c")
    assert max(avant, apres, muet) is apres
    assert (
        "« a.xlsx », dont l'état est arrêté le 30/06/2026, après celui-ci (31/03/2026)" in _doublon(avant, apres).motif
    )
    assert "arrêté le 30/06/2026, quand celui-ci ne dit pas son jour" in _doublon(muet, apres).motif


def test_copies_are_called_copies(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """On the first run, nothing was « already done »; on the second, everything was."""
    recus = tmp_path / "reçus"
    recus.mkdir()
    for nom in ("a", "b", "c", "d"):
        (recus / f"{nom}.xlsx").write_bytes(deriver(bases(BASES)[5], 5))
    ligne = ["campagne", str(recus), "--vers", str(tmp_path / "sortie"), "--executor", "serie"]
    assert main(ligne) == 1
    assert "4 classeurs : 1 examiné, 3 copies d'un même fichier ; 1 compté." in capsys.readouterr().out
    assert main(ligne) == 1
    assert "4 classeurs : 0 examiné, 4 déjà faits ; 1 compté." in capsys.readouterr().out
    (recus / "e.xlsx").write_bytes(deriver(bases(BASES)[5], 6))
    assert main(ligne) == 1
    assert "5 classeurs : 1 examiné, 4 déjà faits ; 2 comptés." in capsys.readouterr().out
