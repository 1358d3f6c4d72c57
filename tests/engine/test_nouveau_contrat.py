"""A renewed contract opened from the last workbook of the former one: when, and what is left to be typed."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from cpts_xl.engine.suite import ouvrir
from cpts_xl.engine.suite.renouvellement import IDENTITE_DU_CONTRAT, INDICATEUR_DU_CONTRAT
from cpts_xl.errors import SaisieInvalide
from tests.engine.contrats import annee, avec_lignes
from tests.engine.dossiers import calcul
from tests.engine.renouvellements import ANTICIPE, PLUS_TARD, SIGNATURE, dits, exemple_renouvele, renouvele
from tests.engine.test_annee_suivante import exemple

# ------------------------------------------------------------------------------------------ la date


def test_after_the_last_year_the_refusal_names_the_option() -> None:
    """The command to type is given whole, with the first day that it accepts."""
    with pytest.raises(SaisieInvalide) as dit:
        ouvrir(calcul(annee(5)))
    assert str(dit.value) == (
        "L'année 5 est la dernière du contrat. Pour ouvrir la première année du contrat renouvelé, donner le jour de "
        "sa signature : « cpts-xl ouvrir-annee CLASSEUR --vers FICHIER --nouveau-contrat 2028-03-15 ». Ce que l'ancien "
        "contrat doit encore se suit dans l'ancien classeur et ne se saisit pas dans le nouveau : le solde n-1 de la "
        "première année y reste vide."
    )


@pytest.mark.parametrize(("rang", "veille"), [(5, date(2028, 3, 14)), (3, date(2026, 3, 14)), (3, date(2023, 3, 15))])
def test_a_day_within_the_year_is_refused(rang: int, veille: date) -> None:
    """A year is not cut: both days are told, and what to do if the contract is renewed within the year."""
    fin = 2023 + rang
    with pytest.raises(SaisieInvalide) as dit:
        renouvele(annee(rang), veille)
    assert str(dit.value) == (
        f"Le nouveau contrat commencerait le {veille:%d/%m/%Y}, avant la fin de l'année {rang} de l'ancien, dont le "
        f"dernier jour est le 14/03/{fin}. Une année ne se coupe pas : donner un jour à partir du 15/03/{fin}. Si le "
        "contrat est bien renouvelé en cours d'année, arrêter cette année à la main avec la CPAM, et partir de « "
        f"cpts-xl nouveau --vers FICHIER --signature {veille.isoformat()} »."
    )


@pytest.mark.parametrize("rang", [1, 2, 3, 4, 5])
def test_a_contract_is_renewed_at_any_anniversary(rang: int) -> None:
    """Year 1 of another contract, the years that will not be told; the ordinary opening is not changed by it."""
    jour = date(2023 + rang, 3, 15)
    ouverture = renouvele(annee(rang), jour)
    valeurs = calcul(ouverture.dossier).valeurs
    assert (valeurs["identite.annee"], valeurs["identite.fin"]) == (1, date(2024 + rang, 3, 15))
    anticipe = f"renouvellement anticipé : l'ancien contrat s'arrête après son année {rang}"
    assert (anticipe in dits(ouverture, "Identité")) is (rang < 5)


def test_months_without_a_contract_are_told() -> None:
    """From the end to the signature, no right is counted anywhere; a whole year is probably another workbook."""
    assert not [t for t in dits(exemple_renouvele(), "Identité") if "sans contrat" in t]
    trou = "à regarder : 170 jours sans contrat, du 15/03/2026 à la veille du 01/09/2026 : "
    [dit] = [t for t in dits(exemple_renouvele(PLUS_TARD), "Identité") if "sans contrat" in t]
    assert dit == f"{trou}ni l'ancien classeur ni le nouveau n'y comptent de droit"
    [dit] = [t for t in dits(exemple_renouvele(date(2027, 9, 1)), "Identité") if "repartir" in t]
    assert dit == (
        "à regarder : l'ancien contrat allait jusqu'à son année 5, et ce classeur est celui de l'année 3. Si une autre "
        "année a couru, repartir du classeur de la dernière"
    )


# ------------------------------------------------------------------------------------------ ce que le contrat dit


def test_what_a_contract_writes_is_left_to_be_typed() -> None:
    """Size, supplement, plan, prorata, advances: of the former contract, they would be a guess."""
    avant, apres = exemple().dossier.identite, exemple_renouvele().dossier.identite
    videes = {code for code in avant if avant[code] is not None and apres[code] is None}
    assert videes == {
        "taille_contrat", "plan_crise", "unite_prorata", "prorata_variable", "dialogue", "crise_reconnue", "majoration",
        "tresorerie_ouverture",
    }  # fmt: skip
    assert {apres[code] for code in IDENTITE_DU_CONTRAT} == {None}
    changees = {code: apres[code] for code in apres if code not in videes and avant.get(code) != apres[code]}
    assert changees == {
        "signature": ANTICIPE, "debut": ANTICIPE, "arrete": ANTICIPE, "exercice_debut": date(2026, 1, 1),
        "exercice_cloture": date(2026, 12, 31),
    }  # fmt: skip


def test_the_population_is_confirmed_or_renewed() -> None:
    """Carried, it is to be confirmed; given, its source is to be typed, and the size follows it."""
    assert "population reprise : à confirmer par le nouveau contrat" in dits(renouvele(), "Identité")
    neuve = renouvele(population=Fraction(62_000))
    assert not [t for t in dits(neuve, "Identité") if "population reprise" in t]
    assert calcul(neuve.dossier).valeurs["identite.taille"] == 2


def test_lines_years_and_envelopes_open_empty() -> None:
    """As in a new workbook: no amount of the former annex, no former balance, no closed year, no unspent money."""
    avec = avec_lignes(annee(5), acces_fixe={"annexe": Fraction(91_000), "solde_n1": Fraction(5)})
    ouverture = renouvele(avec)
    for table in ("ligne", "annee", "poste"):
        assert not [f for f in ouverture.dossier.fiche(table).values() if any(v is not None for v in f.values())]
    neuve = calcul(ouverture.dossier).valeurs
    assert {neuve[f"echeance.{ligne.code}_n1.attendu"] for ligne in calcul(ouverture.dossier).droit.lignes} == {0}
    assert neuve["ligne.acces_fixe.retenu"] == 90_000


def test_missions_keep_what_is_past() -> None:
    """Engaged, and started: still true. A day to come, or the start of the delay, was that of the former contract."""
    missions: dict[str, dict[str, Any]] = {
        "acces": {"engagee": "Oui", "depart_declare": date(2023, 6, 1), "demarrage": date(2023, 9, 1),
                  "deploiement": date(2025, 1, 1)},
        "crise": {"engagee": "Oui", "demarrage": date(2024, 1, 1), "deploiement": date(2028, 3, 15)},
        "qualite": {"engagee": "Non"},
    }  # fmt: skip
    ouverture = renouvele(annee(5).avec(missions=missions))
    assert ouverture.dossier.fiche("mission") == {
        "acces": {**missions["acces"], "depart_declare": None},
        "crise": {**missions["crise"], "depart_declare": None, "deploiement": None},
        "qualite": {"engagee": "Non", "depart_declare": None, "demarrage": None, "deploiement": None},
    }
    assert dits(ouverture, "Missions") == [
        (
            "à confirmer par le nouveau contrat : 2 engagées, avec les dates passées ; le délai court de la nouvelle "
            "signature, départ du délai vidé ; 1 date à venir vidée"
        )
    ]
    neuve = calcul(ouverture.dossier).valeurs
    assert (neuve["mission.acces.depart_delai"], neuve["mission.acces.retard_demarrage"]) == (SIGNATURE, 0)
    assert neuve["mission.acces.prorata"] == 1


def test_an_indicator_keeps_what_it_measures_and_loses_what_it_pays() -> None:
    """Number, mission, label, mode, direction, unit, definition, producer stay; euros, targets, steps are emptied."""
    gardes = ("id", "mission", "libelle", "mode", "sens", "axe", "unite", "definition", "producteur", "base")
    ouverture = exemple_renouvele()
    for avant, apres in zip(exemple().dossier.liste("indicateur"), ouverture.dossier.liste("indicateur"), strict=True):
        assert {code: apres[code] for code in gardes} == {code: avant[code] for code in gardes}
        assert {code for code, valeur in apres.items() if valeur is not None} <= set(gardes)
        assert {apres[code] for code in INDICATEUR_DU_CONTRAT} == {None}
    assert dits(ouverture, "Indicateurs") == [
        (
            "15 repris, mesures vidées ; euros, poids, départs, cibles et paliers vidés : les recopier du "
            "nouveau contrat, "
            "et en retirer les indicateurs qu'il n'a plus"
        ),
        (
            "à regarder : 4 attendent leurs paliers. Sans eux, l'outil refuse d'écrire un document, sauf avec "
            "--malgre-tout"
        ),
        "9 cibles proposées restent dans l'ancien classeur",
    ]
