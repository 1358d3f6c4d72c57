"""People, whole: civil years and ceilings, checks, anomalies, the statement of one professional, no name outside."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from cpts_xl.engine.anonyme import noms_de, sans_noms
from cpts_xl.engine.etapes import capacite
from cpts_xl.engine.fichier import depuis_toml
from cpts_xl.engine.releve import releve
from cpts_xl.engine.resultat import calculer
from cpts_xl.engine.schema import LISTES_LIBRES, TABLES_FIXES
from cpts_xl.engine.schema.personnes import VALIDEURS
from cpts_xl.errors import SaisieInvalide
from cpts_xl.law import en_vigueur
from cpts_xl.rules import CATALOGUE
from tests.engine.dossiers import calcul, montre
from tests.engine.personnes import EXEMPLE, REUNION, dossier, participation, pro

# ------------------------------------------------------------------------------------------ civil years


@pytest.mark.parametrize(
    ("annee", "plafond"), [(2022, 41_136), (2023, 43_992), (2024, 46_368), (2025, 47_100), (2026, 48_060)]
)
def test_ceiling_of_each_civil_year(annee: int, plafond: int) -> None:
    """One professional paid exactly the ceiling of the civil year is within it; one cent more goes beyond."""

    def paye(*montants: Fraction) -> Any:
        lignes = (participation(date(annee, 12, 31), montant) for montant in montants)
        return calcul(dossier(*lignes, debut=date(annee, 3, 15))).valeurs

    juste = paye(Fraction(1), Fraction(plafond - 1))
    assert juste["indemnite.1.plafond_1"] == juste["indemnite.1.total_1"] == plafond
    assert (juste["indemnite.1.reste_1"], juste["indemnite.1.part_1"]) == (0, 1)
    assert (juste["indemnite.1.alerte"], juste["controle.plafonds"]) == ("À regarder", "Conforme")
    trop = paye(Fraction(plafond), Fraction(1, 100))
    assert trop["indemnite.1.reste_1"] == Fraction(-1, 100)
    assert (trop["indemnite.1.alerte"], trop["controle.plafonds"]) == ("Dépassement", "À regarder")
    assert trop["controle.plafonds_proches"] == "Conforme"


def test_two_civil_years_are_two_ceilings() -> None:
    """One contract year straddles two civil years: each payment counts for the year of its own date."""
    valeurs = calcul(
        dossier(participation(date(2025, 12, 31), 40_000), participation(date(2026, 1, 1), 40_000))
    ).valeurs
    assert [valeurs[f"indemnite.1.total_{n}"] for n in (1, 2)] == [40_000, 40_000]
    assert [valeurs[f"indemnite.1.plafond_{n}"] for n in (1, 2)] == [47_100, 48_060]
    assert valeurs["controle.plafonds"] == "Conforme"
    assert valeurs["paiement.fonctionnement.indemnites"] == 80_000


def test_what_was_paid_before_the_contract_year_counts_in_its_civil_year() -> None:
    """7 100.01 euros before 15 March and 40 000 after: one cent beyond the ceiling of 2025, and 2026 untouched."""
    avant = pro(deja_verse=Fraction("7100.01"))
    valeurs = calcul(dossier(participation(date(2025, 12, 31), 40_000), pros=(avant,))).valeurs
    assert valeurs["indemnite.1.total_1"] == Fraction("47100.01")
    assert valeurs["indemnite.1.alerte"] == "Dépassement"
    assert montre(valeurs["indemnite.1.plafond_2"]) == montre(valeurs["indemnite.1.reste_2"]) == "sans objet"
    assert valeurs["indemnite.1.part_2"] == 0
    # et l'année conventionnelle ne compte que ce qu'elle a payé
    assert valeurs["indemnite.1.montant"] == valeurs["paiement.total.total"] == 40_000


@pytest.mark.parametrize(
    ("champs", "raison"),
    [({"deja_verse": None}, "déjà versé"), ({}, "date illisible")],
)
def test_missing_is_never_zero(champs: dict[str, Any], raison: str) -> None:
    """Without what was paid before, or with a payment day that cannot be read, no total and no « Conforme »."""
    paye: Any = date(2025, 12, 31) if champs else "décembre"
    valeurs = calcul(dossier(participation(paye, 100), pros=(pro(**champs),))).valeurs
    assert montre(valeurs["indemnite.1.total_1"]) == "À compléter", raison
    assert montre(valeurs["indemnite.1.alerte"]) == montre(valeurs["controle.plafonds"]) == "À compléter"


def test_a_ceiling_not_published_yet_is_awaited() -> None:
    """A year beyond the table: nothing is asked of it while nothing is paid, then it is to be completed."""
    sans = calcul(dossier(participation(date(2026, 12, 31), 100), debut=date(2026, 4, 15)))
    assert montre(sans.valeur("indemnite.1.plafond_2")) == "sans objet"
    assert sans.valeur("controle.plafonds") == "Conforme"
    avec = calcul(dossier(participation(date(2027, 1, 1), 100), debut=date(2026, 4, 15)))
    assert montre(avec.valeur("indemnite.1.plafond_2")) == montre(avec.valeur("controle.plafonds")) == "À compléter"


def test_a_year_that_starts_on_the_first_of_january() -> None:
    """The contract year is then the civil year: the second one holds what is paid after it, if anything."""
    valeurs = calcul(dossier(participation(date(2025, 12, 31), 100), debut=date(2025, 1, 1))).valeurs
    assert [valeurs[f"indemnite.1.annee_{n}"] for n in (1, 2)] == [2025, 2026]
    assert [valeurs[f"indemnite.1.total_{n}"] for n in (1, 2)] == [100, 0]


def test_alert_share_is_the_one_chosen() -> None:
    """Paid 75 % of the ceiling: quiet at the 90 % that the tool proposes, near once 70 % is chosen."""
    base = dossier(participation(date(2025, 12, 31), Fraction(47_100) * 3 / 4))
    assert calcul(base).valeur("indemnite.1.alerte") == "Conforme"
    assert calcul(base).par_id["indemnite.1.alerte"].statut == "convention"
    choisi = base.avec(identite={**base.identite, "alerte_plafond": Fraction(7, 10)})
    assert calcul(choisi).valeur("indemnite.1.alerte") == "À regarder"


# ------------------------------------------------------------------------------------------ participations


def test_rate_typed_lump_sum_or_free() -> None:
    """Two hours: at the rate of the profession, at another, by a lump sum, given."""
    jour = date(2025, 12, 31)
    valeurs = calcul(dossier(
        participation(jour), participation(jour, taux_saisi=Fraction(50)), participation(jour, 300),
        participation(None, nature="aucune"), participation(None),
    )).valeurs  # fmt: skip
    assert [valeurs[f"participation.{n}.montant"] for n in range(1, 6)] == [150, 100, 300, 0, 150]
    assert [valeurs[f"participation.{n}.annee"] for n in range(1, 6)] == [
        2025, 2025, 2025, "sans paiement", "à payer",
    ]  # fmt: skip
    # ce qui reste à payer n'est pas payé
    assert valeurs["indemnite.1.total_1"] == valeurs["paiement.total.total"] == 550
    assert (valeurs["indemnite.1.hors_tarif"], valeurs["controle.hors_tarif"]) == (1, "À regarder")


def test_member_on_the_day_validated_before_paid() -> None:
    """Paid for a day outside membership, or without validation: counted, and told by the checks."""
    parti = pro(adhesion_fin=date(2025, 3, 19))
    valeurs = calcul(dossier(participation(date(2025, 6, 30), valide_par=None), pros=(parti,))).valeurs
    assert valeurs["participation.1.adherent"] == "Non"
    assert (valeurs["controle.hors_adhesion"], valeurs["controle.sans_validation"]) == ("À regarder", "À regarder")
    reste = calcul(dossier(participation(None, valide_par=None), pros=(parti,))).valeurs
    assert (reste["controle.hors_adhesion"], reste["controle.sans_validation"]) == ("Conforme", "Conforme")


def test_a_participation_without_a_post_is_told() -> None:
    """The totals by post would miss it in silence: a check counts the rows."""
    valeurs = calcul(dossier(participation(date(2025, 6, 30)), participation(date(2025, 6, 30), poste=None))).valeurs
    assert valeurs["paiement.total.participations"] == 1
    assert valeurs["controle.participations_postes"] == "À regarder"


def test_meetings_count_their_people() -> None:
    """A meeting counts those who came, and their hours, paid or not."""
    venus = (
        participation(None, reunion="R01"),
        participation(None, reunion="r01", professionnel="P02", nature="aucune"),
    )
    valeurs = calcul(dossier(*venus, pros=(pro(), pro("P02")), reunions=(REUNION,))).valeurs
    assert (valeurs["reunion.1.presents"], valeurs["reunion.1.heures"]) == (2, 4)


def test_functions_that_validate_are_those_of_the_rule() -> None:
    """The closed list of the sheet and the words of the rule are the same."""
    regle = CATALOGUE["paiements_sans_validation"]
    for valideur in VALIDEURS:
        rendu = regle.evaluer({
            "professionnel": "P01", "professionnels": ["P01", "P02"], "annees": [Fraction(2025), Fraction(2025)],
            "valides": [valideur, None],
        })  # fmt: skip
        assert rendu == 0


def test_the_example_has_one_professional_near_the_ceiling() -> None:
    """The deliberate problem of the example: P03, between 90 % and 100 % of the ceiling; all else is in order."""
    resultat = calcul(EXEMPLE)
    alertes = {
        fiche["id"]: resultat.valeur(f"indemnite.{rang}.alerte")
        for rang, fiche in enumerate(EXEMPLE.liste("professionnel"), 1)
    }
    assert {ident: alerte for ident, alerte in alertes.items() if alerte != "Conforme"} == {"P03": "À regarder"}
    assert resultat.valeur("controle.plafonds_proches") == "À regarder"
    suivis = ("plafonds", "tarifs", "hors_tarif", "hors_adhesion", "sans_validation", "participations_postes")
    assert {resultat.valeur(f"controle.{code}") for code in suivis} == {"Conforme"}


# ------------------------------------------------------------------------------------------ the table that follows


def test_the_computed_table_follows_its_leader() -> None:
    """Indemnités has no input and as many rows as Professionnels; a dossier that types into it is refused."""
    assert "indemnite" not in {*LISTES_LIBRES, *TABLES_FIXES}
    cent = dossier(pros=tuple(pro(f"P{n:03d}") for n in range(100)))
    assert capacite(cent, "indemnite") == capacite(cent, "professionnel") == 120
    assert calcul(cent).valeur("indemnite.100.professionnel") == "P099"
    with pytest.raises(SaisieInvalide, match="table inconnue indemnites"):
        depuis_toml('[[indemnites]]\nprofessionnel = "P01"')


# ------------------------------------------------------------------------------------------ statement and names


def test_statement_of_one_professional() -> None:
    """The statement tells the days in order, what was paid when, both civil years; it computes nothing."""
    lignes = (
        participation(date(2026, 1, 30), date=date(2025, 12, 1), nature="rémunération", poste="acces"),
        participation(date(2025, 6, 30), reunion="R01"),
        participation(None, date=date(2026, 2, 5)),
        participation(date(2025, 6, 30), professionnel="P02"),
    )
    pros = (pro("P02"), pro(deja_verse=Fraction(600)))
    reunions = ({**REUNION, "objet": "Budget de l'année"},)
    dit = releve(calcul(dossier(*lignes, pros=pros, reunions=reunions)), "p01")
    assert (dit.identifiant, dit.profession, dit.alerte) == ("P01", "Médecin", "Conforme")
    assert [(li.jour, li.reunion, li.heures, li.taux, li.montant, li.paye_le) for li in dit.lignes] == [
        (date(2025, 3, 20), "Budget de l'année", 2, 75, 150, date(2025, 6, 30)),
        (date(2025, 12, 1), "", 2, 75, 150, date(2026, 1, 30)),
        (date(2026, 2, 5), "", 2, 75, 150, None),
    ]
    premiere, seconde = dit.annees
    assert (premiere.annee, premiere.total, premiere.deja_verse, premiere.heures) == (2025, 750, 600, 2)
    assert (seconde.annee, seconde.total, seconde.deja_verse, seconde.remunerations) == (2026, 150, None, 150)
    assert (premiere.plafond, premiere.reste, premiere.part) == (47_100, 46_350, Fraction(750, 47_100))


def test_statement_of_nobody_is_refused() -> None:
    """An unknown identifier is refused with those that exist."""
    with pytest.raises(SaisieInvalide, match=r"« P99 ».*P01, P02"):
        releve(calcul(dossier(pros=(pro(), pro("P02")))), "P99")


def test_names_leave_only_if_asked() -> None:
    """The statement and the exported dossier know the identifier only, unless names are asked for."""
    noms = {"nom": "Durand", "prenom": "Paul-Émile", "structure": "Cabinet de la Halle"}
    nomme = dossier(participation(date(2025, 6, 30)), pros=(pro(**noms),))
    assert noms_de(nomme) == set(noms.values())
    assert noms_de(sans_noms(nomme)) == frozenset()
    assert calculer(sans_noms(nomme), en_vigueur(nomme.debut)).valeurs["indemnite.1.total_1"] == 150
    assert sans_noms(nomme).identite == nomme.identite
    muet, nominatif = (releve(calcul(nomme), "P01", nominatif=n) for n in (False, True))
    assert (muet.noms, nominatif.noms) == ({}, noms)
    assert not any(nom in str(getattr(muet, f.name)) for f in fields(muet) for nom in noms.values())
