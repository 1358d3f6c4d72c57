"""The rows of free tables in a received workbook: out of reach of the formulas, without formulas, or nobody's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING

from cpts_xl.constats import Cause, Constat, Gravite
from cpts_xl.engine.schema import TABLEAUX
from cpts_xl.formats import nombre
from cpts_xl.workbook import sheets

if TYPE_CHECKING:
    from cpts_xl.workbook.verification.cellules import Examen

VIDE = "vide"
REMETTRE = "Remettre la formule de la copie d'origine."
_CHIFFRES = re.compile(r"\d+")


def hors_de_portee(examen: Examen) -> None:
    """Note the rows of free tables that stand outside the ranges of the formulas: no total counts them."""
    for prefixe, etendue in examen.layout.etendues.items():
        if TABLEAUX[prefixe].rangees is not None or not etendue.haut:
            continue
        for rangee, ligne in etendue.lignes.items():
            if not etendue.haut <= ligne <= etendue.bas and rangee in examen.layout.rangees[prefixe]:
                examen.lignes[rangee] = Constat(
                    Gravite.BLOQUANT,
                    f"La ligne {ligne} est hors de portée des formules, qui lisent les lignes {etendue.haut} à "
                    f"{etendue.bas} : aucun total ne la compte.",
                    etendue.feuille, f"{_premiere(examen, rangee)}", cause=Cause.LIGNE,
                    remede="Déplacer ses saisies dans une ligne libre du tableau.",
                )  # fmt: skip
                for ident in [i for i in examen.fautes if i.startswith(f"{rangee}.")]:
                    _retirer(examen, ident)


def _premiere(examen: Examen, rangee: str) -> str:
    """Return the address of the first cell of a row that was found."""
    cle = sheets.feuille_de(rangee.partition(".")[0]).cle
    return examen.layout.places.get(f"{rangee}.{cle}", ("", ""))[1]


def _retirer(examen: Examen, ident: str) -> None:
    """Forget the finding of one cell, told with its row."""
    del examen.fautes[ident]
    examen.stockees.pop(ident, None)


def sans_formules(examen: Examen) -> None:
    """Tell once a row of a free table that has its inputs and none of its formulas: it was inserted."""
    vides: dict[str, list[str]] = {}
    for ident, constat in examen.fautes.items():
        rangee = ".".join(ident.split(".", 2)[:2])
        if constat.cause == Cause.ABSENTE and rangee.partition(".")[0] in examen.layout.etendues:
            vides.setdefault(rangee, []).append(ident)
    for rangee, idents in vides.items():
        prefixe = rangee.partition(".")[0]
        codes = (f"{rangee}.{col.code}" for col in sheets.feuille_de(prefixe).colonnes)
        calculees = sum(code in examen.layout.resultat.par_id for code in codes)
        if TABLEAUX[prefixe].rangees is not None or len(idents) < calculees:
            continue
        place = examen.layout.places[idents[0]]
        examen.lignes[rangee] = _ligne_sans_formules(place[0], _premiere(examen, rangee) or place[1])
        for ident in idents:
            _retirer(examen, ident)


def _ligne_sans_formules(feuille: str, adresse: str) -> Constat:
    ligne = _CHIFFRES.search(adresse)
    return Constat(
        Gravite.A_REGARDER, f"La ligne {ligne[0] if ligne else ''} a été insérée sans ses formules : ce qui s'y "
        "calcule manque.", feuille, adresse, cause=Cause.LIGNE,
        remede="Recopier les formules de la ligne voisine.",
    )  # fmt: skip


def orphelines(examen: Examen) -> Iterator[Constat]:
    """Yield the numbers typed in a computed column, on a row that is nobody's: a total may count them."""
    for prefixe, etendue in examen.layout.etendues.items():
        page = examen.layout.lecture.classeur.feuilles.get(etendue.feuille)
        if TABLEAUX[prefixe].rangees is not None or page is None:
            continue
        decrite = sheets.feuille_de(prefixe)
        calculees = {etendue.colonnes[c.code]: c.titre for c in decrite.colonnes
                     if c.nature is sheets.Nature.CALCUL and c.code in etendue.colonnes}  # fmt: skip
        prises = set(etendue.lignes.values())
        for ligne in range(etendue.haut, etendue.bas + 1):
            for colonne, cellule in page.ligne(ligne).items() if ligne not in prises else ():
                typee = cellule.formule is None and isinstance(cellule.valeur, Fraction)
                if typee and colonne in calculees and not _connue(examen, prefixe, cellule.adresse):
                    yield Constat(
                        Gravite.BLOQUANT, f"{calculees[colonne]} : un nombre est écrit dans une ligne sans saisie.",
                        etendue.feuille, cellule.adresse, nombre(Fraction(str(cellule.valeur))), VIDE, REMETTRE,
                        Cause.CONSTANTE, abs(Fraction(str(cellule.valeur))),
                    )  # fmt: skip


def _connue(examen: Examen, prefixe: str, adresse: str) -> bool:
    """Return whether a step was given this cell: what is wrong with it is already told."""
    codes = [col.code for col in sheets.feuille_de(prefixe).colonnes]
    idents = (f"{rangee}.{code}" for rangee in examen.layout.rangees[prefixe] for code in codes)
    return any(examen.layout.places[ident][1] == adresse for ident in idents if ident in examen.layout.places)
