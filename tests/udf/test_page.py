"""The page of functions: up to date, complete, and with examples that were executed."""

from __future__ import annotations

import re

import pytest

from cpts_xl.errors import NomInvalide
from cpts_xl.udf import fiches, page
from cpts_xl.udf.appel import repondre
from cpts_xl.udf.etalement import CELLULES_MAX
from cpts_xl.udf.exemples import lire
from cpts_xl.udf.porteurs import PORTEURS
from cpts_xl.udf.reference import par_nom


def test_the_page_is_up_to_date():
    """``python -m cpts_xl.udf.page`` would write the same file."""
    assert page.CHEMIN.read_text(encoding="utf-8") == page.texte()


def test_every_function_stands_in_it_once():
    """One heading per published function, and no other."""
    titres = re.findall(r"^### (\w+)$", page.texte(), re.MULTILINE)
    assert sorted(titres) == sorted(par_nom())


def test_every_example_belongs_to_a_function():
    """No example is left over from a renamed function; each gives every argument."""
    assert set(lire()) == set(par_nom())
    for nom, exemple in lire().items():
        publiee = par_nom()[nom]
        if nom != "CPTS_EXPLICATION":
            assert len(exemple.arguments) == len(publiee.arguments), nom


def test_examples_answer_what_a_user_would_expect():
    """No example shows an internal error; those that show a sentence are known."""
    reponses = dict(re.findall(r"^    =(\w+)\(.*\n(?:    avec .*\n)*    → (.*)$", page.texte(), re.MULTILINE))
    assert len(reponses) == len(par_nom())
    assert not [nom for nom, reponse in reponses.items() if reponse.startswith("Refus")]
    phrases = {nom for nom, reponse in reponses.items() if reponse.startswith(("À compléter", "À reprendre"))}
    assert phrases == {"CPTS_MONTANT", "CPTS_TOTAL"}
    assert reponses["CPTS_TAILLE"] == "3"
    assert reponses["CPTS_ACOMPTE"] == "67 500,00 €".replace(" €", "\u00a0€")


def test_a_function_without_example_is_refused(monkeypatch):
    """The page cannot be written with a hole."""
    monkeypatch.setattr(fiches, "lire", dict)
    with pytest.raises(NomInvalide, match=r"exemples\.toml"):
        page.texte()


def test_the_page_says_what_each_carrier_changes_and_what_a_call_costs():
    """The table of the carriers is that of the code, row by row; ranges are recommended with the true limit."""
    texte = page.texte()
    lignes = [ligne for ligne in texte.splitlines() if ligne.startswith("| **")]
    assert len(lignes) == len(PORTEURS)
    for ligne, porteur in zip(lignes, PORTEURS, strict=True):
        for dit in (
            porteur.nom,
            porteur.vide,
            porteur.erreur,
            porteur.date,
            porteur.booleen,
            porteur.omis,
            porteur.echec,
        ):
            assert dit in ligne
    assert f"{CELLULES_MAX:,}".replace(",", " ") + " cellules" in texte
    assert "une formule de plage par colonne" in texte
    trop = [[1.0]] * (CELLULES_MAX + 1)
    assert "200000 cellules" in repondre("CPTS_TAILLE", [trop, 45_731.0]).echec


def test_every_chapter_has_a_french_title():
    """No chapter is called by the name of its module: « echeancier » is no title that one reads."""
    assert {fonction.chapitre for fonction in par_nom().values()} <= set(fiches.CHAPITRES)
