"""The two published examples: coherent, and without a person's name."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date

import pytest

from cpts_xl.engine.anonyme import noms_de
from cpts_xl.engine.confidentialite import donnees_de_sante
from cpts_xl.engine.examen import examiner
from tests.engine.exemples_publies import EXEMPLES, calcul

IDENTIFIANTS = {
    "indicateur": "id", "piece": "numero", "cle": "id", "professionnel": "id", "tarif": "profession", "reunion": "id",
    "action": "id", "adherent": "profession", "compte": "compte", "texte": "rubrique", "convention": "partenaire",
    "territoire": "rubrique", "poste_equipe": "fonction",
}  # fmt: skip


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
