"""What the driver of the browser is asked: batches of calls, each in its workbook and with its kind of Excel."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from tests.udf.cellules import Cas, Cellule, Plage, Typee, cas
from tests.udf.officejs.cellules_excel import Feuilles, appel, poser

UN_JOUR = date(2025, 3, 15)
LE = [[45731]]
RICHE = 8  # drapeau d'Excel : les cellules en erreur ou à type riche sont des objets JSON

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

_TROUS = ((0.0,), (None,), ("",), (5.0,), (None,), (0.0,))
VIDES = (
    Cas("trous", "vides", "CPTS_TOTAL", (Plage(_TROUS),)),
    Cas("vrais zéros", "vides", "CPTS_TOTAL", (Plage(((0.0,), (5.0,), (0.0,))),)),
    Cas("rien que des zéros", "vides", "CPTS_TOTAL", (Plage(((0.0,), (0.0,))),)),
    Cas("rien", "vides", "CPTS_TOTAL", (Plage(((None,), (None,), (None,))),)),
    Cas("rien en bloc", "vides", "CPTS_TOTAL", (Plage(((0.0, None, 3.0), (None, 0.0, 4.0))),)),
    Cas("en ligne", "vides", "CPTS_TOTAL", (Plage(((0.0, None, 3.0, 0.0),)),)),
    Cas("montant vide", "vides", "CPTS_TOTAL", (Cellule(None),)),
    Cas("montant nul", "vides", "CPTS_TOTAL", (Cellule(0.0),)),
    Cas("population vide", "vides", "CPTS_TAILLE", (Cellule(None), Typee(UN_JOUR))),
    Cas("population nulle", "vides", "CPTS_TAILLE", (Cellule(0.0), Typee(UN_JOUR))),
    Cas("jour vide", "vides", "CPTS_TAILLE", (Cellule(103000.0), Cellule(None))),
    Cas("ligne vide", "vides", "CPTS_SOURCE", (Cellule(None), Cellule(2.0), Typee(UN_JOUR))),
    Cas("colonne à trous", "vides", "CPTS_TAILLE", (Plage(((103000.0,), (None,), (0.0,))), Typee(UN_JOUR))),
    Cas("zéro tapé", "vides", "CPTS_TOTAL", (Typee(0.0),)),
    Cas("population tapée nulle", "vides", "CPTS_TAILLE", (Typee(0.0), Typee(UN_JOUR))),
)
"""Empty cells, typed zeros and real zeros, side by side."""

HORS_DE_PORTEE = {
    "autre classeur ouvert": ("[Autre.xlsx]Feuil1!B2", [[0]], "autre classeur"),
    "autre classeur fermé": (r"'C:\Comptes de l''été\[Autre.xlsx]Feuil 1'!$B$2:$B$3", [[5], [0]], "autre classeur"),
    "plusieurs feuilles": ("Feuil1:Feuil3!B2", [[0]], "adresse Feuil1:Feuil3!B2"),
    "lignes entières": ("Feuil1!2:2", [[0]], "adresse Feuil1!2:2"),
    "autre style": ("Feuil1!R2C2", [[0]], "adresse Feuil1!R2C2"),
    "autre hauteur": ("Feuil1!B2:B3", [[0]], "adresse Feuil1!B2:B3"),
    "autre largeur": ("Feuil1!B2", [[0, 1]], "adresse Feuil1!B2"),
    "autre contenu": ("Feuil1!B2", [[0]], "elle a changé depuis"),
    "feuille disparue": ("Perdue!B2", [[0]], "erreur ItemNotFound"),
    "trop de cellules": ("Feuil1!D1:E100001", [[0, 0]] * 100_001, "trop de cellules"),
}
"""Addresses where emptiness cannot be checked: what Excel gives, and why the sentence says so."""

_DEUX_FEUILLES: Feuilles = {"Feuil1": {"B2": 2}, "L'été 2025": {"C2": 0, "C4": 3}}


def _designe(feuille: str, plage: str) -> dict[str, str]:
    return {"feuille": feuille, "plage": plage}


def _en_cellules(lot: Sequence[Cas], **reglages: Any) -> dict[str, Any]:
    feuilles, appels = poser(lot)
    return {"feuilles": feuilles, "appels": appels, "reglages": reglages}


def lots() -> dict[str, dict[str, Any]]:
    """Return every batch by name."""
    vides = _en_cellules(VIDES, vide=0)
    deux = [["CPTS_TAILLE_RETENUE", [_designe("Feuil1", "B2:B4"), _designe("L'été 2025", "C2:C4")]]]
    total = [["CPTS_TOTAL", [_designe("L'été 2025", "C2:C4")]]]
    zero_ou_vide = {"feuilles": _DEUX_FEUILLES, "appels": total}
    hors = [["CPTS_TOTAL", [{"adresse": adresse, "valeurs": v}]] for adresse, v, _ in HORS_DE_PORTEE.values()]
    return {
        "premier": {"appels": [["CPTS_TAILLE", [[[103000]], LE]]]},
        "banc": _en_cellules(cas(), vide=""),
        "banc_null": _en_cellules(cas(), vide=None),
        "banc_zero": _en_cellules(cas(), vide=0),
        "banc_sans_reponse": _en_cellules(cas(), vide=0, repond="erreur"),
        "dates": {"appels": [appel(un) for un in DATES_AILLEURS]},
        "riches": {"appels": [["CPTS_TAILLE", [[[{"value": json.dumps(o)}]], LE], RICHE] for o, _ in RICHES.values()]},
        "mille": {"appels": [["CPTS_TAILLE", [[[1000 * rang]], LE]] for rang in range(1, 1001)]},
        "vides": vides,
        "deux_feuilles": {"feuilles": _DEUX_FEUILLES, "appels": deux, "reglages": {"vide": 0}},
        "hors_de_portee": {"feuilles": _DEUX_FEUILLES, "appels": [*hors, *total], "reglages": {"vide": 0}},
        "saisie": {**zero_ou_vide, "reglages": {"vide": 0, "repond": "saisie"}},
        "saisie_sans_patience": {**zero_ou_vide, "reglages": {"vide": 0, "repond": "saisie", "patient": False}},
        "jamais": {**zero_ou_vide, "reglages": {"vide": 0, "repond": "jamais"}, "attente": 300},
        "devenue_vide": {**zero_ou_vide, "reglages": {"vide": 0, "repond": "change", "ensuite": {"L'été 2025": {}}}},
        "devenue_sept": {
            **zero_ou_vide,
            "reglages": {"vide": 0, "repond": "change", "ensuite": {"L'été 2025": {"C2": 7, "C4": 3}}},
        },
        "sans_adresse": {
            "feuilles": _DEUX_FEUILLES,
            "appels": [*total, ["CPTS_TOTAL", [[[0]]]], ["CPTS_TOTAL", [[[4]]]]],
            "reglages": {"vide": 0, "adresses": False},
        },
        "motif": {
            "feuilles": _DEUX_FEUILLES,
            "appels": [["CPTS_MOTIF", [_designe("L'été 2025", case)]] for case in ("C2", "C3", "C4")],
            "reglages": {"vide": 0},
        },
        "grandes_plages": {
            "feuilles": {"Feuil1": {"B70000": 1}},
            "appels": [["CPTS_TOTAL", [_designe("Feuil1", f"{lettre}1:{lettre}70000")]] for lettre in "BC"],
            "reglages": {"vide": 0},
        },
    }
