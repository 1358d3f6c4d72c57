"""The fields: formatted, each a step or an input, never made on the way."""

from __future__ import annotations

import ast
import re
from fractions import Fraction
from pathlib import Path

from cpts_xl import formats
from cpts_xl.report import contexte as module_contexte
from cpts_xl.report import lecteur
from cpts_xl.report.contexte import COMPLETE, contexte
from cpts_xl.report.typographie import composer, paragraphes, propre

from .conftest import avec_fiche, avec_identite, calcule, chaines

SALLE = Path(module_contexte.__file__).parent


def test_every_field_is_french_text_or_a_truth_value(resultat):
    """Every field is french text or a truth value."""
    for valeur in chaines(contexte(resultat)):
        assert isinstance(valeur, str | bool)
        assert "None" not in str(valeur)
        assert not re.search(r"\bnan\b|Fraction\(|Absent\(", str(valeur))


CONTENU = (
    "contexte", "annexes", "completude", "figures", "finances", "indicateurs", "lecteur", "missions", "posterieurs",
    "preuves", "renvois", "vigilance", "chapitres/argent", "chapitres/couverture", "chapitres/cpts",
    "chapitres/definitions", "chapitres/essentiel", "chapitres/evolutions", "chapitres/gouvernance",
    "chapitres/programme", "documents/__init__", "documents/champs", "documents/personnes",
    "documents/relance",
)  # fmt: skip


def test_no_arithmetic_in_the_fields():
    """Every figure comes from a step: the modules of the fields hold no + - * / between figures."""
    # la veille du premier jour qui n'y est plus ; les textes d'une année qui ne sont pas de l'autre
    admis = {"annee": {"Sub"}, "_regle": {"Sub"}}
    # ce qui suit l'arrêté, qu'aucune étape ne compte à part
    sommes = {"_apres": {"sum"}}
    # les sommes connues d'une lettre, dont l'échéancier ne dit pas le total ; des lignes comptées, jamais un montant
    sommes |= {"_total": {"sum"}, "_non_comptes": {"sum"}, "_de_l_historique": {"len"}}
    for nom in CONTENU:
        arbre = ast.parse((SALLE / f"{nom}.py").read_text(encoding="utf-8"))
        for fonction in [n for n in ast.walk(arbre) if isinstance(n, ast.FunctionDef)]:
            for noeud in ast.walk(fonction):
                if isinstance(noeud, ast.BinOp) and not isinstance(noeud.op, ast.BitOr):
                    gauche = ast.unparse(noeud)
                    texte = any(isinstance(n, ast.JoinedStr | ast.List) for n in ast.walk(noeud)) or "'.'" in gauche
                    indice = gauche in {"rang - 1", "rangs[ident] - 1", "NB_PALIERS + 1"}
                    assert texte or indice or type(noeud.op).__name__ in admis.get(fonction.name, set()), (nom, gauche)
                appel = ast.unparse(noeud.func) if isinstance(noeud, ast.Call) else ""
                assert appel not in {"sum", "round", "len"} - sommes.get(fonction.name, set()), nom


def test_every_module_of_the_fields_is_under_that_rule():
    """A module that makes fields cannot be forgotten by the rule above."""
    machines = {
        "__init__", "cellules_citees", "charte", "examen_modele", "gabarit", "images", "numerotation", "paquet",
        "typographie",
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


def test_a_mission_not_engaged_is_one_line(resultat):
    """A mission not engaged is one line."""
    mission = next(m for m in contexte(resultat)["missions"] if m["code"] == "qualite")
    assert mission["engagee"] is False
    assert mission["statut"] == "Mission optionnelle non engagée."


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


def test_typography():
    """Typography."""
    assert composer("coût : 12 € ; fait à 80 % ?") == "coût\u00a0: 12\u00a0€\u00a0; fait à 80\u00a0%\u00a0?"
    assert composer("« mot »") == "«\u00a0mot\u00a0»"
    assert composer("80 000 habitants") == "80\u202f000 habitants"
    assert composer("http://exemple.fr:80") == "http://exemple.fr:80"
    assert propre("a\x00b\x07c\ue000d\ud800e") == "abcde"
    assert paragraphes("un\r\n\r\ndeux\x0b") == ["un", "deux"]


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
    manque = calcule(avec_fiche(dossier, "indicateur", 6, constate=None))
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


def test_nothing_at_stake_is_not_wholly_earned(dossier):
    """A crisis that was not recognised puts 0 € at stake: 0 of 0 is no part earned; once recognised, it may be."""
    from cpts_xl.report.figures import figures  # noqa: PLC0415 - avec les graphiques, plus lourds

    neuf = {"id": "C1", "libelle": "Cellule réunie", "mission": "crise", "mode": "réalisé", "realise": "Oui",
            "montant_en_jeu": Fraction(67_500)}  # fmt: skip
    avec = dossier.avec(indicateurs=(*dossier.liste("indicateur"), neuf))
    titre = figures(lecteur.Lecteur(calcule(avec)))["cibles"].titre
    assert titre == "Aucune mission n'a acquis toute sa part variable, avant prorata"
    reconnue = avec_identite(avec, crise_reconnue="Oui")
    titre = figures(lecteur.Lecteur(calcule(reconnue)))["cibles"].titre
    assert titre == "Part variable acquise en entier, avant prorata : Réponse aux crises sanitaires graves"
    seule = avec_identite(dossier.avec(indicateurs=(neuf,)), crise_reconnue="Non")
    titre = figures(lecteur.Lecteur(calcule(seule)))["cibles"].titre
    assert titre == "Part variable, avant prorata : aucun montant n'est en jeu cette année"
