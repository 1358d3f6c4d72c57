"""What the entry check says of a day, a rate or a number that cannot be, and of a number typed with its « % »."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from cpts_xl.constats import Gravite
from cpts_xl.engine.dossier import Anomalie, Dossier
from cpts_xl.engine.examen import examiner
from cpts_xl.law import en_vigueur
from tests.sabotage.base import avec_identite, avec_ligne, calcul, dossier

BORDEREAU = {"ligne": "acces_fixe", "nature": "acompte", "montant": Fraction(50_000), "date": date(2025, 6, 2)}


def en(declare: Dossier, saisie: str) -> list[Anomalie]:
    """Return what the entry check says of one input."""
    return [a for a in examiner(declare, en_vigueur(declare.debut)) if a.saisie == saisie]


def versements(*lignes: dict[str, Any]) -> Dossier:
    """Return the dossier with these payments only."""
    return dossier().avec(versements=tuple({**BORDEREAU, **ligne} for ligne in lignes))


@pytest.mark.parametrize(
    ("jour", "mots"),
    [
        (date(2031, 5, 2), "d'après la date d'arrêté (14/03/2026)"),
        (date(2026, 3, 15), "d'après la date d'arrêté (14/03/2026)"),
        (date(2024, 6, 13), "de plus d'un mois avant l'année qu'il paie (elle commence le 15/03/2025)"),
        (date(2025, 2, 11), "de plus d'un mois avant l'année qu'il paie (elle commence le 15/03/2025)"),
        (date(2002, 5, 2), "d'avant la signature du contrat"),
    ],
)
def test_a_payment_of_an_impossible_day_is_told(jour: date, mots: str) -> None:
    """It is told at its cell, with what follows: it is counted; who has the bank statement decides."""
    [anomalie] = en(versements({"date": jour}), "versement.1.date")
    assert anomalie.gravite is Gravite.A_REGARDER
    assert anomalie.message.startswith(f"Ce versement est daté {mots}")
    assert anomalie.message.endswith("il est compté dans le versé tel qu'il est saisi.")
    assert "relevé bancaire" in anomalie.remede


def test_a_payment_of_the_day_of_the_state_or_of_a_former_year_is_not_told() -> None:
    """The day of the state still counts in it, and a balance of the year before is paid when it is paid."""
    assert en(versements({"date": date(2026, 3, 14)}), "versement.1.date") == []
    assert en(versements({"date": date(2024, 6, 2), "annee": Fraction(1)}), "versement.1.date") == []


def test_an_advance_paid_a_few_days_early_is_not_told() -> None:
    """The CPAM may pay before the first day; nine months before, the date or the year paid is wrong."""
    assert en(versements({"date": date(2025, 2, 12)}), "versement.1.date") == []
    [anomalie] = en(versements({"date": date(2024, 6, 13), "annee": Fraction(3)}), "versement.1.date")
    assert anomalie.remede == (
        "Vérifier cette date sur le relevé bancaire, et l'année payée : vide, c'est celle de ce classeur."
    )
    assert en(versements({"date": date(2024, 6, 13), "annee": Fraction(2)}), "versement.1.date") == []


def test_spendings_after_the_day_of_the_state_are_told_once() -> None:
    """They count in the spent of the year: one finding, at the first of them, says how many there are."""
    depense = {"nature": "60", "poste": "acces", "montant": Fraction(100), "date": date(2025, 6, 2)}
    jours = (date(2025, 9, 1), date(2025, 9, 2), date(2025, 10, 3), date(2026, 2, 4), date(2026, 9, 4))
    tot = avec_identite(arrete=date(2025, 9, 1))
    declare = tot.avec(depenses=tuple({**depense, "date": jour} for jour in jours))
    [anomalie] = en(declare, "depense.2.date")
    assert anomalie.gravite is Gravite.A_REGARDER
    assert anomalie.message.startswith("Cette dépense, comme 2 autres, est datée d'après la date d'arrêté (01/09/2025)")
    assert [en(declare, f"depense.{rang}.date") for rang in (1, 3, 4)] == [[], [], []]
    seule = tot.avec(depenses=({**depense, "date": jours[1]},))
    assert "Cette dépense est datée d'après" in en(seule, "depense.1.date")[0].message


def test_a_payment_told_twice_is_told() -> None:
    """Same day, line, nature, amount and year paid: two slips of the CPAM, or another year, are two payments."""
    [anomalie] = en(versements({}, {"date": date(2025, 7, 2)}, {}), "versement.3.montant")
    assert anomalie.message == "Même date, même ligne, même nature et même montant qu'à la ligne 1."
    assert anomalie.gravite is Gravite.A_REGARDER
    assert en(versements({"reference": "B1"}, {"reference": "B2"}), "versement.2.montant") == []
    assert en(versements({}, {"annee": Fraction(1)}), "versement.2.montant") == []
    assert en(versements({"reference": "B1"}, {}), "versement.2.montant") != []


def test_a_payment_of_nothing_is_only_told() -> None:
    """Nothing is wrong in the totals: the line is probably not finished."""
    [anomalie] = en(versements({"montant": Fraction(0)}), "versement.1.montant")
    assert (anomalie.gravite, anomalie.message) == (Gravite.INFORMATION, "Ce versement est de zéro euro.")


@pytest.mark.parametrize("champ", ["depart", "cible", "constate", "valeur_cpam", "valeur_retenue", "seuil_1"])
def test_an_indicator_keeps_the_unit_of_its_contract(champ: str) -> None:
    """Typed with its « % », 70,5 is to be typed again as 70,5: the contract says its target so."""
    declare = avec_ligne("indicateur", 1, **{champ: "70,5 %"})
    assert {a.remede for a in en(declare, f"indicateur.1.{champ}")} >= {"Retaper 70,5 sans unité ni espace."}


def test_a_true_rate_goes_from_0_to_1() -> None:
    """A weight, a rate of advance are rates: their « % » is a hundredth."""
    declare = avec_ligne("indicateur", 1, poids="70,5 %")
    assert "Retaper 0,705 sans unité ni espace." in {a.remede for a in en(declare, "indicateur.1.poids")}


@pytest.mark.parametrize(
    ("code", "gravite"),
    [
        ("taux_acompte_variable", Gravite.BLOQUANT),
        ("taux_acompte_snp", Gravite.BLOQUANT),
        ("alerte_plafond", Gravite.A_REGARDER),
    ],
)
def test_a_rate_out_of_bounds_is_told_where_it_is_typed(code: str, gravite: Gravite) -> None:
    """75 for 75 %: the rules refuse it everywhere it serves, and the cell to mend is this one."""
    [anomalie] = en(avec_identite(**{code: Fraction(75)}), f"identite.{code}")
    assert (anomalie.gravite, anomalie.lu) == (gravite, "75")
    assert anomalie.remede == "Un taux s'écrit de 0 à 1, ou en pourcentage : 0,75 ou 75 %."
    for admis in (0, Fraction(3, 4), 1):
        assert en(avec_identite(**{code: Fraction(admis)}), f"identite.{code}") == []


def test_a_rate_of_advance_out_of_bounds_leaves_the_advances_unknown() -> None:
    """This is why it is unacceptable, and not only doubtful: no total of advances is known."""
    valeurs = calcul(avec_identite(taux_acompte_variable=Fraction(75))).valeurs
    assert not isinstance(valeurs["ligne.acces_variable.acompte"], Fraction)


@pytest.mark.parametrize(
    ("code", "valeur", "mots"),
    [
        ("finess", "99000001", "devrait compter neuf caractères : il y a 8 caractères"),
        ("siret", "1234567890123", "devrait compter quatorze chiffres : il y a 13 caractères"),
        ("siret", "1234567890123X", "devrait compter quatorze chiffres : il y a autre chose"),
    ],
)
def test_a_national_number_has_its_length(code: str, valeur: str, mots: str) -> None:
    """A first zero dropped by the spreadsheet is the usual cause: the remedy says so."""
    [anomalie] = en(avec_identite(**{code: valeur}), f"identite.{code}")
    assert mots in anomalie.message
    assert "zéros du début" in anomalie.remede
    assert anomalie.gravite is Gravite.A_REGARDER


@pytest.mark.parametrize(
    ("code", "valeur"), [("finess", "990 000 017"), ("finess", "2A0000123"), ("siret", "123 456 789 00012")]
)
def test_a_national_number_may_be_written_in_groups(code: str, valeur: str) -> None:
    """Spaces do not count, and Corsica has its letter."""
    assert en(avec_identite(**{code: valeur}), f"identite.{code}") == []


def test_an_accounting_year_that_does_not_touch_the_contract_year_is_told() -> None:
    """The contract year goes from 15/03/2025 to 14/03/2026: an exercise of 2023 has no day in it."""
    loin = avec_identite(exercice_debut=date(2023, 1, 1), exercice_cloture=date(2023, 12, 31))
    [anomalie] = en(loin, "identite.exercice_debut")
    assert "(du 01/01/2023 au 31/12/2023) ne touche pas l'année conventionnelle" in anomalie.message
    touche = avec_identite(exercice_debut=date(2024, 4, 1), exercice_cloture=date(2025, 3, 15))
    assert en(touche, "identite.exercice_debut") == []


@pytest.mark.parametrize(
    ("jour", "mots"), [(date(2002, 5, 2), "précède la signature"), (date(2027, 3, 15), "plus d'un an après la fin")]
)
def test_a_meeting_far_from_the_year_is_told(jour: date, mots: str) -> None:
    """A typing error of a year, at its cell; the day before the limit is not told."""
    [anomalie] = en(avec_ligne("reunion", 1, date=jour), "reunion.1.date")
    assert mots in anomalie.message
    assert en(avec_ligne("reunion", 1, date=date(2027, 3, 14)), "reunion.1.date") == []


def test_a_negative_grant_is_told() -> None:
    """Money notified is never negative."""
    [anomalie] = en(avec_identite(aide_lettre=Fraction(-5)), "identite.aide_lettre")
    assert (anomalie.gravite, anomalie.lu) == (Gravite.A_REGARDER, "-5,00\u00a0€")
