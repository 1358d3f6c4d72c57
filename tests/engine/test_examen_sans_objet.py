"""What the entry check says of what is declared in vain: no line waits for it, or the contract is not concerned."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from cpts_xl.constats import Gravite
from cpts_xl.engine.dossier import Anomalie, Dossier
from cpts_xl.engine.examen import examiner
from cpts_xl.engine.examen.sans_objet import en_vain
from cpts_xl.law import en_vigueur
from tests.sabotage.base import avec_fiche, avec_identite, dossier

SOUS_2019, SOUS_AVENANT_2 = date(2020, 5, 4), date(2025, 5, 4)
VAIN = "ne sert pas : les textes en vigueur"


def dites(jour: date, **identite: Any) -> list[Anomalie]:
    """Return what is told of the identity of a first year that begins on a day."""
    declare = Dossier({"signature": jour, "debut": jour, "arrete": jour, **identite})
    codes = {f"identite.{code}" for code in identite}
    return [a for a in examiner(declare, en_vigueur(jour)) if a.saisie in codes]


def test_the_snp_supplement_is_told_where_no_line_waits_for_it() -> None:
    """Avenant 2 ended its line: « Oui » is ignored, and that is said at its cell; under 2019 it opens the line."""
    assert dites(SOUS_AVENANT_2, supplement_snp="Oui") == [
        Anomalie(
            "identite.supplement_snp",
            "« Supplément soins non programmés » ne sert pas : les textes en vigueur au premier jour de cette année "
            "n'ont aucune ligne qui en dépende, et rien n'est compté.",
            "Vider la case. Si le contrat paie encore ce montant, demander à la CPAM de quelle ligne il relève.",
            Gravite.A_REGARDER,
            "Oui",
        )
    ]
    assert dites(SOUS_2019, supplement_snp="Oui") == []
    assert dites(SOUS_AVENANT_2, supplement_snp="Non") == []


@pytest.mark.parametrize("identite", [{"crise_reconnue": "Oui"}, {"plan_crise": "rédaction"}])
def test_a_crisis_is_told_before_the_law_knew_it(identite: dict[str, str]) -> None:
    """The accord of 2019 has no line of crisis; avenant 2 has three."""
    [anomalie] = dites(SOUS_2019, **identite)
    assert (VAIN in anomalie.message, anomalie.gravite) == (True, Gravite.A_REGARDER)
    assert dites(SOUS_AVENANT_2, **identite) == []


def test_the_law_says_what_is_declared_in_vain() -> None:
    """The supplement and the rate of its advance under avenant 2, the crisis under the accord of 2019."""
    assert en_vain(en_vigueur(SOUS_AVENANT_2)) == ("supplement_snp", "taux_acompte_snp")
    assert en_vain(en_vigueur(SOUS_2019)) == ("crise_reconnue", "plan_crise")


@pytest.mark.parametrize(
    ("signature", "declaree", "dit"),
    [(date(2022, 1, 1), "Oui", True), (date(2024, 9, 30), "Oui", True), (date(2021, 12, 31), "Oui", False),
     (date(2024, 9, 30), "Non", False), (date(2024, 9, 30), None, False)],
)  # fmt: skip
def test_the_majoration_of_a_recent_contract_is_to_be_looked_at(
    signature: date, declaree: str | None, *, dit: bool
) -> None:
    """The draft of avenant 2 gave it to contracts signed until the end of 2021: told, and told uncertain."""
    trouvees = dites(signature, majoration=declaree)
    assert bool(trouvees) is dit
    for anomalie in trouvees:
        assert anomalie.gravite is Gravite.A_REGARDER
        assert f"signé le {signature:%d/%m/%Y}" in anomalie.message
        assert "(incertain : l'avenant signé n'a pas été lu)" in anomalie.message
        assert anomalie.remede.startswith("Répondre Non, sauf si la CPAM l'a notifiée")


# ------------------------------------------------------------------------------------------ mission non engagée


def non_engagee(**tables: Any) -> list[Anomalie]:
    """Return what is told of a mission that is said not to be engaged, with these tables."""
    declare = avec_fiche("mission", "qualite", engagee="Non").avec(**tables)
    return [a for a in examiner(declare, en_vigueur(declare.debut)) if "n'est pas engagée (" in a.message]


@pytest.mark.parametrize(
    ("tables", "saisie", "sujet"),
    [
        ({"actions": ({"id": "AC1", "mission": "qualite", "titre": "x"},)}, "action.1.mission", "Cette action est"),
        ({"depenses": ({"poste": "acces"}, {"poste": "qualite"})}, "depense.2.poste", "Cette dépense est"),
        ({"depenses": ({"poste": "qualite"},) * 3}, "depense.1.poste", "Cette dépense, comme 2 autres, est"),
        ({"reunions": ({"id": "R1", "poste": "qualite"},)}, "reunion.1.poste", "Cette réunion est"),
        ({"participations": ({"poste": "qualite"},)}, "participation.1.poste", "Cette participation est"),
        ({"textes": ({"rubrique": "qualite.actions", "texte": "x"},)}, "texte.1.rubrique", "Ce texte est"),
        ({"indicateurs": ({"id": "Q1", "mission": "qualite"},)}, "indicateur.1.mission", "Cet indicateur est"),
    ],
)
def test_activity_on_a_mission_not_engaged_is_told_at_its_row(tables: dict[str, Any], saisie: str, sujet: str) -> None:
    """Money, people or words on a mission that the report will not tell: once by table, at the first row."""
    [anomalie] = non_engagee(**tables)
    assert (anomalie.saisie, anomalie.gravite) == (saisie, Gravite.A_REGARDER)
    assert anomalie.message.startswith(f"{sujet} d'une mission qui n'est pas engagée (« ")
    assert "Répondre Oui à « Engagée », feuille Missions" in anomalie.remede


def test_a_mission_engaged_or_unanswered_is_not_told() -> None:
    """Only « Non » says that the report keeps silent; the example has nothing of it."""
    assert non_engagee() == []
    for reponse in ("Oui", None):
        declare = avec_fiche("mission", "acces", engagee=reponse)
        trouvees = examiner(declare, en_vigueur(declare.debut))
        assert not [a for a in trouvees if "n'est pas engagée (" in a.message]


# ------------------------------------------------------------------------------------------ numéros, ETP, passé


@pytest.mark.parametrize(
    ("rna", "compte"),
    [("W123", "4 caractères"), ("751234567", "9 caractères"), ("X912345678", "autre chose"), ("W912345678", ""),
     ("w912345678", ""), ("W2A1 000 123", ""), (None, "")],
)  # fmt: skip
def test_the_rna_has_its_form(rna: str | None, compte: str) -> None:
    """A W, then nine figures, with the letters of Corsica; written small or with spaces, it is the same."""
    declare = avec_identite(rna=rna)
    trouvees = [a for a in examiner(declare, en_vigueur(declare.debut)) if a.saisie == "identite.rna"]
    assert [a.message for a in trouvees] == [
        f"« N° RNA » devrait compter dix caractères, un W puis neuf chiffres : il y a {compte}."
    ] * bool(compte)
    assert {a.remede for a in trouvees} <= {"W suivi de neuf chiffres, sur le récépissé de la préfecture."}


@pytest.mark.parametrize(
    ("etp", "saisir"),
    [(Fraction(80), "Saisir 0,8 si c'est 80\u00a0% d'un temps plein, 1 pour"),
     (Fraction(5, 2), "Saisir 1 pour un temps"),
     (Fraction(6, 5), ""), (Fraction(1), ""), (Fraction(4, 5), "")],
)  # fmt: skip
def test_more_than_one_person_in_a_row_of_the_team_is_told(etp: Fraction, saisir: str) -> None:
    """80 is 80 % of a full time, or a team in one row: it is asked."""
    declare = dossier().avec(postes_equipe=({"fonction": "Coordination", "etp": etp},))
    trouvees = [a for a in examiner(declare, en_vigueur(declare.debut)) if a.saisie == "poste_equipe.1.etp"]
    assert [a.remede.startswith(saisir) for a in trouvees] == [True] * bool(saisir)
    assert {a.gravite for a in trouvees} <= {Gravite.A_REGARDER}


def test_a_rate_without_its_approval_is_told() -> None:
    """The control takes it for approved: the row of the rate says that nothing shows it."""
    premier, *autres = dossier().liste("tarif")
    declare = dossier().avec(tarifs=({**premier, "approuve_le": None}, *autres))
    trouvees = [a for a in examiner(declare, en_vigueur(declare.debut)) if a.saisie.startswith("tarif.")]
    assert [(a.saisie, a.gravite) for a in trouvees] == [("tarif.1.approuve_le", Gravite.A_REGARDER)]
    assert f"« {premier['profession']} » est saisi sans la date de son approbation" in trouvees[0].message


def test_two_indicators_taken_over_from_the_same_one_are_told() -> None:
    """The past of A1 would be told twice: the second row names the first; a number each is what is meant."""

    def repris(*codes: str | None) -> list[Anomalie]:
        lignes = [{**f, "reporte_de": None} for f in dossier().liste("indicateur")]
        for rang, code in enumerate(codes):
            lignes[rang]["reporte_de"] = code
        declare = dossier().avec(indicateurs=tuple(lignes))
        return [a for a in examiner(declare, en_vigueur(declare.debut)) if "est déjà repris" in a.message]

    [anomalie] = repris("A1", None, "a1 ")
    assert (anomalie.saisie, anomalie.autre, anomalie.gravite) == (
        "indicateur.3.reporte_de", "indicateur.1.reporte_de", Gravite.A_REGARDER,
    )  # fmt: skip
    assert anomalie.a_la_ligne(5).endswith("est déjà repris à la ligne 5 : son passé serait compté deux fois.")
    assert repris("A1", "A2", None) == []
