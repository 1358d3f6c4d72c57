"""What a reviewer types recalculates to the cent: the review's native formulas against the engine's own computing."""

from __future__ import annotations

import re
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from cpts_xl.engine.resultat import Resultat
from cpts_xl.revue.depuis import depuis
from cpts_xl.revue.ecarts import placer
from cpts_xl.revue.plan import CAS, CONVENU, CPAM, CPTS, evaluer, plan
from cpts_xl.revue.plume import Onglet, ouvrir
from cpts_xl.workbook.inks import Encre, cache
from cpts_xl.workbook.moteurs.recalcul import recalculer
from cpts_xl.workbook.portable import ecarts
from cpts_xl.workbook.xlsx.lu import lire

from .banc import avec_indicateurs, cellule, recu, revue, taper, verification

SAISI: dict[tuple[str, str], Any] = {
    ("A1", "cpam"): 141, ("A2", "cpam"): None, ("A3", "cpam"): 70, ("A3", "convenu"): 72.5, ("A4", "cpam"): "Non",
    ("P1", "cpam"): 55, ("P1", "convenu"): 61, ("P3", "convenu"): "Oui", ("V2", "convenu"): 27,
    ("V3", "neutralisation_convenue"): "non payé", ("S1", "cpam"): 6, ("S2", "convenu"): "Non",
}  # fmt: skip
"""What the reviewer types: values of each mode, higher and lower, a value erased, a neutralisation."""


def _du(cas: str) -> Resultat:
    """Return the engine's own computing of a dossier where what was typed is what was agreed."""
    changes: dict[str, dict[str, Any]] = {}
    for fiche in verification().resultat.dossier.liste("indicateur"):
        code, realise = str(fiche["id"]), fiche["mode"] == "réalisé"
        dit = None
        if cas != CPTS:
            origine = {CPAM: ("realise_cpam", "valeur_cpam"), CONVENU: ("realise_retenu", "valeur_retenue")}[cas]
            dit = SAISI.get((code, cas), fiche.get(origine[0 if realise else 1]))
        exact = Fraction(str(dit)) if isinstance(dit, int | float) else dit
        changes[code] = {"realise_retenu" if realise else "valeur_retenue": exact}
        if cas == CONVENU and (code, "neutralisation_convenue") in SAISI:
            changes[code]["neutralisation"] = SAISI[code, "neutralisation_convenue"]
    return avec_indicateurs(changes)


@pytest.fixture(scope="module")
def tape(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a review in which all of ``SAISI`` was typed."""
    return taper(tmp_path_factory.mktemp("revue"), {cellule(code, ou): v for (code, ou), v in SAISI.items()})


@pytest.mark.parametrize("moteur", ["ironcalc", "formualizer", "libreoffice"])
def test_a_typed_value_gives_the_cent_of_the_engine(moteurs, tape, moteur):
    """Euros of every indicator, right of every line and perimeter, for the three values: the engine's own."""
    assert moteur in moteurs
    vues = recalculer(tape, moteur)
    resultat = verification().resultat
    revue_ = depuis(resultat)
    p, _ = ouvrir(resultat, "Revue")
    placer(p, revue_)
    faux, comparees = [], 0
    for cas in CAS:
        du = _du(cas)
        attendus = {f"{i.ident}.acquis_{cas}": du.valeur(f"indicateur.{i.rang}.acquis") for i in revue_.indicateurs}
        attendus |= {f"{li.ident}.droit_{cas}": du.valeur(f"ligne.{li.code}.droit") for li in revue_.lignes}
        attendus |= {f"p.{code}.droit_{cas}": du.valeur(f"perimetre.{code}.droit")
                     for code in ("tout", "sans_snp", "sans_crise", "sans_snp_ni_crise", "missions")}  # fmt: skip
        if cas == CONVENU:
            attendus |= {f"t.{m}": du.valeur(f"total.{m}") for m in ("reste", "trop_percu")}
        for ident, attendu in attendus.items():
            case = p.cases[ident]
            vu = vues.get((str(case.feuille), case.adresse), "")
            comparees += 1
            if vu != pytest.approx(float(attendu), abs=1e-6):
                faux.append((ident, vu, attendu))
    assert faux == []
    assert comparees > 100
    assert _du(CPAM).valeur("perimetre.tout.droit") != _du(CPTS).valeur("perimetre.tout.droit")


@pytest.mark.parametrize("moteur", ["ironcalc", "formualizer", "libreoffice"])
def test_what_is_stored_is_what_each_engine_finds(moteurs, tmp_path, moteur):
    """Not one formula of a review gives something else than the value stored beside it."""
    assert moteur in moteurs
    chemin = tmp_path / "revue.xlsx"
    chemin.write_bytes(revue())
    vues, lu = recalculer(chemin, moteur), lire(chemin, dates=False)
    formules = faux = 0
    for feuille in lu.feuilles.values():
        for case in feuille.cellules.values():
            if case.formule:
                formules += 1
                vu, du = vues.get((feuille.nom, case.adresse), ""), case.valeur if case.valeur is not None else ""
                juste = vu == pytest.approx(float(du), abs=1e-6) if isinstance(du, Fraction) else str(vu) == str(du)
                faux += not juste
    assert faux == 0
    assert formules > 1500


def test_an_erased_value_is_never_zero(moteurs, tape):
    """Without a value of the CPAM, its euros are those of the CPTS, and the difference says nothing rather than 0."""
    vues = recalculer(tape, moteurs[1])
    assert vues.get(cellule("A2", "difference_cpam"), "") == ""
    assert vues[cellule("A2", "acquis_cpam")] == vues[cellule("A2", "acquis_cpts")]


def test_a_word_in_place_of_a_number_is_said(tmp_path, moteurs):
    """A text typed where a number is due gives « À compléter », never 0, nor an amount."""
    vues = recalculer(taper(tmp_path, {cellule("A1", "cpam"): "quatre-vingts"}), moteurs[1])
    assert vues[cellule("A1", "acquis_cpam")] == "À compléter"


def test_the_steps_of_the_review_are_those_of_the_engine():
    """With nothing typed, the agreed values give every amount that the engine gives of the received dossier."""
    resultat = verification().resultat
    revue_ = depuis(resultat)
    valeurs = evaluer(revue_, plan(revue_))
    for indicateur in revue_.indicateurs:
        assert valeurs[f"{indicateur.ident}.acquis_convenu"] == resultat.valeur(f"indicateur.{indicateur.rang}.acquis")
    assert valeurs["p.tout.droit_convenu"] == resultat.valeur("perimetre.tout.droit")
    assert valeurs["t.reste"] == resultat.valeur("total.reste")


def test_every_formula_keeps_to_the_portable_subset(tmp_path):
    """No formula of a review leaves the functions that every spreadsheet computes alike."""
    chemin = tmp_path / "revue.xlsx"
    chemin.write_bytes(revue())
    formules = {c.formule for f in lire(chemin).feuilles.values() for c in f.cellules.values() if c.formule}
    formes = {
        re.sub(r"(?<=[A-Z])(\$?)[0-9]+", r"\g<1>9", f) for f in formules
    }  # une par forme : la ligne n'y change rien
    assert {f: fautes for f in formes if (fautes := ecarts(f))} == {}
    assert len(formes) > 50


def test_the_stored_value_of_a_step_is_the_one_of_its_rule():
    """The value beside a formula is the rule's own, exactly as the working workbook stores it."""
    resultat = verification().resultat
    revue_ = depuis(resultat)
    etapes = plan(revue_)
    valeurs = evaluer(revue_, etapes)
    p, _ = ouvrir(resultat, "Revue")
    placer(p, revue_)
    classeur = lire(_ecrite(), dates=False)
    for etape in etapes:
        case = p.cases[etape.id]
        vue = classeur.feuilles[str(case.feuille)].cellule(case.adresse)
        attendu = cache(valeurs[etape.id], Encre.NATIVE)
        lu = vue.valeur if vue.valeur is not None else ""
        assert lu == (pytest.approx(attendu) if isinstance(attendu, float | int) else attendu), etape.id


def _ecrite() -> Path:
    chemin = recu().with_name("revue.xlsx")
    chemin.write_bytes(revue())
    return chemin


def test_the_received_file_is_untouched():
    """Making the review leaves the received file as it was, to the byte."""
    avant = recu().read_bytes()
    revue()
    assert recu().read_bytes() == avant
    assert Onglet.ECARTS in lire(_ecrite()).feuilles
