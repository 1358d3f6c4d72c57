"""The native formulas on the bench that every carrier faces: LibreOffice and IronCalc answer as Python does."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from cpts_xl.errors import MoteurIndisponible
from cpts_xl.rules import CATALOGUE
from cpts_xl.workbook.inks import Encre
from tests.udf.cellules import cas
from tests.udf.natif.admises import ADMISES, admise
from tests.udf.natif.banc import EDATE_TROP_LOIN, BancNatif, hors_du_banc

if TYPE_CHECKING:
    from pathlib import Path

    from cpts_xl.workbook.moteurs.recalcul import Recalcul

MOTEURS = ("libreoffice", "ironcalc")
SANS_ECART = {"exemple", "vide", "texte vide", "colonne", "constantes", "bloc", "omis", "date en texte"}
"""Kinds of cases where a formula may differ from Python in nothing."""

pytestmark = pytest.mark.moteur


@pytest.fixture(scope="module")
def bancs(moteurs: tuple[str, ...], tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[BancNatif, Recalcul]]:
    """Return the bench of each engine, with what it computes."""
    dossier = tmp_path_factory.mktemp("banc-natif")
    rendus = {}
    for moteur in MOTEURS:
        banc = BancNatif.pour(Encre.NATIVE, moteur)
        rendus[moteur] = (banc, banc.recalculer(dossier / f"{moteur}.xlsx", moteur))
    return rendus


@pytest.mark.parametrize("moteur", MOTEURS)
def test_every_cell_is_what_python_answers(bancs: dict[str, tuple[BancNatif, Recalcul]], moteur: str) -> None:
    """No cell differs but in a way that has a name, a reason, and is seen here; ordinary cases never do."""
    banc, recalcul = bancs[moteur]
    comptes: Counter[str] = Counter()
    phrases = []
    for place, vu in banc.ecarts(recalcul):
        nom = admise(place, vu, moteur, Encre.NATIVE)
        comptes[nom] += 1
        if not nom or place.cas.essai in SANS_ECART:
            phrases.append(f"{place.cas.nom} : {place.attendu!r} attendu, {vu!r} ; ={place.formule}")
    assert not phrases, f"{len(phrases)} écarts :\n" + "\n".join(phrases[:20])
    assert len(banc.places) >= 2_300
    attendues = {a.nom for a in ADMISES if moteur in a.moteurs and Encre.NATIVE in a.encres}
    if moteur == "ironcalc":
        attendues.discard("hors du calendrier")  # les deux cas sont de ceux où il s'arrête
    assert set(comptes) == attendues
    assert comptes.total() <= len(banc.places) // 6


@pytest.mark.parametrize("moteur", MOTEURS)
def test_every_example_of_the_page_is_computed_by_a_spreadsheet(
    bancs: dict[str, tuple[BancNatif, Recalcul]], moteur: str
) -> None:
    """Each rule's example, as a native formula, gives the answer that the page and the sheet print."""
    banc, recalcul = bancs[moteur]
    exemples = {place.cas.fonction for place in banc.places if place.cas.essai == "exemple"}
    assert exemples == {f"CPTS_{nom.upper()}" for nom in CATALOGUE}
    assert not [place.cas.nom for place, _ in banc.ecarts(recalcul) if place.cas.essai == "exemple"]


def test_what_has_no_native_cell_is_known_by_name() -> None:
    """The tools are no formula, a call that cannot be made is never written, one workbook knows one law."""
    laisses = Counter(hors_du_banc(un, Encre.NATIVE) for un in cas())
    outils = {un.fonction for un in cas() if hors_du_banc(un, Encre.NATIVE) == "outil"}
    assert outils == {"CPTS_SOURCE", "CPTS_EXPLICATION", "CPTS_BAREME", "CPTS_MOTIF", "CPTS_VERSION"}
    assert set(laisses) == {"", "outil", "appel impossible", "autre jour", "mot pour un nombre"}
    assert laisses["appel impossible"] == laisses["mot pour un nombre"] == 1
    assert laisses[""] >= 2_000


def test_ironcalc_still_stops_where_two_cases_are_kept_from_it(moteurs: tuple[str, ...], tmp_path: Path) -> None:
    """The two cases left out of its bench do stop it: the day they no longer do, they go back."""
    assert {un.nom for un in cas()} >= EDATE_TROP_LOIN
    for nom in EDATE_TROP_LOIN:
        banc = BancNatif(Encre.NATIVE, [un for un in cas() if un.nom == nom])
        with pytest.raises(MoteurIndisponible, match="out of range"):
            banc.recalculer(tmp_path / "trop.xlsx", "ironcalc")


def test_the_bench_sees_a_wrong_formula(bancs: dict[str, tuple[BancNatif, Recalcul]]) -> None:
    """An answer that is not Python's is seen, a number as well as a sentence."""
    banc, recalcul = bancs["ironcalc"]
    ecrit = next(p for p in banc.places if p.cas.nom == "CPTS_TAILLE, exemple")
    vide = next(p for p in banc.places if p.cas.nom == "CPTS_TAILLE, population : vide")
    juges = BancNatif(Encre.NATIVE, [])
    juges.places = [replace(ecrit, attendu=4.0), replace(vide, attendu=0.0), ecrit, vide]
    assert [p.attendu for p, _ in juges.ecarts(recalcul)] == [4.0, 0.0]
