"""What the entry check advises of a text typed for a number or for a code: both readings, the code, never harm."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from cpts_xl.constats import Constat, Gravite
from cpts_xl.engine.dossier import Anomalie, Dossier
from cpts_xl.engine.examen import examiner
from cpts_xl.engine.examen.mots_lus import code_voulu, remede_du_nombre
from cpts_xl.engine.schema import TABLEAUX, champ_identite, postes
from cpts_xl.law import en_vigueur
from tests.sabotage.base import avec_identite, avec_ligne, dossier

MONTANT = TABLEAUX["versement"].champ("montant")
TAUX = champ_identite("taux_acompte_variable")
POPULATION = champ_identite("population")


def en(declare: Dossier, saisie: str) -> list[Anomalie]:
    """Return what the entry check says of one input."""
    return [a for a in examiner(declare, en_vigueur(declare.debut)) if a.saisie == saisie]


# ------------------------------------------------------------------------------------------ un nombre


@pytest.mark.parametrize(
    ("tape", "remede"),
    [
        ("52.500", "Choisir, puis retaper 52500 si le point sépare les milliers, 52,5 sinon."),
        ("52,500 €", "Choisir, puis retaper 52500 si la virgule sépare les milliers, 52,5 sinon."),
        ("-1.250", "Choisir, puis retaper -1250 si le point sépare les milliers, -1,25 sinon."),
        ("1.250.000", "Retaper 1250000 sans unité ni espace."),
        ("52 500", "Retaper 52500 sans unité ni espace."),
        ("52 500,50 €", "Retaper 52500,5 sans unité ni espace."),
        ("52.50", "Retaper 52,5 sans unité ni espace."),
        ("0.125", "Retaper 0,125 sans unité ni espace."),
        ("70 k€", "Retaper 70000 sans unité ni espace."),
    ],
)
def test_a_number_typed_as_a_text_is_given_all_its_readings(tape: str, remede: str) -> None:
    """« 52.500 » is 52 500 for who parts thousands by a point: she chooses, the tool does not."""
    assert remede_du_nombre(tape, MONTANT) == remede
    anomalies: list[Any] = en(avec_ligne("versement", 1, montant=tape), "versement.1.montant")
    assert [(a.remede, a.lu) for a in anomalies] == [(remede, tape)]


def test_a_rate_has_one_reading() -> None:
    """No rate is of thousands: three decimals are decimals."""
    assert remede_du_nombre("1.250", TAUX) == "Retaper 1,25 sans unité ni espace."
    assert remede_du_nombre("75%", TAUX) == "Retaper 0,75 sans unité ni espace."


@pytest.mark.parametrize(
    ("tape", "seul"),
    [("62 000 hab.", "62000"), ("75 €/h", "75"), ("2021 (recensement)", "2021"), ("54 patients", "54"),
     ("52.500 hab.", "52500 ou 52,5")],
)  # fmt: skip
def test_a_number_followed_by_its_unit_is_offered_alone(tape: str, seul: str) -> None:
    """Where to find it is told first; the number is offered, for her to confirm."""
    assert remede_du_nombre(tape, POPULATION) == f"{POPULATION.aide} Si c'est bien le nombre, retaper {seul} seul."


@pytest.mark.parametrize(
    "tape", ["2h30", "45 min", "1,2 M€ environ", "70 mille", "80-90", "Taille 2", "environ", "#N/A"]
)
def test_a_text_that_is_no_plain_number_is_not_guessed(tape: str) -> None:
    """Hours and minutes, thousands in letters, a range, words: only where to find the number is told."""
    assert remede_du_nombre(tape, POPULATION) == POPULATION.aide


def test_what_was_read_never_brings_a_second_full_stop() -> None:
    """« Lu : 62 000 hab. » ends its sentence; an ellipsis keeps its own."""
    constat = Constat(Gravite.BLOQUANT, "La population doit être un nombre.", lu="62 000 hab.", attendu="62 000.")
    assert constat.phrase() == "La population doit être un nombre. Lu : 62 000 hab. Attendu : 62 000."
    assert replace(constat, lu="1,5").phrase() == "La population doit être un nombre. Lu : 1,5. Attendu : 62 000."


# ------------------------------------------------------------------------------------------ un code


@pytest.mark.parametrize("tape", ["Accès aux soins", "ACCES AUX SOINS", "Accès aux"])
def test_a_label_typed_for_a_code_is_answered_by_the_code(tape: str) -> None:
    """The label says which code was meant: it is given, in the indicators as in every table."""
    nom = postes(en_vigueur(dossier().debut))["acces"]
    for table, champ in (("indicateur", "mission"), ("depense", "poste"), ("action", "mission")):
        assert en(avec_ligne(table, 1, **{champ: tape}), f"{table}.1.{champ}")[:1] == [
            Anomalie(
                f"{table}.1.{champ}",
                f"« {tape} » est un nom, et cette case attend son code : les formules ne le reconnaissent pas.",
                f"Choisir acces : c'est le code de « {nom} ».",
                lu=tape,
            )
        ]


def test_a_code_with_an_accent_is_answered_by_the_code() -> None:
    """« accès » is no name: it is told unknown, with the code to choose."""
    [anomalie] = en(avec_ligne("indicateur", 1, mission="accès"), "indicateur.1.mission")
    assert anomalie.message == "La mission « accès » n'existe pas dans le texte en vigueur."
    assert anomalie.remede.startswith("Choisir acces : c'est le code de « ")


def test_a_line_of_the_grid_is_found_by_its_label() -> None:
    """The payment names its line in full: its code is the one to choose."""
    [anomalie] = en(avec_ligne("versement", 1, ligne="Accès aux soins, volet variable"), "versement.1.ligne")
    assert anomalie.remede == "Choisir acces_variable : c'est le code de « Accès aux soins, volet variable »."


@pytest.mark.parametrize("tape", ["Accès aux soins, volet", "Soins", "acc", "volet fixe"])
def test_a_word_that_may_be_several_codes_or_none_gets_the_list(tape: str) -> None:
    """Two lines begin so, or none does: nothing is guessed."""
    lignes = {ligne.code: ligne.libelle for ligne in en_vigueur(dossier().debut).lignes}
    assert code_voulu(tape, lignes) == ""
    [anomalie] = en(avec_ligne("versement", 1, ligne=tape), "versement.1.ligne")
    assert anomalie.message == f"« {tape} » n'est pas connu du texte en vigueur."
    assert anomalie.remede == f"Choisir : {', '.join(sorted(lignes))}."


def test_a_total_typed_for_a_code_is_to_be_erased() -> None:
    """A row of total among the payments: choosing a line would count the money twice."""
    [anomalie] = en(avec_ligne("versement", 1, ligne="Total"), "versement.1.ligne")
    assert anomalie.remede == (
        "Effacer la ligne, si c'est un total : l'outil fait les siens, et la compterait en plus des autres."
    )


def test_a_population_with_its_unit_is_told_at_its_cell() -> None:
    """The whole way: the entry check gives the number back, ready to be typed."""
    [anomalie, *_] = en(avec_identite(population="62 000 hab."), "identite.population")
    assert anomalie.remede.endswith("Si c'est bien le nombre, retaper 62000 seul.")
