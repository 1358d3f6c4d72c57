"""What the report and the documents must not state: a day that is not the right one, a delay that nobody knows."""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction

import pytest

from cpts_xl import formats
from cpts_xl.engine.dossier import Dossier
from cpts_xl.engine.fichier import lire_dossier
from cpts_xl.report import modele_par_defaut, rediger
from cpts_xl.report.contexte import contexte
from cpts_xl.report.documents import preparer, rediger_document
from cpts_xl.report.figures import figures
from cpts_xl.report.lecteur import Lecteur
from cpts_xl.report.typographie import composer

from .conftest import DEPOT, avec_fiche, avec_identite, calcule, chaines, ouvre, tout_le_texte

APRES = "4\u202f006,85\u00a0€"


@pytest.fixture(scope="module")
def premiere() -> Dossier:
    """Return the first-year example."""
    return lire_dossier(DEPOT / "workbooks" / "exemple-premiere-annee.toml")


@pytest.fixture(scope="module")
def vide(dossier) -> Dossier:
    """Return a dossier where nothing is typed but the first day of the year."""
    return Dossier({**dict.fromkeys(dossier.identite), "debut": date(2025, 3, 15)})


@pytest.fixture(scope="module")
def arrete_tot(dossier):
    """Return the example, its state set four days before the last payment of the year."""
    return calcule(avec_identite(dossier, arrete=date(2025, 9, 1)))


def ecrit(code: str, resultat, choix: str = "") -> str:
    """Return the text of a document, its no-break spaces made plain."""
    texte = "\n".join(tout_le_texte(ouvre(rediger_document(code, resultat, choix=choix))))
    return texte.replace("\u00a0", " ").replace("\u202f", " ")


def sans_depart(premiere: Dossier):
    """Return the first year, computed without the day when two missions started: nothing says what is expected."""
    missions = premiere.fiche("mission")
    vides = {code: {**missions[code], "demarrage": None} for code in ("acces", "crise")}
    return calcule(premiere.avec(missions={**missions, **vides}))


# -- ce qui est daté d'après l'arrêté -----------------------------------------------------------------------------


def test_payments_after_the_day_of_the_state_are_told_apart(arrete_tot):
    """Sentence, table and note say what the total holds; none says that it was paid on that day."""
    champs = contexte(arrete_tot)
    assert str(champs["a_retenir"][1]).startswith("Versés au titre de l'année\u00a0: 191\u202f506,85\u00a0€")
    assert f"dont {APRES} datés d'après le 1er\u00a0septembre\u00a02025, date d'arrêté" in champs["a_retenir"][1]
    verse = champs["chiffres_cles"][2]
    assert (verse["libelle"], verse["perimetre"].endswith(f"dont {APRES} datés d'après l'arrêté")) == ("Versé", True)
    assert f"sont ceux des saisies, dont {APRES} de versements" in champs["note_chiffres_cles"]


def test_spendings_after_the_day_of_the_state_are_told_with_what_they_weigh(dossier):
    """Closed on 1 September 2025, the spent holds what is dated later in the contract year, and nothing of the next."""
    resultat = calcule(avec_identite(dossier, arrete=date(2025, 9, 1)))
    attendu = sum(
        fiche["montant"] for fiche in dossier.liste("depense") if date(2025, 9, 1) < fiche["date"] < date(2026, 3, 15)
    )
    assert attendu > 0
    suite = f" et {formats.euros(attendu)} de dépenses datés d'après l'arrêté, face à une année entière."
    assert contexte(resultat)["note_chiffres_cles"].endswith(suite)
    sans = calcule(avec_identite(dossier.avec(versements=()), arrete=date(2025, 9, 1)))
    assert f"dont {formats.euros(attendu)} de dépenses datées d'après" in contexte(sans)["note_chiffres_cles"]


def test_the_sum_after_the_day_of_the_state_is_that_of_the_payments_of_the_year(dossier):
    """It adds up exactly what the total of the year counts: neither another year, nor the day itself."""
    arrete = date(2025, 6, 27)
    resultat = calcule(avec_identite(dossier, arrete=arrete))
    attendu = sum(
        fiche["montant"]
        for rang, fiche in enumerate(dossier.liste("versement"), 1)
        if fiche["date"] > arrete and resultat.valeurs[f"versement.{rang}.annee_payee"] == 3
    )
    (apres,) = (c["perimetre"] for c in contexte(resultat)["chiffres_cles"] if c["libelle"] == "Versé")
    assert attendu > 0
    assert apres.endswith(f"dont {formats.euros(attendu)} datés d'après l'arrêté")


def test_nothing_changes_when_no_payment_is_later(resultat):
    """The example, closed after its last payment, still speaks of the day of its state."""
    champs = contexte(resultat)
    assert str(champs["a_retenir"][1]).startswith("Au 14\u00a0mars\u00a02026, 191\u202f506,85\u00a0€")
    assert champs["chiffres_cles"][2]["libelle"] == "Versé à la date d'arrêté"
    assert "sont ceux de la date d'arrêté" in champs["note_chiffres_cles"]


def test_the_letter_says_when_a_later_payment_lifted_a_delay(arrete_tot):
    """« Nothing was late on that day » would be false of what came afterwards."""
    texte = ecrit("relance", arrete_tot)
    assert "en comptant 4 006,85 € de versements datés d'après le 1er septembre 2025" in texte
    assert "n'était en retard" not in texte


def test_the_letter_says_when_what_it_counts_as_received_came_later(premiere):
    """A late échéance, paid in part after the day of the state: the letter says that what is left counts that part."""
    partiel = {"nature": "acompte", "date": date(2026, 4, 2), "montant": Fraction(500)}
    avant = preparer("relance", calcule(premiere))[0]
    ligne = next(iter(avant["retards"]))
    assert (avant["recu_apres"], ligne["recu"]) == ("", "0,00\u00a0€")
    codes = [code for code in calcule(premiere).valeurs if code.endswith("_acompte.en_retard")]
    code = next(c for c in codes if calcule(premiere).valeurs[c] == 12_500).split(".")[1].removesuffix("_acompte")
    versements = (*premiere.liste("versement"), {**partiel, "ligne": code})
    texte = ecrit("relance", calcule(premiere.avec(versements=versements)))
    assert "12 000,00 €" in texte
    assert "Les sommes reçues comptent 500,00 € de versements datés d'après le 31 mars 2026." in texte


# -- ce qui n'est pas établi ---------------------------------------------------------------------------------------


def test_a_letter_without_known_delays_says_what_is_missing(premiere):
    """Unknown is not none: the letter says that the delays cannot be established, and what they wait for."""
    texte = ecrit("relance", sans_depart(premiere))
    assert "Les retards ne peuvent être établis" in texte
    assert "Accès aux soins : prorata de l'année : À compléter (à saisir : démarrage)." in texte
    assert "n'a pas d'objet" not in texte


def test_a_missing_day_of_the_state_is_asked_once(premiere):
    """Without the day of the state no delay is known: one line asks for it, not one per échéance."""
    manquants = preparer("relance", calcule(avec_identite(premiere, arrete=None)))[0]["retards_inconnus"]
    assert manquants == ["Identité\u00a0: «\u00a0État arrêté au\u00a0» n'est pas renseigné."]


def test_what_was_paid_is_told_even_when_the_right_is_unknown(premiere):
    """The sentence gives what the table above gives, and says that the right is what is missing."""
    phrase = contexte(calcule(premiere))["a_retenir"][1]
    assert str(phrase.premier) == "80\u202f937,50\u00a0€"
    assert phrase.endswith("le reste à percevoir attend le droit ouvert.")


@pytest.mark.parametrize("incomplete", [False, True])
def test_an_overrun_says_whose_and_how_much(dossier, incomplete):
    """One professional passes the ceiling: the check is to look at, and says of whom, another row complete or not."""
    forfait = {"professionnel": "P03", "date": date(2025, 6, 20), "nature": "indemnité", "poste": "fonctionnement",
               "montant_saisi": Fraction(9000), "valide_par": "présidence", "paye_le": date(2025, 7, 2)}  # fmt: skip
    depasse = dossier.avec(participations=(*dossier.liste("participation"), forfait))
    if incomplete:
        depasse = avec_fiche(depasse, "professionnel", 2, deja_verse=None)
    points = contexte(calcule(depasse))["vigilance"]
    assert points.count("Plafond annuel dépassé (Médecin généraliste)\u00a0: 111,78\u00a0% du plafond de 2025.") == 1
    assert len([p for p in points if "Plafond annuel de chaque professionnel" in p]) == 1


def test_a_known_overpayment_is_told_while_its_check_waits_for_another_line(dossier):
    """One line is overpaid, the right of another is unknown: the overpayment is a point to look at."""
    trop = {"ligne": "fonctionnement", "nature": "acompte", "date": date(2025, 9, 5), "montant": Fraction(500_000)}
    verse = dossier.avec(versements=(*dossier.liste("versement"), trop))
    assert not [p for p in contexte(calcule(verse))["vigilance"] if p.startswith("Trop-perçu")]
    points = contexte(calcule(avec_fiche(verse, "indicateur", 6, constate=None)))["vigilance"]
    assert len([p for p in points if p.startswith("Trop-perçu\u00a0: Fonctionnement, ")]) == 1


# -- les réunions à venir ------------------------------------------------------------------------------------------


def test_a_planned_meeting_is_not_held(arrete_tot, dossier):
    """A meeting after the day of the state is not among those held; annex D keeps it, and says that it is to come."""
    champs = contexte(arrete_tot)
    jours = {ligne["date"]: ligne["type"] for ligne in champs["reunions"]}
    assert len(champs["reunions"]) == len(dossier.liste("reunion"))
    assert "19/06/2025" in {ligne["date"] for ligne in champs["instances"]}
    assert not any(ligne["prevue"] for ligne in champs["instances"])
    venir = [ligne for ligne in champs["reunions"] if ligne["prevue"]]
    assert venir
    assert all(ligne["type"].endswith(", à venir") for ligne in venir)
    assert not jours["19/06/2025"].endswith("à venir")


def test_an_attendance_sheet_does_not_say_that_its_meeting_is_to_come(arrete_tot):
    """It is made before the meeting, and signed on the day."""
    venir = next(ligne for ligne in contexte(arrete_tot)["reunions"] if ligne["prevue"])
    assert "à venir" not in ecrit("emargement", arrete_tot, venir["numero"])


# -- les mots quand rien n'est saisi -------------------------------------------------------------------------------


@pytest.mark.parametrize("code", ["relance", "preparation"])
def test_a_letter_has_no_line_for_what_is_not_typed(vide, code):
    """Neither the heading nor the title holds « non renseigné »; one sentence says that no indicator is typed."""
    texte = ecrit(code, calcule(vide))
    titre = {
        "relance": "Objet : versements attendus au titre du contrat",
        "preparation": "Préparation du dialogue de gestion",
    }
    assert titre[code] in texte.split("\n")
    assert "du non renseigné" not in texte
    assert "non renseigné" not in texte or code == "preparation"
    assert texte.count("Aucun indicateur n'est saisi.") == (code == "preparation")


def test_the_cover_says_that_the_size_is_not_established(vide):
    """Neither « de taille À compléter » nor « non renseigné habitants »; no population gives no size."""
    champs = contexte(calcule(vide))
    assert champs["taille"]["garde"] == "CPTS dont la taille reste à établir, population non renseignée"
    assert champs["taille"]["phrase"].endswith("celle que donne la population reste à établir.")
    (rang,) = (r for r in champs["identite"] if r["libelle"] == "Population du territoire")
    assert rang["valeur"] == "non renseignée"


def test_products_agree(premiere):
    """Charges and produits each have their own agreement."""
    phrases = " ".join(contexte(calcule(premiere))["rapprochement"]["phrases"])
    assert "charges ne peuvent encore être rapprochées" in phrases
    assert "produits ne peuvent encore être rapprochés des" in phrases


def test_no_hour_is_singular(dossier):
    """« 0 heure payée », « 537 heures payées »."""
    rangs = {fiche["id"]: n for n, fiche in enumerate(dossier.liste("professionnel"), 1)}
    resultat = calcule(dossier)
    sans = next(p for p, n in rangs.items() if resultat.valeurs[f"indemnite.{n}.heures"] == 0)
    assert preparer("releve", resultat, choix=sans)[0]["professionnel"]["heures_payees"] == "0 heure payée"
    assert preparer("releve", resultat, choix="P03")[0]["professionnel"]["heures_payees"].endswith("heures payées")


def test_a_meeting_without_a_place_leaves_it_to_be_said(dossier):
    """« Le 12/06/2025, lieu à préciser », rather than « non renseigné »."""
    texte = ecrit("emargement", calcule(avec_fiche(dossier, "reunion", 2, lieu=None, objet=None)), "R02")
    assert ", lieu à préciser. Durée prévue" in texte
    assert "objet non renseigné." in texte


def test_a_note_stands_under_its_table_or_not_at_all(vide):
    """The note of the sheet Rapprochement follows the tables by nature; without them it would speak of nothing."""
    texte = "\n".join(tout_le_texte(ouvre(rediger(calcule(vide)))))
    assert "Tableau\u00a014 ter" not in texte
    assert "Feuille Rapprochement." not in texte
    assert texte.count("Aucun indicateur n'est saisi.\nAucun indicateur n'est saisi.") == 0


def test_every_figure_of_table_16_has_room_for_what_is_missing():
    """« À compléter » breaks between its words at worst, never inside one: no column of figures is narrower."""
    corps = ouvre(modele_par_defaut().read_bytes())
    (table,) = (t for t in corps.tables if t.cell(0, 0).text == "Profession" and t.cell(0, 1).text == "Nature")
    largeurs = {cellule.text: cellule.width.cm for cellule in table.rows[0].cells}
    assert all(largeur >= 1.69 for largeur in largeurs.values()), largeurs
    assert round(sum(largeurs.values()), 1) == 17


def test_a_spending_without_a_row_is_said_and_is_not_zero(dossier):
    """No row of spending: tables, sentences and chart say so; one row, and the zeros of the other posts are zeros."""
    sans = dossier.avec(depenses=(), cles=(), participations=())
    champs = contexte(calcule(sans))
    (depense,) = [c for c in champs["chiffres_cles"] if c["libelle"] == "Dépensé"]
    assert (str(depense["valeur"]), str(depense["evolution"])) == ("aucune dépense saisie", "–")
    assert {str(poste["depense"]) for poste in champs["postes"]} == {"aucune dépense saisie"}
    assert {str(poste["consommation"]) for poste in champs["postes"]} == {"–"}
    assert figures(Lecteur(calcule(sans)))["enveloppes"].titre.startswith("Aucune dépense saisie")
    une = sans.avec(depenses=dossier.liste("depense")[:1])
    dites = {str(poste["depense"]) for poste in contexte(calcule(une))["postes"]}
    assert "0,00\u00a0€" in dites
    assert "aucune dépense saisie" not in dites


# -- ce qui se dit mal -----------------------------------------------------------------------------------------------


def test_the_reliability_of_the_size_is_told_only_on_a_bound(dossier):
    """The brackets are known: only 80 000 inhabitants exactly leave a doubt on the size."""

    def rubriques(population: int) -> list[str]:
        return [
            r["libelle"] for r in contexte(calcule(avec_identite(dossier, population=Fraction(population))))["identite"]
        ]

    assert "Fiabilité de la taille" in rubriques(80_000)
    assert not any("Fiabilité" in libelle for libelle in rubriques(80_001) + rubriques(112_000))


def test_the_threshold_of_the_auditor_is_judged_on_what_is_known(resultat):
    """What of the ACI is a subsidy is not established: the sentence says that it reads this amount alone."""
    assert "d'après ce seul montant" in contexte(resultat)["rapprochement"]["commissaire"]


def test_what_is_not_typed_is_said_once_and_in_french(dossier):
    """No « depuis le début non renseigné », no « non renseigné, non renseigné », no full stop after a missing aim."""
    actions = tuple({**f, "debut": None, "fin": None, "objectif": None} for f in dossier.liste("action"))
    vides = dict.fromkeys(("definition", "producteur", "periode", "axe"))
    fiches = tuple({**f, **vides} for f in dossier.liste("indicateur"))
    champs = contexte(calcule(dossier.avec(actions=actions, indicateurs=fiches)))
    menees = [a for m in champs["missions"] for a in m["actions_menees"]]
    assert {a["dates"] for a in menees} == {"début non renseigné"}
    assert not any("non renseigné" in a["action"] for a in menees)
    assert {i["origine"] for i in champs["indicateurs"]} == {"non renseignée"}
    assert all(i["intitule"].endswith("(définition non renseignée)") for i in champs["indicateurs"])
    texte = "\n".join(chaines_de(champs))
    assert "non renseigné, non renseigné" not in texte
    assert "depuis le début" not in texte


def test_two_cells_that_share_a_comma_are_two_cells(dossier):
    """« réalisé » and « réalisé, convenu » are two columns: the second is quoted, so that the list counts two."""
    fiches = tuple({**f, "realise": None} if f["id"] == "A4" else f for f in dossier.liste("indicateur"))
    raisons = contexte(calcule(dossier.avec(indicateurs=fiches)))["raisons"]
    assert any("à saisir\u00a0: réalisé, «\u00a0réalisé, convenu\u00a0»" in raison for raison in raisons)


def test_an_indicator_reads_the_same_in_every_table(dossier):
    """« 76,3 % » with its unit, « non réalisé » beside a dash: the same words in the three tables that show them."""
    champs = contexte(calcule(dossier))
    vus = {i["id"]: i for i in champs["indicateurs"]}
    for autre in champs["indicateurs_proposes"]:
        assert (autre["resultat"], autre["cible"]) == (vus[autre["id"]]["resultat"], vus[autre["id"]]["cible"])


def test_a_negative_amount_bears_the_true_minus_sign(resultat):
    """One sign for every number below zero, in amounts as in changes; the hyphens of words stay hyphens."""
    assert composer("-2 070,00 € et n-1, (-3), 2025-2026") == (
        "−\u00a02\u202f070,00\u00a0€ et n-1, (−\u00a03), 2025-2026"
    )
    assert not [t for t in chaines_de(contexte(resultat)) if re.search(r"(?<![\w.])-\d", t)]


def test_a_meeting_without_a_type_asks_for_it(dossier):
    """The attendance sheet says « type à préciser », as it does of the place, and not « Non renseigné »."""
    sans = avec_fiche(dossier, "reunion", 2, type=None)
    texte = ecrit("emargement", calcule(sans), str(dossier.liste("reunion")[1]["id"]))
    assert ": type à préciser, " in texte
    assert "Non renseigné" not in texte


def chaines_de(champs) -> list[str]:
    """Return every text of the fields."""
    return [str(v) for v in chaines(champs) if isinstance(v, str)]
