"""The fingerprint of the model: the same wherever things stand and whoever saved them."""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from cpts_xl.engine.dossier import Dossier
from cpts_xl.law.in_force import en_vigueur
from cpts_xl.workbook.empreinte.jetons import Mots, canonique
from cpts_xl.workbook.empreinte.modele import empreinte_du_modele, modele_de
from cpts_xl.workbook.empreinte.registre import sans_saisie
from cpts_xl.workbook.empreinte.theorique import modele_attendu
from cpts_xl.workbook.inks import Encre
from cpts_xl.workbook.xlsx.types import Cellule, FeuilleLue
from tests.workbook.empreintes import changer, copie, inserer, lu, refaite
from tests.workbook.exemples import dossier_exemple, ou

if TYPE_CHECKING:
    from collections.abc import Callable

    from cpts_xl.workbook.xlsx.types import ClasseurLu

# -- ce que le modèle est ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("encre", list(Encre))
def test_what_is_written_is_what_was_expected(encre: Encre, tmp_path_factory: pytest.TempPathFactory) -> None:
    """The model read in a written workbook is the one told by the layout without a file, in each ink."""
    exemple = dossier_exemple()
    droit = en_vigueur(exemple.debut)
    ecrit = modele_de(lu(encre, tmp_path_factory.getbasetemp()))
    attendu = modele_attendu(sans_saisie(exemple.debut), droit, encre)
    assert set(ecrit.lignes) ^ set(attendu.lignes) == set()
    assert ecrit.empreinte == attendu.empreinte
    assert len(ecrit.lignes) > 3000


def test_the_inputs_are_no_part_of_the_model() -> None:
    """Another CPTS, more rows than usual, another year under the same texts: one model."""
    jour = date(2024, 7, 20)
    droit = en_vigueur(jour)
    pros = tuple({"id": f"P{n}", "profession": "infirmier"} for n in range(1, 130))
    cles = tuple({"id": f"C{n}"} for n in range(1, 30))
    grand = Dossier({"nom": "Grande", "signature": jour, "debut": jour, "arrete": jour}).avec(
        professionnels=pros, cles=cles
    )
    vide = modele_attendu(sans_saisie(date(2025, 3, 15)), en_vigueur(date(2025, 3, 15)), Encre.NATIVE)
    assert modele_attendu(grand, droit, Encre.NATIVE).empreinte == vide.empreinte


def test_the_hash_does_not_depend_on_the_order_of_reading(recu: ClasseurLu, empreinte: str) -> None:
    """Templates are only a pace: the same model read upside down has the same fingerprint."""
    tourne = copie(recu)
    for nom, feuille in recu.feuilles.items():
        tourne.feuilles[nom] = refaite(feuille, dict(reversed(feuille.cellules.items())))
    assert empreinte_du_modele(tourne) == empreinte


# -- la forme canonique ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("une", "autre"),
    [
        ("=IF(A=1,(B-1),C)", "=if( A=1 , B-1 , C )"),
        ("={0}+_xlfn.IFS(A,1)", "=0+IFS(A,1)"),
        ("=CPTS_TAILLE($B$5)", "=cpts_taille(B5)"),
        ("=CPTS_TAILLE($B$5)", "=CPTS.TAILLE(B5:B5)"),
        ("=CPTS_TAILLE(B5)", "=[1]!CPTS_TAILLE(B5)"),
        ("=CPTS_TAILLE(B5)", "='C:\\Outils\\cpts.xlam'!CPTS_TAILLE(B5)"),
        ("=TRUE()", "=TRUE"),
        ("='Plan'!$A$1", "=Plan!$A$1"),
        ("{=SUM(A1:A3)}", "=SUM(A1:A3)"),
        ("=0.50*1.0", "=0.5*1"),
        ("=(A+B)+C", "=A+B+C"),
        ("=@NOM", "=NOM"),
        ("=_xlfn.LAMBDA(_xlpm.a,_xlpm.a+1)", "=LAMBDA(a,a+1)"),
    ],
)
def test_habits_of_programs_are_not_differences(une: str, autre: str) -> None:
    """Spaces, case, prefixes, quotes, braces, useless parentheses: the same formula."""
    mots = Mots(lambda lue: f"{lue.feuille}!{tuple(lue[1:])}")
    assert canonique(une, mots) == canonique(autre, mots)


@pytest.mark.parametrize(
    ("une", "autre"),
    [
        ("=A-(B-C)", "=A-B-C"),
        ("=(A+B)*C", "=A+B*C"),
        ("=-(A^2)", "=-A^2"),
        ('="a b"', '="ab"'),
        ('="Oui"', '="OUI"'),
        ("=SUM(A1:A3)", "=SUM(A1,A3)"),
        ("=A<=B", "=A<B"),
        ("=IF(A,,B)", "=IF(A,B)"),
        ("=A1", "=B1"),
        ("=Plan!A1", "=A1"),
        ("=1+", "=1"),
        ("=(" * 300 + "1" + ")" * 300, "=1"),
        ("=" + "1+" * 20_000 + "1", "=1"),
    ],
)
def test_what_counts_is_kept(une: str, autre: str) -> None:
    """What a formula says is never lost in its canonical form, even when it is not one of ours."""
    mots = Mots(lambda lue: f"{lue.feuille}!{tuple(lue[1:])}")
    assert canonique(une, mots) != canonique(autre, mots)


# -- les retouches honnêtes --------------------------------------------------------------------------------------


def _saisie(c: ClasseurLu) -> ClasseurLu:
    changer(c, *ou("versement.1.montant"), valeur=Fraction(1), formule=None)
    changer(c, *ou("identite.population"), valeur=Fraction(12_345))
    return c


def _saisie_calculee(c: ClasseurLu) -> ClasseurLu:
    changer(c, *ou("versement.1.montant"), formule="=1200+300")
    return c


def _lignes_de_plus(c: ClasseurLu) -> ClasseurLu:
    feuille, adresse = ou("versement.30.montant")
    changer(c, feuille, adresse, valeur=Fraction(9))
    return c


def _trie(c: ClasseurLu) -> ClasseurLu:
    """Swap two rows of a free table, their own formulas following them."""
    feuille = c.feuilles["Versements"]
    cellules = {}
    for adresse, cellule in feuille.cellules.items():
        lettre, rang = re.fullmatch(r"([A-Z]+)(\d+)", adresse).groups()
        autre = {"5": "6", "6": "5"}.get(rang, rang)
        formule = cellule.formule and re.sub(rf"(?<=\$[A-Z]){rang}\b", autre, cellule.formule)
        cellules[f"{lettre}{autre}"] = cellule._replace(adresse=f"{lettre}{autre}", formule=formule)
    c.feuilles["Versements"] = refaite(feuille, cellules)
    return c


def _feuilles_rangees(c: ClasseurLu) -> ClasseurLu:
    c.feuilles = dict(sorted(c.feuilles.items(), reverse=True))
    return c


def _feuille_a_lui(c: ClasseurLu) -> ClasseurLu:
    mienne = FeuilleLue("Mes notes")
    c.feuilles["Mes notes"] = refaite(
        mienne, {"A1": Cellule("A1", None, "=SUM(VERSEMENT_MONTANT)*2", "", verrouillee=False)}
    )
    c.noms["MON_TOTAL"] = "'Mes notes'!$A$1"
    return c


def _colonne_a_lui(c: ClasseurLu) -> ClasseurLu:
    changer(c, "Indicateurs", "CZ4", valeur="Mon calcul")
    changer(c, "Indicateurs", "CZ5", formule="=$L5*2")
    changer(c, "Indicateurs", "L90", formule="=SUM($L$5:$L$44)")
    return c


def _titre_traduit(c: ClasseurLu) -> ClasseurLu:
    feuille, adresse = ou("indicateur.1.acquis")
    changer(c, feuille, re.sub(r"\d+", "4", adresse), valeur="Earned amount")
    return c


def _perimee(c: ClasseurLu) -> ClasseurLu:
    changer(c, *ou("perimetre.tout.droit"), valeur=Fraction(1))
    return c


def _masquee(c: ClasseurLu) -> ClasseurLu:
    changer(c, "Calculs", "A1", valeur="Calculs")
    changer(c, "Indicateurs", "A1", valeur="Indicateurs")
    c.feuilles["Calculs"].visible = "hidden"
    c.feuilles["Indicateurs"].lignes_masquees = {12}
    return c


HONNETES: dict[str, Callable[[ClasseurLu], ClasseurLu]] = {
    "des saisies changées": _saisie,
    "une saisie tapée en calcul": _saisie_calculee,
    "des lignes remplies": _lignes_de_plus,
    "un tableau trié": _trie,
    "des feuilles rangées autrement": _feuilles_rangees,
    "une feuille à soi": _feuille_a_lui,
    "une colonne et un total à soi": _colonne_a_lui,
    "un titre traduit": _titre_traduit,
    "une valeur périmée": _perimee,
    "une feuille et une ligne masquées": _masquee,
    "une ligne insérée dans un tableau": lambda c: inserer(c, "Indicateurs", ligne=9),
    "une ligne insérée chez les professionnels": lambda c: inserer(c, "Professionnels", ligne=9),
    "une ligne insérée au-dessus des titres": lambda c: inserer(c, "Financement", ligne=2),
    "une ligne insérée dans le tableau de bord": lambda c: inserer(c, "Tableau de bord", ligne=3),
    "une ligne insérée dans l'identité": lambda c: inserer(c, "Identité", ligne=12),
    "une ligne insérée sous le financement": lambda c: inserer(c, "Financement", ligne=21),
    "une colonne insérée": lambda c: inserer(c, "Indicateurs", colonne=5),
    "une ligne insérée dans le barème": lambda c: inserer(c, "Barème", ligne=30),
    "une ligne insérée en tête des calculs": lambda c: inserer(c, "Calculs", ligne=2),
}


@pytest.mark.parametrize("nom", HONNETES)
def test_an_honest_edit_leaves_the_model_as_it_is(nom: str, recu: ClasseurLu, empreinte: str) -> None:
    """What a user may do without touching what is computed changes nothing."""
    retouche = modele_de(HONNETES[nom](copie(recu)))
    assert set(retouche.lignes) ^ set(modele_de(recu).lignes) == set()
    assert retouche.empreinte == empreinte
