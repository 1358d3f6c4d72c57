"""The whole UDF workbook recalculated by LibreOffice through the add-in: the numbers of the engine, cell by cell."""

from __future__ import annotations

import pytest

from cpts_xl.absence import Absent
from cpts_xl.udf.frontiere import absence_de
from cpts_xl.workbook.build import construire
from cpts_xl.workbook.dialectes import copier_pour_calc
from cpts_xl.workbook.inks import Encre, cache
from cpts_xl.workbook.layout import Layout
from cpts_xl.workbook.moteurs.caches import falsifier
from cpts_xl.workbook.xlsx.lu import lire
from tests.workbook.exemples import avec_identite, resultat

pytestmark = pytest.mark.moteur

DOSSIERS = {"exemple": None, "presque vide": {"population": None, "taille_contrat": None}}


@pytest.fixture(scope="module")
def recalcules(bureau):
    """Return each dossier computed, its workbook, and what LibreOffice shows; every stored result lies."""
    calcules, fichiers = {}, []
    for rang, (nom, champs) in enumerate(DOSSIERS.items()):
        calcule = resultat(avec_identite(**champs) if champs else None)
        ecrit, pour_calc, faux = (bureau.dossier / f"{rang}-{etape}.xlsx" for etape in ("suivi", "calc", "faux"))
        ecrit.write_bytes(construire(calcule, Encre.PYTHON))
        copier_pour_calc(ecrit, pour_calc)
        falsifier(pour_calc, faux)
        calcules[nom] = (calcule, lire(ecrit, dates=False))
        fichiers.append(faux)
    rendus = bureau.recalculer(*fichiers)
    return {nom: (*calcule, rendu) for (nom, calcule), rendu in zip(calcules.items(), rendus, strict=True)}


def test_every_step_is_the_engine_s(recalcules) -> None:
    """Every step of the example gives, to the last bit, what the engine gives; an absence in the same words."""
    calcule, _, rendu = recalcules["exemple"]
    lues = etapes_lues(calcule, rendu)
    attendues = {calculee.etape.id: cache(calculee.valeur, Encre.PYTHON) for calculee in calcule.etapes}
    ecarts = {ident: (lues[ident], attendues[ident]) for ident in lues if lues[ident] != attendues[ident]}
    identiques = len(lues) - len(ecarts)
    print(f"{len(lues)} valeurs recalculées, {identiques} identiques, en {rendu.duree:.1f} s")
    assert not ecarts
    assert len(lues) > 3000


def test_what_is_missing_is_missing_in_libreoffice(recalcules) -> None:
    """Without its population, no step computes with 0: the same numbers as the engine, the same kinds of absence."""
    calcule, _, rendu = recalcules["presque vide"]
    lues = etapes_lues(calcule, rendu)
    absentes = {c.etape.id: c.valeur for c in calcule.etapes if isinstance(c.valeur, Absent)}
    relues = {ident: absence_de(str(lues[ident])) for ident in absentes}
    sortes = {ident: None if relue is None else relue.sorte for ident, relue in relues.items()}
    assert sortes == {ident: absence.sorte for ident, absence in absentes.items()}
    nombres = {c.etape.id: cache(c.valeur, Encre.PYTHON) for c in calcule.etapes if c.etape.id not in absentes}
    assert {ident: lues[ident] for ident in nombres} == nombres
    assert sum("population du territoire" in str(lues[ident]) for ident in absentes) > 50


def etapes_lues(calcule, rendu):
    """Return what LibreOffice shows for each step."""
    cases = Layout(calcule).cases
    lues = {}
    for calculee in calcule.etapes:
        case = cases[calculee.etape.id]
        ou = (case.feuille, case.adresse)
        lues[calculee.etape.id] = f"Err:{rendu.erreurs[ou]}" if ou in rendu.erreurs else rendu.valeurs.get(ou, "")
    return lues


def test_every_formula_shows_what_the_workbook_stored(recalcules) -> None:
    """Every other formula too, references and checks: what was stored when the workbook was written."""
    _, ecrit, rendu = recalcules["exemple"]
    ecarts, total = {}, 0
    for feuille in ecrit.feuilles.values():
        for cellule in feuille.cellules.values():
            if not cellule.formule:
                continue
            total += 1
            ou = (feuille.nom, cellule.adresse)
            lu = rendu.valeurs.get(ou, "")
            stocke = "" if cellule.valeur is None else cellule.valeur
            if isinstance(lu, float) and not isinstance(stocke, str):
                pareil = float(f"{lu:.15g}") == float(stocke)  # un fichier garde 15 chiffres
            else:
                pareil = lu == stocke
            if not pareil or ou in rendu.erreurs:
                ecarts[ou] = (cellule.formule, lu, stocke)
    print(f"{total} formules recalculées, {total - len(ecarts)} identiques")
    assert not ecarts
    assert total > 10_000
