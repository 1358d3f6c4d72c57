"""``functions.json``: what Excel reads, held to Microsoft's rules and reread by Microsoft's own tool."""

from __future__ import annotations

import json
import re
import subprocess
from copy import deepcopy
from typing import Any

import pytest

from cpts_xl.errors import NomInvalide
from cpts_xl.udf.noms import verifier_fonction
from cpts_xl.udf.officejs.metadonnees import INDIFFERENTES, metadonnees
from cpts_xl.udf.reference import fonctions, par_nom
from tests.udf.officejs.conftest import ICI, MODULES, exiger

LUES: dict[str, Any] = json.loads(metadonnees(fonctions()))
ARGUMENT = {"type": "any", "dimensionality": "matrix"}
OPTIONS = {"cancelable", "capturesCallingObject", "excludeFromAutoComplete", "linkedEntityLoadService",
           "requiresAddress", "requiresParameterAddresses", "requiresStreamAddress",
           "requiresStreamParameterAddresses", "stream", "volatile"}  # fmt: skip
"""The options of the page « custom-functions-json »: an unknown one would be ignored in silence."""


def _fautes(contenu: dict[str, Any]) -> list[str]:
    """Return what the pages « custom-functions-json » and « custom-functions-naming » would reproach."""
    dites = [] if contenu.get("allowErrorForDataTypeAny") is True else ["une cellule en erreur ne serait pas transmise"]
    vus: set[str] = set()
    for fonction in contenu["functions"]:
        dites += [f"{fonction['id']} : {dit}" for dit in _fautes_de(fonction)]
        if fonction["id"].upper() in vus:
            dites.append(f"{fonction['id']} : deux fois")
        vus.add(fonction["id"].upper())
    return dites


def _fautes_de(fonction: dict[str, Any]) -> list[str]:
    dites = []
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9_.]{2,127}", fonction["id"]):
        dites.append("identifiant non admis")
    if not re.fullmatch(r"[^\W\d_][\w.]{2,127}", fonction["name"]):
        dites.append("nom non admis")
    try:
        verifier_fonction(fonction["name"])
    except NomInvalide as erreur:
        dites.append(str(erreur))
    if not 1 <= len(fonction["description"]) <= 255:
        dites.append("description vide ou trop longue")
    if fonction["result"] != ARGUMENT:
        dites.append("résultat d'une autre sorte")
    facultatifs = [argument["optional"] for argument in fonction["parameters"]]
    if facultatifs != sorted(facultatifs):
        dites.append("un argument exigé suit un argument facultatif")
    noms = [argument["name"] for argument in fonction["parameters"]]
    if len(set(noms)) < len(noms) or not all(re.fullmatch(r"[A-Za-z]\w{0,127}", nom, re.ASCII) for nom in noms):
        dites.append("noms d'arguments doubles ou non admis")
    dites += [f"option {nom} inconnue" for nom in fonction.get("options", {}) if nom not in OPTIONS]
    adresses = fonction.get("options", {}).get("requiresParameterAddresses", False)
    if adresses is not bool(fonction["parameters"] and fonction["id"] not in INDIFFERENTES):
        dites.append("adresses des arguments non demandées, ou pour rien")
    if adresses and fonction["result"].get("dimensionality") != "matrix":
        dites.append("Excel ne donne les adresses que si le résultat est une matrice")
    return dites + [
        f"argument {argument['name']} : sorte ou description"
        for argument in fonction["parameters"]
        if {cle: argument[cle] for cle in ARGUMENT} != ARGUMENT or not argument["description"]
    ]


def test_the_metadata_follow_the_rules() -> None:
    """Names, lengths, order of optional arguments: nothing to reproach."""
    assert _fautes(LUES) == []


@pytest.mark.parametrize(
    ("cle", "valeur", "mots"),
    [
        ("id", "CPTS_DÛ", "identifiant"),
        ("id", "AB", "identifiant"),
        ("name", "1CPTS", "nom non admis"),
        ("name", "CPTS2019", "CPTS2019"),
        ("name", "ACI2019", "ACI2019"),
        ("description", "", "description"),
        ("description", "d" * 256, "description"),
        ("result", {"type": "number"}, "résultat"),
        ("options", {}, "adresses"),
        ("options", {"requiresParameterAddresses": 1}, "adresses"),
        ("options", {"requiresParameterAddress": True}, "option requiresParameterAddress inconnue"),
        ("result", {"type": "any", "dimensionality": "scalar"}, "matrice"),
        ("parameters", [{"name": "a b", "description": "x", "optional": False, **ARGUMENT}], "noms d'arguments"),
        ("parameters", [{"name": "a", "description": "", "optional": False, **ARGUMENT}], "argument a"),
        ("parameters", [{"name": n, "description": "x", "optional": n == "a", **ARGUMENT} for n in "ab"], "facultatif"),
    ],
)  # fmt: skip
def test_a_broken_function_is_refused(cle: str, valeur: Any, mots: str) -> None:
    """Each rule, broken on purpose, is reproached: the check can fail."""
    casse = deepcopy(LUES)
    casse["functions"][3][cle] = valeur
    assert any(mots in faute for faute in _fautes(casse)), _fautes(casse)
    assert any("deux fois" in faute for faute in _fautes({**LUES, "functions": LUES["functions"][:2] * 2}))
    assert _fautes({"functions": []})


def test_the_metadata_are_the_catalogue() -> None:
    """The same functions, arguments and helps as every other carrier; what may be left out may be left out here."""
    assert [f["id"] for f in LUES["functions"]] == [f["name"] for f in LUES["functions"]] == list(par_nom())
    for lue in LUES["functions"]:
        publiee = par_nom()[lue["id"]]
        assert lue["description"] == publiee.aide
        assert [(a["name"], a["description"], a["optional"]) for a in lue["parameters"]] == [
            (a.nom, a.aide, a.omissible) for a in publiee.arguments
        ]


def _relire(node: str, contenu: dict[str, Any]) -> dict[str, Any]:
    fini = subprocess.run(
        [node, str(ICI / "relire.mjs")],
        input=json.dumps(contenu), capture_output=True, text=True, encoding="utf-8", timeout=120, check=False,
    )  # fmt: skip
    assert fini.returncode == 0, fini.stderr[-2000:]
    return dict(json.loads(fini.stdout))


def test_the_tool_of_microsoft_reads_the_same(node: str) -> None:
    """From the same functions, the official generator writes the same metadata, without a reproach."""
    exiger("custom-functions-metadata (npm)", (MODULES / "custom-functions-metadata").is_dir())
    relu = _relire(node, LUES)
    assert relu["reproches"] == []
    for lue, nette in zip(LUES["functions"], relu["functions"], strict=True):
        assert [nette[cle] for cle in ("id", "name", "description")] == [
            lue[cle] for cle in ("id", "name", "description")
        ]
        assert {"type": "any", **nette["result"]} == lue["result"]  # il tait ce qui va de soi
        arguments = [{"optional": False, **argument} for argument in nette["parameters"]]
        assert arguments == lue["parameters"]
        assert nette.get("options", {}) == lue.get("options", {})


def test_the_tool_of_microsoft_does_judge(node: str) -> None:
    """An accent in an identifier is reproached."""
    exiger("custom-functions-metadata (npm)", (MODULES / "custom-functions-metadata").is_dir())
    casse = deepcopy({"functions": LUES["functions"][:1]})
    casse["functions"][0]["id"] = "CPTS_DÛ"
    assert len(_relire(node, casse)["reproches"]) == 1
