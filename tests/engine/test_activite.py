"""The activity and the dates: what comes next, what is still worth doing, what was done."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from cpts_xl.absence import Absent, Sorte
from cpts_xl.engine.schema.activite import NB_PRIORITES, NB_PROCHAINES
from cpts_xl.workbook.build import construire
from cpts_xl.workbook.inks import Encre, formule
from cpts_xl.workbook.inks import cache as resultat_range
from cpts_xl.workbook.layout import Layout
from cpts_xl.workbook.moteurs.caches import falsifier
from cpts_xl.workbook.moteurs.recalcul import recalculer
from tests.engine.premiere_annee import INDICATEURS, PROFESSIONNELS, base, calcul, dossier, plein, priorites, prochaines

if TYPE_CHECKING:
    from pathlib import Path


# ------------------------------------------------------------------------------------------ dates to come


def test_the_next_dates_are_sorted_and_start_at_the_state() -> None:
    """Six dates, the nearest first; the start of parcours is due a year after the signature."""
    attendues = [
        (date(2025, 11, 20), "Préparation du dialogue de gestion"),
        (date(2025, 12, 31), "Clôture de l'exercice comptable"),
        (date(2026, 2, 20), "Dialogue de gestion"),
        (date(2026, 3, 14), "Dernier jour de l'année conventionnelle"),
        (date(2026, 3, 15), "Anniversaire : solde de l'année, acompte de la suivante"),
    ]
    assert prochaines(base())[:5] == attendues
    assert prochaines(base())[5][0] == date(2026, 3, 15)
    assert prochaines(base())[5][1].endswith("démarrage au plus tard")


def test_a_date_of_the_day_is_still_to_come_and_a_past_one_leaves() -> None:
    """Days left are counted from the state: none the same day, and nothing behind."""
    jour_meme = calcul(dossier({"arrete": date(2025, 12, 31)}))
    assert prochaines(jour_meme)[0] == (date(2025, 12, 31), "Clôture de l'exercice comptable")
    assert jour_meme.valeur("prochaine.1.jours_restants") == 0
    lendemain = calcul(dossier({"arrete": date(2026, 1, 1)}))
    assert prochaines(lendemain)[0][1] == "Dialogue de gestion"
    assert lendemain.valeur("rendezvous.exercice_cloture.etat") == "passée"


@pytest.mark.parametrize(
    ("code", "etat"),
    [
        ("demarrage_acces", "faite"),
        ("deploiement_acces", "à venir"),
        ("demarrage_prevention", "à venir"),
        ("demarrage_crise", Sorte.SANS_OBJET),
        ("demarrage_accompagnement", Sorte.SANS_OBJET),
    ],
)
def test_state_of_a_deadline(code: str, etat: str) -> None:
    """Done before the state, planned after it, not engaged, or free of its dates: each has its word, and its date."""
    valeur = base().valeur(f"rendezvous.{code}.etat")
    assert (valeur.sorte if isinstance(valeur, Absent) else valeur) == etat
    assert isinstance(base().valeur(f"rendezvous.{code}.jour"), date) == (etat == "à venir")


def test_a_late_deadline_is_said_and_is_not_among_the_dates_to_come() -> None:
    """A start that was due and is not done is « dépassée », with days below zero, and has no order."""
    tard = calcul(dossier({"arrete": date(2026, 3, 20)}))
    assert tard.valeur("rendezvous.demarrage_parcours.etat") == "dépassée"
    assert tard.valeur("rendezvous.demarrage_parcours.jours_restants") == -5
    assert tard.valeur("rendezvous.demarrage_parcours.ordre").sorte is Sorte.SANS_OBJET


def test_a_date_not_yet_fixed_is_to_be_completed() -> None:
    """No dialogue date: the sheet asks for it, and the list of next dates goes on without it."""
    sans = calcul(dossier({"dialogue": None}))
    for champ in ("jour", "etat"):
        assert sans.valeur(f"rendezvous.dialogue.{champ}").sorte is Sorte.A_COMPLETER
        assert sans.valeur(f"rendezvous.dialogue_preparation.{champ}").sorte is Sorte.A_COMPLETER
    assert "Dialogue de gestion" not in [libelle for _, libelle in prochaines(sans)]
    assert len(prochaines(sans)) == NB_PROCHAINES


def test_two_dates_of_one_day_keep_the_order_of_their_rows() -> None:
    """The closing of the accounts on the anniversary: the row above comes first, and no date is lost."""
    meme_jour = calcul(dossier({"exercice_cloture": date(2026, 3, 15)}))
    libelles = [libelle for quand, libelle in prochaines(meme_jour) if quand == date(2026, 3, 15)]
    assert libelles[:2] == [
        "Anniversaire : solde de l'année, acompte de la suivante",
        "Clôture de l'exercice comptable",
    ]


# ------------------------------------------------------------------------------------------ still worth doing


def test_priorities_go_from_the_largest_remainder_down() -> None:
    """1 500, then 700 twice in the order of the rows; what is earned or has no known amount is not in the list."""
    assert priorites(base()) == ["P1", "A1", "P2"]
    assert priorites(base(), "reste") == [1500, 700, 700]
    assert priorites(base(), "mission") == ["parcours", "acces", "parcours"]
    assert priorites(base(), "libelle") == ["Troisième", "Premier", "Quatrième"]
    assert len(priorites(base(), "statut")) == 3
    assert base().valeur("indicateur.2.priorite").sorte is Sorte.SANS_OBJET
    assert base().valeur("indicateur.5.priorite").sorte is Sorte.A_COMPLETER


def test_more_indicators_than_rows() -> None:
    """Twelve equal remainders: the first eight rows, no one twice."""
    douze = [{**INDICATEURS[0], "id": f"A{rang}"} for rang in range(1, 13)]
    assert priorites(calcul(dossier(indicateurs=douze))) == [f"A{rang}" for rang in range(1, NB_PRIORITES + 1)]


def test_no_indicator_at_all() -> None:
    """An empty list gives an empty list, not an error nor a zero."""
    assert priorites(calcul(dossier())) == []


# ------------------------------------------------------------------------------------------ activity


def test_spending_of_an_action_is_that_of_the_year() -> None:
    """What an action cost, in the contract year only; an expense without date leaves the sum open."""
    piece = {"poste": "acces", "action": "AC1", "libelle": "Impression"}
    depenses = [
        {**piece, "date": date(2025, 3, 15), "montant": Fraction("120.50")},
        {**piece, "date": date(2026, 3, 14), "montant": 30},
        {**piece, "date": date(2026, 3, 15), "montant": 1000},
        {**piece, "date": date(2025, 6, 1), "montant": 7, "action": "AC2"},
    ]
    actions = [{"id": code, "mission": "acces", "titre": "Dépistage"} for code in ("AC1", "AC2", "AC3")]
    resultat = calcul(dossier(actions=actions, depenses=depenses))
    assert [resultat.valeur(f"action.{rang}.depense") for rang in (1, 2, 3, 4)] == [Fraction("150.50"), 7, 0, None]
    sans_date = calcul(dossier(actions=actions, depenses=[*depenses, {**piece, "montant": 5}]))
    assert sans_date.valeur("action.1.depense").sorte is Sorte.A_COMPLETER
    assert sans_date.valeur("action.2.depense") == 7


def test_agreements_are_in_force_ended_or_to_come() -> None:
    """Each agreement against the day of the state."""
    dates = ((date(2024, 1, 1), None), (date(2022, 1, 1), date(2025, 8, 31)), (date(2025, 9, 2), None))
    conventions = [{"partenaire": f"P{n}", "date": debut, "fin": fin} for n, (debut, fin) in enumerate(dates)]
    conventions = [{cle: valeur for cle, valeur in c.items() if valeur} for c in conventions]
    resultat = calcul(dossier(conventions=conventions))
    assert [resultat.valeur(f"convention.{n}.etat") for n in (1, 2, 3)] == ["en vigueur", "échue", "à venir"]


def test_members_are_counted_on_the_day_of_the_state() -> None:
    """Two of four doctors are members that day; the rate and the change follow, or wait for what is not typed."""
    adherents = [
        {"profession": "médecin", "territoire": 8, "precedent": 3},
        {"profession": "infirmier"},
        {"profession": "sage-femme", "territoire": 4, "precedent": 0},
    ]
    resultat = calcul(dossier(professionnels=PROFESSIONNELS, adherents=adherents))
    lignes = [[resultat.valeur(f"adherent.{n}.{c}") for c in ("adherents", "taux", "evolution")] for n in (1, 2, 3)]
    assert lignes[0] == [2, Fraction(1, 4), -1]
    assert lignes[1][0] == 1
    assert [valeur.sorte for valeur in lignes[1][1:]] == [Sorte.A_COMPLETER] * 2
    assert lignes[2] == [0, 0, 0]
    assert calcul(dossier(adherents=adherents)).valeur("adherent.1.adherents").sorte is Sorte.A_COMPLETER


# ------------------------------------------------------------------------------------------ native formulas


@pytest.mark.moteur
def test_the_lists_follow_what_is_typed(moteurs: tuple[str, ...], tmp_path: Path) -> None:
    """Another state, another result: the same native formulas sort the lists anew, in each spreadsheet as in Python."""
    avant = plein()
    neufs = [{**INDICATEURS[0], "realise": "Oui"}, *INDICATEURS[1:4], {**INDICATEURS[4], "montant_en_jeu": 1500}]
    apres = plein(identite={"arrete": date(2026, 1, 15)}, indicateurs=neufs)
    assert priorites(apres) != priorites(avant)
    assert prochaines(apres) != prochaines(avant)
    layouts = (Layout(avant), Layout(apres))
    listes = [e.etape for e in apres.etapes if e.etape.id.split(".")[0] in {"rendezvous", "prochaine", "priorite"}]
    assert len(listes) > 80
    # la formule ne dépend pas de ce qui est saisi : recalculer la seconde copie, c'est taper dans la première
    for etape in listes:
        assert formule(layouts[0], etape, Encre.NATIVE) == formule(layouts[1], etape, Encre.NATIVE)
    copie, fausse = tmp_path / "copie.xlsx", tmp_path / "fausse.xlsx"
    copie.write_bytes(construire(apres, Encre.NATIVE))
    assert falsifier(copie, fausse) > 0
    for moteur in moteurs:
        recalcul = recalculer(fausse, moteur, 120)
        ecarts = {
            etape.id: (lue, attendue)
            for etape in listes
            if (lue := recalcul[layouts[1].cases[etape.id].feuille, layouts[1].cases[etape.id].adresse])
            != (attendue := resultat_range(apres.valeur(etape.id), Encre.NATIVE))
        }
        assert ecarts == {}, moteur
