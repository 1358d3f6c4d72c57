"""A cell of a row that waits to be filled: which column of which table it is, what to type there, what it computes."""

from __future__ import annotations

from typing import NamedTuple

from cpts_xl.engine.resultat import Resultat
from cpts_xl.engine.schema import TABLEAUX
from cpts_xl.revue.libelles import montrer_lue
from cpts_xl.rules.genres import NOMBRE
from cpts_xl.workbook import sheets
from cpts_xl.workbook.french import en_francais
from cpts_xl.workbook.recu.layout_recu import LayoutRecu
from cpts_xl.workbook.recu.locate import entete_de, normaliser
from cpts_xl.workbook.recu.read import Lecture
from cpts_xl.workbook.sheets import Colonne, FeuilleTableau
from cpts_xl.workbook.xlsx.types import Cellule, position


class Libre(NamedTuple):
    """A cell of a free row: the header of its column, and what the column expects or computes, in sentences."""

    titre: str
    phrases: tuple[str, ...]


def ligne_libre(lecture: Lecture, resultat: Resultat, feuille: str, adresse: str) -> Libre | None:
    """Return what a cell is when its row belongs to a table of ours and nothing is declared on it; None otherwise."""
    ligne, place = position(adresse)
    tableaux = [f for f in sheets.TABLEAUX_FEUILLES if normaliser(f.nom) == normaliser(feuille)]
    tableaux = [f for f in tableaux if TABLEAUX[f.prefixe].rangees is None]
    if not tableaux:
        return None
    layout = LayoutRecu(resultat, lecture)
    for tableau in tableaux:
        etendue = layout.etendues[tableau.prefixe]
        if not etendue.haut <= ligne <= etendue.bas or ligne in etendue.lignes.values():
            continue
        colonne = _colonne(lecture, tableau, etendue.feuille or feuille, place)
        if colonne is not None:
            return Libre(colonne.titre, _phrases(resultat, tableau, colonne))
    return None


def contenu(cellule: Cellule) -> list[str]:
    """Return what a cell shows and its formula; nothing of an empty one."""
    phrases = []
    if cellule.valeur not in {None, ""}:
        vu = montrer_lue(NOMBRE, cellule.valeur)
        phrases.append(f"Elle contient : {vu}{'' if vu.endswith(('.', '…', '?', '!')) else '.'}")
    if cellule.formule:
        phrases += [] if phrases else ["Elle n'affiche rien."]
        phrases.append(f"Sa formule : {en_francais(cellule.formule.strip('{}'))}.")
    return phrases


def _colonne(lecture: Lecture, tableau: FeuilleTableau, feuille: str, place: int) -> Colonne | None:
    """Return which of our columns stands there, by its header as it was found."""
    titres = {colonne.titre: colonne for colonne in tableau.colonnes}
    _, trouvees = entete_de(lecture.classeur.feuilles[feuille], tuple(titres))
    return next((titres[titre] for titre, rang in trouvees.items() if rang == place), None)


def _phrases(resultat: Resultat, tableau: FeuilleTableau, colonne: Colonne) -> tuple[str, ...]:
    if colonne.champ is not None:
        choix = f" Au choix : {', '.join(colonne.champ.choix)}." if colonne.champ.choix else ""
        return (f"Case à remplir par la CPTS : {colonne.champ.aide}{choix}",)
    debut, fin = f"{tableau.prefixe}.", f".{colonne.code}"
    etape = next((c.etape for c in resultat.etapes if c.etape.id.startswith(debut) and c.etape.id.endswith(fin)), None)
    calcul = (f"Colonne calculée. {etape.regle.resume}",) if etape is not None else ()
    return (*calcul, "Rien ne s'y calcule tant que la ligne est vide.")
