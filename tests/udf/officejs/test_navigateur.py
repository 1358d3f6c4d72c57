"""The add-in in a real browser: Chromium, Pyodide, and the modules that Microsoft has office.js load in Excel."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

import pytest

from cpts_xl.udf.appel import repondre
from cpts_xl.udf.outils import OUTILS
from cpts_xl.udf.porteurs import PORTEURS
from cpts_xl.udf.reference import par_nom
from tests.udf.cellules import Cas, Typee, cas
from tests.udf.officejs.cellules_excel import appel, rendu
from tests.udf.officejs.comparaison import VALEUR, ecarts
from tests.udf.officejs.lots import DATES_AILLEURS, RICHES

PORTEUR = next(porteur for porteur in PORTEURS if porteur.code == "officejs")


def test_the_whole_bench_is_what_python_answers(seance: dict[str, Any]) -> None:
    """Every formula gives, in the browser, the values of Python; failures are #VALEUR! with their words."""
    assert len(cas()) > 2000
    assert ecarts(list(cas()), seance["banc"]["valeurs"]) == {}
    echecs = [un for un in cas() if un.reponse().echec]
    assert echecs, "no failed call was tried"


def test_the_comparison_sees_a_difference() -> None:
    """One cent, one word, a boolean for a number, a text for a failure: each is seen."""
    bon = [un for un in cas() if un.nom == "constantes tapées"]
    assert ecarts(bon, [[True, [[3]]]]) == {}
    for faux in ([True, [[3.01]]], [True, [["3"]]], [True, [[True]]], [False, "3", VALEUR], [True, [[3], [3]]]):
        assert list(ecarts(bon, [faux])) == ["constantes tapées"]


def test_a_date_is_only_a_serial_number(seance: dict[str, Any]) -> None:
    """The row « officejs »: a day where a number is due is read as a number; Python, which sees it, says so."""
    assert "numéro de jour" in PORTEUR.date
    valeurs = [rendu(valeur) for _, valeur in seance["dates"]["valeurs"]]
    assert valeurs == [rendu(repondre(un.fonction, appel(un)[1]).valeurs) for un in _en_flottants(DATES_AILLEURS)]
    assert all("date 15/03/2025 à la place" in str(un.reponse().valeurs) for un in DATES_AILLEURS)
    assert set(ecarts(list(DATES_AILLEURS), seance["dates"]["valeurs"])) == {un.nom for un in DATES_AILLEURS}


def _en_flottants(lot: tuple[Cas, ...]) -> list[Cas]:
    """Return the same cases with serial numbers."""
    return [Cas(un.nom, un.essai, un.fonction, tuple(Typee(float(v[0][0])) for v in appel(un)[1])) for un in lot]


def test_rich_cells_are_read_by_their_plain_value(seance: dict[str, Any]) -> None:
    """A number with its format is its number; an error, an entity, an unknown object are errors, never numbers."""
    attendus = [rendu(repondre("CPTS_TAILLE", [plat, 45731.0]).valeurs) for _, plat in RICHES.values()]
    assert [rendu(valeur) for _, valeur in seance["riches"]["valeurs"]] == attendus
    assert attendus[0] == [[3.0]]
    assert all("erreur" in str(un) for un in attendus[1:])


def test_a_failed_call_carries_its_sentence(seance: dict[str, Any]) -> None:
    """What the mouse shows over #VALEUR! is the French sentence."""
    rang = [un.nom for un in cas()].index("plages de formes différentes")
    reussi, phrase, code = seance["banc"]["valeurs"][rang]
    assert (reussi, code) == (False, VALEUR)
    assert phrase.startswith("Refus : plages de tailles différentes (")
    assert "survol" in PORTEUR.echec


def test_the_first_call_waits_for_python_and_answers(seance: dict[str, Any]) -> None:
    """A cell computed while Python loads has its answer, not an error."""
    assert seance["premier"] == [[True, [[3]]]]
    assert seance["premier_ms"] < 60_000


def test_calls_of_one_tick_leave_together(seance: dict[str, Any]) -> None:
    """A thousand cells recalculated at once are one dispatch; so is the whole bench."""
    assert seance["mille"]["appels"] == 1000
    assert seance["mille"]["envois"] == 1
    assert seance["direct"]["envois"] == 1
    assert seance["direct"]["ms"] < 5_000
    assert seance["banc"]["envois"] <= 5


def test_nothing_is_asked_outside_the_host(seance: dict[str, Any], hebergement: str) -> None:
    """The whole session asked the host, and office.js to Microsoft: nothing else, and no policy was broken."""
    ailleurs = {url for url in seance["vu"]["requetes"] if not url.startswith((hebergement + "/", "data:", "blob:"))}
    assert ailleurs == {"https://appsforoffice.microsoft.com/lib/1/hosted/office.js"}
    demandes = {urlsplit(url).path for url in seance["vu"]["requetes"]}
    assert {"/pyodide/pyodide.asm.wasm", "/cpts_xl.zip", "/functions.json"} <= demandes
    assert seance["vu"]["reproches"] == []


@pytest.mark.parametrize(
    ("panne", "mots"),
    [
        ("panne_reseau", " ne répond pas)"),
        ("panne_serveur", " : réponse 503)"),
        ("panne_pyodide", "(pyodide/pyodide.asm.wasm : réponse 404)"),
    ],
)
def test_a_host_that_fails_is_told_then_tried_again(
    panne: str, mots: str, seance: dict[str, Any], hebergement: str
) -> None:
    """The cell shows #VALEUR! with a French sentence; once the host is back, the same cell computes."""
    [[reussi, phrase, code]] = seance[panne]["valeurs"]
    assert (reussi, code) == (False, VALEUR)
    assert phrase.startswith(f"Le calcul n'a pas pu être chargé depuis {hebergement.removeprefix('http://')} (")
    assert mots in phrase
    assert phrase.endswith("Vérifier la connexion, puis recalculer ou rouvrir le classeur.")
    assert seance[panne]["dit"] == {"texte": phrase, "classe": "panne", "reessayer": True}
    assert seance[panne]["apres"] == [[True, [[3]]]]


def test_a_silent_host_never_leaves_a_cell_waiting(seance: dict[str, Any]) -> None:
    """A file that never comes is given up after the delay, with a sentence: no cell stays busy for ever."""
    [[reussi, phrase, code]] = seance["muet"]["valeurs"]
    assert (reussi, code) == (False, VALEUR)
    assert "(délai dépassé)" in phrase


def test_a_slow_host_is_asked_once(seance: dict[str, Any]) -> None:
    """Past the delay the cell says so; the loading goes on, and the next computation joins it."""
    [[reussi, phrase, _]] = seance["lent"]["valeurs"]
    assert not reussi
    assert "(délai dépassé)" in phrase
    assert seance["lent"]["apres"] == [[True, [[3]]]]
    assert seance["lent"]["demandes"] == 1


def test_a_host_that_only_knows_get_is_served(seance: dict[str, Any]) -> None:
    """The check made before loading is not one more thing to ask of a host."""
    assert seance["sans_head"] == [[True, [[3]]]]


def test_the_page_says_where_it_stands(seance: dict[str, Any]) -> None:
    """State, version, functions and search, in French; and what is wrong when office.js did not come."""
    [[version]] = repondre("CPTS_VERSION", []).valeurs
    assert seance["etat"] == {"texte": f"Prêt. {version}.", "classe": "pret", "reessayer": False}
    assert seance["nombre"] == str(len(par_nom()))
    assert 1 < len(seance["trouvees"]) < len(par_nom())
    assert all(re.match(r"CPTS_\w+\(", trouvee) for trouvee in seance["trouvees"])
    assert seance["sans_office"]["texte"].startswith("office.js, de Microsoft, n'a pas pu être chargé")


def test_every_published_function_is_associated(seance: dict[str, Any]) -> None:
    """The names that Excel reads in the metadata are those that the page answers to."""
    assert seance["associees"] == sorted(par_nom())
    assert set(OUTILS) <= set(seance["associees"])
