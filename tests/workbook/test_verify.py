from __future__ import annotations

import re
import zipfile
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest

from cpts_xl.constats import Cause
from cpts_xl.engine.resultat import calculer
from cpts_xl.workbook.inks import Encre, cache
from cpts_xl.workbook.moteurs.caches import falsifier
from cpts_xl.workbook.moteurs.recalcul import MOTEURS, recalculer
from cpts_xl.workbook.recu.layout_recu import LayoutRecu
from cpts_xl.workbook.recu.read import lire_classeur
from cpts_xl.workbook.verification import verifier
from cpts_xl.workbook.verification.enjeux import Propagation
from cpts_xl.workbook.xlsx.lu import lire
from cpts_xl.workbook.xlsx.types import ErreurCellule
from tests.workbook.exemples import ecrire, ou


def _cellule(chemin: Path, vers: Path, feuille: str, adresse: str, remplace: tuple[str, str]) -> Path:
    """Copy a workbook with one cell of its XML rewritten: the work of a forger who knows his tools."""
    rang = list(lire(chemin).feuilles).index(feuille) + 1
    with zipfile.ZipFile(chemin) as source, zipfile.ZipFile(vers, "w", zipfile.ZIP_DEFLATED) as cible:
        for membre in source.infolist():
            contenu = source.read(membre)
            if membre.filename == f"xl/worksheets/sheet{rang}.xml":
                texte = contenu.decode()
                balise = re.search(rf'<c r="{adresse}"[^>]*>.*?</c>', texte)
                assert balise, adresse
                nouvelle = re.sub(*remplace, balise[0])
                assert nouvelle != balise[0]
                contenu = texte.replace(balise[0], nouvelle).encode()
            cible.writestr(membre, contenu)
    return vers


@pytest.mark.parametrize("encre", list(Encre))
def test_an_untouched_workbook_has_no_finding(encre: Encre, tmp_path: Path) -> None:
    """Every computed cell is compared and every one is identical; the count is that of the trace."""
    bilan = verifier(lire_classeur(ecrire(tmp_path, encre)))
    assert bilan.constats == []
    assert bilan.comparees == bilan.identiques == len(bilan.resultat.pleines) > 350


SABOTAGES = {
    "valeur stockée changée": ("ligne.acces_fixe.droit", (r"<v>.*?</v>", "<v>99999</v>"), "périmée ou falsifiée"),
    "formule remplacée par une constante": ("ligne.acces_fixe.droit", (r"<f>.*?</f>", ""), "constante"),
    "arrondi changé": ("ligne.acces_fixe.droit", (r"ROUND\(", "ROUNDUP("), "formule modifiée"),
    "prorata retiré": ("ligne.acces_fixe.droit", (r"\*Missions!\$[A-Z]+\$5", ""), "formule modifiée"),
    "total raccourci": ("total.acompte", (r"(\$[A-Z]+)\$18\)", r"\1$17)"), "formule modifiée"),
    "palier inversé": ("indicateur.1.palier", (r"&lt;=", "&gt;="), "formule modifiée"),
    "contrôle désarmé": ("controle.taille", (r"À regarder", "Conforme"), "formule modifiée"),
    "taille forcée": ("identite.taille", (r"<f>.*?</f><v>.*?</v>", "<v>4</v>"), "constante"),
}


@pytest.mark.parametrize("cas", SABOTAGES)
def test_one_change_is_found_and_named(cas: str, tmp_path: Path) -> None:
    """Change one thing: the verification names exactly that cell, and the cause."""
    ident, remplace, cause = SABOTAGES[cas]
    feuille, adresse = ou(ident)
    faux = _cellule(ecrire(tmp_path), tmp_path / "faux.xlsx", feuille, adresse, remplace)
    bilan = verifier(lire_classeur(faux))
    assert [(c.feuille, c.cellule) for c in bilan.constats] == [(feuille, adresse)]
    assert cause in bilan.constats[0].cause
    assert bilan.identiques == bilan.comparees - 1


@pytest.mark.moteur
@pytest.mark.parametrize("moteur", MOTEURS)
def test_engines_recalculate_the_copy_to_the_same_values(moteur: str, tmp_path: Path, exiger_moteur) -> None:
    """Stored values falsified first, each engine finds every value of the reviewer's copy again; 0 difference shown."""
    exiger_moteur(moteur)
    faux = tmp_path / "faux.xlsx"
    assert falsifier(ecrire(tmp_path), faux) > 1000
    lecture = lire_classeur(faux)
    bilan = verifier(lecture, (moteur,))
    assert "0 écart" in bilan.moteurs[moteur]
    valeurs = recalculer(faux, moteur)
    assert not [place for place, valeur in valeurs.items() if isinstance(valeur, ErreurCellule)]
    calculs = lecture.classeur.feuilles["Calculs"]
    assert valeurs["Calculs", "E3"] == 0  # à regarder
    assert valeurs["Calculs", "C3"] == valeurs["Calculs", "D3"] == len(bilan.resultat.pleines)
    ecarts = [valeurs["Calculs", a] for a in calculs.cellules if re.fullmatch(r"F([5-9]|\d\d+)", a)]
    assert set(ecarts) == {0}


@pytest.mark.moteur
def test_an_engine_sees_a_sabotaged_formula(tmp_path: Path, exiger_moteur) -> None:
    """A formula altered, caches and all, is seen by the recalculation of another program too: it is the one cause."""
    exiger_moteur("ironcalc")
    feuille, adresse = ou("ligne.acces_fixe.droit")
    faux = _cellule(ecrire(tmp_path), tmp_path / "faux.xlsx", feuille, adresse, (r"\*Missions!\$[A-Z]+\$5", "*0.5"))
    bilan = verifier(lire_classeur(faux), ("ironcalc",))
    assert "0 écart" not in bilan.moteurs["ironcalc"]
    (constat,) = [c for c in bilan.constats if c.cellule == adresse]
    assert constat.cause == Cause.FORMULE
    valeurs = {valeur.ident: valeur for valeur in bilan.valeurs}
    change = valeurs["ligne.acces_fixe.droit"]
    assert change.recalculees["ironcalc"] * 2 == change.stockee == change.attendue
    assert valeurs["total.acompte"].cause == Cause.FORMULE  # ce qui en découle en porte la cause
    assert [c for c in bilan.constats if c.feuille == feuille] == [constat]


def test_a_wrong_value_downstream_is_told_once(tmp_path: Path) -> None:
    """A stored value changed, and all that reads it recalculated: one finding, which counts its consequences."""
    lecture = lire_classeur(ecrire(tmp_path))
    resultat = calculer(lecture.dossier, lecture.droit)
    depart = lecture.places["indicateur.2.avancement"]
    suites = {"indicateur.2.avancement": Fraction(1, 4)}
    suites |= Propagation(resultat).changer(suites)
    for ident, valeur in suites.items():
        feuille, adresse = LayoutRecu(resultat, lecture).places[ident]
        page = lecture.classeur.feuilles[feuille]
        montree = cache(valeur, Encre.NATIVE)
        page.cellules[adresse] = page.cellules[adresse]._replace(
            valeur=montree if isinstance(montree, str) else Fraction(montree)
        )
    constats = [c for c in verifier(lecture, complet=False).constats if c.feuille != "Tableau de bord"]
    assert [(c.feuille, c.cellule) for c in constats] == [depart]
    assert f"{len(suites) - 1} autres valeurs en découlent" in constats[0].message
    # une de ces valeurs changée à son tour n'en découle plus : elle est nommée elle aussi
    feuille, adresse = lecture.places["indicateur.2.acquis"]
    page = lecture.classeur.feuilles[feuille]
    page.cellules[adresse] = page.cellules[adresse]._replace(valeur=Fraction(123456))
    nommees = {(c.feuille, c.cellule) for c in verifier(lecture, complet=False).constats}
    assert {depart, (feuille, adresse)} <= nommees


def test_a_workbook_saved_without_results_is_told_in_one_sentence(tmp_path: Path) -> None:
    """A program that computes nothing leaves formulas without results: one finding, not four hundred."""
    chemin = ecrire(tmp_path)
    openpyxl.load_workbook(chemin).save(chemin)
    (constat,) = verifier(lire_classeur(chemin)).constats
    assert "programme qui ne calcule pas" in constat.message
