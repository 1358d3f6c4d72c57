"""Where the words of a page of ours now stand, when rows or columns were inserted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from cpts_xl.workbook.recu.locate import normaliser
from cpts_xl.workbook.verification.attendu import Place
from cpts_xl.workbook.xlsx.types import Cellule, FeuilleLue, lettres


class Alignement:
    """Where the words of a page now stand: rows and columns may have been inserted, none is supposed to be swapped."""

    def __init__(self, feuille: FeuilleLue, mots: Mapping[Place, str], connues: Mapping[int, int]) -> None:
        self.feuille, self.mots = feuille, mots
        self.index: dict[str, list[Place]] = {}
        for rang, cellules in feuille.lignes.items():
            for colonne, cellule in cellules.items():
                if isinstance(cellule.valeur, str) and cellule.valeur:
                    self.index.setdefault(normaliser(cellule.valeur), []).append((rang, colonne))
        self.colonnes = self._colonnes(connues)
        self.lignes = self._lignes()

    def _colonnes(self, connues: Mapping[int, int]) -> dict[int, int]:
        """Return the column of each expected column: as the table says, else where its words that appear once are."""
        fois = Counter(normaliser(mot) for mot in self.mots.values())
        votes: dict[int, Counter[int]] = {}
        for (_, colonne), mot in self.mots.items():
            places = self.index.get(normaliser(mot), [])
            if fois[normaliser(mot)] == 1 and len(places) == 1:
                votes.setdefault(colonne, Counter())[places[0][1]] += 1
        colonnes, decalage = {}, 0
        dernieres = {colonne for _, colonne in self.mots}
        for colonne in range(1, max(dernieres, default=0) + 1):
            if colonne in connues:
                decalage = connues[colonne] - colonne
            elif colonne in votes:
                la, voix = votes[colonne].most_common(1)[0]
                if voix > votes[colonne][colonne + decalage] and la > colonne + decalage and voix > 1:
                    decalage = la - colonne
            colonnes[colonne] = colonne + decalage
        return colonnes

    def _lignes(self) -> dict[int, int]:
        """Return the row of each expected row: where most of its words are, never above the one before."""
        par_ligne: dict[int, list[tuple[int, str]]] = {}
        for (rang, colonne), mot in sorted(self.mots.items()):
            par_ligne.setdefault(rang, []).append((self.colonnes[colonne], normaliser(mot)))
        lignes, decalage = {}, 0
        rangs = {rang for rang, _ in self.mots}
        for rang in sorted(rangs):
            voix: Counter[int] = Counter()
            for colonne, mot in par_ligne.get(rang, ()):
                for la, autre in self.index.get(mot, ()):
                    if autre == colonne:
                        voix[la] += 1
            la = rang + decalage
            if voix and voix[la] < max(voix.values()):
                meilleures = [n for n, v in voix.items() if v == max(voix.values()) and n >= la]
                # un seul mot peut avoir été échangé ; un décalage se voit sur toute la suite
                if meilleures and self._suite(par_ligne, rang, min(meilleures) - rang) > self._suite(
                    par_ligne, rang, decalage
                ):
                    decalage = min(meilleures) - rang
            lignes[rang] = rang + decalage
        return lignes

    def _suite(self, par_ligne: Mapping[int, list[tuple[int, str]]], depuis: int, decalage: int) -> int:
        """Return how many words of the rows from ``depuis`` on stand where that shift would put them."""
        return sum(
            (rang + decalage, colonne) in self.index.get(mot, ())
            for rang, mots in par_ligne.items()
            if rang >= depuis
            for colonne, mot in mots
        )

    def cellule(self, place: Place) -> Cellule | None:
        """Return the cell that now stands where the layout would write ``place``."""
        return self.feuille.ligne(self.lignes[place[0]]).get(self.colonnes[place[1]])

    def adresse(self, place: Place) -> str:
        """Return where ``place`` now stands."""
        return f"{lettres(self.colonnes[place[1]])}{self.lignes[place[0]]}"
