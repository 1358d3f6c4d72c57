"""A formula is judged where it now stands: honest moves accuse nobody, a forger who moves things hides nothing."""

from __future__ import annotations

import re
from collections.abc import Callable
from copy import copy
from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest

from cpts_xl.constats import Cause, Constat, Gravite
from cpts_xl.workbook.inks import Encre, formule
from cpts_xl.workbook.layout import Layout
from cpts_xl.workbook.recu.layout_recu import LayoutRecu
from cpts_xl.workbook.recu.read import Lecture, lire_classeur
from cpts_xl.workbook.recu.reader import Lecteur
from cpts_xl.workbook.verification import Verification, verifier
from cpts_xl.workbook.verification.formules import Formules, dollars_perdus, equivalentes
from cpts_xl.workbook.xlsx.types import Cellule, ClasseurLu, FeuilleLue, lettres, position
from tests.workbook.exemples import octets, ou, resultat

_REF = re.compile(r"(\$?)([A-Z]{1,3})(\$?)([0-9]{1,7})(?![\w(])")
_MORCEAU = re.compile(r'"(?:[^"]|"")*"|(?:(?P<feuille>\'(?:[^\']|\'\')+\'|[\w.]+)!)?(?P<zone>\$?[A-Z]{1,3}\$?\d{1,7}'
                      r'(?::\$?[A-Z]{1,3}\$?\d{1,7})?)(?![\w(.!])|[\w.]+')  # fmt: skip


@pytest.fixture(scope="session")
def lue(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Encre], Lecture]:
    """Return the example read, once for each ink."""

    @cache
    def lire(encre: Encre) -> Lecture:
        chemin = tmp_path_factory.mktemp("recu") / "classeur.xlsx"
        chemin.write_bytes(octets(encre))
        return lire_classeur(chemin)

    return lire


def copie(lecture: Lecture) -> ClasseurLu:
    """Return a workbook of its own, whose cells may be changed."""
    classeur = copy(lecture.classeur)
    classeur.noms = dict(classeur.noms)
    classeur.feuilles = {nom: _feuille(f, f.cellules.values()) for nom, f in classeur.feuilles.items()}
    return classeur


def _feuille(modele: FeuilleLue, cellules: object) -> FeuilleLue:
    neuve = copy(modele)
    neuve.cellules, neuve.lignes = {}, {}
    for cellule in cellules:  # type: ignore[attr-defined]
        ligne, colonne = position(cellule.adresse)
        neuve.cellules[cellule.adresse] = cellule
        neuve.lignes.setdefault(ligne, {})[colonne] = cellule
    neuve.lignes = {n: dict(sorted(neuve.lignes[n].items())) for n in sorted(neuve.lignes)}
    return neuve


def poser(classeur: ClasseurLu, place: tuple[str, str], **champs: object) -> Cellule:
    """Change one cell, made if it was empty."""
    feuille, adresse = place
    page = classeur.feuilles[feuille]
    neuve = page.cellules.get(adresse, Cellule(adresse, None, None, "General", verrouillee=True))._replace(**champs)  # type: ignore[arg-type]
    classeur.feuilles[feuille] = _feuille(page, [*(c for a, c in page.cellules.items() if a != adresse), neuve])
    return neuve


def deplacer(classeur: ClasseurLu, feuille: str, ou_va: Callable[[int, int], tuple[int, int]]) -> None:
    """Move the cells of a sheet as a spreadsheet does: every formula and every name follows."""

    def suivre(texte: str, ici: str) -> str:
        def un(trouve: re.Match[str]) -> str:
            nom = (trouve["feuille"] or ici).strip("'").replace("''", "'")
            if not trouve["zone"] or nom != feuille:
                return trouve[0]
            zone = _REF.sub(_reference, trouve["zone"])
            return f"{trouve['feuille']}!{zone}" if trouve["feuille"] else zone

        return _MORCEAU.sub(un, texte)

    def _reference(trouve: re.Match[str]) -> str:
        ligne, colonne = ou_va(*position(trouve[2] + trouve[4]))
        return f"{trouve[1]}{lettres(colonne)}{trouve[3]}{ligne}"

    for nom, page in classeur.feuilles.items():
        cellules = []
        for cellule in page.cellules.values():
            ligne, colonne = ou_va(*position(cellule.adresse)) if nom == feuille else position(cellule.adresse)
            texte = suivre(cellule.formule, nom) if cellule.formule else None
            cellules.append(cellule._replace(adresse=f"{lettres(colonne)}{ligne}", formule=texte))
        classeur.feuilles[nom] = _feuille(page, cellules)
    classeur.noms = {nom: suivre(zone, "") for nom, zone in classeur.noms.items()}


def inserer(classeur: ClasseurLu, feuille: str, numero: int) -> None:
    """Insert a blank row above one."""
    deplacer(classeur, feuille, lambda ligne, colonne: (ligne + (ligne >= numero), colonne))


def juger(classeur: ClasseurLu, *, complet: bool = False) -> Verification:
    """Return the verification of a workbook in memory; its structure, read in the file, is not in question here."""
    return verifier(Lecteur(classeur).lire(), complet=complet)


def graves(bilan: Verification) -> list[Constat]:
    """Return the findings that accuse."""
    return [constat for constat in bilan.constats if constat.gravite is not Gravite.INFORMATION]


@pytest.mark.parametrize("encre", list(Encre))
def test_formulas_by_template_are_those_of_the_inks(encre: Encre, lue: Callable[[Encre], Lecture]) -> None:
    """Filled templates, where nothing moved, are letter for letter what the ink writes for each step."""
    lecture, calcule = lue(encre), resultat()
    formules, origine = Formules(LayoutRecu(calcule, lecture), encre), Layout(calcule)
    for calculee in calcule.etapes:
        assert formules.due(calculee.etape) == f"={formule(origine, calculee.etape, encre)}", calculee.etape.id


def test_every_place_is_the_one_that_was_written(lue: Callable[[Encre], Lecture]) -> None:
    """The layout as received, of an untouched workbook, is the layout."""
    recu, origine = LayoutRecu(resultat(), lue(Encre.NATIVE)), Layout(resultat())
    for ident in resultat().par_id:
        assert recu.cases[ident] == origine.cases[ident], ident
    assert recu.noms == origine.noms


@pytest.mark.parametrize(
    ("feuille", "ou_va"),
    [
        ("Financement", lambda li, co: (li + (li >= 9), co)),
        ("Indicateurs", lambda li, co: (li + (li >= 3), co)),
        ("Dépenses", lambda li, co: (li, co + (co >= 4))),
        ("Missions", lambda li, co: (li, {4: 5, 5: 4}.get(co, co))),
    ],
)  # fmt: skip
def test_a_report_cites_the_cells_where_they_now_stand(
    feuille: str, ou_va: Callable[[int, int], tuple[int, int]], lue: Callable[[Encre], Lecture]
) -> None:
    """Rows or columns moved by the user: each input and step, empty rows too, is told where the file has it."""
    classeur = copie(lue(Encre.NATIVE))
    deplacer(classeur, feuille, ou_va)
    lecture = Lecteur(classeur).lire()
    origine = Layout(resultat())
    adresses = LayoutRecu(resultat(), lecture).adresses()
    assert adresses.keys() == origine.cases.keys()
    for ident, case in origine.cases.items():
        ligne, colonne = ou_va(case.ligne, case.colonne) if case.feuille == feuille else (case.ligne, case.colonne)
        assert adresses[ident] == f"{case.feuille}!{lettres(colonne)}{ligne}", ident


MOUVEMENTS: dict[str, Callable[[ClasseurLu], None]] = {
    "ligne insérée dans le financement": lambda c: inserer(c, "Financement", 9),
    "deux lignes insérées": lambda c: (inserer(c, "Financement", 9), inserer(c, "Financement", 9))[0],
    "ligne insérée au milieu des versements": lambda c: inserer(c, "Versements", 8),
    "ligne insérée au-dessus d'un tableau": lambda c: inserer(c, "Indicateurs", 3),
    "ligne insérée dans l'identité": lambda c: inserer(c, "Identité", 12),
    "ligne insérée dans le barème": lambda c: inserer(c, "Barème", 20),
    "ligne insérée dans le tableau de bord": lambda c: inserer(c, "Tableau de bord", 7),
    "ligne insérée dans les contrôles": lambda c: inserer(c, "Contrôles", 10),
    "colonne insérée dans les dépenses": lambda c: deplacer(c, "Dépenses", lambda li, co: (li, co + (co >= 4))),
    "colonne insérée dans le tableau de bord": lambda c: deplacer(
        c, "Tableau de bord", lambda li, co: (li, co + (co >= 5))
    ),
    "deux colonnes échangées dans les missions": lambda c: deplacer(
        c, "Missions", lambda li, co: (li, {4: 5, 5: 4}.get(co, co))
    ),
    "feuilles dans un autre ordre": lambda c: setattr(c, "feuilles", dict(reversed(c.feuilles.items()))),
}  # fmt: skip


@pytest.mark.parametrize("mouvement", MOUVEMENTS)
def test_what_a_spreadsheet_moves_accuses_nobody(mouvement: str, lue: Callable[[Encre], Lecture]) -> None:
    """Rows, columns and sheets moved, every reference following: every value is still compared, none is wrong."""
    classeur = copie(lue(Encre.NATIVE))
    MOUVEMENTS[mouvement](classeur)
    bilan = juger(classeur)
    assert graves(bilan) == []
    assert bilan.comparees == bilan.identiques == len(resultat().pleines)


@pytest.mark.parametrize("mouvement", ["ligne insérée dans le financement", "feuilles dans un autre ordre"])
def test_a_forger_who_moves_things_is_found_where_they_went(mouvement: str, lue: Callable[[Encre], Lecture]) -> None:
    """A row inserted above, then a formula halved: the finding is on the cell where the formula now stands."""
    classeur = copie(lue(Encre.NATIVE))
    MOUVEMENTS[mouvement](classeur)
    place = Lecteur(classeur).lire().places["ligne.prevention_fixe.droit"]
    cellule = classeur.feuilles[place[0]].cellules[place[1]]
    poser(classeur, place, formule=f"{cellule.formule}/2")
    (constat,) = graves(juger(classeur))
    assert (constat.feuille, constat.cellule, constat.cause) == (*place, Cause.FORMULE)
    assert place != ou("ligne.prevention_fixe.droit") or "ordre" in mouvement


def test_references_that_did_not_follow_are_told(lue: Callable[[Encre], Lecture]) -> None:
    """The rows of missions sorted by hand, formulas of elsewhere left as they were: it is the move that is named."""
    classeur = copie(lue(Encre.NATIVE))
    page = classeur.feuilles["Missions"]
    croise = [
        c._replace(adresse=f"{lettres(position(a)[1])}{ {5: 6, 6: 5}.get(position(a)[0], position(a)[0]) }")
        for a, c in page.cellules.items()
    ]
    classeur.feuilles["Missions"] = _feuille(page, croise)
    causes = {constat.cause for constat in graves(juger(classeur))}
    assert Cause.LIGNE in causes


def test_a_row_under_the_table_is_missed_by_the_totals(lue: Callable[[Encre], Lecture]) -> None:
    """A payment typed below the last row that the formulas read: the row is named, its consequences counted."""
    classeur = copie(lue(Encre.NATIVE))
    feuille, adresse = ou("versement.30.ligne")
    bas = position(adresse)[0] + 1
    for rang, valeur in enumerate(("acces_fixe", "acompte", Fraction(4321)), 2):
        poser(classeur, (feuille, f"{lettres(rang)}{bas}"), valeur=valeur)
    constats = [c for c in graves(juger(classeur)) if c.cause == Cause.LIGNE]
    assert [(c.feuille, position(c.cellule)[0]) for c in constats] == [(feuille, bas)]
    assert "hors de portée" in constats[0].message
    assert "en découlent" in constats[0].message


def test_a_number_in_a_spare_row_is_found(lue: Callable[[Encre], Lecture]) -> None:
    """A computed column of an empty row made to hold a number, that a sum would count: found, with its euros."""
    classeur = copie(lue(Encre.NATIVE))
    libre = len(lue(Encre.NATIVE).dossier.liste("participation")) + 3
    place = ou(f"participation.{libre}.montant")
    poser(classeur, place, formule=None, valeur=Fraction(5000))
    (constat,) = graves(juger(classeur))
    assert (constat.feuille, constat.cellule, constat.cause, constat.enjeu) == (*place, Cause.CONSTANTE, 5000)


def test_a_header_in_another_language_loses_no_value(lue: Callable[[Encre], Lecture]) -> None:
    """The header of a computed column translated: its cells are found by the name of the column."""
    classeur = copie(lue(Encre.NATIVE))
    feuille, adresse = ou("ligne.acces_fixe.droit")
    poser(classeur, (feuille, f"{adresse.rstrip('0123456789')}4"), valeur="Earned")
    bilan = juger(classeur)
    assert bilan.comparees == len(resultat().pleines) - 5  # les totaux par périmètre n'ont, eux, que leur titre
    assert not [c for c in graves(bilan) if c.cause != Cause.ABSENTE]


ECRITURES = (
    ("=SUM($A$1:$A$3)", "= SUM( A1:A3 )", True),
    ("=IF(COUNT($A5)=1,ROUND($A5*0.1,2),0)", "=if(count($A5)=1,round(($A5*0.10),2),0)", True),
    ("=_xlfn.IFNA(Missions!$A$1,TRUE())", "=IFNA('Missions'!$A$1,TRUE)", True),
    ("=$A5-($B5-$C5)", "=$A5-$B5-$C5", False),
    ("=SUM($A$1:$A$3)", "=SUM($A$1:$A$2)", False),
    ('="Oui "', '="Oui"', False),
    ("=$A5", "=$A5+0", False),
)


@pytest.mark.parametrize(("une", "autre", "memes"), ECRITURES)
def test_two_writings_of_one_formula(une: str, autre: str, *, memes: bool) -> None:
    """Spaces, case, prefixes, quotes, useless parentheses are habits; anything else is a change."""
    assert equivalentes(une, autre, "Missions") is memes


def test_a_lost_dollar_is_seen_apart() -> None:
    """It changes no value, so it is no other formula; but it is told."""
    assert equivalentes("=$A$5*2", "=A$5*2", "Missions")
    assert dollars_perdus("=A$5*2", "=$A$5*2")
    assert not dollars_perdus("=( $A$5 )*2", "=$A$5*2")


def test_nothing_of_the_file_is_changed(lue: Callable[[Encre], Lecture], tmp_path: Path) -> None:
    """The verification only reads: the reading given to it is the same afterwards."""
    lecture = lue(Encre.NATIVE)
    avant = ({n: dict(f.cellules) for n, f in lecture.classeur.feuilles.items()}, dict(lecture.places))
    verifier(lecture)
    assert ({n: dict(f.cellules) for n, f in lecture.classeur.feuilles.items()}, dict(lecture.places)) == avant
    assert not list(tmp_path.iterdir())
