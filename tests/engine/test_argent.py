"""Money spent, money of the others: three calendars that never mix, keys that lose no cent, nothing that vanishes."""

# ruff: noqa: S311 - des tirages à graine, pour être refaits, et non des secrets
from __future__ import annotations

import random
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from typing import Any

import pytest

from cpts_xl.constats import Gravite
from cpts_xl.engine.examen import examiner
from cpts_xl.engine.schema import TABLEAUX, TOTAL, postes
from cpts_xl.engine.schema.argent import POSTES_CLE
from cpts_xl.law import en_vigueur
from cpts_xl.rules import CATALOGUE
from tests.engine.argent import A_COMPLETER, BASE, DEBUT, FIN, FIR, ROVIRA, avec, depense, dit
from tests.engine.dossiers import calcul, montre

# ------------------------------------------------------------------------------------------ three calendars


@pytest.mark.parametrize(
    ("jour", "annee", "exercice", "civile"),
    [
        (date(2026, 4, 14), 0, 100, 100),  # la veille de l'anniversaire : encore l'année d'avant
        (DEBUT, 100, 100, 100),
        (date(2026, 12, 31), 100, 100, 100),
        (date(2027, 1, 1), 100, 0, 0),
        (FIN - timedelta(days=1), 100, 0, 0),
        (FIN, 0, 0, 0),
        (date(2025, 12, 31), 0, 0, 0),
    ],
)
def test_a_spending_lands_in_each_calendar_by_its_own_day(jour: date, annee: int, exercice: int, civile: int) -> None:
    """Contract year, accounting year and civil year are half-open: a day is in each of them, or out, by itself."""
    valeurs = calcul(avec(depenses=[depense(jour)])).valeurs
    assert valeurs["poste.fonctionnement.depense"] == valeurs["calendrier.contrat.depense"] == annee
    assert valeurs["poste.fonctionnement.depense_exercice"] == valeurs["calendrier.exercice.depense"] == exercice
    assert valeurs["calendrier.civile_1.depense"] == civile


def test_the_four_periods_are_told_with_their_days() -> None:
    """The sheet says from which day to which day each calendar runs, and only the contract year has a right."""
    valeurs = calcul(BASE).valeurs
    assert [(valeurs[f"calendrier.{p}.debut"], valeurs[f"calendrier.{p}.fin"]) for p in (
        "contrat", "exercice", "civile_1", "civile_2")] == [
        (DEBUT, FIN), (date(2026, 1, 1), date(2027, 1, 1)), (date(2026, 1, 1), date(2027, 1, 1)),
        (date(2027, 1, 1), date(2028, 1, 1)),
    ]  # fmt: skip
    assert [i for i in valeurs if i.startswith("calendrier.") and i.endswith(".droit")] == ["calendrier.contrat.droit"]


def test_earned_received_and_spent_are_three_columns() -> None:
    """A payment changes no right; a spending changes neither right nor payment."""
    nu = calcul(BASE).valeurs
    verse = calcul(
        avec(versements=[{"date": DEBUT, "ligne": "acces_fixe", "nature": "acompte", "montant": 500}])
    ).valeurs
    paye = calcul(avec(depenses=[depense(DEBUT, 300, poste="acces")])).valeurs
    assert verse["poste.acces.droit"] == paye["poste.acces.droit"] == nu["poste.acces.droit"]
    assert (verse["poste.acces.verse"], paye["poste.acces.verse"]) == (500, 0)
    assert (verse["poste.acces.depense"], paye["poste.acces.depense"]) == (0, 300)


def test_without_an_accounting_year_nothing_of_it_is_guessed() -> None:
    """No accounting year typed: its columns are « À compléter », and the contract year still computes."""
    dossier = avec(ROVIRA.avec(versements=()), depenses=[depense(DEBUT)])
    valeurs = calcul(dossier).valeurs
    assert valeurs["poste.total.depense"] == 100
    for ident in ("poste.total.depense_exercice", "calendrier.exercice.debut", "controle.commissaire"):
        assert montre(valeurs[ident]) == A_COMPLETER


# ------------------------------------------------------------------------------------------ keys


def _cle(alea: random.Random) -> list[Fraction | None]:
    """Return the seven shares of a random key: hundredths, thirds or odd fractions; some posts not served."""
    grain = alea.choice((3, 7, 10, 100, 365, 1000))
    coupes = sorted(alea.randrange(grain + 1) for _ in range(len(POSTES_CLE) - 1))
    parts = [Fraction(haut - bas, grain) for bas, haut in pairwise((0, *coupes, grain))]
    return [part or alea.choice((None, Fraction(0))) for part in parts]


def repartir(base: Fraction, parts: list[Fraction | None]) -> list[Fraction]:
    """Return what each post bears, by the rule that each cell applies."""
    somme = CATALOGUE["somme_cle"].evaluer({"parts": parts})
    return [
        CATALOGUE["quote_part"].evaluer({"a_repartir": base, "somme": somme, "part": part, "parts": parts[: n + 1]})
        for n, part in enumerate(parts)
    ]


@pytest.mark.parametrize("graine", range(20))
def test_a_split_adds_up_exactly(graine: int) -> None:
    """Ten thousand draws in all: whole cents, their sum is the base, each within one cent of its share."""
    alea = random.Random(graine)
    for _ in range(500):
        base = Fraction(alea.choice((1, -1)) * alea.randrange(30_000_000), 100)
        parts = _cle(alea)
        quotes = repartir(base, parts)
        assert sum(quotes) == base
        for part, quote in zip(parts, quotes, strict=True):
            assert (quote * 100).denominator == 1
            assert abs(quote - base * (part or 0)) <= Fraction(1, 100)
            assert part or quote == 0


def test_a_key_shares_in_each_calendar_what_was_spent_in_it() -> None:
    """The key shares the contract year and the accounting year apart; with what is put directly, all is there."""
    dossier = avec(
        cles=[{"id": "COORD", "part_fonctionnement": Fraction(1, 3), "part_acces": Fraction(1, 3),
               "part_parcours": Fraction(1, 3)}],
        depenses=[
            depense(date(2026, 2, 1), "1000.01", cle="COORD"),
            depense(DEBUT, "500.02", cle="COORD"),
            depense(date(2027, 2, 1), "100.01", cle="coord"),
            depense(DEBUT, 7, poste="acces"),
        ],
    )  # fmt: skip
    valeurs = calcul(dossier).valeurs
    assert valeurs["repartition.1.base"] == Fraction("600.03")
    assert valeurs["repartition.1.base_exercice"] == Fraction("1500.03")
    assert [valeurs[f"poste.{p}.depense"] for p in ("fonctionnement", "acces", "parcours")] == [
        Fraction("200.01"), Fraction("207.01"), Fraction("200.01"),
    ]  # fmt: skip
    assert valeurs[f"poste.{TOTAL}.depense"] == Fraction("607.03")
    assert valeurs[f"poste.{TOTAL}.depense_exercice"] == Fraction("1507.03")
    assert valeurs["controle.affectation"] == valeurs["controle.cles"] == "Conforme"


@pytest.mark.parametrize("part", [Fraction(9, 10), Fraction(11, 10), Fraction(-1, 10), "moitié"])
def test_a_key_that_is_not_a_whole_shares_nothing(part: Any) -> None:
    """90 %, 110 %, less than nothing, a word: no amount comes out of the key, and no total forgets its spending."""
    dossier = avec(cles=[{"id": "K", "part_acces": part}], depenses=[depense(DEBUT, cle="K"), depense(DEBUT, 50)])
    valeurs = calcul(dossier).valeurs
    assert not isinstance(valeurs["repartition.1.acces"], Fraction)
    assert montre(valeurs[f"poste.{TOTAL}.depense"]) == A_COMPLETER
    assert valeurs["controle.cles"] == "À regarder"


def test_a_key_not_yet_finished_and_not_yet_used_blocks_nothing() -> None:
    """A key at 90 % that no spending bears leaves the totals whole; it is only to be looked at."""
    dossier = avec(cles=[{"id": "K", "part_acces": Fraction(9, 10)}], depenses=[depense(DEBUT, 50)])
    assert dit(dossier, f"poste.{TOTAL}.depense") == 50
    assert [a.gravite for a in examiner(dossier, en_vigueur(DEBUT)) if a.saisie.startswith("cle.")] == [
        Gravite.A_REGARDER
    ]


# ------------------------------------------------------------------------------------------ nothing vanishes


def test_five_thousand_lines() -> None:
    """A ledger of five thousand lines: every total is the plain sum. No clock here; a few seconds."""
    alea = random.Random(1)
    codes = [*postes(en_vigueur(DEBUT))]
    lignes = [
        {
            "date": date(2026, 1, 1) + timedelta(days=alea.randrange(500)),
            "montant": Fraction(alea.randrange(-5_000, 90_000), 100),
            **alea.choice([{"cle": "K", "poste": None}, *({"cle": None, "poste": code} for code in codes)]),
        }
        for _ in range(5000)
    ]
    cle = {"id": "K", "part_acces": Fraction(1, 3), "part_parcours": Fraction(2, 3)}
    valeurs = calcul(avec(cles=[cle], depenses=lignes)).valeurs
    dedans = [ligne for ligne in lignes if DEBUT <= ligne["date"] < FIN]
    assert valeurs[f"poste.{TOTAL}.depense"] == sum(ligne["montant"] for ligne in dedans)
    assert valeurs["poste.prevention.depense"] == sum(
        ligne["montant"] for ligne in dedans if ligne["poste"] == "prevention"
    )
    assert valeurs["repartition.1.base"] == sum(ligne["montant"] for ligne in dedans if ligne.get("cle"))


# ------------------------------------------------------------------------------------------ envelopes


def test_an_envelope_is_followed_from_its_opening_to_its_closing() -> None:
    """Opening, plus what came in by date, minus what was spent; the year that a payment pays does not matter here."""
    dossier = avec(
        versements=[
            {"date": DEBUT, "ligne": "acces_fixe", "nature": "solde", "montant": 300, "annee": 4},
            {"date": FIN, "ligne": "acces_fixe", "nature": "solde", "montant": 5000},
            {"date": FIN - timedelta(days=1), "ligne": "acces_variable", "nature": "variable", "montant": 40},
        ],
        depenses=[depense(DEBUT, 90, poste="acces")],
    ).avec(postes={"acces": {"ouverture": Fraction(1000), "usage": "fonds dédiés"}})
    valeurs = calcul(dossier).valeurs
    assert valeurs["poste.acces.encaisse"] == 340
    assert valeurs["poste.acces.cloture"] == 1000 + 340 - 90
    assert montre(valeurs["poste.parcours.cloture"]) == A_COMPLETER
    assert montre(valeurs[f"poste.{TOTAL}.cloture"]) == A_COMPLETER


def test_no_word_rules_on_the_legality_of_what_is_kept() -> None:
    """No text read allows or forbids to keep money: the tool follows it, and says that it does not rule."""
    champ = TABLEAUX["poste"].champ("usage")
    assert "ne dit pas si c'est admis" in champ.aide
    assert CATALOGUE["cloture_enveloppe"].statut == "convention"
    assert "sans dire s'il peut être gardé" in CATALOGUE["cloture_enveloppe"].aide


# ------------------------------------------------------------------------------------------ other funders, auditor


COTISATIONS = {"date": DEBUT, "financeur": "cotisations", "nature": "75", "attribue": 900, "verse": 900,
               "verse_le": date(2027, 1, 1), "public": "Non"}  # fmt: skip


def test_other_funders_stay_out_of_the_totals_of_the_aci() -> None:
    """What others bring is shown funder by funder, and moves no total of the agreement."""
    nu, valeurs = calcul(BASE).valeurs, calcul(avec(produits=[FIR, COTISATIONS])).valeurs
    for ident in ("perimetre.tout.droit", "perimetre.tout.verse", "poste.total.encaisse", "financeur.aci.attribue"):
        assert valeurs[ident] == nu[ident]
    assert [valeurs[f"financeur.fir.{c}"] for c in ("attribue", "verse", "reste")] == [20_000, 15_000, 5_000]
    assert [valeurs[f"financeur.{f}.recu_exercice"] for f in ("fir", "cotisations")] == [15_000, 0]
    assert valeurs[f"financeur.{TOTAL}.attribue"] == nu["perimetre.tout.droit"] + 20_900


@pytest.mark.parametrize(("aci", "verdict"), [(138_000, "Conforme"), (Fraction("138000.01"), "À regarder")])
def test_the_auditor_s_threshold_reads_public_money_of_the_accounting_year(aci: Any, verdict: str) -> None:
    """153 000 € of public money really received in the accounting year is the limit: not a cent more.

    Counted: the payments of the agreement and the public subsidies dated in it. Not counted: private money, and what
    came the day after the closing.
    """
    dossier = avec(
        produits=[FIR, COTISATIONS],
        versements=[
            {"date": date(2026, 12, 31), "ligne": "acces_fixe", "nature": "acompte", "montant": aci},
            {"date": date(2027, 1, 1), "ligne": "acces_fixe", "nature": "solde", "montant": 90_000},
        ],
    )
    valeurs = calcul(dossier).valeurs
    assert valeurs[f"financeur.{TOTAL}.public_exercice"] == 15_000 + aci
    assert valeurs["controle.commissaire"] == verdict


@pytest.mark.parametrize("manque", [{"verse_le": None}, {"public": None}])
def test_a_product_that_lacks_its_day_or_its_nature_leaves_the_threshold_open(manque: dict[str, Any]) -> None:
    """Money without a date, or that may be public or not: the threshold is « À compléter », never « Conforme »."""
    assert dit(avec(produits=[{**FIR, **manque}]), "controle.commissaire") == A_COMPLETER
