"""What a calendar is given: the dates of a year, each with a title and an identity that does not move."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from cpts_xl.engine.echeancier import evenements
from cpts_xl.engine.fichier import depuis_dict
from cpts_xl.engine.resultat import Resultat
from cpts_xl.formats import euros
from tests.engine.premiere_annee import IDENTITE, INDICATEURS, PIECES, POINTS, calcul, plein
from tests.sabotage.base import dossier


def test_events_are_sorted_and_none_is_past_done_or_twice() -> None:
    """From the day of the state on, each with its own identity and a title."""
    trouves = evenements(plein())
    jours = [e.jour for e in trouves]
    assert jours == sorted(jours)
    assert jours[0] >= IDENTITE["arrete"]
    assert len({e.uid for e in trouves}) == len(trouves) > 15
    assert all(e.titre and e.uid.endswith(".cpts-xl") for e in trouves)
    titres = [e.titre for e in trouves]
    assert "Pièce PJ1 : dernier jour de validité" in titres
    assert not [titre for titre in titres if "PJ2" in titre or ("Accès" in titre and "démarrage" in titre)]
    assert titres.count("Convention avec EHPAD : dernier jour") == 2
    assert titres.count("Suite du dialogue de gestion") == 2


def test_identities_do_not_move_with_the_rows_nor_with_the_state() -> None:
    """Rows typed in another order, a later state, a dialogue put off: the same deadlines keep their identity."""

    def par_titre(resultat: Resultat) -> dict[str, set[str]]:
        trouves: dict[str, set[str]] = {}
        for e in evenements(resultat):
            trouves.setdefault(e.titre, set()).add(e.uid)
        return trouves

    avant = par_titre(plein())
    melange = par_titre(plein(pieces=PIECES[::-1], dialogue=POINTS[::-1], indicateurs=INDICATEURS[::-1]))
    assert melange == avant
    apres = par_titre(plein(identite={"arrete": date(2025, 9, 30), "dialogue": date(2026, 3, 1)}))
    assert {titre: uids for titre, uids in apres.items() if titre in avant} == apres
    assert par_titre(plein(identite={"nom": "Une autre CPTS"})).keys() == avant.keys()
    assert not {u for uids in par_titre(plein(identite={"nom": "Une autre CPTS"})).values() for u in uids} & {
        u for uids in avant.values() for u in uids
    }


def test_the_five_anniversaries_of_a_new_contract() -> None:
    """A first year gives the dates of the five years, with what each is expected to bring where it is known."""
    anniversaires = [e for e in evenements(plein()) if e.titre.startswith("Anniversaire")]
    assert [e.jour for e in anniversaires] == [date(annee, 3, 15) for annee in range(2026, 2031)]
    assert anniversaires[-1].titre == "Anniversaire : solde de l'année 5, fin du contrat"


def test_payments_expected_add_up_to_what_the_schedule_says() -> None:
    """The balance due on the anniversary: one event, a line for each amount, its total that of the schedule."""
    recu = [{"date": date(2025, 8, 1), "ligne": "fonctionnement", "nature": "acompte", "montant": 1000}]
    resultat = plein(versements=recu)
    soldes = [e for e in evenements(resultat) if e.titre.startswith("Versement attendu, solde :")]
    assert [e.jour for e in soldes] == [date(2026, 3, 15)]
    codes = [ligne.code for ligne in resultat.droit.lignes]
    restes = [
        resultat.valeur(f"echeance.{code}_solde.attendu") - resultat.valeur(f"echeance.{code}_solde.recu")
        for code in codes
    ]
    connus = [reste for reste in restes if isinstance(reste, Fraction) and reste > 0]
    assert soldes[0].titre.endswith(euros(sum(connus, Fraction(0))))
    assert len(soldes[0].description.splitlines()) == len(connus) > 0


def test_an_empty_year_still_gives_its_dates() -> None:
    """A dossier that says next to nothing raises nothing."""
    rien = depuis_dict({"identite": {"debut": date(2025, 3, 15)}}, "vide")
    assert [e.titre for e in evenements(calcul(rien))][:2] == [
        "Dernier jour de l'année conventionnelle",
        "Anniversaire : solde de l'année, acompte de la suivante",
    ]


def test_nothing_is_expected_beyond_what_is_left_of_a_line() -> None:
    """90 000 € all paid as an advance: neither the event of the balance nor the anniversary expects 22 500 € more."""
    recus = [v for v in dossier().liste("versement") if v["ligne"] != "acces_fixe"]
    entier = {"date": date(2025, 8, 1), "ligne": "acces_fixe", "nature": "acompte", "montant": Fraction(90_000)}
    resultat = calcul(dossier().avec(versements=(*recus, entier)))
    assert resultat.valeurs["echeance.acces_fixe_solde.attendu"] == 22_500
    libelle = next(un.libelle for un in resultat.droit.lignes if un.code == "acces_fixe")
    attendus = [e for e in evenements(resultat) if e.titre.startswith("Versement attendu")]
    assert attendus
    assert not [e for e in attendus if f"{libelle} :" in e.description]
    [anniversaire] = [e for e in evenements(resultat) if e.jour == date(2026, 3, 15) and "Anniv" in e.titre]
    assert f"Reste à recevoir de l'année 3 : {euros(resultat.valeur('total.reste'))}." in anniversaire.description
    assert "Solde de l'année 3" not in anniversaire.description
