"""The two published examples: coherent, without a person's name, and wrong only where they mean to be.

Each figure is worked out by hand beside it, from the lines that a reader finds in the file.
"""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from fractions import Fraction
from functools import cache
from typing import Any

import pytest

from cpts_xl.absence import Absent, Sorte
from cpts_xl.engine.anonyme import noms_de
from cpts_xl.engine.confidentialite import donnees_de_sante
from cpts_xl.engine.dossier import Dossier
from cpts_xl.engine.examen import examiner
from cpts_xl.engine.fichier import lire_dossier
from cpts_xl.engine.resultat import Resultat, calculer
from cpts_xl.engine.schema import IDENTITE, LISTES_LIBRES, TABLEAUX, TABLES_FIXES
from cpts_xl.law import en_vigueur
from cpts_xl.ressources import ressource

VIVANTE, PREMIERE = "exemple", "exemple-premiere-annee"
EXEMPLES = (VIVANTE, PREMIERE)
A_REGARDER = "À regarder"
IDENTIFIANTS = {
    "indicateur": "id", "piece": "numero", "cle": "id", "professionnel": "id", "tarif": "profession", "reunion": "id",
    "action": "id", "adherent": "profession", "compte": "compte", "texte": "rubrique", "convention": "partenaire",
    "territoire": "rubrique", "poste_equipe": "fonction",
}  # fmt: skip
SANS_OBJET_EN_TAILLE_3 = {"supplement_snp", "taux_acompte_variable", "taux_acompte_snp", "aide_lettre"}
"""What a contract of avenant 2, in its third year, has no reason to type."""


@cache
def calcul(nom: str) -> Resultat:
    """Return one of the examples, computed under the law of its first day."""
    dossier = lire_dossier(ressource("workbooks", f"{nom}.toml"))
    return calculer(dossier, en_vigueur(dossier.debut))


def a_completer(resultat: Resultat) -> set[str]:
    """Return the computed cells that still wait for something."""
    attendent = {Sorte.A_COMPLETER, Sorte.A_REPRENDRE, Sorte.REFUS}
    return {e.etape.id for e in resultat.pleines if isinstance(e.valeur, Absent) and e.valeur.sorte in attendent}


def a_regarder(resultat: Resultat) -> set[str]:
    """Return the checks that point at something."""
    return {c for c, v in resultat.valeurs.items() if c.startswith("controle.") and v == A_REGARDER}


def lignes_a_regarder(resultat: Resultat, tableau: str, colonne: str) -> list[str]:
    """Return the identifiers of the rows that a column of verdicts points at."""
    cle = TABLEAUX[tableau].cle
    return [
        resultat.valeurs[f"{tableau}.{rang}.{cle}"]
        for rang, _ in enumerate(resultat.dossier.liste(tableau), 1)
        if resultat.valeurs[f"{tableau}.{rang}.{colonne}"] == A_REGARDER
    ]


def rangs(dossier: Dossier, tableau: str) -> dict[str, int]:
    """Return the rank of each row by its identifier."""
    return {str(fiche[TABLEAUX[tableau].cle]): rang for rang, fiche in enumerate(dossier.liste(tableau), 1)}


# ------------------------------------------------------------------------------------------ what both must be


@pytest.mark.parametrize("nom", EXEMPLES)
def test_an_example_has_nothing_wrong_in_what_it_declares(nom: str) -> None:
    """No blocking finding, and none to be looked at: what is wrong on purpose shows in the checks, explained."""
    resultat = calcul(nom)
    assert [(a.saisie, a.message) for a in examiner(resultat.dossier, resultat.droit)] == []


@pytest.mark.parametrize("nom", EXEMPLES)
def test_an_example_names_nobody(nom: str) -> None:
    """Persons are roles and numbers: no name, no social-security number, no column that looks like one."""
    dossier = calcul(nom).dossier
    assert not noms_de(dossier)
    assert list(donnees_de_sante(dossier)) == []
    assert dossier.identite["presidence"] == "Professionnel P01, médecin"
    assert dossier.identite["coordination"] == "Poste de coordination"
    assert all(re.fullmatch(r"P\d\d", f["id"]) for f in dossier.liste("professionnel"))
    civilites = re.compile(r"\b(?:Dr|Docteur|Docteure|M\.|Mme|Monsieur|Madame|Pr)\b")
    textes = {saisie: v for saisie, v in dossier.saisies().items() if isinstance(v, str)}
    assert {saisie: v for saisie, v in textes.items() if civilites.search(v)} == {}


@pytest.mark.parametrize("nom", EXEMPLES)
def test_an_example_says_that_it_is_one(nom: str) -> None:
    """The name says it, and so does every source of a published number."""
    dossier = calcul(nom).dossier
    assert dossier.nom.endswith("(exemple fictif)")
    for tableau in ("territoire", "adherent"):
        assert all(str(f["source"]).startswith("exemple") for f in dossier.liste(tableau)), tableau


@pytest.mark.parametrize("nom", EXEMPLES)
def test_identifiers_are_unique(nom: str) -> None:
    """An identifier serves once in its table."""
    dossier = calcul(nom).dossier
    for tableau, champ in IDENTIFIANTS.items():
        vus = Counter(str(f[champ]).casefold() for f in dossier.liste(tableau))
        assert [mot for mot, fois in vus.items() if fois > 1] == [], tableau


@pytest.mark.parametrize("nom", EXEMPLES)
def test_what_the_professionals_were_paid_is_what_was_spent_for_them(nom: str) -> None:
    """Post by post, the payments of the participations are the spending of nature 65 of the contract year."""
    resultat = calcul(nom)
    debut, fin = resultat.dossier.debut, resultat.valeurs["identite.fin"]
    depense: Counter[str] = Counter()
    for fiche in resultat.dossier.liste("depense"):
        if fiche["nature"] == "65" and debut <= fiche["date"] < fin:
            depense[fiche["poste"]] += fiche["montant"]
    postes = [c.split(".")[1] for c in resultat.valeurs if c.startswith("paiement.") and c.endswith(".total")]
    payes = {poste: resultat.valeurs[f"paiement.{poste}.total"] for poste in postes if poste != "total"}
    assert payes == {poste: depense[poste] for poste in payes}


@pytest.mark.parametrize("nom", EXEMPLES)
def test_what_was_done_is_dated_before_the_statement(nom: str) -> None:
    """Payments, spending, work, meetings, evidence and talks: nothing comes after the day of the statement."""
    dossier = calcul(nom).dossier
    arrete = dossier.identite["arrete"]
    for tableau in ("versement", "depense", "participation", "reunion", "piece", "point", "journal"):
        tard = [f["date"] for f in dossier.liste(tableau) if isinstance(f.get("date"), date) and f["date"] > arrete]
        assert tard == [], tableau


# ------------------------------------------------------------------------------------------ size 3, third year


def test_every_sheet_of_the_living_example_is_filled() -> None:
    """Identity, tables with fixed rows, free tables: nothing that a coordinator types is left out."""
    dossier = calcul(VIVANTE).dossier
    vides = {c.code for c in IDENTITE if dossier.identite.get(c.code) is None}
    assert vides == SANS_OBJET_EN_TAILLE_3
    assert [t for t in LISTES_LIBRES if not dossier.liste(t)] == []
    assert [t for t in TABLES_FIXES if TABLEAUX[t].champs and not dossier.fiche(t)] == []
    assert {t: len(dossier.liste(t)) for t in ("action", "convention", "poste_equipe", "cle", "reunion")} == {
        "action": 10, "convention": 4, "poste_equipe": 3, "cle": 2, "reunion": 12,
    }  # fmt: skip


def test_nothing_is_left_to_complete_in_a_complete_dossier() -> None:
    """Every computed cell of the living example has its value."""
    assert a_completer(calcul(VIVANTE)) == set()


def test_the_living_example_is_wrong_only_where_it_means_to_be() -> None:
    """An expired proof, a professional near the ceiling; a gap of a few euros, and the auditor's threshold passed."""
    resultat = calcul(VIVANTE)
    assert a_regarder(resultat) == {
        "controle.preuves", "controle.plafonds_proches", "controle.comptes_charges", "controle.commissaire",
    }  # fmt: skip
    assert lignes_a_regarder(resultat, "indicateur", "controle_preuve") == ["A5"]
    assert [
        resultat.valeurs[f"professionnel.{rang}.id"]
        for rang, _ in enumerate(resultat.dossier.liste("professionnel"), 1)
        if resultat.valeurs[f"indemnite.{rang}.alerte"] != "Conforme"
    ] == ["P03"]


def test_the_expired_proof() -> None:
    """The agreement with the SAS ended on 11/01/2026, before the statement of 14/03/2026: A5, 6 000 €, has no proof."""
    resultat = calcul(VIVANTE)
    v, piece = resultat.valeurs, rangs(resultat.dossier, "piece")["PJ04"]
    assert v[f"piece.{piece}.valable_jusqu_au"] == date(2026, 1, 11) < v["identite.arrete"]
    assert v[f"piece.{piece}.validite"] == "Expirée"
    a5 = rangs(resultat.dossier, "indicateur")["A5"]
    assert (v[f"indicateur.{a5}.nb_pieces"], v[f"indicateur.{a5}.force"]) == (1, 0)
    assert v[f"indicateur.{a5}.acquis"] == v["couverture.total.sans_piece"] == 6000
    convention = rangs(resultat.dossier, "convention")["Établissement siège du SAS"]
    assert v[f"convention.{convention}.etat"] == "échue"
    assert [rang for rang in rangs(resultat.dossier, "piece").values() if v[f"piece.{rang}.validite"] != "Valable"] == [
        piece
    ]


def test_the_professional_near_the_ceiling() -> None:
    """43 650 € paid in 2025 against 47 100 €: 92.68 %, 3 450 € left; the next year starts far below."""
    resultat = calcul(VIVANTE)
    i = f"indemnite.{rangs(resultat.dossier, 'professionnel')['P03']}"
    v = resultat.valeurs
    # fonctions 90 + 90 + 75 = 255 h ; conseils et bureau R01, R04, R09 : 2 + 1,5 + 2 = 5,5 h ; 260,5 h × 75 = 19 537,50
    assert v[f"{i}.indemnites_1"] == Fraction("19537.5")
    # régulation 120 + 120 = 240 h ; groupe R05 : 1,5 h ; 241,5 h × 75 = 18 112,50
    assert v[f"{i}.remunerations_1"] == Fraction("18112.5")
    # déjà versé 6 000 + 19 537,50 + 18 112,50
    assert v[f"{i}.total_1"] == 43_650
    assert v[f"{i}.plafond_1"] == 47_100
    assert v[f"{i}.reste_1"] == 3_450
    assert v[f"{i}.part_1"] == Fraction(43_650, 47_100)
    assert Fraction(90, 100) <= v[f"{i}.part_1"] <= 1
    # 2026 : régulation 30 h, réunions R10 et R11, 3 + 2 h ; R12 n'est pas encore payée ; 35 h × 75
    assert v[f"{i}.total_2"] == 2_625


def test_the_gap_with_the_closed_accounts() -> None:
    """8.40 € of bank charges that the accounts have and the workbook has not; the products agree to the cent."""
    v = calcul(VIVANTE).valeurs
    ecarts = {n: v[f"classe.{n}.ecart"] for n in (60, 61, 62, 63, 64, 65, 74, 75, 76)}
    assert {n: e for n, e in ecarts.items() if e != 0} == {62: Fraction("-8.4")}
    # 92,40 au compte 627000 ; 46,20 + 37,80 = 84,00 dans les dépenses
    assert v["classe.charges.ecart"] == Fraction(84) - Fraction("92.4")
    # 6 826,75 + 55 488 + 51 070,50 + 455 + 82 800 + 86 290
    assert v["classe.charges.suivi"] == Fraction("282930.25")
    # ACI 311 506,85 + FIR 9 600 + communes 3 000 + cotisations 1 100 + intérêts 214,35
    assert v["classe.produits.suivi"] == v["classe.produits.comptes"] == Fraction("325421.2")
    # l'argent public de l'exercice : ACI, FIR, communes ; bien au-dessus de 153 000
    assert v["financeur.total.public_exercice"] == Fraction("311506.85") + 9_600 + 3_000


def test_the_rights_of_the_year() -> None:
    """Fixed parts, variable parts, ceiling: the sums that a reviewer does on paper."""
    v = calcul(VIVANTE).valeurs
    # 75 000 + 90 000 + 35 000 + 45 000 × 2 + 17 500 × 2 + 22 500 + 10 000 × 2 ; ni crise reconnue, ni qualité
    assert v["perimetre.tout.plafond"] == 367_500
    # du 01/09/2025 au 15/03/2026 : 30 + 31 + 30 + 31 + 31 + 28 + 14 = 195 jours ; 10 000 × 195/365 = 5 342,4657…
    assert v["ligne.accompagnement_fixe.droit"] == Fraction("5342.47")
    # 75 000 + 90 000 + 45 000 + 17 500 + 22 500 + 5 342,47
    assert v["scenario.central.fixe"] == Fraction("255342.47")
    # A1 6 000 + A2 5 040 + A3 5 600 + A4 5 000 + A5 6 000
    assert v["ligne.acces_variable.droit"] == 27_640
    # P1 20 000 + P2 14 000 × 19/25 + P3 0
    assert v["ligne.parcours_variable.droit"] == 30_640
    # V1 2 500 + V2 0 + V3 6 000 + V4 4 500
    assert v["ligne.prevention_variable.droit"] == 13_000
    # (2 625 + 3 500 + 3 000) × 195/365 = 9 125/365 × 195 = 25 × 195
    assert v["ligne.accompagnement_variable.droit"] == 4_875
    # 255 342,47 + 27 640 + 30 640 + 13 000 + 4 875
    assert v["perimetre.tout.droit"] == Fraction("331497.47")


def test_advance_balance_and_payments() -> None:
    """75 % of the fixed parts came, the rest is due at the anniversary; the year before is paid off, one part late."""
    resultat = calcul(VIVANTE)
    v = resultat.valeurs
    # 75 % de 250 000 = 187 500 ; 75 % de 5 342,47 = 4 006,8525
    assert v["total.acompte"] == v["perimetre.tout.verse"] == Fraction("191506.85")
    # 331 497,47 - 191 506,85
    assert v["total.solde"] == v["total.reste"] == Fraction("139990.62")
    # 25 % de 250 000 = 62 500, et 21 000 + 27 000 + 9 500 de part variable, tout reçu
    assert sum(v[f"ligne.{ligne.code}.solde_n1"] for ligne in resultat.droit.lignes) == 120_000
    assert (v["annee.2.droit_annee"], v["annee.2.verse_annee"], v["annee.2.reste_annee"]) == (307_500, 307_500, 0)
    assert (v["annee.1.droit_annee"], v["annee.1.reste_annee"]) == (Fraction("204151.63"), 0)
    # du 15/03 au 27/06/2025 : 16 + 30 + 31 + 27 ; les autres à 2 et 4 jours
    retards = {v[f"versement.{rang}.reference"]: v[f"versement.{rang}.retard"] for rang in range(1, 15)}
    assert retards == {"BDX 2025-0311": 2, "BDX 2025-0312": 2, "BDX 2025-0688": 104, "BDX 2025-0954": 4}


def test_the_past_agrees_with_what_it_left() -> None:
    """Indicator by indicator, the history earned in year 2 is the variable balance that the year still waited for."""
    resultat = calcul(VIVANTE)
    acquis: Counter[str] = Counter()
    for fiche in resultat.dossier.liste("historique"):
        if fiche["annee"] == 2024:
            acquis[fiche["mission"]] += fiche["acquis"]
    assert acquis == {"acces": 21_000, "parcours": 27_000, "prevention": 9_500}
    attendus = {m: resultat.valeurs[f"ligne.{m}_variable.solde_n1"] for m in acquis}
    assert attendus == acquis
    a = resultat.dossier.fiche("annee")
    assert all(a[n]["droit"] == a[n]["acompte"] + a[n]["solde"] for n in ("1", "2"))


def test_the_split_by_key() -> None:
    """83 100 € of coordination, shared without losing a cent; the project officer goes to two missions."""
    resultat = calcul(VIVANTE)
    v, cle = resultat.valeurs, rangs(resultat.dossier, "cle")
    coord, projet = f"repartition.{cle['COORD']}", f"repartition.{cle['PROJET']}"
    # 10 × 6 900 + 2 × 7 050
    assert v[f"{coord}.base"] == 83_100
    parts = {"fonctionnement": 24_930, "acces": 20_775, "parcours": 18_282, "prevention": 9_972, "crise": 6_648,
             "accompagnement": 2_493}  # fmt: skip
    assert {poste: v[f"{coord}.{poste}"] for poste in parts} == parts
    assert sum(parts.values()) == 83_100
    assert v[f"{coord}.base_exercice"] == 12 * 6_900
    # 4 × 6 600, à 60 et 40 %
    assert (v[f"{projet}.base"], v[f"{projet}.parcours"], v[f"{projet}.prevention"]) == (26_400, 15_840, 10_560)


def test_spending_and_envelopes() -> None:
    """What was spent, post by post, and what is left of an envelope."""
    v = calcul(VIVANTE).valeurs
    depenses = {
        # clé 24 930, indemnités 32 015, loyers 8 400, le reste 14 739,25 et 118,90 à payer
        "fonctionnement": Fraction("80203.15"),
        # clé 20 775, professionnels 33 487,50, plateforme 18 000, secrétariat 21 600, annuaire et affiches 3 350
        "acces": Fraction("97212.5"),
        # clés 18 282 + 15 840, professionnels 12 140, formation 4 800, licences 5 400, matériel 2 350
        "parcours": Fraction(58_812),
        # clés 9 972 + 10 560, professionnels 3 207,50, actions 3 900 + 1 260 - 140 + 1 850
        "prevention": Fraction("30609.5"),
        # clé 6 648, professionnels 780, exercice 4 600, équipements 1 900
        "crise": Fraction(13_928),
        "qualite": Fraction(0),
        # clé 2 493, professionnels 600, livret 460, soirée 420
        "accompagnement": Fraction(3_973),
    }
    assert {poste: v[f"poste.{poste}.depense"] for poste in depenses} == depenses
    assert v["poste.total.depense"] == Fraction("284738.15")
    # accès : 4 000 à l'ouverture, 67 500 + 22 500 + 21 000 reçus, 97 212,50 dépensés
    assert v["poste.acces.cloture"] == Fraction("17787.5")
    # 32 015 + 33 487,50 + 12 140 + 3 207,50 + 780 + 600
    assert v["paiement.total.total"] == 82_230


def test_cash_at_the_end_of_a_month() -> None:
    """March 2025: opening, two transfers, one payroll; then never below zero for eighteen months."""
    v = calcul(VIVANTE).valeurs
    # 41 850 + 187 500 + 62 500 - 6 900
    assert v["mois.1.cloture"] == 284_950
    # février 2026 : 41 850 + ACI 311 506,85 + autres 14 914,35 - 284 738,15 de dépenses, sauf 118,90 de mars
    assert v["mois.12.cloture"] == Fraction("83651.95")
    assert v["mois.total.cloture"] == Fraction("83651.95")
    # l'anniversaire : solde 139 990,62 et acompte suivant, 75 % de 260 000
    assert v["mois.13.anniversaire"] == Fraction("139990.62") + 195_000


def test_budget_in_three_scenarios() -> None:
    """Rights and other products cover the charges in every scenario, barely in the prudent one."""
    v = calcul(VIVANTE).valeurs
    # 255 342,47 + 10 500 - 265 060 ; 331 497,47 + 16 080 - 287 660
    assert v["equilibre.prudent.solde"] == Fraction("782.47")
    assert v["equilibre.central.solde"] == Fraction("59917.47")
    assert v["identite.scenario_retenu"] == "central"


def test_members() -> None:
    """54 members of eight professions, 48 a year before; one of them left."""
    resultat = calcul(VIVANTE)
    adherents = [resultat.valeurs[f"adherent.{rang}.adherents"] for rang in range(1, 9)]
    assert adherents == [14, 15, 8, 8, 3, 3, 2, 1]
    assert sum(adherents) == 54
    assert sum(f["precedent"] for f in resultat.dossier.liste("adherent")) == 48
    assert len(resultat.dossier.liste("professionnel")) == 55


# ------------------------------------------------------------------------------------------ size 1, first year


def test_the_first_year_is_wrong_only_where_it_means_to_be() -> None:
    """One advance is late, 58 days on the day of the statement: the crisis mission, 12 500 €."""
    resultat = calcul(PREMIERE)
    v = resultat.valeurs
    assert a_regarder(resultat) == {"controle.echeances_acompte"}
    retards = {c: x for c, x in v.items() if c.startswith("echeance.") and c.endswith(".retard")}
    tard = {c for c, jours in retards.items() if isinstance(jours, Fraction) and jours > 0}
    assert tard == {"echeance.crise_fixe_redaction_acompte.retard"}
    # du 01/02 au 31/03/2026 : 28 + 30
    assert v["echeance.crise_fixe_redaction_acompte.retard"] == 58
    assert v["echeance.crise_fixe_redaction_acompte.ecart"] == -12_500
    # les soldes dont le montant n'est pas connu ne sont pas encore dus : le total en retard, lui, l'est
    assert v["echeance.total.en_retard"] == v["echeance.crise_fixe_redaction_acompte.en_retard"] == 12_500


def test_the_first_year_waits_for_what_is_not_measured_yet() -> None:
    """Two indicators in eight are measured: the variable parts are to be completed, and so is every total with them."""
    attendent = a_completer(calcul(PREMIERE))
    assert not [c for c in attendent if c.startswith(("identite", "depense", "repartition", "paiement", "indemnite"))]
    assert not [c for c in attendent if c.startswith(("mois", "equilibre", "scenario", "cadre", "classe", "prevision"))]
    sans_histoire = {f"adherent.{rang}.evolution" for rang in range(1, 6)}
    sans_histoire |= {"vie.adherents.precedent", "vie.adherents.evolution"}
    nationaux = {"ligne.acces_fixe.national", "ligne.acces_variable.national"}
    mesures = {c for c in attendent if c.startswith("indicateur.")}
    assert {c.split(".")[1] for c in mesures} == {"2", "4", "5", "6", "7", "8"}
    suites = attendent - sans_histoire - nationaux - mesures
    assert attendent >= sans_histoire | nationaux
    missions = ("acces", "parcours", "prevention")
    assert {f"ligne.{m}_variable.droit" for m in missions} | {"perimetre.tout.droit", "total.solde"} <= suites
    # ce qui reste vient des trois parts variables : leur droit, leur échéance, les totaux et contrôles qui les comptent
    racines = {"ligne", "mission", "couverture", "total", "perimetre", "echeance", "annee", "calendrier", "poste",
               "financeur", "controle"}  # fmt: skip
    assert {c.split(".")[0] for c in suites} <= racines


def test_the_first_year_amounts_come_from_the_annex() -> None:
    """The split of access is not public for size 1: the annex gives it, and its sum is the total that is known."""
    resultat = calcul(PREMIERE)
    v = resultat.valeurs
    assert v["identite.taille"] == v["identite.taille_calculee"] == 1
    for ligne, annexe in (("acces_fixe", 55_000), ("acces_variable", 25_000)):
        assert v[f"ligne.{ligne}.national"].sorte is Sorte.A_REPRENDRE
        assert v[f"ligne.{ligne}.retenu"] == annexe
    assert v["controle.total_acces"] == "Conforme"
    assert v["identite.demarrage_total"] == 15_000
    assert v["controle.aide_lettre"] == "Conforme"
    assert not resultat.dossier.liste("historique")


def test_the_first_year_rights_by_whole_months() -> None:
    """9, 8, 4 and 1 months in twelve; running costs paid whole at the signature."""
    v: dict[str, Any] = dict(calcul(PREMIERE).valeurs)
    droits = {
        "fonctionnement": Fraction(50_000),
        "acces_fixe": Fraction(41_250),  # 55 000 × 9/12
        "crise_fixe_redaction": Fraction("16666.67"),  # 25 000 × 8/12
        "parcours_fixe": Fraction("8333.33"),  # 25 000 × 4/12
        "prevention_fixe": Fraction("833.33"),  # 10 000 × 1/12
    }
    assert {ligne: v[f"ligne.{ligne}.droit"] for ligne in droits} == droits
    # 50 000 entiers ; 75 % de 41 250, 16 666,67, 8 333,33 et 833,33
    acomptes = [v[f"ligne.{ligne}.acompte"] for ligne in droits]
    assert acomptes == [50_000, Fraction("30937.5"), 12_500, 6_250, 625]
    assert v["total.acompte"] == Fraction("100312.5")
    assert v["perimetre.tout.verse"] == Fraction("80937.5")
    assert v["scenario.prudent.droit"] == Fraction("117083.33")
    # 15 700 × 9/12 + 11 000 × 4/12 + 4 000 × 1/12 = 11 775 + 3 666,67 + 333,33
    assert v["scenario.central.variable"] == 15_775
    # 25 000 × 9/12 + 25 000 × 4/12 + 10 000 × 1/12 = 18 750 + 8 333,33 + 833,33
    assert v["scenario.complet.variable"] == Fraction("27916.66")


def test_the_first_year_money() -> None:
    """Key, spending, cash: small enough to be added in one's head."""
    v = calcul(PREMIERE).valeurs
    # 4 × 3 400 ; 50, 30 et 20 %
    parts = {"base": 13_600, "fonctionnement": 6_800, "acces": 4_080, "crise": 2_720}
    assert {poste: v[f"repartition.1.{poste}"] for poste in parts} == parts
    # 13 500 + 50 000 - 1 350 - 620
    assert v["mois.1.cloture"] == 61_530
    # 13 500 + 50 000 + 30 937,50 + 20 000 + 280 - 27 960 de dépenses, la dernière présumée payée
    assert v["mois.6.cloture"] == Fraction("86757.5")
    assert v["poste.total.depense"] == 27_960
    # 3 670 + 400 + 470
    assert v["paiement.total.total"] == 4_540
