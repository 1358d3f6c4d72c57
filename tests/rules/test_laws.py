"""Properties that hold whatever the numbers: never more than the ceiling, never less for more, missing never 0."""

# ruff: noqa: S311 - des tirages à graine, pour être refaits, et non des secrets
from __future__ import annotations

import random
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from typing import Any

import pytest

from cpts_xl.absence import Absent, Sorte, a_completer, refus
from cpts_xl.law import en_vigueur
from cpts_xl.rules import CATALOGUE
from cpts_xl.rules.colonnes import Plage
from cpts_xl.rules.dates import plus_mois
from cpts_xl.rules.droit import DroitSymbolique
from cpts_xl.rules.lectures import _normalise
from cpts_xl.rules.symbol import INCONNUE, Symbole
from tests.rules.cas import Cas, tous
from tests.rules.tirages import ACCORD, AVENANT_2, tirages

GRAINES = range(40)
SENS = ("hausse", "baisse")


def regle(nom: str, **saisie: Any) -> Any:
    """Return what a rule gives under avenant 2."""
    return CATALOGUE[nom].evaluer(saisie, en_vigueur(AVENANT_2))


def au_centime(valeur: Fraction) -> bool:
    """Return whether an amount is a whole number of cents."""
    return (valeur * 100).denominator == 1


def _montant(alea: random.Random) -> Fraction:
    return Fraction(alea.randrange(1, 20_000_000), 1000)


def _taux(alea: random.Random) -> Fraction:
    bas = alea.randrange(1, 400)
    return Fraction(alea.randrange(bas + 1), bas)


# ------------------------------------------------------------------------------------------ amounts


@pytest.mark.parametrize("graine", GRAINES)
def test_variable_part_stays_between_zero_and_its_amount(graine: int) -> None:
    """What an indicator earns is a whole number of cents, from 0 to the cent nearest its amount at stake."""
    alea = random.Random(graine)
    for _ in range(50):
        enjeu, taux = _montant(alea), _taux(alea)
        acquis = regle("montant_acquis", montant_en_jeu=enjeu, taux_atteinte=taux)
        assert au_centime(acquis)
        assert 0 <= acquis <= enjeu + Fraction(1, 200)
        assert abs(acquis - enjeu * taux) <= Fraction(1, 200)


@pytest.mark.parametrize("graine", GRAINES)
def test_a_right_never_exceeds_its_ceiling(graine: int) -> None:
    """Fixed or variable, a right is at most its ceiling, and at least zero; the balance completes the advance."""
    alea = random.Random(graine)
    for _ in range(50):
        plafond = Fraction(alea.randrange(20_000_000), 100)
        prorata, acquis, taux = _taux(alea), _montant(alea), _taux(alea)
        fixe = regle("droit_fixe", plafond=plafond, prorata=prorata)
        variable = regle("droit_variable", plafond=plafond, acquis=acquis, prorata=prorata)
        assert 0 <= fixe <= plafond
        assert 0 <= variable <= plafond
        acompte = regle("acompte", assiette=fixe, taux_acompte=taux)
        solde = regle("solde", droit_ouvert=fixe, acompte=acompte)
        assert acompte + solde == fixe
        verse = Fraction(alea.randrange(20_000_000), 100)
        reste = regle("reste_a_percevoir", droit_ouvert=fixe, verse=verse)
        trop = regle("trop_percu", droit_ouvert=fixe, verse=verse)
        assert reste - trop == fixe - verse
        assert reste * trop == 0


@pytest.mark.parametrize("graine", GRAINES)
def test_a_higher_annex_never_lowers_the_ceiling(graine: int) -> None:
    """The annex prevails entirely: the ceiling is its amount, to the cent, whatever the national one."""
    alea = random.Random(graine)
    national, annexe = _montant(alea), _montant(alea)
    retenu = regle("montant_retenu", montant_national=national, montant_annexe=annexe)
    assert retenu == annexe
    assert regle("montant_retenu", montant_national=national) == national
    assert abs(regle("plafond", due="Oui", montant_retenu=retenu) - annexe) <= Fraction(1, 200)
    assert regle("plafond", due="Non", montant_retenu=retenu) == 0


# ------------------------------------------------------------------------------------------ indicators


def _contrat(alea: random.Random, sens: str) -> tuple[list[Fraction], list[Fraction]]:
    """Return the steps of a contract, from the easiest to the hardest, and what each pays."""
    nombre = alea.randrange(1, 5)
    seuils = sorted({Fraction(alea.randrange(1, 10_000), 100) for _ in range(nombre)}, reverse=sens == "baisse")
    montants = sorted(Fraction(alea.randrange(1, 1_000_000), 100) for _ in seuils)
    return seuils, montants


def _paye(sens: str, constate: Fraction, seuils: list[Fraction], montants: list[Fraction]) -> Fraction:
    palier = regle("palier", mode="paliers", sens=sens, constate=constate, seuils=seuils)
    euros = regle("montant_palier", palier=palier, montants=montants)
    taux = regle("taux_atteinte", mode="paliers", montant_palier=euros, montant_en_jeu=montants[-1])
    paye: Fraction = regle("montant_acquis", montant_en_jeu=montants[-1], taux_atteinte=taux)
    return paye


@pytest.mark.parametrize("sens", SENS)
@pytest.mark.parametrize("graine", GRAINES)
def test_more_attained_is_never_paid_less_by_steps(graine: int, sens: str) -> None:
    """Steps: going further in the declared direction never pays less, and a bound is attained at the bound itself."""
    alea = random.Random(graine)
    seuils, montants = _contrat(alea, sens)
    pas = Fraction(1, 100)
    constats = sorted({s + d for s in seuils for d in (-pas, 0, pas)}, reverse=sens == "baisse")
    payes = [_paye(sens, constate, seuils, montants) for constate in constats]
    assert all(avant <= apres for avant, apres in pairwise(payes))
    for seuil, montant in zip(seuils, montants, strict=True):
        assert _paye(sens, seuil, seuils, montants) == montant


@pytest.mark.parametrize("sens", SENS)
@pytest.mark.parametrize("graine", GRAINES)
def test_steps_replace_each_other(graine: int, sens: str) -> None:
    """Steps: what is paid is one of the amounts of the contract, or nothing; never a sum of two."""
    alea = random.Random(graine)
    seuils, montants = _contrat(alea, sens)
    for _ in range(20):
        constate = Fraction(alea.randrange(12_000), 100)
        assert _paye(sens, constate, seuils, montants) in {Fraction(0), *montants}


@pytest.mark.parametrize("sens", SENS)
@pytest.mark.parametrize("graine", GRAINES)
def test_more_attained_is_never_paid_less_in_a_line(graine: int, sens: str) -> None:
    """Linear: the share goes from 0 at the start to 1 at the target, without ever going back, and stays within."""
    alea = random.Random(graine)
    bas = Fraction(alea.randrange(1, 5_000), 100)
    haut = bas + Fraction(alea.randrange(1, 5_000), 100)
    depart, cible = (bas, haut) if sens == "hausse" else (haut, bas)
    constats = sorted((Fraction(alea.randrange(12_000), 100) for _ in range(20)), reverse=sens == "baisse")
    communs = {"mode": "linéaire", "sens": sens, "depart": depart, "cible": cible}
    parts = [regle("avancement", **communs, constate=constate) for constate in constats]
    assert all(0 <= avant <= apres <= 1 for avant, apres in pairwise(parts))
    assert regle("avancement", **communs, constate=depart) == 0
    assert regle("avancement", **communs, constate=cible) == 1
    assert regle("avancement", **communs, constate=(depart + cible) / 2) == pytest.approx(Fraction(1, 2), abs=1e-3)


# ------------------------------------------------------------------------------------------ time


def _annee(alea: random.Random) -> tuple[date, date]:
    debut = date(2019, 8, 25) + timedelta(days=alea.randrange(3000))
    return debut, regle("fin_annee", debut=debut)


@pytest.mark.parametrize("graine", GRAINES)
def test_prorata_of_a_year(graine: int) -> None:
    """Prorata: from 0 to 1, a whole year is 1, a later start never gives more, days and months stay close."""
    alea = random.Random(graine)
    debut, fin = _annee(alea)
    departs = sorted(debut + timedelta(days=alea.randrange(-40, 400)) for _ in range(20))
    par_unite = {
        unite: [
            regle("prorata", engagee="Oui", unite=unite, demarrage=depart, debut=debut, fin=fin) for depart in departs
        ]
        for unite in ("jours", "mois")
    }
    for parts in par_unite.values():
        assert all(1 >= tot >= tard >= 0 for tot, tard in pairwise(parts))
    for depart, jours, mois in zip(departs, *par_unite.values(), strict=True):
        assert (jours == 1) == (depart <= debut)
        assert (jours == 0) == (depart >= fin)
        assert mois <= jours + Fraction(1, 12)
        assert jours <= mois + Fraction(1, 11)
        assert (mois * 12).denominator == 1
    assert regle("prorata", engagee="Oui", unite="mois", demarrage=debut, debut=debut, fin=fin) == 1


@pytest.mark.parametrize("graine", GRAINES)
def test_years_of_a_contract_follow_each_other(graine: int) -> None:
    """The end of a year is the first day of the next; the rank goes up by one; no day counts twice or never."""
    alea = random.Random(graine)
    signature = date(2019, 8, 25) + timedelta(days=alea.randrange(2000))
    for rang in range(5):
        debut = plus_mois(signature, 12 * rang)
        assert regle("annee_contrat", signature=signature, debut=debut) == rang + 1
        if (signature.month, signature.day) != (2, 29):
            assert regle("fin_annee", debut=debut) == plus_mois(signature, 12 * (rang + 1))


def test_late_is_counted_from_the_deadline() -> None:
    """A delay grows by one each day after the deadline, and is never negative before it."""
    echeance = date(2025, 9, 15)
    retards = [
        regle("retard", engagee="Oui", echeance=echeance, date_reelle=echeance + timedelta(days=n), arrete=echeance)
        for n in range(-30, 400)
    ]
    assert retards == [max(0, n) for n in range(-30, 400)]


# ------------------------------------------------------------------------------------------ sizes and grid


@pytest.mark.parametrize("le", [ACCORD, AVENANT_2])
def test_size_never_goes_down_when_population_goes_up(le: date) -> None:
    """One more inhabitant never makes a smaller size; there are four, each of them reached."""
    droit = en_vigueur(le)
    alea = random.Random(1)
    bornes = (1, 39_999, 40_000, 79_999, 80_000, 175_000, 175_001)
    populations = sorted({*bornes, *(alea.randrange(1, 300_000) for _ in range(500))})
    tailles = [CATALOGUE["taille"].evaluer({"population": Fraction(n)}, droit) for n in populations]
    assert all(avant <= apres for avant, apres in pairwise(tailles))
    assert set(tailles) == {1, 2, 3, 4}


@pytest.mark.parametrize("le", [ACCORD, AVENANT_2])
def test_amounts_never_go_down_with_size(le: date) -> None:
    """For each line of the grid, a larger size never has a smaller amount, where both amounts are known."""
    droit = en_vigueur(le)
    for ligne in droit.lignes:
        montants = [
            CATALOGUE["montant"].evaluer({"ligne": ligne.code, "taille": Fraction(t)}, droit) for t in range(1, 5)
        ]
        connus = [montant for montant in montants if isinstance(montant, Fraction)]
        assert connus == sorted(connus)
        assert all(montant > 0 for montant in connus)


@pytest.mark.parametrize("graine", GRAINES)
def test_perimeters_add_up(graine: int) -> None:
    """A perimeter is the whole minus what it names; the order of the lines does not matter."""
    alea = random.Random(graine)
    familles = [alea.choice(("fonctionnement", "mission", "supplement_snp", "crise_variable")) for _ in range(12)]
    montants = [Fraction(alea.randrange(10_000_000), 100) for _ in familles]
    tout = regle("total", montants=montants)
    assert tout == sum(montants)

    def dotation(avec: dict[str, str], ordre: list[int]) -> Fraction:
        rendu: Fraction = regle(
            "dotation", montants=[montants[i] for i in ordre], familles=[familles[i] for i in ordre],
            avec_fonctionnement=avec.get("fonctionnement", "Oui"),
            avec_supplement_snp=avec.get("supplement_snp", "Oui"),
            avec_crise_variable=avec.get("crise_variable", "Oui"),
        )  # fmt: skip
        return rendu

    ordre = list(range(12))
    melange = alea.sample(ordre, 12)
    for famille in ("fonctionnement", "supplement_snp", "crise_variable"):
        sans = tout - sum(m for m, f in zip(montants, familles, strict=True) if f == famille)
        assert dotation({famille: "Non"}, ordre) == dotation({famille: "Non"}, melange) == sans
    assert dotation({}, melange) == tout


# ------------------------------------------------------------------------------------------ sentence and absence


def _symboles(cas: Cas) -> dict[str, Any]:
    """Return the inputs of a case as symbols that carry their values."""
    valeurs, symboles = cas.valeurs, {}
    for argument in cas.regle.arguments:
        valeur = valeurs.get(argument.nom)
        if argument.genre.liste:
            symboles[argument.nom] = Plage("A1:A9", argument.libelle, list(valeur or ()))
        else:
            symboles[argument.nom] = Symbole("A1", argument.libelle, valeur=_normalise(argument.genre, valeur))
    return symboles


SANS_MANQUE = tuple(
    cas for cas in (*tous(), *tirages(random.Random(5), 30)) if not isinstance(cas.evaluer(), Absent)
)  # fmt: skip


@pytest.mark.parametrize("nom", sorted(CATALOGUE))
def test_value_told_is_the_value_computed(nom: str) -> None:
    """The sentence is not a second computation: symbols that carry values end on the exact value of the rule."""
    vus = 0
    for cas in (cas for cas in SANS_MANQUE if cas.regle.nom == nom):
        dit = cas.regle._appelle(_symboles(cas), DroitSymbolique(cas.droit))
        valeur = dit.valeur if isinstance(dit, Symbole) else dit
        assert valeur is not INCONNUE
        assert valeur == cas.evaluer(), cas.nom
        assert cas.regle.libelle in cas.regle.expliquer(cas.valeurs, cas.droit)
        vus += 1
    assert vus > 0


@pytest.mark.parametrize("cas", tous(), ids=lambda cas: f"{cas.fichier} : {cas.nom}")
def test_sentence_of_a_case(cas: Cas) -> None:
    """Every case can be told in one French sentence, ended by one full stop, without a trace of the machine."""
    phrase = cas.regle.expliquer(cas.valeurs, cas.droit)
    assert phrase.startswith(f"{cas.regle.libelle} : ")
    assert phrase.endswith(".")
    assert not phrase.endswith("..")
    for trace in ("Fraction", "Symbole", "Absent(", "INCONNUE", "None", "object at"):
        assert trace not in phrase


MANQUES = (a_completer("essai"), Absent(Sorte.A_REPRENDRE, "essai"), Absent(Sorte.SANS_OBJET), refus("essai"))


@pytest.mark.parametrize("manque", MANQUES, ids=lambda manque: manque.sorte.name)
@pytest.mark.parametrize("nom", sorted(CATALOGUE))
def test_a_missing_number_never_becomes_a_number(nom: str, manque: Absent) -> None:
    """Whatever is missing among the required numbers of a rule, the rule gives an absence, never a number."""
    for cas in (cas for cas in tous() if cas.regle.nom == nom and not isinstance(cas.evaluer(), Absent)):
        for argument in cas.regle.arguments:
            if argument.genre.numerique and not argument.genre.facultatif and not argument.genre.liste:
                for vide in (manque, None):
                    rendu = cas.regle.evaluer({**cas.valeurs, argument.nom: vide}, cas.droit)
                    assert isinstance(rendu, Absent), (cas.nom, argument.nom)
                    assert rendu.sorte is Sorte.A_COMPLETER


@pytest.mark.parametrize("nom", ["total", "dotation", "controle_complet"])
def test_a_missing_line_never_becomes_a_total(nom: str) -> None:
    """One line without amount in a column of totals, wherever it stands: no total."""
    cas = next(cas for cas in tous() if cas.regle.nom == nom and not isinstance(cas.evaluer(), Absent))
    for rang in range(len(cas.valeurs["montants"])):
        montants = list(cas.valeurs["montants"])
        montants[rang] = None
        assert isinstance(cas.regle.evaluer({**cas.valeurs, "montants": montants}, cas.droit), Absent)
