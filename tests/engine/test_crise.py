"""The mission of crisis: what a year without a recognised crisis puts at stake, and the delay of older contracts.

Source: avenant 2, annexes of two contracts: the variable part is due only if the ARS recognises a crisis.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from cpts_xl.engine.dossier import Dossier
from cpts_xl.engine.examen import examiner
from cpts_xl.engine.resultat import Resultat, calculer
from cpts_xl.law.in_force import en_vigueur
from tests.engine.contrats import ENJEUX, MISSIONS, annee

RANG = list(ENJEUX).index("crise") + 1


def _calcule(dossier: Dossier) -> Resultat:
    return calculer(dossier, en_vigueur(dossier.debut))


def _crise(resultat: Resultat, champ: str) -> Any:
    return resultat.valeurs[f"indicateur.{RANG}.{champ}"]


def _avec(dossier: Dossier, **champs: Any) -> Dossier:
    indicateurs = [dict(fiche) for fiche in dossier.liste("indicateur")]
    indicateurs[RANG - 1] |= champs
    return dossier.avec(indicateurs=tuple(indicateurs))


@pytest.mark.parametrize("realise", ["Oui", "Non", None])
def test_nothing_is_at_stake_nor_earned(realise: str | None) -> None:
    """67 500 € written in the contract: none to earn this year, whatever is declared; and no check is upset by it."""
    resultat = _calcule(_avec(annee(2), realise=realise))
    assert [_crise(resultat, champ) for champ in ("enjeu", "acquis", "reste_enjeu", "central")] == [0, 0, 0, 0]
    assert resultat.valeurs["mission.crise.acquis"] == 0
    assert resultat.valeurs["controle.enveloppe_crise"] == "Conforme"


def test_a_recognised_crisis_puts_them_at_stake() -> None:
    """The same contract, the same indicator, a crisis recognised by the ARS: 67 500 € earned, then to earn."""
    resultat = _calcule(annee(2, crise="Oui"))
    assert [_crise(resultat, champ) for champ in ("enjeu", "acquis", "reste_enjeu")] == [67_500, 67_500, 0]
    rate = _calcule(annee(2, crise="Oui", atteints=[m for m in MISSIONS if m != "crise"]))
    assert [_crise(rate, champ) for champ in ("enjeu", "acquis", "reste_enjeu")] == [67_500, 0, 67_500]


def test_the_first_priority_is_not_a_crisis_that_did_not_happen() -> None:
    """Every indicator missed: the largest amount that can still be earned is the pathways' 45 000 €."""
    resultat = _calcule(annee(2, atteints=()))
    assert resultat.valeurs["priorite.1.mission"] == "parcours"
    reconnue = _calcule(annee(2, crise="Oui", atteints=()))
    assert reconnue.valeurs["priorite.1.mission"] == "crise"


def test_steps_have_no_rate_when_nothing_is_at_stake() -> None:
    """A step that pays 30 000 € is reached: of nothing at stake there is no rate, and no refusal either."""
    paliers = _avec(annee(2), mode="paliers", sens="hausse", realise=None, constate=Fraction(80), seuil_1=Fraction(50),
                    montant_1=Fraction(30_000))  # fmt: skip
    resultat = _calcule(paliers)
    assert str(_crise(resultat, "taux").texte) == "sans objet"
    assert (_crise(resultat, "enjeu"), _crise(resultat, "acquis")) == (0, 0)


def test_a_mission_that_is_not_engaged_puts_nothing_at_stake() -> None:
    """An optional mission declared not engaged: its indicator has nothing to earn."""
    dossier = annee(2)
    missions = {code: dict(fiche) for code, fiche in dossier.fiche("mission").items()}
    missions["qualite"] = {"engagee": "Non"}
    resultat = _calcule(dossier.avec(missions=missions))
    rang = list(ENJEUX).index("qualite") + 1
    assert [resultat.valeurs[f"indicateur.{rang}.{champ}"] for champ in ("enjeu", "acquis", "reste_enjeu")] == [0, 0, 0]
    assert resultat.valeurs["controle.enveloppe_qualite"] == "Conforme"


AVANT, DEBUT_CRISE = date(2021, 3, 15), date(2022, 9, 3)


def _depart(dossier: Dossier) -> list[str]:
    droit = en_vigueur(dossier.debut)
    return [a.message for a in examiner(dossier, droit) if a.saisie == "mission.crise.depart_declare"]


def test_a_contract_older_than_the_mission_has_no_deadline_of_it_until_one_is_declared() -> None:
    """Signed on 15/03/2021, mission created on 03/09/2022: no text read starts its delay, nobody is told to be late."""
    vieux = annee(4, signature=AVANT, demarrages={"crise": DEBUT_CRISE})
    resultat = _calcule(vieux)
    champs = ("depart_delai", "echeance_demarrage", "echeance_deploiement")
    assert {str(resultat.valeurs[f"mission.crise.{champ}"].sorte) for champ in champs} == {"À compléter"}
    assert {str(resultat.valeurs[f"controle.{etape}_crise"].sorte) for etape in ("demarrage", "deploiement")} == {
        "sans objet"
    }
    [dite] = _depart(vieux)
    assert "03/09/2022" in dite
    assert "aucun texte lu ne dit d'où part son délai" in dite


def test_the_declared_start_of_the_delay_gives_both_deadlines() -> None:
    """Declared on 03/09/2022: six months to begin, eighteen to deploy; nothing more is asked."""
    vieux = annee(4, signature=AVANT, demarrages={"crise": DEBUT_CRISE})
    missions = {code: dict(fiche) for code, fiche in vieux.fiche("mission").items()}
    missions["crise"]["depart_declare"] = DEBUT_CRISE
    declare = vieux.avec(missions=missions)
    resultat = _calcule(declare)
    assert resultat.valeurs["mission.crise.echeance_demarrage"] == date(2023, 3, 3)
    assert resultat.valeurs["mission.crise.echeance_deploiement"] == date(2024, 3, 3)
    assert _depart(declare) == []


def test_a_contract_signed_since_runs_from_its_signature() -> None:
    """Signed on 15/03/2023: the mission was known, its delay runs from that day, and nothing is said."""
    assert _calcule(annee(2)).valeurs["mission.crise.echeance_demarrage"] == date(2023, 9, 15)
    assert _depart(annee(2)) == []
