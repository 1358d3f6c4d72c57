"""What holds whatever the dates and the numbers: over five years opened one from the other, and on any dossier.

Pure Python. A failure names its seed: the same seed gives the same contract.
"""

# ruff: noqa: S311 - des tirages à graine, pour être refaits, et non des secrets
from __future__ import annotations

import random
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest

from cpts_xl.absence import Absent
from cpts_xl.rules import CATALOGUE
from cpts_xl.rules.dates import plus_mois
from tests.engine.contrat_vecu import GRAINES, UNITES, Contrat, signature_au_hasard
from tests.engine.contrats import ANNEES, avec_identite
from tests.engine.dossiers import calcul
from tests.engine.tirages_dossiers import dossier as tirer

if TYPE_CHECKING:
    from cpts_xl.engine.resultat import Resultat

pytestmark = pytest.mark.usefixtures("tables_courtes")


# ------------------------------------------------------------------------------------------ days


@pytest.mark.parametrize("graine", GRAINES)
def test_years_opened_one_from_the_other_count_each_day_once(graine: int) -> None:
    """No day is lost nor counted twice from a workbook to the next, over leap years, whatever the signature."""
    contrat = Contrat(f"jours {graine}", "jours")
    vus: list[date] = []
    for rang in ANNEES:
        v = contrat.resultat.valeurs
        assert v["identite.annee"] == rang
        assert (v["identite.debut"], v["identite.fin"]) == (v[f"annee.{rang}.debut"], v[f"annee.{rang}.fin"])
        jours = (v["identite.fin"] - v["identite.debut"]).days
        assert v[f"annee.{rang}.jours"] == jours
        vus += [v["identite.debut"] + timedelta(days=n) for n in range(jours)]
        if rang < len(ANNEES):
            contrat.suivante()
    duree = (plus_mois(contrat.signature, 60) - contrat.signature).days
    assert vus == [contrat.signature + timedelta(days=n) for n in range(duree)]


@pytest.mark.parametrize("unite", UNITES)
def test_prorata_of_five_years_is_the_time_really_run(unite: str) -> None:
    """Whatever the day a mission starts, its five shares add up to the days (or whole months) that it runs."""
    alea = random.Random(unite)
    for _ in range(300):
        signature = signature_au_hasard(alea)
        fin_contrat = plus_mois(signature, 60)
        demarrage = signature + timedelta(days=alea.randrange((fin_contrat - signature).days))
        somme = Fraction(0)
        for rang in ANNEES:
            debut, fin = plus_mois(signature, 12 * (rang - 1)), plus_mois(signature, 12 * rang)
            part = CATALOGUE["prorata"].evaluer(
                {"engagee": "Oui", "unite": unite, "demarrage": demarrage, "debut": debut, "fin": fin}
            )
            assert 0 <= part <= 1
            entiere = demarrage <= debut
            assert (part == 1) is entiere or unite == "mois"
            somme += part * ((fin - debut).days if unite == "jours" else 12)
        if unite == "jours":
            assert somme == (fin_contrat - demarrage).days, (signature, demarrage)
        else:
            mois = (fin_contrat - demarrage).days / Fraction(3043685, 100000)
            assert somme.denominator == 1
            assert mois - 2 < somme <= mois + 1, (signature, demarrage)


# ------------------------------------------------------------------------------------------ more never pays less

DROITS = ("ligne.", "perimetre.", "total.", "poste.", "mission.", "indicateur.")


def _mieux(ligne: dict[str, Any], alea: random.Random) -> dict[str, Any] | None:
    """Return an indicator that is better attained, or None when its direction is unknown."""
    if str(ligne["mode"]).casefold() == "réalisé":
        return {**ligne, "realise": "Oui", "realise_retenu": "Oui" if ligne["realise_retenu"] else None}
    pas = Fraction(alea.randrange(1, 900), 10) * (1 if ligne["sens"] == "hausse" else -1)
    retenue = ligne["valeur_retenue"]
    if not isinstance(ligne["constate"], Fraction):
        return None
    return {**ligne, "constate": ligne["constate"] + pas,
            "valeur_retenue": retenue + pas if isinstance(retenue, Fraction) else None}  # fmt: skip


def _coherent(ligne: dict[str, Any], enjeu: Any) -> bool:
    """Return whether no step pays more than the amount at stake: the contrary is refused, once the step is reached."""
    montants = [ligne[f"montant_{n}"] for n in range(1, 5)]
    return isinstance(enjeu, Fraction) and all(m is None or m <= enjeu for m in montants)


@pytest.mark.parametrize("graine", range(0, 120, 4))
def test_more_attained_never_pays_less(graine: int) -> None:
    """One indicator better attained than before: no right, no total, no earned amount goes down, and none is lost."""
    alea = random.Random(f"mieux {graine}")
    dossier = tirer(graine)
    avant = calcul(dossier)
    for rang, ligne in enumerate(dossier.liste("indicateur")):
        mieux = _mieux(dict(ligne), alea)
        if mieux is None or not isinstance(avant.valeurs[f"indicateur.{rang + 1}.acquis"], Fraction):
            continue
        lignes = [*dossier.liste("indicateur")[:rang], mieux, *dossier.liste("indicateur")[rang + 1 :]]
        apres = calcul(dossier.avec(indicateurs=lignes))
        if not _coherent(mieux, avant.valeurs[f"indicateur.{rang + 1}.enjeu"]):
            continue
        moindres = {
            ident: (valeur, apres.valeurs[ident])
            for ident, valeur in avant.valeurs.items()
            if ident.startswith(DROITS) and ident.endswith((".droit", ".acquis")) and isinstance(valeur, Fraction)
            and not (isinstance(apres.valeurs[ident], Fraction) and apres.valeurs[ident] >= valeur)
        }  # fmt: skip
        assert moindres == {}, f"graine {graine}, indicateur {rang + 1}"


# ------------------------------------------------------------------------------------------ scenarios

SUIT_LE_SCENARIO = ("identite.scenario", "scenario.", "budget.", "cadre.", "mois.", "controle.tresorerie")
"""What the scenario shown may change: what says which one it is, budget, cash. Never a right."""


@pytest.mark.parametrize("graine", range(0, 200, 16))
def test_a_switch_of_scenario_changes_no_right(graine: int) -> None:
    """On any dossier, plausible or faulty, the scenario shown leaves every value as it is, budget and cash excepted."""
    dossier = tirer(graine)
    tous = [calcul(avec_identite(dossier, scenario=mot)).valeurs for mot in (None, "prudent", "central", "complet")]
    touches = {ident for ident in tous[0] if any(valeurs[ident] != tous[0][ident] for valeurs in tous)}
    assert [ident for ident in touches if not ident.startswith(SUIT_LE_SCENARIO)] == []
    affiches = {ident for ident in touches if ident.startswith("scenario.")}
    assert affiches == {f"scenario.{code}.affiche" for code in ("prudent", "central", "complet")}


# ------------------------------------------------------------------------------------------ the draws


def test_draws_are_the_same_every_time_and_worth_something() -> None:
    """A seed gives one dossier; the two hundred meet both laws, every size, whole dossiers and faulty ones."""
    graines = range(0, 200, 4)
    assert [tirer(g) for g in range(200)] == [tirer(g) for g in range(200)]
    resultats = [calcul(tirer(g)) for g in graines]
    assert {len(r.droit.lignes) for r in resultats} == {13, 14}
    assert {r.valeurs["identite.taille"] for r in resultats} >= {Fraction(n) for n in (1, 2, 3, 4)}
    assert sum(r.complet for r in resultats) >= len(graines) // 3
    fautifs = [calcul(tirer(g)) for g in range(3, 200, 16)]
    assert all(any(isinstance(v, Absent) for v in r.valeurs.values()) for r in fautifs)
    assert all(fin == debut for r in resultats for (_, fin), (debut, _) in pairwise(_bornes(r)))


def _bornes(resultat: Resultat) -> list[tuple[Any, Any]]:
    v = resultat.valeurs
    return [(v[f"annee.{n}.debut"], v[f"annee.{n}.fin"]) for n in ANNEES]
