"""The cells that repeat a number of elsewhere: what their formula must be and what they must show; the dashboard."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from cpts_xl.constats import Cause, Constat, Gravite
from cpts_xl.rules.genres import Genre, afficher
from cpts_xl.workbook import sheets
from cpts_xl.workbook.french import en_francais
from cpts_xl.workbook.inks import Encre
from cpts_xl.workbook.recu.layout_recu import LayoutRecu
from cpts_xl.workbook.recu.locate import feuilles_par_nom, normaliser
from cpts_xl.workbook.verification.causes import memes
from cpts_xl.workbook.verification.formules import equivalentes
from cpts_xl.workbook.verification.rappels import Calque, Greffier
from cpts_xl.workbook.xlsx.types import ErreurCellule, FeuilleLue

REMETTRE = "Remettre la formule de la copie d'origine."
RECALCULER = "Recalculer le classeur, l'enregistrer, puis vérifier à nouveau."
_COMPTE = re.compile(r'"([^"*]+)(\*?)"\)$')
PERDU = "#REF!"


def comparer_rappels(layout: LayoutRecu, greffier: Greffier, fautes: Mapping[str, Constat]) -> Iterator[Constat]:
    """Yield what is wrong with the formulas of the dashboard, wherever its rows now are."""
    feuille = feuilles_par_nom(layout.lecture.classeur).get(normaliser(sheets.TABLEAU_DE_BORD))
    if feuille is None:
        return
    nom = sheets.TABLEAU_DE_BORD
    calque = Calque(feuille, {(li, co): v for (f, li, co), v in greffier.constantes.items() if f == nom})
    for (page, ligne, colonne), (due, valeur, genre) in greffier.formules.items():
        if page != nom or PERDU in due:  # une feuille perdue se dit une fois, ailleurs
            continue
        ident = greffier.rappels.get((page, ligne, colonne), "")
        adresse = calque.adresse(ligne, colonne)
        constat = cellule_juste(feuille, adresse, f"={due}", genre)
        if constat is None and ident not in fautes:
            attendue = layout.resultat.valeurs[ident] if ident else Fraction(valeur)
            constat = valeur_juste(feuille, adresse, attendue, genre, greffier.encre)
            if constat is not None and not ident:  # le compte de contrôles faux, dits chacun en son lieu, est juste
                montre = _compte(layout, due, valeur)
                constat = valeur_juste(feuille, adresse, montre, genre, greffier.encre)
        if constat is not None:
            yield constat


def _compte(layout: LayoutRecu, due: str, valeur: Any) -> Fraction:
    """Return what a count of the checks gives on the checks that the workbook shows: a wrong one is told elsewhere."""
    mot = _COMPTE.search(due)
    if mot is None:
        return Fraction(valeur)
    feuilles = layout.lecture.classeur.feuilles
    places = (place for ident, place in layout.places.items() if ident.startswith("controle."))
    vus = (feuilles[feuille].cellule(adresse) for feuille, adresse in places)
    textes = [cellule.valeur for cellule in vus if cellule is not None and isinstance(cellule.valeur, str)]
    return Fraction(sum(texte.startswith(mot[1]) if mot[2] else texte == mot[1] for texte in textes))


def cellule_juste(feuille: FeuilleLue, adresse: str, due: str, genre: Genre) -> Constat | None:
    """Return what is wrong with the formula of a cell that repeats another."""
    cellule = feuille.cellule(adresse)
    if cellule is not None and cellule.formule is not None:
        if equivalentes(cellule.formule, due, feuille.nom):
            return None
        return Constat(
            Gravite.BLOQUANT, "Cette case ne montre plus la cellule qu'elle rappelait : sa formule a été modifiée.",
            feuille.nom, adresse, en_francais(cellule.formule), en_francais(due), REMETTRE, Cause.FORMULE,
        )  # fmt: skip
    vide = cellule is None or cellule.valeur in {None, ""}
    quoi = "effacée" if vide else "remplacée par une valeur"
    return Constat(
        Gravite.BLOQUANT, f"La formule de cette case a été {quoi}.", feuille.nom, adresse,
        "vide" if cellule is None else montrer(genre, cellule.valeur), en_francais(due), REMETTRE,
        Cause.ABSENTE if vide else Cause.CONSTANTE,
    )  # fmt: skip


def valeur_juste(feuille: FeuilleLue, adresse: str, attendue: Any, genre: Genre, encre: Encre) -> Constat | None:
    """Return the finding of a right formula that shows a wrong value; a workbook without any value is told apart."""
    cellule = feuille.cellule(adresse)
    stockee = cellule.valeur if cellule else None
    if stockee is None or memes(stockee, attendue, encre):
        return None
    lu = stockee if isinstance(stockee, Fraction) else Fraction(0)
    enjeu = abs(lu - attendue) if genre.code == "montant" and isinstance(attendue, Fraction) else None
    return Constat(
        Gravite.BLOQUANT, "Cette case ne montre pas la valeur de la cellule qu'elle rappelle.", feuille.nom, adresse,
        montrer(genre, stockee), afficher(genre, attendue), RECALCULER, Cause.PERIMEE, enjeu,
    )  # fmt: skip


def montrer(genre: Genre, valeur: Any) -> str:
    """Return a stored value as its kind shows it; an error value by its code."""
    return valeur.code if isinstance(valeur, ErreurCellule) else afficher(genre, valeur)
