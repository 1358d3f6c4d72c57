"""What the entry check says of a measure in another scale than its contract: a percentage kept as a part of one."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from cpts_xl.constats import Gravite
from cpts_xl.engine.dossier import Anomalie
from cpts_xl.engine.examen import examiner
from cpts_xl.law import en_vigueur
from tests.engine.dossiers import calcul
from tests.sabotage.base import avec_ligne, dossier

LINEAIRE = {"mode": "linéaire", "sens": "hausse", "depart": "61.5", "cible": "80", "montant_en_jeu": "10000"}
PALIERS = {"mode": "paliers", "sens": "hausse", "seuil_1": "60", "montant_1": "4000", "seuil_2": "72.5",
           "montant_2": "10000", "montant_en_jeu": "10000"}  # fmt: skip
TEXTES = ("mode", "sens", "unite", "realise")


def indicateur(**champs: str) -> Any:
    """Return the dossier whose first indicator has these fields only, beside what names it."""
    premier = dossier().liste("indicateur")[0]
    noms = {code: valeur if code in {"id", "mission", "libelle"} else None for code, valeur in premier.items()}
    lus = {code: mot if code in TEXTES else Fraction(mot) for code, mot in champs.items()}
    return avec_ligne("indicateur", 1, **{**noms, **lus})


def trouvees(**champs: str) -> list[Anomalie]:
    """Return what the entry check says of the scale of such an indicator."""
    declare = indicateur(**champs)
    return [a for a in examiner(declare, en_vigueur(declare.debut)) if ", loin d" in a.message]


def test_a_percentage_kept_as_a_part_of_one_is_told_with_both_readings() -> None:
    """76.3 % pasted as 0.763 earns nothing between 61.5 and 80: told at its cell, with what to type."""
    assert calcul(indicateur(**LINEAIRE, constate="0.763")).valeurs["indicateur.1.acquis"] == 0
    assert trouvees(**LINEAIRE, constate="0.763") == [
        Anomalie(
            "indicateur.1.constate",
            "« Constaté » est lu 0,763, loin de la valeur de départ (61,5) et de la cible (80) : c'est peut-être "
            "76,3\u00a0%, qu'une case en pourcentage garde comme 0,763.",
            "Mettre la case au format Nombre, puis saisir 76,3 sans le signe %. Si la mesure est bien 0,763, ne rien "
            "changer.",
            Gravite.A_REGARDER,
            "0,763",
        )
    ]
    assert calcul(indicateur(**LINEAIRE, constate="76.3")).valeurs["indicateur.1.acquis"] == 8_000
    assert trouvees(**LINEAIRE, constate="76.3") == []


@pytest.mark.parametrize("code", ["constate", "valeur_cpam", "valeur_retenue"])
def test_the_values_of_the_cpts_of_the_cpam_and_of_both_are_looked_at(code: str) -> None:
    """Each of the three is compared with what the contract writes."""
    [anomalie] = trouvees(**LINEAIRE, **{code: "0.763"})
    assert anomalie.saisie == f"indicateur.1.{code}"


def test_steps_are_what_a_measure_of_steps_is_compared_with() -> None:
    """Without start nor target, the thresholds tell the scale: on the way down, 0.763 would even earn everything."""
    [anomalie] = trouvees(**PALIERS, constate="0.763")
    assert "loin des seuils (60, 72,5) : c'est peut-être 76,3\u00a0%" in anomalie.message
    assert trouvees(**PALIERS, constate="76.3") == []


def test_a_long_percentage_is_told_to_six_decimals() -> None:
    """What a division left in the cell is told as a number, never as a fraction of large integers."""
    [anomalie] = trouvees(**LINEAIRE, constate="2289/3001")
    assert (anomalie.lu, "76,274575\u00a0%" in anomalie.message) == ("0,762746", True)


@pytest.mark.parametrize(
    "champs",
    [
        {**LINEAIRE, "constate": "0"},
        {**LINEAIRE, "constate": "1"},
        {**LINEAIRE, "constate": "1.5"},
        {**LINEAIRE, "depart": "0.615", "cible": "0.8", "constate": "0.763"},
        {**LINEAIRE, "depart": "0", "constate": "0.5"},
        {**LINEAIRE, "sens": "baisse", "depart": "3.5", "cible": "1.5", "unite": "jours", "constate": "0.8"},
        {**LINEAIRE, "sens": "baisse", "depart": "5", "cible": "3", "constate": "0.2",
         "numerateur": "12", "denominateur": "6000", "base": "100"},
        {"mode": "réalisé", "montant_en_jeu": "1000", "realise": "Oui", "depart": "61.5", "cible": "80",
         "constate": "0.763"},
        {**PALIERS, "seuil_1": "0.6", "seuil_2": "0.725", "constate": "0.763"},
    ],
    ids=["compte nul", "compte d'un", "au-dessus de un", "contrat en parts de un", "départ nul", "délai en jours",
         "confirmé par ses termes", "oui ou non", "seuils en parts de un"],
)  # fmt: skip
def test_an_honest_small_measure_is_not_told(champs: dict[str, str]) -> None:
    """A count, a contract in parts of one, a delay gone under one day, a small rate that its terms confirm."""
    assert trouvees(**champs) == []


def test_a_rate_said_for_one_is_told_at_its_base() -> None:
    """The terms give 0.763 for 1 where the contract writes 61.5 and 80: it is the base that is to be mended."""
    termes = {"numerateur": "4578", "denominateur": "6000"}
    [anomalie] = trouvees(**LINEAIRE, **termes, base="1")
    assert (anomalie.saisie, anomalie.gravite, anomalie.lu) == ("indicateur.1.base", Gravite.A_REGARDER, "1")
    assert "lu 0,763, loin de la valeur de départ (61,5) et de la cible (80)" in anomalie.message
    assert "exprimé pour 100, il serait de 76,3." in anomalie.message
    assert trouvees(**LINEAIRE, **termes, base="100") == []


# ------------------------------------------------------------------ ce que le contrat écrit, en parts de un

EN_PARTS = {"mode": "linéaire", "sens": "hausse", "depart": "0.1", "cible": "0.6", "montant_en_jeu": "15000",
            "unite": "%"}  # fmt: skip


def test_a_target_kept_as_a_part_of_one_is_told_beside_a_measure_in_points() -> None:
    """45 is beyond 0.6, and 15 000 euros would be earned: told at the target, with both readings."""
    assert calcul(indicateur(**EN_PARTS, constate="45")).valeurs["indicateur.1.acquis"] == 15_000
    assert trouvees(**EN_PARTS, constate="45") == [
        Anomalie(
            "indicateur.1.cible",
            "« Valeur de départ » et « Cible » sont lus 0,1 et 0,6, loin de « Constaté » (45) : peut-être "
            "10 et 60\u00a0%, qu'une case en pourcentage garde comme 0,1 et 0,6.",
            "Mettre ces cases au format Nombre, puis saisir 10 et 60 sans le signe %. Si le contrat compte bien en "
            "parts de un, saisir aussi la mesure ainsi : 0,45.",
            Gravite.A_REGARDER,
            "0,1 et 0,6",
        )
    ]
    for depart, cible, constate in (("10", "60", "45"), ("0.1", "0.6", "0.45")):
        juste = {**EN_PARTS, "depart": depart, "cible": cible, "constate": constate}
        assert trouvees(**juste) == []
        assert calcul(indicateur(**juste)).valeurs["indicateur.1.acquis"] == 10_500


@pytest.mark.parametrize("champs", [
    {"valeur_cpam": "45"},
    {"valeur_retenue": "45"},
    {"numerateur": "45", "denominateur": "100", "base": "100"},
], ids=["CPAM", "convenue", "deux termes"])  # fmt: skip
def test_every_measure_is_compared_with_the_contract(champs: dict[str, str]) -> None:
    """That of the CPAM, that of both, and the rate that the two terms give."""
    [anomalie] = trouvees(**EN_PARTS, **champs)
    assert (anomalie.saisie, "(45)" in anomalie.message) == ("indicateur.1.cible", True)


def test_thresholds_kept_as_parts_of_one_are_told() -> None:
    """The last one that is doubtful holds the finding, and all of them are named."""
    [anomalie] = trouvees(**{**PALIERS, "seuil_1": "0.6", "seuil_2": "0.725"}, constate="76.3")
    assert (anomalie.saisie, anomalie.lu) == ("indicateur.1.seuil_2", "0,6 et 0,725")
    assert anomalie.message.startswith("« Seuil 1 » et « Seuil 2 » sont lus 0,6 et 0,725, loin de « Constaté » (76,3)")


def test_a_start_in_another_scale_than_its_target_is_told_of_a_percentage_only() -> None:
    """10 % typed in a cell of percentages, the target in points: in a unit that is no percentage, 0.1 may be meant."""
    mele = {**EN_PARTS, "cible": "60"}
    [anomalie] = trouvees(**mele)
    assert (anomalie.saisie, anomalie.lu) == ("indicateur.1.depart", "0,1")
    assert "« Valeur de départ » est lu 0,1, loin de « Cible » (60) : peut-être 10\u00a0%," in anomalie.message
    assert anomalie.remede.endswith("Si le contrat écrit bien 0,1, ne rien changer.")
    assert trouvees(**{**mele, "unite": "jours"}) == []


@pytest.mark.parametrize(
    "champs",
    [
        {**EN_PARTS},
        {**EN_PARTS, "constate": "1"},
        {**EN_PARTS, "constate": "5"},
        {**EN_PARTS, "depart": "0", "cible": "1", "constate": "45"},
        {**EN_PARTS, "depart": "0", "cible": "0", "constate": "45"},
        {"mode": "réalisé", "montant_en_jeu": "1000", "realise": "Oui", "depart": "0.1", "cible": "0.6",
         "constate": "45"},
    ],
    ids=["rien de mesuré", "un", "proche", "un document", "rien", "oui ou non"],
)  # fmt: skip
def test_an_honest_contract_in_parts_of_one_is_not_told(champs: dict[str, str]) -> None:
    """Nothing measured, a measure that may be in the same scale, a target of one document."""
    assert trouvees(**champs) == []
