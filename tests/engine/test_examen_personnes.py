"""What the entry check says of professionals, rates, meetings and participations, hours of the clock among them."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from cpts_xl.constats import Gravite
from cpts_xl.engine.dossier import Anomalie
from cpts_xl.engine.examen import examiner
from cpts_xl.law import en_vigueur
from tests.engine.personnes import EXEMPLE, REUNION, TARIFS, participation, pro, trouvees

FAUTES: dict[str, tuple[dict[str, Any], str, str]] = {
    "deux professionnels de même identifiant": (
        {"professionnels": (pro(), pro("p01"))}, "professionnel.2.id", "déjà à la ligne 1"),
    "identifiant qui porte un nom": (
        {"professionnels": (pro(), pro("Dr Martin"))}, "professionnel.2.id", "n'est pas admis"),
    "adhésion à l'envers": (
        {"professionnels": (pro(adhesion_fin=date(2020, 1, 1)),)}, "professionnel.1.adhesion_fin", "avant de"),
    "profession sans tarif": (
        {"professionnels": (pro(profession="Sage-femme"),)}, "professionnel.1.profession", "feuille Tarifs"),
    "salarié payé sans accord": (
        {"professionnels": (pro(exercice="salarié"),)}, "professionnel.1.convention_employeur", "sans accord"),
    "déjà versé négatif": (
        {"professionnels": (pro(deja_verse=Fraction(-1)),)}, "professionnel.1.deja_verse", "négatif"),
    "deux tarifs pour une profession": ({"tarifs": (*TARIFS, *TARIFS)}, "tarif.2.profession", "déjà à la ligne 1"),
    "tarif nul": ({"tarifs": ({**TARIFS[0], "taux_horaire": Fraction(0)},)}, "tarif.1.taux_horaire", "positif"),
    "deux réunions de même identifiant": ({"reunions": (REUNION, REUNION)}, "reunion.2.id", "déjà à la ligne 1"),
    "réunion de trente heures": (
        {"reunions": ({**REUNION, "duree": Fraction(30)},)}, "reunion.1.duree", "moins de 24 heures"),
    "professionnel inconnu": (
        {"participations": (participation(None, professionnel="P09"),)}, "participation.1.professionnel", "pas à la"),
    "réunion inconnue": (
        {"participations": (participation(None, reunion="R09"),)}, "participation.1.reunion", "feuille Réunions"),
    "réunion d'un autre jour": (
        {"reunions": (REUNION,), "participations": (participation(None, reunion="R01", date=date(2025, 3, 21)),)},
        "participation.1.date", "s'est tenue le 20/03/2025"),
    "deux fois à la même réunion": (
        {"reunions": (REUNION,), "participations": (participation(None, reunion="R01"),) * 2},
        "participation.2.professionnel", "déjà à cette réunion"),
    "réunion vécue trente heures": (
        {"reunions": (REUNION,), "participations": (participation(None, reunion="R01", duree=Fraction(30)),)},
        "participation.1.duree", "moins de 24 heures"),
    "durée négative": (
        {"participations": (participation(None, duree=Fraction(-1)),)}, "participation.1.duree", "positive"),
    "payé avant le travail": (
        {"participations": (participation(date(2025, 3, 19)),)}, "participation.1.paye_le", "précède le travail"),
    "payé avant l'année": (
        {"participations": (participation(date(2025, 3, 14), date=date(2025, 3, 1)),)},
        "participation.1.paye_le", "précède l'année conventionnelle"),
    "payé deux ans plus tard": (
        {"participations": (participation(date(2027, 1, 1)),)}, "participation.1.paye_le", "aucune des deux années"),
    "payé alors que rien n'est dû": (
        {"participations": (participation(date(2025, 6, 30), nature="aucune"),)},
        "participation.1.nature", "aucun paiement"),
}  # fmt: skip


@pytest.mark.parametrize("faute", FAUTES)
def test_one_fault_is_one_anomaly(faute: str) -> None:
    """Each fault is told once, in its cell, with a remedy; a sound year has none."""
    tables, saisie, mots = FAUTES[faute]
    (anomalie,) = trouvees(**tables)
    assert anomalie.saisie == saisie
    assert mots in anomalie.message
    assert anomalie.remede


def test_a_sound_year_has_no_anomaly() -> None:
    """Nothing is said of a professional paid in order; time added up over a quarter is not a meeting."""
    assert trouvees() == []
    assert trouvees(participations=(participation(date(2025, 6, 30), duree=Fraction(90)),)) == []
    assert [a for a in examiner(EXEMPLE, en_vigueur(EXEMPLE.debut)) if a.gravite is Gravite.BLOQUANT] == []


DEUX_HEURES_ET_DEMIE = Fraction("0.104166666666667")
"""What a cell keeps of « 2:30 »: a part of a day, to fifteen digits."""


@pytest.mark.parametrize("table", ["participation", "reunion"])
def test_a_time_of_the_clock_is_told_with_the_hours_to_type(table: str) -> None:
    """« 2:30 » would be paid as six minutes: told at its cell, what was typed and what to type in its place."""
    reunions = ({**REUNION, "duree": DEUX_HEURES_ET_DEMIE},) if table == "reunion" else ()
    heures = DEUX_HEURES_ET_DEMIE if table == "participation" else Fraction(2)
    assert trouvees(reunions=reunions, participations=(participation(None, duree=heures),)) == [
        Anomalie(
            f"{table}.1.duree",
            "Cette durée est lue 0,1042 heure, soit 6 minutes : c'est peut-être l'heure d'horloge « 2:30 », que le "
            "tableur compte en jours.",
            "Mettre la case au format Nombre, puis saisir 2,5 : une durée se compte en heures. Si elle est bien de "
            "6 minutes, ne rien changer.",
            Gravite.A_REGARDER,
            "0,1042",
        )
    ]


@pytest.mark.parametrize(
    ("jour", "horloge", "heures", "minutes"),
    [
        (Fraction(1, 48), "« 0:30 »", "saisir 0,5 :", "1 minute :"),
        (Fraction("0.0486111111111111"), "« 1:10 »", "saisir 1,17 :", "3 minutes :"),
        (Fraction("0.239583333333333"), "« 5:45 »", "saisir 5,75 :", "14 minutes :"),
    ],
)
def test_any_time_of_the_clock_under_six_hours_is_told(jour: Fraction, horloge: str, heures: str, minutes: str) -> None:
    """Minutes are told as a clock shows them, hours as they are to be typed."""
    [anomalie] = trouvees(participations=(participation(None, duree=jour),))
    assert horloge in anomalie.message
    assert minutes in anomalie.message
    assert heures in anomalie.remede


@pytest.mark.parametrize("heures", ["0.25", "0.17", "0.08", "0.3333333333", "2.5"])
def test_an_honest_duration_is_not_a_time_of_the_clock(heures: str) -> None:
    """A quarter of an hour and more, or ten minutes rounded to 0.17, which no clock shows."""
    assert trouvees(participations=(participation(None, duree=Fraction(heures)),)) == []
