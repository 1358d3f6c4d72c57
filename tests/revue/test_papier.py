"""What a review prints: a booklet, the differences first; the whole lists stay on the screen, and the sheet says so."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from pypdf import PdfReader

from cpts_xl.bureautique import convertir, trouver_soffice
from cpts_xl.constats import Cause
from cpts_xl.revue import construire_revue
from cpts_xl.revue.papier import PROVENANCE_MAX, RECALCUL_MAX, Papier, papier
from cpts_xl.revue.plume import Onglet
from cpts_xl.workbook import sheets
from cpts_xl.workbook.feuilles.modele import FeuilleTableau
from cpts_xl.workbook.layout import LIGNE_ENTETE
from cpts_xl.workbook.pages.papier import DITS, TOUT, essentiels
from cpts_xl.workbook.verification.modele import Verification
from cpts_xl.workbook.xlsx.lu import ClasseurLu, lire
from tests.promesse import LIBREOFFICE, absent

from .banc import lecture, revue, verification

GUIDE = Path(__file__).parents[2] / "docs" / "relecteur.md"
DEUX = {Onglet.RECALCUL: RECALCUL_MAX, Onglet.PROVENANCE: PROVENANCE_MAX}
OBSCUR = "mission.acces.retard_demarrage"
"""A number that nobody would print, were it right."""
LISIBLE = 175
"""Letters in the width of an A4 page lying down, that are still read without a glass."""


def falsifiee(combien: int) -> Verification:
    """Return the verification with so many wrong values, among those that nobody would print, the last ones first."""
    essentiel = essentiels(v.ident for v in verification().valeurs)
    choisis = [v.ident for v in reversed(verification().valeurs) if v.ident not in essentiel][:combien]
    choisis = [OBSCUR] if combien == 1 else choisis
    valeurs = [replace(v, stockee=Fraction(987654), cause=str(Cause.CONSTANTE)) if v.ident in choisis else v
               for v in verification().valeurs]  # fmt: skip
    return replace(verification(), valeurs=valeurs)


def _lue(chemin: Path, contenu: bytes) -> ClasseurLu:
    chemin.write_bytes(contenu)
    return lire(chemin)


@pytest.fixture(scope="module")
def juste(tmp_path_factory: pytest.TempPathFactory) -> ClasseurLu:
    """Return the review of the example, where nothing differs."""
    return _lue(tmp_path_factory.mktemp("papier") / "juste.xlsx", revue())


@pytest.fixture(scope="module")
def fausse(tmp_path_factory: pytest.TempPathFactory) -> ClasseurLu:
    """Return the review of a workbook in which one obscure number is wrong."""
    return _lue(tmp_path_factory.mktemp("papier") / "fausse.xlsx", construire_revue(falsifiee(1)))


def imprimees(classeur: ClasseurLu, onglet: Onglet) -> list[str]:
    """Return the cells of the received file that are told on the printed lines of a long list, in order."""
    zone = classeur.noms[f"{onglet}!_xlnm.Print_Area"]
    derniere = int(re.fullmatch(rf"{onglet}!\$A\$1:\$[A-Z]+\$(\d+)", zone)[1])  # type: ignore[index]
    return [str(classeur.feuilles[onglet].ligne(n)[3].valeur) for n in range(LIGNE_ENTETE + 1, derniere + 1)]


def lieu(ident: str) -> str:
    """Return where a number stands in the received file, as a reviewer is told."""
    feuille, adresse = lecture().places[ident]
    return f"{feuille}!{adresse}"


@pytest.mark.parametrize("onglet", DEUX)
def test_what_matters_is_printed_and_all_stays_on_the_screen(juste, onglet):
    """Contract, totals by perimeter, lines, indicators are printed, not a tenth of the list; nothing is hidden."""
    vues = imprimees(juste, onglet)
    for ident in ("identite.taille", "perimetre.tout.droit", "total.trop_percu", "ligne.acces_variable.droit",
                  "indicateur.1.acquis", "indicateur.15.statut"):  # fmt: skip
        assert lieu(ident) in vues, ident
    assert lieu(OBSCUR) not in vues
    feuille = juste.feuilles[onglet]
    lignes = [n for n in feuille.lignes if n > LIGNE_ENTETE]
    assert len(lignes) == len(verification().resultat.pleines)
    assert len(vues) * 5 < len(lignes)
    assert not feuille.lignes_masquees


@pytest.mark.parametrize("onglet", DEUX)
def test_what_differs_is_printed_first(fausse, juste, onglet):
    """Sabotage: one obscure number is wrong, and it opens the printed list; what was printed still is, after it."""
    assert imprimees(fausse, onglet) == [lieu(OBSCUR), *imprimees(juste, onglet)]


@pytest.mark.parametrize("onglet", DEUX)
def test_the_sheet_says_what_is_printed_and_how_to_print_all(fausse, juste, onglet):
    """Under the title, in sight: how many lines go to paper, of how many, and the way to the whole list."""
    total = f"{len(verification().valeurs):,}".replace(",", "\u202f")
    for classeur, debut in (
        (juste, f"les {len(imprimees(juste, onglet))}\u00a0nombres à relire d'abord"),
        (fausse, f"le seul écart, puis les {len(imprimees(fausse, onglet)) - 1}\u00a0nombres à relire d'abord"),
    ):
        dit = str(classeur.feuilles[onglet].cellule("A2").valeur)
        assert f"Sur papier : {debut} (" in dit
        assert f", sur {total}. {TOUT}" in dit


def test_many_differences_do_not_print_hundreds_of_pages(tmp_path):
    """Five hundred wrong numbers: only the first ones are printed, all of them differences; their number is said."""
    classeur = _lue(tmp_path / "revue.xlsx", construire_revue(falsifiee(500)))
    faux = {f"{v.feuille}!{v.cellule}" for v in falsifiee(500).valeurs if v.cause}
    for onglet, au_plus in DEUX.items():
        vues = imprimees(classeur, onglet)
        assert len(vues) == au_plus
        assert set(vues) <= faux
        dit = str(classeur.feuilles[onglet].cellule("A2").valeur)
        assert f"Sur papier : les {au_plus}\u00a0premiers écarts (il y en a 500), sur " in dit
    assert len(falsifiee(500).valeurs) > 500


def test_both_lists_say_the_same_place(juste):
    """The place where a number was compared is the one of its provenance: none is said not to be found when it is."""
    lieux = [[str(ligne[3].valeur) for n, ligne in juste.feuilles[onglet].lignes.items() if n > LIGNE_ENTETE]
             for onglet in DEUX]  # fmt: skip
    assert lieux[0] == lieux[1]
    assert lieux[0] == list(papier(verification()).lieux().values())
    assert any(place.startswith("Contrôles!") for place in lieux[1])


def test_each_link_leads_to_the_same_number():
    """« le voir », on a line of one list, opens the other at the line of the same number."""
    with zipfile.ZipFile(io.BytesIO(revue())) as archive:
        rang = [str(onglet) for onglet in Onglet].index(Onglet.RECALCUL) + 1
        xml = archive.read(f"xl/worksheets/sheet{rang}.xml").decode()
    liens = dict(re.findall(r'<hyperlink ref="K(\d+)" location="Provenance!A(\d+)"', xml))
    assert len(liens) == len(verification().valeurs)
    assert all(de == vers for de, vers in liens.items())  # les deux listes ont le même ordre


def test_both_lists_have_the_same_order():
    """A reader follows one list beside the other; each number of the computation is there once."""
    ordre = papier(falsifiee(3))
    assert ordre.ecarts == 3
    assert {v.cause for v in ordre.valeurs[:3]} == {str(Cause.CONSTANTE)}
    assert sorted(v.ident for v in ordre.valeurs) == sorted(v.ident for v in verification().valeurs)
    voulus = essentiels(v.ident for v in verification().valeurs)
    assert [v.ident for v in ordre.valeurs[3 : ordre.a_lire]] == list(voulus)


def test_an_indicator_is_read_on_consecutive_lines():
    """Its value, rate, euros and status follow each other, indicator after indicator, after the totals."""
    rangs = list(essentiels(v.ident for v in verification().valeurs))
    debut = rangs.index("indicateur.2.valeur")
    assert rangs[debut : debut + 4] == [f"indicateur.2.{code}" for code in ("valeur", "taux", "acquis", "statut")]
    assert rangs.index("perimetre.tout.droit") < rangs.index("total.solde") < rangs.index("ligne.acces_fixe.droit")


def test_an_empty_list_has_its_sentence():
    """Nothing to compare: the headers are printed, and the sentence invents no count."""
    vide = Papier((), 0, 0)
    assert vide.imprimees(10) == 1
    assert vide.phrase(10) == "Aucun nombre dans cette liste."


def test_a_review_is_a_booklet(tmp_path):
    """LibreOffice prints the whole review on fifty pages at most, no column of the provenance being left behind."""
    soffice = trouver_soffice()
    if soffice is None:
        absent(LIBREOFFICE)
    source = tmp_path / "revue.xlsx"
    source.write_bytes(revue())
    code, erreurs = convertir(soffice, [source], "pdf:calc_pdf_Export", tmp_path, delai=120)
    assert code == 0, erreurs
    textes = [page.extract_text() for page in PdfReader(tmp_path / "revue.pdf").pages]
    assert len(textes) <= 50
    provenance = [texte for texte in textes if "Revue : Provenance" in texte]
    assert 2 <= len(provenance) <= 15
    assert all("En clair" in texte and "Statut" in texte for texte in provenance)
    assert 1 <= sum("Revue : Recalcul" in texte for texte in textes) <= 10


def test_the_guide_says_the_same():
    """The reviewer's guide tells what is printed, and how to print all, with the words of the sheet."""
    guide = " ".join(GUIDE.read_text(encoding="utf-8").replace("\u00a0", " ").split())
    assert f"les écarts, puis les nombres à relire d'abord : {DITS}." in guide
    for chemin in ("Fichier, Imprimer, Paramètres, « Ignorer la zone d'impression »",
                   "Format, Zones d'impression, effacer celle de la feuille"):  # fmt: skip
        assert chemin in guide
        assert chemin in TOUT


def _largeur(feuille: FeuilleTableau) -> float:
    """Return how many letters stand in the width of a printed page: the repeated columns, and a share of the others."""
    repetees = sum(c.largeur for c in feuille.colonnes[: ord(feuille.repete) - 64])
    return repetees + sum(c.largeur for c in feuille.colonnes[ord(feuille.repete) - 64 :]) / feuille.pages_de_large


def test_the_years_of_the_contract_are_printed_large_enough():
    """The sheet Contrat keeps all its columns on paper, on as many pages as it takes to read them."""
    contrat = next(f for f in sheets.TABLEAUX_FEUILLES if f.nom == "Contrat")
    assert _largeur(contrat) <= LISIBLE
    assert _largeur(replace(contrat, pages_de_large=contrat.pages_de_large - 1)) > LISIBLE
