"""A campaign from end to end: what counts, what fails, nothing done twice, the same bytes whoever does the work."""

from __future__ import annotations

import csv
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from cpts_xl.campaign.conduite import TRAVAIL, Demande, mener
from cpts_xl.campaign.depot import Depot
from cpts_xl.campaign.equipe import Ouvrier
from cpts_xl.campaign.executeurs import en_serie, executeur, par_processus
from cpts_xl.campaign.traitement import Bilan, Tache
from cpts_xl.campaign.verrou import verrou
from cpts_xl.errors import EcritureImpossible, SaisieInvalide
from tests.campaign.conftest import BASES, FALSIFIES, OUTIL, SAINS, Menee, empreintes, lancer
from tests.campaign.fabrique import bases, deriver, falsifier

RACINE = Path(__file__).resolve().parents[2]
UN_DE_PLUS = 1
"""The exact copy of a healthy workbook."""
TUES = 4
"""Workbooks done when the campaign is killed."""


def _lire_csv(chemin: Path) -> list[dict[str, str]]:
    with chemin.open(encoding="utf-8", newline="") as flux:
        return list(csv.DictReader(flux))


def _page(sortie: Path) -> str:
    return unescape((sortie / "echecs.html").read_text(encoding="utf-8")).replace("\u00a0", " ")


# ------------------------------------------------------------------------------------------------- what counts


def test_every_healthy_workbook_counts_once(menee: Menee) -> None:
    """As many lines as associations; the files that are broken or twice there do not count."""
    recueil = menee.compte.recueil
    assert len(recueil.retenus) == SAINS
    assert recueil.fichiers == SAINS + len(menee.casses) + UN_DE_PLUS
    lignes = _lire_csv(menee.sortie / "donnees" / "cpts_annees.csv")
    assert [ligne["identifiant"] for ligne in lignes] == sorted(ligne["identifiant"] for ligne in lignes)
    assert len({ligne["identifiant"] for ligne in lignes}) == SAINS


def test_several_texts_years_and_inks_are_read(menee: Menee) -> None:
    """The campaign holds several sizes, years and laws, complete or not; every stored value was found again."""
    lignes = _lire_csv(menee.sortie / "donnees" / "cpts_annees.csv")
    assert {ligne["taille"] for ligne in lignes} >= {"1", "2", "3", "4"}
    assert len({ligne["annee"] for ligne in lignes}) >= 3
    assert len({ligne["textes"] for ligne in lignes}) >= 2
    assert {ligne["complet"] for ligne in lignes} == {"Oui", "Non"}
    sains = [ligne for rang, ligne in enumerate(lignes) if rang >= FALSIFIES]
    assert all(int(ligne["valeurs"]) > 300 and ligne["valeurs"] == ligne["identiques"] for ligne in sains)


def test_falsified_workbooks_are_told_and_no_other(menee: Menee) -> None:
    """Each amount typed over its formula is found, with euros at stake; nobody else is accused."""
    accuses = {
        ligne["identifiant"]: ligne
        for ligne in _lire_csv(menee.sortie / "donnees" / "constats.csv")
        if ligne["cause"] == "formule remplacée par une constante"
    }
    assert sorted(accuses) == [f"99{rang:07d}" for rang in range(FALSIFIES)]
    assert all(float(ligne["enjeu_maximal"]) > 1000 for ligne in accuses.values())
    autres = {ligne["cause"] for ligne in _lire_csv(menee.sortie / "donnees" / "constats.csv")}
    assert autres <= {"saisie", "formule remplacée par une constante"}


def test_each_broken_file_is_on_the_page(menee: Menee) -> None:
    """Twenty ways to be unreadable: each is on the page, by its name, with its reason and what to do."""
    assert len(menee.casses) == 20
    page = _page(menee.sortie)
    rangees = {rangee.split("</td>")[0].removeprefix("<td>"): rangee for rangee in page.split("<tr>")[2:]}
    for nom, mots in menee.casses.items():
        rangee = rangees[f"à reprendre/{nom}"]
        assert mots in rangee, (nom, rangee)
        assert "anomalie interne" not in rangee
        assert "la CPTS" in rangee
    assert "Copie exacte de « lot 00/cpts 0005 – suivi.xlsx »" in page or "Copie exacte de « copie.xlsx »" in page
    assert "fichier de verrou d'un tableur ouvert : 1" in page


# ---------------------------------------------------------------------------- same bytes, nothing twice, nothing lost


def test_the_bytes_do_not_depend_on_who_works(menee: Menee, tmp_path: Path) -> None:
    """One process, a shuffled order, workbooks done here: the same files, to the byte."""
    attendues = empreintes(menee.sortie)
    assert len(attendues) >= SAINS + 8

    def melange(taches: Any) -> Any:
        melees = list(taches)
        random.Random(7).shuffle(melees)  # noqa: S311  (un désordre, non un secret)
        return en_serie(melees)

    mener(Demande(menee.dossier, tmp_path / "sortie", melange))
    assert empreintes(tmp_path / "sortie") == attendues


def test_another_run_does_nothing_and_changes_nothing(menee: Menee) -> None:
    """The second run reads no workbook again."""
    avant = empreintes(menee.sortie)
    compte = lancer(menee.dossier, menee.sortie)
    assert (compte.faits, compte.deja) == (0, menee.compte.recueil.fichiers)
    assert empreintes(menee.sortie) == avant


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL n'existe pas sous Windows")
def test_a_campaign_killed_in_the_middle_is_taken_up(menee: Menee, tmp_path: Path) -> None:
    """A kill -9 while workers are at it: the lock is free, what was done is not done again, the bytes are the same."""
    sortie = tmp_path / "sortie"
    commande = [sys.executable, "-m", "tests.campaign.lancer", str(menee.dossier), str(sortie), "2", OUTIL, str(TUES)]
    enfant = subprocess.run(commande, cwd=RACINE, stderr=subprocess.DEVNULL, check=False)
    assert enfant.returncode == -signal.SIGKILL
    assert not (sortie / "consolide.xlsx").exists()
    compte = lancer(menee.dossier, sortie)
    assert compte.deja >= TUES
    assert compte.faits + compte.deja == menee.compte.recueil.fichiers
    assert empreintes(sortie) == empreintes(menee.sortie)


def test_a_changed_workbook_is_done_again(petite: tuple[Path, Path]) -> None:
    """Only that one; and the record of what it was no longer counts."""
    dossier, sortie = petite
    (dossier / "5.xlsx").write_bytes(deriver(bases(BASES)[5], 60))
    compte = lancer(dossier, sortie, "serie")
    assert (compte.faits, compte.deja) == (1, 1)
    fiches = sorted(chemin.name.split("-")[0] for chemin in (sortie / "donnees" / "fiches").iterdir())
    assert fiches == ["990000004", "990000060"]


def test_a_renamed_broken_file_is_told_by_its_new_name(petite: tuple[Path, Path]) -> None:
    """A failure is kept by content: what the page says bears the name of now."""
    dossier, sortie = petite
    (dossier / "ancien nom.xlsx").write_bytes(b"%PDF-1.7")
    lancer(dossier, sortie, "serie")
    (dossier / "ancien nom.xlsx").rename(dossier / "nouveau nom.xlsx")
    compte = lancer(dossier, sortie, "serie")
    assert compte.deja == 3
    assert "<td>nouveau nom.xlsx</td><td>C'est un document PDF" in _page(sortie)
    assert "ancien nom" not in _page(sortie)


def test_another_version_of_the_tool_does_all_again(petite: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """The program itself is in the name of a result: an updated tool never shows what the former one found."""
    dossier, sortie = petite
    monkeypatch.setattr("cpts_xl.campaign.conduite.empreinte_outil", lambda: "un autre programme")
    assert lancer(dossier, sortie, "serie").faits == 2


def test_a_half_written_result_is_not_believed(petite: tuple[Path, Path]) -> None:
    """A result cut short, or put under another name, is obtained again."""
    dossier, sortie = petite
    avant = empreintes(sortie)
    un, autre = sorted((sortie / TRAVAIL / "resultats").rglob("*.json"))
    un.write_text(un.read_text("utf-8")[:200], encoding="utf-8")
    autre.write_text(autre.read_text("utf-8").replace(autre.stem, un.stem), encoding="utf-8")
    assert lancer(dossier, sortie, "serie").faits == 2
    assert empreintes(sortie) == avant


def test_two_workbooks_of_one_year_count_once(petite: tuple[Path, Path]) -> None:
    """The one closed last counts; the other is told, with the name of the first."""
    dossier, sortie = petite
    (dossier / "4 corrigé.xlsx").write_bytes(falsifier(bases(BASES)[4], 4, "ligne.fonctionnement.droit", 5))
    compte = lancer(dossier, sortie, "serie")
    assert len(compte.recueil.retenus) == 2
    (echec,) = compte.recueil.echecs
    assert echec.relatif == "4 corrigé.xlsx"
    assert "Même CPTS et même année" in echec.motif
    assert "« 4.xlsx »" in echec.motif


def test_the_output_is_refused_while_another_campaign_writes(petite: tuple[Path, Path]) -> None:
    """The lock is told with its process; free again, the same command passes."""
    dossier, sortie = petite
    commande = [sys.executable, "-m", "tests.campaign.lancer", str(dossier), str(sortie), "1", OUTIL]
    with verrou(sortie / TRAVAIL):
        refus = subprocess.run(commande, cwd=RACINE, capture_output=True, text=True, check=False, encoding="utf-8")
    assert refus.returncode == 1
    assert "Une autre campagne écrit déjà" in refus.stderr
    assert f"processus {os.getpid()}" in refus.stderr
    lancer(dossier, sortie, "serie")


def test_a_folder_of_somebody_else_is_not_filled(petite: tuple[Path, Path], tmp_path: Path) -> None:
    """A folder with other files, the received one, or one that holds it: each refused, nothing written."""
    dossier, _ = petite
    autre = tmp_path / "autre"
    autre.mkdir()
    (autre / "note.txt").write_text("à moi", encoding="utf-8")
    for sortie, mots in ((autre, "autre chose"), (dossier, "autre dossier"), (tmp_path, "à part")):
        with pytest.raises(SaisieInvalide, match=mots):
            lancer(dossier, sortie, "serie")
    assert [chemin.name for chemin in autre.iterdir()] == ["note.txt"]


# -------------------------------------------------------------------------------------------------- containment


class Fragile(Ouvrier):
    """A worker that some names bring down."""

    programme = "tests.campaign.ouvrier_fragile"


def test_a_fatal_file_takes_nothing_along(menee: Menee, tmp_path: Path) -> None:
    """Killed, hung, out of memory, too deep, in error, talkative: each is told, and the next file is done."""
    recus, depot = tmp_path / "reçus", tmp_path / "résultats"
    recus.mkdir()
    noms = ("tue.xlsx", "dort.xlsx", "memoire.xlsx", "profond.xlsx", "bogue.xlsx", "bavarde.xlsx", "sain.xlsx")
    for rang, nom in enumerate(noms):
        (recus / nom).write_bytes(deriver(bases(BASES)[5], 100 + rang))
    with Fragile(delai=4) as lent, Fragile() as ouvrier:
        bilans = {
            nom: (lent if nom == "dort.xlsx" else ouvrier).traiter(Tache(str(recus), nom, str(depot))) for nom in noms
        }
    resultats: dict[str, Any] = {nom: Depot(depot).lire(bilan.clef) for nom, bilan in bilans.items()}
    mots = {"tue.xlsx": "fait tomber", "dort.xlsx": "4 secondes", "memoire.xlsx": "mémoire", "profond.xlsx": "imbriqué",
            "bogue.xlsx": "anomalie interne : ZeroDivisionError, ouvrier_fragile.py"}  # fmt: skip
    for nom, mot in mots.items():
        assert resultats[nom]["etat"] == "echec"
        assert mot in resultats[nom]["motif"], nom
    assert resultats["bavarde.xlsx"]["etat"] == resultats["sain.xlsx"]["etat"] == "lu"
    # ce qui peut ne pas se reproduire est réessayé, le reste non
    assert resultats["tue.xlsx"]["passager"]
    assert not resultats["memoire.xlsx"]["passager"]
    with Ouvrier() as ouvrier:
        assert not ouvrier.traiter(Tache(str(recus), "tue.xlsx", str(depot))).deja
        assert ouvrier.traiter(Tache(str(recus), "memoire.xlsx", str(depot))).deja


def test_a_worker_is_renewed(menee: Menee, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After so many workbooks, another process takes its place."""
    monkeypatch.setattr("cpts_xl.campaign.equipe.RENOUVELER", 1)
    tache = Tache(str(menee.dossier / "à reprendre"), "facture.xlsx", str(tmp_path))
    with Ouvrier() as ouvrier:
        numeros = []
        for _ in range(2):
            ouvrier.traiter(tache)
            assert ouvrier._enfant is not None
            numeros.append(ouvrier._enfant.pid)
    assert len(set(numeros)) == 2


def test_a_full_disk_stops_the_campaign(menee: Menee, tmp_path: Path) -> None:
    """When results cannot be written, the campaign says so at once rather than listing every file."""
    depot = tmp_path / "depot"
    depot.write_text("un fichier à la place du dossier", encoding="utf-8")
    tache = Tache(str(menee.dossier / "à reprendre"), "facture.xlsx", str(depot))
    with pytest.raises(EcritureImpossible, match="relancer"):
        list(par_processus([tache, tache], 2))


def test_a_file_that_disappears_is_told(tmp_path: Path) -> None:
    """Between the inventory and its turn, a file was taken away."""
    (bilan,) = en_serie([Tache(str(tmp_path), "parti.xlsx", str(tmp_path / "depot"))])
    resultat = Depot(tmp_path / "depot").lire(bilan.clef)
    assert resultat is not None
    assert "n'a pas pu être lu" in resultat["motif"]


def test_an_abandoned_iteration_kills_its_workers(menee: Menee, tmp_path: Path) -> None:
    """Interrupted after the first answer, nothing goes on in the background."""
    sains = [
        f"lot 00/cpts {rang:04d} – suivi.xlsx" for rang in range(6)
    ]  # six : plus que l'on n'en fait en une réponse
    travail = par_processus([Tache(str(menee.dossier), nom, str(tmp_path)) for nom in sains], 2)
    assert isinstance(next(travail), Bilan)
    travail.close()
    time.sleep(0.3)
    avant = len(list(tmp_path.rglob("*.json")))
    time.sleep(1.5)
    assert len(list(tmp_path.rglob("*.json"))) == avant < 6


# --------------------------------------------------------------------------------------------------- executors


@pytest.mark.parametrize("choix", ["", "dask", "dask=", "ray=", "serie=2", "nuage=10.0.0.1"])
def test_an_unknown_executor_is_refused(choix: str) -> None:
    """With the list of what may be typed."""
    with pytest.raises(SaisieInvalide, match="dask=ADRESSE ou ray=ADRESSE"):
        executeur(choix, 1)


def test_no_name_of_a_person_in_any_output(menee: Menee) -> None:
    """The functions and names typed in the workbooks (presidency, coordination) are in none of the outputs."""
    interdits = ("Professionnel P01", "Poste de coordination")
    source = json.dumps(dict(bases(BASES)[5].places))
    assert "identite.presidence" in source
    vus = 0
    for chemin in menee.sortie.rglob("*"):
        if not chemin.is_file() or chemin.suffix == ".parquet":
            continue
        contenu = chemin.read_bytes()
        if chemin.suffix == ".xlsx":
            deplie = menee.sortie.parent / "deplie"
            shutil.unpack_archive(chemin, deplie, "zip")
            contenu = b"".join(partie.read_bytes() for partie in deplie.rglob("*.xml"))
            shutil.rmtree(deplie)
        vus += 1
        assert [nom for nom in interdits if nom.encode() in contenu] == [], chemin.name
    assert vus > SAINS
