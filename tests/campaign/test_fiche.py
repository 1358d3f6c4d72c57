"""The open record: it follows its schema, says why what is missing is, and holds nobody."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from cpts_xl.campaign import schema
from cpts_xl.campaign.fiche import Lu, etablir, grouper
from cpts_xl.campaign.nombres import ratio
from cpts_xl.campaign.personne import Filtre
from cpts_xl.constats import Cause, Constat, Gravite
from cpts_xl.engine.dossier import Dossier
from cpts_xl.engine.fichier import lire_dossier
from cpts_xl.engine.resultat import Resultat, calculer
from cpts_xl.law import en_vigueur
from cpts_xl.ressources import ressource

NOMBRE = (int, float)
TYPES: dict[str, tuple[type, ...]] = {"texte": (str, dict), "jour": (str,), "entier": (int,), "nombre": NOMBRE,
                                      "montant": NOMBRE, "taux": NOMBRE}  # fmt: skip


@pytest.fixture(scope="module")
def dossier() -> Dossier:
    """Return the example's dossier."""
    return lire_dossier(ressource("workbooks", "exemple.toml"))


def _resultat(dossier: Dossier) -> Resultat:
    return calculer(dossier, en_vigueur(dossier.debut))


def _fiche(dossier: Dossier, constats: tuple[Constat, ...] = ()) -> dict[str, list[dict[str, Any]]]:
    return etablir(Lu(_resultat(dossier), constats, "0" * 64, "0.3.0", 10, 9))


def _identite(dossier: Dossier, **champs: Any) -> Dossier:
    return dossier.avec(identite={**dossier.identite, **champs})


@pytest.fixture(scope="module")
def fiche(dossier: Dossier) -> dict[str, list[dict[str, Any]]]:
    """Return the example's record."""
    return _fiche(dossier)


def test_every_column_has_its_source(dossier: Dossier) -> None:
    """Each source named by the schema is a step or an input of the engine: a renamed step is seen here."""
    valeurs = _resultat(dossier).valeurs
    rangs = {"lignes": "acces_fixe", "postes": "acces", "indicateurs": "1"}
    absents = [
        f"{table.code}.{colonne.code}"
        for table in schema.TABLES
        for colonne in table.colonnes
        if colonne.source and colonne.source.format(rangs.get(table.code, "")) not in valeurs
    ]
    assert absents == []


def test_the_record_follows_its_schema(fiche: dict[str, list[dict[str, Any]]]) -> None:
    """Every table, every column in order, of its kind and inside its list; what is required is there."""
    assert list(fiche) == [table.code for table in schema.TABLES]
    vues = 0
    for table in schema.TABLES:
        for ligne in fiche[table.code]:
            assert tuple(ligne) == table.codes
            for colonne in table.colonnes:
                valeur = ligne[colonne.code]
                assert valeur is not None or not colonne.obligatoire, colonne.code
                assert valeur is None or isinstance(valeur, TYPES[colonne.genre]), colonne.code
                assert valeur is None or not colonne.choix or valeur in colonne.choix, colonne.code
                vues += 1
    assert vues > 400


def test_every_empty_cell_has_its_reason(fiche: dict[str, list[dict[str, Any]]]) -> None:
    """A missing value is None and its reason stands beside; a known one has no reason."""
    for table in schema.TABLES:
        for ligne in fiche[table.code]:
            vides = {code for code, valeur in ligne.items() if valeur is None}
            assert vides == set(ligne["manquants"]), (table.code, ligne)


def test_the_numbers_are_those_of_the_engine(fiche: dict[str, list[dict[str, Any]]]) -> None:
    """Money to the cent, and ratios of the very amounts of the record."""
    annee = fiche["cpts_annees"][0]
    assert (annee["plafond"], annee["droit"], annee["depense"]) == (367500, 331497.47, 284738.15)
    assert annee["droit_1000"] == pytest.approx(331497.47 * 1000 / 98450, abs=1e-6)
    assert annee["depense_adherent"] == pytest.approx(284738.15 / 54, abs=1e-6)
    assert sum(Fraction(str(ligne["droit"])) for ligne in fiche["lignes"]) == Fraction("331497.47")
    assert annee["taux_moyen"] == pytest.approx(
        sum(i["taux"] for i in fiche["indicateurs"]) / len(fiche["indicateurs"]), abs=1e-6
    )


def test_what_is_missing_is_never_zero(dossier: Dossier) -> None:
    """No population: no ratio, and its reason; empty lists: not zero spent, not zero members."""
    vide = _identite(dossier, population=None).avec(depenses=(), adherents=(), versements=())
    annee = _fiche(vide)["cpts_annees"][0]
    for code in ("population", "droit_1000", "depense", "non_depense", "consommation", "adherents", "droit_adherent",
                 "verse", "reste"):  # fmt: skip
        assert annee[code] is None, code
        assert annee["manquants"][code], code
    assert annee["manquants"]["depense"] == "aucune dépense saisie"
    assert "population" in annee["manquants"]["adherents_1000"]


def test_a_nil_divisor_divides_nothing() -> None:
    """A number counted, and nil: the ratio is not there, and says why."""
    assert ratio({"droit": Fraction(5), "adherents": Fraction(0)}, "droit", "adherents", 1) == (
        None,
        "adherents vaut zéro",
    )
    assert ratio({"droit": Fraction(5), "adherents": Fraction(2)}, "droit", "adherents", 1) == (Fraction(5, 2), "")


def _peuple(dossier: Dossier) -> tuple[Dossier, list[str]]:
    """Return the example with people in every text that a user types, and what must not come out."""
    noms = ["Zébulon", "Quirin-Delatour", "Maison Zébulon"]
    personnes = tuple(
        {**p, "nom": "Quirin-Delatour", "prenom": "Zébulon", "structure": "Maison Zébulon"}
        for p in dossier.liste("professionnel")
    )
    indicateurs = tuple(
        {**i, "libelle": "Suivi par Zébulon", "definition": "Dr Quirin-Delatour", "unite": "Zébulon",
         "periode": "Zébulon", "motif": "Zébulon"}
        for i in dossier.liste("indicateur")
    )  # fmt: skip
    indicateurs = ({**indicateurs[0], "id": "Zébulon", "mission": "Zébulon", "producteur": "Zébulon"}, *indicateurs[1:])
    depenses = tuple({**d, "libelle": "Facture Zébulon", "beneficiaire": "Zébulon"} for d in dossier.liste("depense"))
    peuple = _identite(
        dossier, presidence="Zébulon Quirin-Delatour", coordination="Zébulon Q.", population_source="d'après Zébulon",
        cpam="CPAM de la Lyre (Zébulon Quirin-Delatour)", ars="Dr Zébulon", adresse="chez Zébulon",
        nom="CPTS de Zébulon Quirin-Delatour", finess="Zébulon", rna="Zébulon",
    ).avec(professionnels=personnes, indicateurs=indicateurs, depenses=depenses)  # fmt: skip
    return peuple, noms


def test_nobody_is_in_the_record(dossier: Dossier) -> None:
    """Names typed in every text of the workbook are nowhere in the record, nor in its findings."""
    peuple, noms = _peuple(dossier)
    constat = Constat(Gravite.A_REGARDER, "Zébulon dépasse son plafond", "Zébulon", "B2", "Zébulon", cause=Cause.SAISIE)
    texte = json.dumps(_fiche(peuple, (constat,)), ensure_ascii=False)
    assert [nom for nom in noms if nom.casefold() in texte.casefold()] == []
    annee = json.loads(texte)["cpts_annees"][0]
    assert annee["siret"] == annee["identifiant"] == "99000001700015"
    assert "désigner une personne" in annee["manquants"]["nom"]


def test_the_example_names_of_places_stay(dossier: Dossier) -> None:
    """A village that bears a surname is not a person: the name of the association is kept."""
    personnes = tuple({**p, "nom": "Montfleury", "prenom": "Ada"} for p in dossier.liste("professionnel"))
    annee = _fiche(dossier.avec(professionnels=personnes))["cpts_annees"][0]
    assert annee["nom"] == "CPTS de Montfleury-sur-Lyre (exemple fictif)"


@pytest.mark.parametrize(
    "texte", ["Dr Martin", "CPTS (Mme Durand)", "cpts@exemple.fr", "CPTS 06 12 34 56 78", "x" * 200]
)
def test_a_doubtful_name_is_not_published(dossier: Dossier, texte: str) -> None:
    """A civility, an address, a telephone, a whole text: not the name of an association."""
    assert not Filtre(dossier).association(texte)


def test_an_association_without_number_has_a_stable_code(dossier: Dossier) -> None:
    """The code comes from name and day of signature: the same for each of its years, another for another."""
    nue = _identite(dossier, finess=None, rna=None, siret=None)
    code = _fiche(nue)["cpts_annees"][0]["identifiant"]
    assert code.startswith("sans-numero-")
    assert code == _fiche(_identite(nue, arrete=date(2026, 1, 1)))["cpts_annees"][0]["identifiant"]
    assert code != _fiche(_identite(nue, nom="Autre CPTS"))["cpts_annees"][0]["identifiant"]


def test_findings_are_counted_by_cause() -> None:
    """By gravity then cause, with the euros known among them; a sum and a greatest, never a zero for unknown."""
    un = Constat(Gravite.A_REGARDER, "a", cause=Cause.SAISIE)
    deux = replace(un, gravite=Gravite.BLOQUANT, cause=Cause.FORMULE, enjeu=Fraction("10.5"))
    trois = replace(deux, enjeu=Fraction(4))
    assert grouper((un, deux, trois)) == [
        {"gravite": "bloquant", "cause": "formule modifiée", "nombre": 2, "chiffres": 2, "enjeu_cumule": 14.5,
         "enjeu_maximal": 10.5, "manquants": {}},
        {"gravite": "à regarder", "cause": "saisie", "nombre": 1, "chiffres": 0, "enjeu_cumule": None,
         "enjeu_maximal": None,
         "manquants": {"enjeu_cumule": "aucun écart chiffré", "enjeu_maximal": "aucun écart chiffré"}},
    ]  # fmt: skip
