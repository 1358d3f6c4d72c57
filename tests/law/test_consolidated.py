"""The law of the house against what the study of the rules printed: every amount, every published total."""

from datetime import date
from fractions import Fraction
from functools import reduce
from operator import add
from pathlib import Path

import pytest

from cpts_xl.absence import Absent
from cpts_xl.law.in_force import en_vigueur, textes
from cpts_xl.law.model import Statut

ACCORD, AVENANT = date(2019, 8, 25), date(2022, 9, 3)
MAISON = Path(__file__).parents[2] / "cpts_xl" / "law" / "textes"
TAILLES = (1, 2, 3, 4)

LIGNES_ACCORD = [
    ("fonctionnement", "", "fonctionnement", "fonctionnement", ""),
    ("acces_fixe", "acces", "fixe", "mission", ""),
    ("acces_variable", "acces", "variable", "mission", ""),
    ("acces_compensation_snp", "acces", "snp", "mission", ""),
    ("acces_supplement_snp", "acces", "snp", "supplement_snp", "supplement_snp"),
    ("parcours_fixe", "parcours", "fixe", "mission", ""),
    ("parcours_variable", "parcours", "variable", "mission", ""),
    ("prevention_fixe", "prevention", "fixe", "mission", ""),
    ("prevention_variable", "prevention", "variable", "mission", ""),
    ("qualite_fixe", "qualite", "fixe", "mission", ""),
    ("qualite_variable", "qualite", "variable", "mission", ""),
    ("accompagnement_fixe", "accompagnement", "fixe", "mission", ""),
    ("accompagnement_variable", "accompagnement", "variable", "mission", ""),
]
LIGNES_CRISE = [
    ("crise_fixe_redaction", "crise", "fixe", "mission", "plan_redaction"),
    ("crise_fixe_mise_a_jour", "crise", "fixe", "mission", "plan_mise_a_jour"),
    ("crise_variable", "crise", "variable", "crise_variable", "crise_reconnue"),
]
LIGNES_AVENANT = [*LIGNES_ACCORD[:3], *LIGNES_ACCORD[5:9], *LIGNES_CRISE, *LIGNES_ACCORD[9:]]

# règles, section 2.1, colonnes des tailles 1 à 4
GRILLE_ACCORD = {
    "fonctionnement": (50_000, 60_000, 75_000, 90_000),
    "acces_fixe": (15_000, 17_500, 25_000, 30_000),
    "acces_variable": (15_000, 17_500, 25_000, 30_000),
    "acces_compensation_snp": (10_000, 12_000, 15_000, 20_000),
    "acces_supplement_snp": (35_000, 45_000, 55_000, 70_000),
    "parcours_fixe": (25_000, 35_000, 45_000, 50_000),
    "parcours_variable": (25_000, 35_000, 45_000, 50_000),
    "prevention_fixe": (10_000, 15_000, 17_500, 20_000),
    "prevention_variable": (10_000, 15_000, 17_500, 20_000),
    "qualite_fixe": (7_500, 10_000, 15_000, 20_000),
    "qualite_variable": (7_500, 10_000, 15_000, 20_000),
    "accompagnement_fixe": (5_000, 7_500, 10_000, 15_000),
    "accompagnement_variable": (5_000, 7_500, 10_000, 15_000),
}
CRISE = {
    "crise_fixe_redaction": (25_000, 35_000, 45_000, 50_000),
    "crise_fixe_mise_a_jour": (12_500, 17_500, 22_500, 25_000),
    "crise_variable": (37_500, 52_500, 67_500, 75_000),
}
STATUTS_CRISE = {
    "crise_fixe_redaction": "CIIC",
    "crise_fixe_mise_a_jour": "IICI",
    "crise_variable": "CICC",
}
INITIALES = {Statut.CONFIRME: "C", Statut.SOURCE_UNIQUE: "S", Statut.INCERTAIN: "I"}


def somme(jour, taille, garde):
    """Return the sum of the lines that the filter keeps; an absent amount makes the sum absent."""
    droit = en_vigueur(jour)
    return reduce(add, (droit.valeur("montant", ligne.code, taille) for ligne in droit.lignes if garde(ligne)))


def statuts(*cle):
    """Return the initials of the statuses of a row, sizes 1 to 4, under avenant 2."""
    return "".join(INITIALES[en_vigueur(AVENANT).parametre(*cle, taille).statut] for taille in TAILLES)


@pytest.mark.parametrize(("jour", "lignes"), [(ACCORD, LIGNES_ACCORD), (AVENANT, LIGNES_AVENANT)])
def test_lines_are_the_contract(jour, lignes):
    """Codes, missions, volets, families, conditions and order are what the rules ask for."""
    lues = [(un.code, un.mission, un.volet, un.famille, un.condition) for un in en_vigueur(jour).lignes]
    assert lues == lignes


@pytest.mark.parametrize("ligne", GRILLE_ACCORD)
def test_grid_of_the_accord(ligne):
    """Each amount of 2019 is the one printed, and is confirmed."""
    droit = en_vigueur(ACCORD)
    parametres = [droit.parametre("montant", ligne, taille) for taille in TAILLES]
    assert tuple(parametre.valeur for parametre in parametres) == GRILLE_ACCORD[ligne]
    assert {parametre.statut for parametre in parametres} == {Statut.CONFIRME}


@pytest.mark.parametrize(
    ("perimetre", "garde", "attendus"),
    [
        ("avec supplément", lambda _: True, (220_000, 287_000, 370_000, 450_000)),
        (
            "sans supplément",
            lambda ligne: ligne.famille != "supplement_snp",
            (185_000, 242_000, 315_000, 380_000),
        ),
        (
            "accès sans supplément",
            lambda ligne: ligne.mission == "acces" and ligne.famille == "mission",
            (40_000, 47_000, 65_000, 80_000),
        ),
        ("variables", lambda ligne: ligne.volet == "variable", (62_500, 85_000, 112_500, 135_000)),
        (
            "variables des missions socles",
            lambda ligne: ligne.volet == "variable" and ligne.mission not in {"qualite", "accompagnement"},
            (50_000, 67_500, 87_500, 100_000),
        ),
        (
            "fixes des missions et compensation",
            lambda ligne: ligne.famille == "mission" and ligne.volet in {"fixe", "snp"},
            (72_500, 97_000, 127_500, 155_000),
        ),
        (
            "missions socles",
            lambda ligne: ligne.famille == "mission" and ligne.mission not in {"qualite", "accompagnement"},
            (110_000, 147_000, 190_000, 220_000),
        ),
        (
            "missions optionnelles",
            lambda ligne: ligne.mission in {"qualite", "accompagnement"},
            (25_000, 35_000, 50_000, 70_000),
        ),
    ],
    ids=lambda valeur: valeur if isinstance(valeur, str) else "",
)
def test_totals_of_the_accord(perimetre, garde, attendus):
    """Every total and every derived figure of section 2.1 adds up from the data."""
    assert tuple(somme(ACCORD, taille, garde) for taille in TAILLES) == attendus, perimetre


@pytest.mark.parametrize(
    ("conditions", "attendus"),
    [
        ({"plan_redaction", "crise_reconnue"}, (287_500, 382_500, 487_500, 580_000)),
        ({"plan_mise_a_jour", "crise_reconnue"}, (275_000, 365_000, 465_000, 555_000)),
        ({"plan_redaction"}, (250_000, 330_000, 420_000, 505_000)),
        ({"plan_mise_a_jour"}, (237_500, 312_500, 397_500, 480_000)),
    ],
    ids=["rédaction et crise", "mise à jour et crise", "rédaction", "mise à jour"],
)
def test_totals_of_avenant_2(conditions, attendus):
    """Section 13.4 adds up with the access total; without it, only taille 3 has a total at all."""
    droit = en_vigueur(AVENANT)
    voulues = conditions | {""}
    hors_acces = [somme(AVENANT, t, lambda un: un.mission != "acces" and un.condition in voulues) for t in TAILLES]
    totaux = [droit.valeur("total_acces", t) for t in TAILLES]
    assert tuple(map(add, hors_acces, totaux)) == attendus
    par_lignes = [somme(AVENANT, t, lambda un: un.condition in voulues) for t in TAILLES]
    assert par_lignes[2] == attendus[2]
    assert all(isinstance(par_lignes[rang], Absent) for rang in (0, 1, 3))


def test_access_of_avenant_2_is_known_for_one_size_only():
    """The two lines of taille 3 are read in contracts; the others must come from the contract."""
    droit = en_vigueur(AVENANT)
    for ligne, connu in (("acces_fixe", 90_000), ("acces_variable", 35_000)):
        valeurs = [droit.parametre("montant", ligne, taille).valeur for taille in TAILLES]
        assert valeurs == [None, None, connu, None]
        assert statuts("montant", ligne) == "IICI"
    assert droit.valeur("total_acces", 3) == 125_000


def test_access_total_of_avenant_2():
    """The check total has its status by size and its rival in the note."""
    droit = en_vigueur(AVENANT)
    assert [droit.valeur("total_acces", taille) for taille in TAILLES] == [80_000, 100_000, 125_000, 155_000]
    assert statuts("total_acces") == "SICC"
    assert "97 500" in droit.parametre("total_acces", 2).note
    assert "total_acces|1" not in en_vigueur(ACCORD).parametres


@pytest.mark.parametrize("ligne", CRISE)
def test_crisis_lines_of_avenant_2(ligne):
    """Amounts and statuses of section 13.6."""
    droit = en_vigueur(AVENANT)
    assert tuple(droit.valeur("montant", ligne, taille) for taille in TAILLES) == CRISE[ligne]
    assert statuts("montant", ligne) == STATUTS_CRISE[ligne]


def test_first_reconstruction_never_appears():
    """The figures of H1 that section 13 proved wrong stand nowhere under avenant 2."""
    droit = en_vigueur(AVENANT)
    faux = {"montant|acces_fixe|4": 120_000, "montant|acces_variable|4": 40_000, "montant|crise_variable|4": 90_000}
    for code, montant in faux.items():
        assert droit.parametres[code].valeur != montant
    assert "120_000" not in (MAISON / "2021-12-20_avenant-2.toml").read_text("utf-8")


@pytest.mark.parametrize(
    ("ligne", "attendu"),
    [
        ("fonctionnement", "CSCC"),
        ("parcours_fixe", "CICC"),
        ("prevention_variable", "CICC"),
        ("qualite_fixe", "IICC"),
    ],
)
def test_what_is_kept_from_2019_says_how_sure_it_is(ligne, attendu):
    """Under avenant 2 an amount presumed unchanged is not called confirmed."""
    assert statuts("montant", ligne) == attendu
    droit = en_vigueur(AVENANT)
    assert tuple(droit.valeur("montant", ligne, taille) for taille in TAILLES) == GRILLE_ACCORD[ligne]
    assert "avenant 2" in droit.parametre("montant", ligne, 2).note


@pytest.mark.parametrize("jour", [ACCORD, AVENANT])
@pytest.mark.parametrize(
    ("cle", "valeur", "statut"),
    [
        (("delai_demarrage", "acces"), 6, "C"),
        (("delai_demarrage", "parcours"), 12, "C"),
        (("delai_demarrage", "prevention"), 12, "C"),
        (("delai_demarrage", "qualite"), "libre", "C"),
        (("delai_demarrage", "accompagnement"), "libre", "C"),
        (("delai_deploiement", "acces"), 18, "C"),
        (("delai_deploiement", "parcours"), 24, "C"),
        (("delai_deploiement", "prevention"), 24, "C"),
        (("delai_deploiement", "qualite"), "libre", "C"),
        (("delai_deploiement", "accompagnement"), "libre", "C"),
        (("taux_acompte", "fonctionnement"), Fraction(3, 4), "C"),
        (("taux_acompte", "fixe"), Fraction(3, 4), "C"),
        (("taux_acompte", "variable"), 0, "I"),
        (("taux_acompte", "snp"), None, "I"),
        (("taux_acompte_premiere_annee", "fonctionnement"), 1, "C"),
        (("unite_prorata",), "jours", "I"),
        (("prorata_variable",), None, "I"),
        (("duree_contrat",), 5, "C"),
        (("seuil_commissaire_aux_comptes",), 153_000, "C"),
        (("majoration_demarrage_fonctionnement",), Fraction(3, 4), "I"),
        (("pass", "2019"), 40_524, "C"),
        (("pass", "2020"), 41_136, "C"),
        (("pass", "2021"), 41_136, "C"),
        (("pass", 2022), 41_136, "C"),
        (("pass", 2023), 43_992, "C"),
        (("pass", 2024), 46_368, "C"),
        (("pass", 2025), 47_100, "C"),
        (("pass", 2026), 48_060, "C"),
    ],
    ids=lambda valeur: "|".join(map(str, valeur)) if isinstance(valeur, tuple) else "",
)
def test_keys_that_the_rules_ask_for(jour, cle, valeur, statut):
    """The contract with the rules, value and status, under both texts."""
    parametre = en_vigueur(jour).parametre(*cle)
    assert parametre.valeur == valeur
    assert INITIALES[parametre.statut] == statut
    assert isinstance(en_vigueur(jour).valeur(*cle), Absent) == (valeur is None)


def test_crisis_calendar_and_letter_of_intent_come_with_avenant_2():
    """Keys that exist only from avenant 2 on."""
    droit = en_vigueur(AVENANT)
    assert (droit.valeur("delai_demarrage", "crise"), droit.valeur("delai_deploiement", "crise")) == (6, 18)
    assert [droit.valeur("lettre_intention", taille) for taille in TAILLES] == [15_000, 17_500, 25_000, 30_000]
    assert statuts("lettre_intention") == "IIII"
    assert not {"lettre_intention|1", "delai_demarrage|crise"} & set(en_vigueur(ACCORD).parametres)


def test_money_outside_the_totals_is_no_line():
    """Start-up money and the check total are parameters: no sum of lines may take them in."""
    codes = {ligne.code for ligne in en_vigueur(AVENANT).lignes}
    assert not codes & {"lettre_intention", "total_acces", "majoration_demarrage_fonctionnement"}


@pytest.mark.parametrize("jour", [ACCORD, AVENANT])
def test_sizes_and_their_status(jour):
    """Bounds as read; 80 000 is a convention and says so."""
    seuils = en_vigueur(jour).seuils
    assert [(un.rang, un.valeur, un.comprise) for un in seuils] == [
        (1, 0, True),
        (2, 40_000, True),
        (3, 80_000, True),
        (4, 175_000, False),
    ]
    assert "".join(INITIALES[un.parametre.statut] for un in seuils) == "CCIC"


def test_draft_brackets_are_no_thresholds():
    """The press of June 2019 printed the draft, 40, 70 and 250 thousand: none of its own bounds is law."""
    for texte in textes():
        bornes = {seuil.valeur for seuil in en_vigueur(max(texte.effet, ACCORD)).seuils}
        assert not bornes & {70_000, 200_000, 250_000}
    for fichier in MAISON.glob("*.toml"):
        for ligne in fichier.read_text("utf-8").splitlines():
            assert not ligne.startswith(("valeur = 70_000", "valeur = 250_000", "valeur = 200_000"))


def test_uncertain_dates_and_removals_say_so():
    """The day of avenant 2 and the end of the two SNP lines are working assumptions."""
    par_nom = {texte.nom: texte for texte in textes()}
    assert par_nom["accord-2019"].effet_statut is Statut.CONFIRME
    assert par_nom["avenant-2"].effet_statut is Statut.INCERTAIN
    abrogations = en_vigueur(AVENANT).abrogations
    assert [un.ligne for un in abrogations] == ["acces_compensation_snp", "acces_supplement_snp"]
    assert all(un.statut is Statut.INCERTAIN and un.note for un in abrogations)


@pytest.mark.parametrize("jour", [ACCORD, AVENANT])
def test_each_parameter_carries_its_origin(jour):
    """Label, unit, status, day of check, article or source: none is missing, and labels are unique."""
    parametres = en_vigueur(jour).parametres.values()
    for parametre in parametres:
        assert parametre.libelle
        assert parametre.unite
        assert parametre.statut in Statut
        assert parametre.verifie_le >= date(2026, 7, 1)
        assert parametre.article or parametre.source
        assert "\n" not in parametre.reference
        assert parametre.reference.startswith(parametre.texte.court)
    libelles = [parametre.libelle for parametre in parametres]
    assert len(set(libelles)) == len(libelles)


def test_references_read_as_a_jurist_writes_them():
    """Text and article when the article was read, text and source when it was not."""
    droit = en_vigueur(ACCORD)
    assert droit.parametre("taux_acompte", "fonctionnement").reference == "accord du 20/06/2019, art. 9.1"
    assert droit.parametre("taux_acompte", "fixe").reference == "contrat type de l'accord du 20/06/2019, art. 6.2"
    sans_article = droit.parametre("montant", "parcours_fixe", 3).reference
    assert sans_article.startswith("accord du 20/06/2019 (source : Guichet CPTS Occitanie")


def test_only_articles_that_were_read_are_written():
    """An article number is never guessed: the list of those read is short, and closed.

    Whoever reads the text of avenant 2 and writes its articles adds them here, on purpose.
    """
    lus = {parametre.article for parametre in en_vigueur(AVENANT).parametres.values() if parametre.article}
    assert lus == {"art. 9.1", "art. 6.2", "art. L. 241-3", "art. L. 612-4", "CSP, art. D. 1434-44"}


def test_amounts_are_exact_whole_euros():
    """No float ever enters the law."""
    for parametre in en_vigueur(AVENANT).parametres.values():
        assert parametre.valeur is None or isinstance(parametre.valeur, Fraction | str)
        if isinstance(parametre.valeur, Fraction) and parametre.unite.startswith("€"):
            assert parametre.valeur.denominator == 1
