"""The references of the fields: each figure leads to its line of annex B, and each line tells its step."""

from __future__ import annotations

import re
from fractions import Fraction

from cpts_xl import formats
from cpts_xl.report import lecteur
from cpts_xl.report.contexte import contexte
from cpts_xl.report.typographie import Chiffre, composer
from cpts_xl.workbook.layout import Layout

from .conftest import calcule, chaines


def test_each_reference_leads_to_the_line_of_its_step(resultat):
    """A figure that bears a reference is the value of that line of annex B, or the rate that its sentence tells."""
    champs = contexte(resultat)
    lignes = {ligne["ref"]: ligne for chapitre in champs["annexe_b"] for ligne in chapitre["lignes"]}
    cites = [c for c in chaines({k: v for k, v in champs.items() if k != "annexe_b"}) if isinstance(c, Chiffre)]
    avec = [c for c in cites if c.ref]
    assert len(avec) > 100
    for chiffre in avec:
        ligne = lignes[chiffre.ref.strip("[]")]
        affiche = re.sub(r"^\+\u00a0", "", str(chiffre))
        assert affiche == str(ligne["valeur"]) or f"Taux\u00a0: {chiffre}" in ligne["phrase"], (chiffre, ligne)


def test_every_line_of_annex_b_is_of_use(resultat):
    """Annex B tells what the report shows: each of its lines is cited, or explains the year and the size."""
    champs = contexte(resultat)
    cites = {c.ref.strip("[]") for c in chaines({k: v for k, v in champs.items() if k != "annexe_b"})
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
            assert ligne["valeur"] == composer(formats.euros(calculee.valeur))


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
