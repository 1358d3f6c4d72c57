"""Indicators as contracts write them: from the annex to the euros, through the plan, and what the entry check says."""

# ruff: noqa: S311 - des tirages à graine, pour être refaits, et non des secrets
from __future__ import annotations

import random
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest

from cpts_xl.absence import Sorte
from cpts_xl.constats import Gravite
from cpts_xl.engine.examen import examiner
from cpts_xl.law import en_vigueur
from tests.engine.dossiers import DOSSIERS, calcul, lire_dossier, montre

if TYPE_CHECKING:
    from collections.abc import Mapping

ROVIRA = lire_dossier(DOSSIERS / "rovira-annee-5.toml")
VIDE = dict.fromkeys(ROVIRA.liste("indicateur")[0])
A1 = ROVIRA.liste("indicateur")[0]
"""RoViRa, ALD patients without médecin traitant: 219 or fewer pay 3 000, 100 pay 6 000, 50 pay 9 000."""


def avec(*fiches: Mapping[str, Any], **tables: Any) -> Any:
    """Return the contract of RoViRa with these indicators only."""
    return ROVIRA.avec(indicateurs=tuple({**VIDE, **fiche} for fiche in fiches), **tables)


def rend(champ: str, *fiches: Mapping[str, Any]) -> Any:
    """Return one step of the first of these indicators."""
    return montre(calcul(avec(*fiches)).valeurs[f"indicateur.1.{champ}"])


def dit(dossier: Any, saisie: str) -> list[str]:
    """Return what the entry check says of one input."""
    return [a.message for a in examiner(dossier, en_vigueur(dossier.debut)) if a.saisie == saisie]


# ------------------------------------------------------------------------------------------ steps, up and down


@pytest.mark.parametrize(("constate", "acquis"), [(220, 0), (219, 3000), (101, 3000), (100, 6000), (50, 9000)])
def test_baseline_held_is_paid_and_steps_replace_each_other(constate: int, acquis: int) -> None:
    """The first step of RoViRa is its baseline: holding it pays; the best step pays alone."""
    assert rend("acquis", {**A1, "constate": Fraction(constate)}) == acquis
    assert rend("reste_enjeu", {**A1, "constate": Fraction(constate)}) == 9000 - acquis


def test_a_slip_of_the_contract_is_told_and_never_corrected() -> None:
    """RoViRa prints 68 811 where 66 111 + 700 makes 66 811: the check says so, the printed target stays."""
    fiche = {**ROVIRA.liste("indicateur")[1], "progression": Fraction(700)}
    resultat = calcul(avec(A1, fiche))
    assert resultat.valeurs["indicateur.2.controle_cible"] == "À regarder"
    assert resultat.valeurs["indicateur.1.controle_cible"] is None
    assert resultat.valeurs["controle.cibles"] == "À regarder"
    assert resultat.valeurs["indicateur.2.cible"] == 68_811


def test_without_anything_to_compare_a_check_has_no_object() -> None:
    """No progression, no rate, no weight in the contract: the three checks say that they have no object."""
    valeurs = calcul(avec(A1)).valeurs
    for controle in ("cibles", "taux_imprimes", "poids"):
        assert valeurs[f"controle.{controle}"].sorte is Sorte.SANS_OBJET


# ------------------------------------------------------------------------------------------ rates


SEIN = {**ROVIRA.liste("indicateur")[11], "constate": None}


def test_rate_is_computed_from_its_two_terms_when_none_is_typed() -> None:
    """8 613 women out of 11 484, for a hundred: 75, the last step of the breast screening of RoViRa, 3 500 €."""
    termes = {"numerateur": Fraction(8613), "denominateur": Fraction(11484), "base": Fraction(100)}
    assert rend("valeur", {**SEIN, **termes}) == 75
    assert rend("acquis", {**SEIN, **termes}) == 3500


def test_a_step_is_judged_on_the_measure_not_on_the_printed_rate() -> None:
    """8 612 out of 11 484 prints 74,99 and misses 75; a contract that judges on the print types its rate."""
    termes = {"numerateur": Fraction(8612), "denominateur": Fraction(11484), "base": Fraction(100)}
    assert rend("palier", {**SEIN, **termes}) == 2
    assert rend("palier", {**SEIN, **termes, "constate": Fraction(75)}) == 3
    assert rend("controle_taux", {**SEIN, **termes, "constate": Fraction(75)}) == "À regarder"


def test_a_rate_without_its_base_is_not_guessed() -> None:
    """69 out of 100 may be written 69 or 0,69: without « exprimé pour », nothing is concluded."""
    termes = {"numerateur": Fraction(69), "denominateur": Fraction(100)}
    assert rend("valeur", {**SEIN, **termes}) == "À compléter"
    assert dit(avec({**SEIN, **termes}), "indicateur.1.base") != []


# ------------------------------------------------------------------------------------------ three values


def test_agreed_value_decides_and_closes_the_disagreement() -> None:
    """CPTS 75, CPAM 104: 6 000 € as long as nothing is agreed; agreed at 104, 3 000 €."""
    conteste = {**A1, "valeur_cpam": Fraction(104)}
    assert rend("acquis", conteste) == 6000
    assert rend("ecart_cpam", conteste) == 29
    assert rend("controle_cpam", conteste) == "À regarder"
    convenu = {**conteste, "valeur_retenue": Fraction(104)}
    assert rend("acquis", convenu) == 3000
    assert rend("controle_cpam", convenu) == "Conforme"


def test_agreed_answer_decides_for_what_is_done_or_not() -> None:
    """Done for the CPTS, not done for the CPAM: to be looked at, until one of the two is agreed."""
    fait = {**ROVIRA.liste("indicateur")[4], "realise": "Oui", "realise_cpam": "Non"}
    assert rend("acquis", fait) == 2000
    assert rend("controle_cpam", fait) == "À regarder"
    assert rend("acquis", {**fait, "realise_retenu": "Non"}) == 0
    assert rend("statut", {**fait, "realise_retenu": "Non"}) == "non atteint"


@pytest.mark.parametrize("sens", ["hausse", "baisse"])
@pytest.mark.parametrize("graine", range(4))
def test_more_attained_never_pays_less_with_an_agreed_value(graine: int, sens: str) -> None:
    """Through the whole plan, in steps and in a line: a better agreed value never earns less."""
    alea = random.Random(graine)
    bornes = sorted({Fraction(alea.randrange(1, 9_000), 100) for _ in range(4)}, reverse=sens == "baisse")
    montants = sorted(Fraction(alea.randrange(1, 900_000), 100) for _ in bornes)
    paliers = {
        **{f"seuil_{n}": seuil for n, seuil in enumerate(bornes, 1)},
        **{f"montant_{n}": montant for n, montant in enumerate(montants, 1)},
    }
    communs = {**VIDE, "mission": "acces", "libelle": "essai", "sens": sens, "montant_en_jeu": montants[-1],
               "constate": Fraction(alea.randrange(9_000), 100)}  # fmt: skip
    convenues = sorted({Fraction(alea.randrange(9_500), 100) for _ in range(12)}, reverse=sens == "baisse")
    for mode in ({"mode": "paliers", **paliers}, {"mode": "linéaire", "depart": bornes[0], "cible": bornes[-1]}):
        fiches = [{**communs, **mode, "id": f"X{n}", "valeur_retenue": v} for n, v in enumerate(convenues)]
        valeurs = calcul(avec(*fiches)).valeurs
        acquis = [valeurs[f"indicateur.{rang}.acquis"] for rang in range(1, len(fiches) + 1)]
        assert all(0 <= moins <= plus <= montants[-1] for moins, plus in pairwise(acquis))
        assert len(set(acquis)) > 1


# ------------------------------------------------------------------------------------------ weight or euros


def test_weights_share_the_envelope_of_their_mission() -> None:
    """A fifth and four fifths of the 35 000 € of access: 7 000 and 28 000, and the envelope is whole."""
    fiches = [{**A1, "id": f"A{n}", "montant_en_jeu": None, "mode": "réalisé", "realise": "Oui", "poids": poids}
              for n, poids in enumerate((Fraction(1, 5), Fraction(4, 5)), 1)]  # fmt: skip
    valeurs = calcul(avec(*fiches)).valeurs
    assert [valeurs[f"indicateur.{n}.enjeu"] for n in (1, 2)] == [7000, 28_000]
    assert valeurs["mission.acces.ecart"] == 0
    assert valeurs["mission.acces.acquis"] == 35_000


def test_euros_and_weight_that_differ_are_told() -> None:
    """9 000 € and a fifth of 35 000 €: the euros are kept, the gap is told."""
    fiche = {**A1, "poids": Fraction(1, 5)}
    assert rend("enjeu", fiche) == 9000
    assert rend("controle_poids", fiche) == "À regarder"
    assert rend("controle_poids", {**fiche, "poids": Fraction(9, 35)}) == "Conforme"


# ------------------------------------------------------------------------------------------ neutralised, expected


@pytest.mark.parametrize(
    ("decision", "acquis", "reste"),
    [("payé en entier", 9000, 0), ("non payé", 0, 0), ("à décider", "À compléter", 0), (None, 6000, 3000)],
)
def test_neutralised_indicator_pays_what_was_decided(decision: str | None, acquis: Any, reste: int) -> None:
    """Neutralised, an indicator pays what the dialogue decided, whatever was measured; nothing is left to be won."""
    fiche = {**A1, "neutralisation": decision, "motif": "Requête indisponible en 2026"}
    assert rend("acquis", fiche) == acquis
    assert rend("reste_enjeu", fiche) == reste
    assert rend("statut", fiche) == ("partiel" if decision is None else "neutralisé")
    assert rend("taux_mesure", fiche) == Fraction(2, 3)


def test_expectation_changes_no_right() -> None:
    """What the coordinator expects fills the central scenario as long as nothing is measured, and no right."""
    attendu = {**A1, "constate": None, "prevision": Fraction(1, 2)}
    assert rend("central", attendu) == 4500
    assert rend("acquis", attendu) == "À compléter"
    assert rend("reste_enjeu", attendu) == 9000
    assert rend("statut", attendu) == "non évalué"
    assert rend("central", {**A1, "prevision": Fraction(1, 2)}) == 6000


# ------------------------------------------------------------------------------------------ the entry check


FAUTES: list[tuple[str, dict[str, Any], str, str]] = [
    ("neutralisé sans motif", {"neutralisation": "non payé"}, "motif", "neutralisé sans motif"),
    ("ni euros ni poids", {"montant_en_jeu": None}, "montant_en_jeu", "n'est pas renseigné"),
    ("montant négatif", {"montant_en_jeu": Fraction(-1)}, "montant_en_jeu", "négatif"),
    ("poids de 20", {"poids": Fraction(20)}, "poids", "de 0 à 100 %"),
    ("prévision négative", {"prevision": Fraction(-1, 10)}, "prevision", "de 0 à 100 %"),
    ("dénominateur nul", {"numerateur": Fraction(1), "denominateur": Fraction(0)}, "denominateur", "positif"),
    ("numérateur seul", {"numerateur": Fraction(1)}, "denominateur", "Un seul terme"),
    ("dénominateur seul", {"denominateur": Fraction(1)}, "numerateur", "Un seul terme"),
    ("numérateur trop grand", {"numerateur": Fraction(3), "denominateur": Fraction(2), "base": Fraction(100)},
     "numerateur", "n'est pas une part"),
    ("avis de la CPAM au mauvais endroit", {"realise_cpam": "Oui"}, "realise_cpam", "ne sert pas au mode paliers"),
]  # fmt: skip


@pytest.mark.parametrize(("fautes", "champ", "mots"), [f[1:] for f in FAUTES], ids=[f[0] for f in FAUTES])
def test_what_a_contract_cannot_say_is_told(fautes: dict[str, Any], champ: str, mots: str) -> None:
    """Each fault is told in its cell, once."""
    assert [m for m in dit(avec({**A1, **fautes}), f"indicateur.1.{champ}") if mots in m] != []
    assert dit(avec(A1), f"indicateur.1.{champ}") == []


def test_a_plain_ratio_may_exceed_one() -> None:
    """1 200 patients for 2 doctors, expressed for 1, is a ratio and not a share: nothing to say."""
    rapport = {"numerateur": Fraction(1200), "denominateur": Fraction(2), "base": Fraction(1)}
    assert dit(avec({**A1, **rapport}), "indicateur.1.numerateur") == []


def test_weights_of_a_mission_do_not_exceed_the_whole() -> None:
    """60 % and 50 % of one mission: told once, where the whole is passed, to be looked at."""
    fiches = [{**A1, "id": f"A{n}", "poids": Fraction(p, 100)} for n, p in enumerate((60, 50, 10), 1)]
    dossier = avec(*fiches)
    depassent = [a for a in examiner(dossier, en_vigueur(dossier.debut)) if a.saisie.endswith(".poids")]
    assert [(a.saisie, a.gravite) for a in depassent] == [("indicateur.2.poids", Gravite.A_REGARDER)]


def test_offered_again_is_looked_up_in_the_history() -> None:
    """An indicator taken up from last year is found in the history, once there is one."""
    passe = ({"annee": Fraction(4), "indicateur": "P4"},)
    repris = {**A1, "reporte_de": "P9"}
    assert dit(avec(repris), "indicateur.1.reporte_de") == []
    assert dit(avec(repris, historique=passe), "indicateur.1.reporte_de") != []
    assert dit(avec({**A1, "reporte_de": "p4"}, historique=passe), "indicateur.1.reporte_de") == []
