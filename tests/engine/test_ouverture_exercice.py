"""What a year opens with: the accounting year that straddles it, former debts, identifiers typed in any case."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from cpts_xl.engine.dossier import Dossier
from cpts_xl.engine.examen import examiner
from cpts_xl.engine.suite import Ouverture, ouvrir
from cpts_xl.law import en_vigueur
from tests.engine.dossiers import calcul
from tests.sabotage.base import dossier

DEPENSE = {"nature": "61", "poste": "fonctionnement", "montant": Fraction(1_000), "paye_le": date(2026, 2, 5)}
PRODUIT = {"financeur": "FIR", "nature": "74", "poste": "prevention", "public": "Oui"}


def _dits(ouverture: Ouverture, table: str) -> list[str]:
    return [texte for nom, texte in ouverture.suites if nom == table]


def _ouvert(**tables: Any) -> Ouverture:
    """Return the year that follows the example: contract from 15/03/2026, accounts from 01/01/2026."""
    return ouvrir(calcul(dossier().avec(**tables)))


@pytest.mark.parametrize(
    ("debut", "cloture", "attendu"),
    [
        (date(2025, 1, 1), date(2025, 12, 31), (date(2026, 1, 1), date(2026, 12, 31))),
        # premier exercice court, premier exercice long, clôture d'une fin de février
        (date(2025, 9, 1), date(2025, 12, 31), (date(2026, 1, 1), date(2026, 12, 31))),
        (date(2024, 10, 1), date(2025, 12, 31), (date(2026, 1, 1), date(2026, 12, 31))),
        (date(2026, 3, 1), date(2027, 2, 28), (date(2027, 3, 1), date(2028, 2, 29))),
    ],
)
def test_the_accounting_year_follows_the_one_that_ends(debut: date, cloture: date, attendu: tuple[date, date]) -> None:
    """It begins the day after the close and lasts twelve months: no hole, no day counted twice."""
    identite = {**dossier().identite, "exercice_debut": debut, "exercice_cloture": cloture}
    neuve = _ouvert(identite=identite).dossier.identite
    assert (neuve["exercice_debut"], neuve["exercice_cloture"]) == attendu


def test_without_its_close_the_accounting_year_is_left_as_it_is() -> None:
    """Nothing says when the next one begins: it is not guessed."""
    identite = {**dossier().identite, "exercice_cloture": None}
    assert _ouvert(identite=identite).dossier.identite["exercice_debut"] == date(2025, 1, 1)


def test_what_the_accounting_year_counts_is_carried() -> None:
    """January and February are of the new accounts: they count there, and not in the new contract year."""
    jours = (date(2025, 12, 31), date(2026, 1, 1), date(2026, 2, 28), date(2026, 3, 15))
    ouverture = _ouvert(depenses=tuple({**DEPENSE, "date": jour} for jour in jours))
    assert [ligne["date"] for ligne in ouverture.dossier.liste("depense")] == list(jours[1:])
    neuve = calcul(ouverture.dossier).valeurs
    assert neuve["poste.total.depense_exercice"] == 3_000
    assert neuve["poste.total.depense"] == 1_000


def test_a_spending_paid_after_the_opening_is_carried() -> None:
    """The invoice is of the former year and of its accounts, its payment of the new months."""
    ancienne = {**DEPENSE, "date": date(2025, 12, 20), "paye_le": date(2026, 4, 2)}
    ouverture = _ouvert(depenses=(ancienne, {**ancienne, "paye_le": date(2026, 1, 8)}))
    assert ouverture.dossier.liste("depense") == (ancienne,)


def test_a_product_of_the_new_accounts_is_carried() -> None:
    """Received in February: public money of the new accounting year, though nothing more is due."""
    recu = {**PRODUIT, "date": date(2026, 1, 5), "attribue": Fraction(30_000), "verse": Fraction(30_000)}
    ouverture = _ouvert(produits=({**recu, "verse_le": date(2026, 2, 10)},
                                  {**recu, "date": date(2025, 6, 1), "verse_le": date(2025, 7, 1)}))  # fmt: skip
    assert [ligne["verse_le"] for ligne in ouverture.dossier.liste("produit")] == [date(2026, 2, 10)]


def test_payments_of_the_new_accounts_that_stay_behind_are_told_with_their_sum() -> None:
    """They pay the year just ended: its balance holds them, the accounts to come do not."""
    verse = {"ligne": "acces_fixe", "nature": "acompte", "montant": Fraction(97_500)}
    ouverture = _ouvert(versements=({**verse, "date": date(2026, 2, 15)}, {**verse, "date": date(2025, 6, 1)}))
    assert ouverture.dossier.liste("versement") == ()
    [dit] = [texte for texte in _dits(ouverture, "Versements") if "comptable" in texte]
    assert "1 versement de l'exercice comptable à venir, 97\u202f500,00\u00a0€, reste dans l'ancien classeur" in dit
    assert "Ne pas le saisir dans le nouveau classeur : le solde n-1 et le versé repris le déduisent déjà." in dit
    assert "commissaire aux comptes, ajouter 97\u202f500,00\u00a0€ à la main" in dit
    assert dit.endswith("au total « Dont argent public » de la feuille Financeurs")


def test_a_payment_left_behind_and_typed_all_the_same_is_told() -> None:
    """The balance opened with deducts it: typed in the new workbook, the entry check says so at its row."""
    verse = {"ligne": "acces_fixe", "nature": "acompte", "montant": Fraction(97_500), "date": date(2026, 2, 15)}
    neuve = _ouvert(versements=(verse,)).dossier
    typee = neuve.avec(versements=({**verse, "annee": Fraction(3)},))
    [anomalie] = [a for a in examiner(typee, en_vigueur(typee.debut)) if a.saisie == "versement.1.annee"]
    assert "(15/03/2026)" in anomalie.message
    assert "« Dont argent public » de la feuille Financeurs" in anomalie.remede


def test_what_an_older_year_still_owes_is_told() -> None:
    """5 000 € of year 2 expected in year 3 and never received: no place in the schedule of year 4."""
    lignes = {**dossier().fiche("ligne")}
    lignes["parcours_variable"] = {**lignes.get("parcours_variable", {}), "solde_n1": Fraction(32_000)}
    ouverture = _ouvert(lignes=lignes)
    [dit] = [texte for texte in _dits(ouverture, "Versements") if "doit encore" in texte]
    assert dit.startswith("à regarder : l'année 2 doit encore 5\u202f000,00\u00a0€ (")  # 27 000 € reçus
    assert [texte for texte in _dits(_ouvert(), "Versements") if "doit encore" in texte] == []


def test_identifiers_are_compared_as_a_spreadsheet_does() -> None:
    """« p01 » is P01, « r77 » is R77: what was paid to P01 this civil year is kept, and so is the meeting due."""
    pros = ({"id": "P01", "profession": "Infirmière", "exercice": "libéral", "deja_verse": Fraction(0)},)
    reunion = {
        "id": "R77",
        "date": date(2026, 2, 3),
        "type": "groupe de travail",
        "poste": "acces",
        "duree": Fraction(2),
    }
    tarif = {"profession": "Infirmière", "taux_horaire": Fraction(75), "approuve_le": date(2025, 1, 6)}
    une = {"professionnel": "p01", "date": date(2026, 2, 3), "duree": Fraction(2), "nature": "rémunération",
           "poste": "acces", "valide_par": "bureau"}  # fmt: skip
    ouverture = _ouvert(
        professionnels=pros, tarifs=(tarif,), reunions=(reunion,),
        participations=({**une, "paye_le": date(2026, 2, 20)}, {**une, "reunion": "r77"}),
    )  # fmt: skip
    assert [p["deja_verse"] for p in ouverture.dossier.liste("professionnel")] == [150]
    assert [r["id"] for r in ouverture.dossier.liste("reunion")] == ["R77"]


def test_evidence_without_end_and_points_without_state_are_carried() -> None:
    """A charter never expires; a point that nothing says closed is still in the calendar."""
    piece = {"numero": "J1", "intitule": "Charte", "nature": "document", "date": date(2024, 1, 5)}
    point: dict[str, Any] = {"date": date(2026, 2, 1), "suite": "Revoir la cible"}
    ouverture = _ouvert(
        pieces=(piece, {**piece, "numero": "J2", "valable_jusqu_au": date(2026, 3, 1)}),
        dialogue=(point, {**point, "etat": "ouvert"}, {**point, "etat": "fait"}, {**point, "etat": "abandonné"}),
    )  # fmt: skip
    assert [p["numero"] for p in ouverture.dossier.liste("piece")] == ["J1"]
    assert [p.get("etat") for p in ouverture.dossier.liste("point")] == [None, "ouvert"]


def test_what_is_carried_names_no_action_left_behind() -> None:
    """The action is finished and stays in the former workbook: its number would be that of nothing."""
    actions = ({"id": "AC1", "etat": "en cours"}, {"id": "AC2", "etat": "terminée"})
    pieces = tuple({"numero": f"J{n}", "action": code} for n, code in enumerate(("AC1", "ac2", None), 1))
    depenses = ({**DEPENSE, "date": date(2026, 2, 5), "action": "AC2"},)
    ouverture = _ouvert(actions=actions, pieces=pieces, depenses=depenses)
    assert [p["action"] for p in ouverture.dossier.liste("piece")] == ["AC1", None, None]
    assert [d["action"] for d in ouverture.dossier.liste("depense")] == [None]
    assert "1 renvoi à une action terminée vidé : elle reste dans l'ancien classeur" in _dits(ouverture, "Pièces")


def test_a_payment_of_an_ended_line_stays_behind_and_is_told() -> None:
    """Avenant 2 has no SNP supplement: a payment of it in the new workbook would be refused by every command."""
    from tests.engine.test_ouverture_textes import a_cheval  # noqa: PLC0415  (le contrat à cheval sur l'avenant 2)

    verse = {"date": date(2023, 2, 15), "ligne": "acces_supplement_snp", "nature": "solde", "annee": Fraction(1),
             "montant": Fraction(27_500)}  # fmt: skip
    declare: Dossier = a_cheval().dossier.avec(versements=(verse,))
    ouverture = ouvrir(calcul(declare))
    assert ouverture.dossier.liste("versement") == ()
    [dit] = [texte for texte in _dits(ouverture, "Versements") if "n'ont plus" in texte]
    assert dit.startswith("à regarder : le versement du 15/02/2023, 27\u202f500,00\u00a0€, paie une ligne")
