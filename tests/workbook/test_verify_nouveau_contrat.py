"""A renewed contract beside the last workbook of the former one: nobody is accused because a contract began."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from functools import cache
from typing import Any

import pytest

from cpts_xl.constats import Cause, Gravite
from cpts_xl.engine.dossier import Dossier
from cpts_xl.engine.reprise import NOUVEAU_CONTRAT
from cpts_xl.engine.suite import ouvrir
from cpts_xl.law.in_force import en_vigueur
from cpts_xl.revue.evolution import changements, entre_annees
from cpts_xl.workbook.layout import Layout
from cpts_xl.workbook.recu.read import Lecture
from cpts_xl.workbook.verification import comparer_annees, est_la_precedente, passe_recrit
from cpts_xl.workbook.xlsx.types import ClasseurLu
from tests.engine.contrats import annee
from tests.workbook.exemples import dossier_exemple, resultat

SIGNATURE = date(2026, 3, 15)
DIT = (
    "Première année du contrat signé le 15/03/2026 ; le classeur de l'année précédente est celui du contrat signé le "
    "15/03/2023, à son année 3 seulement : années closes, soldes n-1, enveloppes et définitions n'en sont pas comparés."
)


def _lecture(dossier: Dossier) -> Lecture:
    """Return a dossier as if it had been read from a workbook."""
    calcule = resultat(dossier)
    places = {ident: (case.feuille, case.adresse) for ident, case in Layout(calcule).cases.items()}
    return Lecture(ClasseurLu(None), dossier, en_vigueur(dossier.debut), [], places)  # type: ignore[arg-type]


@cache
def _avant() -> Lecture:
    return _lecture(dossier_exemple())


@cache
def _neuf(jour: date = SIGNATURE) -> Lecture:
    return _lecture(ouvrir(resultat(), nouveau_contrat=jour).dossier)


def _avec(**tables: Any) -> Lecture:
    """Return the renewed contract with these tables declared otherwise."""
    return replace(_neuf(), dossier=_neuf().dossier.avec(**tables))


def test_a_contract_opened_by_the_tool_rewrites_nothing() -> None:
    """One sentence: which contract is compared with which, and what is not; to be looked at before the last year."""
    [constat] = passe_recrit(_neuf(), _avant())
    assert (constat.gravite, constat.message, constat.cause) == (Gravite.A_REGARDER, DIT, Cause.AUCUNE)
    [constat] = passe_recrit(_lecture(ouvrir(resultat(annee(5)), nouveau_contrat=date(2028, 3, 15)).dossier),
                             _lecture(annee(5)))  # fmt: skip
    assert constat.gravite is Gravite.INFORMATION
    assert constat.message.startswith(
        "Première année du contrat signé le 15/03/2028 ; le classeur de l'année précédente est celui du contrat signé "
        "le 15/03/2023 : années closes,"
    )


def test_what_the_new_contract_says_of_its_own_accuses_nobody() -> None:
    """Other definitions and modes, an unspent amount accepted, an annex: a contract is free to say otherwise."""
    autres = tuple(
        {**f, "definition": "Définie autrement", "mode": "réalisé"} for f in _neuf().dossier.liste("indicateur")
    )
    saisie = _avec(
        indicateurs=autres, postes={"acces": {"ouverture": Fraction(1)}}, lignes={"acces_fixe": {"annexe": Fraction(2)}}
    )
    assert [c.message for c in passe_recrit(saisie, _avant())] == [DIT]


def test_a_history_told_otherwise_is_still_found() -> None:
    """What was carried is compared, civil years and all: a value rewritten and a row taken out are named."""
    lignes = _neuf().dossier.liste("historique")
    rang = next(n for n, f in enumerate(lignes) if f["annee"] == 2025 and f["valeur"] is not None)
    recrites = (*lignes[:rang], {**lignes[rang], "valeur": Fraction(12_345)}, *lignes[rang + 1 :])
    recrit, dit = passe_recrit(_avec(historique=recrites), _avant())
    assert (recrit.feuille, recrit.cellule) == _neuf().places[f"historique.{rang + 1}.valeur"]
    assert dit.message == DIT
    absente, _ = passe_recrit(_avec(historique=lignes[:-1]), _avant())
    assert absente.message == "L'historique ne dit plus rien de « S3 » pour l'année 2025."


def test_a_contract_begun_from_an_empty_workbook_owes_no_history() -> None:
    """Nothing of the former contract was taken over: it is not said to have been erased."""
    assert [c.message for c in passe_recrit(_avec(historique=()), _avant())] == [DIT]


@pytest.mark.parametrize(
    ("jour", "admise"), [(date(2026, 3, 15), True), (date(2027, 3, 14), True), (date(2027, 3, 15), False)]
)
def test_months_may_pass_between_two_contracts(jour: date, admise: bool) -> None:  # noqa: FBT001 (un cas)
    """Under a year, the last workbook of the former contract is the one before; beyond, another may be."""
    assert est_la_precedente(_neuf(jour), _avant()) is admise


def test_within_one_contract_a_hole_is_still_another_year() -> None:
    """One signature, or a year that is not the first: only the year that ends when this one begins is before it."""
    identite = {**_neuf().dossier.identite, "signature": date(2023, 3, 15)}
    assert est_la_precedente(_avec(identite=identite), _avant())  # l'année 4 du même contrat
    deux = {**_neuf().dossier.identite, "debut": date(2027, 3, 15)}
    assert not est_la_precedente(_avec(identite=deux), _avant())


def test_the_year_of_the_contract_is_not_a_value_that_fell() -> None:
    """From year 3 to year 1: the cause is the new contract; the rest is compared as between two years."""
    evolutions = comparer_annees(_neuf(), _avant())
    [rang] = [e for e in evolutions if (e.nature, e.code) == ("identité", "annee")]
    assert (rang.avant, rang.apres, rang.cause) == (3, 1, NOUVEAU_CONTRAT)
    causes = {c.cause for c in entre_annees(resultat(_neuf().dossier), evolutions)}
    assert NOUVEAU_CONTRAT in causes


def test_without_the_former_workbook_the_history_alone_is_compared() -> None:
    """No closed year of this contract: its first sentence is about indicators, each with its last year before it."""
    lignes = changements(resultat(_neuf().dossier))
    assert {c.code for c in lignes} == {str(f["id"]) for f in dossier_exemple().liste("indicateur")}
    [a1] = [c for c in lignes if c.code == "A1"]
    assert (a1.avant, a1.euros_avant) == (88, 6_000)
    assert a1.explication == "classeur de l'année 3 du contrat signé le 15/03/2023."
