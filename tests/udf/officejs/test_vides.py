"""Missing is never 0: an Excel that sends 0 for an empty cell is asked again, and the answers are the same."""

from __future__ import annotations

import json
from typing import Any

import pytest

from cpts_xl.udf.appel import repondre
from cpts_xl.udf.frontiere import TEXTE_MAX
from cpts_xl.udf.officejs.complement import ATTENTE, complement
from cpts_xl.udf.officejs.metadonnees import INDIFFERENTES
from cpts_xl.udf.porteurs import PORTEURS
from cpts_xl.udf.reference import par_nom
from tests.udf.cellules import Argument, Cas, Cellule, Plage, cas
from tests.udf.officejs.cellules_excel import FEUILLES, rendu
from tests.udf.officejs.comparaison import ecarts
from tests.udf.officejs.lots import HORS_DE_PORTEE, VIDES

PORTEUR = next(porteur for porteur in PORTEURS if porteur.code == "officejs")
DIT = "(0 ou cellule vide, Excel ne l'a pas dit : "


def _cellules(donne: Argument) -> list[Any]:
    if isinstance(donne, Plage):
        return [case for ligne in donne.lignes for case in ligne]
    return [donne.valeur] if isinstance(donne, Cellule) else []


def _douteux(un: Cas) -> bool:
    """Return whether one of its cells reaches the function as 0, be it empty or not."""
    cases = [case for donne in un.arguments for case in _cellules(donne)]
    return un.fonction not in INDIFFERENTES and any(
        case is None or (isinstance(case, float) and case == 0) for case in cases
    )


def _en_zeros(un: Cas) -> list[Any]:
    """Return its arguments as a function that trusts Excel would take them: 0 for every empty cell."""
    return [
        [[0.0 if case is None else case for case in ligne] for ligne in donne.lignes]
        if isinstance(donne, Plage)
        else 0.0 if isinstance(donne, Cellule) and donne.valeur is None else getattr(donne, "valeur", None)
        for donne in un.arguments
    ]  # fmt: skip


@pytest.mark.parametrize("lot", ["banc", "banc_null", "banc_zero"])
def test_the_whole_bench_whatever_an_empty_cell_is(lot: str, seance: dict[str, Any]) -> None:
    """Empty text, null or 0: the same answers as Python, for one reading of Excel, and nothing but a reading."""
    assert ecarts(list(cas()), seance[lot]["valeurs"]) == {}
    assert sum(map(_douteux, cas())) > 500
    assert seance[lot]["relectures"] == 1
    assert {adresse.rpartition("!")[0] for adresse in seance[lot]["lectures"][0]} == set(FEUILLES)
    assert seance[lot]["actions"] == ["_KeepReference"] * len(seance[lot]["lectures"][0])


def test_the_model_of_zeros_does_mislead() -> None:
    """Without the reading, hundreds of answers of the bench would be wrong, numbers among them."""
    fausses = [un for un in cas() if repondre(un.fonction, _en_zeros(un)) != un.reponse()]
    assert len(fausses) > 300
    total = next(un for un in VIDES if un.nom == "trous")
    assert repondre("CPTS_TOTAL", _en_zeros(total)[:1]).valeurs != total.reponse().valeurs
    assert repondre("CPTS_TOTAL", [[[0.0], [0.0], [5.0]]]).valeurs == [[5.0]]


def test_what_excel_does_not_say_is_never_a_number(seance: dict[str, Any]) -> None:
    """Excel sends 0 for empty cells and fails when asked: each call that has one says so, the others are answered."""
    rendus = seance["banc_sans_reponse"]["valeurs"]
    phrases = {un.nom for un, (reussi, valeur, *_) in zip(cas(), rendus, strict=True) if reussi and DIT in str(valeur)}
    assert phrases == {un.nom for un in cas() if _douteux(un)}
    assert set(ecarts(list(cas()), rendus)) == phrases
    for _, valeur, *_ in rendus:
        if DIT in str(valeur):
            [[phrase]] = valeur
            assert phrase.startswith("À compléter : ")
            assert phrase.endswith("erreur GeneralException ; recalculer par Ctrl+Alt+F9)")
            assert len(phrase) <= TEXTE_MAX
    assert "jamais un nombre" in PORTEUR.vide


@pytest.mark.parametrize("module", ["", "excel-win32-16.01.js", "excel-web-16.00.js"])
def test_holes_zeros_and_constants(module: str, seance: dict[str, Any]) -> None:
    """On Mac, Windows and the web: a hole is missing, a zero of a cell and a typed one are zeros, ="" stays empty."""
    vu = seance["ailleurs"][module]["vides"] if module else seance["vides"]
    assert ecarts(VIDES, vu["valeurs"]) == {}
    assert vu["relectures"] == 1
    par_cas = {un.nom: un.reponse().valeurs for un in VIDES}
    assert par_cas["vrais zéros"] == [[5.0]]
    assert par_cas["zéro tapé"] == par_cas["montant nul"] == [[0.0]]
    assert "4 lignes sans montant" not in str(par_cas["trous"])
    assert "3 lignes sans montant" in str(par_cas["trous"])
    assert par_cas["population vide"] != par_cas["population nulle"]


def test_a_call_over_two_sheets(seance: dict[str, Any]) -> None:
    """Each argument is asked where it is, in one reading."""
    attendu = repondre("CPTS_TAILLE_RETENUE", [[[2.0], [None], [None]], [[0.0], [None], [3.0]]]).valeurs
    for vu in (seance["deux_feuilles"], seance["ailleurs"]["excel-win32-16.01.js"]["deux_feuilles"]):
        [[reussi, valeur, *_]] = vu["valeurs"]
        assert (reussi, rendu(valeur)) == (True, rendu(attendu))
        assert vu["lectures"] == [["Feuil1!B3:B4", "L'été 2025!C2:C3"]]


def test_addresses_out_of_reach_are_said(seance: dict[str, Any]) -> None:
    """Another workbook, another form, another content: a sentence with the reason; the rest is answered."""
    *hors, [reussi, dernier, *_] = seance["hors_de_portee"]["valeurs"]
    assert (reussi, dernier) == (True, [["À compléter : 1 ligne sans montant"]])
    for (_, _, raison), [bon, [[phrase]], *_] in zip(HORS_DE_PORTEE.values(), hors, strict=True):
        assert bon
        assert phrase.startswith(f"À compléter : {par_nom()['CPTS_TOTAL'].arguments[0].libelle} {DIT}{raison} ; ")


@pytest.mark.parametrize(
    ("lot", "reponse"),
    [
        ("saisie", "1 ligne sans montant"),
        ("saisie_sans_patience", f"{DIT}une cellule était en cours de saisie ; recalculer par Ctrl+Alt+F9)"),
        ("jamais", f"{DIT}pas de réponse en 0.3 s ; recalculer par Ctrl+Alt+F9)"),
        ("devenue_vide", "2 lignes sans montant"),
        ("devenue_sept", f"{DIT}elle a changé depuis ; recalculer par Ctrl+Alt+F9)"),
    ],
)
def test_an_excel_that_is_busy_or_changes(lot: str, reponse: str, seance: dict[str, Any]) -> None:
    """While a cell is edited Excel is waited for, but not for ever; what changed meanwhile is not guessed."""
    [[reussi, [[phrase]], *_]] = seance[lot]["valeurs"]
    assert reussi
    assert phrase.startswith("À compléter : ")
    assert phrase.endswith(reponse)
    assert seance["jamais"]["ms"] < 5_000


def test_without_addresses_every_zero_is_in_doubt(seance: dict[str, Any]) -> None:
    """An old Excel, or old metadata: even a typed 0 cannot be told from an empty cell; other numbers are answered."""
    (_, [[cellule]], *_), (_, [[tape]], *_), (_, quatre, *_) = seance["sans_adresse"]["valeurs"]
    assert cellule == tape
    assert "il ne donne pas d'adresse ; mettre à jour" in tape
    assert quatre == [[4]]
    assert seance["sans_adresse"]["lectures"] == []


def test_without_the_api_of_excel_it_is_said(seance: dict[str, Any]) -> None:
    """The runtime of functions alone, no Excel to ask: sentences, and the calls without doubt are answered."""
    vu = seance["ailleurs"]["custom-functions-runtime.js"]["vides"]
    for un, [reussi, valeur, *_] in zip(VIDES, vu["valeurs"], strict=True):
        assert reussi
        if _douteux(un):
            assert f"{DIT}il ne se laisse pas relire ; " in str(valeur)
        else:
            assert rendu(valeur) == rendu(un.reponse().valeurs)


def test_a_preview_does_not_wait_for_excel(seance: dict[str, Any]) -> None:
    """The preview of a formula being typed would wait for its own end: it is told to be one."""
    [[phrase]] = seance["apercu"]
    assert phrase.endswith(f"{DIT}formule en cours de saisie ; la valider)")


def test_excel_is_asked_only_when_needed(seance: dict[str, Any]) -> None:
    """No 0 from a cell, or a function that treats both alike: nothing is read."""
    for lot in ("mille", "dates", "riches", "motif"):
        assert seance[lot]["relectures"] == 0, lot
    for nom in INDIFFERENTES:
        assert repondre(nom, [0.0]) == repondre(nom, [None])
    assert [valeur for _, valeur, *_ in seance["motif"]["valeurs"]] == [[[""]]] * 3


def test_ten_thousand_rows_are_one_reading(seance: dict[str, Any]) -> None:
    """A formula per row, half of them on an empty cell, then one range: one range read, well under a few seconds."""
    populations = [[1000.0 * n if n % 2 else None] for n in range(1, 10_001)]
    attendus = rendu(repondre("CPTS_TAILLE", [populations, 45731.0]).valeurs)
    vus = seance["charge"]
    assert [rendu([[un]])[0] for un in vus["plage"]["rendus"]] == attendus
    seules = [rendu([[un]])[0][0] for un in vus["formules"]["rendus"]]
    assert seules[::2] == [ligne[0] for ligne in attendus[::2]]
    assert set(seules[1::2]) == {"À compléter : population du territoire"}
    for vu in vus.values():
        assert vu["lectures"] == [["L'été 2025!B2:B10000"]]
        assert vu["ms"] < 10_000


def test_big_ranges_are_read_in_parts(seance: dict[str, Any]) -> None:
    """Excel on the web refuses too long an answer: 140 000 cells are two readings."""
    vu = seance["grandes_plages"]
    assert [valeur for _, valeur, *_ in vu["valeurs"]] == [
        [[f"À compléter : {manquants} lignes sans montant"]] for manquants in (69_999, 70_000)
    ]
    assert vu["lectures"] == [["Feuil1!B1:B69999"], ["Feuil1!C1:C70000"]]


def test_the_sentence_always_fits_in_a_cell() -> None:
    """The longest name of an argument, with the longest reason, is not cut."""
    noyau = complement("https://a.fr")["vides.js"].decode()
    assert DIT in noyau
    longueur = max(len(a.libelle) for f in par_nom().values() for a in f.arguments)
    reste = f"À compléter :  {DIT}adresse {'x' * 40} ; désigner une plage de cellules de ce classeur)"
    assert longueur + len(reste) <= TEXTE_MAX


def test_the_page_knows_how_long_to_wait() -> None:
    """What Python decides reaches the kernel."""
    connu = json.loads(complement("https://a.fr")["catalogue.js"].decode().partition("self.CPTS = ")[2].rstrip(";\n"))
    assert connu["attente"] == ATTENTE
    assert connu["indifferentes"] == list(INDIFFERENTES)
    assert connu["fonctions"]["CPTS_TAILLE"] == [a.libelle for a in par_nom()["CPTS_TAILLE"].arguments]
