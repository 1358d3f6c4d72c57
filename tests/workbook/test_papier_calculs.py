"""What the sheet Calculs prints: a booklet, the essential numbers first; the whole list stays, and it says so."""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from collections.abc import Callable
from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest
from pypdf import PdfReader

from cpts_xl.bureautique import convertir, trouver_soffice
from cpts_xl.constats import Constat
from cpts_xl.engine.resultat import EtapeCalculee, Resultat
from cpts_xl.formats import nombre
from cpts_xl.workbook import inks, sheets
from cpts_xl.workbook.build import construire
from cpts_xl.workbook.empreinte.modele import modele_de
from cpts_xl.workbook.inks import Encre
from cpts_xl.workbook.layout import LIGNE_ENTETE, Layout
from cpts_xl.workbook.pages import trace
from cpts_xl.workbook.pages.papier import DITS, ECHELLE, TOUT, SurPapier, essentiels, ranger
from cpts_xl.workbook.recu.read import lire_classeur
from cpts_xl.workbook.verification import verifier
from cpts_xl.workbook.writer import lignes_de
from cpts_xl.workbook.xlsx.lu import ClasseurLu, lire
from tests.promesse import LIBREOFFICE, absent
from tests.revue.test_papier import LISIBLE
from tests.workbook.exemples import octets, resultat

CALCULS, ENCRES = sheets.CALCULS, (Encre.NATIVE, Encre.PYTHON)
PAGES_AU_PLUS = 11
GUIDE = Path(__file__).parents[2] / "docs" / "relecteur.md"
Ordre = Callable[[list[EtapeCalculee]], list[EtapeCalculee]]
ORDRES: dict[str, Ordre] = {
    "celui des calculs, comme autrefois": list,
    "par intitulé": lambda calculees: sorted(calculees, key=lambda c: c.etape.libelle),
    "à rebours": lambda calculees: calculees[::-1],
}


@pytest.fixture(scope="module")
def dossier(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder that holds the example's workbooks."""
    lieu = tmp_path_factory.mktemp("papier")
    for encre in ENCRES:
        (lieu / f"{encre}.xlsx").write_bytes(octets(encre))
    return lieu


@pytest.fixture(scope="module")
def copie(dossier: Path) -> ClasseurLu:
    """Return the reviewer's copy of the example, read."""
    return lire(dossier / f"{Encre.NATIVE}.xlsx")


def derniere_imprimee(classeur: ClasseurLu) -> int:
    """Return the last printed row of the sheet; its print area goes from A1 to the column « En clair »."""
    trouve = re.fullmatch(r"Calculs!\$A\$1:\$I\$(\d+)", classeur.noms["Calculs!_xlnm.Print_Area"])
    assert trouve is not None
    return int(trouve[1])


def lieux(classeur: ClasseurLu, jusqu_a: int = 10**6) -> list[str]:
    """Return the cells that the rows of the sheet repeat, in order, down to a row."""
    feuille = classeur.feuilles[CALCULS]
    return [str(feuille.ligne(n)[3].valeur) for n in sorted(feuille.lignes) if LIGNE_ENTETE < n <= jusqu_a]


@cache
def calcule() -> Resultat:
    """Return the example, computed once."""
    return resultat()


@cache
def lieux_dus() -> dict[str, str]:
    """Return the cell of each number, as the sheet names it."""
    cases = Layout(calcule()).cases
    return {c.etape.id: cases[c.etape.id].nommee for c in calcule().pleines}


def lieu(ident: str) -> str:
    """Return the cell of a number, as the sheet names it."""
    return lieux_dus()[ident]


def voulus() -> list[str]:
    """Return the numbers that a reviewer wants on paper, in order."""
    return list(essentiels(c.etape.id for c in calcule().pleines))


def oublies(classeur: ClasseurLu) -> set[str]:
    """Return the essential numbers that are not printed."""
    imprimes = set(lieux(classeur, derniere_imprimee(classeur)))
    return {ident for ident in voulus() if lieu(ident) not in imprimes}


def dit(classeur: ClasseurLu) -> str:
    """Return what stands under the title."""
    return str(classeur.feuilles[CALCULS].cellule("A2").valeur)


def page(chemin: Path) -> str:
    """Return the XML of the sheet."""
    rang = list(lire(chemin).feuilles).index(CALCULS) + 1
    with zipfile.ZipFile(chemin) as archive:
        return archive.read(f"xl/worksheets/sheet{rang}.xml").decode()


def constats(contenu: bytes, ou: Path) -> list[Constat]:
    """Return every finding on a workbook, structure included."""
    chemin = ou / "recu.xlsx"
    chemin.write_bytes(contenu)
    return verifier(lire_classeur(chemin)).constats


def test_every_essential_number_is_printed_and_nothing_else(copie: ClasseurLu) -> None:
    """Contract, totals, lines, indicators, missions: in that order, from the first row, to the last printed one."""
    assert len(voulus()) > 100
    assert lieux(copie, derniere_imprimee(copie)) == [lieu(ident) for ident in voulus()]
    assert oublies(copie) == set()
    assert {"identite.taille", "perimetre.tout.droit", "indicateur.1.acquis"} <= set(voulus())


def test_an_essential_number_left_out_is_seen(copie: ClasseurLu) -> None:
    """Sabotage: one row less in the print area, and its number is named; the check above can fail."""
    bas = derniere_imprimee(copie)
    rogne = ClasseurLu(copie.chemin, copie.feuilles)
    rogne.noms.update(copie.noms, **{"Calculs!_xlnm.Print_Area": f"Calculs!$A$1:$I${bas - 1}"})
    assert oublies(rogne) == {voulus()[-1]}


@pytest.mark.parametrize("encre", ENCRES)
def test_the_whole_list_stays_on_the_screen(dossier: Path, encre: Encre) -> None:
    """Each number once, with the value that it had; no row is hidden, filtered or folded; ranks run from 1."""
    classeur = lire(dossier / f"{encre}.xlsx")
    feuille, pleines = classeur.feuilles[CALCULS], calcule().pleines
    rangs = [n for n in sorted(feuille.lignes) if n > LIGNE_ENTETE]
    assert [feuille.ligne(n)[1].valeur for n in rangs] == list(range(1, len(pleines) + 1))
    assert Counter(lieux(classeur)) == Counter(lieu(c.etape.id) for c in pleines)
    vus = {str(feuille.ligne(n)[3].valeur): (feuille.ligne(n)[4].valeur, feuille.ligne(n)[5].valeur) for n in rangs}
    dus = {lieu(c.etape.id): inks.cache(c.valeur, encre) for c in pleines}
    nombres = {lieu(c.etape.id): inks.cache(c.valeur, encre) for c in pleines if isinstance(c.valeur, Fraction)}
    assert len(nombres) > 1000
    for colonne in (0, 1):
        total = sum(valeurs[colonne] for ou, valeurs in vus.items() if ou in nombres)
        assert float(total) == pytest.approx(sum(nombres.values()))
        assert all(vus[ou][colonne] == du for ou, du in dus.items() if isinstance(du, str))
    assert not feuille.lignes_masquees
    assert not re.search(r'hidden="1"|outlineLevel', page(dossier / f"{encre}.xlsx"))


def test_the_others_keep_the_order_of_the_computation() -> None:
    """After the essential numbers, each number stands under those that it reads, as it was computed."""
    pleines = calcule().pleines
    rangees, part = ranger(pleines)
    suite = [c.etape.id for c in rangees[part.a_lire :]]
    restent = set(suite)
    assert suite == [c.etape.id for c in pleines if c.etape.id in restent]
    assert len(restent) + part.a_lire == part.total == len(pleines)


def test_the_sheet_says_what_is_printed_and_how_to_print_all(copie: ClasseurLu) -> None:
    """Under the title, in the words of the review: how many rows go to paper, of how many, and the way to them all."""
    combien = derniere_imprimee(copie) - LIGNE_ENTETE
    total = nombre(Fraction(len(lieux(copie))))
    assert f"\nSur papier : les {combien}\u00a0nombres à relire d'abord ({DITS}), sur {total}. {TOUT} " in dit(copie)
    assert dit(copie).endswith(" La formule n'est qu'à l'écran.")
    assert copie.feuilles[CALCULS].cellule("J4").valeur == "Formule"  # la seule colonne hors de la zone


def test_the_sentence_is_not_cut(dossier: Path) -> None:
    """It wraps over the printed columns, in a row high enough for all its lines."""
    xml, largeur = page(dossier / f"{Encre.NATIVE}.xlsx"), sum(large for _, large in trace.CALCULS[: trace.SUR_PAPIER])
    assert '<mergeCell ref="A2:I2"/>' in xml
    hauteur = re.search(r'<row r="2"[^>]* ht="([\d.]+)"', xml)
    assert hauteur is not None
    phrase = dit(lire(dossier / f"{Encre.NATIVE}.xlsx"))
    assert lignes_de(phrase, largeur) >= 3
    assert float(hauteur[1]) >= 13 * lignes_de(phrase, largeur)


def test_many_indicators_do_not_print_hundreds_of_pages(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Beyond the bound, the first rows alone are printed, and the sentence says of how many."""
    monkeypatch.setattr(trace, "CALCULS_MAX", 20)
    chemin = tmp_path / "borne.xlsx"
    chemin.write_bytes(construire(calcule(), Encre.NATIVE))
    classeur = lire(chemin)
    assert lieux(classeur, derniere_imprimee(classeur)) == [lieu(ident) for ident in voulus()[:20]]
    assert f"Sur papier : les 20\u00a0premiers nombres à relire (il y en a {len(voulus())} : {DITS}), sur " in dit(
        classeur
    )
    assert trace.CALCULS_MAX < 170 <= SurPapier(4000, 400).imprimees(170)


@pytest.mark.parametrize("ordre", ORDRES)
def test_another_order_of_rows_accuses_nobody(ordre: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A copy in the order of the computation, as older ones are, or sorted: no finding, and the same model."""
    monkeypatch.setattr(trace, "ranger", lambda calculees: (ORDRES[ordre](calculees), ranger(calculees)[1]))
    contenu = construire(calcule(), Encre.NATIVE)
    assert constats(contenu, tmp_path) == []
    autre = lire(tmp_path / "recu.xlsx")
    assert lieux(autre) == [lieu(c.etape.id) for c in ORDRES[ordre](calcule().pleines)]


def test_the_order_is_not_part_of_the_model(copie: ClasseurLu, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The fingerprint of the model is that of the formulas, wherever their rows stand."""
    monkeypatch.setattr(trace, "ranger", lambda calculees: (calculees[::-1], ranger(calculees)[1]))
    (tmp_path / "rebours.xlsx").write_bytes(construire(calcule(), Encre.NATIVE))
    rebours = lire(tmp_path / "rebours.xlsx")
    assert lieux(rebours) == [lieu(c.etape.id) for c in calcule().pleines[::-1]] != lieux(copie)
    assert modele_de(rebours).empreinte == modele_de(copie).empreinte


def test_the_print_area_is_not_said_to_leave_numbers_out(dossier: Path, tmp_path: Path) -> None:
    """Thousands of rows are out of the print area: nothing is said of it, while a sheet so cut short is named."""
    contenu = (dossier / f"{Encre.NATIVE}.xlsx").read_bytes()
    assert constats(contenu, tmp_path) == []
    with zipfile.ZipFile(tmp_path / "recu.xlsx") as archive:
        parties = {nom: archive.read(nom) for nom in archive.namelist()}
    avant = parties["xl/workbook.xml"]
    parties["xl/workbook.xml"] = re.sub(rb"(Financement!\$A\$1:\$[A-Z]+\$)\d+", rb"\g<1>9", avant, count=1)
    assert parties["xl/workbook.xml"] != avant
    with zipfile.ZipFile(tmp_path / "court.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
        for nom, partie in parties.items():
            archive.writestr(nom, partie)
    trouves = constats((tmp_path / "court.xlsx").read_bytes(), tmp_path)
    assert [c.feuille for c in trouves if "zone d'impression" in c.message] == ["Financement"]


def test_it_is_printed_large_enough(dossier: Path) -> None:
    """The printed columns hold in the width that is still read without a glass, at the scale of the review."""
    assert sum(largeur for _, largeur in trace.CALCULS[: trace.SUR_PAPIER]) <= LISIBLE
    assert f'<pageSetup paperSize="9" scale="{ECHELLE}" orientation="landscape"' in page(dossier / "native.xlsx")


def test_it_is_a_booklet(dossier: Path, tmp_path: Path) -> None:
    """LibreOffice prints it on about ten pages, each with its headers, from the number of the row to its sentence."""
    soffice = trouver_soffice()
    if soffice is None:
        absent(LIBREOFFICE)
    source = tmp_path / "relecture.xlsx"
    source.write_bytes((dossier / f"{Encre.NATIVE}.xlsx").read_bytes())
    code, erreurs = convertir(soffice, [source], "pdf:calc_pdf_Export", tmp_path, delai=120)
    assert code == 0, erreurs
    tous = [feuille.extract_text() for feuille in PdfReader(tmp_path / "relecture.pdf").pages]
    textes = [texte for texte in tous if re.search(r"\bCalculs\s*Page \d+ sur", texte)]
    assert 2 <= len(textes) <= PAGES_AU_PLUS
    assert all("Valeur du classeur" in texte and "En clair" in texte for texte in textes)
    assert "La formule n'est qu'à l'écran." in " ".join(textes[0].split())


def test_the_sentence_agrees_in_number() -> None:
    """One number, several, none, a list cut short: no sentence invents a count."""
    assert SurPapier(7, 1).phrase(10) == f"Sur papier : le nombre à relire d'abord ({DITS}), sur 7. {TOUT}"
    assert SurPapier(7, 3).phrase(1) == f"Sur papier : le premier nombre à relire (il y en a 3 : {DITS}), sur 7. {TOUT}"
    assert (
        SurPapier(7, 3, 1)
        .phrase(9)
        .startswith("Sur papier : le seul écart, puis les 2\u00a0nombres à relire d'abord (")
    )
    assert SurPapier(0, 0).phrase(10) == "Aucun nombre dans cette liste."
    assert SurPapier(0, 0).imprimees(10) == 1


def test_the_guide_says_it() -> None:
    """The reviewer's guide tells that this sheet prints as the review does."""
    guide = " ".join(GUIDE.read_text(encoding="utf-8").replace("\u00a0", " ").split())
    assert "La feuille Calculs de la copie de relecture s'imprime de même : les mêmes nombres, en une dizaine" in guide
