"""The fields: formatted, traced, never a zero in place of what is missing."""

from __future__ import annotations

import ast
import re
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from cpts_xl import formats
from cpts_xl.absence import Absent
from cpts_xl.engine.dossier import Dossier
from cpts_xl.report import contexte as module_contexte
from cpts_xl.report import lecteur
from cpts_xl.report.contexte import COMPLETE, PROVISOIRE, contexte
from cpts_xl.report.typographie import MOINS, Chiffre, composer, paragraphes, propre
from cpts_xl.workbook.layout import Layout

from .conftest import calcule

SALLE = Path(module_contexte.__file__).parent


def _change(dossier, tableau, rang, **champs):
    fiches = list(dossier.liste(tableau))
    fiches[rang - 1] = {**fiches[rang - 1], **champs}
    return dossier.avec(**{f"{tableau}s": tuple(fiches)})


def _identite(dossier, **champs):
    return dossier.avec(identite={**dossier.identite, **champs})


def _chaines(valeur):
    if isinstance(valeur, dict):
        for sous in valeur.values():
            yield from _chaines(sous)
    elif isinstance(valeur, list):
        for sous in valeur:
            yield from _chaines(sous)
    else:
        yield valeur


def test_every_field_is_french_text_or_a_truth_value(resultat):
    """Every field is french text or a truth value."""
    for valeur in _chaines(contexte(resultat)):
        assert isinstance(valeur, str | bool)
        assert "None" not in str(valeur)
        assert not re.search(r"\bnan\b|Fraction\(|Absent\(", str(valeur))


CONTENU = (
    "contexte", "annexes", "completude", "figures", "finances", "indicateurs", "lecteur", "missions", "preuves",
    "renvois", "vigilance", "chapitres/argent", "chapitres/couverture", "chapitres/cpts", "chapitres/definitions",
    "chapitres/essentiel", "chapitres/evolutions", "chapitres/gouvernance", "chapitres/programme",
    "documents/__init__", "documents/champs", "documents/personnes",
)  # fmt: skip


def test_no_arithmetic_in_the_fields():
    """Every figure comes from a step: the modules of the fields hold no + - * / between figures."""
    # la veille du premier jour qui n'y est plus ; les textes d'une année qui ne sont pas de l'autre
    admis = {"annee": {"Sub"}, "_regle": {"Sub"}}
    for nom in CONTENU:
        arbre = ast.parse((SALLE / f"{nom}.py").read_text(encoding="utf-8"))
        for fonction in [n for n in ast.walk(arbre) if isinstance(n, ast.FunctionDef)]:
            for noeud in ast.walk(fonction):
                if isinstance(noeud, ast.BinOp) and not isinstance(noeud.op, ast.BitOr):
                    gauche = ast.unparse(noeud)
                    texte = any(isinstance(n, ast.JoinedStr | ast.List) for n in ast.walk(noeud)) or "'.'" in gauche
                    indice = gauche in {"rang - 1", "rangs[ident] - 1", "NB_PALIERS + 1"}
                    assert texte or indice or type(noeud.op).__name__ in admis.get(fonction.name, set()), (nom, gauche)
                assert not (isinstance(noeud, ast.Call) and ast.unparse(noeud.func) in {"sum", "round", "len"}), nom


def test_every_module_of_the_fields_is_under_that_rule():
    """A module that makes fields cannot be forgotten by the rule above."""
    machines = {
        "__init__", "champs", "champs_connus", "champs_sens", "champs_sens_argent", "champs_sens_documents", "charte",
        "comparaison", "examen_modele", "gabarit", "images", "numerotation", "paquet", "typographie",
        "documents/decisions",  # ses nombres viennent d'une revue, déjà recalculés par les règles
    }  # fmt: skip
    dossiers = (SALLE, SALLE / "chapitres", SALLE / "documents")
    vus = {str(c.relative_to(SALLE).with_suffix("")) for dossier in dossiers for c in dossier.glob("*.py")}
    assert {v for v in vus if not v.startswith("modele")} - set(CONTENU) - machines <= {"chapitres/__init__"}


def test_the_example_is_complete(resultat):
    """The example is complete."""
    champs = contexte(resultat)
    assert champs["provisoire"] is False
    assert champs["statut"] == COMPLETE
    assert champs["raisons"] == []
    assert champs["annee"]["libelle"] == "du 15\u00a0mars\u00a02025 au 14\u00a0mars\u00a02026"


def test_key_figures_are_the_steps(resultat):
    """Key figures are the steps."""
    champs = contexte(resultat)
    attendus = ["perimetre.tout.plafond", "perimetre.tout.droit", "perimetre.tout.verse", "total.reste"]
    for rang, ident in zip(champs["chiffres_cles"], attendus, strict=False):
        assert rang["valeur"] == formats.euros(resultat.valeurs[ident])
        assert rang["perimetre"]


def test_each_reference_leads_to_the_line_of_its_step(resultat):
    """A figure that bears a reference is the value of that line of annex B, or the rate that its sentence tells."""
    champs = contexte(resultat)
    lignes = {ligne["ref"]: ligne for chapitre in champs["annexe_b"] for ligne in chapitre["lignes"]}
    cites = [c for c in _chaines({k: v for k, v in champs.items() if k != "annexe_b"}) if isinstance(c, Chiffre)]
    avec = [c for c in cites if c.ref]
    assert len(avec) > 100
    for chiffre in avec:
        ligne = lignes[chiffre.ref.strip("[]")]
        affiche = re.sub(r"^\+\u00a0", "", str(chiffre)).replace(f"{MOINS}\u00a0", "-")
        assert affiche == str(ligne["valeur"]) or f"Taux\u00a0: {chiffre}" in ligne["phrase"], (chiffre, ligne)


def test_every_line_of_annex_b_is_of_use(resultat):
    """Annex B tells what the report shows: each of its lines is cited, or explains the year and the size."""
    champs = contexte(resultat)
    cites = {c.ref.strip("[]") for c in _chaines({k: v for k, v in champs.items() if k != "annexe_b"})
             if isinstance(c, Chiffre)}  # fmt: skip
    lignes = {ligne["ref"] for chapitre in champs["annexe_b"] for ligne in chapitre["lignes"]}
    assert {ref for ref in lignes - cites if not ref.startswith("B-41")} == set()


def test_references_are_those_of_the_place_and_not_of_the_appearance(dossier, resultat):
    """What a year adds or leaves out moves no number: the same place bears the same one."""
    complet = lecteur.Lecteur(resultat).renvois
    engagees = {**dossier.fiches["mission"], "acces": {"engagee": "Non"}, "qualite": {"engagee": "Oui"}}
    autre = calcule(dossier.avec(missions=engagees, versements=()))
    change = lecteur.Lecteur(autre).renvois
    assert set(change) != set(complet)
    assert {i: (change[i], complet[i]) for i in set(change) & set(complet) if change[i] != complet[i]} == {}
    for renvois in (complet, change):
        numeros = [n for i, n in renvois.items() if not i.endswith(".taux")]
        assert len(numeros) == len(set(numeros))
        assert all(re.fullmatch(r"B-\d{4}", n) for n in numeros)


def test_annex_b_gives_text_inputs_and_cell_of_each_line(resultat):
    """Rule, text and article, inputs with their cells, sentence: nothing is left blank."""
    champs = contexte(resultat, adresses=Layout(resultat).adresses())
    for chapitre in champs["annexe_b"]:
        for ligne in chapitre["lignes"]:
            assert ligne["texte"]
            assert ligne["phrase"].endswith(".")
            assert re.search(r"!\$?[A-Z]+\$?\d+", ligne["cellule"]), ligne
            assert re.search(r"[A-Z]+\d+", ligne["entrees"]), ligne


def test_every_figure_of_the_financial_tables_has_its_reference(resultat):
    """Every figure of the rights has its line in annex B; every other figure has at least its cell."""
    champs = contexte(resultat, adresses=Layout(resultat).adresses())
    for nom in ("lignes", "perimetres"):
        for rang in champs[nom]:
            for chiffre in (v for v in rang.values() if isinstance(v, Chiffre)):
                if rang.get("retenu") is not chiffre:
                    assert chiffre.ref, (nom, rang["libelle"], chiffre)
    for nom in ("postes", "cadres", "charges", "produits", "financeurs", "non_depense", "paiements", "echeances",
                "scenarios", "equilibres", "suivante", "couverture", "adherents", "instances"):  # fmt: skip
        for rang in champs[nom]:
            for cle, chiffre in rang.items():
                if isinstance(chiffre, Chiffre):
                    assert "!" in chiffre.cellule, (nom, cle, chiffre)


def test_annex_b_amounts_are_those_of_the_steps(resultat):
    """Annex b amounts are those of the steps."""
    champs = contexte(resultat)
    lignes = [ligne for chapitre in champs["annexe_b"] for ligne in chapitre["lignes"]]
    vues = lecteur.Lecteur(resultat).retenues()
    assert len(lignes) == len(vues)
    for ligne, calculee in zip(lignes, vues, strict=True):
        if calculee.etape.regle.retour.code == "montant" and isinstance(calculee.valeur, Fraction):
            assert ligne["valeur"] == formats.euros(calculee.valeur)


def test_annex_b_skips_what_has_no_object(resultat):
    """Annex b skips what has no object."""
    champs = contexte(resultat)
    for chapitre in champs["annexe_b"]:
        assert all("sans objet" not in ligne["valeur"] for ligne in chapitre["lignes"])


def test_cells_come_from_the_addresses_or_are_a_dash(resultat):
    """Cells come from the addresses or are a dash."""
    champs = contexte(resultat, adresses={"ligne.acces_fixe.droit": "Financement!L7"})
    lignes = [ligne for chapitre in champs["annexe_b"] for ligne in chapitre["lignes"]]
    assert [ligne["cellule"] for ligne in lignes if ligne["cellule"] != "—"] == ["Financement!L7"]


@pytest.mark.parametrize(
    ("tableau", "rang", "champ", "attendu"),
    [
        ("versement", 1, "montant", "Versements, ligne 1, montant reçu"),
        ("indicateur", 6, "constate", "Indicateur P1"),
    ],
)
def test_a_missing_value_makes_the_report_provisional_and_is_named(dossier, tableau, rang, champ, attendu):
    """A missing value makes the report provisional and is named."""
    champs = contexte(calcule(_change(dossier, tableau, rang, **{champ: None})))
    assert champs["provisoire"] is True
    assert champs["statut"] == PROVISOIRE
    assert any(attendu in raison for raison in champs["raisons"])
    assert "0,00" not in champs["chiffres_cles"][1 if tableau == "indicateur" else 2]["valeur"]


@pytest.mark.parametrize("champ", ["nom", "signature", "arrete", "population"])
def test_a_missing_identity_makes_the_report_provisional(dossier, champ):
    """A missing identity makes the report provisional."""
    champs = contexte(calcule(_identite(dossier, **{champ: None})))
    assert champs["provisoire"] is True
    assert any("n'est pas renseigné" in raison for raison in champs["raisons"])


def test_an_unknown_national_amount_is_to_be_taken_from_the_contract(dossier):
    """An unknown national amount is to be taken from the contract."""
    champs = contexte(calcule(_identite(dossier, taille_contrat=Fraction(2))))
    ligne = next(ligne for ligne in champs["lignes"] if ligne["libelle"] == "Accès aux soins, volet fixe")
    assert ligne["retenu"] == "À reprendre de l'annexe financière du contrat"
    assert champs["provisoire"] is True


def test_an_overridden_amount_is_marked(dossier):
    """An overridden amount is marked."""
    annexe = dossier.avec(lignes={"acces_fixe": {"annexe": Fraction(88000)}})
    champs = contexte(calcule(annexe))
    ligne = next(ligne for ligne in champs["lignes"] if ligne["libelle"] == "Accès aux soins, volet fixe")
    assert ligne["origine"] == "annexe du contrat"
    assert ligne["retenu"] == formats.euros(88000)


def test_a_mission_not_engaged_is_one_line(resultat):
    """A mission not engaged is one line."""
    mission = next(m for m in contexte(resultat)["missions"] if m["code"] == "qualite")
    assert mission["engagee"] is False
    assert mission["statut"] == "Mission optionnelle non engagée."


def test_no_identifier_of_a_professional_leaves_the_workbook(dossier):
    """Neither the identifier of a professional, nor his name, nor his workplace leaves the workbook."""
    noms = {"nom": "DURAND", "prenom": "Paul-Émile", "structure": "Cabinet de la Halle"}
    pros = tuple({**f, **noms, "id": "DURAND-Paul"} if f["id"] == "P03" else f for f in dossier.liste("professionnel"))
    lignes = tuple(
        {**f, "professionnel": "DURAND-Paul"} if f["professionnel"] == "P03" else f
        for f in dossier.liste("participation")
    )
    champs = contexte(calcule(dossier.avec(professionnels=pros, participations=lignes)))
    fuites = [v for v in _chaines(champs) for mot in ("DURAND", "Paul-Émile", "la Halle") if mot in str(v)]
    assert fuites == []


def test_what_is_wrong_about_a_person_is_not_quoted(dossier):
    """A blocking anomaly in a table of people says where it stands, never what was typed."""
    lignes = ({**dossier.liste("participation")[0], "professionnel": "Dr Martin"}, *dossier.liste("participation")[1:])
    champs = contexte(calcule(dossier.avec(participations=lignes)))
    assert "Participations, ligne 1\u00a0: une saisie est à corriger." in champs["raisons"]
    assert not any("Martin" in str(valeur) for valeur in _chaines(champs))


def test_professions_are_told_with_hours_amount_and_highest_share(dossier, resultat):
    """One row per profession: its people, its paid hours and euros of the contract year, its highest share."""
    lignes = {ligne["profession"]: ligne for ligne in contexte(resultat)["indemnites"]}
    pros = dossier.liste("professionnel")
    for rang, tarif in enumerate(dossier.liste("tarif"), 1):
        siens = [n for n, fiche in enumerate(pros, 1) if fiche["profession"] == tarif["profession"]]
        if siens:
            ligne = lignes.pop(tarif["profession"])
            assert ligne["personnes"] == str(len(siens))
            assert ligne["montant"] == formats.euros(resultat.valeurs[f"tarif.{rang}.montant"])
            parts = [resultat.valeurs[f"indemnite.{n}.part_{an}"] for n in siens for an in (1, 2)]
            assert ligne["part"] == composer(formats.taux(max(parts)))
    assert lignes == {}


def test_a_profession_without_a_rate_is_to_be_completed(dossier):
    """A profession that has no line among the rates is not left out of the table: its totals are to be completed."""
    profession = dossier.liste("professionnel")[0]["profession"]
    tarifs = tuple(f for f in dossier.liste("tarif") if f["profession"] != profession)
    (ligne,) = (
        ligne for ligne in contexte(calcule(dossier.avec(tarifs=tarifs)))["indemnites"]
        if ligne["profession"] == profession
    )  # fmt: skip
    assert ligne["montant"] == ligne["personnes"] == "À compléter"


def test_payments_to_professionals_by_post_add_up(resultat):
    """By post, indemnities and remunerations of the contract year; the total row is a step, and is their sum."""
    champs = contexte(resultat)
    assert [p["libelle"] for p in champs["paiements"]][:2] == ["Fonctionnement", "Accès aux soins"]
    postes = [c for c in resultat.valeurs if c.startswith("paiement.") and c.endswith(".total") and ".total." not in c]
    assert champs["paiements_total"]["total"] == formats.euros(sum(resultat.valeurs[c] for c in postes))


def test_vigilance_names_the_gap_with_the_accounts_and_the_expired_proof(resultat):
    """The two problems put on purpose in the example, and the gap with the accounts, stand in the report."""
    points = contexte(resultat)["vigilance"]
    assert any("8,40\u00a0€" in point for point in points)
    assert any("près de son plafond" in point for point in points)
    assert any("A5" in point and "aucune preuve" in point for point in points)


def test_an_unforeseen_heading_is_not_lost(dossier):
    """An unforeseen heading is not lost."""
    texte = {"rubrique": "vie associative", "texte": "Deux assemblées."}
    champs = contexte(calcule(dossier.avec(textes=(texte,))))
    assert champs["complements"] == [{"titre": "vie associative", "paragraphes": ["Deux assemblées."]}]


def test_a_year_of_the_2019_grid_is_written_too(dossier):
    """A year of the 2019 grid is written too."""
    champs = contexte(
        calcule(_identite(dossier, signature=date(2020, 3, 15), debut=date(2020, 3, 15), arrete=date(2021, 3, 14)))
    )
    assert champs["annee"]["numero"] == "1"
    assert champs["missions"]


def test_an_almost_empty_dossier_is_written(dossier):
    """An almost empty dossier is written."""
    vide = Dossier({**dict.fromkeys(dossier.identite), "debut": date(2025, 3, 15)})
    champs = contexte(calcule(vide))
    assert champs["provisoire"] is True
    assert champs["cpts"]["nom"] == "CPTS sans nom"
    assert not any(isinstance(v, Absent) or "None" in str(v) for v in _chaines(champs))


def test_typography():
    """Typography."""
    assert composer("coût : 12 € ; fait à 80 % ?") == "coût\u00a0: 12\u00a0€\u00a0; fait à 80\u00a0%\u00a0?"
    assert composer("« mot »") == "«\u00a0mot\u00a0»"
    assert composer("80 000 habitants") == "80\u202f000 habitants"
    assert composer("http://exemple.fr:80") == "http://exemple.fr:80"
    assert propre("a\x00b\x07c\ue000d\ud800e") == "abcde"
    assert paragraphes("un\r\n\r\ndeux\x0b") == ["un", "deux"]


def test_what_changed_is_told_by_cause(dossier):
    """Size, rule, definition, value: each change since last year has its own line and its cause."""
    indicateurs = tuple(
        {**f, "definition_changee": "Oui"} if f["id"] == "A1" else f for f in dossier.liste("indicateur")
    )
    champs = contexte(calcule(dossier.avec(indicateurs=indicateurs)))
    contrat = {ligne["objet"]: ligne for ligne in champs["evolutions"]["contrat"]}
    assert contrat["Taille retenue"]["constat"] == "stable"
    assert contrat["Textes en vigueur au premier jour"]["constat"] == "mêmes textes les deux années"
    causes = {ligne["id"]: ligne["cause"] for ligne in champs["evolutions"]["indicateurs"]}
    assert causes["A1"].startswith("définition changée")
    assert causes["A2"] == "valeur en baisse"
    assert causes["P3"] == "repris de l'indicateur P4"
    assert causes["S1"] == "nouvel indicateur"


def test_a_text_that_came_into_force_between_two_years_is_told(dossier):
    """The second year of a contract signed under the first text names the one that came in between."""
    dates = {"signature": date(2022, 3, 15), "debut": date(2023, 3, 15), "arrete": date(2024, 3, 14)}
    contrat = contexte(calcule(_identite(dossier, **dates)))["evolutions"]["contrat"]
    regle = next(ligne for ligne in contrat if ligne["cause"] == "Règle")
    assert "avenant 2" in regle["constat"]
    assert regle["avant"] != regle["apres"]


def test_the_first_year_has_nothing_to_compare(dossier):
    """In the first year, key figures and changes say so instead of inventing a year before."""
    premiere = {"signature": date(2025, 3, 15)}
    champs = contexte(calcule(_identite(dossier, **premiere)))
    assert champs["evolutions"]["sans_objet"]
    assert {ligne["precedent"] for ligne in champs["chiffres_cles"]} == {"première année"}


def test_key_figures_of_the_year_before_are_those_of_the_table_of_years(resultat):
    """n-1 is read in the table of the years, and what it does not follow says so."""
    lignes = {ligne["libelle"]: ligne for ligne in contexte(resultat)["chiffres_cles"]}
    assert lignes["Droit ouvert"]["precedent"] == formats.euros(resultat.valeurs["annee.2.droit_annee"])
    assert lignes["Dépensé"]["precedent"] == formats.euros(resultat.valeurs["annee.2.depense"])
    assert lignes["Indicateurs suivis"]["precedent"] == "non suivi"


def test_a_change_is_an_amount_with_its_sign_and_its_line_of_annex_b(resultat, dossier):
    """The change since last year is the step of the sheet Contrat: signed, never a word, never zero when unknown."""
    evolutions = {ligne["libelle"]: ligne["evolution"] for ligne in contexte(resultat)["chiffres_cles"]}
    assert evolutions["Droit ouvert"] == "+\u00a023\u202f997,47\u00a0€"
    assert evolutions["Versé à la date d'arrêté"] == f"{MOINS}\u00a0115\u202f993,15\u00a0€"
    assert evolutions["Dépensé"] == "+\u00a057\u202f166,82\u00a0€"
    assert evolutions["Droit ouvert"].ref == "[B-9203]"
    tue = {**dossier.fiches["annee"], "2": {**dossier.fiches["annee"]["2"], "depense": None, "droit": Fraction(0)}}
    champs = contexte(calcule(dossier.avec(annees=tue)))
    evolutions = {ligne["libelle"]: ligne["evolution"] for ligne in champs["chiffres_cles"]}
    assert evolutions["Dépensé"] == "À compléter"
    assert evolutions["Droit ouvert"] == f"+\u00a0{formats.euros(resultat.valeurs['perimetre.tout.droit'])}"
    egal = {**tue, "2": {**tue["2"], "droit": resultat.valeurs["perimetre.tout.droit"]}}
    evolutions = {
        ligne["libelle"]: ligne["evolution"] for ligne in contexte(calcule(dossier.avec(annees=egal)))["chiffres_cles"]
    }
    assert evolutions["Droit ouvert"] == "inchangé"


def test_totals_are_those_of_their_steps(resultat):
    """Members, presences, late money, unspent money at the opening: each total is a step, and adds up."""
    champs, valeurs = contexte(resultat), resultat.valeurs
    assert champs["adherents_total"]["adherents"] == "54"
    assert champs["adherents_total"]["taux"] == "12\u00a0%"
    assert champs["adherents_total"]["evolution"] == "+\u00a06"
    assert champs["reunions_total"]["presents"] == "44"
    assert champs["non_depense_total"]["ouverture"] == formats.euros(21_600)
    restes = [
        valeurs[f"poste.{p}.reste"] for p in ("acces", "parcours", "prevention", "crise", "accompagnement", "qualite")
    ]
    assert sum(restes) + valeurs["poste.fonctionnement.reste"] == valeurs["total.reste"] == valeurs["poste.total.reste"]
    assert {m["reste"] for m in champs["missions"] if m["code"] == "acces"} == {
        formats.euros(valeurs["poste.acces.reste"])
    }


def test_the_present_of_a_meeting_are_told_by_profession(resultat):
    """Each meeting tells how many of each profession were there; together they are its presents."""
    for reunion in contexte(resultat)["reunions"]:
        effectifs = [int(n) for n in re.findall(r"\((\d+)\)", reunion["professions"])]
        assert sum(effectifs) == int(reunion["presents"]), reunion


def test_next_year_is_told_in_three_scenarios(resultat, dossier):
    """The budget and the targets of next year are those typed; what is not typed says so, and is never zero."""
    champs = contexte(resultat)
    lignes = {ligne["libelle"]: ligne for ligne in champs["equilibres_suivants"]}
    assert lignes["Parts fixes ACI, à droit constant"]["central"] == formats.euros(260_000)
    assert [lignes["Résultat"][s] for s in ("prudent", "central", "complet")] == [
        formats.euros(montant) for montant in (1_130, 16_510, 12_030)
    ]
    assert champs["cadres_suivants_total"]["central"] == formats.euros(332_630)
    assert champs["actions_prevues"][0]["etat"] == "prévue"
    cibles = {ligne["id"]: ligne["proposition"] for ligne in champs["indicateurs_proposes"]}
    assert (cibles["A1"], cibles["V3"]) == ("40", "15")
    sans = tuple({**f, "cible_proposee": None} for f in dossier.liste("indicateur"))
    vide = contexte(calcule(dossier.avec(budget_suivant=(), indicateurs=sans)))
    assert vide["budget_suivant"] == []
    assert {ligne["proposition"] for ligne in vide["indicateurs_proposes"]} == {"non renseigné", "réalisé"}
    assert not [ligne for g in vide["annexe_b"] for ligne in g["lignes"] if "n+1" in ligne["libelle"]]


def test_the_sentences_to_remember_keep_their_figures(resultat):
    """Each sentence is its pieces, in order; its figures keep their line of annex B, for whoever links them."""
    for phrase in contexte(resultat)["a_retenir"]:
        cites = [f"{c}\u00a0{c.ref}" if c.ref else str(c) for c in (phrase.premier, phrase.second)]
        assert f"{phrase.avant}{cites[0]}{phrase.entre}{cites[1]}{phrase.apres}" == str(phrase)
    assert contexte(resultat)["a_retenir"][0].premier.ref == "[B-5201]"


def test_a_chart_states_only_what_is_known(resultat, dossier):
    """The title of a chart states a finding that holds; where a value is missing, it says so."""
    from cpts_xl.report.figures import figures  # noqa: PLC0415 - avec les graphiques, plus lourds

    faits = figures(lecteur.Lecteur(resultat))
    assert faits["statuts"].titre == "Indicateurs non atteints : P3 et V2"
    assert faits["enveloppes"].titre.endswith("Fonctionnement et Actions territoriales de prévention")
    assert set(faits) == {"cibles", "adherents", "statuts", "preuves", "enveloppes", "serie_acces", "serie_parcours",
                          "serie_prevention"}  # fmt: skip
    manque = calcule(_change(dossier, "indicateur", 6, constate=None))
    faits = figures(lecteur.Lecteur(manque))
    assert faits["statuts"].titre == "Indicateurs encore à évaluer : P1"
    assert "incomplète" in faits["cibles"].titre
    rang = faits["statuts"].categories.index("P1")
    assert faits["statuts"].series[0].valeurs[rang] is None


def test_every_chart_value_is_that_of_a_cell(resultat):
    """No value of a chart is made on the way: each is a step or an input."""
    from cpts_xl.report.figures import figures  # noqa: PLC0415 - avec les graphiques, plus lourds

    connues = {v for v in resultat.valeurs.values() if isinstance(v, Fraction)}
    for graphique in figures(lecteur.Lecteur(resultat)).values():
        assert graphique.description
        assert {v for serie in graphique.series for v in serie.valeurs if v is not None} <= connues
