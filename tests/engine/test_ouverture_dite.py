"""What the opening of a year says: exactly what was done, what is missing by name, what is owed and not carried."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from cpts_xl.engine.examen import examiner
from cpts_xl.engine.suite import Ouverture, ouvrir
from cpts_xl.law import en_vigueur
from tests.engine.dossiers import calcul
from tests.engine.renouvellements import dits
from tests.sabotage.base import avec_ligne, dossier

VEILLE, FIN = date(2026, 3, 14), date(2026, 3, 15)
DEPENSE = {"nature": "61", "poste": "fonctionnement", "montant": Fraction("1260.5"), "date": date(2025, 12, 20)}


def ouvert(**tables: Any) -> Ouverture:
    """Return the year that follows the short example, whose last day is 14/03/2026."""
    return ouvrir(calcul(dossier().avec(**tables)))


def identite(**champs: Any) -> dict[str, Any]:
    """Return the identity of the short example, with these fields."""
    return {**dossier().identite, **champs}


# ------------------------------------------------------------------------------------------ les factures impayées


def test_an_unpaid_invoice_left_behind_is_told_with_its_euros() -> None:
    """No calendar of the new year holds it: without a word, its payment would go out of no account."""
    ouverture = ouvert(depenses=(DEPENSE, {**DEPENSE, "paye_le": date(2026, 1, 8)}))
    assert ouverture.dossier.liste("depense") == ()
    assert dits(ouverture, "Dépenses") == [
        (
            "à regarder : 1 dépense sans « Payée le », 1 260,50 €, reste dans l'ancien classeur, qui la compte en "
            "trésorerie à la date de la pièce. Si elle se paie à partir du 15/03/2026 : y saisir « Payée le » dans "
            "l'ancien classeur et ouvrir de nouveau, elle suivra. Plus tard, la recopier dans Dépenses du nouveau avec "
            "la date de la pièce et « Payée le », le solde d'ouverture étant celui du relevé bancaire. Le dépensé de "
            "l'année conventionnelle suit la date de la pièce et n'y change pas"
        ),
        "0 ligne reprise sur 2 (dépenses de la nouvelle année ou de son exercice, ou payées depuis)",
    ]


def test_what_the_message_says_of_the_invoice_is_true() -> None:
    """Paid in the new year, it goes out of its cash once, counts in no spending of it, and nobody accuses it."""
    payee = {**DEPENSE, "paye_le": date(2026, 4, 2)}
    ouverture = ouvert(depenses=(payee,))
    assert ouverture.dossier.liste("depense") == (payee,)
    neuve = calcul(ouverture.dossier)
    assert [neuve.valeurs[f"mois.{rang}.paye"] for rang in (1, 2, 3)] == [0, Fraction("1260.5"), 0]
    assert neuve.valeurs["poste.total.depense"] == 0
    trouvees = [a for a in examiner(neuve.dossier, neuve.droit) if a.saisie.startswith("depense.")]
    assert trouvees == []


def test_an_old_spending_paid_in_no_year_of_the_workbook_is_still_told() -> None:
    """Neither its day nor its payment is of a calendar that this workbook follows."""
    ancienne = avec_ligne("depense", 1, date=date(2023, 12, 20), paye_le=date(2024, 1, 8))
    assert [a for a in examiner(ancienne, en_vigueur(ancienne.debut)) if a.saisie == "depense.1.date"]


def test_unpaid_invoices_are_summed() -> None:
    """Two of them, one without its amount: counted both, summed as far as it is known."""
    [dit, _] = dits(ouvert(depenses=(DEPENSE, {**DEPENSE, "montant": None})), "Dépenses")
    assert dit.startswith("à regarder : 2 dépenses sans « Payée le », 1 260,50 €, restent dans l'ancien classeur, qui")


# ------------------------------------------------------------------------------------------ ce qui est inscrit


def test_a_year_wholly_known_is_told_without_any_lack() -> None:
    """The example is complete: everything is inscribed, and nothing is to be looked at in what is closed."""
    ouverture = ouvert()
    assert dits(ouverture, "Contrat") == [
        "année 3 arrêtée : population, taille, plafond, droit ouvert, acompte, solde, versé, dépensé"
    ]
    assert "à regarder" not in " ".join(texte for _, texte in ouverture.suites if "faute d" in texte)


def test_what_could_not_be_computed_is_named() -> None:
    """Without the result of an indicator, its line has no right, the year no total: each is named where it lacks."""
    muet = dict.fromkeys(("constate", "valeur_retenue", "valeur_cpam", "numerateur", "denominateur", "neutralisation"))
    premier = {**dossier().liste("indicateur")[0], **muet}
    ouverture = ouvert(indicateurs=(premier, *dossier().liste("indicateur")[1:]))
    [_, vides] = dits(ouverture, "Contrat")
    assert vides == (
        "à regarder : de l'année 3, restent vides, faute d'être connus : droit ouvert, solde. Compléter l'ancien "
        "classeur, puis ouvrir de nouveau"
    )
    [inscrit, lignes] = [t for t in dits(ouverture, "Financement") if "solde de l'année 3" in t]
    assert inscrit == "annexe reprise ; solde de l'année 3 inscrit sur 13 lignes"
    assert lignes == (
        "à regarder : le solde de l'année 3 reste vide, faute d'être connu, sur 1 ligne : « Accès aux soins, volet "
        "variable ». Compléter l'ancien classeur, puis ouvrir de nouveau"
    )
    n = len(dossier().liste("indicateur"))
    assert dits(ouverture, "Historique") == [
        f"{n - 1} résultats de l'année 3 ajoutés",
        (
            "à regarder : 1 indicateur de l'année 3 ajouté sans résultat : A1. Saisir sa mesure dans l'ancien "
            "classeur, puis ouvrir de nouveau"
        ),
    ]


def test_many_lacks_are_counted_beyond_six() -> None:
    """A year without any measure: the first six are named, the others counted."""
    vides = ("constate", "realise", "valeur_retenue", "realise_retenu", "numerateur", "denominateur", "neutralisation")
    muets = tuple({**f, **dict.fromkeys(vides)} for f in dossier().liste("indicateur"))
    [aucun, dit] = dits(ouvert(indicateurs=muets), "Historique")
    assert aucun == "0 résultat de l'année 3 ajouté"
    assert dit.split(" : ")[2].split(". ")[0] == f"A1, A2, A3, A4, A5, P1 et {len(muets) - 6} autres"


def test_an_envelope_without_a_known_closing_is_named() -> None:
    """Its opening stays empty in the new year: the table says for which one."""
    postes = {**dossier().fiche("poste"), "acces": {"ouverture": None}}
    [_, dit] = dits(ouvert(postes=postes), "Enveloppes")
    assert dit.startswith("à regarder : l'ouverture reste vide, faute d'une clôture connue : « Accès aux soins")


# ------------------------------------------------------------------------------------------ l'identité


@pytest.mark.parametrize(
    ("plan", "redire", "garde"),
    [
        ("mise à jour", "reprise ; redire le dialogue de gestion et la crise reconnue", True),
        ("rédaction", "reprise ; redire le dialogue de gestion, la crise reconnue et le plan de crise", False),
        (None, "reprise ; redire le dialogue de gestion, la crise reconnue et le plan de crise", False),
    ],
)
def test_the_plan_of_crisis_is_told_as_it_was_done(plan: str | None, redire: str, garde: bool) -> None:  # noqa: FBT001
    """An update goes on from year to year, and is kept; the writing is done once."""
    ouverture = ouvert(identite=identite(plan_crise=plan))
    assert redire in dits(ouverture, "Identité")
    dit = "plan de crise repris tel quel (« mise à jour ») : à confirmer pour cette année"
    assert (dit in dits(ouverture, "Identité")) is garde
    assert ouverture.dossier.identite["plan_crise"] == (plan if garde else None)


def test_the_bank_balance_is_told_emptied_or_computed() -> None:
    """A year that ends within a month gives no closing of that day; one that ends with a month does, if kept so far."""
    assert dits(ouvert(), "Identité")[-1] == (
        "solde bancaire au début de l'année à saisir : celui du relevé bancaire au 15/03/2026"
    )
    du_premier = {"signature": date(2023, 3, 1), "debut": date(2025, 3, 1), "arrete": date(2026, 4, 20)}
    ouverture = ouvert(identite=identite(**du_premier))
    solde = ouverture.dossier.identite["tresorerie_ouverture"]
    assert isinstance(solde, Fraction)
    [dit] = [t for t in dits(ouverture, "Identité") if t.startswith("solde bancaire au 01/03/2026 : ")]
    assert dit.endswith(" €, calculé par la feuille Trésorerie ; le comparer au relevé bancaire")


def test_money_of_the_year_just_ended_is_told_emptied() -> None:
    """The start-up money and the help to the letter of intent were of that year; « Non » was no money."""
    ouverture = ouvert(identite=identite(majoration="Oui", aide_lettre=Fraction(5_000)))
    assert [t for t in dits(ouverture, "Identité") if "c'était de l'argent" in t] == [
        "« Majoration de démarrage du fonctionnement » vidé : c'était de l'argent de l'année 3",
        "« Aide à la lettre d'intention » vidé : c'était de l'argent de l'année 3",
    ]
    sans = ouvert(identite=identite(majoration="Non", aide_lettre=None))
    assert not [t for t in dits(sans, "Identité") if "c'était de l'argent" in t]


@pytest.mark.parametrize(("arrete", "dit"), [(date(2026, 2, 28), True), (VEILLE, False), (FIN, False), (None, False)])
def test_a_year_that_is_not_over_is_told(arrete: date | None, dit: bool) -> None:  # noqa: FBT001
    """What happens from the day of the state to the last day is in no workbook: both days are told."""
    trouves = [t for t in dits(ouvert(identite=identite(arrete=arrete)), "Identité") if "finit le" in t]
    assert trouves == dit * [
        (
            "à regarder : l'année 3 finit le 14/03/2026 et son état est arrêté au 28/02/2026 : ce qui vient entre ces "
            "deux jours n'est pas repris. Compléter l'ancien classeur jusqu'à sa fin, puis ouvrir de nouveau"
        )
    ]
