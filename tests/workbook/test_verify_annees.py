"""Two years in a row: what changed and why, and a past that this year's workbook tells otherwise."""

from __future__ import annotations

from copy import copy
from dataclasses import replace
from fractions import Fraction
from functools import cache
from typing import Any

import pytest

from cpts_xl.constats import Cause
from cpts_xl.engine.dossier import Dossier
from cpts_xl.engine.suite import ouvrir
from cpts_xl.law.in_force import en_vigueur
from cpts_xl.workbook.layout import Layout
from cpts_xl.workbook.recu.read import Lecture
from cpts_xl.workbook.verification import comparer_annees, passe_recrit
from cpts_xl.workbook.xlsx.types import ClasseurLu
from tests.workbook.exemples import dossier_exemple, resultat


def _lecture(dossier: Dossier) -> Lecture:
    """Return a dossier as if it had been read from a workbook."""
    calcule = resultat(dossier)
    places = {ident: (case.feuille, case.adresse) for ident, case in Layout(calcule).cases.items()}
    return Lecture(ClasseurLu(None), dossier, en_vigueur(dossier.debut), [], places)  # type: ignore[arg-type]


@cache
def _avant() -> Lecture:
    return _lecture(dossier_exemple())


@cache
def _apres() -> Lecture:
    return _lecture(ouvrir(resultat()).dossier)


def _change(table: str, rang: int, **champs: Any) -> Lecture:
    """Return this year with one row of a free table changed."""
    lecture = copy(_apres())
    lignes = list(lecture.dossier.listes[table])
    lignes[rang - 1] = {**lignes[rang - 1], **champs}
    lecture.dossier = replace(lecture.dossier, listes={**lecture.dossier.listes, table: tuple(lignes)})
    return lecture


def _fiche(table: str, code: str, **champs: Any) -> Lecture:
    """Return this year with one row of a fixed table changed."""
    lecture = copy(_apres())
    fiches = dict(lecture.dossier.fiche(table))
    fiches[code] = {**fiches.get(code, {}), **champs}
    lecture.dossier = replace(lecture.dossier, fiches={**lecture.dossier.fiches, table: fiches})
    return lecture


def test_a_year_opened_from_the_other_tells_the_same_past() -> None:
    """Nothing typed since: no finding, and every line of the money is in the list of changes."""
    assert passe_recrit(_apres(), _avant()) == []
    evolutions = comparer_annees(_apres(), _avant())
    lignes = {e.code for e in evolutions if e.nature == "ligne"}
    assert lignes == {ligne.code for ligne in _apres().droit.lignes}
    assert {e.code for e in evolutions if e.nature == "indicateur"} == {
        str(f["id"]) for f in dossier_exemple().liste("indicateur")
    }


def _rang_historique(champ: str) -> int:
    annee = resultat().valeurs["identite.annee"]
    lignes = _apres().dossier.liste("historique")
    return next(n for n, f in enumerate(lignes, 1) if f["annee"] == annee and f.get(champ) is not None)


REECRITURES: dict[str, tuple[str, Any, Cause]] = {
    "valeur de l'an dernier": ("historique.valeur", Fraction(12345), Cause.VALEUR),
    "montant acquis l'an dernier": ("historique.acquis", Fraction(1), Cause.VALEUR),
    "définition de l'an dernier": ("historique.definition", "autre chose", Cause.DEFINITION),
}


@pytest.mark.parametrize("cas", REECRITURES)
def test_a_rewritten_history_is_found(cas: str) -> None:
    """One cell of the history is not what last year's workbook says: that cell is named, and the cause."""
    quoi, valeur, cause = REECRITURES[cas]
    table, champ = quoi.split(".")
    rang = _rang_historique(champ)
    lecture = _change(table, rang, **{champ: valeur})
    (constat,) = passe_recrit(lecture, _avant())
    assert (constat.feuille, constat.cellule) == lecture.places[f"historique.{rang}.{champ}"]
    assert constat.cause == cause


def test_a_closed_year_and_a_balance_rewritten_are_found() -> None:
    """The right of a closed year, its size, the balance carried: each with its cause, the amounts with their euros."""
    annee = str(resultat().valeurs["identite.annee"])
    droit = resultat().valeurs["perimetre.tout.droit"]
    (constat,) = passe_recrit(_fiche("annee", annee, droit=droit + 10_000), _avant())
    assert (constat.cause, constat.enjeu) == (Cause.VALEUR, 10_000)
    (constat,) = passe_recrit(_fiche("annee", annee, taille=Fraction(1)), _avant())
    assert constat.cause == Cause.TAILLE
    (constat,) = passe_recrit(_fiche("ligne", "acces_fixe", solde_n1=Fraction(90_000)), _avant())
    assert constat.cause == Cause.VALEUR
    assert constat.cellule == _apres().places["ligne.acces_fixe.solde_n1"][1]


def test_a_definition_changed_without_saying_so() -> None:
    """Said in its column, it is an evolution by definition; unsaid, it is a finding too."""
    autre = {"definition": "Tout patient vu une fois"}
    (constat,) = passe_recrit(_change("indicateur", 1, **autre), _avant())
    assert constat.cause == Cause.DEFINITION
    dite = _change("indicateur", 1, **autre, definition_changee="Oui")
    assert passe_recrit(dite, _avant()) == []
    code = dossier_exemple().liste("indicateur")[0]["id"]
    (evolution,) = [e for e in comparer_annees(dite, _avant()) if (e.nature, e.code) == ("indicateur", code)]
    assert evolution.cause == Cause.DEFINITION


def test_a_change_of_size_is_the_cause_of_the_amounts() -> None:
    """A population that changes the size: the ceilings that change do so by the size, with their euros."""
    ouverte = ouvrir(resultat(), population=Fraction(30_000)).dossier
    neuve = ouverte.avec(identite={**ouverte.identite, "taille_contrat": None})
    evolutions = comparer_annees(_lecture(neuve), _avant())
    taille = next(e for e in evolutions if e.code == "taille")
    assert (taille.cause, taille.apres) == (Cause.TAILLE, 1)
    plafonds = [e for e in evolutions if e.nature == "ligne" and "plafond" in e.libelle and e.ecart]
    assert plafonds
    assert all(e.cause == Cause.TAILLE and e.euros == e.ecart for e in plafonds)


def test_another_workbook_is_not_the_year_before() -> None:
    """The same year given twice is said to be so, and nothing is compared."""
    (constat,) = passe_recrit(_avant(), _avant())
    assert "n'est pas celui de l'année d'avant" in constat.message
