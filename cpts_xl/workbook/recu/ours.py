"""What is ours in a received workbook, so that all the rest is known to be the user's."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from cpts_xl.engine.schema import IDENTITE, TABLEAUX
from cpts_xl.workbook import sheets
from cpts_xl.workbook.feuilles.modele import FeuilleTableau
from cpts_xl.workbook.layout import LIGNE_ENTETE, NOMS
from cpts_xl.workbook.pages import dashboard
from cpts_xl.workbook.recu import anciens
from cpts_xl.workbook.recu.entetes import recrits
from cpts_xl.workbook.recu.locate import entete_de, normaliser
from cpts_xl.workbook.recu.sous_tableau import fin_du_tableau, pieds
from cpts_xl.workbook.writer import texte_note
from cpts_xl.workbook.xlsx.lu import ClasseurLu, FeuilleLue, position

LARGEURS = {
    sheets.MODE_EMPLOI: 8,
    sheets.TABLEAU_DE_BORD: dashboard.LARGEUR,
    sheets.IDENTITE: 3,
    sheets.BAREME: 12,
    sheets.CONTROLES: 5,
    sheets.CALCULS: 10,
    sheets.LISTES: 12,
    sheets.FONCTIONS: 9,
    sheets.REPRISE: 3,
}
"""Columns that we fill, on the sheets that are not one table: beyond them, a cell is the user's."""
_PREFIXES = (*(code.upper() for code in (*TABLEAUX, *anciens.TABLES)), "LISTE", "BAREME", "TAILLE", "CPTS", "_XLNM")
_NOMS = re.compile(rf"(?:{'|'.join(_PREFIXES)})[_.].*", re.IGNORECASE)
_REGLES = frozenset({"À ", "À", "Expir", "Dépass", "À regarder"})


@dataclass(frozen=True, slots=True)
class Notres:
    """What the tool itself put in a workbook: cells by sheet, defined names, drawings, notes, conditional formats."""

    cellules: dict[str, frozenset[str]]
    noms: frozenset[str]
    graphiques: frozenset[str]
    notes: frozenset[str]
    regles: frozenset[str]


def notres(classeur: ClasseurLu, droit: Any) -> Notres:
    """Return what is ours in a workbook of this version or of an older one; sheets are found by their name."""
    tables = {normaliser(f.nom): tuple(c.titre for c in f.colonnes) for f in sheets.TABLEAUX_FEUILLES}
    for nom, titres in anciens.TITRES.items():
        tables[normaliser(nom)] = (*tables.get(normaliser(nom), ()), *titres)
    descriptions = {normaliser(f.nom): f for f in sheets.TABLEAUX_FEUILLES}
    largeurs = {normaliser(nom): largeur for nom, largeur in LARGEURS.items()}
    cellules: dict[str, frozenset[str]] = {}
    for nom, feuille in classeur.feuilles.items():
        cle = normaliser(nom)
        if cle in tables:
            cellules[nom] = _table(classeur, feuille, tables[cle], descriptions.get(cle))
        elif cle in largeurs:
            cellules[nom] = frozenset(a for a in feuille.cellules if position(a)[1] <= largeurs[cle])
    champs = (*IDENTITE, *(champ for tableau in TABLEAUX.values() for champ in tableau.champs))
    noms = frozenset(n for n in classeur.noms if n in NOMS.values() or _NOMS.fullmatch(n))
    notes = frozenset(texte_note(champ) for champ in champs)
    return Notres(cellules, noms, dashboard.descriptions(droit) | anciens.descriptions(droit), notes, _REGLES)


def _table(
    classeur: ClasseurLu, feuille: FeuilleLue, titres: tuple[str, ...], decrite: FeuilleTableau | None
) -> frozenset[str]:
    """Return the cells of ours on a sheet that is one table: title, explanation, and the columns that we know."""
    entete, colonnes = entete_de(feuille, titres)
    connues = set(colonnes.values())
    sous: Collection[int] = ()
    if decrite is not None:
        par_code = {col.code: colonnes[col.titre] for col in decrite.colonnes if col.titre in colonnes}
        par_code |= {r.code: r.colonne for r in recrits(classeur, decrite, feuille, entete, par_code).values()}
        connues |= set(par_code.values())
        if TABLEAUX[decrite.prefixe].libre:
            sous = pieds(decrite, feuille, fin_du_tableau(classeur, decrite, feuille), par_code)
    places = ((adresse, *position(adresse)) for adresse in feuille.cellules)
    return frozenset(a for a, n, c in places if n not in sous and _connue(n, c, entete or LIGNE_ENTETE, connues))


def _connue(ligne: int, colonne: int, entete: int, connues: set[int]) -> bool:
    return colonne == 1 if ligne < entete else colonne in connues
