"""What holds whatever the dates and the numbers: over five years opened one from the other, and on any dossier.

Pure Python. A failure names its seed: the same seed gives the same contract.
"""

# ruff: noqa: S311 - des tirages à graine, pour être refaits, et non des secrets
from __future__ import annotations

import copy
import random
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest

from cpts_xl.absence import Absent
from cpts_xl.cli import main
from cpts_xl.engine.suite import ouvrir
from cpts_xl.errors import SaisieInvalide
from cpts_xl.rules import CATALOGUE
from cpts_xl.rules.dates import plus_mois
from cpts_xl.workbook.build import construire
from cpts_xl.workbook.inks import Encre
from tests.engine.contrats import (
    ANNEES,
    MISSIONS,
    SIGNATURES,
    annee,
    avec_identite,
    avec_lignes,
    departs_au_hasard,
    versement,
)
from tests.engine.dossiers import calcul
from tests.engine.tirages_dossiers import dossier as tirer
from tests.engine.tirages_dossiers import petites_tables

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from cpts_xl.engine.dossier import Dossier
    from cpts_xl.engine.resultat import Resultat

GRAINES = range(12)
UNITES = ("jours", "mois")
UN_CENTIME = Fraction(1, 100)


@pytest.fixture(autouse=True)
def _petites() -> Iterator[None]:
    with petites_tables():
        yield


def signature_au_hasard(alea: random.Random) -> date:
    """Return a day of signature under avenant 2: one where a count of years may slip, half of the time."""
    return alea.choice((alea.choice(SIGNATURES), date(2023, 1, 1) + timedelta(days=alea.randrange(1000))))


class Contrat:
    """A contract of five years lived from its first day: each year is opened from the one before it."""

    def __init__(self, graine: str, unite: str) -> None:
        self.alea = random.Random(graine)
        self._ouverte: tuple[Resultat, dict[str, Any]] | None = None
        self.signature = signature_au_hasard(self.alea)
        departs = departs_au_hasard(self.alea, self.signature)
        self.dossier = annee(1, signature=self.signature, demarrages=departs, unite=unite)
        self.resultat = self._annee()

    def _annee(self) -> Resultat:
        """Declare what each year must say anew, then compute it."""
        crise, plan = self.alea.choice(("Oui", "Non")), self.alea.choice(("rédaction", "mise à jour"))
        self.dossier = avec_identite(self.dossier, crise_reconnue=crise, plan_crise=plan)
        mesures = [{**i, "realise": self.alea.choice(("Oui", "Non"))} for i in self.dossier.liste("indicateur")]
        self.dossier = self.dossier.avec(indicateurs=mesures)
        if self.alea.randrange(3) == 0:
            ligne = self.alea.choice(("acces_fixe", "prevention_fixe", "fonctionnement"))
            champs = {"effet": self.dossier.debut + timedelta(days=self.alea.randrange(365)),
                      "annexe_apres": Fraction(self.alea.randrange(9_000_000), 100)}  # fmt: skip
            self.dossier = avec_lignes(self.dossier, **{ligne: champs})
        self.resultat = calcul(self.dossier)
        return self.resultat

    @property
    def rang(self) -> int:
        """Return the year of the contract."""
        return int(self.resultat.valeurs["identite.annee"])

    @property
    def lignes(self) -> list[str]:
        """Return the codes of the lines of money."""
        return [ligne.code for ligne in self.resultat.droit.lignes]

    def payer(self, *payes: dict[str, Any]) -> dict[str, Any]:
        """Record payments, and return the values of the year once they are."""
        self.dossier = self.dossier.avec(versements=(*self.dossier.liste("versement"), *payes))
        self.resultat = calcul(self.dossier)
        return dict(self.resultat.valeurs)

    def attendus(self) -> list[dict[str, Any]]:
        """Return the payments that the schedule expects in the year, each on its first day."""
        v, jour = self.resultat.valeurs, self.dossier.debut
        payes = [versement(c, "acompte", v[f"echeance.{c}_acompte.attendu"], jour) for c in self.lignes]
        if self.rang > 1:
            payes += [versement(c, "solde", v[f"echeance.{c}_n1.attendu"], jour, self.rang - 1) for c in self.lignes]
        return payes

    def suivante_de(self, ident: str) -> Any:
        """Return one value of the next year as it opens, before anything is declared in it."""
        if self._ouverte is None or self._ouverte[0] is not self.resultat:
            self._ouverte = (self.resultat, dict(calcul(ouvrir(self.resultat).dossier).valeurs))
        return self._ouverte[1][ident]

    def suivante(self) -> dict[str, Any]:
        """Open the next year and return its values."""
        self.dossier = ouvrir(self.resultat).dossier
        return dict(self._annee().valeurs)


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


# ------------------------------------------------------------------------------------------ euros


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
        dossier = ouvrir(resultat).dossier if rang < len(ANNEES) else dossier
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
    close = calcul(_complete(annee(3)).avec(versements=[paye]))
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


# ------------------------------------------------------------------------------------------ opening a year


@pytest.mark.parametrize("graine", [*range(0, 200, 8), *range(1, 200, 16)])
def test_opening_a_year_twice_gives_one_dossier_and_leaves_the_old_one(graine: int) -> None:
    """Opening reads: the same year twice is the same dossier, and nothing of the year that is closed has moved."""
    dossier = tirer(graine)
    resultat = calcul(dossier)
    ouvrable = isinstance(resultat.valeurs["identite.fin"], date)
    if not ouvrable or resultat.valeurs["identite.annee"] not in ANNEES[:-1]:
        with pytest.raises(SaisieInvalide):  # année illisible, ou dernière du contrat
            ouvrir(resultat)
        return
    temoin, valeurs = copy.deepcopy(dossier), dict(resultat.valeurs)
    une, deux = ouvrir(resultat), ouvrir(resultat)
    assert une == deux
    assert dossier == temoin
    assert resultat.valeurs == valeurs
    assert calcul(temoin).valeurs == valeurs
    calcul(une.dossier)  # la nouvelle année se calcule, quoi qu'on lui ait laissé


@pytest.mark.parametrize("graine", GRAINES)
def test_past_years_stay_what_they_were(graine: int) -> None:
    """Through four openings, the years closed and their indicators never change again; only what they receive grows."""
    contrat = Contrat(f"passé {graine}", UNITES[graine % 2])
    closes: dict[str, Any] = {}
    lignes: tuple[Any, ...] = ()
    for rang in ANNEES[:-1]:
        v = contrat.payer(*contrat.attendus())
        attendu = {"droit": "perimetre.tout.droit", "acompte": "total.acompte", "solde": "total.solde",
                   "verse": "perimetre.tout.verse", "taille": "identite.taille"}  # fmt: skip
        recus = {str(n): v[f"annee.{n}.verse_annee"] for n in range(1, rang + 1)}
        contrat.suivante()
        fiches, historique = contrat.dossier.fiche("annee"), contrat.dossier.liste("historique")
        assert {code: _sans_verse(fiches[code]) for code in closes} == {c: _sans_verse(f) for c, f in closes.items()}
        assert historique[: len(lignes)] == lignes
        assert len(historique) == len(lignes) + len(MISSIONS)
        assert {code: fiche["verse"] for code, fiche in fiches.items()} == recus
        neuve = fiches[str(rang)]
        assert {champ: neuve[champ] for champ in attendu} == {champ: v[ident] for champ, ident in attendu.items()}
        acquis = sum(ligne["acquis"] for ligne in historique[len(lignes) :])
        assert acquis == sum(v[f"indicateur.{n}.acquis"] for n in range(1, len(MISSIONS) + 1))
        closes, lignes = dict(fiches), historique
        droits = {n: contrat.resultat.valeurs[f"annee.{n}.droit_annee"] for n in range(1, rang + 1)}
        assert droits == {n: closes[str(n)]["droit"] for n in range(1, rang + 1)}


def _sans_verse(fiche: Any) -> dict[str, Any]:
    """Return a closed year without what was received for it, which grows as its balance comes."""
    return {champ: valeur for champ, valeur in fiche.items() if champ != "verse"}


def test_the_old_file_is_left_as_it_was(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The command that opens a year writes a new file, twice the same; the old one keeps its every byte."""
    ancien = tmp_path / "annee-3.xlsx"
    ancien.write_bytes(construire(calcul(_complete(annee(3))), Encre.PYTHON))
    octets = ancien.read_bytes()
    neufs = [tmp_path / f"annee-4-{n}.xlsx" for n in (1, 2)]
    for neuf in neufs:
        assert main(["ouvrir-annee", str(ancien), "--vers", str(neuf)]) in {0, 1}, capsys.readouterr().out
        assert ancien.read_bytes() == octets
    assert neufs[0].read_bytes() == neufs[1].read_bytes()
    assert main(["ouvrir-annee", str(ancien), "--vers", str(ancien), "--remplacer"]) == 2
    assert ancien.read_bytes() == octets


def _complete(dossier: Dossier) -> Dossier:
    """Return a year with the balance of the former one known on every line."""
    codes = [ligne.code for ligne in calcul(dossier).droit.lignes]
    return avec_lignes(dossier, **{code: {"solde_n1": Fraction(0)} for code in codes})


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
