"""The entry check: each anomaly with its place, its words, what was read and how to mend it."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from cpts_xl.constats import Gravite
from cpts_xl.engine.dossier import Anomalie, Dossier, convertir
from cpts_xl.engine.examen import examiner
from cpts_xl.engine.fichier import depuis_toml
from cpts_xl.engine.resultat import calculer
from cpts_xl.engine.schema import TABLEAUX, champ_identite
from cpts_xl.errors import SaisieInvalide
from cpts_xl.law import en_vigueur
from tests.engine.changements import BASE, JOUR, VERSE, identite, indicateur, mission, rangee
from tests.engine.fautes import CAS

if TYPE_CHECKING:
    from collections.abc import Callable


def anomalies(dossier: Dossier) -> list[Anomalie]:
    """Return the anomalies under avenant 2: a dossier whose first day is wrong is examined too."""
    return examiner(dossier, en_vigueur(date(2026, 4, 15)))


def test_a_sound_dossier_has_nothing_to_say() -> None:
    """The real dossier from which the faults below are made, its population added, has not one anomaly."""
    assert anomalies(BASE) == []


@pytest.mark.parametrize(("change", "saisie", "mots", "lu"), [cas[1:] for cas in CAS], ids=[cas[0] for cas in CAS])
def test_one_fault_is_one_anomaly(change: Callable[[Dossier], Dossier], saisie: str, mots: str, lu: str) -> None:
    """Each fault is told at its place, in its words, with what was read and a remedy that is a sentence."""
    trouvees = [
        anomalie for anomalie in anomalies(change(BASE)) if anomalie.saisie == saisie and mots in anomalie.message
    ]
    assert len(trouvees) == 1
    assert trouvees[0].message.endswith(".")
    assert trouvees[0].remede
    assert trouvees[0].lu == lu


@pytest.mark.parametrize(("change", "saisie"), [cas[1:3] for cas in CAS], ids=[cas[0] for cas in CAS])
def test_one_fault_says_nothing_elsewhere(change: Callable[[Dossier], Dossier], saisie: str) -> None:
    """A fault is told where it is, not on the other rows: whoever mends the dossier has one place to look at."""
    rang = saisie.rpartition(".")[0]
    assert {anomalie.saisie.rpartition(".")[0] for anomalie in anomalies(change(BASE))} == {rang}


@pytest.mark.parametrize("change", [cas[1] for cas in CAS], ids=[cas[0] for cas in CAS])
def test_a_faulty_dossier_is_computed_all_the_same(change: Callable[[Dossier], Dossier]) -> None:
    """No fault stops the computation: what depends on it says so in its cell, and the rest stands."""
    resultat = calculer(change(BASE), en_vigueur(date(2026, 4, 15)))
    assert len(resultat.etapes) > 500
    for calculee in resultat.pleines:
        assert calculee.phrase


@pytest.mark.parametrize(
    "texte",
    [
        "Réunion du 12/03/2026 à 14 h 30",
        "FINESS 990000017",
        "SIRET 123 456 789 00012",
        "06 12 34 56 78",
        "W991234567",
        "12 345 678,90 €",
        "300 000 000 000 000",
        "bordereau 2026-04-15/0012",
    ],
)
def test_other_numbers_are_not_social_security_numbers(texte: str) -> None:
    """A date, a telephone, a FINESS, a SIRET or an amount is not taken for a patient's number."""
    assert anomalies(rangee("texte", rubrique="bilan", texte=texte)(BASE)) == []


def test_what_is_doubtful_is_not_what_is_wrong() -> None:
    """A missing source, a mission without date, a last step too small are to be looked at; the rest is blocking."""
    noms = {
        "population sans source",
        "engagée sans démarrage",
        "démarrage avant signature",
        "dernier palier trop petit",
        "nom vide",
        "signature vide",
        "engagement vide",
        "indicateur sans identifiant",
        "versement sans date",
        "numéro de sécurité sociale, Corse",
    }
    for nom, change, saisie, mots, _lu in CAS:
        gravites = {a.gravite for a in anomalies(change(BASE)) if a.saisie == saisie and mots in a.message}
        assert gravites == {Gravite.A_REGARDER if nom in noms else Gravite.BLOQUANT}, nom


def test_order_is_that_of_the_sheets() -> None:
    """Anomalies come sheet by sheet, whatever the order in which they were made."""
    dossier = BASE
    for change in (rangee("versement", **VERSE, ligne="snp", nature="acompte"), indicateur(1, id="A*"),
                   mission("acces", demarrage=None), identite(nom=None)):  # fmt: skip
        dossier = change(dossier)
    assert [a.saisie.partition(".")[0] for a in anomalies(dossier)] == [
        "identite",
        "mission",
        "indicateur",
        "versement",
    ]


# ------------------------------------------------------------------------------------------ reading a dossier


@pytest.mark.parametrize(
    ("texte", "mots"),
    [
        ("[identite", ("essai", "mal formé")),
        ('[identite]\nnon = "x"', ("essai, identite", "champ inconnu non")),
        ("[missions.acces]\nengage = 1", ("essai, missions.acces", "champ inconnu engage")),
        ('[[indicateurs]]\nid = "A1"\nbut = 3', ("essai, indicateur 1", "champ inconnu but")),
        ('[identite]\npopulation = "beaucoup"', ("essai, identite", "Population", "beaucoup", "nombre entier")),
        ("[identite]\nsignature = 2021", ("essai, identite", "signature", "date")),
        ("[identite]\nnom = 3", ("essai, identite", "Nom de la CPTS", "texte")),
        ("[identite]\npopulation = true", ("essai, identite", "Population")),
    ],
)
def test_malformed_dossier_is_refused_where_it_is(texte: str, mots: tuple[str, ...]) -> None:
    """A dossier that cannot be read is refused with its file, its place and the field, never half read."""
    with pytest.raises(SaisieInvalide) as refus:
        depuis_toml(texte, "essai")
    assert [mot for mot in mots if mot not in str(refus.value)] == []


def test_numbers_of_a_dossier_are_exact() -> None:
    """A decimal is read as the fraction that it writes, an empty text as nothing."""
    champ = TABLEAUX["indicateur"].champ("cible")
    assert depuis_toml("[[indicateurs]]\ncible = 69.7").liste("indicateur")[0]["cible"] == Fraction(697, 10)
    assert convertir(champ, "") is None
    assert convertir(champ_identite("signature"), JOUR) == JOUR


def test_without_a_first_day_no_law_can_be_chosen() -> None:
    """The one field without which nothing is computed says so, and says where to type it."""
    with pytest.raises(SaisieInvalide, match="aucun texte ne peut être choisi"):
        _ = Dossier(identite={}).debut
    assert Dossier(identite={}).nom == "CPTS sans nom"
