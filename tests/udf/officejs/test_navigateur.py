"""The add-in in a real browser: Chromium, Pyodide, and the runtime of custom functions that Microsoft publishes."""

from __future__ import annotations

import json
import re
import subprocess
import threading
from collections.abc import Iterator, Mapping
from datetime import date
from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from cpts_xl.udf.appel import repondre
from cpts_xl.udf.officejs.complement import complement
from cpts_xl.udf.outils import OUTILS
from cpts_xl.udf.porteurs import PORTEURS
from cpts_xl.udf.reference import par_nom
from tests.udf.cellules import Cas, Cellule, Typee, cas
from tests.udf.officejs.cellules_excel import appel, rendu
from tests.udf.officejs.conftest import ICI

NATURES = {
    "html": "text/html; charset=utf-8", "js": "text/javascript", "mjs": "text/javascript", "json": "application/json",
    "css": "text/css", "png": "image/png", "wasm": "application/wasm", "zip": "application/zip",
}  # fmt: skip
VALEUR = 7  # le code par lequel le module de Microsoft dit #VALEUR!
PREMIER = [["CPTS_TAILLE", [[[103000]], [[45731]]]]]
RICHE = 8  # drapeau d'Excel : les cellules en erreur ou à type riche sont des objets JSON
PORTEUR = next(porteur for porteur in PORTEURS if porteur.code == "officejs")

SANS_EXCEL = "MicrosoftAjax.js is not loaded"  # que le module de Microsoft dit quand aucun Excel ne l'entoure

UN_JOUR = date(2025, 3, 15)
DATES_AILLEURS = (
    Cas("date pour une population", "date", "CPTS_TAILLE", (Cellule(UN_JOUR), Typee(UN_JOUR))),
    Cas("date pour un montant", "date", "CPTS_TOTAL", (Cellule(UN_JOUR),)),
)
"""Cells where the calendar cannot be told from a number: the row « officejs » says so."""

RICHES = {
    "nombre avec son format": ({"type": "FormattedNumber", "basicValue": 103000, "numberFormat": "0"}, 103000.0),
    "erreur riche": ({"type": "Error", "basicValue": "#N/A", "basicType": "Error"}, "#N/A"),
    "entité": ({"type": "Entity", "text": "Ville", "basicValue": "#VALUE!"}, "#VALUE!"),
    "erreur d'un ancien Excel": ({"type": "CustomFunctionError", "code": "#DIV/0!"}, "#DIV/0!"),
    "objet inconnu": ({"type": "Nouveau"}, "#UNKNOWN!"),
}


class Hebergeur(BaseHTTPRequestHandler):
    """The host: the files of the add-in and nothing else."""

    def __init__(self, contenus: Mapping[str, bytes], *args: Any) -> None:
        self.contenus = contenus
        super().__init__(*args)

    def do_GET(self) -> None:
        """Serve one file, or only what is said of it."""
        chemin = urlsplit(self.path).path.lstrip("/")
        contenu = self.contenus.get(chemin)
        if contenu is None:
            self.send_error(HTTPStatus.NOT_FOUND)
            return
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", NATURES[chemin.rpartition(".")[2]])
        self.send_header("Content-Length", str(len(contenu)))
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(contenu)

    do_HEAD = do_GET  # noqa: N815  (nom imposé par http.server)

    def log_message(self, *args: Any) -> None:
        """Say nothing: the browser tells what it asked."""


@pytest.fixture(scope="session")
def hebergement(pyodide: Path, module_de_microsoft: Path) -> Iterator[str]:
    """Serve the folder as it would be hosted, with the runtime of Microsoft beside it."""
    contenus = complement("https://outils.exemple.fr/cpts", pyodide)
    contenus["essai/custom-functions-runtime.js"] = module_de_microsoft.read_bytes()
    contenus["essai/o15apptofilemappingtable.js"] = b""  # que ce module demande, et dont un faux Excel n'a que faire
    serveur = ThreadingHTTPServer(("127.0.0.1", 0), partial(Hebergeur, contenus))
    fil = threading.Thread(target=serveur.serve_forever, daemon=True)
    fil.start()
    yield f"http://127.0.0.1:{serveur.server_port}"
    serveur.shutdown()
    serveur.server_close()
    fil.join()


def _lots() -> dict[str, list[Any]]:
    return {
        "premier": PREMIER,
        "banc": [appel(un) for un in cas()],
        "banc_null": [appel(un, None) for un in _avec_vides()],
        "dates": [appel(un) for un in DATES_AILLEURS],
        "riches": [["CPTS_TAILLE", [[[{"value": json.dumps(o)}]], [[45731]]], RICHE] for o, _ in RICHES.values()],
        "mille": [["CPTS_TAILLE", [[[1000 * rang]], [[45731]]]] for rang in range(1000)],
    }


def _avec_vides() -> list[Cas]:
    return [un for un in cas() if appel(un) != appel(un, None)]


@pytest.fixture(scope="session")
def seance(node: str, chromium: str, hebergement: str, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Return all that one session of the browser saw."""
    dossier = tmp_path_factory.mktemp("navigateur")
    demande, sortie = dossier / "demande.json", dossier / "rendu.json"
    demande.write_text(json.dumps({"chromium": chromium, "adresse": hebergement, "lots": _lots()}), encoding="utf-8")
    fini = subprocess.run(
        [node, str(ICI / "conduire.mjs"), str(demande), str(sortie)],
        capture_output=True, text=True, encoding="utf-8", timeout=300, check=False,
    )  # fmt: skip
    assert fini.returncode == 0, fini.stderr[-3000:]
    return dict(json.loads(sortie.read_text(encoding="utf-8")))


def _ecarts(lot: list[Cas], valeurs: list[list[Any]]) -> dict[str, tuple[Any, Any]]:
    """Return what differs from Python, by case."""
    ecarts = {}
    assert len(valeurs) == len(lot)
    for un, (reussi, valeur, *code) in zip(lot, valeurs, strict=True):
        attendu = un.reponse()
        recu = (rendu(valeur), "") if reussi else (code, valeur)
        du = ([VALEUR], attendu.echec) if attendu.echec else (rendu(attendu.valeurs), "")
        if recu != du:
            ecarts[un.nom] = (recu, du)
    return ecarts


def test_the_whole_bench_is_what_python_answers(seance: dict[str, Any]) -> None:
    """Every formula gives, in the browser, the values of Python; failures are #VALEUR! with their words."""
    assert len(cas()) > 2000
    assert _ecarts(list(cas()), seance["banc"]["valeurs"]) == {}
    echecs = [un for un in cas() if un.reponse().echec]
    assert echecs, "no failed call was tried"


def test_the_comparison_sees_a_difference(seance: dict[str, Any]) -> None:
    """One cent, one word, a boolean for a number, a text for a failure: each is seen."""
    bon = [un for un in cas() if un.nom == "constantes tapées"]
    assert _ecarts(bon, [[True, [[3]]]]) == {}
    for faux in ([True, [[3.01]]], [True, [["3"]]], [True, [[True]]], [False, "3", VALEUR], [True, [[3], [3]]]):
        assert list(_ecarts(bon, [faux])) == ["constantes tapées"]


def test_an_empty_cell_may_arrive_as_null(seance: dict[str, Any]) -> None:
    """Excel on the web gives null where Excel gives an empty text: the answers are the same."""
    assert len(_avec_vides()) > 500
    assert _ecarts(_avec_vides(), seance["banc_null"]["valeurs"]) == {}


def test_a_date_is_only_a_serial_number(seance: dict[str, Any]) -> None:
    """The row « officejs »: a day where a number is due is read as a number; Python, which sees it, says so."""
    assert "numéro de jour" in PORTEUR.date
    valeurs = [rendu(valeur) for _, valeur in seance["dates"]["valeurs"]]
    assert valeurs == [rendu(repondre(un.fonction, appel(un)[1]).valeurs) for un in _en_flottants(DATES_AILLEURS)]
    assert all("date 15/03/2025 à la place" in str(un.reponse().valeurs) for un in DATES_AILLEURS)
    assert set(_ecarts(list(DATES_AILLEURS), seance["dates"]["valeurs"])) == {un.nom for un in DATES_AILLEURS}


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
    assert [un for un in seance["vu"]["reproches"] if SANS_EXCEL not in un] == []


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
