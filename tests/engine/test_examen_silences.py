"""What the entry check no longer leaves unsaid: an amount beyond the cent, a presence that no count holds."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from cpts_xl.constats import Gravite
from cpts_xl.engine.dossier import Anomalie, Dossier
from cpts_xl.engine.etapes import rangees
from cpts_xl.engine.examen import examiner
from cpts_xl.engine.fichier import depuis_toml
from cpts_xl.engine.schema import IDENTITE, TABLEAUX
from cpts_xl.law import en_vigueur
from cpts_xl.workbook.layout import Layout
from tests.sabotage.base import avec_identite, avec_ligne, calcul, dossier

DECIMALES = "a plus de deux décimales"
MONTANTS = [
    *(("identite", c.code) for c in IDENTITE if c.genre.code == "montant"),
    *((t.code, c.code) for t in TABLEAUX.values() for c in t.champs if c.genre.code == "montant"),
]
"""Every field of the schema that holds euros: its table and its code."""


def anomalies(declare: Dossier, dit: str = "") -> list[Anomalie]:
    """Return what the entry check says with these words."""
    return [a for a in examiner(declare, en_vigueur(declare.debut)) if dit in a.message]


def avec_montant(table: str, code: str, montant: Fraction) -> tuple[Dossier, str]:
    """Return the dossier with an amount in one field of its first row, and the identifier of this input."""
    if table == "identite":
        return avec_identite(**{code: montant}), f"identite.{code}"
    if TABLEAUX[table].libre:
        premiere = dict(dossier().liste(table)[0]) if dossier().liste(table) else dict.fromkeys(TABLEAUX[table].codes)
        lignes = ({**premiere, code: montant}, *dossier().liste(table)[1:])
        return dossier().avec(**{TABLEAUX[table].pluriel: lignes}), f"{table}.1.{code}"
    rangee = next(iter(rangees(table, en_vigueur(dossier().debut))))
    fiches = {**dossier().fiche(table), rangee: {**dossier().fiche(table).get(rangee, {}), code: montant}}
    return dossier().avec(**{TABLEAUX[table].pluriel: fiches}), f"{table}.{rangee}.{code}"


@pytest.mark.parametrize(("table", "code"), MONTANTS, ids=[".".join(champ) for champ in MONTANTS])
def test_every_field_in_euros_is_looked_at(table: str, code: str) -> None:
    """Half a cent in any amount of the schema is told on that input, and nowhere else; to the cent, nothing is."""
    declare, ident = avec_montant(table, code, Fraction("2473.415"))
    assert [(a.saisie, a.gravite, a.lu) for a in anomalies(declare, DECIMALES)] == [
        (ident, Gravite.A_REGARDER, "2\u202f473,415")
    ]
    au_centime, _ = avec_montant(table, code, Fraction("2473.42"))
    assert not anomalies(au_centime, DECIMALES)


@pytest.mark.parametrize(
    ("montant", "lu", "remede"),
    [
        ("2473.415", "2\u202f473,415", "Retaper 2473,41 ou 2473,42, selon la pièce"),
        ("-2473.415", "-2\u202f473,415", "Retaper -2473,42 ou -2473,41, selon la pièce"),
        ("2473.4149", "2\u202f473,4149", "Retaper 2473,41, si c'est bien le montant de la pièce"),
        ("2473.4151", "2\u202f473,4151", "Retaper 2473,42, si c'est bien le montant de la pièce"),
        ("0.123456789", "0,123456789", "Retaper 0,12, si c'est bien le montant de la pièce"),
    ],
)
def test_an_amount_beyond_the_cent_is_told_with_what_to_type(montant: str, lu: str, remede: str) -> None:
    """The sentence says what follows, the value is shown whole; who has the bill chooses the cent."""
    [anomalie] = anomalies(avec_ligne("depense", 2, montant=Fraction(montant)), DECIMALES)
    assert anomalie == Anomalie(
        "depense.2.montant",
        "« Montant » a plus de deux décimales : l'outil le compte tel quel, sans l'arrondir, et un tableur peut alors "
        "s'en écarter d'un centime.",
        f"{remede} : un montant en euros se saisit au centime.",
        Gravite.A_REGARDER,
        lu,
    )


def test_an_amount_beyond_the_cent_is_never_rounded_in_silence() -> None:
    """What was declared is what is computed: the total of the spending keeps its half cent until a rule rounds it."""
    declare = avec_ligne("versement", 1, montant=Fraction("2473.415"))
    assert calcul(declare).valeurs["versement.1.montant"] == Fraction("2473.415")


def test_a_dossier_in_toml_is_told_the_same_and_has_a_cell() -> None:
    """A decimal of a TOML file is exact: the finding names its input, which has its cell in the workbook."""
    declare = depuis_toml(
        '[identite]\nnom = "CPTS"\ndebut = 2025-04-15\nsignature = 2022-04-15\n'
        '[[versements]]\ndate = 2025-05-02\nligne = "acces_fixe"\nnature = "acompte"\nmontant = 2473.415\n'
    )
    [anomalie] = anomalies(declare, DECIMALES)
    assert anomalie.saisie == "versement.1.montant"
    assert Layout(calcul(declare)).adresses()[anomalie.saisie] == "Versements!D5"


# ------------------------------------------------------------------------------------------ presences


def presence(**champs: Any) -> Dossier:
    """Return the dossier with a first participation at its first meeting, by a professional changed so."""
    qui, reunion = dossier().liste("professionnel")[0]["id"], dossier().liste("reunion")[0]
    declare = avec_ligne("participation", 1, professionnel=qui, reunion=reunion["id"], date=reunion["date"])
    professionnels = ({**declare.liste("professionnel")[0], **champs}, *declare.liste("professionnel")[1:])
    return declare.avec(**{TABLEAUX["professionnel"].pluriel: professionnels})


def test_a_presence_without_profession_is_told_where_it_is_left_out() -> None:
    """It is counted in no profession: the row of the presence says so, with what to fill in and where."""
    declare = presence(profession=None)
    qui, reunion = declare.liste("professionnel")[0]["id"], declare.liste("reunion")[0]["id"]
    assert anomalies(declare, "compte de présents") == [
        Anomalie(
            "participation.1.professionnel",
            f"La profession de « {qui} » n'est pas renseignée : sa présence à la réunion « {reunion} » n'entre dans "
            "aucun compte de présents par profession.",
            f"Choisir la profession de « {qui} » à la feuille Professionnels.",
            Gravite.A_REGARDER,
            qui,
        )
    ]
    assert calcul(declare).valeurs["participation.1.presents"] != 1


def test_a_presence_that_counts_is_not_told() -> None:
    """With a profession, or for a work outside of any meeting, no count misses anybody."""
    assert not anomalies(presence(), "compte de présents")
    assert calcul(presence()).valeurs["participation.1.presents"] == 1
    hors_reunion = presence(profession=None)
    premiere = {**hors_reunion.liste("participation")[0], "reunion": None}
    lignes = (premiere, *hors_reunion.liste("participation")[1:])
    assert not anomalies(hors_reunion.avec(participations=lignes), "compte de présents")


def test_an_unknown_participant_is_told_what_his_profession_gives() -> None:
    """Somebody whom no sheet knows has no profession either: the finding that says it says what is lost."""
    declare = avec_ligne("participation", 1, professionnel="P99", reunion=dossier().liste("reunion")[0]["id"])
    [anomalie] = anomalies(declare, "« P99 » n'est pas à la feuille Professionnels.")
    assert anomalie.remede == (
        "L'y ajouter : sa profession donne le taux et le compte des présents, ses dates l'adhésion."
    )
