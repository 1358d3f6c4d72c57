"""The living example, size 3 in its third year: wrong only where it means to be.

Each figure is worked out by hand beside it, from the lines that a reader finds in the file.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from fractions import Fraction

from cpts_xl.engine.schema import IDENTITE, LISTES_LIBRES, TABLEAUX, TABLES_FIXES
from tests.engine.exemples_publies import VIVANTE, a_completer, a_regarder, calcul, lignes_a_regarder, rangs

SANS_OBJET_EN_TAILLE_3 = {"supplement_snp", "taux_acompte_variable", "taux_acompte_snp", "aide_lettre"}
"""What a contract of avenant 2, in its third year, has no reason to type."""


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
        if fiche["annee"] == 2:
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
