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
