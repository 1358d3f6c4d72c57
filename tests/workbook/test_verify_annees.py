"""Two years in a row: what changed and why, and a past that this year's workbook tells otherwise."""

from __future__ import annotations

from copy import copy
from dataclasses import replace
from datetime import date
from fractions import Fraction
from functools import cache
from typing import Any

import pytest

from cpts_xl.constats import Cause
from cpts_xl.engine.dossier import Dossier
from cpts_xl.engine.reprise import ABROGEE, NOUVEL, NOUVELLE, TERMINE
from cpts_xl.engine.suite import ouvrir
from cpts_xl.law.in_force import en_vigueur
from cpts_xl.revue.evolution import entre_annees
from cpts_xl.workbook.layout import Layout
from cpts_xl.workbook.recu.read import Lecture
from cpts_xl.workbook.verification import comparer_annees, passe_recrit
from cpts_xl.workbook.xlsx.types import ClasseurLu
from tests.workbook.exemples import dossier_exemple, resultat


def _lecture(dossier: Dossier) -> Lecture:
    """Return a dossier as if it had been read from a workbook."""
    calcule = resultat(dossier)
    places = {ident: (case.feuille, case.adresse) for ident, case in Layout(calcule).cases.items()}
    return Lecture(ClasseurLu(None), dossier, en_vigueur(dossier.debut), [], places)  # type: ignore[arg-type]


@cache
def _avant() -> Lecture:
    return _lecture(dossier_exemple())


@cache
def _apres() -> Lecture:
    return _lecture(ouvrir(resultat()).dossier)


def _change(table: str, rang: int, **champs: Any) -> Lecture:
    """Return this year with one row of a free table changed."""
    lecture = copy(_apres())
    lignes = list(lecture.dossier.listes[table])
    lignes[rang - 1] = {**lignes[rang - 1], **champs}
    lecture.dossier = replace(lecture.dossier, listes={**lecture.dossier.listes, table: tuple(lignes)})
    return lecture


def _fiche(table: str, code: str, **champs: Any) -> Lecture:
    """Return this year with one row of a fixed table changed."""
    lecture = copy(_apres())
    fiches = dict(lecture.dossier.fiche(table))
    fiches[code] = {**fiches.get(code, {}), **champs}
    lecture.dossier = replace(lecture.dossier, fiches={**lecture.dossier.fiches, table: fiches})
    return lecture


def test_a_year_opened_from_the_other_tells_the_same_past() -> None:
    """Nothing typed since: no finding, and every line of the money is in the list of changes."""
    assert passe_recrit(_apres(), _avant()) == []
    evolutions = comparer_annees(_apres(), _avant())
    lignes = {e.code for e in evolutions if e.nature == "ligne"}
    assert lignes == {ligne.code for ligne in _apres().droit.lignes}
    assert {e.code for e in evolutions if e.nature == "indicateur"} == {
        str(f["id"]) for f in dossier_exemple().liste("indicateur")
    }


def _rang_historique(champ: str) -> int:
    annee = resultat().valeurs["identite.annee"]
    lignes = _apres().dossier.liste("historique")
    return next(n for n, f in enumerate(lignes, 1) if f["annee"] == annee and f.get(champ) is not None)


REECRITURES: dict[str, tuple[str, Any, Cause]] = {
    "valeur de l'an dernier": ("historique.valeur", Fraction(12345), Cause.VALEUR),
    "montant acquis l'an dernier": ("historique.acquis", Fraction(1), Cause.VALEUR),
    "définition de l'an dernier": ("historique.definition", "autre chose", Cause.DEFINITION),
}


@pytest.mark.parametrize("cas", REECRITURES)
def test_a_rewritten_history_is_found(cas: str) -> None:
    """One cell of the history is not what last year's workbook says: that cell is named, and the cause."""
    quoi, valeur, cause = REECRITURES[cas]
    table, champ = quoi.split(".")
    rang = _rang_historique(champ)
    lecture = _change(table, rang, **{champ: valeur})
    (constat,) = passe_recrit(lecture, _avant())
    assert (constat.feuille, constat.cellule) == lecture.places[f"historique.{rang}.{champ}"]
    assert constat.cause == cause


def test_a_closed_year_and_a_balance_rewritten_are_found() -> None:
    """The right of a closed year, its size, the balance carried: each with its cause, the amounts with their euros."""
    annee = str(resultat().valeurs["identite.annee"])
    droit = resultat().valeurs["perimetre.tout.droit"]
    (constat,) = passe_recrit(_fiche("annee", annee, droit=droit + 10_000), _avant())
    assert (constat.cause, constat.enjeu) == (Cause.VALEUR, 10_000)
    (constat,) = passe_recrit(_fiche("annee", annee, taille=Fraction(1)), _avant())
    assert constat.cause == Cause.TAILLE
    (constat,) = passe_recrit(_fiche("ligne", "acces_fixe", solde_n1=Fraction(90_000)), _avant())
    assert constat.cause == Cause.VALEUR
    assert constat.cellule == _apres().places["ligne.acces_fixe.solde_n1"][1]


def test_a_definition_changed_without_saying_so() -> None:
    """Said in its column, it is an evolution by definition; unsaid, it is a finding too."""
    autre = {"definition": "Tout patient vu une fois"}
    (constat,) = passe_recrit(_change("indicateur", 1, **autre), _avant())
    assert constat.cause == Cause.DEFINITION
    dite = _change("indicateur", 1, **autre, definition_changee="Oui")
    assert passe_recrit(dite, _avant()) == []
    code = dossier_exemple().liste("indicateur")[0]["id"]
    (evolution,) = [e for e in comparer_annees(dite, _avant()) if (e.nature, e.code) == ("indicateur", code)]
    assert evolution.cause == Cause.DEFINITION


def test_a_change_of_size_is_the_cause_of_the_amounts() -> None:
    """A population that changes the size: the ceilings that change do so by the size, with their euros."""
    ouverte = ouvrir(resultat(), population=Fraction(30_000)).dossier
    neuve = ouverte.avec(identite={**ouverte.identite, "taille_contrat": None})
    evolutions = comparer_annees(_lecture(neuve), _avant())
    taille = next(e for e in evolutions if e.code == "taille")
    assert (taille.cause, taille.apres) == (Cause.TAILLE, 1)
    plafonds = [e for e in evolutions if e.nature == "ligne" and "plafond" in e.libelle and e.ecart]
    assert plafonds
    assert all(e.cause == Cause.TAILLE and e.euros == e.ecart for e in plafonds)


def test_another_workbook_is_not_the_year_before() -> None:
    """The same year given twice is said to be so, and nothing is compared."""
    (constat,) = passe_recrit(_avant(), _avant())
    assert "n'est pas celui de l'année d'avant" in constat.message
    assert constat.lu.endswith(", jusqu'au 14/03/2026")  # le dernier jour, comme partout ailleurs
    assert constat.attendu.endswith(", jusqu'au 14/03/2025")


# -- ce qui change de numéro, ce qui finit, ce qui commence -------------------------------------------------------


def _renumerotee(**reprises: str) -> Dossier:
    """Return this year without its A1, and each of these indicators under the number of another."""
    dossier = dossier_exemple()
    fiches = [f for f in dossier.liste("indicateur") if f["id"] != "A1"]
    for neuf, ancien in reprises.items():
        rang = next(n for n, f in enumerate(fiches) if f["id"] == ancien)
        fiches[rang] = {**fiches[rang], "id": neuf, "reporte_de": ancien}
    return dossier.avec(indicateurs=tuple(fiches))


def test_a_renumbered_indicator_has_the_past_of_the_one_it_continues() -> None:
    """A1 « repris de » A2 is compared with the old A2, in its value as in its definition; the old A1 has ended."""
    lecture = _lecture(_renumerotee(A1="A2"))
    evolutions = [e for e in comparer_annees(lecture, _avant()) if e.nature == "indicateur"]
    acquis = {f["id"]: resultat().valeurs[f"indicateur.{n}.acquis"]
              for n, f in enumerate(dossier_exemple().liste("indicateur"), 1)}  # fmt: skip
    continue_, termine = (e for e in evolutions if e.code == "A1")
    assert (continue_.avant, continue_.cause, continue_.euros) == (continue_.apres, Cause.AUCUNE, 0)
    assert (termine.cause, termine.apres, termine.euros) == (TERMINE, None, -acquis["A1"])
    dits = [c for c in entre_annees(resultat(lecture.dossier), evolutions) if c.code == "A1"]
    assert [(c.euros_avant, c.euros_apres) for c in dits] == [(acquis["A2"],) * 2, (acquis["A1"], 0)]
    assert "Cette année : n'existe plus" in dits[1].explication


def test_a_number_taken_over_is_not_that_of_a_new_indicator() -> None:
    """A2 become A1, a new A2 has no past, whatever it is called; kept under its number, it has its own."""
    dossier = _renumerotee(A1="A2")
    neuf = {**dossier.liste("indicateur")[1], "id": "A2", "reporte_de": None}
    lecture = _lecture(dossier.avec(indicateurs=(*dossier.liste("indicateur"), neuf)))
    (a2,) = [e for e in comparer_annees(lecture, _avant()) if e.code == "A2"]
    assert (a2.cause, a2.avant, a2.place_avant) == (NOUVEL, None, None)
    (a2,) = [e for e in comparer_annees(_lecture(_renumerotee()), _avant()) if e.code == "A2"]
    assert a2.cause == Cause.AUCUNE


@cache
def _sous_l_avenant_1(debut: date, avant: tuple[str, ...]) -> Lecture:
    """Return the example in a year of a contract of 2021, with the supplement, without these indicators."""
    dossier = dossier_exemple()
    dates = {"signature": date(2021, 3, 15), "debut": debut, "arrete": date(debut.year + 1, 3, 14)}
    fiches = tuple(f for f in dossier.liste("indicateur") if f["id"] not in avant)
    oui = {"supplement_snp": "Oui", **dates}
    return _lecture(dossier.avec(identite={**dossier.identite, **oui}, indicateurs=fiches, versements=()))


def test_the_changes_add_up_to_that_of_the_total_what_ended_included() -> None:
    """A line repealed, an indicator ended and one begun: the changes in euros are those of the totals, to the cent."""
    avant = _sous_l_avenant_1(date(2022, 3, 15), ("V1",))
    apres = _sous_l_avenant_1(date(2023, 3, 15), ("A2",))
    evolutions = comparer_annees(apres, avant)
    lu, dit = resultat(avant.dossier).valeurs, resultat(apres.dossier).valeurs
    causes = {e.code: e.cause for e in evolutions if e.nature == "indicateur"}
    assert (causes["A2"], causes["V1"]) == (TERMINE, NOUVEL)
    abrogees = [e for e in evolutions if e.code == "acces_supplement_snp"]
    assert abrogees
    assert all((e.apres, e.euros, e.place) == (0, -e.avant, None) for e in abrogees)
    assert {e.cause for e in abrogees if e.avant} == {ABROGEE}
    assert {e.cause for e in abrogees if not e.avant} <= {""}
    for mesure, mot in (("plafond", "plafond"), ("droit", "droit ouvert")):
        somme = sum(e.euros for e in evolutions if e.nature == "ligne" and e.libelle.endswith(f" : {mot}"))
        assert somme == dit[f"perimetre.tout.{mesure}"] - lu[f"perimetre.tout.{mesure}"] != 0
    acquis = [sum(v[f"indicateur.{n}.acquis"] for n, _ in enumerate(lecture.dossier.liste("indicateur"), 1))
              for v, lecture in ((lu, avant), (dit, apres))]  # fmt: skip
    assert sum(e.euros for e in evolutions if e.nature == "indicateur") == acquis[1] - acquis[0]


def test_a_line_that_a_text_brings_is_new_and_never_repealed() -> None:
    """Read the other way round, the same line is new: it gains what it is worth, and nothing is told as repealed."""
    avant = _sous_l_avenant_1(date(2023, 3, 15), ())
    apres = _sous_l_avenant_1(date(2022, 3, 15), ())
    neuves = [e for e in comparer_annees(apres, avant) if e.code == "acces_supplement_snp"]
    assert {e.cause for e in neuves if e.apres} == {NOUVELLE}
    assert all((e.avant, e.euros) == (0, e.apres) for e in neuves)
    pareilles = comparer_annees(_apres(), _avant())
    assert {ABROGEE, NOUVELLE, TERMINE, NOUVEL}.isdisjoint(e.cause for e in pareilles)


# -- ce qui se dit par oui ou non ------------------------------------------------------------------------------------


def _dit(**champs: Any) -> Lecture:
    """Return the example where A4, in mode « réalisé », says this."""
    fiches = tuple({**f, **champs} if f["id"] == "A4" else f for f in dossier_exemple().liste("indicateur"))
    return _lecture(dossier_exemple().avec(indicateurs=fiches))


@pytest.mark.parametrize(
    ("avant", "apres", "dits"),
    [
        ({"realise": "Non"}, {"realise": "Oui"}, ("Non", "Oui")),
        ({"realise": "Oui"}, {"realise": "Non"}, ("Oui", "Non")),
        ({"realise": "Oui"}, {"realise": "Oui", "realise_retenu": "Non"}, ("Oui", "Non")),
    ],
)
def test_a_yes_that_becomes_a_no_is_a_change(
    avant: dict[str, Any], apres: dict[str, Any], dits: tuple[str, str]
) -> None:
    """What was declared, then agreed, is compared: both words, the cause, the euros; never « inchangé, sans objet »."""
    vide = {"realise": None, "realise_retenu": None, "neutralisation": None}
    (a4,) = [
        e
        for e in comparer_annees(_dit(**vide | apres), _dit(**vide | avant))
        if (e.nature, e.code) == ("indicateur", "A4")
    ]
    assert ((a4.avant, a4.apres), a4.cause) == (dits, Cause.VALEUR)
    assert a4.euros is not None
    assert (a4.euros > 0) == (dits[1] == "Oui")
    assert a4.place is not None


def test_the_same_word_that_no_longer_pays_the_same_is_a_change() -> None:
    """« Oui » both years, neutralised this one: the word did not move, the euros did, and nobody reads « inchangé »."""
    rien = {"realise": "Oui", "realise_retenu": None}
    une, autre = _dit(**rien, neutralisation=None), _dit(**rien, neutralisation="non payé")
    (a4,) = [e for e in comparer_annees(autre, une) if (e.nature, e.code) == ("indicateur", "A4")]
    assert (a4.avant, a4.apres, a4.cause) == ("Oui", "Oui", Cause.VALEUR)


def test_nobody_said_yes_or_no_is_to_complete() -> None:
    """An empty cell last year is told as what it is, and is no « Non »."""
    (a4,) = [
        e
        for e in comparer_annees(_dit(realise="Oui", realise_retenu=None), _dit(realise=None, realise_retenu=None))
        if (e.nature, e.code) == ("indicateur", "A4")
    ]
    assert (getattr(a4.avant, "texte_natif", a4.avant), a4.apres, a4.cause) == ("À compléter", "Oui", Cause.VALEUR)
