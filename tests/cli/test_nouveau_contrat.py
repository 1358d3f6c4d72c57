"""« cpts-xl ouvrir-annee --nouveau-contrat » as it is typed: what is said, what is refused, what is written."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from cpts_xl.engine.resultat import calculer
from cpts_xl.law.in_force import en_vigueur
from cpts_xl.workbook.build import construire
from cpts_xl.workbook.inks import Encre
from cpts_xl.workbook.recu.read import lire_classeur
from tests.cli.relecteur import bureau, contenus, lancer, ordinaire, refuse
from tests.engine.contrats import annee, versement

if TYPE_CHECKING:
    from pathlib import Path

VERS = "Suivi contrat 2 année 1.xlsx"


@pytest.fixture
def ici(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the current folder: the workbooks of years 3 and 5 of one contract."""
    dossier = bureau(tmp_path)
    for rang in (3, 5):
        paye = versement("acces_fixe", "acompte", 60_000, date(2022 + rang, 3, 15))
        declare = annee(rang).avec(versements=(paye,))
        contenu = construire(calculer(declare, en_vigueur(declare.debut)), Encre.NATIVE)
        (dossier / f"Suivi année {rang}.xlsx").write_bytes(contenu)
    monkeypatch.chdir(dossier)
    return dossier


def test_the_renewed_contract_is_opened_and_told(ici: Path) -> None:
    """The answer from its first line to what is to be done next; the former workbook keeps its every byte."""
    avant = contenus(ici)
    dit = lancer(
        "ouvrir-annee", "Suivi année 5.xlsx", "--vers", VERS, "--nouveau-contrat", "2028-03-15", "--population", 62000
    )
    sortie = ordinaire(dit.sortie)
    for ligne in (
        f"Année 1 du contrat renouvelé ouverte : {VERS}\n",
        "  Identité : nouveau contrat, signé le 15/03/2028 : y recopier la taille, ",
        "  Missions : à confirmer par le nouveau contrat : 6 engagées, avec les dates passées ; ",
        "  Historique : 6 résultats de l'année 5 ajoutés.\n",
        "  Versements : aucun repris sur 1 : il a payé l'ancien contrat et reste dans son classeur.\n",
        "Suivi année 5.xlsx n'a pas été touché : il reste la preuve de l'ancien contrat, et suit sa fin.\n",
        "Ensuite : recopier le contrat et son annexe (missions, euros, départs, cibles), puis lire la feuille ",
    ):
        assert ligne in sortie
    assert {nom: empreinte for nom, empreinte in contenus(ici).items() if nom != VERS} == avant
    neuf = lire_classeur(ici / VERS).dossier
    assert (neuf.identite["signature"], neuf.identite["population"]) == (date(2028, 3, 15), 62_000)
    [ligne] = neuf.liste("journal")[-1:]
    assert ligne["action"] == "contrat renouvelé, ouvert depuis l'année 5 du contrat signé le 15/03/2023"
    assert ligne["fichier"] == "Suivi année 5.xlsx"


def test_the_opened_workbook_is_verified_beside_the_former_one(ici: Path) -> None:
    """Every number is found again, and nobody is accused: the new contract is told for information."""
    assert lancer("ouvrir-annee", "Suivi année 5.xlsx", "--vers", VERS, "--nouveau-contrat", "2028-03-15").code in {
        0,
        1,
    }
    dit = lancer("verifier", VERS, "--annee-precedente", "Suivi année 5.xlsx", "--sans-recalcul")
    assert "  [information] Première année du contrat signé le 15/03/2028 ; le classeur de l'année précédente est " in (
        ordinaire(dit.sortie)
    )
    assert "dit autre chose" not in dit.sortie
    assert "ne dit plus rien" not in dit.sortie
    assert "bloquant" not in dit.sortie
    assert "nouveau contrat : 1" in dit.sortie
    assert (
        lancer(
            "revue", VERS, "--annee-precedente", "Suivi année 5.xlsx", "--sans-recalcul", "--vers", "Revue.xlsx"
        ).code
        < 2
    )


def test_what_cannot_be_opened_is_refused_with_what_to_type(ici: Path) -> None:
    """After the last year, without the option; within a year, with it; a date that is none: nothing is written."""
    avant = contenus(ici)
    base = ("ouvrir-annee", "Suivi année 5.xlsx", "--vers", VERS)
    assert refuse(lancer(*base), "L'année 5 est la dernière du contrat.", "--nouveau-contrat 2028-03-15 »")
    assert refuse(
        lancer(*base, "--nouveau-contrat", "2027-12-01"),
        "Le nouveau contrat commencerait le 01/12/2027, avant la fin de l'année 5 de l'ancien, dont le dernier jour "
        "est le 14/03/2028.",
        "« cpts-xl nouveau --vers FICHIER --signature 2027-12-01 »",
    )
    assert refuse(lancer(*base, "--nouveau-contrat", "15/03/2028"), "« 15/03/2028 » n'est pas une date AAAA-MM-JJ")
    assert refuse(lancer(*base, "--nouveau-contrat"), "--nouveau-contrat attend une valeur")
    assert contenus(ici) == avant


def test_an_ordinary_year_is_told_as_before(ici: Path) -> None:
    """Without the option, nothing of a renewed contract is said."""
    sortie = lancer("ouvrir-annee", ici / "Suivi année 3.xlsx", "--vers", VERS).sortie
    assert f"Année ouverte : {VERS}\n" in sortie
    assert "Ensuite : recopier la nouvelle annexe (euros, départs, cibles), puis lire la feuille Reprise." in sortie
    assert "renouvelé" not in sortie
