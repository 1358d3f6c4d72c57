"""What a person writes under a free table: a total of her own, a memo. It is no row of hers, and no formula reads it.

A row of inputs that overflowed the table is another thing: nothing counts it, and that is told. In doubt, it is a row.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any, NamedTuple

from cpts_xl.constats import Cause, Constat, Gravite
from cpts_xl.engine.examen.mots_lus import dit_un_total
from cpts_xl.engine.schema import Champ
from cpts_xl.formats import euros, nombre
from cpts_xl.workbook.feuilles.modele import FeuilleTableau
from cpts_xl.workbook.recu.entetes import zones_nommees
from cpts_xl.workbook.xlsx.types import Cellule, ClasseurLu, FeuilleLue

LISIBLES = 80
"""Letters of what is written there that are told."""
_TOTAL_DE_TOUT = re.compile(r"total(?: général)?\s*:?", re.IGNORECASE)
_SOMME = re.compile(r"=?\s*(?:SUM|SUBTOTAL)\(", re.IGNORECASE)


class Pied(NamedTuple):
    """One row written under a table: its number, its cells by column, and its label when it says a total."""

    ligne: int
    cellules: Mapping[int, Cellule]
    total: str

    @property
    def texte(self) -> str:
        """Return what the row says, in short."""
        mots = " ; ".join(_dit(cellule.valeur) for cellule in self.cellules.values())
        return mots if len(mots) <= LISIBLES else f"{mots[:LISIBLES]}…"


def fin_du_tableau(classeur: ClasseurLu, decrite: FeuilleTableau, feuille: FeuilleLue) -> int:
    """Return the last row of a table, by the names of most of its columns; 0 when they do not say."""
    bas = Counter(nommee.bas for _, nommee in zones_nommees(classeur, decrite, feuille))
    return bas.most_common(1)[0][0] if bas else 0


def pieds(decrite: FeuilleTableau, feuille: FeuilleLue, fin: int, colonnes: Mapping[str, int]) -> dict[int, Pied]:
    """Return the rows under a table, after row ``fin``, that are totals or memos; ``colonnes`` are those of its codes.

    A total says so, or only adds up. A memo is made of words, and an empty row at least keeps it away from the rows.
    """
    champs = {colonnes[col.code]: col.champ for col in decrite.saisies if col.champ and col.code in colonnes}
    trouves: dict[int, Pied] = {}
    if not fin:
        return trouves
    remplies = {n: c for n in sorted(feuille.lignes) if (c := _remplies(feuille.ligne(n), champs))}
    derniere = max((n for n in remplies if n <= fin), default=fin)
    for ligne in (n for n in remplies if n > fin):
        pied = _pied(ligne, remplies[ligne], champs, loin=ligne > derniere + 1)
        if pied is None:
            derniere = ligne
        else:
            trouves[ligne] = pied
    return trouves


def dit_total(cellules: Mapping[int, Cellule], saisies: Collection[int]) -> str:
    """Return the word by which a row of a table says that it adds up others: one such word, and amounts only."""
    remplies = [c.valeur for rang, c in cellules.items() if rang in saisies and c.valeur not in {None, ""}]
    mots = [valeur.strip() for valeur in remplies if isinstance(valeur, str)]
    nombres = [valeur for valeur in remplies if isinstance(valeur, Fraction)]
    seuls = len(mots) == 1 and len(nombres) == len(remplies) - 1
    return mots[0] if seuls and dit_un_total(mots[0]) else ""


def _remplies(cellules: Mapping[int, Cellule], champs: Mapping[int, Champ]) -> dict[int, Cellule]:
    return {c: cellule for c, cellule in cellules.items() if c in champs and cellule.valeur not in {None, ""}}


def _pied(ligne: int, cellules: dict[int, Cellule], champs: Mapping[int, Champ], *, loin: bool) -> Pied | None:
    mots = [(champs[c], str(cellule.valeur)) for c, cellule in cellules.items() if isinstance(cellule.valeur, str)]
    total = next((mot.strip() for _, mot in mots if dit_un_total(mot)), "")
    chiffres = [cellule for cellule in cellules.values() if not isinstance(cellule.valeur, str)]
    if any(not isinstance(cellule.valeur, Fraction) for cellule in chiffres):  # un jour, une erreur : une saisie
        return None
    if not total and any(champ.genre.code in {"code", "choix"} and " " not in mot.strip() for champ, mot in mots):
        return None  # un code : une ligne commencée
    sommes = all(cellule.formule and _SOMME.match(cellule.formule) for cellule in chiffres)
    memo = loin and not chiffres and any(" " in mot.strip() for _, mot in mots)
    if total or memo or (chiffres and sommes):
        return Pied(ligne, cellules, total)
    return None


def dire_pieds(
    decrite: FeuilleTableau,
    nom: str,
    trouves: Mapping[int, Pied],
    lignes: Sequence[Mapping[str, Any]],
    colonnes: Mapping[str, int],
) -> Iterator[Constat]:
    """Yield one finding by row written under a table, and one by total that is not that of its column."""
    champs = {colonnes[col.code]: col.champ for col in decrite.saisies if col.champ and col.code in colonnes}
    for pied in trouves.values():
        premiere = next(iter(pied.cellules.values()))
        yield Constat(
            Gravite.INFORMATION, "Ceci est écrit sous le tableau : aucune formule ne le lit, et l'outil n'y voit pas "
            "une ligne.", nom, premiere.adresse, pied.texte, cause=Cause.HORS_TABLE,
            remede="Rien à corriger si c'est un mémo ou un total ; une saisie se tape dans une ligne du tableau.",
        )  # fmt: skip
        if not _TOTAL_DE_TOUT.fullmatch(pied.total):
            continue
        for colonne, cellule in pied.cellules.items():
            champ, ecrit = champs[colonne], cellule.valeur
            if champ.genre.code != "montant" or not isinstance(ecrit, Fraction):
                continue
            somme = sum((v for ligne in lignes if isinstance(v := ligne.get(champ.code), Fraction)), Fraction(0))
            if abs(ecrit - somme) >= Fraction(1, 100):
                yield Constat(
                    Gravite.A_REGARDER, f"Ce total, écrit sous le tableau, n'est pas celui de la colonne "
                    f"« {champ.libelle} ».", nom, cellule.adresse, euros(ecrit), euros(somme), cause=Cause.HORS_TABLE,
                    remede="L'effacer ou le refaire : l'outil compte les lignes du tableau.", enjeu=abs(ecrit - somme),
                )  # fmt: skip


def _dit(valeur: Any) -> str:
    if isinstance(valeur, Fraction):
        return nombre(valeur, 2 if valeur.denominator != 1 else None)
    return " ".join(str(valeur).split())
