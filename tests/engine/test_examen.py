"""The entry check: each anomaly with its place, its words, what was read and how to mend it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest

from cpts_xl.constats import Gravite
from cpts_xl.engine.dossier import Anomalie, Dossier, convertir
from cpts_xl.engine.examen import examiner
from cpts_xl.engine.fichier import depuis_toml
from cpts_xl.engine.resultat import calculer
from cpts_xl.engine.schema import TABLEAUX, champ_identite
from cpts_xl.errors import SaisieInvalide
from cpts_xl.law import en_vigueur
from tests.engine.dossiers import DOSSIERS, lire_dossier

if TYPE_CHECKING:
    from collections.abc import Callable

_ROVIRA = lire_dossier(DOSSIERS / "rovira-annee-5.toml")
BASE = replace(
    _ROVIRA,
    identite={**_ROVIRA.identite, "population": Fraction(92_000), "population_source": "nombre rond, dans la tranche"},
)


def identite(**champs: Any) -> Callable[[Dossier], Dossier]:
    """Return the dossier with these fields of its identity."""
    return lambda dossier: dossier.avec(identite={**dossier.identite, **champs})


def mission(code: str, **champs: Any) -> Callable[[Dossier], Dossier]:
    """Return the dossier with these fields of one mission."""
    return lambda d: d.avec(missions={**d.fiche("mission"), code: {**d.fiche("mission").get(code, {}), **champs}})


def ligne(code: str, annexe: Any) -> Callable[[Dossier], Dossier]:
    """Return the dossier with the annex amount of one line."""
    return lambda d: d.avec(lignes={**d.fiche("ligne"), code: {"annexe": annexe}})


def indicateur(rang: int, **champs: Any) -> Callable[[Dossier], Dossier]:
    """Return the dossier with these fields of one indicator, counted from 1."""

    def change(dossier: Dossier) -> Dossier:
        fiches = [dict(fiche) for fiche in dossier.liste("indicateur")]
        fiches[rang - 1].update(champs)
        return dossier.avec(indicateurs=tuple(fiches))

    return change


def rangee(tableau: str, **champs: Any) -> Callable[[Dossier], Dossier]:
    """Return the dossier with one more row in a free table."""
    pluriel = TABLEAUX[tableau].pluriel
    vide = dict.fromkeys(TABLEAUX[tableau].codes)

    def change(dossier: Dossier) -> Dossier:
        lignes: Any = (*dossier.liste(tableau), {**vide, **champs})
        return dossier.avec(**{pluriel: lignes})

    return change


JOUR, VERSE = date(2026, 6, 1), {"date": date(2026, 6, 1), "montant": Fraction(100)}
LINEAIRE = {"mode": "linéaire", "seuil_1": None, "montant_1": None, "seuil_2": None, "montant_2": None,
            "seuil_3": None, "montant_3": None}  # fmt: skip
CAS: list[tuple[str, Callable[[Dossier], Dossier], str, str, str]] = [
    ("population négative", identite(population=Fraction(-1)), "identite.population", "entier et positif", "-1"),
    ("population nulle", identite(population=Fraction(0)), "identite.population", "entier et positif", "0"),
    ("population à virgule", identite(population=Fraction(25, 2)), "identite.population", "entier et positif", "12,5"),
    (
        "population en texte",
        identite(population="92 000 hab."),
        "identite.population",
        "doit être un nombre",
        "92 000 hab.",
    ),
    ("population sans source", identite(population_source=None), "identite.population_source", "sans sa source", ""),
    ("taille 5", identite(taille_contrat=Fraction(5)), "identite.taille_contrat", "La taille va de 1 à 4", "5"),
    ("taille 2,5", identite(taille_contrat=Fraction(5, 2)), "identite.taille_contrat", "La taille va de 1 à 4", "5/2"),
    ("nom vide", identite(nom=None), "identite.nom", "n'est pas renseigné", ""),
    ("signature vide", identite(signature=None), "identite.signature", "n'est pas renseigné", ""),
    (
        "signature en texte",
        identite(signature="au printemps"),
        "identite.signature",
        "doit être une date",
        "au printemps",
    ),
    (
        "date tapée comme un texte",
        identite(signature="15/04/2022"),
        "identite.signature",
        "doit être une date",
        "15/04/2022",
    ),
    ("début avant la signature", identite(debut=date(2021, 4, 15)), "identite.debut", "avant la signature", ""),
    ("mot hors liste", identite(plan_crise="écriture"), "identite.plan_crise", "n'est pas dans la liste", "écriture"),
    (
        "mission inconnue",
        mission("telesante", engagee="Oui"),
        "mission.telesante.engagee",
        "n'existe pas dans le texte",
        "",
    ),
    (
        "engagement hors liste",
        mission("acces", engagee="Peut-être"),
        "mission.acces.engagee",
        "n'est pas dans la liste",
        "Peut-être",
    ),
    ("engagement vide", mission("acces", engagee=None), "mission.acces.engagee", "n'est pas renseigné", ""),
    (
        "engagée sans démarrage",
        mission("acces", demarrage=None),
        "mission.acces.demarrage",
        "sans date de démarrage",
        "",
    ),
    (
        "démarrage avant signature",
        mission("acces", demarrage=date(2021, 1, 1)),
        "mission.acces.demarrage",
        "avant la signature",
        "",
    ),
    (
        "déploiement avant démarrage",
        mission("acces", deploiement=date(2022, 6, 1)),
        "mission.acces.deploiement",
        "précède le démarrage",
        "",
    ),
    (
        "démarrage en texte",
        mission("acces", demarrage="janvier"),
        "mission.acces.demarrage",
        "doit être une date",
        "janvier",
    ),
    ("annexe négative", ligne("acces_fixe", Fraction(-1)), "ligne.acces_fixe.annexe", "négatif", ""),
    (
        "annexe en texte",
        ligne("acces_fixe", "voir avenant"),
        "ligne.acces_fixe.annexe",
        "doit être un nombre",
        "voir avenant",
    ),
    (
        "ligne abrogée",
        ligne("acces_supplement_snp", Fraction(55_000)),
        "ligne.acces_supplement_snp.annexe",
        "n'est pas compté",
        "55\u202f000,00\u00a0€",
    ),
    ("indicateur sans identifiant", indicateur(1, id=None), "indicateur.1.id", "n'est pas renseigné", ""),
    ("identifiant joker", indicateur(1, id="A*"), "indicateur.1.id", "n'est pas admis", "A*"),
    ("identifiant point d'interrogation", indicateur(1, id="A?"), "indicateur.1.id", "n'est pas admis", "A?"),
    ("identifiant formule", indicateur(1, id="=A1"), "indicateur.1.id", "n'est pas admis", "=A1"),
    ("identifiant qui commence par un chiffre", indicateur(1, id="1A"), "indicateur.1.id", "n'est pas admis", "1A"),
    ("identifiant trop long", indicateur(1, id="A" * 21), "indicateur.1.id", "n'est pas admis", "A" * 21),
    ("identifiant en double", indicateur(2, id="A1"), "indicateur.2.id", "« A1 » sert déjà à la ligne 1", ""),
    ("identifiant en double, minuscule", indicateur(2, id="a1"), "indicateur.2.id", "sert déjà à la ligne 1", ""),
    (
        "indicateur d'une mission inconnue",
        indicateur(1, mission="telesante"),
        "indicateur.1.mission",
        "n'existe pas",
        "telesante",
    ),
    ("mode hors liste", indicateur(5, mode="au choix"), "indicateur.5.mode", "n'est pas dans la liste", "au choix"),
    ("sens manquant", indicateur(1, sens=None), "indicateur.1.sens", "Le sens de l'indicateur manque", ""),
    (
        "résultat sans valeur de départ",
        indicateur(1, **LINEAIRE, depart=None, cible=Fraction(50)),
        "indicateur.1.depart",
        "sans valeur de départ",
        "",
    ),
    (
        "cible à contresens",
        indicateur(1, **LINEAIRE, cible=Fraction(300)),
        "indicateur.1.cible",
        "ne va pas dans le sens déclaré (baisse)",
        "",
    ),
    ("cible égale au départ", indicateur(1, **LINEAIRE, cible=Fraction(219)), "indicateur.1.cible", "dans le sens", ""),
    (
        "aucun palier",
        indicateur(2, seuil_1=None, montant_1=None),
        "indicateur.2.seuil_1",
        "Aucun palier n'est saisi",
        "",
    ),
    ("palier sans montant", indicateur(1, montant_2=None), "indicateur.1.seuil_1", "Un palier est incomplet", ""),
    (
        "case vide entre deux paliers",
        indicateur(1, seuil_2=None, montant_2=None),
        "indicateur.1.seuil_1",
        "incomplet",
        "",
    ),
    (
        "paliers dans le désordre",
        indicateur(1, seuil_1=Fraction(50), seuil_3=Fraction(219)),
        "indicateur.1.seuil_1",
        "du plus facile au plus exigeant",
        "",
    ),
    ("deux paliers au même seuil", indicateur(1, seuil_2=Fraction(219)), "indicateur.1.seuil_1", "du plus facile", ""),
    ("paliers à contresens", indicateur(1, sens="hausse"), "indicateur.1.seuil_1", "du plus facile", ""),
    ("montants décroissants", indicateur(1, montant_1=Fraction(7000)), "indicateur.1.seuil_1", "du plus facile", ""),
    (
        "dernier palier trop petit",
        indicateur(1, montant_en_jeu=Fraction(9500)),
        "indicateur.1.montant_en_jeu",
        "ne paie pas le montant en jeu",
        "",
    ),
    ("seuil en texte", indicateur(1, seuil_2="cent"), "indicateur.1.seuil_2", "doit être un nombre", "cent"),
    (
        "montant de palier en texte",
        indicateur(1, montant_3="9 k"),
        "indicateur.1.montant_3",
        "doit être un nombre",
        "9 k",
    ),
    (
        "constaté en texte",
        indicateur(1, constate="environ 75"),
        "indicateur.1.constate",
        "doit être un nombre",
        "environ 75",
    ),
    (
        "constaté avec son unité",
        indicateur(9, constate="66,4 %"),
        "indicateur.9.constate",
        "doit être un nombre",
        "66,4 %",
    ),
    (
        "versement sur une ligne inconnue",
        rangee("versement", **VERSE, ligne="snp"),
        "versement.1.ligne",
        "n'est pas connu",
        "snp",
    ),
    (
        "versement sans date",
        rangee("versement", ligne="acces_fixe", montant=Fraction(1)),
        "versement.1.date",
        "n'est pas renseigné",
        "",
    ),
    (
        "nature hors liste",
        rangee("versement", **VERSE, ligne="acces_fixe", nature="don"),
        "versement.1.nature",
        "n'est pas dans la liste",
        "don",
    ),
    (
        "dépense sur un poste inconnu",
        rangee("depense", **VERSE, poste="divers"),
        "depense.1.poste",
        "n'est pas connu",
        "divers",
    ),
    (
        "professionnel joker",
        rangee("participation", professionnel="P*", date=JOUR, nature="indemnité"),
        "participation.1.professionnel",
        "n'est pas admis",
        "P*",
    ),
    (
        "professionnel nommé",
        rangee("participation", professionnel="Dr Martin", date=JOUR, nature="indemnité"),
        "participation.1.professionnel",
        "n'est pas admis",
        "Dr Martin",
    ),
    (
        "numéro de sécurité sociale",
        rangee("texte", rubrique="bilan", texte="Mme X, 2 85 05 78 006 084 41"),
        "texte.1.texte",
        "numéro de sécurité sociale",
        "",
    ),
    (
        "numéro de sécurité sociale sans espace",
        rangee("texte", rubrique="bilan", texte="n° 285057800608441"),
        "texte.1.texte",
        "numéro de sécurité sociale",
        "",
    ),
    (
        "numéro de sécurité sociale, Corse",
        rangee("texte", rubrique="bilan", texte="1 70 12 2A 004 025"),
        "texte.1.texte",
        "numéro de sécurité sociale",
        "",
    ),
    (
        "numéro dans un libellé",
        rangee("depense", **VERSE, poste="acces", libelle="remb. 185057800608491"),
        "depense.1.libelle",
        "numéro de sécurité sociale",
        "",
    ),
]


def anomalies(dossier: Dossier) -> list[Anomalie]:
    """Return the anomalies under avenant 2: a dossier whose first day is wrong is examined too."""
    return examiner(dossier, en_vigueur(date(2026, 4, 15)))


def test_a_sound_dossier_has_nothing_to_say() -> None:
    """The real dossier from which the faults below are made, its population added, has not one anomaly."""
    assert anomalies(BASE) == []


@pytest.mark.parametrize(("change", "saisie", "mots", "lu"), [cas[1:] for cas in CAS], ids=[cas[0] for cas in CAS])
def test_one_fault_is_one_anomaly(change: Callable[[Dossier], Dossier], saisie: str, mots: str, lu: str) -> None:
    """Each fault is told at its place, in its words, with what was read and a remedy that is a sentence."""
    trouvees = [
        anomalie for anomalie in anomalies(change(BASE)) if anomalie.saisie == saisie and mots in anomalie.message
    ]
    assert len(trouvees) == 1
    assert trouvees[0].message.endswith(".")
    assert trouvees[0].remede
    assert trouvees[0].lu == lu


@pytest.mark.parametrize(("change", "saisie"), [cas[1:3] for cas in CAS], ids=[cas[0] for cas in CAS])
def test_one_fault_says_nothing_elsewhere(change: Callable[[Dossier], Dossier], saisie: str) -> None:
    """A fault is told where it is, not on the other rows: whoever mends the dossier has one place to look at."""
    rang = saisie.rpartition(".")[0]
    assert {anomalie.saisie.rpartition(".")[0] for anomalie in anomalies(change(BASE))} == {rang}


@pytest.mark.parametrize("change", [cas[1] for cas in CAS], ids=[cas[0] for cas in CAS])
def test_a_faulty_dossier_is_computed_all_the_same(change: Callable[[Dossier], Dossier]) -> None:
    """No fault stops the computation: what depends on it says so in its cell, and the rest stands."""
    resultat = calculer(change(BASE), en_vigueur(date(2026, 4, 15)))
    assert len(resultat.etapes) > 500
    for calculee in resultat.pleines:
        assert calculee.phrase


@pytest.mark.parametrize(
    "texte",
    [
        "Réunion du 12/03/2026 à 14 h 30",
        "FINESS 990000017",
        "SIRET 123 456 789 00012",
        "06 12 34 56 78",
        "W991234567",
        "12 345 678,90 €",
        "300 000 000 000 000",
        "bordereau 2026-04-15/0012",
    ],
)
def test_other_numbers_are_not_social_security_numbers(texte: str) -> None:
    """A date, a telephone, a FINESS, a SIRET or an amount is not taken for a patient's number."""
    assert anomalies(rangee("texte", rubrique="bilan", texte=texte)(BASE)) == []


def test_what_is_doubtful_is_not_what_is_wrong() -> None:
    """A missing source, a mission without date, a last step too small are to be looked at; the rest is blocking."""
    noms = {
        "population sans source",
        "engagée sans démarrage",
        "démarrage avant signature",
        "dernier palier trop petit",
        "nom vide",
        "signature vide",
        "engagement vide",
        "indicateur sans identifiant",
        "versement sans date",
        "numéro de sécurité sociale, Corse",
    }
    for nom, change, saisie, mots, _lu in CAS:
        gravites = {a.gravite for a in anomalies(change(BASE)) if a.saisie == saisie and mots in a.message}
        assert gravites == {Gravite.A_REGARDER if nom in noms else Gravite.BLOQUANT}, nom


def test_order_is_that_of_the_sheets() -> None:
    """Anomalies come sheet by sheet, whatever the order in which they were made."""
    dossier = BASE
    for change in (rangee("versement", **VERSE, ligne="snp", nature="acompte"), indicateur(1, id="A*"),
                   mission("acces", demarrage=None), identite(nom=None)):  # fmt: skip
        dossier = change(dossier)
    assert [a.saisie.partition(".")[0] for a in anomalies(dossier)] == [
        "identite",
        "mission",
        "indicateur",
        "versement",
    ]


# ------------------------------------------------------------------------------------------ reading a dossier


@pytest.mark.parametrize(
    ("texte", "mots"),
    [
        ("[identite", ("essai", "mal formé")),
        ('[identite]\nnon = "x"', ("essai, identite", "champ inconnu non")),
        ("[missions.acces]\nengage = 1", ("essai, missions.acces", "champ inconnu engage")),
        ('[[indicateurs]]\nid = "A1"\nbut = 3', ("essai, indicateur 1", "champ inconnu but")),
        ('[identite]\npopulation = "beaucoup"', ("essai, identite", "Population", "beaucoup", "nombre entier")),
        ("[identite]\nsignature = 2021", ("essai, identite", "signature", "date")),
        ("[identite]\nnom = 3", ("essai, identite", "Nom de la CPTS", "texte")),
        ("[identite]\npopulation = true", ("essai, identite", "Population")),
    ],
)
def test_malformed_dossier_is_refused_where_it_is(texte: str, mots: tuple[str, ...]) -> None:
    """A dossier that cannot be read is refused with its file, its place and the field, never half read."""
    with pytest.raises(SaisieInvalide) as refus:
        depuis_toml(texte, "essai")
    assert [mot for mot in mots if mot not in str(refus.value)] == []


def test_numbers_of_a_dossier_are_exact() -> None:
    """A decimal is read as the fraction that it writes, an empty text as nothing."""
    champ = TABLEAUX["indicateur"].champ("cible")
    assert depuis_toml("[[indicateurs]]\ncible = 69.7").liste("indicateur")[0]["cible"] == Fraction(697, 10)
    assert convertir(champ, "") is None
    assert convertir(champ_identite("signature"), JOUR) == JOUR


def test_without_a_first_day_no_law_can_be_chosen() -> None:
    """The one field without which nothing is computed says so, and says where to type it."""
    with pytest.raises(SaisieInvalide, match="aucun texte ne peut être choisi"):
        _ = Dossier(identite={}).debut
    assert Dossier(identite={}).nom == "CPTS sans nom"
