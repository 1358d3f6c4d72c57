"""A dossier put into a brand-new workbook with what the user had added to the old one, and the list of what moved."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from cpts_xl.engine.resultat import Resultat
from cpts_xl.engine.schema import champ_de
from cpts_xl.workbook import sheets
from cpts_xl.workbook.build import construire
from cpts_xl.workbook.extras import CelluleAjoutee, inventaire
from cpts_xl.workbook.inks import Encre
from cpts_xl.workbook.layout import LIGNE_ENTETE, Layout
from cpts_xl.workbook.pages.fonctions import Fiche
from cpts_xl.workbook.recu.locate import normaliser
from cpts_xl.workbook.recu.ours import notres
from cpts_xl.workbook.recu.read import Lecture
from cpts_xl.workbook.reprise.carry import Repris, reprendre
from cpts_xl.workbook.reprise.couleurs import couleurs_perdues
from cpts_xl.workbook.styles import Styles
from cpts_xl.workbook.xlsx.lu import position
from cpts_xl.workbook.xlsx.types import lettres

LARGEURS = (52, 30, 100)
ENTETES = ("Quoi", "Où c'était", "Ce que c'est devenu")


@dataclass
class Transfert:
    """The new workbook, and what became of everything that was not simply read and written again."""

    contenu: bytes
    repris: list[Repris] = field(default_factory=list)

    @property
    def perdus(self) -> list[Repris]:
        """Return what could not be carried over, to be done again by hand."""
        return [r for r in self.repris if not r.repris]


def transferer(
    lecture: Lecture,
    nouveau: Resultat,
    encre: Encre,
    *,
    deplaces: Mapping[str, str | None],
    suites: Sequence[tuple[str, str, str]] = (),
    perdus: Sequence[tuple[str, str, str]] = (),
    empreinte: str = "",
    simple: bool = False,
    fonctions: Sequence[Fiche] = (),
    macros: Callable[[Sequence[str]], bytes] | None = None,
) -> Transfert:
    """Return a new workbook holding ``nouveau`` and the user's additions found in ``lecture``.

    ``deplaces`` gives the new identifier of an input that moved, or None when it has no place any more; the others keep
    theirs. ``suites`` and ``perdus`` are sentences to list first (what, where it was, what it became; what is to be
    done again); ``fonctions`` is what the sheet
    of functions lists, ``macros`` what gives the VBA project of a .xlsm.

    Raises:
        ClasseurIllisible: a part of the old file is dangerous or does not make sense.
    """
    ours = notres(lecture.classeur, lecture.droit)
    ajouts = inventaire(
        lecture.classeur.chemin, lecture.classeur, ours.cellules, noms_connus=ours.noms,
        graphiques_connus=ours.graphiques, notes_connues=ours.notes, regles_connues=ours.regles,
    )  # fmt: skip
    transfert = Transfert(b"", [Repris(quoi, ou, devenir, repris=True) for quoi, ou, devenir in suites])
    transfert.repris += [Repris(quoi, ou, devenir, repris=False) for quoi, ou, devenir in perdus]
    tenues = (place for i, place in lecture.places.items() if champ_de(i) is not None and deplaces.get(i, i))
    transfert.repris += couleurs_perdues(lecture.classeur.chemin, tenues)

    def suite(classeur: Any, layout: Layout) -> None:
        places = {}
        for ident, place in lecture.places.items():
            neuf = deplaces.get(ident, ident)
            if neuf in layout.cases:
                places[place] = (layout.cases[neuf].feuille, layout.cases[neuf].adresse)
        places |= _places_ajoutees(ajouts.cellules, places, layout)
        transfert.repris += reprendre(classeur, ajouts, places, (*sheets.ORDRE, sheets.REPRISE))
        if transfert.repris:
            _ecrire_reprise(classeur, transfert.repris)

    transfert.contenu = construire(
        nouveau, encre, empreinte=empreinte, simple=simple, suite=suite, fonctions=fonctions, macros=macros
    )
    return transfert


def _places_ajoutees(
    cellules: Sequence[CelluleAjoutee],
    places: Mapping[tuple[str, str], tuple[str, str]],
    layout: Layout,
) -> dict[tuple[str, str], tuple[str, str]]:
    """Return where the cells that a user added on our sheets go: the same row, right of what we write."""
    rangs: dict[tuple[str, int], tuple[str, int]] = {}
    for (feuille, adresse), (neuve, nouvelle) in places.items():
        rangs.setdefault((feuille, position(adresse)[0]), (neuve, position(nouvelle)[0]))
    larges: dict[str, int] = {}
    for case in layout.cases.values():
        larges[case.feuille] = max(larges.get(case.feuille, 0), case.colonne)
    nos_feuilles = {normaliser(nom): nom for nom in sheets.ORDRE}
    colonnes: dict[tuple[str, int], int] = {}
    ajoutees = {}
    for cellule in cellules:
        ligne, colonne = position(cellule.adresse)
        feuille = nos_feuilles.get(normaliser(cellule.feuille), "")
        neuve, rang = rangs.get((cellule.feuille, ligne), (feuille, ligne if ligne <= LIGNE_ENTETE else 0))
        if neuve and rang:
            places_prises = sum(1 for f, _ in colonnes if f == cellule.feuille)
            ici = colonnes.setdefault((cellule.feuille, colonne), larges.get(neuve, 0) + 2 + places_prises)
            ajoutees[cellule.feuille, cellule.adresse] = (neuve, f"{lettres(ici)}{rang}")
    return ajoutees


def _ecrire_reprise(classeur: Any, repris: Sequence[Repris]) -> None:
    """Write the sheet that says, one line each, what became of what the old workbook held."""
    styles = Styles(classeur)
    feuille = classeur.add_worksheet(sheets.REPRISE)
    feuille.set_landscape()
    feuille.set_paper(9)
    feuille.fit_to_pages(1, 0)
    feuille.hide_gridlines(2)
    feuille.repeat_rows(LIGNE_ENTETE - 1)
    feuille.write_string(0, 0, "Reprise", styles.titre)
    note = "Ce qui a changé de place, ce qui a été repris, ce qui est à refaire. Cette feuille peut être supprimée."
    feuille.write_string(1, 0, note, styles.aide)
    for colonne, (entete, largeur) in enumerate(zip(ENTETES, LARGEURS, strict=True)):
        feuille.set_column(colonne, colonne, largeur)
        feuille.write_string(LIGNE_ENTETE - 1, colonne, entete, styles.entete)
    texte = styles(text_wrap=True, border=1, border_color="#B8C4C8", indent=1)
    for rang, ligne in enumerate(repris):
        for colonne, mot in enumerate((ligne.quoi, ligne.lieu, ligne.devenir)):
            feuille.write_string(LIGNE_ENTETE + rang, colonne, mot, texte)
