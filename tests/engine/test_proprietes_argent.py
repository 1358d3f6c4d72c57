"""What holds of the euros of a contract, whatever was paid, when and for which year: each pays one year, once."""

# ruff: noqa: S311 - des tirages à graine, pour être refaits, et non des secrets
from __future__ import annotations

import random
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest

from cpts_xl.engine.suite import ouvrir
from cpts_xl.rules.dates import plus_mois
from tests.engine.contrat_vecu import GRAINES, UN_CENTIME, UNITES, Contrat, complete, signature_au_hasard
from tests.engine.contrats import ANNEES, annee, avec_identite, avec_lignes, versement
from tests.engine.dossiers import calcul

pytestmark = pytest.mark.usefixtures("tables_courtes")


@pytest.mark.parametrize(("graine", "unite"), [(g, UNITES[g % 2]) for g in GRAINES])
def test_money_received_on_time_adds_up_to_the_rights(graine: int, unite: str) -> None:
    """Paid as expected, an advance and the balance carried by the opening: five years bring their rights, no more."""
    contrat = Contrat(f"euros {graine}", unite)
    droits = avances = soldes = recus = Fraction(0)
    for rang in ANNEES:
        payes = contrat.attendus()
        v = contrat.payer(*payes)
        recus += sum(paye["montant"] for paye in payes)
        droits, avances = droits + v["perimetre.tout.droit"], avances + v["total.acompte"]
        soldes += v["total.solde"]
        assert v["controle.echeancier"] == "Conforme"
        assert v["perimetre.tout.verse"] == v["total.acompte"]
        assert all(v[f"annee.{passee}.reste_annee"] == 0 for passee in range(1, rang)), rang
        if rang < len(ANNEES):
            dus = {c: v[f"ligne.{c}.solde"] for c in contrat.lignes}
            suivante = contrat.suivante()
            assert {c: suivante[f"ligne.{c}.solde_n1"] for c in contrat.lignes} == dus
    assert avances + soldes == droits
    assert recus + v["total.solde"] == droits


@pytest.mark.parametrize("signature", [date(2020, 2, 29), date(2021, 3, 12), date(2019, 9, 20)], ids=str)
def test_a_contract_that_changes_of_law_keeps_its_sums(signature: date) -> None:
    """From the grid of 2019 to avenant 2: advances and balances are the rights, and the years closed keep theirs."""
    dossier, droits, textes = annee(1, signature=signature), Fraction(0), set()
    engagees = dossier.fiche("mission")
    for rang in ANNEES:
        dossier = avec_identite(
            dossier,
            supplement_snp="Oui",
            taux_acompte_snp=Fraction(3, 4),
            crise_reconnue="Non",
            plan_crise="mise à jour",
        ).avec(indicateurs=[{**i, "realise": "Oui"} for i in dossier.liste("indicateur")])
        resultat = calcul(dossier)
        v = resultat.valeurs
        assert v["total.acompte"] + v["total.solde"] == v["perimetre.tout.droit"]
        droits += v["perimetre.tout.droit"]
        textes.add(len(resultat.droit.lignes))
        assert sum(v[f"annee.{n}.droit_annee"] for n in range(1, rang + 1)) == droits
        if rang < len(ANNEES):
            dossier = ouvrir(resultat).dossier
            # une mission que le texte nouveau apporte se déclare quand il l'apporte : l'année d'avant n'a pas sa ligne
            dossier = dossier.avec(missions={**engagees, **dossier.fiche("mission")})
    assert textes == {13, 14}


@pytest.mark.parametrize(("graine", "unite"), [(g, UNITES[g % 2]) for g in GRAINES])
def test_what_came_late_or_never_is_carried_to_the_next_year(graine: int, unite: str) -> None:
    """Whatever was paid, when, and for which year: each euro pays one year, and the next expects the right less it."""
    contrat = Contrat(f"retards {graine}", unite)
    droits: dict[int, Fraction] = {}
    verses = dict.fromkeys(ANNEES, Fraction(0))
    for rang in ANNEES:
        payes = [_paye_autrement(paye, contrat.alea) for paye in contrat.attendus() if contrat.alea.randrange(4)]
        for paye in payes:
            verses[rang if paye["annee"] is None else int(paye["annee"])] += paye["montant"]
        v = contrat.payer(*payes)
        droits[rang] = v["perimetre.tout.droit"]
        assert v["perimetre.tout.verse"] == verses[rang]
        restes = {n: v[f"annee.{n}.reste_annee"] for n in droits}
        assert restes == {n: droits[n] - verses[n] for n in droits}
        if rang < len(ANNEES):
            attendus = {c: v[f"ligne.{c}.droit"] - v[f"ligne.{c}.verse"] for c in contrat.lignes}
            ecarts = {c: contrat.suivante_de(f"echeance.{c}_n1.ecart") for c in contrat.lignes}
            assert ecarts == {c: -attendus[c] for c in contrat.lignes}
            contrat.suivante()


def _paye_autrement(paye: dict[str, Any], alea: random.Random) -> dict[str, Any]:
    """Return a payment as it may come: in part, too much, any day of the year or of the following one."""
    part = alea.choice((0, 1, Fraction(1, 2), Fraction(9, 8)))
    jour = paye["date"] + timedelta(days=alea.randrange(500))
    return {**paye, "montant": Fraction(round(paye["montant"] * part)), "date": jour}


@pytest.mark.parametrize("graine", GRAINES)
def test_money_at_the_bank_is_received_in_one_year(graine: int) -> None:
    """A payment typed in a workbook, even after its year, is cash of the contract year of its day: exactly once."""
    contrat = Contrat(f"banque {graine}", "jours")
    encaisse, recus = Fraction(0), []
    fin_contrat = plus_mois(contrat.signature, 60)
    for rang in ANNEES:
        payes = [_paye_autrement(paye, contrat.alea) for paye in contrat.attendus()]
        recus += [paye["montant"] for paye in payes if paye["date"] < fin_contrat]
        encaisse += contrat.payer(*payes)["calendrier.contrat.encaisse"]
        if rang < len(ANNEES):
            contrat.suivante()
    assert encaisse == sum(recus)


@pytest.mark.parametrize("annee_saisie", [None, 3], ids=["année laissée vide", "année saisie"])
def test_a_payment_received_after_the_year_is_counted_once(annee_saisie: int | None) -> None:
    """An advance of year 3 received in year 4 and typed in the workbook of year 3 pays year 3, and pays it once."""
    retard = plus_mois(date(2023, 3, 15), 36) + timedelta(days=20)
    paye = versement("acces_fixe", "acompte", 60_000, retard, annee_saisie)
    close = calcul(complete(annee(3)).avec(versements=[paye]))
    v = calcul(ouvrir(close).dossier).valeurs
    assert v["annee.3.verse_annee"] == close.valeurs["perimetre.tout.verse"] == 60_000
    assert v["annee.3.reste_annee"] == close.valeurs["perimetre.tout.droit"] - 60_000
    assert v["ligne.acces_fixe.verse"] == 0
    # 90 000 de droit, 60 000 reçus : 30 000 restent à recevoir, que l'échéancier attend encore
    assert v["echeance.acces_fixe_n1.ecart"] == -30_000


@pytest.mark.parametrize(("graine", "unite"), [(g, UNITES[g % 2]) for g in GRAINES])
def test_an_amendment_inside_a_year_is_the_annex_of_the_next(graine: int, unite: str) -> None:
    """The amount that an amendment brings weighs the rest of the year, then the whole of the following ones."""
    alea = random.Random(f"avenant {graine}")
    signature = signature_au_hasard(alea)
    dossier = annee(2, signature=signature, unite=unite)
    effet = dossier.debut + timedelta(days=alea.randrange(365))
    avant, apres = (Fraction(alea.randrange(1, 9_000_000), 100) for _ in range(2))
    champs = {"annexe": avant, "effet": effet, "annexe_apres": apres}
    resultat = calcul(avec_lignes(dossier, acces_fixe=champs))
    droit = resultat.valeurs["ligne.acces_fixe.droit"]
    assert min(avant, apres) - UN_CENTIME <= droit <= max(avant, apres) + UN_CENTIME
    if effet == dossier.debut:
        assert droit == apres
    if unite == "jours":
        jours = (resultat.valeurs["identite.fin"] - dossier.debut).days
        exact = (avant * (effet - dossier.debut).days + apres * (jours - (effet - dossier.debut).days)) / jours
        assert abs(droit - exact) <= UN_CENTIME
    suivante = ouvrir(resultat).dossier
    assert suivante.fiche("ligne")["acces_fixe"].get("effet") is None
    assert calcul(suivante).valeurs["ligne.acces_fixe.droit"] == apres
