"""The sheet « Fonctions »: what the catalogue says of each published function, its example and the engine's answer."""

from __future__ import annotations

import io
from functools import cache
from typing import TYPE_CHECKING

import openpyxl
import pytest

from cpts_xl.cli.documents import classeur_de
from cpts_xl.rules import CATALOGUE
from cpts_xl.udf.appel import appeler
from cpts_xl.udf.exemples import lire as exemples
from cpts_xl.udf.fiches import fiches
from cpts_xl.udf.reference import par_nom
from cpts_xl.workbook import sheets
from cpts_xl.workbook.inks import Encre
from cpts_xl.workbook.layout import LIGNE_ENTETE
from cpts_xl.workbook.pages.fonctions import COLONNES, du_catalogue
from cpts_xl.workbook.xlsx.lu import ClasseurLu, lire
from cpts_xl.workbook.xlsx.types import lettres
from tests.workbook.exemples import ecrire, resultat

if TYPE_CHECKING:
    from pathlib import Path

TITRES = [titre for _code, titre, _largeur in COLONNES]


@cache
def _octets(encre: Encre) -> bytes:
    return classeur_de(resultat(), encre, simple=True)


def _lu(tmp_path: Path, encre: Encre) -> ClasseurLu:
    chemin = tmp_path / f"{encre}.xlsx"
    chemin.write_bytes(_octets(encre))
    return lire(chemin)


def _table(classeur: ClasseurLu) -> list[list[str]]:
    """Return the rows of the sheet, header first, an empty cell as an empty text."""
    feuille = classeur.feuilles[sheets.FONCTIONS]
    return [
        [
            str(c.valeur) if (c := feuille.cellules.get(f"{lettres(n)}{ligne}")) else ""
            for n in range(1, len(TITRES) + 1)
        ]
        for ligne in range(LIGNE_ENTETE, max(feuille.lignes) + 1)
    ]


@pytest.mark.parametrize("encre", list(Encre))
def test_every_published_function_has_its_row(encre: Encre, tmp_path: Path) -> None:
    """In each ink, one row per published function, whose texts are those of the catalogue; nothing else."""
    entete, *lignes = _table(_lu(tmp_path, encre))
    assert entete == TITRES
    assert sorted(ligne[0] for ligne in lignes) == sorted(par_nom())
    assert lignes == [[getattr(fiche, code) for code, _titre, _largeur in COLONNES] for fiche in fiches()]
    for ligne in lignes:
        publiee = par_nom()[ligne[0]]
        dit = dict(zip((code for code, _titre, _largeur in COLONNES), ligne, strict=True))
        for argument in publiee.arguments:
            assert f"{argument.nom} ({argument.unite}" in dit["arguments"]
            assert argument.aide in dit["arguments"]
        if publiee.regle is not None:
            assert dit["rend"] == publiee.regle.resume
            assert publiee.regle.texte in dit["texte"]
            assert publiee.regle.article in dit["texte"]
            assert dit["unite"] == publiee.retour.unite
            assert dit["statut"]
        assert all(dit[code] for code in ("nom", "rend", "arguments", "unite", "exemple", "reponse", "chapitre"))


def test_examples_are_written_as_typed_and_answered_by_the_engine(tmp_path: Path) -> None:
    """The example is that of the page, in French; its answer is what the dispatcher gives now."""
    _entete, *lignes = _table(_lu(tmp_path, Encre.PYTHON))
    rang = {titre: n for n, titre in enumerate(TITRES)}
    for ligne in lignes:
        nom, saisi, reponse = ligne[0], ligne[rang["Exemple, tel qu'on le saisit"]], ligne[rang["Réponse de l'exemple"]]
        exemple = exemples()[nom]
        assert saisi.splitlines()[0] == exemple.formule
        assert exemple.formule.startswith(f"={nom}(")
        assert [f"avec {adresse} : {contenu}" for adresse, contenu in exemple.plages] == saisi.splitlines()[1:]
        rendu = appeler(nom, exemple.arguments)
        if isinstance(rendu[0][0], str) and not par_nom()[nom].tableau:
            assert reponse == rendu[0][0]
        assert not reponse.startswith(("Refus", "#"))
    trouvees = {ligne[0]: ligne[rang["Réponse de l'exemple"]] for ligne in lignes}
    assert trouvees["CPTS_TAILLE"] == "3"
    assert trouvees["CPTS_ACOMPTE"] == "67 500,00\u00a0€"
    assert trouvees["CPTS_FIN_ANNEE"] == "15/03/2026"


def test_an_example_is_a_text_and_never_a_formula(tmp_path: Path) -> None:
    """Written as text, « =CPTS_… » computes nothing by itself: the sheet holds no formula in any ink."""
    for encre in Encre:
        assert not [c for c in _lu(tmp_path, encre).feuilles[sheets.FONCTIONS].cellules.values() if c.formule]


def test_the_sheet_can_be_read_and_printed() -> None:
    """One table, its header frozen and repeated, A4, texts wrapped, rows high enough; linked from the guide."""
    classeur = openpyxl.load_workbook(io.BytesIO(classeur_de(resultat(), Encre.NATIVE)))
    page = classeur[sheets.FONCTIONS]
    assert list(page.tables) == ["tblFonctions"]
    assert page.freeze_panes == "B5"
    assert page.print_title_rows == "$4:$4"
    assert page.print_title_cols == "$A:$A"
    assert int(page.page_setup.paperSize) == 9
    assert page.print_area == f"'{sheets.FONCTIONS}'!$A$1:$I${LIGNE_ENTETE + len(par_nom())}"
    for ligne in page.iter_rows(min_row=LIGNE_ENTETE + 1):
        hauteur = page.row_dimensions[ligne[0].row].height or 15
        for cellule, (_code, _titre, largeur) in zip(ligne, COLONNES, strict=True):
            assert cellule.alignment.wrap_text
            lignes = sum(-(-len(morceau) // int(largeur * 1.15)) for morceau in str(cellule.value or "").split("\n"))
            assert lignes * 12 <= hauteur + 3, cellule.coordinate
    guide = (c for ligne in classeur[sheets.MODE_EMPLOI].iter_rows() for c in ligne)
    liens = {c.hyperlink.location for c in guide if c.hyperlink}
    assert f"{sheets.FONCTIONS}!A1" in liens


def test_the_simple_mode_hides_it_and_the_guide_says_so(tmp_path: Path) -> None:
    """A reference sheet: hidden at first sight, listed in the guide, its formulas none."""
    classeur = _lu(tmp_path, Encre.PYTHON)
    assert classeur.feuilles[sheets.FONCTIONS].visible == "hidden"
    assert f"{sheets.FONCTIONS} (masquée)" in {
        str(c.valeur) for c in classeur.feuilles[sheets.MODE_EMPLOI].cellules.values()
    }
    assert sheets.GROUPES[sheets.FONCTIONS] is sheets.GROUPES[sheets.BAREME]


def test_without_the_published_functions_the_catalogue_speaks_alone(tmp_path: Path) -> None:
    """A workbook built from the rules only lists the rules, without example; nothing is invented."""
    _entete, *lignes = _table(lire(ecrire(tmp_path)))
    assert [ligne[0] for ligne in lignes] == [f"CPTS_{nom.upper()}" for nom in CATALOGUE]
    assert {ligne[6] + ligne[7] for ligne in lignes} == {""}
    assert len(du_catalogue()) == len(CATALOGUE)
